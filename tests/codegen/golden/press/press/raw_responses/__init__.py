# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Press, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawView

if TYPE_CHECKING:
    from press.raw_responses.articles import AsyncRawArticles, RawArticles
    from press.raw_responses.bells import AsyncRawBells, RawBells
    from press.raw_responses.scans import AsyncRawScans, RawScans
    from press.raw_responses.weather import AsyncRawWeather, RawWeather


class RawPress(RawView):
    """The resources of `Press`; their methods return the response too."""

    @cached_property
    def articles(self) -> RawArticles:
        """Methods of `articles`."""
        from press.raw_responses.articles import RawArticles

        return RawArticles(self._client, "articles")

    @cached_property
    def bells(self) -> RawBells:
        """Methods of `bells`."""
        from press.raw_responses.bells import RawBells

        return RawBells(self._client, "bells")

    @cached_property
    def scans(self) -> RawScans:
        """Methods of `scans`."""
        from press.raw_responses.scans import RawScans

        return RawScans(self._client, "scans")

    @cached_property
    def weather(self) -> RawWeather:
        """Methods of `weather`."""
        from press.raw_responses.weather import RawWeather

        return RawWeather(self._client, "weather")


class AsyncRawPress(RawView):
    """The resources of `AsyncPress`; their methods return the response too."""

    @cached_property
    def articles(self) -> AsyncRawArticles:
        """Methods of `articles`."""
        from press.raw_responses.articles import AsyncRawArticles

        return AsyncRawArticles(self._client, "articles")

    @cached_property
    def bells(self) -> AsyncRawBells:
        """Methods of `bells`."""
        from press.raw_responses.bells import AsyncRawBells

        return AsyncRawBells(self._client, "bells")

    @cached_property
    def scans(self) -> AsyncRawScans:
        """Methods of `scans`."""
        from press.raw_responses.scans import AsyncRawScans

        return AsyncRawScans(self._client, "scans")

    @cached_property
    def weather(self) -> AsyncRawWeather:
        """Methods of `weather`."""
        from press.raw_responses.weather import AsyncRawWeather

        return AsyncRawWeather(self._client, "weather")
