"""Perform effects: the only code of this package that waits, blocking and async."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.messages import Request

from .effects import Await, Gather, Shielded, Sleep

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from synapse_runtime.http.messages import Response

    from .effects import Effect


def performer(send: Callable[[Request], Response]) -> Callable[[Effect], Any]:
    """Return what performs effects, blocking.

    Args:
        send: Sends one request, once.
    """

    def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return send(effect)
        if isinstance(effect, Sleep):
            return time.sleep(effect.seconds)
        if isinstance(effect, Gather):
            from .concurrency import gather_in_threads  # few calls run flows side by side

            return gather_in_threads(effect.flows, perform)
        if isinstance(effect, Shielded):
            return perform(effect.effect)
        if isinstance(effect, Await):
            raise InvalidArgumentError(
                "what is async, such as what an async client fetches, cannot be part of a blocking call"
            )
        return effect.function()

    return perform


def async_performer(send: Callable[[Request], Awaitable[Response]]) -> Callable[[Effect], Awaitable[Any]]:
    """Return what performs effects in async code, on asyncio or trio.

    Args:
        send: Sends one request, once.
    """

    async def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return await send(effect)
        import anyio  # loaded by the first call that needs it, not with the client

        if isinstance(effect, Sleep):
            return await anyio.sleep(effect.seconds)
        if isinstance(effect, Gather):
            from .concurrency import gather_in_tasks  # as above

            return await gather_in_tasks(effect.flows, perform)
        if isinstance(effect, Shielded):
            with anyio.CancelScope(shield=True):
                await perform(effect.effect)
            return None
        if isinstance(effect, Await):
            return await effect.function()
        return await anyio.to_thread.run_sync(effect.function)

    return perform
