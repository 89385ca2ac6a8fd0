"""Drivers: they run a flow to its end and perform its effects, blocking or async."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from synapse_runtime.errors import ClientError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

E = TypeVar("E")
T = TypeVar("T")


def run(flow: Generator[E, Any, T], perform: Callable[[E], Any]) -> T:
    """Drive a flow to its end, blocking.

    Args:
        flow: The policy.
        perform: Does what an effect says and returns its outcome.

    Returns:
        What the flow returns.
    """
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
    except ClientError as error:
        _tidied(error)
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
    except ClientError as error:
        _tidied(error)
        raise


def _tidied(error: ClientError) -> None:
    """Forget what nobody is to see of how an error came about.

    What it replaces may repeat what the server said, secrets included, and some libraries pickle it all
    the same. The frames of flows hide the caller's line among ten others, and hold what was sent, which
    collectors of errors store. Where a callback or a middleware took part, they stay.
    """
    if error.__suppress_context__:
        error.__context__ = None
    traceback = error.__traceback__
    while traceback is not None:
        if not traceback.tb_frame.f_globals["__name__"].startswith(_PACKAGE):
            return
        traceback = traceback.tb_next
    error.__traceback__ = None


_PACKAGE = "synapse_runtime."
