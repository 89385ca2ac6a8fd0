"""Flows: policies without I/O.

A flow is a generator that yields effects, which say what it wants done, and is resumed with the outcome: a value, or an
exception thrown in. Drivers perform effects, one for blocking and one for async code. So a policy is written once, and
tested with `next`, `send` and `throw` alone.
"""

from __future__ import annotations

from functools import partial
from inspect import isasyncgen
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, TypeVar

from synapse_http.error_mapping import stream_error
from synapse_http.errors import DecodeError
from synapse_http.messages import Request, Response, TransportError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterable, Sequence

E = TypeVar("E")
S = TypeVar("S")
T = TypeVar("T")


class Sleep(NamedTuple):
    """Wait."""

    seconds: float


class RunInThread(NamedTuple):
    """Run blocking code, such as reading a file; an async driver runs it on a thread."""

    function: Callable[[], Any]


class Await(NamedTuple):
    """Await the coroutine that `function()` returns. Only the async driver supports it."""

    function: Callable[[], Awaitable[Any]]


class Shielded(NamedTuple):
    """Perform an effect that releases a resource, even if the flow is cancelled. The outcome is None."""

    effect: Effect


class Gather(NamedTuple):
    """Run flows at the same time. The outcome: what they return, in order; or the first failure, which ends all."""

    flows: Sequence[Flow[Any]]


class WaitFor(NamedTuple):
    """Wait until another flow of the same `Gather` calls the function that is handed to `subscribe`."""

    subscribe: Callable[[Callable[[], object]], object]


Effect: TypeAlias = Request | Sleep | RunInThread | Await | Shielded | Gather | WaitFor
Flow: TypeAlias = "Generator[Effect, Any, T]"

SendRequest: TypeAlias = "Callable[[Request], Flow[Response]]"
"""Sends a request, with all its attempts."""


class CallMiddleware(Protocol):
    """A flow around each call, for the option `call_middleware`; blocking and async clients run it alike.

    It sees a call once, however often it is sent. `yield from call(request)` sends it, with all its attempts, and
    returns the response or raises the `ClientError` of the call. The request may be changed before: `_replace` returns
    a copy with other headers. A flow never waits or does I/O by itself.

    Example:
        def log_call(request: Request, call: SendRequest) -> Flow[Response]:
            response = yield from call(request)
            print(request.method, request.route, response.status_code, len(response.attempts))
            return response

        client = Client(base_url, call_middleware=[log_call])
    """

    def __call__(self, request: Request, call: SendRequest, /) -> Flow[Response]:
        """Send the request with `yield from call(request)` and return its response."""
        ...


def sleep(seconds: float) -> Flow[None]:
    """Wait."""
    yield Sleep(seconds)


def run_in_thread(function: Callable[[], T]) -> Flow[T]:
    """Run blocking code and return what it returns."""
    result: T = yield RunInThread(function)
    return result


def gather(flows: Sequence[Flow[T]]) -> Flow[list[T]]:
    """Run flows at the same time and return what they return, in order."""
    results: list[T] = yield Gather(flows)
    return results


def map_concurrently(items: Iterable[S], work: Callable[[S], Flow[None]], workers: int) -> Flow[None]:
    """Run `work` for each item, `workers` at a time; the first failure ends them all."""
    waiting = iter(items)  # workers share it: each takes the next

    def worker() -> Flow[None]:
        for item in waiting:
            yield from work(item)

    if workers > 1:
        yield Gather([worker() for _ in range(workers)])
    else:
        yield from worker()


def map_effects(flow: Flow[T], change: Callable[[Effect], Effect]) -> Flow[T]:
    """Return a flow that yields `change(effect)` for each effect of another."""
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


class StreamReader:
    """The unread body of a response, which a flow reads chunk by chunk and closes."""

    def __init__(self, request: Request, response: Response, *, is_async: bool) -> None:
        """Prepare the effects for a blocking or an async client; DecodeError if the response has no body."""
        if response.stream is None:  # such as 204, or a 304 that nobody has asked for
            raise DecodeError(f"{request.display_url}: a response with status {response.status_code} has no body")
        self.request = request
        self.response = response
        self._stream = response.stream
        self._chunks: Any = aiter(self._stream) if is_async else iter(self._stream)
        self.read: Effect = Await(self._read_async) if is_async else RunInThread(self._read)
        """Its outcome is the next chunk, or None after the last; a ClientError if the body breaks off."""
        self.close: Effect = Shielded(Await(self._close_async) if is_async else RunInThread(self._stream.close))
        """Gives the connection back, also in a flow that is cancelled."""

    def _read(self) -> bytes | None:
        try:
            return next(self._chunks, None)
        except TransportError as error:
            raise stream_error(self.request, self.response, error) from None

    async def _read_async(self) -> bytes | None:
        try:
            return await anext(self._chunks, None)
        except TransportError as error:
            raise stream_error(self.request, self.response, error) from None

    async def _close_async(self) -> None:
        if isasyncgen(self._chunks):  # it may have been left before its end
            await self._chunks.aclose()
        await self._stream.aclose()
