# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Models of Press for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET
from synapse_runtime.testing import ModelFactory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from synapse_runtime import FileContent, Json, Unset

    from press.models.articles import Article, Draft, Letter, MoodLike, Note, SectionLike
    from press.models.paper import Bell, Sheet
    from press.models.scans import Chunk, Finish, Scan


class Build(ModelFactory):
    """Makes models of Press. What is not given is made up, and nothing is stored."""

    def article(
        self,
        *,
        id: int | str | Unset = UNSET,
        type: SectionLike | Unset = UNSET,
        list: Sequence[str] | Unset = UNSET,
        str: str | Unset | None = UNSET,
        tags: Mapping[str, Sequence[int | None]] | Unset = UNSET,
        mood: MoodLike | Unset | None = UNSET,
        scan: str | Unset = UNSET,
        any: Json | Unset = UNSET,
        written: datetime | Unset = UNSET,
        source: UUID | str | Unset = UNSET,
        ratio: float | Unset = UNSET,
        options: Mapping[str, Json] | Unset = UNSET,
    ) -> Article:
        """Make a model `Article`: one article. Its text may be long, and what is said of it too, so that a line
        ends before the sentence does and the next begins.
        """
        from press.models.articles import Article

        return self._make(
            Article,
            {
                "id": id,
                "type": type,
                "list": list,
                "str": str,
                "tags": tags,
                "mood": mood,
                "scan": scan,
                "any": any,
                "written": written,
                "source": source,
                "ratio": ratio,
                "options": options,
            },
        )

    def draft(
        self,
        *,
        title: str | Unset = UNSET,
        section: SectionLike | Unset = UNSET,
        words: int | Unset = UNSET,
        scan: FileContent | Unset | None = UNSET,
        due: date | Unset | None = UNSET,
    ) -> Draft:
        """Make a model `Draft`: an object."""
        from press.models.articles import Draft

        return self._make(Draft, {"title": title, "section": section, "words": words, "scan": scan, "due": due})

    def letter(self, *, kind: str | Unset = UNSET, text: str | Unset = UNSET) -> Letter:
        """Make a model `Letter`: a letter to the editor."""
        from press.models.articles import Letter

        return self._make(Letter, {"kind": kind, "text": text})

    def note(self, *, kind: str | Unset = UNSET, photo: FileContent | Unset = UNSET) -> Note:
        """Make a model `Note`: a short one."""
        from press.models.articles import Note

        return self._make(Note, {"kind": kind, "photo": photo})

    def sheet(self, *, width: float | Unset = UNSET, surface: str | Unset = UNSET) -> Sheet:
        """Make a model `Sheet`: one sheet."""
        from press.models.paper import Sheet

        return self._make(Sheet, {"width": width, "surface": surface})

    def bell(self, *, state: str | Unset = UNSET) -> Bell:
        """Make a model `Bell`: one bell."""
        from press.models.paper import Bell

        return self._make(Bell, {"state": state})

    def scan(self, *, id: UUID | str | Unset = UNSET, offset: int | Unset = UNSET, status: int | Unset = UNSET) -> Scan:
        """Make a model `Scan`: a picture."""
        from press.models.scans import Scan

        return self._make(Scan, {"id": id, "offset": offset, "status": status})

    def chunk(self, *, file: FileContent | Unset = UNSET, filename: str | Unset = UNSET) -> Chunk:
        """Make a model `Chunk`: a piece."""
        from press.models.scans import Chunk

        return self._make(Chunk, {"file": file, "filename": filename})

    def finish(self, *, md5: str | Unset = UNSET) -> Finish:
        """Make a model `Finish`: the end."""
        from press.models.scans import Finish

        return self._make(Finish, {"md5": md5})
