"""Async transport: one request over the client of an event loop, and its response."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from inspect import isasyncgen
from typing import TYPE_CHECKING, Any, cast

import anyio
import httpx

from synapse_runtime.http.messages import ConnectTimeout, ReadError, ReadTimeout, Response

from .content_coding import BoundedContent, Decoder
from .httpx_messages import (
    NO_AUTH,
    chunks_of,
    error_of,
    headers_of,
    is_cut,
    is_reusable,
    proxy_refusal,
    seconds_left,
    stream_of,
    to_httpx,
)
from .network import WRITE_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from synapse_runtime.http.messages import BodyStream, Request, RequestBody
    from synapse_runtime.http.urls import BaseURL

    from .client_stack import AsyncClientStack, Stacked
    from .network import AsyncBackend


class AsyncTransport:
    """Sends requests; tasks share it."""

    def __init__(self, base: BaseURL, clients: AsyncClientStack, max_response_bytes: int) -> None:
        """Open nothing yet; `base` is the origin of requests that name no other one."""
        self._origin = base.origin
        self._clients = clients
        self._max_response_bytes = max_response_bytes

    async def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No response came.
            DecodeError: The response is too large.
        """
        outgoing = to_httpx(self._origin, request, _RequestStream(request.body))
        stacked = await self._clients.take(seconds_left(request.timeout.connect, request.deadline))
        try:
            if request.deadline is None:
                return await self._exchange(request, outgoing, stacked)
            progress = SendProgress()
            outgoing.extensions["trace"] = progress.trace
            with anyio.move_on_after(seconds_left(None, request.deadline)):
                return await self._exchange(request, outgoing, stacked)
            raise (ReadTimeout if progress.may_have_left else ConnectTimeout)("the deadline passed")  # noqa: TRY301
        except BaseException as raised:  # noqa: BLE001 - it goes on, as ours
            error = error_of(raised, outgoing.extensions.get("proxy", ""))
            await self._clients.give_back(stacked, error)
            raise error from error.__cause__

    async def _exchange(
        self, request: Request, outgoing: httpx.Request, stacked: Stacked[AsyncBackend, httpx.AsyncClient]
    ) -> Response:
        started = time.monotonic()
        incoming = await stacked.client.send(outgoing, stream=True, auth=NO_AUTH, follow_redirects=False)
        headers = headers_of(incoming)
        body = AsyncBody(incoming, headers, partial(self._clients.give_back, stacked))
        if request.stream and incoming.is_success:
            outgoing.extensions["timeout"]["read"] = request.timeout.read
            return Response(incoming.status_code, headers, stream=cast("BodyStream", body))
        content = await body.read(self._max_response_bytes)
        if incoming.status_code == 407:
            await incoming.aclose()
            raise proxy_refusal()
        await body.aclose()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    async def aclose(self) -> None:
        """Close all connections; requests under way fail."""
        await self._clients.aclose()


class SendProgress:
    """What is known of a request that a deadline ends: whether any of it may have left."""

    def __init__(self) -> None:
        self.may_have_left = True
        """Until it is seen to connect first: a transport of the caller's may not say what it does."""

    async def trace(self, name: str, info: dict[str, Any]) -> None:
        """Hear from httpcore what it does; see its extension `trace`."""
        if name == "connection.connect_tcp.started":
            self.may_have_left = False
        elif name.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.may_have_left = True


class AsyncBody:
    """An unread body; iterate it, then close it.

    It is its own iterator: a generator that is left unfinished would warn on trio.
    """

    def __init__(
        self,
        response: httpx.Response,
        headers: dict[str, str],
        release: Callable[[BaseException | None], Awaitable[None]],
    ) -> None:
        self._response = response
        self._release: Callable[[BaseException | None], Awaitable[None]] | None = release
        self._error: BaseException | None = None
        self._has_length = "content-length" in headers or "transfer-encoding" in headers
        self._decoder = Decoder(headers.get("content-encoding", ""))
        self._pieces: Iterator[bytes] = iter(())
        self._chunks = aiter(stream_of(response))
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

    async def read(self, max_bytes: int) -> bytes:
        """Return all of it, decoded; a deadline cancels it."""
        if self._response.is_stream_consumed:  # an event hook has read it
            return self._response.content
        bounded = BoundedContent(self._decoder, max_bytes)
        try:
            async for chunk in self._chunks:
                bounded.add(chunk)
            content = bounded.finish()
            await self._finish()
        except BaseException:
            await self._close_response()
            raise
        return content

    async def _finish(self) -> None:
        self._over = True
        if not self._has_length and is_cut(self._response):
            raise ReadError("the connection ended in the middle, without the peer's farewell (EOF)")
        if not is_reusable(self._response):
            await self._response.extensions["network_stream"].aclose()

    async def aclose(self) -> None:
        """Close it, and give the client back, once."""
        release, self._release = self._release, None
        if release is not None:
            await self._close_response()
            await release(self._error)

    async def _close_response(self) -> None:
        if self._over:  # no scope here: httpcore closes a stream in one of its own
            await self._response.aclose()
            return
        with anyio.CancelScope(shield=True):
            await self._drain()
            await self._response.aclose()

    async def _drain(self) -> None:
        """End a body that is left early, so that no generator beneath it is left unfinished."""
        self._over = True
        network_stream = self._response.extensions.get("network_stream")
        if network_stream is None or self._response.http_version == "HTTP/2":  # whose connection others use
            if isasyncgen(self._chunks):
                await self._chunks.aclose()
            return
        await network_stream.aclose()
        with suppress(httpx.HTTPError):
            async for _ in self._chunks:
                pass


class _RequestStream(httpx.AsyncByteStream):
    """A request's body; files are read on a thread.

    No generator: trio warns of those that are left unfinished, and a server may hang up any time.
    """

    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._chunks = _small(chunks_of(body))
        self._in_memory = body is None or isinstance(body, bytes)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk = next(self._chunks, b"") if self._in_memory else await anyio.to_thread.run_sync(next, self._chunks, b"")
        if not chunk:
            raise StopAsyncIteration
        return chunk


def _small(chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), WRITE_BYTES):
            yield chunk[start : start + WRITE_BYTES] if len(chunk) > WRITE_BYTES else chunk
