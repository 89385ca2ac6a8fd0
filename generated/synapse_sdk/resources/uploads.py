# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Files sent in chunks, so that a broken link costs one chunk and not the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.uploads import CREATE

if TYPE_CHECKING:
    from synapse_runtime import FileContent

    from synapse_sdk.models.uploads import ChunkedUpload


class Uploads(Resource):
    """Files sent in chunks, so that a broken link costs one chunk and not the file."""

    def create(self, file_path: FileContent) -> ChunkedUpload:
        """Upload a file in chunks, and check with its MD5 that it arrived whole. After a fault it goes on from
        where the backend stands.

        Args:
            file_path: The file: a path, bytes, or an open binary file.

        Returns:
            One file under way, or arrived. Whatever takes a file in chunks names it by this ID.
        """
        return self._call(CREATE, {"file_path": file_path})


class AsyncUploads(AsyncResource):
    """Files sent in chunks, so that a broken link costs one chunk and not the file."""

    async def create(self, file_path: FileContent) -> ChunkedUpload:
        """Upload a file in chunks, and check with its MD5 that it arrived whole. After a fault it goes on from
        where the backend stands.

        Args:
            file_path: The file: a path, bytes, or an open binary file.

        Returns:
            One file under way, or arrived. Whatever takes a file in chunks names it by this ID.
        """
        return await self._call(CREATE, {"file_path": file_path})
