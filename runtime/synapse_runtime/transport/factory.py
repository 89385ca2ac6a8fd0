"""How a client reaches the backend: what it is made with, the transport it opens, and the drivers over it."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from functools import partial
from os import fspath
from typing import TYPE_CHECKING, Any, cast

from synapse_runtime.arguments import callables, positive_int
from synapse_runtime.calls.config import OPENING
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.effects import Await, Gather, Shielded, Sleep
from synapse_runtime.http.messages import Request

from .lazy_transport import Connection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from os import PathLike

    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.http.messages import AsyncTransport, Response, Transport
    from synapse_runtime.http.urls import BaseURL


class TransportConfig:
    """How a client reaches the backend. Clones share it."""

    def __init__(self, options: Mapping[str, Any], httpx_method: str) -> None:
        self.transport: Any = options.get("transport")
        self.middleware = callables("middleware", options.get("middleware", ()))
        self.blocking = httpx_method == "handle_request"
        """Whether transport and middleware are those of a blocking client."""
        self.verify: Any = _place(options.get("verify"))
        self.connections = positive_int("connections", options.get("connections", 100))
        self.pickle_secrets = bool(options.get("pickle_secrets", False))
        if self.transport is not None and not any(hasattr(self.transport, name) for name in ("send", httpx_method)):
            raise InvalidArgumentError(
                f"transport must be an httpx transport with {httpx_method}(), or have a send() of this package's, "
                f"not {type(self.transport).__name__}"
            )
        if self.verify is not None and not _trustworthy(self.verify):
            raise InvalidArgumentError(
                "verify must be an ssl.SSLContext or an existing file of certificates to trust; "
                "checking cannot be switched off"
            )

    NAMES = OPENING


def _place(verify: object) -> object:
    return fspath(cast("PathLike[str]", verify)) if hasattr(verify, "__fspath__") else verify


def _trustworthy(verify: object) -> bool:
    from pathlib import Path
    from ssl import SSLContext

    return isinstance(verify, SSLContext) or (isinstance(verify, str) and Path(verify).is_file())


def open_blocking(opening: TransportConfig, base: BaseURL) -> tuple[Connection[Transport], Callable[[Effect], Any]]:
    """Make the connection of a blocking client, and the driver that performs effects over it."""

    def open_transport() -> Transport:
        if hasattr(opening.transport, "send"):
            own: Transport = opening.transport
            return own
        from ._open import open_transport

        return open_transport(base, transport=opening.transport, verify=opening.verify, connections=opening.connections)

    connection = Connection(open_transport, own=opening.transport is None)
    send = _wrapped(partial(_send, connection), opening.middleware)

    def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return send(effect)
        if isinstance(effect, Sleep):
            return time.sleep(effect.seconds)
        if isinstance(effect, Gather):
            from synapse_runtime.flow.concurrency import gather_in_threads

            return gather_in_threads(effect.flows, perform)
        if isinstance(effect, Shielded):
            return perform(effect.effect)
        if isinstance(effect, Await):
            raise InvalidArgumentError(
                "what is async, such as what an async client fetches, cannot be part of a blocking call"
            )
        return effect.function()

    return connection, perform


def open_async(
    opening: TransportConfig, base: BaseURL
) -> tuple[Connection[AsyncTransport], Callable[[Effect], Awaitable[Any]]]:
    """The same for async code."""

    def open_transport() -> AsyncTransport:
        if hasattr(opening.transport, "send"):
            own: AsyncTransport = opening.transport
            return own
        from ._open import open_async_transport

        return open_async_transport(
            base, transport=opening.transport, verify=opening.verify, connections=opening.connections
        )

    connection = Connection(open_transport, own=opening.transport is None, home=_running_loop)
    send = _wrapped(partial(_send, connection), opening.middleware)

    async def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return await send(effect)
        import anyio

        if isinstance(effect, Sleep):
            return await anyio.sleep(effect.seconds)
        if isinstance(effect, Gather):
            from synapse_runtime.flow.concurrency import gather_in_tasks

            return await gather_in_tasks(effect.flows, perform)
        if isinstance(effect, Shielded):
            with anyio.CancelScope(shield=True):
                await perform(effect.effect)
            return None
        if isinstance(effect, Await):
            return await effect.function()
        return await anyio.to_thread.run_sync(effect.function)

    return connection, perform


def _running_loop() -> Any:
    """The event loop this is called on."""
    asyncio = sys.modules.get("asyncio")  # where nobody has loaded it, no loop of its runs
    if asyncio is not None:
        with suppress(RuntimeError):
            return asyncio.get_running_loop()
    from anyio.lowlevel import current_token

    return current_token()


def _send(connection: Connection[Any], request: Request) -> Response | Any:
    """Send once, over the transport of this process: an answer, or for async code the promise of one."""
    return connection.transport.send(request)


def _wrapped(send: Callable[[Request], Any], middleware: Sequence[Callable[..., Any]]) -> Callable[[Request], Any]:
    for layer in reversed(middleware):
        send = partial(_through, layer, send)
    return send


def _through(layer: Callable[..., Any], send: Callable[[Request], Any], request: Request) -> Any:
    return layer(request, send)
