# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `weather`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from press.resources.weather import AsyncWeather, Weather


class RawWeather(RawView):
    """Methods of `weather`, which return the response too."""

    now = raw_method(Weather.now)
    wrap = raw_method(Weather.wrap)


class AsyncRawWeather(RawView):
    """Methods of `weather`, which return the response too."""

    now = async_raw_method(AsyncWeather.now)
    wrap = async_raw_method(AsyncWeather.wrap)
