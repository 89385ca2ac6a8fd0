# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `satellites`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from orbit_client.resources.satellites import AsyncSatellites, Satellites


class RawSatellites(RawView):
    """Methods of `satellites`, which return the response too."""

    def __init__(self, satellites: Satellites) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(satellites.list)
        self.get = raw_method(satellites.get)
        self.create = raw_method(satellites.create)
        self.update = raw_method(satellites.update)
        self.delete = raw_method(satellites.delete)


class AsyncRawSatellites(RawView):
    """Methods of `satellites`, which return the response too."""

    def __init__(self, satellites: AsyncSatellites) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(satellites.list)
        self.get = async_raw_method(satellites.get)
        self.create = async_raw_method(satellites.create)
        self.update = async_raw_method(satellites.update)
        self.delete = async_raw_method(satellites.delete)
