# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Satellites of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from orbit_client.operations.satellites import CREATE, DELETE, GET, LIST, UPDATE

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from synapse_runtime import AsyncPager, Pager, Unset

    from orbit_client.models.satellites import OrbitClassLike, Payload, Satellite, SatelliteChange, SatelliteCreate


class Satellites(Resource):
    """Satellites of an organisation."""

    def list(
        self,
        org_id: str,
        *,
        class_: OrbitClassLike | None = None,
        is_active: bool | None = None,
        page_size: int | None = None,
    ) -> Pager[Satellite]:
        """List the satellites of an organisation.

        Args:
            org_id: The organisation.
            class_: Only those that fly so high.
            is_active: Only those that answer.
            page_size: Items of a page. Default: 2.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One satellite.
        """
        return self._pages(LIST, {"org_id": org_id, "class_": class_, "is_active": is_active}, page_size)

    def get(self, org_id: str, satellite_id: UUID | str) -> Satellite:
        """Fetch one satellite.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.

        Returns:
            One satellite.
        """
        return self._call(GET, {"org_id": org_id, "satellite_id": satellite_id})

    @overload
    def create(self, org_id: str, body: SatelliteCreate, *, idempotency_key: str) -> Satellite: ...
    @overload
    def create(
        self,
        org_id: str,
        *,
        class_: OrbitClassLike,
        from_: date | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        mass_kg: float = 1.5,
        idempotency_key: str,
    ) -> Satellite: ...
    def create(
        self,
        org_id: str,
        body: SatelliteCreate | Unset = UNSET,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        mass_kg: float | Unset = UNSET,
        idempotency_key: str,
    ) -> Satellite:
        """Launch a satellite.

        Args:
            org_id: The organisation.
            body: The whole body, as a model. Pass either this or the keywords below.
            class_: How high it shall fly.
            from_: When it shall be launched.
            payload: What it shall carry.
            mass_kg: Its mass in kilograms.
            idempotency_key: The same for each try of one launch.

        Returns:
            One satellite.
        """
        return self._call(
            CREATE,
            {
                "org_id": org_id,
                "class_": class_,
                "from_": from_,
                "payload": payload,
                "mass_kg": mass_kg,
                "idempotency_key": idempotency_key,
            },
            body,
        )

    @overload
    def update(self, org_id: str, satellite_id: UUID | str, body: SatelliteChange) -> Satellite: ...
    @overload
    def update(
        self,
        org_id: str,
        satellite_id: UUID | str,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset | None = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> Satellite: ...
    def update(
        self,
        org_id: str,
        satellite_id: UUID | str,
        body: SatelliteChange | Unset = UNSET,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset | None = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> Satellite:
        """Change a satellite.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
            body: The whole body, as a model. Pass either this or the keywords below.
            class_: How high it shall fly.
            from_: When it was launched, or null.
            import_: Where it was bought, or null.
            is_active: Whether it shall answer.

        Returns:
            One satellite.
        """
        return self._call(
            UPDATE,
            {
                "org_id": org_id,
                "satellite_id": satellite_id,
                "class_": class_,
                "from_": from_,
                "import_": import_,
                "is_active": is_active,
            },
            body,
        )

    def delete(self, org_id: str, satellite_id: UUID | str) -> None:
        """Let a satellite fall.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
        """
        self._call(DELETE, {"org_id": org_id, "satellite_id": satellite_id})


class AsyncSatellites(AsyncResource):
    """Satellites of an organisation."""

    def list(
        self,
        org_id: str,
        *,
        class_: OrbitClassLike | None = None,
        is_active: bool | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[Satellite]:
        """List the satellites of an organisation.

        Args:
            org_id: The organisation.
            class_: Only those that fly so high.
            is_active: Only those that answer.
            page_size: Items of a page. Default: 2.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One satellite.
        """
        return self._pages(LIST, {"org_id": org_id, "class_": class_, "is_active": is_active}, page_size)

    async def get(self, org_id: str, satellite_id: UUID | str) -> Satellite:
        """Fetch one satellite.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.

        Returns:
            One satellite.
        """
        return await self._call(GET, {"org_id": org_id, "satellite_id": satellite_id})

    @overload
    async def create(self, org_id: str, body: SatelliteCreate, *, idempotency_key: str) -> Satellite: ...
    @overload
    async def create(
        self,
        org_id: str,
        *,
        class_: OrbitClassLike,
        from_: date | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        mass_kg: float = 1.5,
        idempotency_key: str,
    ) -> Satellite: ...
    async def create(
        self,
        org_id: str,
        body: SatelliteCreate | Unset = UNSET,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        mass_kg: float | Unset = UNSET,
        idempotency_key: str,
    ) -> Satellite:
        """Launch a satellite.

        Args:
            org_id: The organisation.
            body: The whole body, as a model. Pass either this or the keywords below.
            class_: How high it shall fly.
            from_: When it shall be launched.
            payload: What it shall carry.
            mass_kg: Its mass in kilograms.
            idempotency_key: The same for each try of one launch.

        Returns:
            One satellite.
        """
        return await self._call(
            CREATE,
            {
                "org_id": org_id,
                "class_": class_,
                "from_": from_,
                "payload": payload,
                "mass_kg": mass_kg,
                "idempotency_key": idempotency_key,
            },
            body,
        )

    @overload
    async def update(self, org_id: str, satellite_id: UUID | str, body: SatelliteChange) -> Satellite: ...
    @overload
    async def update(
        self,
        org_id: str,
        satellite_id: UUID | str,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset | None = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> Satellite: ...
    async def update(
        self,
        org_id: str,
        satellite_id: UUID | str,
        body: SatelliteChange | Unset = UNSET,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset | None = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> Satellite:
        """Change a satellite.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
            body: The whole body, as a model. Pass either this or the keywords below.
            class_: How high it shall fly.
            from_: When it was launched, or null.
            import_: Where it was bought, or null.
            is_active: Whether it shall answer.

        Returns:
            One satellite.
        """
        return await self._call(
            UPDATE,
            {
                "org_id": org_id,
                "satellite_id": satellite_id,
                "class_": class_,
                "from_": from_,
                "import_": import_,
                "is_active": is_active,
            },
            body,
        )

    async def delete(self, org_id: str, satellite_id: UUID | str) -> None:
        """Let a satellite fall.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
        """
        await self._call(DELETE, {"org_id": org_id, "satellite_id": satellite_id})
