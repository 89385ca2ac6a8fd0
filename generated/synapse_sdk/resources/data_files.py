# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Single files of data, stored once and named by what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Body, Chunked, Composite, Operation, Parameter, Resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime import FileContent, Json, Unset

    from synapse_sdk.models.data_files import ChecksumQuery, DataFile, DataFileCreate, OrganizedFile
    from synapse_sdk.models.data_units import DataUnitCreate

CREATE: Operation[DataFile] = Operation(
    name="data_files.create",
    method="POST",
    path="data_files/",
    retry="unsafe",
    parameters=(
        Parameter("file", "file", "body", "file", required=True),
        Parameter("use_chunked_upload", "use_chunked_upload", "argument", "bool"),
    ),
    body=Body("DataFileCreate", codec="multipart"),
    response="DataFile",
    status=201,
    file_fields=("file",),
    chunked=Chunked(
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
        Parameter("organized_file", "organized_file", "argument", "OrganizedFile", required=True),
        Parameter("collection_id", "collection_id", "argument", "int", required=True),
        Parameter("use_chunked_upload", "use_chunked_upload", "argument", "bool", default=False),
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
    parameters=(Parameter("checksums", "checksums", "body", "list[str]", required=True),),
    body=Body("ChecksumQuery"),
    response="json",
)


class DataFiles(Resource):
    """Single files of data, stored once and named by what they hold."""

    @overload
    def create(self, body: DataFileCreate, *, use_chunked_upload: bool | None = None) -> DataFile: ...
    @overload
    def create(self, *, file: FileContent, use_chunked_upload: bool | None = None) -> DataFile: ...
    def create(
        self,
        body: DataFileCreate | Unset = UNSET,
        *,
        file: FileContent | Unset = UNSET,
        use_chunked_upload: bool | None = None,
    ) -> DataFile:
        """Store one file.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            file: The file: a path, bytes, or an open binary file.
            use_chunked_upload: Whether the file travels in chunks, ahead of the rest. By default its size
                decides.

        Returns:
            One stored file.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(CREATE, {"file": file, "use_chunked_upload": use_chunked_upload}, body)

    def upload(
        self,
        organized_file: OrganizedFile,
        collection_id: int,
        *,
        use_chunked_upload: bool = False,
    ) -> DataUnitCreate:
        """Store the files of one data unit. What comes back is ready for the creation of data units; the unit
        itself is not created yet.

        Args:
            organized_file: The files by name, and what to store with them.
            collection_id: ID of the data collection.
            use_chunked_upload: Whether the files travel in chunks. Advised above 50 MB.

        Returns:
            What a new data unit is made from. The documents write it in two ways: `files` with checksums, as
            an upload returns it, or `file` with the IDs of data files.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(
            UPLOAD,
            {
                "organized_file": organized_file,
                "collection_id": collection_id,
                "use_chunked_upload": use_chunked_upload,
            },
        )

    @overload
    def verify_checksums(self, body: ChecksumQuery) -> Json: ...
    @overload
    def verify_checksums(self, *, checksums: Sequence[str]) -> Json: ...
    def verify_checksums(
        self,
        body: ChecksumQuery | Unset = UNSET,
        *,
        checksums: Sequence[str] | Unset = UNSET,
    ) -> Json:
        """Ask which files the backend already has.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            checksums: MD5s, as lower-case hexadecimal digits.

        Returns:
            What the backend answers.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(VERIFY_CHECKSUMS, {"checksums": checksums}, body)


class AsyncDataFiles(AsyncResource):
    """Single files of data, stored once and named by what they hold."""

    @overload
    async def create(self, body: DataFileCreate, *, use_chunked_upload: bool | None = None) -> DataFile: ...
    @overload
    async def create(self, *, file: FileContent, use_chunked_upload: bool | None = None) -> DataFile: ...
    async def create(
        self,
        body: DataFileCreate | Unset = UNSET,
        *,
        file: FileContent | Unset = UNSET,
        use_chunked_upload: bool | None = None,
    ) -> DataFile:
        """Store one file.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            file: The file: a path, bytes, or an open binary file.
            use_chunked_upload: Whether the file travels in chunks, ahead of the rest. By default its size
                decides.

        Returns:
            One stored file.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(CREATE, {"file": file, "use_chunked_upload": use_chunked_upload}, body)

    async def upload(
        self,
        organized_file: OrganizedFile,
        collection_id: int,
        *,
        use_chunked_upload: bool = False,
    ) -> DataUnitCreate:
        """Store the files of one data unit. What comes back is ready for the creation of data units; the unit
        itself is not created yet.

        Args:
            organized_file: The files by name, and what to store with them.
            collection_id: ID of the data collection.
            use_chunked_upload: Whether the files travel in chunks. Advised above 50 MB.

        Returns:
            What a new data unit is made from. The documents write it in two ways: `files` with checksums, as
            an upload returns it, or `file` with the IDs of data files.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(
            UPLOAD,
            {
                "organized_file": organized_file,
                "collection_id": collection_id,
                "use_chunked_upload": use_chunked_upload,
            },
        )

    @overload
    async def verify_checksums(self, body: ChecksumQuery) -> Json: ...
    @overload
    async def verify_checksums(self, *, checksums: Sequence[str]) -> Json: ...
    async def verify_checksums(
        self,
        body: ChecksumQuery | Unset = UNSET,
        *,
        checksums: Sequence[str] | Unset = UNSET,
    ) -> Json:
        """Ask which files the backend already has.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            checksums: MD5s, as lower-case hexadecimal digits.

        Returns:
            What the backend answers.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(VERIFY_CHECKSUMS, {"checksums": checksums}, body)
