"""Policies without I/O.

A flow is a generator that yields what it wants done, an effect, and is resumed with the
outcome: a value, or an exception thrown in. Drivers perform effects; there is one for
blocking code and one for async code, and nothing else in this package waits or sends.
So a policy is written once, and tested with `next`, `send` and `throw` alone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from .errors import ClientError
from .message import Request, Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterable, Sequence

E = TypeVar("E")
S = TypeVar("S")
T = TypeVar("T")


class Sleep(NamedTuple):
    """Wait."""

    seconds: float


class Call(NamedTuple):
    """Run blocking code, such as reading a file: on a thread where the driver is async."""

    function: Callable[[], Any]


class Await(NamedTuple):
    """Await what a function promises, such as the next piece of a body: async drivers alone can."""

    function: Callable[[], Awaitable[Any]]


class Ensured(NamedTuple):
    """Do this in any case, also in a flow that is cancelled or ended: it gives something back. Its outcome is None."""

    effect: Effect


class Together(NamedTuple):
    """Run flows at the same time; the outcome is what they return, in order.

    The first failure ends the others and is the outcome. None runs on after that.
    """

    flows: Sequence[Flow[Any]]


Effect: TypeAlias = Request | Sleep | Call | Await | Ensured | Together
Flow: TypeAlias = "Generator[Effect, Any, T]"

Exchange: TypeAlias = "Callable[[Request], Flow[Response]]"
"""Sends a request, with all its attempts."""
CallMiddleware: TypeAlias = "Callable[[Request, Exchange], Flow[Response]]"
"""A flow around a call: `def told(request, call): response = yield from call(request); …; return response`.

It sees one call, however often it is sent; an error leaves through it. Being a flow, one
function serves blocking and async clients.
"""


def sleep(seconds: float) -> Flow[None]:
    """Wait so many seconds."""
    yield Sleep(seconds)


def call(function: Callable[[], T]) -> Flow[T]:
    """Run blocking code and give back what it returns."""
    result: T = yield Call(function)
    return result


def together(flows: Sequence[Flow[T]]) -> Flow[list[T]]:
    """Run flows at the same time and give back what they return, in order."""
    results: list[T] = yield Together(flows)
    return results


def by_workers(items: Iterable[S], work: Callable[[S], Flow[None]], workers: int) -> Flow[None]:
    """Do the work of each item, by so many workers at a time; the first failure ends them all."""
    waiting = iter(items)  # workers share it: each takes the next

    def worker() -> Flow[None]:
        for item in waiting:
            yield from work(item)

    if workers > 1:
        yield Together([worker() for _ in range(workers)])
    else:
        yield from worker()


def mapped(flow: Flow[T], change: Callable[[Effect], Effect]) -> Flow[T]:
    """The same flow, with other effects in place of its own."""
    step: Callable[[], Effect] = partial(next, flow)
    while True:
        try:
            effect = step()
        except StopIteration as stop:
            result: T = stop.value
            return result
        try:
            step = partial(flow.send, (yield change(effect)))
        except BaseException as error:  # noqa: BLE001 - the flow decides
            step = partial(flow.throw, error)


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


async def arun(flow: Generator[E, Any, T], perform: Callable[[E], Awaitable[Any]]) -> T:
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


_PACKAGE = f"{__package__}."
