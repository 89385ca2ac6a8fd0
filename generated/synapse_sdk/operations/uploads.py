# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on uploads, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.uploads import ChunkedUpload

CREATE: Operation[ChunkedUpload] = Operation(
    name="uploads.create",
    method="",
    path="",
    retry="unsafe",
    parameters=(Parameter("file_path", "argument", "file", required=True),),
    response="ChunkedUpload",
    file_fields=("file",),
    composite=Composite(
        kind="chunked_upload",
        steps={
            "start": "uploads.start",
            "append": "uploads.append",
            "status": "uploads.get",
            "finish": "uploads.finish",
            "list": "uploads.list",
        },
        settings={"chunk_size": 52428800},
    ),
)

START: Operation[ChunkedUpload] = Operation(
    name="uploads.start",
    method="PUT",
    path="chunked_upload/",
    retry="unsafe",
    parameters=(
        Parameter("content_range", "header", "str", alias="Content-Range", required=True),
        Parameter("file", "body", "file", required=True),
        Parameter("filename", "body", "str", required=True),
    ),
    body=Body("UploadChunk", codec="multipart"),
    response="ChunkedUpload",
    file_fields=("file",),
)

APPEND: Operation[ChunkedUpload] = Operation(
    name="uploads.append",
    method="PUT",
    path="chunked_upload/{id}/",
    retry="unsafe",
    parameters=(
        Parameter("id", "path", "uuid", required=True),
        Parameter("content_range", "header", "str", alias="Content-Range", required=True),
        Parameter("file", "body", "file", required=True),
        Parameter("filename", "body", "str", required=True),
    ),
    body=Body("UploadChunk", codec="multipart"),
    response="ChunkedUpload",
    file_fields=("file",),
)

GET: Operation[ChunkedUpload] = Operation(
    name="uploads.get",
    method="GET",
    path="chunked_upload/{id}/",
    retry="safe",
    parameters=(Parameter("id", "path", "uuid | int", required=True),),
    response="ChunkedUpload",
    file_fields=("file",),
)

FINISH: Operation[ChunkedUpload] = Operation(
    name="uploads.finish",
    method="POST",
    path="chunked_upload/{id}/",
    retry="unsafe",
    parameters=(Parameter("id", "path", "uuid", required=True), Parameter("md5", "body", "str", required=True)),
    body=Body("UploadFinish"),
    response="ChunkedUpload",
    file_fields=("file",),
)

LIST: Operation[list[ChunkedUpload]] = Operation(
    name="uploads.list",
    method="GET",
    path="chunked_upload/",
    retry="safe",
    response="list[ChunkedUpload]",
    file_fields=("file",),
)
