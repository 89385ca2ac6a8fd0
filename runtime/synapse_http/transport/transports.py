"""Transports: one request over one client of httpx, and its response; blocking, and async on one event loop."""

from __future__ import annotations

import time
from contextlib import nullcontext, suppress
from functools import partial
from inspect import isasyncgen
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import anyio
import httpx

from synapse_http.messages import ConnectTimeout, ReadError, ReadTimeout, Response

from .client_stack import AsyncClientStack, ClientStack
from .content_coding import Decoder
from .httpx_messages import (
    NO_AUTH,
    error_of,
    headers_of,
    is_cut,
    is_reusable,
    raise_for_proxy,
    stream_of,
    to_httpx,
)
from .network import seconds_left

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager

    from synapse_http.messages import BodyStream, Request

    from .config import TransportConfig

_FRAMING = ("content-length", "transfer-encoding")
"""Headers that say where a body ends. Without them, the end of its connection does."""

_NO_LIMIT: AbstractContextManager[object, Any] = nullcontext()

R = TypeVar("R")
S = TypeVar("S")


class _Transport(Generic[S]):
    def __init__(self, config: TransportConfig, origin: str, clients: S) -> None:
        """Open nothing yet; `origin` is that of requests that name no other one."""
        self._origin = origin
        self._clients = clients
        self._max_response_bytes = config.max_response_bytes
        self._lent_transport = config.transport


class SyncTransport(_Transport[ClientStack]):
    """Sends requests; threads share it."""

    def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No response came.
            DecodeError: The response is too large.
        """
        origin = request.origin or self._origin
        outgoing = to_httpx(origin, request)
        stacked = self._clients.take(origin, seconds_left(request.timeout.connect, request.deadline))
        close: Callable[[BaseException | None], None] = partial(self._clients.give_back, stacked)
        try:
            stacked.backend.deadline = request.deadline
            started = time.monotonic()
            incoming = stacked.client.send(outgoing, stream=True, auth=NO_AUTH, follow_redirects=False)
            headers = headers_of(incoming)
            if request.stream and incoming.is_success:
                stacked.backend.deadline = None
                outgoing.extensions["timeout"]["read"] = request.timeout.read
                unread = cast("BodyStream", SyncBody(incoming, headers, close))
                return Response(incoming.status_code, headers, stream=unread)
            body = SyncBody(incoming, headers, close, self._max_response_bytes, request.deadline)
            close = body.close
            read = incoming.is_stream_consumed  # by an event hook
            content = incoming.content if read else b"".join(body)
            raise_for_proxy(incoming)
        except BaseException as raised:  # noqa: BLE001 - it goes on, as ours
            error = error_of(raised, stacked.proxy)
            close(error)
            raise error from error.__cause__
        body.close()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close all connections; requests under way fail."""
        self._clients.close()
        if self._lent_transport is not None:
            self._lent_transport.close()


class AsyncTransport(_Transport[AsyncClientStack]):
    """Sends requests; tasks share it."""

    async def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No response came.
            DecodeError: The response is too large.
        """
        origin = request.origin or self._origin
        outgoing = to_httpx(origin, request)
        stacked = await self._clients.take(origin, seconds_left(request.timeout.connect, request.deadline))
        close: Callable[[BaseException | None], Awaitable[None]] = partial(self._clients.give_back, stacked)
        progress = SendProgress()
        try:
            with progress.limit(outgoing, request.deadline):
                started = time.monotonic()
                incoming = await stacked.client.send(outgoing, stream=True, auth=NO_AUTH, follow_redirects=False)
                headers = headers_of(incoming)
                if request.stream and incoming.is_success:
                    outgoing.extensions["timeout"]["read"] = request.timeout.read
                    unread = cast("BodyStream", AsyncBody(incoming, headers, close))
                    return Response(incoming.status_code, headers, stream=unread)
                body = AsyncBody(incoming, headers, close, self._max_response_bytes)
                close = body.aclose
                read = incoming.is_stream_consumed  # by an event hook
                content = incoming.content if read else b"".join([piece async for piece in body])
                raise_for_proxy(incoming)
                await body.aclose()
                return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)
            raise (ReadTimeout if progress.may_have_left else ConnectTimeout)("the deadline passed")  # noqa: TRY301
        except BaseException as raised:  # noqa: BLE001 - it goes on, as ours
            error = error_of(raised, stacked.proxy)
            await close(error)
            raise error from error.__cause__

    async def aclose(self) -> None:
        """Close all connections; requests under way fail."""
        await self._clients.aclose()
        if self._lent_transport is not None:
            await self._lent_transport.aclose()


class SendProgress:
    """What is known of a request that a deadline ends: whether any of it may have left."""

    def __init__(self) -> None:
        self.may_have_left = True
        """Until it is seen to connect first: a transport of the caller's may not say what it does."""

    def limit(self, request: httpx.Request, deadline: float | None) -> AbstractContextManager[object, bool]:
        """Watch a request, and return what cancels it at its deadline."""
        if deadline is None:
            return _NO_LIMIT
        request.extensions["trace"] = self._trace
        return anyio.move_on_after(seconds_left(None, deadline))

    async def _trace(self, name: str, info: dict[str, Any]) -> None:
        """Hear from httpcore what it does; see its extension `trace`."""
        if name == "connection.connect_tcp.started":
            self.may_have_left = False
        elif name.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.may_have_left = True


class _Body(Generic[R]):
    def __init__(
        self,
        response: httpx.Response,
        headers: dict[str, str],
        release: Callable[[BaseException | None], R],
        max_bytes: int | None = None,
        deadline: float | None = None,
    ) -> None:
        """Read nothing yet; `release` gives the client back, with the error that ended the response, if any."""
        self._response = response
        self._headers = headers
        self._decoder = Decoder(headers.get("content-encoding", ""), max_bytes, deadline)
        self._release: Callable[[BaseException | None], R] | None = release
        self._error: BaseException | None = None


class SyncBody(_Body[None]):
    """An unread body; iterate it, then close it. It holds its client until then."""

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in cast("httpx.SyncByteStream", self._response.stream):
                yield from self._decoder.decode(chunk)
            self._decoder.finish()
            if not is_reusable(self._response):
                self._response.extensions["network_stream"].close()
        except Exception as raised:  # noqa: BLE001 - it goes on, as ours
            self._error = error_of(raised)
            raise self._error from self._error.__cause__

    def close(self, error: BaseException | None = None) -> None:
        """Close it, and give the client back, once."""
        try:
            self._response.close()
        except BaseException as raised:
            self._error = raised
            raise
        finally:
            release, self._release = self._release, None
            if release is not None:
                release(error or self._error)


class AsyncBody(_Body["Awaitable[None]"]):
    """An unread body; iterate it, then close it.

    It is its own iterator: a generator that is left unfinished would warn on trio.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._chunks = aiter(stream_of(self._response))
        self._pieces: Iterator[bytes] = iter(())
        self._over = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            while (piece := next(self._pieces, None)) is None:
                self._pieces = self._decoder.decode(await anext(self._chunks))
        except StopAsyncIteration:
            self._decoder.finish()
            await self._finish()
            raise
        except Exception as raised:  # noqa: BLE001 - it goes on, as ours
            self._over = isinstance(raised, httpx.HTTPError)  # else the decoder failed, and what it reads has not ended
            self._error = error_of(raised)
            raise self._error from self._error.__cause__
        return piece

    async def _finish(self) -> None:
        self._over = True
        if self._headers.keys().isdisjoint(_FRAMING) and is_cut(self._response):
            raise ReadError("the connection ended in the middle, without the peer's farewell (EOF)")
        if not is_reusable(self._response):
            await self._response.extensions["network_stream"].aclose()

    async def aclose(self, error: BaseException | None = None) -> None:
        """Close it, and give the client back, once."""
        try:
            await self._close_response()
        except BaseException as raised:
            self._error = raised
            raise
        finally:
            release, self._release = self._release, None
            if release is not None:
                await release(error or self._error)

    async def _close_response(self) -> None:
        if self._over:  # no scope here: httpcore closes a stream in one of its own
            await self._response.aclose()
        else:
            with anyio.CancelScope(shield=True):
                await self._drain()
                await self._response.aclose()

    async def _drain(self) -> None:
        """End a body that is left early, so that no generator beneath it is left unfinished."""
        self._over = True
        network_stream = self._response.extensions.get("network_stream")
        # Others use the connection of HTTP/2, and the one of a response that an event hook has read.
        if network_stream is None or self._response.http_version == "HTTP/2" or self._response.is_stream_consumed:
            if isasyncgen(self._chunks):
                await self._chunks.aclose()
            return
        await network_stream.aclose()
        with suppress(httpx.HTTPError):
            async for _ in self._chunks:
                pass
