# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Collections of data units of one kind, with a specification of the files each unit has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.data_collections import GET, LIST, UPLOAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.data_collections import CollectionUpload, DataCollection
    from synapse_sdk.models.data_files import OrganizedFile


class DataCollections(Resource):
    """Collections of data units of one kind, with a specification of the files each unit has."""

    def list(self, *, page_size: int | None = None) -> Pager[DataCollection]:
        """List all data collections.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data collection.
        """
        return self._pages(LIST, {}, page_size)

    def get(self, pk: int) -> DataCollection:
        """Fetch one data collection with its file specifications.

        Args:
            pk: Collection ID.

        Returns:
            One data collection.
        """
        return self._call(GET, {"pk": pk})

    def upload(
        self,
        collection_id: int,
        data: Sequence[OrganizedFile],
        *,
        project_id: int | None = None,
        batch_size: int = 1000,
        use_chunked_upload: bool | None = None,
    ) -> CollectionUpload:
        """Upload many data units. The entries are checked against the collection's file specifications, files
        that the backend does not have are uploaded, and data units are created in batches, with one task each
        if a project is passed. An entry that fails is reported in `items` and does not stop the others. A
        second run creates no duplicates.

        Args:
            collection_id: ID of the data collection.
            data: One entry for each data unit, with its files and their metadata.
            project_id: ID of the project to create tasks in. Without it, no tasks are created.
            batch_size: Number of data units, and of tasks, that one request creates.
            use_chunked_upload: Whether to upload the files in chunks. By default their size decides.

        Returns:
            Result of an upload of many data units.
        """
        return self._call(
            UPLOAD,
            {
                "collection_id": collection_id,
                "data": data,
                "project_id": project_id,
                "batch_size": batch_size,
                "use_chunked_upload": use_chunked_upload,
            },
        )


class AsyncDataCollections(AsyncResource):
    """Collections of data units of one kind, with a specification of the files each unit has."""

    def list(self, *, page_size: int | None = None) -> AsyncPager[DataCollection]:
        """List all data collections.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data collection.
        """
        return self._pages(LIST, {}, page_size)

    async def get(self, pk: int) -> DataCollection:
        """Fetch one data collection with its file specifications.

        Args:
            pk: Collection ID.

        Returns:
            One data collection.
        """
        return await self._call(GET, {"pk": pk})

    async def upload(
        self,
        collection_id: int,
        data: Sequence[OrganizedFile],
        *,
        project_id: int | None = None,
        batch_size: int = 1000,
        use_chunked_upload: bool | None = None,
    ) -> CollectionUpload:
        """Upload many data units. The entries are checked against the collection's file specifications, files
        that the backend does not have are uploaded, and data units are created in batches, with one task each
        if a project is passed. An entry that fails is reported in `items` and does not stop the others. A
        second run creates no duplicates.

        Args:
            collection_id: ID of the data collection.
            data: One entry for each data unit, with its files and their metadata.
            project_id: ID of the project to create tasks in. Without it, no tasks are created.
            batch_size: Number of data units, and of tasks, that one request creates.
            use_chunked_upload: Whether to upload the files in chunks. By default their size decides.

        Returns:
            Result of an upload of many data units.
        """
        return await self._call(
            UPLOAD,
            {
                "collection_id": collection_id,
                "data": data,
                "project_id": project_id,
                "batch_size": batch_size,
                "use_chunked_upload": use_chunked_upload,
            },
        )
