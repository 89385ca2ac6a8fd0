# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `bells`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from press.resources.bells import AsyncBells, Bells


class RawBells(RawView):
    """Methods of `bells`, which return the response too."""

    def __init__(self, bells: Bells) -> None:
        """Take the methods that end with a response."""
        self.ring = raw_method(bells.ring)
        self.get = raw_method(bells.get)
        self.wait_for_silence = raw_method(bells.wait_for_silence)


class AsyncRawBells(RawView):
    """Methods of `bells`, which return the response too."""

    def __init__(self, bells: AsyncBells) -> None:
        """Take the methods that end with a response."""
        self.ring = async_raw_method(bells.ring)
        self.get = async_raw_method(bells.get)
        self.wait_for_silence = async_raw_method(bells.wait_for_silence)
