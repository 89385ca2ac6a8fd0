"""Everything a call can raise, as one tree.

    ClientError                        any of the below; `status_code` is always an int
    ├── InvalidArgumentError      400  the call was wrong; nothing was sent (also a ValueError)
    ├── ClientConnectionError     503  the server could not be reached, or went away (also a ConnectionError)
    ├── ClientTimeoutError        408  no response in time (also a TimeoutError)
    │   ├── DeadlineExceededError 408  the deadline of the whole call passed
    │   └── WaiterTimeoutError    408  what was waited for has not ended in time; `response` is its last state
    ├── WaiterError               500  what was waited for ended badly; `log` has the last lines it printed
    ├── DecodeError               502  a response came that cannot be read
    ├── RedirectError             3xx  the response redirects where this client does not follow
    ├── UploadError                    an upload was refused, or its content could not be verified
    └── StatusError                    the server responded with an error
        ├── ValidationError       400  `field_errors` says which field and why
        ├── AuthenticationError   401
        ├── AuthorizationError    403
        ├── NotFoundError         404
        ├── ConflictError         409
        ├── GoneError             410
        ├── PayloadTooLargeError  413
        ├── RateLimitError        429  `retry_after` says how long the server asked to wait
        └── ServerError           5xx

Errors show the method, the path without its secret parts, status, timing and request id.
They never hold header values or what was sent. All of them can be pickled.
"""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

from .types import is_list, is_object


class Attempt(NamedTuple):
    """What happened to one sending of a request."""

    number: int
    """From 1."""
    outcome: str
    """`answered`, `refused`, `not sent`, `unknown` or `failed`."""
    status: int | None
    """The answer's status, where one came."""
    reason: str
    """What went wrong below HTTP; empty where an answer came."""
    elapsed: float
    """Seconds it took."""
    backoff: float = 0.0
    """Seconds waited after it, before the next."""


class ClientError(Exception):
    """A call failed.

    Attributes:
        message: What was wrong and what to do about it.
        status_code: The HTTP status; where no answer came, the one that fits (503 when the
            server could not be reached, 408 after a timeout).
        response: The decoded body of the answer: JSON data, or text. None without an answer.
        request_id: The server's name for the request, or "".
        method: The HTTP method, or "" where nothing was to be sent.
        url: Where the request went, without secrets and without its query.
        attempts: What happened each time the request was sent.
        may_have_been_applied: False only if the server provably did not do what was asked.
        retry_after: Seconds the server asked to wait, where it did.
    """

    default_status = 500

    def __init__(
        self,
        message: str = "",
        *,
        status_code: int | None = None,
        response: Any = None,
        request_id: str = "",
        method: str = "",
        url: str = "",
        attempts: tuple[Attempt, ...] = (),
        may_have_been_applied: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = self.default_status if status_code is None else status_code
        self.response = response
        self.request_id = request_id
        self.method = method
        self.url = url
        self.attempts = attempts
        self.may_have_been_applied = may_have_been_applied
        self.retry_after = retry_after

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.method, self.url)))
        times = f"{len(self.attempts)} attempts" if len(self.attempts) > 1 else ""
        ident = f"request id {self.request_id}" if self.request_id else ""
        applied = "it may have been applied: look before you repeat it" if self.may_have_been_applied else ""
        details = "; ".join(filter(None, (where, times, ident, applied)))
        return f"{self.message} ({details})" if details else self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r}, status_code={self.status_code})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message), self.__dict__


def _rebuild(kind: type[ClientError], message: str) -> ClientError:
    return kind(message)


class InvalidArgumentError(ClientError, ValueError):
    """The call was wrong. Nothing was sent."""

    default_status = 400


class ClientConnectionError(ClientError, ConnectionError):
    """The server could not be reached, or the connection was lost."""

    default_status = 503


class ClientTimeoutError(ClientError, TimeoutError):
    """No answer came in time."""

    default_status = 408


class DeadlineExceededError(ClientTimeoutError):
    """The deadline of the whole call, retries and waits included, has passed."""


class WaiterTimeoutError(ClientTimeoutError):
    """What was waited for has not ended in time. It goes on; `response` is how it stood last."""


class WaiterError(ClientError):
    """What was waited for ended badly; `response` is how it ended.

    Attributes:
        log: The last lines it printed, where it keeps a log.
    """

    def __init__(self, message: str = "", *, log: tuple[str, ...] = (), **context: Any) -> None:
        super().__init__(message, **context)
        self.log = log


class DecodeError(ClientError):
    """An answer came that cannot be read."""

    default_status = 502


class RedirectError(ClientError):
    """The server redirects to where this client will not follow."""

    default_status = 301


class UploadError(ClientError):
    """An upload was refused, or could not be proved right."""


class StatusError(ClientError):
    """The server answered with an error status."""


class ValidationError(StatusError):
    """400: the server found fault with what was sent.

    Attributes:
        field_errors: Path of the field to what is wrong with it: `{"items.0.name": ["…"]}`.
            What belongs to no field stands under "".
    """

    default_status = 400

    @property
    def field_errors(self) -> dict[str, list[str]]:
        """Path of the field to its messages."""
        return flatten_errors(self.response)


class AuthenticationError(StatusError):
    """401: no credentials, or not valid ones."""

    default_status = 401


class AuthorizationError(StatusError):
    """403: valid credentials without the right to do this."""

    default_status = 403


class NotFoundError(StatusError):
    """404: there is no such thing, or these credentials may not see it."""

    default_status = 404


class ConflictError(StatusError):
    """409: it does not go with the present state."""

    default_status = 409


class GoneError(StatusError):
    """410: it was there and is no more."""

    default_status = 410


class PayloadTooLargeError(StatusError):
    """413: more than the server takes at once."""

    default_status = 413


class RateLimitError(StatusError):
    """429: too many requests."""

    default_status = 429


class ServerError(StatusError):
    """5xx: the server failed."""


_BY_STATUS: dict[int, type[StatusError]] = {
    kind.default_status: kind
    for kind in (
        ValidationError,
        AuthenticationError,
        AuthorizationError,
        NotFoundError,
        ConflictError,
        GoneError,
        PayloadTooLargeError,
        RateLimitError,
    )
}


def status_error(status: int) -> type[StatusError]:
    """The error class of an HTTP status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else StatusError)


def flatten_errors(body: Any) -> dict[str, list[str]]:
    """Gather the field errors of an answer, in any of the forms a Django backend gives them.

    Args:
        body: `{field: [text]}`, `{"detail": text or fields}`, a list of such objects, or an
            object of them keyed by index.

    Returns:
        Dotted path of the field to its messages. `detail` and `non_field_errors` name no
        field and count for what they stand in.
    """
    found: dict[str, list[str]] = {}
    pending: deque[tuple[tuple[str, ...], Any]] = deque([((), body)])
    while pending:
        path, value = pending.popleft()
        if is_object(value):
            pending.extend((path if key in _NO_FIELD else (*path, str(key)), inner) for key, inner in value.items())
        elif is_list(value):
            pending.extend(
                ((*path, str(index)) if is_object(inner) or is_list(inner) else path, inner)
                for index, inner in enumerate(value)
            )
        elif value is not None:
            found.setdefault(".".join(path), []).append(str(value))
    return found


_NO_FIELD = frozenset({"detail", "non_field_errors"})
