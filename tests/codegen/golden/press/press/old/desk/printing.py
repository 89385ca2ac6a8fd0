# Generated from tests/specs/press/service.yaml, tests/specs/press/resources/{articles,scans}.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import DocumentedClient

from press import operations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from synapse_runtime import FileContent, JsonObject, Params

    from press.old.desk.arguments import ReadAloudParams


class Printing(DocumentedClient):
    """Methods of printing."""

    def read_aloud(self, id: int, params: ReadAloudParams | Params | None = None) -> Iterator[str]:
        """Read aloud.

        Args:
            id: Known as `id` to the backend.
            params: Query arguments by name.
                `slowly` (bool): Known as `slowly` to the backend.

        Returns:
            Iterator: The lines, as they come.
        """
        return self._lines(operations.articles.READ, {"id": id}, params=params)

    def scan(
        self, path: FileContent, note: str = 'none "yet"', labels: Sequence[str] | None = None, times: int | None = None
    ) -> JsonObject:
        """Send a picture.

        Args:
            path: The picture.
            note: A word about it.
            labels: More words.
            times: Known as `times` to the backend.

        Returns:
            dict: A picture.
        """
        return self._object(operations.scans.CREATE, {"path": path, "note": note, "labels": labels, "times": times})
