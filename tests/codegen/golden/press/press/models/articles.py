# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Models of articles."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Discriminator, Model, field, model, required

if TYPE_CHECKING:
    import builtins
    from datetime import date, datetime
    from uuid import UUID

    from synapse_runtime import FileContent, Json, Unset


class Section(StrEnum):
    """Where it stands.

    The backend may add values: one that is not known here stays a plain string.
    """

    FRONT = "front"
    """On the front page."""
    BACK = "back"
    VALUE_2ND_SECTION_OF_THE_PAPER_WITH_A_NAME_THAT_IS_FAR_TOO_LONG_FOR_ANY_LINE_THAT_A_PERSON_WOULD_LIKE_TO_READ = (
        "2nd section of the paper with a name that is far too long for any line that a person would like to read"
    )
    """Far in."""
    SAYING = 'say "what"\\'
    """A \\ and a "quote\""""


SectionLike: TypeAlias = (
    Section
    | Literal[
        "front",
        "back",
        "2nd section of the paper with a name that is far too long for any line that a person would like to read",
        'say "what"\\',
    ]
    | str
)
"""What callers may pass for `Section`."""


class Mood(StrEnum):
    """Values of `Mood`.

    The backend may add values: one that is not known here stays a plain string.
    """

    UP = "up"
    DOWN = "down"


MoodLike: TypeAlias = Mood | Literal["up", "down"] | str
"""What callers may pass for `Mood`."""


@model
class Article(Model):
    """One article. Its text may be long, and what is said of it too, so that a line ends before the sentence
    does and the next begins.

    A second paragraph: 한글은 두 칸을 차지하므로 줄을 나눌 때 너비를 따로 계산해야 하고 그래서 이 문장은 조금
    길게 썼습니다.

    Attributes:
        id: Its ID.
        type: Where it stands.
        list: Hides the built-in type from what follows.
        str: And this one, too.
        tags: Field `tags`.
        mood: How it sounds.
        scan: Its picture.
        any: Anything.
        written: When.
        source: Who told.
        ratio: Field `ratio`.
        options: Set.
    """

    id: int | builtins.str = required("int | str")
    type: Section | builtins.str = required("Section")
    list: builtins.list[builtins.str] | Unset = field("list[str]", default=UNSET)
    str: builtins.str | Unset | None = field("str?", default=UNSET)
    tags: dict[builtins.str, builtins.list[int | None]] | Unset = field("dict[list[int?]]", default=UNSET)
    mood: Mood | builtins.str | None = field("Mood?", default="up")
    scan: builtins.str | Unset = field("str", default=UNSET, file_urls=True)
    any: Json | Unset = field("json", default=UNSET)
    written: datetime | Unset = field("datetime", default=UNSET)
    source: UUID | Unset = field("uuid", default=UNSET, secret=True)
    ratio: float = field("float", default=0.5)
    options: dict[builtins.str, Json] = field("dict[json]", default={"deep": [1, None, True], "it's": 'a "word"'})


@model
class Draft(Model):
    """A `Draft`.

    Attributes:
        title: Its headline.
        section: Where it shall stand.
        words: How many.
        scan: Its picture.
        due: When it is due, if ever.
    """

    title: builtins.str = required("str")
    section: Section | builtins.str | Unset = field("Section", default=UNSET)
    words: int = field("int", default=100)
    scan: FileContent | Unset | None = field("file?", default=UNSET)
    due: date | Unset | None = field("date?", default=UNSET)


@model
class Letter(Model):
    """A letter to the editor.

    Attributes:
        kind: Field `kind`.
        text: What it says.
    """

    kind: builtins.str = required("str")
    text: builtins.str = required("str")


@model
class Note(Model):
    """A short one.

    Attributes:
        kind: Field `kind`.
        photo: Field `photo`.
    """

    kind: builtins.str = required("str")
    photo: FileContent | Unset = field("data_uri", default=UNSET)


Mail: TypeAlias = "Letter | Note"
"""What readers send.

Told apart by `kind`."""

MailVariants = Discriminator("kind", {"letter": "Letter", "note": "Note", "post-it": "Note"})
