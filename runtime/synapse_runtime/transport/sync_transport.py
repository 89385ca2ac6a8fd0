"""Blocking transport: one request over one client of httpx, and its response."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, cast

import httpx

from synapse_runtime.http.messages import Response

from .content_coding import BoundedContent, Decoder
from .httpx_messages import NO_AUTH, chunks_of, error_of, headers_of, is_reusable, proxy_refusal, seconds_left, to_httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from synapse_runtime.http.messages import BodyStream, Request, RequestBody
    from synapse_runtime.http.urls import BaseURL

    from .client_stack import ClientStack


class SyncTransport:
    """Sends requests; threads share it."""

    def __init__(self, base: BaseURL, clients: ClientStack, max_response_bytes: int) -> None:
        """Open nothing yet; `base` is the origin of requests that name no other one."""
        self._origin = base.origin
        self._clients = clients
        self._max_response_bytes = max_response_bytes

    def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No response came.
            DecodeError: The response is too large.
        """
        outgoing = to_httpx(self._origin, request, _RequestStream(request.body))
        stacked = self._clients.take(seconds_left(request.timeout.connect, request.deadline))
        try:
            stacked.backend.deadline = request.deadline
            started = time.monotonic()
            incoming = stacked.client.send(outgoing, stream=True, auth=NO_AUTH, follow_redirects=False)
            headers = headers_of(incoming)
            body = SyncBody(incoming, headers, partial(self._clients.give_back, stacked))
            if request.stream and incoming.is_success:
                stacked.backend.deadline = None
                outgoing.extensions["timeout"]["read"] = request.timeout.read
                return Response(incoming.status_code, headers, stream=cast("BodyStream", body))
            content = body.read(self._max_response_bytes, request.deadline)
            if incoming.status_code == 407:
                incoming.close()
                raise proxy_refusal()  # noqa: TRY301 - it gives the client back, as all errors do
        except BaseException as raised:  # noqa: BLE001 - it goes on, as ours
            error = error_of(raised, outgoing.extensions.get("proxy", ""))
            self._clients.give_back(stacked, error)
            raise error from error.__cause__
        body.close()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close all connections; requests under way fail."""
        self._clients.close()


class SyncBody:
    """An unread body; iterate it, then close it. It holds its client until then."""

    def __init__(
        self, response: httpx.Response, headers: dict[str, str], release: Callable[[BaseException | None], None]
    ) -> None:
        self._response = response
        self._decoder = Decoder(headers.get("content-encoding", ""))
        self._release: Callable[[BaseException | None], None] | None = release
        self._error: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in cast("httpx.SyncByteStream", self._response.stream):
                yield from self._decoder.decode(chunk)
            self._decoder.finish()
            self._check_connection()
        except Exception as raised:  # noqa: BLE001 - it goes on, as ours
            self._error = error_of(raised)
            raise self._error from self._error.__cause__

    def read(self, max_bytes: int, deadline: float | None) -> bytes:
        """Return all of it, decoded."""
        if self._response.is_stream_consumed:  # an event hook has read it
            return self._response.content
        bounded = BoundedContent(self._decoder, max_bytes, deadline)
        try:
            for chunk in cast("httpx.SyncByteStream", self._response.stream):
                bounded.add(chunk)
            content = bounded.finish()
            self._check_connection()
        except BaseException:
            self._response.close()
            raise
        return content

    def _check_connection(self) -> None:
        """Close the connection of a whole response, unless it is fit for another one."""
        if not is_reusable(self._response):
            self._response.extensions["network_stream"].close()

    def close(self) -> None:
        """Close it, and give the client back, once."""
        release, self._release = self._release, None
        if release is not None:
            self._response.close()
            release(self._error)


class _RequestStream(httpx.SyncByteStream):
    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return chunks_of(self._body)
