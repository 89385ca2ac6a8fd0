# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Single data files, stored once for each content."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.data_files import CREATE, UPLOAD, UPLOAD_BULK, VERIFY_CHECKSUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime import FileContent, Json, Unset

    from synapse_sdk.models.data_files import BulkUpload, ChecksumQuery, DataFile, DataFileCreate, OrganizedFile
    from synapse_sdk.models.data_units import DataUnitCreate


class DataFiles(Resource):
    """Single data files, stored once for each content."""

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
            body: The whole body, as a model. Pass either this or the keywords below.
            file: The file: a path, bytes, or an open binary file.
            use_chunked_upload: Whether to upload the file in chunks, ahead of the rest. None: its size
                decides.

        Returns:
            One stored file.
        """
        return self._call(CREATE, {"file": file, "use_chunked_upload": use_chunked_upload}, body)

    def upload(
        self, organized_file: OrganizedFile, collection_id: int, *, use_chunked_upload: bool | None = False
    ) -> DataUnitCreate:
        """Upload the files of one data unit. The result can be passed on to create the data unit; the unit
        itself is not created yet.

        Args:
            organized_file: The files by name, and their metadata.
            collection_id: ID of the data collection.
            use_chunked_upload: Whether to upload the files in chunks. Recommended above 50 MB; null
                chooses by their size.

        Returns:
            Fields of a new data unit. The documents have two forms: `files` with checksums, as an upload
            returns it, or `file` with the IDs of data files.
        """
        return self._call(
            UPLOAD,
            {
                "organized_file": organized_file,
                "collection_id": collection_id,
                "use_chunked_upload": use_chunked_upload,
            },
        )

    def upload_bulk(
        self,
        paths: Sequence[FileContent],
        *,
        max_workers: int | None = None,
        batch_size: int = 200,
        max_upload_retries: int = 2,
        strategy: str | None = None,
    ) -> BulkUpload:
        """Upload many files straight to the storage, in batches, several at a time. A file that fails stops no
        other, and its result says why. A second run uploads the files again: the storage is not asked what it
        has.

        Args:
            paths: The files.
            max_workers: Files sent at the same time, 1 to 100. By default the client's `workers`: 10.
            batch_size: Files of one batch, 1 to 1000.
            max_upload_retries: How often a file, or a part of it, is sent again after a fault, 0 to 10.
            strategy: `presigned`, to leave out the question whether the default storage signs URLs.

        Returns:
            What became of many files.
        """
        return self._call(
            UPLOAD_BULK,
            {
                "paths": paths,
                "max_workers": max_workers,
                "batch_size": batch_size,
                "max_upload_retries": max_upload_retries,
                "strategy": strategy,
            },
        )

    @overload
    def verify_checksums(self, body: ChecksumQuery) -> Json: ...
    @overload
    def verify_checksums(self, *, checksums: Sequence[str]) -> Json: ...
    def verify_checksums(
        self, body: ChecksumQuery | Unset = UNSET, *, checksums: Sequence[str] | Unset = UNSET
    ) -> Json:
        """Check which files the backend already has.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            checksums: MD5s, as lower-case hexadecimal digits.
        """
        return self._call(VERIFY_CHECKSUMS, {"checksums": checksums}, body)


class AsyncDataFiles(AsyncResource):
    """Single data files, stored once for each content."""

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
            body: The whole body, as a model. Pass either this or the keywords below.
            file: The file: a path, bytes, or an open binary file.
            use_chunked_upload: Whether to upload the file in chunks, ahead of the rest. None: its size
                decides.

        Returns:
            One stored file.
        """
        return await self._call(CREATE, {"file": file, "use_chunked_upload": use_chunked_upload}, body)

    async def upload(
        self, organized_file: OrganizedFile, collection_id: int, *, use_chunked_upload: bool | None = False
    ) -> DataUnitCreate:
        """Upload the files of one data unit. The result can be passed on to create the data unit; the unit
        itself is not created yet.

        Args:
            organized_file: The files by name, and their metadata.
            collection_id: ID of the data collection.
            use_chunked_upload: Whether to upload the files in chunks. Recommended above 50 MB; null
                chooses by their size.

        Returns:
            Fields of a new data unit. The documents have two forms: `files` with checksums, as an upload
            returns it, or `file` with the IDs of data files.
        """
        return await self._call(
            UPLOAD,
            {
                "organized_file": organized_file,
                "collection_id": collection_id,
                "use_chunked_upload": use_chunked_upload,
            },
        )

    async def upload_bulk(
        self,
        paths: Sequence[FileContent],
        *,
        max_workers: int | None = None,
        batch_size: int = 200,
        max_upload_retries: int = 2,
        strategy: str | None = None,
    ) -> BulkUpload:
        """Upload many files straight to the storage, in batches, several at a time. A file that fails stops no
        other, and its result says why. A second run uploads the files again: the storage is not asked what it
        has.

        Args:
            paths: The files.
            max_workers: Files sent at the same time, 1 to 100. By default the client's `workers`: 10.
            batch_size: Files of one batch, 1 to 1000.
            max_upload_retries: How often a file, or a part of it, is sent again after a fault, 0 to 10.
            strategy: `presigned`, to leave out the question whether the default storage signs URLs.

        Returns:
            What became of many files.
        """
        return await self._call(
            UPLOAD_BULK,
            {
                "paths": paths,
                "max_workers": max_workers,
                "batch_size": batch_size,
                "max_upload_retries": max_upload_retries,
                "strategy": strategy,
            },
        )

    @overload
    async def verify_checksums(self, body: ChecksumQuery) -> Json: ...
    @overload
    async def verify_checksums(self, *, checksums: Sequence[str]) -> Json: ...
    async def verify_checksums(
        self, body: ChecksumQuery | Unset = UNSET, *, checksums: Sequence[str] | Unset = UNSET
    ) -> Json:
        """Check which files the backend already has.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            checksums: MD5s, as lower-case hexadecimal digits.
        """
        return await self._call(VERIFY_CHECKSUMS, {"checksums": checksums}, body)
