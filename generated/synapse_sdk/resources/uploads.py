# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Files sent in chunks, so that a lost connection costs one chunk and not the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.uploads import CREATE, GET

if TYPE_CHECKING:
    from uuid import UUID

    from synapse_runtime import FileContent

    from synapse_sdk.models.uploads import ChunkedUpload


class Uploads(Resource):
    """Files sent in chunks, so that a lost connection costs one chunk and not the file."""

    def create(self, file_path: FileContent) -> ChunkedUpload:
        """Upload a file in chunks, and verify it by its MD5. After a failure the upload resumes from the
        backend's offset.

        Args:
            file_path: The file: a path, bytes, or an open binary file.

        Returns:
            One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return self._call(CREATE, {"file_path": file_path})

    def get(self, id: UUID | str | int) -> ChunkedUpload:
        """Fetch one upload, with its offset. It is complete if `completed_at` is not null.

        Args:
            id: Upload ID.

        Returns:
            One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return self._call(GET, {"id": id})


class AsyncUploads(AsyncResource):
    """Files sent in chunks, so that a lost connection costs one chunk and not the file."""

    async def create(self, file_path: FileContent) -> ChunkedUpload:
        """Upload a file in chunks, and verify it by its MD5. After a failure the upload resumes from the
        backend's offset.

        Args:
            file_path: The file: a path, bytes, or an open binary file.

        Returns:
            One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return await self._call(CREATE, {"file_path": file_path})

    async def get(self, id: UUID | str | int) -> ChunkedUpload:
        """Fetch one upload, with its offset. It is complete if `completed_at` is not null.

        Args:
            id: Upload ID.

        Returns:
            One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return await self._call(GET, {"id": id})
