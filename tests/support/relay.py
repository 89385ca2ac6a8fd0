"""A service with unusual requests and responses: its emitted package, and calls of it on a mock."""

from __future__ import annotations

import inspect
from contextlib import aclosing
from importlib import import_module
from typing import TYPE_CHECKING, Any

from synapse_runtime.testing import AsyncMockTransport, MockTransport

from .generated import generated

if TYPE_CHECKING:
    from synapse_runtime.testing import MockBackend

SERVICE = generated("relay")
relay_client: Any = import_module(SERVICE.package)
models: Any = import_module(SERVICE.models)
plain: Any = import_module(f"{SERVICE.package}.plain")


class Caller:
    """Calls methods of a resource by their names, with a blocking or an async client; reads streams to their end."""

    def __init__(self, mock: MockBackend, resource: str, *, is_async: bool, **options: Any) -> None:
        make = relay_client.AsyncRelay if is_async else relay_client.Relay
        transport = (AsyncMockTransport if is_async else MockTransport)(mock)
        self.client: Any = make("https://mock", token="t-1", transport=transport, **options)
        self._resource = resource

    async def __call__(self, verb: str, *args: Any, raw: bool = False, **kwargs: Any) -> Any:
        view = self.client.with_raw_response if raw else self.client
        outcome = getattr(getattr(view, self._resource), verb)(*args, **kwargs)
        if inspect.isasyncgen(outcome):
            async with aclosing(outcome) as stream:
                return [item async for item in stream]
        if inspect.isgenerator(outcome):
            return list(outcome)
        return await outcome if inspect.isawaitable(outcome) else outcome


def documented_client(mock: MockBackend) -> Any:
    """Return the documented client."""
    return plain.RelayClient("https://mock", token="t-1", transport=MockTransport(mock))
