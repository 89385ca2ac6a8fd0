# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `scans`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from press.resources.scans import AsyncScans, Scans


class RawScans(RawView):
    """Methods of `scans`, which return the response too."""

    def __init__(self, scans: Scans) -> None:
        """Take the methods that end with a response."""
        self.create = raw_method(scans.create)


class AsyncRawScans(RawView):
    """Methods of `scans`, which return the response too."""

    def __init__(self, scans: AsyncScans) -> None:
        """Take the methods that end with a response."""
        self.create = async_raw_method(scans.create)
