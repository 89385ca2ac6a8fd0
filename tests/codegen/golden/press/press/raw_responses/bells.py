# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `bells`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from press.resources.bells import AsyncBells, Bells


class RawBells(RawView):
    """Methods of `bells`, which return the response too."""

    ring = raw_method(Bells.ring)
    get = raw_method(Bells.get)
    wait_for_silence = raw_method(Bells.wait_for_silence)


class AsyncRawBells(RawView):
    """Methods of `bells`, which return the response too."""

    ring = async_raw_method(AsyncBells.ring)
    get = async_raw_method(AsyncBells.get)
    wait_for_silence = async_raw_method(AsyncBells.wait_for_silence)
