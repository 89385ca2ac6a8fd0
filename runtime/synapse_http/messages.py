"""Requests, responses and their bodies as values, and how a transport fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from .errors import DecodeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Container, Generator, Iterator

    from .errors import Attempt

Outcome: TypeAlias = Literal["not sent", "refused", "unknown", "failed", "answered"]
"""What is known of a request's outcome.

- not sent: no byte reached the server (no connection was made).
- refused: the server responded that it did not process the request (429, 503).
- unknown: sent, but no response says what became of it (connection lost, timeout, 408, 502, 504).
- failed: the server responded that it failed on the request (other 5xx).
- answered: the server responded, with success or an error.
"""

UNCERTAIN: frozenset[str] = frozenset({"unknown", "failed"})
"""Outcomes after which a request may have been applied."""


class TransportError(Exception):
    """No response came. Transports raise it, flows catch it; callers never see it."""

    outcome: ClassVar[Outcome] = "unknown"
    timed_out: ClassVar[bool] = False

    def __init__(self, reason: str = "", *, advice: str = "") -> None:
        super().__init__(reason)
        self.advice = advice
        """What to do about a failure that lasts: the request is not sent again. "": the failure may pass."""


class ConnectError(TransportError):
    """No connection was made, so nothing was sent."""

    outcome = "not sent"


class ConnectTimeout(ConnectError):  # noqa: N818 - httpx's name
    """No connection was made, or none in the pool became free, in time."""

    timed_out = True


class ReadError(TransportError):
    """The connection broke before the response was complete."""


class ReadTimeout(TransportError):  # noqa: N818 - httpx's name
    """The request was sent, in part or whole, and the response did not come in time."""

    timed_out = True


class Timeout(NamedTuple):
    """Seconds to wait for one event. None: no limit."""

    connect: float | None = 5.0
    """Until a connection is made, or one in the pool is free."""
    read: float | None = 30.0
    """Until the next byte arrives, or the next can be sent."""


class RequestBody(Protocol):
    """A request body that is streamed."""

    @property
    def length(self) -> int:
        """Size in bytes, known before the body is sent."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes from the start, each time it is called."""
        ...


class Auth(Protocol):
    """Adds credentials to requests. Clones, threads and tasks share it."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Tokens that nothing may show."""
        ...

    @property
    def hint(self) -> str:
        """What to do about a 401; "" if nothing is known."""
        ...

    def authenticate(self, request: Request) -> Generator[Request | Callable[[], Any], Any, None]:
        """Yield the request with credentials, and again if its response asks for others.

        Resumed with the response of each request it yields, and with the token of each function it yields.
        """
        ...


class Request(NamedTuple):
    """One request.

    A NamedTuple, although it has many fields: a call makes one and replaces its headers, which takes 4 µs (10 µs
    with a frozen attrs class and `attrs.evolve`, by `python -m timeit`).
    """

    method: str
    target: str
    """Path and query as they stand on the request line."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | RequestBody | None = None
    timeout: Timeout = Timeout()
    retry: Literal["safe", "idempotent", "unsafe"] = "unsafe"
    route: str = ""
    """Template of the path: logs show it."""
    display_url: str = ""
    """URL without secrets and query: errors show it."""
    query: str | None = None
    """Query that the log may show, when its secrets are masked. None: it may be a signature."""
    request_id_header: str = "x-request-id"
    """Lower-case name of the response header with the server's name for the request."""
    stream: bool = False
    """Leave the response body unread, for the caller to read."""
    deadline: float | None = None
    """Monotonic time by which the response must be complete. None: no limit."""
    secrets: tuple[str, ...] = ()
    """Secret arguments of the call: no error may show them, in case the server repeats them."""
    origin: str = ""
    """Scheme, host and port. "": those of the client's base URL."""
    expected: Container[int] = ()
    """Statuses that are no error, although they are 400 or more, and redirects that even a write follows."""
    auth: Auth | None = None
    """Adds the credentials each time the request is sent. None: it is sent without."""

    @property
    def all_secrets(self) -> tuple[str, ...]:
        """Secret arguments of the call, and the tokens it may have been sent with."""
        return self.secrets if self.auth is None else (*self.secrets, *self.auth.secrets)

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.route}>"  # headers and target may hold secrets

    def __reduce__(self) -> str:
        raise TypeError("a request holds credentials, so it is not pickled: pickle the client")


class Response(NamedTuple):
    """One response. A NamedTuple for the reasons of `Request`."""

    status_code: int
    headers: dict[str, str]
    """Values by lower-case name."""
    content: bytes = b""
    request_id: str = ""
    """The server's name for the request."""
    elapsed: float = 0.0
    """Seconds from the first byte sent to the last byte read."""
    attempts: tuple[Attempt, ...] = ()
    """All attempts of the call; the last one brought this response."""
    stream: BodyStream | None = None
    """The unread body, if the request asked for it."""

    def json(self) -> Any:
        """Return the body as JSON data, or None if it is empty; DecodeError if it is not JSON."""
        if not self.content:
            return None
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            raise DecodeError(f"The response ({self.status_code}) is not JSON: read its content") from None

    def __repr__(self) -> str:
        request_id = f", request id {self.request_id}" if self.request_id else ""
        return f"<{type(self).__name__} {self.status_code} in {self.elapsed * 1000:.0f} ms{request_id}>"


class BodyStream(Protocol):
    """A response body that is read as it arrives: iterate it, then close it. One of the two ways works."""

    def __iter__(self) -> Iterator[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def close(self) -> None:
        """Return the connection to the pool."""
        ...

    async def aclose(self) -> None:
        """Return the connection to the pool."""
        ...
