"""The only module that knows the HTTP library: httpx, and httpcore, which moves its bytes.

Requests go straight to httpcore's connection pools: that costs half the time of httpx's
own client, and what the client would add (redirects, cookies, credentials per URL) must
not happen here. A transport written for httpx can be used in the pool's place.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import anyio
import httpcore
import httpx

from .message import (
    AnswerTimedOut,
    ConnectFailed,
    ConnectionLost,
    ConnectTimedOut,
    Request,
    Response,
    TransportFailure,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator

    from .message import Content
    from .urls import BaseURL

_NAMES: dict[str, type[TransportFailure]] = {
    # most special first: the first that fits is taken
    "PoolTimeout": ConnectTimedOut,
    "ConnectTimeout": ConnectTimedOut,
    "ConnectError": ConnectFailed,
    "ProxyError": ConnectFailed,
    "UnsupportedProtocol": ConnectFailed,
    "ReadTimeout": AnswerTimedOut,
    "WriteTimeout": AnswerTimedOut,
    "NetworkError": ConnectionLost,
    "ProtocolError": ConnectionLost,
}
_FAILURES = tuple((getattr(library, name), kind) for name, kind in _NAMES.items() for library in (httpcore, httpx))
_RAISED = (*(raised for raised, _ in _FAILURES), httpx.TransportError, zlib.error)

_KEEP_ALIVE: list[tuple[int, int, int]] = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)] + [
    (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
    for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
    if hasattr(socket, name)
]


@contextmanager
def _failures() -> Generator[None]:
    """Let the library's exceptions leave as ours."""
    try:
        yield
    except _RAISED as error:
        kind = next((kind for raised, kind in _FAILURES if isinstance(error, raised)), ConnectionLost)
        raise kind(f"{type(error).__name__}: {error}".rstrip(": ")) from error


# Deadlines, blocking --------------------------------------------------------------------
# A read timeout bounds the wait for one piece; a server that dribbles would stretch it for
# ever. So each wait on a socket is cut to what is left until the request's deadline.


class _Clock(threading.local):
    deadline: float | None = None

    def left(self, timeout: float | None, late: type[Exception]) -> float | None:
        if self.deadline is None:
            return timeout
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if timeout is None else min(timeout, left)


_clock = _Clock()


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _clock.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _clock.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _clock.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _clock.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._backend.connect_tcp(host, port, left, local_address, socket_options))


# Transports -----------------------------------------------------------------------------


class HttpTransport:
    """Blocking HTTP/1.1 over a pool of connections to one origin."""

    def __init__(self, base: BaseURL, pool: httpcore.ConnectionPool | _Httpx) -> None:
        self._pool = pool
        self._address = _address(base)
        self._host = (b"Host", base.authority.encode("ascii"))

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        outgoing = _outgoing(self._address, self._host, request, _blocking_body(request.body))
        started = time.monotonic()
        _clock.deadline = request.deadline
        try:
            with _failures():
                incoming = self._pool.handle_request(outgoing)
                headers = _headers(incoming.headers)
                if request.stream and incoming.status < 400:
                    return Response(incoming.status, headers, stream=_Body(incoming, headers))
                try:
                    content = _whole(b"".join(incoming.iter_stream()), headers)
                finally:
                    incoming.close()
        finally:
            _clock.deadline = None
        return Response(incoming.status, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class AsyncHttpTransport:
    """HTTP/1.1 over a pool of connections to one origin, on asyncio or trio."""

    def __init__(self, base: BaseURL, pool: httpcore.AsyncConnectionPool | _AsyncHttpx) -> None:
        self._pool = pool
        self._address = _address(base)
        self._host = (b"Host", base.authority.encode("ascii"))

    async def send(self, request: Request) -> Response:
        """Send one request, once; see `AsyncTransport`."""
        outgoing = _outgoing(self._address, self._host, request, _async_body(request.body))
        started = time.monotonic()
        left = None if request.deadline is None else max(0.0, request.deadline - started)
        try:
            with _failures(), anyio.fail_after(left):
                incoming = await self._pool.handle_async_request(outgoing)
                headers = _headers(incoming.headers)
                if request.stream and incoming.status < 400:
                    return Response(incoming.status, headers, stream=_Body(incoming, headers))
                try:
                    content = _whole(b"".join([piece async for piece in incoming.aiter_stream()]), headers)
                finally:
                    await incoming.aclose()
        except TimeoutError:
            raise AnswerTimedOut("the deadline passed") from None
        return Response(incoming.status, headers, content, elapsed=time.monotonic() - started)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def open_transport(
    base: BaseURL,
    *,
    transport: httpx.BaseTransport | None = None,
    verify: ssl.SSLContext | str | None = None,
    connections: int = 100,
) -> HttpTransport:
    """Make a blocking transport.

    Args:
        base: The only origin it talks to.
        transport: An httpx transport that moves the bytes instead.
        verify: What to trust; None trusts the certificates httpx ships with.
        connections: How many may be open at a time.

    Returns:
        A transport with no connection yet.
    """
    if transport is not None:
        return HttpTransport(base, _Httpx(transport))
    options = _pool_options(base, verify, connections)
    return HttpTransport(base, httpcore.ConnectionPool(network_backend=_Backend(), **options))


def open_async_transport(
    base: BaseURL,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    verify: ssl.SSLContext | str | None = None,
    connections: int = 100,
) -> AsyncHttpTransport:
    """Make an async transport; see `open_transport`."""
    if transport is not None:
        return AsyncHttpTransport(base, _AsyncHttpx(transport))
    return AsyncHttpTransport(base, httpcore.AsyncConnectionPool(**_pool_options(base, verify, connections)))


def _pool_options(base: BaseURL, verify: ssl.SSLContext | str | None, connections: int) -> dict[str, Any]:
    context = None
    if base.scheme == "https":
        context = verify if isinstance(verify, ssl.SSLContext) else _trusting(verify)
    return {
        "ssl_context": context,
        "proxy": _proxy(base),
        "max_connections": connections,
        "max_keepalive_connections": connections,
        "keepalive_expiry": 30.0,
        "socket_options": _KEEP_ALIVE,
    }


def _trusting(file: str | None) -> ssl.SSLContext:
    return httpx.create_ssl_context() if file is None else ssl.create_default_context(cafile=file)


def _proxy(base: BaseURL) -> httpcore.Proxy | None:
    """The proxy the environment names for this origin, if any."""
    from urllib.request import getproxies, proxy_bypass

    found = getproxies()
    url = found.get(base.scheme) or found.get("all")
    if not url or base.loopback or proxy_bypass(base.authority):
        return None
    parts = httpx.URL(url if "://" in url else f"http://{url}")
    auth = (parts.username, parts.password) if parts.username else None
    return httpcore.Proxy(str(parts.copy_with(username=None, password=None)), auth=auth)


# Messages -------------------------------------------------------------------------------


def _address(base: BaseURL) -> dict[str, Any]:
    return {"scheme": base.scheme.encode(), "host": base.host.encode("ascii"), "port": base.port}


def _outgoing(address: dict[str, Any], host: tuple[bytes, bytes], request: Request, body: Any) -> httpcore.Request:
    headers = [host, *((name.encode("ascii"), value.encode("latin-1")) for name, value in request.headers)]
    if request.body is not None:
        length = len(request.body) if isinstance(request.body, bytes) else request.body.length
        headers.append((b"Content-Length", b"%d" % length))
    elif request.method in {"POST", "PUT", "PATCH"}:
        headers.append((b"Content-Length", b"0"))
    connect, read = request.timeout
    timeout = {"connect": connect, "pool": connect, "read": read, "write": read}
    url = httpcore.URL(**address, target=request.target.encode("ascii"))
    return httpcore.Request(request.method, url, headers=headers, content=body, extensions={"timeout": timeout})


def _blocking_body(body: bytes | Content | None) -> bytes | Iterator[bytes] | None:
    return body if body is None or isinstance(body, bytes) else body.chunks()


def _async_body(body: bytes | Content | None) -> bytes | AsyncIterator[bytes] | None:
    return body if body is None or isinstance(body, bytes) else _read_on_thread(body)


async def _read_on_thread(body: Content) -> AsyncIterator[bytes]:
    pieces = body.chunks()
    try:
        while piece := await anyio.to_thread.run_sync(next, pieces, b""):
            yield piece
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in raw:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _decoder(headers: dict[str, str]) -> Any:
    coding = headers.get("content-encoding", "").lower()
    return zlib.decompressobj(47) if coding in {"gzip", "x-gzip", "deflate"} else None


def _whole(content: bytes, headers: dict[str, str]) -> bytes:
    decoder = _decoder(headers)
    if decoder is None or not content:
        return content
    decoded: bytes = decoder.decompress(content) + decoder.flush()
    if not decoder.eof:
        raise zlib.error("the compressed answer is cut")
    return decoded


class _Body:
    """The unread body of an answer; iterate it one way or the other, then close it."""

    def __init__(self, incoming: httpcore.Response, headers: dict[str, str]) -> None:
        self._incoming = incoming
        self._decoder = _decoder(headers)

    def __iter__(self) -> Iterator[bytes]:
        with _failures():
            for piece in self._incoming.iter_stream():
                yield self._decoded(piece)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _failures():
            async for piece in self._incoming.aiter_stream():
                yield self._decoded(piece)

    def close(self) -> None:
        self._incoming.close()

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await self._incoming.aclose()

    def _decoded(self, piece: bytes) -> bytes:
        if self._decoder is None:
            return piece
        decoded: bytes = self._decoder.decompress(piece)
        return decoded


# Transports written for httpx -----------------------------------------------------------


class _Httpx:
    """An httpx transport where a pool is wanted."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        answer = self._transport.handle_request(_for_httpx(request))
        return httpcore.Response(answer.status_code, headers=answer.headers.raw, content=answer.stream)

    def close(self) -> None:
        self._transport.close()


class _AsyncHttpx:
    """The same for async code."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        answer = await self._transport.handle_async_request(_for_httpx(request))
        return httpcore.Response(answer.status_code, headers=answer.headers.raw, content=answer.stream)

    async def aclose(self) -> None:
        await self._transport.aclose()


def _for_httpx(request: httpcore.Request) -> httpx.Request:
    # httpcore gives this type in part only
    extensions: Any = request.extensions  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return httpx.Request(
        request.method.decode(),
        bytes(request.url).decode(),
        headers=request.headers,
        stream=request.stream,  # type: ignore[arg-type]  # what httpcore takes, httpx's transports take too
        extensions=extensions,
    )
