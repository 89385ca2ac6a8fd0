# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `logs`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from synapse_sdk.resources.logs import AsyncLogs, Logs


class RawLogs(RawView):
    """Methods of `logs`, which return the response too."""

    def __init__(self, logs: Logs) -> None:
        """Take the methods that end with a response."""
        self.create = raw_method(logs.create)
        self.create_many = raw_method(logs.create_many)


class AsyncRawLogs(RawView):
    """Methods of `logs`, which return the response too."""

    def __init__(self, logs: AsyncLogs) -> None:
        """Take the methods that end with a response."""
        self.create = async_raw_method(logs.create)
        self.create_many = async_raw_method(logs.create_many)
