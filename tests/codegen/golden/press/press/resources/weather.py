# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on weather."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from press.operations.weather import NOW, WRAP

if TYPE_CHECKING:
    from synapse_runtime import UnknownValue, Unset

    from press.models.paper import Sheet
    from press.models.weather import Sky, SkyLike


class Weather(Resource):
    """Operations on weather."""

    def now(self, *, sky: SkyLike | None = None) -> Sky | UnknownValue:
        """Call `weather.now`.

        Args:
            sky: Sent as `sky` in the query.
        """
        return self._call(NOW, {"sky": sky})

    @overload
    def wrap(self, body: Sheet) -> int: ...
    @overload
    def wrap(self, *, width: float, surface: str | Unset = UNSET) -> int: ...
    def wrap(self, body: Sheet | Unset = UNSET, *, width: float | Unset = UNSET, surface: str | Unset = UNSET) -> int:
        """Ask what a sheet of it is worth.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            width: In millimetres.
            surface: How it feels.
        """
        return self._call(WRAP, {"width": width, "surface": surface}, body)


class AsyncWeather(AsyncResource):
    """Operations on weather."""

    async def now(self, *, sky: SkyLike | None = None) -> Sky | UnknownValue:
        """Call `weather.now`.

        Args:
            sky: Sent as `sky` in the query.
        """
        return await self._call(NOW, {"sky": sky})

    @overload
    async def wrap(self, body: Sheet) -> int: ...
    @overload
    async def wrap(self, *, width: float, surface: str | Unset = UNSET) -> int: ...
    async def wrap(
        self, body: Sheet | Unset = UNSET, *, width: float | Unset = UNSET, surface: str | Unset = UNSET
    ) -> int:
        """Ask what a sheet of it is worth.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            width: In millimetres.
            surface: How it feels.
        """
        return await self._call(WRAP, {"width": width, "surface": surface}, body)
