# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Press, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawClient

if TYPE_CHECKING:
    from press.raw_responses.articles import AsyncRawArticles, RawArticles
    from press.raw_responses.bells import AsyncRawBells, RawBells
    from press.raw_responses.scans import AsyncRawScans, RawScans
    from press.raw_responses.weather import AsyncRawWeather, RawWeather


class RawPress(RawClient):
    """The resources of `Press`; their methods return the response too."""

    @cached_property
    def articles(self) -> RawArticles:
        """Methods of `articles`."""
        from press.raw_responses.articles import RawArticles
        from press.resources.articles import Articles

        return RawArticles(Articles(self._client))

    @cached_property
    def bells(self) -> RawBells:
        """Methods of `bells`."""
        from press.raw_responses.bells import RawBells
        from press.resources.bells import Bells

        return RawBells(Bells(self._client))

    @cached_property
    def scans(self) -> RawScans:
        """Methods of `scans`."""
        from press.raw_responses.scans import RawScans
        from press.resources.scans import Scans

        return RawScans(Scans(self._client))

    @cached_property
    def weather(self) -> RawWeather:
        """Methods of `weather`."""
        from press.raw_responses.weather import RawWeather
        from press.resources.weather import Weather

        return RawWeather(Weather(self._client))


class AsyncRawPress(RawClient):
    """The resources of `AsyncPress`; their methods return the response too."""

    @cached_property
    def articles(self) -> AsyncRawArticles:
        """Methods of `articles`."""
        from press.raw_responses.articles import AsyncRawArticles
        from press.resources.articles import AsyncArticles

        return AsyncRawArticles(AsyncArticles(self._client))

    @cached_property
    def bells(self) -> AsyncRawBells:
        """Methods of `bells`."""
        from press.raw_responses.bells import AsyncRawBells
        from press.resources.bells import AsyncBells

        return AsyncRawBells(AsyncBells(self._client))

    @cached_property
    def scans(self) -> AsyncRawScans:
        """Methods of `scans`."""
        from press.raw_responses.scans import AsyncRawScans
        from press.resources.scans import AsyncScans

        return AsyncRawScans(AsyncScans(self._client))

    @cached_property
    def weather(self) -> AsyncRawWeather:
        """Methods of `weather`."""
        from press.raw_responses.weather import AsyncRawWeather
        from press.resources.weather import AsyncWeather

        return AsyncRawWeather(AsyncWeather(self._client))
