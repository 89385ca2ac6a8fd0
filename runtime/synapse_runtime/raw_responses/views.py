"""Views of clients and resources: the same methods, which return a `RawResponse`."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar

from attrs import define
from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Response

from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.flow.tracebacks import Facade, hide_frames
from synapse_runtime.pagination.pager import AsyncPager, AsyncSteps, Page, Pager

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

L = TypeVar("L")
P = ParamSpec("P")
T = TypeVar("T")


class RawResponse(Response, Generic[T]):
    """The response of a call, and what the method has made of it.

    A call that sends several requests, such as an upload or a walk of all pages, has the last response; the option
    `on_response` sees each of them.
    """

    parsed: T
    """What the method returns."""

    @classmethod
    def of(cls, response: Response, parsed: T) -> Self:
        """Add to a response what was made of it."""
        raw = cls(*response)
        raw.parsed = parsed
        return raw


@define
class Recorder:
    """Keeps the last response of a clone's calls."""

    _on_response: Callable[[Response], object] | None
    _response: Response | None = None

    def __call__(self, response: Response) -> None:
        """Record a response, and pass it to the function of the client's own option."""
        self._response = response
        if self._on_response is not None:
            self._on_response(response)

    def add_response(self, parsed: T) -> RawResponse[T]:
        """Return the last response with what was made of it; InvalidArgumentError if nothing was sent."""
        if self._response is None:
            raise InvalidArgumentError("the call sent nothing, so it has no response: call it on the client itself")
        return RawResponse[T].of(self._response, parsed)


class RawView(Facade):
    """Methods of a client or a resource, which return a `RawResponse`."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    if not TYPE_CHECKING:  # pragma: no branch - a `__getattr__` would hide from checkers what is missing

        def __getattr__(self, name: str) -> Any:
            message = f"{type(self).__name__} has no {name!r}: it has calls that end with a response; use the client"
            raise AttributeError(message, name=name, obj=self)


class RawClient(RawView):
    """The resources of a client, with methods that return a `RawResponse`."""

    def __init__(self, client: Any) -> None:
        self._client = client


def start(method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, Recorder]:
    """Call a method of a client or a resource on a clone; return what it returns, and what records its responses.

    The clone fetches pages one by one, so that the last response is that of the last page.
    """
    __tracebackhide__ = True
    bound: Any = method
    is_client = isinstance(bound.__self__, (Client, AsyncClient))
    client: Client | AsyncClient = bound.__self__ if is_client else bound.__self__._client  # noqa: SLF001 - a resource's
    recorder = Recorder(client.__driver__().state.options.on_response)
    clone = client.with_options(on_response=recorder, prefetch=0)
    recorded = getattr(clone if is_client else bound.__self__.__class__(clone), bound.__name__)
    return recorded(*args, **kwargs), recorder


class _BaseRawPager(Facade, Generic[L]):
    """Where a pager comes from, and what records its responses: each walk has its own."""

    def __init__(self, method: Callable[P, L], *args: P.args, **kwargs: P.kwargs) -> None:
        __tracebackhide__ = True
        self._start: Callable[[], tuple[L, Recorder]] = lambda: start(method, *args, **kwargs)
        pager, _ = self._start()  # raises at once if an argument is wrong
        self._name = f"{pager!r}".partition(" ")[2]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name}"


class RawPager(_BaseRawPager[Pager[T]], Generic[T]):
    """A list in pages, each with the response that brought it. Creating one sends nothing."""

    def pages(self) -> Iterator[RawResponse[Page[T]]]:
        """Iterate over the pages, which are fetched one by one."""
        pager, recorder = self._start()
        return map(recorder.add_response, pager.pages())

    def page(self, number: int) -> RawResponse[Page[T]]:
        """Fetch one page by its number, from 1."""
        pager, recorder = self._start()
        return recorder.add_response(pager.page(number))


class AsyncRawPager(_BaseRawPager[AsyncPager[T]], Generic[T]):
    """The async twin of RawPager."""

    def pages(self) -> AsyncIterator[RawResponse[Page[T]]]:
        """Iterate over the pages, which are fetched one by one."""
        pager, recorder = self._start()
        pages = pager.pages()

        @hide_frames
        async def advance() -> RawResponse[Page[T]]:
            return recorder.add_response(await anext(pages))

        return AsyncSteps(advance)

    async def page(self, number: int) -> RawResponse[Page[T]]:
        """Fetch one page by its number, from 1."""
        pager, recorder = self._start()
        return recorder.add_response(await pager.page(number))


# Methods are attributes of an instance, made of bound methods: so all type checkers keep their overloads.
# `__tracebackhide__`, as pytest reads it: a mistake in the arguments is not made here.
def raw_method(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Return a function that calls a method and returns its response too."""

    @hide_frames
    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        __tracebackhide__ = True
        parsed, recorder = start(method, *args, **kwargs)
        return recorder.add_response(parsed)

    return call


def async_raw_method(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """Return the async twin of what `raw_method` returns."""

    @hide_frames
    @wraps(method)
    async def call(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        __tracebackhide__ = True
        awaitable, recorder = start(method, *args, **kwargs)
        return recorder.add_response(await awaitable)

    return call


def raw_pages(method: Callable[P, Pager[T]]) -> Callable[P, RawPager[T]]:
    """Return a function that lists pages, each with its response."""

    @hide_frames
    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> RawPager[T]:
        __tracebackhide__ = True
        return RawPager(method, *args, **kwargs)

    return call


def async_raw_pages(method: Callable[P, AsyncPager[T]]) -> Callable[P, AsyncRawPager[T]]:
    """Return the async twin of what `raw_pages` returns."""

    @hide_frames
    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> AsyncRawPager[T]:
        __tracebackhide__ = True
        return AsyncRawPager(method, *args, **kwargs)

    return call
