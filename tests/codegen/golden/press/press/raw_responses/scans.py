# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `scans`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from press.resources.scans import AsyncScans, Scans


class RawScans(RawView):
    """Methods of `scans`, which return the response too."""

    create = raw_method(Scans.create)


class AsyncRawScans(RawView):
    """Methods of `scans`, which return the response too."""

    create = async_raw_method(AsyncScans.create)
