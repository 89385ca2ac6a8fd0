"""httpx transports that answer in this process, in our messages: what mocks are made of."""

from __future__ import annotations

from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

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
    from collections.abc import AsyncIterator, Generator, Iterator

    from synapse_runtime.http.messages import BodyStream

_HTTPX_ERRORS: dict[type[TransportError], type[httpx.TransportError]] = {
    ConnectError: httpx.ConnectError,
    ConnectTimeout: httpx.ConnectTimeout,
    ReadError: httpx.ReadError,
    ReadTimeout: httpx.ReadTimeout,
}
_SPOOL_BYTES = 256 * 1024
"""Of a request's body are kept in memory; more goes to a temporary file."""


class HandlerTransport(httpx.BaseTransport):
    """Answers blocking requests with `answer`."""

    def answer(self, request: Request, body: BinaryIO) -> Response:
        """Answer a request.

        Args:
            request: What came; its body is in `body`.
            body: Closed once there is an answer.

        Returns:
            A response, with a blocking stream or none.

        Raises:
            TransportError: As if the network had failed.
        """
        raise NotImplementedError

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; see httpx."""
        with _spooled() as body, _as_httpx():
            for chunk in cast("httpx.SyncByteStream", request.stream):
                body.write(chunk)
            body.seek(0)
            return _response(self.answer(_message(request), body))


class AsyncHandlerTransport(httpx.AsyncBaseTransport):
    """Answers async requests with `answer`."""

    async def answer(self, request: Request, body: BinaryIO) -> Response:
        """Answer a request; its stream is async, or there is none. See `HandlerTransport`."""
        raise NotImplementedError

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; see httpx."""
        with _spooled() as body, _as_httpx():
            async for chunk in cast("httpx.AsyncByteStream", request.stream):
                body.write(chunk)
            body.seek(0)
            return _response(await self.answer(_message(request), body))


class _ResponseStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a response, blocking or async, whose errors are httpx's."""

    def __init__(self, stream: BodyStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = aiter(self._stream)
        return self

    async def __anext__(self) -> bytes:
        with _as_httpx():
            return await anext(self._chunks)

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


@contextmanager
def _spooled() -> Generator[BinaryIO]:
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as file:
        yield cast("BinaryIO", file)


@contextmanager
def _as_httpx() -> Generator[None]:
    try:
        yield
    except TransportError as error:
        raise _HTTPX_ERRORS[type(error)](str(error)) from error


def _message(request: httpx.Request) -> Request:
    timeout: dict[str, Any] = request.extensions.get("timeout", {})
    return Request(
        request.method,
        request.url.raw_path.decode("ascii"),
        tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
        timeout=Timeout(timeout.get("connect"), timeout.get("read")),
        origin=f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
    )


def _response(response: Response) -> httpx.Response:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    if response.stream is None:
        return httpx.Response(response.status, headers=headers, content=response.content)
    return httpx.Response(response.status, headers=headers, stream=_ResponseStream(response.stream))
