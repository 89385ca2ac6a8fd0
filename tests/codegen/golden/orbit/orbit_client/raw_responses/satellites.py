# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `satellites`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from orbit_client.resources.satellites import AsyncSatellites, Satellites


class RawSatellites(RawView):
    """Methods of `satellites`, which return the response too."""

    list = raw_pages(Satellites.list)
    get = raw_method(Satellites.get)
    create = raw_method(Satellites.create)
    update = raw_method(Satellites.update)
    delete = raw_method(Satellites.delete)


class AsyncRawSatellites(RawView):
    """Methods of `satellites`, which return the response too."""

    list = async_raw_pages(AsyncSatellites.list)
    get = async_raw_method(AsyncSatellites.get)
    create = async_raw_method(AsyncSatellites.create)
    update = async_raw_method(AsyncSatellites.update)
    delete = async_raw_method(AsyncSatellites.delete)
