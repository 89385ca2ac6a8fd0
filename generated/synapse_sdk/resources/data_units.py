# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Data units, each a group of files that is annotated as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Body, Operation, Parameter, Resource

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.data_units import DataUnit, DataUnitCreate

GET: Operation[DataUnit] = Operation(
    name="data_units.get",
    method="GET",
    path="data_units/{id}/",
    retry="safe",
    parameters=(
        Parameter("id", "id", "path", "int", required=True),
        Parameter("expand", "expand", "query", "str | list[str]"),
    ),
    response="DataUnit",
    file_fields=("files",),
)

LIST: Operation[DataUnit] = Operation(
    name="data_units.list",
    method="GET",
    path="data_units/",
    retry="safe",
    response="DataUnit",
    pagination="pages",
    file_fields=("files",),
)

CREATE: Operation[DataUnit] = Operation(
    name="data_units.create",
    method="POST",
    path="data_units/",
    retry="unsafe",
    parameters=(
        Parameter("files", "files", "body", "dict[UploadedFile]"),
        Parameter("data_collection", "data_collection", "body", "int"),
        Parameter("meta", "meta", "body", "dict[json]"),
        Parameter("id", "id", "body", "int"),
        Parameter("file", "file", "body", "dict[int | str]"),
    ),
    body=Body("DataUnitCreate", batch="required"),
    response="DataUnit",
    status=201,
    file_fields=("files",),
)


class DataUnits(Resource):
    """Data units, each a group of files that is annotated as one."""

    def get(self, id: int, *, expand: str | Sequence[str] | None = None) -> DataUnit:
        """Fetch one data unit.

        Args:
            id: Data unit ID.
            expand: Related rows to embed instead of their ID.

        Returns:
            One data unit.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(GET, {"id": id, "expand": expand})

    def list(self) -> Pager[DataUnit]:
        """List data units.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One data unit.
        """
        return self._client.pages(LIST, {})

    def create(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create data units from files uploaded before.

        Args:
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. One data unit.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call_many(CREATE, {}, items)


class AsyncDataUnits(AsyncResource):
    """Data units, each a group of files that is annotated as one."""

    async def get(self, id: int, *, expand: str | Sequence[str] | None = None) -> DataUnit:
        """Fetch one data unit.

        Args:
            id: Data unit ID.
            expand: Related rows to embed instead of their ID.

        Returns:
            One data unit.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(GET, {"id": id, "expand": expand})

    def list(self) -> AsyncPager[DataUnit]:
        """List data units.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One data unit.
        """
        return self._client.pages(LIST, {})

    async def create(self, items: Sequence[DataUnitCreate]) -> builtins.list[DataUnit]:
        """Create data units from files uploaded before.

        Args:
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. One data unit.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call_many(CREATE, {}, items)
