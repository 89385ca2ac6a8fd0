"""Transports that users made for httpx, in our transport's place; the only module that knows httpx."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import anyio
import httpx

from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, Response

from ._http1 import framed
from ._network import Patience, told
from .coding import Decoder, decoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator

    from synapse_runtime.http.messages import BodyStream, Request, RequestBody, TransportError
    from synapse_runtime.http.urls import BaseURL

_FAILURES: tuple[tuple[type[Exception], type[TransportError]], ...] = (
    # most special first: the first that fits is taken
    (httpx.PoolTimeout, ConnectTimeout),
    (httpx.ConnectTimeout, ConnectTimeout),
    (httpx.ConnectError, ConnectError),
    (httpx.ProxyError, ConnectError),
    (httpx.UnsupportedProtocol, ConnectError),
    (httpx.TimeoutException, ReadTimeout),
    (httpx.TransportError, ReadError),
)


_QUOTED = re.compile(r":? *(bytearray\()?b['\"].*", re.DOTALL)


def _without_quotes(text: str) -> str:
    """What a library says of bytes that broke the protocol, without them: they may be a header with a secret."""
    return _QUOTED.sub("", text)


@contextmanager
def _failures() -> Generator[None]:
    """Let httpx's exceptions leave as ours."""
    try:
        yield
    except httpx.TransportError as error:
        kind = next(kind for raised, kind in _FAILURES if isinstance(error, raised))
        raise kind(_without_quotes(told(error))) from error


class HttpxTransport:
    """Sends requests over a blocking transport of httpx."""

    def __init__(self, base: BaseURL, transport: httpx.BaseTransport) -> None:
        self._base = base
        self._transport = transport

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        started = time.monotonic()
        outgoing = _outgoing(self._base, request, _Sent(request.body))
        with _failures():
            incoming = self._transport.handle_request(outgoing)
            headers = _by_name(incoming.headers.raw)
            body = _Body(incoming, headers)
            if request.stream and incoming.is_success:
                return Response(incoming.status_code, headers, stream=cast("BodyStream", body))
            try:
                content = decoded(b"".join(body.pieces), body.coding)
            finally:
                body.close()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close it."""
        self._transport.close()


class AsyncHttpxTransport:
    """Sends requests over an async transport of httpx."""

    def __init__(self, base: BaseURL, transport: httpx.AsyncBaseTransport) -> None:
        self._base = base
        self._transport = transport

    async def send(self, request: Request) -> Response:
        """Send one request, once; see `AsyncTransport`."""
        left = Patience(None, request.deadline).left(ConnectTimeout)
        with anyio.move_on_after(left), _failures():
            return await self._send(request)
        raise ReadTimeout("the deadline passed")

    async def _send(self, request: Request) -> Response:
        started = time.monotonic()
        incoming = await self._transport.handle_async_request(_outgoing(self._base, request, _AsyncSent(request.body)))
        headers = _by_name(incoming.headers.raw)
        body = _AsyncBody(incoming, headers)
        if request.stream and incoming.is_success:
            return Response(incoming.status_code, headers, stream=cast("BodyStream", body))
        try:
            content = decoded(b"".join([piece async for piece in body.pieces]), body.coding)
        finally:
            await body.aclose()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    async def aclose(self) -> None:
        """Close it."""
        await self._transport.aclose()


def _outgoing(base: BaseURL, request: Request, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Request:
    host = [("Host", base.authority)]
    connect, read = (Patience(seconds, request.deadline).left(ConnectTimeout) for seconds in request.timeout)
    return httpx.Request(
        request.method,
        base.origin + request.target,
        headers=[(name.encode(), value.encode("latin-1")) for name, value in framed(host, request)],
        stream=stream,
        extensions={"timeout": {"connect": connect, "pool": connect, "read": read, "write": read}},
    )


def _by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in headers:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


class _Sent(httpx.SyncByteStream):
    """A body to send."""

    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return _pieces(self._body)


class _AsyncSent(httpx.AsyncByteStream):
    """The same for async code; files are read on a thread.

    No generator: trio complains of those that are left unfinished, and a server may hang up any time.
    """

    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._pieces = _pieces(body)
        self._in_memory = body is None or isinstance(body, bytes)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        piece = next(self._pieces, b"") if self._in_memory else await anyio.to_thread.run_sync(next, self._pieces, b"")
        if not piece:
            raise StopAsyncIteration
        return piece


def _pieces(body: bytes | RequestBody | None) -> Iterator[bytes]:
    if body is None or isinstance(body, bytes):
        return iter((body,) if body else ())
    return body.chunks()


class _Body:
    """The unread body of an answer; iterate it, then close it."""

    def __init__(self, incoming: httpx.Response, headers: dict[str, str]) -> None:
        self.coding = headers.get("content-encoding", "")
        self._stream = cast("httpx.SyncByteStream", incoming.stream)

    @property
    def pieces(self) -> Iterator[bytes]:
        """Its bytes as they travelled."""
        return iter(self._stream)

    def __iter__(self) -> Iterator[bytes]:
        decoder = Decoder(self.coding)
        with _failures():
            for piece in self.pieces:
                yield decoder.feed(piece)

    def close(self) -> None:
        self._stream.close()


class _AsyncBody:
    """The same for async code."""

    def __init__(self, incoming: httpx.Response, headers: dict[str, str]) -> None:
        self.coding = headers.get("content-encoding", "")
        self._stream = cast("httpx.AsyncByteStream", incoming.stream)
        self._decoder = Decoder(self.coding)
        self.pieces = aiter(self._stream)
        """Its bytes as they travelled."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        with _failures():
            return self._decoder.feed(await anext(self.pieces))

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await self._stream.aclose()
            end = getattr(self.pieces, "aclose", None)
            if end is not None:  # a generator: trio complains of those that are left unfinished
                await end()
