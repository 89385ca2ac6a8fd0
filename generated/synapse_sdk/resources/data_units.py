# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Data units, each a group of files that is annotated as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.data_units import CREATE, GET, LIST

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from synapse_runtime import AsyncPager, Pager

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

    def create(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create data units from uploaded files.

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

    async def create(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create data units from uploaded files.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One data unit.
        """
        return await self._call_many(CREATE, {}, items)
