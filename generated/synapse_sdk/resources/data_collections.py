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

    def list(self) -> Pager[DataCollection]:
        """List all data collections.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data collection.
        """
        return self._pages(LIST, {})

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
        """Upload many data units: check them against the collection's file specifications, store the files the
        backend does not have, make the units in batches, and with a project one task for each. An entry that
        fails is told in `items`, and the others go on; to run it again doubles nothing.

        Args:
            collection_id: ID of the data collection.
            data: One entry a data unit, with its files and what to store with them.
            project_id: ID of the project to create tasks in; none without it.
            batch_size: How many data units, and tasks, one request creates.
            use_chunked_upload: Whether files travel in chunks; by their size where it is not said.

        Returns:
            What an upload of many data units made.
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

    def list(self) -> AsyncPager[DataCollection]:
        """List all data collections.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data collection.
        """
        return self._pages(LIST, {})

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
        """Upload many data units: check them against the collection's file specifications, store the files the
        backend does not have, make the units in batches, and with a project one task for each. An entry that
        fails is told in `items`, and the others go on; to run it again doubles nothing.

        Args:
            collection_id: ID of the data collection.
            data: One entry a data unit, with its files and what to store with them.
            project_id: ID of the project to create tasks in; none without it.
            batch_size: How many data units, and tasks, one request creates.
            use_chunked_upload: Whether files travel in chunks; by their size where it is not said.

        Returns:
            What an upload of many data units made.
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
