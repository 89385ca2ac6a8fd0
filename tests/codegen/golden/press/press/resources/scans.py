# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Pictures on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from press.operations.scans import CREATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime import FileContent

    from press.models.scans import Scan


class Scans(Resource):
    """Pictures on their way."""

    def create(
        self,
        path: FileContent,
        *,
        note: str = 'none "yet"',
        labels: Sequence[str] | None = None,
        times: int | None = None,
    ) -> Scan:
        """Send a picture.

        Args:
            path: The picture.
            note: A word about it.
            labels: More words.
            times: Read by the client, and not sent.

        Returns:
            A picture.
        """
        return self._call(CREATE, {"path": path, "note": note, "labels": labels, "times": times})


class AsyncScans(AsyncResource):
    """Pictures on their way."""

    async def create(
        self,
        path: FileContent,
        *,
        note: str = 'none "yet"',
        labels: Sequence[str] | None = None,
        times: int | None = None,
    ) -> Scan:
        """Send a picture.

        Args:
            path: The picture.
            note: A word about it.
            labels: More words.
            times: Read by the client, and not sent.

        Returns:
            A picture.
        """
        return await self._call(CREATE, {"path": path, "note": note, "labels": labels, "times": times})
