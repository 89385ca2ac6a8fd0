"""The only module that knows httpx; with `_network` and `_pool`, the only one that knows httpcore.

Requests go straight to httpcore's connections: that costs half the time of httpx's
own client, and what the client would add (redirects, cookies, credentials per URL) must
not happen here. A transport written for httpx can be used in the pool's place.
"""

from __future__ import annotations

import re
import ssl
import time
import zlib
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

import anyio
import httpcore
import httpx

from ._network import AsyncBackend, Backend, clock
from ._pool import AsyncPool, Pool, begin, has_begun
from .coding import Decoder, decoded
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
    from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator

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


@contextmanager
def _failures() -> Generator[None]:
    """Let the library's exceptions leave as ours."""
    try:
        yield
    except _RAISED as error:
        kind = next((kind for raised, kind in _FAILURES if isinstance(error, raised)), ConnectionLost)
        what = _QUOTED.sub("", str(error))
        raise kind(f"{type(error).__name__}: {what}".rstrip(": ")) from error


_QUOTED = re.compile(r":? *(bytearray\()?b['\"].*", re.DOTALL)
"""What the library quotes of the bytes that broke the protocol: they may be a header with a secret."""


# Transports -----------------------------------------------------------------------------


class HttpTransport:
    """Blocking HTTP/1.1 over a pool of connections to one origin."""

    def __init__(self, base: BaseURL, pool: Pool | _Httpx) -> None:
        self._pool = pool
        self._outgoing = partial(_outgoing, _address(base), (b"Host", base.authority.encode("ascii")))

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        outgoing = self._outgoing(request, _Sent(request.body))
        started = time.monotonic()
        outer, clock.deadline = clock.deadline, request.deadline
        try:
            with _failures():
                incoming = self._pool.handle_request(outgoing)
                headers = _headers(incoming.headers)
                if request.stream and 200 <= incoming.status < 300:
                    return Response(incoming.status, headers, stream=_Body(incoming, headers))
                try:
                    content = decoded(b"".join(incoming.iter_stream()), headers.get("content-encoding", ""))
                finally:
                    _seal(incoming)
                    incoming.close()
        except TransportFailure as failure:
            if failure.phase == "unknown":
                # what broke one connection has broken those that waited beside it: the next attempt takes a fresh one
                self._pool.close_idle()
            raise
        finally:
            clock.deadline = outer
        return Response(incoming.status, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def __del__(self) -> None:
        for connection in self._pool.connections:
            connection.close()


class AsyncHttpTransport:
    """HTTP/1.1 over a pool of connections to one origin, on asyncio or trio."""

    def __init__(self, base: BaseURL, pool: AsyncPool | _AsyncHttpx) -> None:
        self._pool = pool
        self._outgoing = partial(_outgoing, _address(base), (b"Host", base.authority.encode("ascii")))

    async def send(self, request: Request) -> Response:
        """Send one request, once; see `AsyncTransport`."""
        outgoing = self._outgoing(request, _AsyncSent(request.body))
        left = None if request.deadline is None else max(0.0, request.deadline - time.monotonic())
        try:
            with anyio.move_on_after(left), _failures():
                return await self._send(request, outgoing)
            raise (AnswerTimedOut if has_begun(outgoing) else ConnectTimedOut)("the deadline passed")
        except TransportFailure as failure:
            if failure.phase == "unknown":
                await self._pool.close_idle()  # see `HttpTransport`
            raise

    async def _send(self, request: Request, outgoing: httpcore.Request) -> Response:
        started = time.monotonic()
        incoming = await self._pool.handle_async_request(outgoing)
        headers = _headers(incoming.headers)
        if request.stream and 200 <= incoming.status < 300:
            return Response(incoming.status, headers, stream=_Body(incoming, headers))
        try:
            pieces = [piece async for piece in incoming.aiter_stream()]
            content = decoded(b"".join(pieces), headers.get("content-encoding", ""))
        finally:
            _seal(incoming)
            await incoming.aclose()
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
    factory = httpcore.ConnectionPool(network_backend=Backend(), **_connection_options(base, verify))
    return HttpTransport(base, Pool(partial(factory.create_connection, _origin(base)), connections))


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
    factory = httpcore.AsyncConnectionPool(network_backend=AsyncBackend(), **_connection_options(base, verify))
    return AsyncHttpTransport(base, AsyncPool(partial(factory.create_connection, _origin(base)), connections))


def _origin(base: BaseURL) -> httpcore.Origin:
    return httpcore.URL(**_address(base), target=b"/").origin


def _connection_options(base: BaseURL, verify: ssl.SSLContext | str | None) -> dict[str, Any]:
    proxy = _proxy(base)
    secured = proxy is not None and proxy.url.scheme == b"https"
    context = None
    if base.scheme == "https" or secured:
        context = verify if isinstance(verify, ssl.SSLContext) else _trusting(verify)
    if proxy is not None and secured:
        proxy.ssl_context = context  # httpcore's own would not know what the caller trusts
    return {"ssl_context": context, "proxy": proxy}


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
    url = httpcore.URL(**address, target=request.target.encode("ascii"))
    timeouts = _timeouts(request)
    return httpcore.Request(request.method, url, headers=headers, content=body, extensions={"timeout": timeouts})


def _timeouts(request: Request) -> dict[str, float | None]:
    connect, read = request.timeout
    if request.deadline is not None:
        left = max(request.deadline - time.monotonic(), 0.001)  # 0 would mean: do not wait at all
        connect = left if connect is None else min(connect, left)
        read = left if read is None else min(read, left)
    return {"connect": connect, "pool": connect, "read": read, "write": read}


class _Sent(httpx.SyncByteStream):
    """A body to send."""

    def __init__(self, body: bytes | Content | None) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return _pieces(self._body)


class _AsyncSent(httpx.AsyncByteStream):
    """The same for async code; files are read on a thread.

    No generator: trio complains of those that are left unfinished, and a server may hang up any time.
    """

    def __init__(self, body: bytes | Content | None) -> None:
        self._pieces = _pieces(body)
        self._in_memory = body is None or isinstance(body, bytes)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        piece = next(self._pieces, b"") if self._in_memory else await anyio.to_thread.run_sync(next, self._pieces, b"")
        if not piece:
            raise StopAsyncIteration
        return piece


def _pieces(body: bytes | Content | None) -> Iterator[bytes]:
    if body is None or isinstance(body, bytes):
        return iter((body,) if body else ())
    return body.chunks()


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in raw:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _seal(incoming: httpcore.Response) -> None:
    """Give up a connection on which more came than the answer: the next request would take it for its own."""
    stream: Any = incoming.stream
    try:
        http = stream._stream._connection._h11_state  # noqa: SLF001 - there is no public way to it
    except AttributeError:  # not httpcore's own stream
        return
    if http.trailing_data[0]:
        http.send_failed()  # closed with the answer, instead of kept


class _Body:
    """The unread body of an answer; iterate it one way or the other, then close it."""

    def __init__(self, incoming: httpcore.Response, headers: dict[str, str]) -> None:
        self._incoming = incoming
        self._decoder = Decoder(headers.get("content-encoding", ""))
        self._rest: AsyncIterator[bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        with _failures():
            for piece in self._incoming.iter_stream():
                yield self._decoder.feed(piece)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._rest = aiter(cast("AsyncIterable[bytes]", self._incoming.stream))
        return self

    async def __anext__(self) -> bytes:
        assert self._rest is not None
        with _failures():
            return self._decoder.feed(await anext(self._rest))

    def close(self) -> None:
        _seal(self._incoming)
        self._incoming.close()

    async def aclose(self) -> None:
        _seal(self._incoming)
        with anyio.CancelScope(shield=True):
            await self._incoming.aclose()
            if isinstance(self._incoming.stream, httpx.AsyncByteStream):  # the caller's transport made it
                await getattr(self._rest, "aclose", _nothing)()
                return
            with suppress(StopAsyncIteration, *_RAISED):  # on the closed connection this ends httpcore's generators
                while self._rest is not None:
                    await anext(self._rest)


async def _nothing() -> None:
    """There is nothing to close."""


# Transports written for httpx -----------------------------------------------------------


class _Httpx:
    """An httpx transport where a pool is wanted."""

    connections: ClassVar[tuple[Any, ...]] = ()
    """None that are ours."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        answer = self._transport.handle_request(_for_httpx(request))
        return httpcore.Response(answer.status_code, headers=answer.headers.raw, content=answer.stream)

    def close_idle(self) -> None:
        """Its connections are its own."""

    def close(self) -> None:
        self._transport.close()


class _AsyncHttpx:
    """The same for async code."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        begin(request)
        answer = await self._transport.handle_async_request(_for_httpx(request))
        return httpcore.Response(answer.status_code, headers=answer.headers.raw, content=answer.stream)

    async def close_idle(self) -> None:
        """Its connections are its own."""

    async def aclose(self) -> None:
        await self._transport.aclose()


def _for_httpx(request: httpcore.Request) -> httpx.Request:
    # httpcore gives this type in part only
    extensions: Any = request.extensions  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return httpx.Request(
        request.method.decode(),
        bytes(request.url).decode(),
        headers=request.headers,
        stream=request.stream,  # type: ignore[arg-type]  # `_Sent` or `_AsyncSent`
        extensions=extensions,
    )
