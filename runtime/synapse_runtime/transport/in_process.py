"""httpx transports that answer in this process, in our messages: what mocks are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from synapse_runtime.http.messages import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    Request,
    Response,
    Timeout,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from synapse_runtime.http.messages import BodyStream

_HTTPX_ERRORS: dict[type[TransportError], type[httpx.TransportError]] = {
    ConnectError: httpx.ConnectError,
    ConnectTimeout: httpx.ConnectTimeout,
    ReadError: httpx.ReadError,
    ReadTimeout: httpx.ReadTimeout,
}


class InProcessTransport(httpx.MockTransport):
    """Answers blocking requests with a function; what it raises arrives as httpx's errors."""

    def __init__(self, answer: Callable[[Request], Response]) -> None:
        def handle(request: httpx.Request) -> httpx.Response:
            try:
                return _response(answer(_message(request)))
            except TransportError as error:
                raise _as_httpx(error) from error

        super().__init__(handle)


class AsyncInProcessTransport(httpx.MockTransport):
    """Answers async requests with an async function."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        async def handle(request: httpx.Request) -> httpx.Response:
            try:
                return _response(await answer(_message(request)))
            except TransportError as error:
                raise _as_httpx(error) from error

        super().__init__(handle)


def _as_httpx(error: TransportError) -> httpx.TransportError:
    return _HTTPX_ERRORS[type(error)](str(error))


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
        try:
            yield from self._stream
        except TransportError as error:
            raise _as_httpx(error) from error

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = aiter(self._stream)
        return self

    async def __anext__(self) -> bytes:
        try:
            return await anext(self._chunks)
        except TransportError as error:
            raise _as_httpx(error) from error
