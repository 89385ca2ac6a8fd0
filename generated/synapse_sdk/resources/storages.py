# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Places where the backend stores files."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.storages import CREATE, GET, GET_DEFAULT, LIST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.storages import Storage, StorageCategoryLike, StorageCreate, StorageProviderLike


class Storages(Resource):
    """Places where the backend stores files."""

    def get(self, pk: int) -> Storage:
        """Fetch one storage with its configuration.

        Args:
            pk: Storage ID.

        Returns:
            One storage.
        """
        return self._call(GET, {"pk": pk})

    def list(self, *, category: StorageCategoryLike | None = None, page_size: int | None = None) -> Pager[Storage]:
        """List all storages.

        Args:
            category: Only storages of this category.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One storage.
        """
        return self._pages(LIST, {"category": category}, page_size)

    def get_default(self) -> Storage:
        """Fetch the default storage of the backend: the internal one that is marked as the default, else the
        first. If there is none, it is a `NotFoundError`.

        Returns:
            One storage.
        """
        return self._call(GET_DEFAULT, {})

    @overload
    def create(self, body: StorageCreate) -> Storage: ...
    @overload
    def create(
        self,
        *,
        name: str,
        provider: StorageProviderLike,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Storage: ...
    def create(
        self,
        body: StorageCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        provider: StorageProviderLike | Unset = UNSET,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Storage:
        """Create a storage.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the storage.
            provider: The storage's provider.
            category: Who operates the storage.
            configuration: Its connection settings, in the provider's terms.

        Returns:
            One storage.
        """
        return self._call(
            CREATE, {"name": name, "provider": provider, "category": category, "configuration": configuration}, body
        )


class AsyncStorages(AsyncResource):
    """Places where the backend stores files."""

    async def get(self, pk: int) -> Storage:
        """Fetch one storage with its configuration.

        Args:
            pk: Storage ID.

        Returns:
            One storage.
        """
        return await self._call(GET, {"pk": pk})

    def list(self, *, category: StorageCategoryLike | None = None, page_size: int | None = None) -> AsyncPager[Storage]:
        """List all storages.

        Args:
            category: Only storages of this category.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One storage.
        """
        return self._pages(LIST, {"category": category}, page_size)

    async def get_default(self) -> Storage:
        """Fetch the default storage of the backend: the internal one that is marked as the default, else the
        first. If there is none, it is a `NotFoundError`.

        Returns:
            One storage.
        """
        return await self._call(GET_DEFAULT, {})

    @overload
    async def create(self, body: StorageCreate) -> Storage: ...
    @overload
    async def create(
        self,
        *,
        name: str,
        provider: StorageProviderLike,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Storage: ...
    async def create(
        self,
        body: StorageCreate | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        provider: StorageProviderLike | Unset = UNSET,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> Storage:
        """Create a storage.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            name: Name of the storage.
            provider: The storage's provider.
            category: Who operates the storage.
            configuration: Its connection settings, in the provider's terms.

        Returns:
            One storage.
        """
        return await self._call(
            CREATE, {"name": name, "provider": provider, "category": category, "configuration": configuration}, body
        )
