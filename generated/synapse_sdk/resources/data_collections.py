# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Collections of data units of one kind, with a specification of the files each unit has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.data_collections import GET, LIST, PLAN_DIRECTORY, UPLOAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from synapse_folders import DirectoryPlan
    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.data_collections import (
        CollectionUpload,
        DataCollection,
        DirectoryKeyLike,
        DirectoryLayoutLike,
    )
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

    def plan_directory(
        self,
        collection_id: int,
        root: str | PathLike[str],
        *,
        project_id: int | None = None,
        layout: DirectoryLayoutLike | None = None,
        map: Mapping[str, str] | None = None,
        manifest: str | PathLike[str] | None = None,
        metadata: str | PathLike[str] | None = None,
        key: DirectoryKeyLike = "path",
    ) -> DirectoryPlan:
        """Plan the upload of a folder. Every file is assigned to a data unit or listed as a finding; nothing is
        sent. `plan.upload()` then uploads it, and to run it again goes on where it ended.

        Args:
            collection_id: ID of the data collection.
            root: The folder.
            project_id: ID of the project to create tasks in. Without it, no tasks are created.
            layout: How the folder is laid out. Without it, the plan finds out and names it.
            map: Patterns instead of a layout: file specification to the paths of its files, `**/*.jpg`.
            manifest: A table instead of a layout, as CSV, JSON lines or Parquet: a row for each data
                unit, with the paths of its files in columns named as their specifications; other columns are
                metadata.
            metadata: A table of metadata, as CSV, JSON lines or Excel: the first column, or the one
                called `key`, holds keys of data units or paths of files.
            key: What tells data units apart.

        Returns:
            The plan, which can be reviewed, saved and uploaded.
        """
        return self._call(
            PLAN_DIRECTORY,
            {
                "collection_id": collection_id,
                "root": root,
                "project_id": project_id,
                "layout": layout,
                "map": map,
                "manifest": manifest,
                "metadata": metadata,
                "key": key,
            },
        )

    def upload(
        self,
        collection_id: int,
        data: Iterable[OrganizedFile],
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

    async def plan_directory(
        self,
        collection_id: int,
        root: str | PathLike[str],
        *,
        project_id: int | None = None,
        layout: DirectoryLayoutLike | None = None,
        map: Mapping[str, str] | None = None,
        manifest: str | PathLike[str] | None = None,
        metadata: str | PathLike[str] | None = None,
        key: DirectoryKeyLike = "path",
    ) -> DirectoryPlan:
        """Plan the upload of a folder. Every file is assigned to a data unit or listed as a finding; nothing is
        sent. `plan.upload()` then uploads it, and to run it again goes on where it ended.

        Args:
            collection_id: ID of the data collection.
            root: The folder.
            project_id: ID of the project to create tasks in. Without it, no tasks are created.
            layout: How the folder is laid out. Without it, the plan finds out and names it.
            map: Patterns instead of a layout: file specification to the paths of its files, `**/*.jpg`.
            manifest: A table instead of a layout, as CSV, JSON lines or Parquet: a row for each data
                unit, with the paths of its files in columns named as their specifications; other columns are
                metadata.
            metadata: A table of metadata, as CSV, JSON lines or Excel: the first column, or the one
                called `key`, holds keys of data units or paths of files.
            key: What tells data units apart.

        Returns:
            The plan, which can be reviewed, saved and uploaded.
        """
        return await self._call(
            PLAN_DIRECTORY,
            {
                "collection_id": collection_id,
                "root": root,
                "project_id": project_id,
                "layout": layout,
                "map": map,
                "manifest": manifest,
                "metadata": metadata,
                "key": key,
            },
        )

    async def upload(
        self,
        collection_id: int,
        data: Iterable[OrganizedFile],
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
