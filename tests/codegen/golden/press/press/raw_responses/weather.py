# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `weather`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from press.resources.weather import AsyncWeather, Weather


class RawWeather(RawView):
    """Methods of `weather`, which return the response too."""

    def __init__(self, weather: Weather) -> None:
        """Take the methods that end with a response."""
        self.now = raw_method(weather.now)
        self.wrap = raw_method(weather.wrap)


class AsyncRawWeather(RawView):
    """Methods of `weather`, which return the response too."""

    def __init__(self, weather: AsyncWeather) -> None:
        """Take the methods that end with a response."""
        self.now = async_raw_method(weather.now)
        self.wrap = async_raw_method(weather.wrap)
