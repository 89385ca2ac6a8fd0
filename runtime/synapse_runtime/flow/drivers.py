"""Drivers: they run a flow to its end and perform its effects, blocking or async. Nothing else here waits."""

from __future__ import annotations

import time
from contextvars import copy_context
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Request

from .effects import Await, Gather, Shielded, Sleep, WaitFor
from .tracebacks import drop_frames

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence

    from synapse_http.messages import Response

    from .effects import Effect, Flow

E = TypeVar("E")
T = TypeVar("T")


def run(flow: Generator[E, Any, T], perform: Callable[[E], Any]) -> T:
    """Drive a flow to its end, blocking, and return what it returns; `perform` returns the outcome of an effect."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = perform(effect)
            except BaseException as error:  # noqa: BLE001 - the policy decides, KeyboardInterrupt included
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except BaseException as error:
        drop_frames(error)
        raise


async def run_async(flow: Generator[E, Any, T], perform: Callable[[E], Awaitable[Any]]) -> T:
    """Drive a flow to its end from async code: `run`, with one `await`."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = await perform(effect)
            except BaseException as error:  # noqa: BLE001 - the policy decides, cancellation included
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except BaseException as error:
        drop_frames(error)
        raise


def iterate(flow: Generator[Effect | list[T], Any, None], perform: Callable[[Effect], Any]) -> Generator[T]:
    """Drive a flow that yields lists among its effects, blocking, and yield their items.

    Closing the generator throws into the flow, which may then yield effects that release what it holds.
    """
    try:
        step = next(flow)
        while True:
            outcome: Any = None
            try:
                if isinstance(step, list):
                    yield from step
                else:
                    outcome = perform(step)
            except BaseException as error:  # noqa: BLE001 - the policy decides, GeneratorExit included
                step = flow.throw(error)
            else:
                step = flow.send(outcome)
    except StopIteration:
        return
    except BaseException as error:
        drop_frames(error)
        raise


async def iterate_async(
    flow: Generator[Effect | list[T], Any, None], perform: Callable[[Effect], Awaitable[Any]]
) -> AsyncGenerator[T]:
    """Drive a flow that yields lists among its effects, from async code, and yield their items."""
    try:
        step = next(flow)
        while True:
            outcome: Any = None
            try:
                if isinstance(step, list):
                    for item in step:
                        yield item
                else:
                    outcome = await perform(step)
            except BaseException as error:  # noqa: BLE001 - the policy decides, GeneratorExit included
                step = flow.throw(error)
            else:
                step = flow.send(outcome)
    except StopIteration:
        return
    except BaseException as error:
        drop_frames(error)
        raise


def performer(send: Callable[[Request], Response]) -> Callable[[Effect], Any]:
    """Return what performs effects, blocking; `send` sends one request, once."""

    def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return send(effect)
        if isinstance(effect, Sleep):
            return time.sleep(effect.seconds)
        if isinstance(effect, Gather):
            return gather_in_threads(effect.flows, perform)
        if isinstance(effect, Shielded):
            return perform(effect.effect)
        if isinstance(effect, WaitFor):
            event = Event()
            effect.subscribe(event.set)
            return event.wait()
        if isinstance(effect, Await):
            raise InvalidArgumentError(
                "what is async, such as what an async client fetches, cannot be part of a blocking call"
            )
        return effect.function()

    return perform


def async_performer(send: Callable[[Request], Awaitable[Response]]) -> Callable[[Effect], Awaitable[Any]]:
    """Return what performs effects in async code, on asyncio or trio; `send` sends one request, once."""

    async def perform(effect: Effect) -> Any:
        if isinstance(effect, Request):
            return await send(effect)
        import anyio  # loaded by the first call that needs it, not with the client

        if isinstance(effect, Sleep):
            return await anyio.sleep(effect.seconds)
        if isinstance(effect, Gather):
            return await gather_in_tasks(effect.flows, perform)
        if isinstance(effect, Shielded):
            with anyio.CancelScope(shield=True):
                await perform(effect.effect)
            return None
        if isinstance(effect, WaitFor):
            event = anyio.Event()
            effect.subscribe(event.set)
            return await event.wait()
        if isinstance(effect, Await):
            return await effect.function()
        return await anyio.to_thread.run_sync(effect.function)

    return perform


class SiblingFailed(Exception):  # noqa: N818 - a signal to the others, not an error of theirs
    """A flow goes no further, because one that ran beside it failed."""


INTERRUPT_SECONDS = 0.5
"""How long Ctrl-C waits for threads to end. What reads from a server that sends nothing may take its read timeout."""


def gather_in_threads(flows: Sequence[Flow[Any]], perform: Callable[[Effect], Any]) -> list[Any]:
    """Drive flows at the same time, the first one on this thread, and return what they return, in order.

    Raises:
        BaseException: What the first flow to fail raised. The others end before their next effect, but for what they
            give back; their waits end at once.
    """
    failed, errors = Event(), list[BaseException]()
    results: list[Any] = [None] * len(flows)

    def drive(index: int) -> None:
        try:
            results[index] = run(flows[index], lambda effect: _unless_failed(failed, perform, effect))
        except BaseException as error:  # noqa: BLE001 - it is raised below, on the thread of the caller
            errors.append(error)
            failed.set()

    threads = [
        Thread(target=copy_context().run, args=(drive, index), name=f"flow-{index}", daemon=True)
        for index in range(1, len(flows))
    ]
    try:
        for thread in threads:
            thread.start()
        drive(0)
        if errors and not isinstance(errors[0], Exception):
            raise errors[0]  # noqa: TRY301 - an interrupt
        for thread in threads:
            thread.join()
    except BaseException:  # KeyboardInterrupt
        failed.set()
        patience = time.monotonic() + INTERRUPT_SECONDS
        for thread in filter(Thread.is_alive, threads):
            thread.join(max(0.0, patience - time.monotonic()))
        raise
    if errors:
        raise errors[0]
    return results


def _unless_failed(failed: Event, perform: Callable[[Effect], Any], effect: Effect) -> Any:
    if isinstance(effect, Shielded):
        return perform(effect)
    if failed.is_set() or (isinstance(effect, Sleep) and failed.wait(effect.seconds)):
        raise SiblingFailed
    return None if isinstance(effect, Sleep) else perform(effect)


async def gather_in_tasks(flows: Sequence[Flow[Any]], perform: Callable[[Effect], Awaitable[Any]]) -> list[Any]:
    """Drive flows at the same time, as tasks; a failure cancels the others, as does the cancellation of the caller."""
    import anyio  # as above

    errors: list[Exception] = []
    results: list[Any] = [None] * len(flows)

    async def drive(index: int) -> None:
        try:
            results[index] = await run_async(flows[index], perform)
        except Exception as error:  # noqa: BLE001 - it is raised below, by itself and in no group
            errors.append(error)
            group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index in range(len(flows)):
            group.start_soon(drive, index)
    if errors:
        raise errors[0]
    return results
