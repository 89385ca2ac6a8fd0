"""A small service for tests of the runtime: its descriptors, and clients of it."""

from __future__ import annotations

from typing import Any

from synapse_runtime.client import AsyncClient, Client

from .generated import generated

SERVICE = generated("acme")
GET = SERVICE.operation("things.get")
LIST = SERVICE.operation("things.list")
CREATE = SERVICE.operation("things.create")
CHANGE = SERVICE.operation("things.change")
REPLACE = SERVICE.operation("things.replace")
DELETE = SERVICE.operation("things.delete")
CHECK = SERVICE.operation("things.check")
TAIL = SERVICE.operation("things.tail")
SEND = SERVICE.operation("files.send")
CONNECT = SERVICE.operation("agents.connect")


def blocking(url: str, **options: Any) -> Client:
    """Return a blocking client of the service, with no token unless `credentials` has one."""
    return Client(SERVICE, url, options.pop("credentials", {}), **options)


def waiting(url: str, **options: Any) -> AsyncClient:
    """Return an async client of the service, with no token unless `credentials` has one."""
    return AsyncClient(SERVICE, url, options.pop("credentials", {}), **options)
