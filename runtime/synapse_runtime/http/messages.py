"""What travels: requests, their content, responses, and how a transport fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from synapse_runtime.errors import Attempt

Outcome: TypeAlias = Literal["not sent", "refused", "unknown", "failed", "answered"]
"""What is known of a request's outcome.

- not sent: no byte of it reached the server (no connection was made).
- refused: the server answered that it did not process it (429, 503).
- unknown: it was sent, and no answer tells what became of it (connection lost, timeout, 408, 502, 504).
- failed: the server answered that it failed on it (other 5xx).
- answered: the server answered, for good or bad.
"""


UNCERTAIN: frozenset[str] = frozenset({"unknown", "failed"})
"""The phases in which a request may have been applied."""


class TransportError(Exception):
    """No answer came. Transports raise it, flows catch it; callers never see it."""

    phase: ClassVar[Outcome] = "unknown"
    timed_out: ClassVar[bool] = False


class ConnectError(TransportError):
    """No connection was made, so nothing was sent."""

    phase = "not sent"


class ConnectTimeout(ConnectError):
    """No connection was made, or none in the pool became free, in time."""

    timed_out = True


class ReadError(TransportError):
    """The connection broke before the whole answer was there."""


class ReadTimeout(TransportError):
    """The request was sent, in part or whole, and the answer did not come in time."""

    timed_out = True


class Timeout(NamedTuple):
    """Seconds to wait for one thing to happen. None: for ever."""

    connect: float | None = 5.0
    """Until a connection is made, or one in the pool is free."""
    read: float | None = 30.0
    """Until the next byte arrives, or the next can be sent."""


class RequestBody(Protocol):
    """A body that is streamed."""

    @property
    def length(self) -> int:
        """Its size in bytes, always known before it is sent."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, from the start, however often it is asked."""
        ...


class Request(NamedTuple):
    """One request to the origin of the base URL: there is no way to name another."""

    method: str
    target: str
    """Path and query as they stand on the request line."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | RequestBody | None = None
    timeout: Timeout = Timeout()
    retry: Literal["safe", "idempotent", "unsafe"] = "unsafe"
    route: str = ""
    """The path's template: how logs name it."""
    shown: str = ""
    """The URL without secrets and query: how errors name it."""
    request_id_header: str = "x-request-id"
    """Lower-case name of the answer's header that names the request."""
    stream: bool = False
    """Leave the answer's body to be read by the caller."""
    deadline: float | None = None
    """Monotonic time by which the answer must be there."""
    secrets: tuple[str, ...] = ()
    """What no error may show, should the server repeat it."""

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.route}>"  # headers and target may hold secrets

    def __reduce__(self) -> str:
        raise TypeError("a request holds credentials, so it is not pickled: pickle the client")


class Response(NamedTuple):
    """One answer."""

    status: int
    headers: dict[str, str]
    """By lower-case name."""
    content: bytes = b""
    request_id: str = ""
    """The server's name for the request."""
    elapsed: float = 0.0
    """Seconds from the first byte sent to the last byte read."""
    attempts: tuple[Attempt, ...] = ()
    stream: BodyStream | None = None
    """The unread body, where the request asked for it."""

    def __repr__(self) -> str:
        ident = f", request id {self.request_id}" if self.request_id else ""
        return f"<Response {self.status} in {self.elapsed * 1000:.0f} ms{ident}>"


class Transport(Protocol):
    """Sends requests, blocking. It is bound to one origin, and safe to share between threads."""

    def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No answer came.
        """
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncTransport(Protocol):
    """Sends requests from async code."""

    async def send(self, request: Request) -> Response:
        """Send one request, once.

        Raises:
            TransportError: No answer came.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


class BodyStream(Protocol):
    """A body that is read as it comes: iterate it, then close it. One of the two ways works."""

    def __iter__(self) -> Iterator[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def close(self) -> None:
        """Give the connection back."""
        ...

    async def aclose(self) -> None:
        """Give the connection back."""
        ...
