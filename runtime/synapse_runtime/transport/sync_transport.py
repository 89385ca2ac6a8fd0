"""Blocking transport: one request over one client of httpx, and its response."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

import httpx

from synapse_runtime.http.messages import Response

from .client_stack import StackedClient
from .content_coding import Decoder, decode_content
from .httpx_messages import (
    NO_AUTH,
    ReadBudget,
    chunks_of,
    error_of,
    headers_of,
    is_reusable,
    seconds_left,
    to_httpx,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from synapse_runtime.http.messages import BodyStream, Request, RequestBody
    from synapse_runtime.http.urls import BaseURL


class ClientSource(Protocol):
    """Where the client of a request comes from."""

    def take(self, timeout: float | None) -> StackedClient:
        """Take one; `ConnectTimeout` where none becomes free in time."""
        ...

    def give_back(self, stacked: StackedClient, error: BaseException | None = None) -> None:
        """Give it back, with the error that ended its last request."""
        ...

    def close(self) -> None:
        """Close all."""
        ...


class OneClient:
    """A client that all threads share: a caller's own, or one over a caller's transport."""

    def __init__(self, client: httpx.Client, *, owned: bool) -> None:
        """Take a client; one that is not owned stays open."""
        self._client = client
        self._owned = owned

    def take(self, timeout: float | None) -> StackedClient:  # noqa: ARG002 - its own pool makes threads wait
        """Return the client."""
        return StackedClient(lambda _: self._client)

    def give_back(self, stacked: StackedClient, error: BaseException | None = None) -> None:
        """Do nothing: its own pool knows what is broken."""

    def close(self) -> None:
        """Close the client, where it is owned."""
        if self._owned:
            self._client.close()


class SyncTransport:
    """Sends requests; threads share it."""

    def __init__(self, base: BaseURL, clients: ClientSource) -> None:
        """Open nothing yet.

        Args:
            base: The origin of requests that name no other one.
            clients: Where the client of each request comes from.
        """
        self._base = base
        self._clients = clients

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        outgoing = to_httpx(self._base, request, _RequestStream(request.body))
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
            content = body.read(request.deadline)
        except BaseException as raised:
            error = error_of(raised)
            self._clients.give_back(stacked, error)
            if error is raised:
                raise
            raise error from raised
        body.close()
        return Response(incoming.status_code, headers, content, elapsed=time.monotonic() - started)

    def close(self) -> None:
        """Close all connections; requests under way fail."""
        self._clients.close()


class SyncBody:
    """An unread body; iterate it, then close it. It holds its client until then."""

    def __init__(
        self,
        response: httpx.Response,
        headers: dict[str, str],
        release: Callable[[BaseException | None], None],
    ) -> None:
        self._response = response
        self._coding = headers.get("content-encoding", "")
        self._release: Callable[[BaseException | None], None] | None = release
        self._error: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        decoder = Decoder(self._coding)
        try:
            for chunk in cast("httpx.SyncByteStream", self._response.stream):
                yield decoder.decode(chunk)
            decoder.finish()
            self._finish()
        except Exception as raised:
            self._error = error = error_of(raised)
            if error is raised:
                raise
            raise error from raised

    def read(self, deadline: float | None) -> bytes:
        """Return all of it, decoded."""
        response, budget = self._response, ReadBudget(deadline)
        if response.is_stream_consumed:  # an event hook has read it
            return response.content
        chunks: list[bytes] = []
        try:
            for chunk in cast("httpx.SyncByteStream", response.stream):
                budget.spend(len(chunk))
                chunks.append(chunk)
            self._finish()
            return decode_content(chunks, self._coding)
        except BaseException:
            response.close()
            raise

    def _finish(self) -> None:
        if not is_reusable(self._response):
            self._response.extensions["network_stream"].close()

    def close(self) -> None:
        """Close it, and give the client back, once."""
        release, self._release = self._release, None
        if release is not None:
            self._response.close()
            release(self._error)


class _RequestStream(httpx.SyncByteStream):
    """A request's body."""

    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return chunks_of(self._body)
