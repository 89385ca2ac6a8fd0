# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on data_files, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter, UploadFirst

if TYPE_CHECKING:
    from synapse_runtime import Json

    from synapse_sdk.models.data_files import DataFile
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
        Parameter("use_chunked_upload", "argument", "bool", default=False),
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

VERIFY_CHECKSUMS: Operation[Json] = Operation(
    name="data_files.verify_checksums",
    method="POST",
    path="data_files/verify_checksums/",
    retry="safe",
    parameters=(Parameter("checksums", "body", "list[str]", required=True),),
    body=Body("ChecksumQuery"),
    response="json",
)
