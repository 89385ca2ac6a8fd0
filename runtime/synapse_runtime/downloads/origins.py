"""Where files are: the client's own origin, and others, which it tells no credentials."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from synapse_runtime.calls.retry import send_with_retries
from synapse_runtime.client import AsyncClient, driver_of
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.effects import Await, RunInThread, Shielded, map_effects
from synapse_runtime.flow.stream_reader import StreamReader
from synapse_runtime.http.messages import Request
from synapse_runtime.http.urls import BaseURL
from synapse_runtime.transport.factory import TransportConfig, open_async, open_blocking

from .filenames import redacted_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.client import Client
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.http.messages import BodyStream, Response
    from synapse_runtime.transport.lazy_transport import Connection


class Place(NamedTuple):
    """A file's place: its origin and where it is there, what sends to that, and the headers for it alone."""

    base: BaseURL
    target: str
    """Path and query as they may stand on a request line."""
    perform: Callable[[Effect], Any]
    headers: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """All of its URL."""
        return self.base.origin + self.target


class Origins:
    """How each origin is reached: the client's own over its connections, another over some that know no credentials."""

    def __init__(self, client: Client | AsyncClient) -> None:
        """Connect to nothing yet.

        Args:
            client: Whose own origin, connections and options these are.
        """
        self.context, self._own = driver_of(client)
        self._waits = isinstance(client, AsyncClient)
        self._others: dict[str, tuple[Connection[Any], Callable[[Effect], Any]]] = {}

    def place(self, url: str) -> Place:
        """Where an absolute URL leads.

        Args:
            url: The URL.

        Returns:
            The place. Only that of the client's own origin has credentials.

        Raises:
            InvalidArgumentError: To no server.
        """
        context = self.context
        own = context.base.relative_target(url)
        if own is not None:
            return Place(context.base, _plain(own), self._own, tuple(context.options.headers.items()))
        try:
            parts = urlsplit(url)
            base = BaseURL.parse(f"{parts.scheme}://{parts.netloc}")
        except ValueError:
            raise InvalidArgumentError(
                f"{redacted_url(url)!r}: a file's URL is http or https, with a host and no user"
            ) from None
        target = base.relative_target(url)
        assert target is not None
        if base.origin not in self._others:
            assert context.opening is not None
            opened: Any = open_async if self._waits else open_blocking
            opening = TransportConfig({"verify": context.opening.verify}, "send")
            self._others.setdefault(base.origin, opened(opening, base))
        return Place(base, _plain(target), self._others[base.origin][1], ())

    def send(self, place: Place, request: Request) -> Flow[Response]:
        """Send a request to a place, and again as the client's policy says; see `retrying`.

        Args:
            place: Where it goes.
            request: What is sent, made for that place.

        Returns:
            The answer; a redirect is not followed.

        Raises:
            ClientError: Of the kind the last attempt deserves.
        """
        flow = send_with_retries(request, self.context.options.retry, self.context.retry_state)
        return map_effects(flow, partial(self._sent, place.perform))

    def _sent(self, perform: Callable[[Effect], Any], effect: Effect) -> Effect:
        """A request, sent over connections that the driver of the flow may not know."""
        if not isinstance(effect, Request):
            return effect
        return (Await if self._waits else RunInThread)(partial(perform, effect))

    def body(self, stream: BodyStream) -> StreamReader:
        """The body of an answer, for reading.

        Args:
            stream: It, as the transport of this client gives it.
        """
        return StreamReader(stream, is_async=self._waits)

    def close(self) -> Flow[None]:
        """Close the connections to other origins."""
        for connection, _ in self._others.values():
            transport = connection.take()
            if transport is not None:
                yield Shielded(Await(transport.aclose) if self._waits else RunInThread(transport.close))


def _plain(target: str) -> str:
    """A path and query as they may stand on a request line."""
    return quote(target, safe="/%?&=:+,;@!$'()*~[]")
