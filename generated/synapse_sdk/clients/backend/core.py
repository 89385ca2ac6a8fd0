# Generated from spec/synapse/service.yaml, spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Uploads of large files.

대용량 파일 업로드.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import DocumentedClient

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from synapse_runtime import FileContent, JsonObject


class CoreClientMixin(DocumentedClient):
    """Uploads of large files.

    대용량 파일 업로드.
    """

    def create_chunked_upload(
        self,
        file_path: FileContent,
        chunk_size: int | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        read_timeout: float | None = None,
    ) -> JsonObject:
        """Upload a file in chunks, and verify it by its MD5. After a failure the upload resumes from the
        backend's offset.

        파일을 청크로 나누어 업로드하고 MD5로 무결성을 검증합니다. 오류가 발생하면 백엔드에 저장된 위치부터
        이어서 전송합니다.

        Args:
            file_path: The file: a path, bytes, or an open binary file. 업로드할 파일: 경로, 바이트, 또는
                바이너리로 연 파일.
            chunk_size: Bytes of a file in one request of a chunked upload. None: the client's option.
            on_progress: Called with the bytes sent so far, and in total.
            read_timeout: Seconds to wait for the next bytes of a response. None: the client's option.

        Returns:
            dict: One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return self._with_call_options(chunk_size=chunk_size, read_timeout=read_timeout)._object(
            operations.uploads.CREATE, {"file_path": file_path}, on_bytes=on_progress
        )

    def get_chunked_upload(self, upload_id: UUID | str | int) -> JsonObject:
        """Fetch one upload, with its offset. It is complete if `completed_at` is not null.

        업로드 하나의 진행 상태를 조회합니다. `completed_at`이 null이 아니면 완료된 업로드입니다.

        Args:
            upload_id: Upload ID. 업로드 ID.

        Returns:
            dict: One chunked upload. Operations that take a chunked file name it by this ID.
        """
        return self._object(operations.uploads.GET, {"id": upload_id})
