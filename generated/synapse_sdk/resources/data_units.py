# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Data units, each a group of files that is annotated as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.data_units import CREATE, GET, LIST

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.data_files import UploadedFile
    from synapse_sdk.models.data_units import DataUnit, DataUnitCreate


class DataUnits(Resource):
    """Data units, each a group of files that is annotated as one."""

    def get(self, id: int, *, expand: str | Sequence[str] | None = None) -> DataUnit:
        """Fetch one data unit.

        Args:
            id: Data unit ID.
            expand: Related objects to embed instead of their IDs.

        Returns:
            One data unit.
        """
        return self._call(GET, {"id": id, "expand": expand})

    def list(self, *, page_size: int | None = None) -> Pager[DataUnit]:
        """List data units.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data unit.
        """
        return self._pages(LIST, {}, page_size)

    @overload
    def create(self, body: DataUnitCreate) -> DataUnit: ...
    @overload
    def create(
        self,
        *,
        files: Mapping[str, UploadedFile] | Unset = UNSET,
        data_collection: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        groups: Sequence[str] | Unset = UNSET,
        id: int | Unset = UNSET,
        file: Mapping[str, int | str] | Unset = UNSET,
    ) -> DataUnit: ...
    def create(
        self,
        body: DataUnitCreate | Unset = UNSET,
        *,
        files: Mapping[str, UploadedFile] | Unset = UNSET,
        data_collection: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        groups: Sequence[str] | Unset = UNSET,
        id: int | Unset = UNSET,
        file: Mapping[str, int | str] | Unset = UNSET,
    ) -> DataUnit:
        """Create one data unit from uploaded files, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            files: Name in the collection's file specifications to the uploaded file.
            data_collection: ID of its collection.
            meta: Metadata to store with it.
            groups: Names of its groups, the outermost first. It belongs to the last; those that do not
                exist are made.
            id: Number of the entry in the request, in the alternative form.
            file: Name in the file specifications to the ID of a data file, in the alternative form.

        Returns:
            One data unit.
        """
        return self._call(
            CREATE,
            {
                "files": files,
                "data_collection": data_collection,
                "meta": meta,
                "groups": groups,
                "id": id,
                "file": file,
            },
            body,
        )

    def create_many(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create one data unit from uploaded files, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One data unit.
        """
        return self._call_many(CREATE, {}, items)


class AsyncDataUnits(AsyncResource):
    """Data units, each a group of files that is annotated as one."""

    async def get(self, id: int, *, expand: str | Sequence[str] | None = None) -> DataUnit:
        """Fetch one data unit.

        Args:
            id: Data unit ID.
            expand: Related objects to embed instead of their IDs.

        Returns:
            One data unit.
        """
        return await self._call(GET, {"id": id, "expand": expand})

    def list(self, *, page_size: int | None = None) -> AsyncPager[DataUnit]:
        """List data units.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One data unit.
        """
        return self._pages(LIST, {}, page_size)

    @overload
    async def create(self, body: DataUnitCreate) -> DataUnit: ...
    @overload
    async def create(
        self,
        *,
        files: Mapping[str, UploadedFile] | Unset = UNSET,
        data_collection: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        groups: Sequence[str] | Unset = UNSET,
        id: int | Unset = UNSET,
        file: Mapping[str, int | str] | Unset = UNSET,
    ) -> DataUnit: ...
    async def create(
        self,
        body: DataUnitCreate | Unset = UNSET,
        *,
        files: Mapping[str, UploadedFile] | Unset = UNSET,
        data_collection: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        groups: Sequence[str] | Unset = UNSET,
        id: int | Unset = UNSET,
        file: Mapping[str, int | str] | Unset = UNSET,
    ) -> DataUnit:
        """Create one data unit from uploaded files, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            files: Name in the collection's file specifications to the uploaded file.
            data_collection: ID of its collection.
            meta: Metadata to store with it.
            groups: Names of its groups, the outermost first. It belongs to the last; those that do not
                exist are made.
            id: Number of the entry in the request, in the alternative form.
            file: Name in the file specifications to the ID of a data file, in the alternative form.

        Returns:
            One data unit.
        """
        return await self._call(
            CREATE,
            {
                "files": files,
                "data_collection": data_collection,
                "meta": meta,
                "groups": groups,
                "id": id,
                "file": file,
            },
            body,
        )

    async def create_many(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create one data unit from uploaded files, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One data unit.
        """
        return await self._call_many(CREATE, {}, items)
