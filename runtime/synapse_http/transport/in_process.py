"""httpx transports that answer in this process, in our messages: what mocks are made of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from synapse_http.messages import Request, Response, Timeout, TransportError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator

    from synapse_http.messages import BodyStream


class InProcessTransport(httpx.MockTransport):
    """Answers requests with a function, which is async for async clients; what it raises arrives as httpx's errors."""

    def __init__(self, answer: Callable[[Request], Response | Awaitable[Response]]) -> None:
        def handle(request: httpx.Request) -> Any:
            with _httpx_errors():
                response = answer(_message(request))
                return _response(response) if isinstance(response, Response) else handle_later(response)

        async def handle_later(response: Awaitable[Response]) -> httpx.Response:
            with _httpx_errors():
                return _response(await response)

        super().__init__(handle)


@contextmanager
def _httpx_errors() -> Generator[None]:
    """Raise the errors of transports as those of httpx, which have the same names."""
    try:
        yield
    except TransportError as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error


def _message(request: httpx.Request) -> Request:
    timeout: dict[str, Any] = request.extensions.get("timeout", {})
    return Request(
        request.method,
        request.url.raw_path.decode("ascii"),
        tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
        request.content,
        Timeout(timeout.get("connect"), timeout.get("read")),
    )


def _response(response: Response) -> httpx.Response:
    assert response.stream is not None
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    return httpx.Response(response.status_code, headers=headers, stream=_ResponseStream(response.stream))


class _ResponseStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a response, blocking or async, whose errors are httpx's."""

    def __init__(self, stream: BodyStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = aiter(self._stream)
        return self

    async def __anext__(self) -> bytes:
        with _httpx_errors():
            return await anext(self._chunks)
