# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on data_files, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter, UploadFirst

if TYPE_CHECKING:
    from synapse_runtime import Json

    from synapse_sdk.models.data_files import BulkUpload, DataFile, SignedFiles
    from synapse_sdk.models.data_units import DataUnitCreate

CREATE: Operation[DataFile] = Operation(
    name="data_files.create",
    method="POST",
    path="data_files/",
    retry="unsafe",
    parameters=(Parameter("file", "body", "file", required=True), Parameter("use_chunked_upload", "argument", "bool")),
    body=Body("DataFileCreate", codec="multipart"),
    response="DataFile",
    status=201,
    file_fields=("file",),
    chunked=UploadFirst(
        field="file",
        operation="uploads.create",
        send_as="chunked_upload",
        filename_as="meta.filename",
        argument="use_chunked_upload",
    ),
)

UPLOAD: Operation[DataUnitCreate] = Operation(
    name="data_files.upload",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("organized_file", "argument", "OrganizedFile", required=True),
        Parameter("collection_id", "argument", "int", required=True),
        Parameter("use_chunked_upload", "argument", "bool?", default=False),
    ),
    response="DataUnitCreate",
    composite=Composite(
        kind="file_group",
        steps={"file": "data_files.create"},
        settings={
            "group": "organized_file",
            "keep": {"checksum": "checksum"},
            "source_as": "path",
            "echo": {"collection_id": "data_collection"},
        },
    ),
)

UPLOAD_BULK: Operation[BulkUpload] = Operation(
    name="data_files.upload_bulk",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("paths", "argument", "list[file]", required=True),
        Parameter("max_workers", "argument", "int"),
        Parameter("batch_size", "argument", "int", default=200),
        Parameter("max_upload_retries", "argument", "int", default=2),
        Parameter("strategy", "argument", "str"),
    ),
    response="BulkUpload",
    composite=Composite(
        kind="presigned_upload",
        steps={"storage": "storages.get_default", "sign": "data_files.sign", "confirm": "data_files.confirm"},
        settings={
            "files": "paths",
            "workers": "max_workers",
            "batch_size": "batch_size",
            "retries": "max_upload_retries",
            "strategy": "strategy",
            "provider": "provider",
            "providers": ["amazon_s3", "s3", "minio", "gcp", "gcs", "azure"],
        },
    ),
)

SIGN: Operation[SignedFiles] = Operation(
    name="data_files.sign",
    method="POST",
    path="data_files/presigned_upload/upload/",
    retry="idempotent",
    parameters=(
        Parameter("files", "body", "list[FileToSign]", required=True),
        Parameter("expiration", "body", "int", default=3600),
    ),
    body=Body("SignRequest"),
    response="SignedFiles",
)

CONFIRM: Operation[BulkUpload] = Operation(
    name="data_files.confirm",
    method="POST",
    path="data_files/presigned_upload/confirm_upload/",
    retry="unsafe",
    parameters=(Parameter("files", "body", "list[ArrivedFile]", required=True),),
    body=Body("ConfirmRequest"),
    response="BulkUpload",
)

VERIFY_CHECKSUMS: Operation[Json] = Operation(
    name="data_files.verify_checksums",
    method="POST",
    path="data_files/verify_checksums/",
    retry="safe",
    parameters=(Parameter("checksums", "body", "list[str]", required=True),),
    body=Body("ChecksumQuery"),
    response="json",
)
