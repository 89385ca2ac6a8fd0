# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `logs`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from synapse_sdk.resources.logs import AsyncLogs, Logs


class RawLogs(RawView):
    """Methods of `logs`, which return the response too."""

    create = raw_method(Logs.create)
    create_many = raw_method(Logs.create_many)


class AsyncRawLogs(RawView):
    """Methods of `logs`, which return the response too."""

    create = async_raw_method(AsyncLogs.create)
    create_many = async_raw_method(AsyncLogs.create_many)
