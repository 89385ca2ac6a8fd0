"""What a call can raise, beside the built-in OSError of a file that cannot be read or written: one tree.

Below `ClientError` stand what the caller did wrong (`InvalidArgumentError`), what went wrong on the way
(`ClientConnectionError`, `ClientTimeoutError`), what the server responded with (`StatusError`), and what cannot be
made of its response. Some are built-in errors too: ValueError, ConnectionError, TimeoutError.

Errors show the method, the path without its secret parts, status, timing and request id.
They never hold header values or what was sent. All of them can be pickled.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from .values import is_list, is_object, make_html_table

if TYPE_CHECKING:
    from collections.abc import Callable


# Not attrs, although it has six fields: each attempt makes one, in 0.4 µs instead of 1.0 (`python -m timeit`).
class Attempt(NamedTuple):
    """What happened when a request was sent once."""

    number: int
    """Counted from 1."""
    outcome: str
    """`answered`, `refused`, `not sent`, `unknown` or `failed`."""
    status: int | None
    """Status of the response; None if none came."""
    reason: str
    """What went wrong below HTTP; "" if a response came."""
    elapsed: float
    """Seconds the attempt took."""
    backoff: float = 0.0
    """Seconds waited after the attempt, before the next."""


class ClientError(Exception):
    """A call failed.

    Attributes:
        message: What was wrong and what to do about it.
        status_code: The HTTP status. Without a response, the one that fits: 503 if the server could not be
            reached, 408 after a timeout.
        response: The decoded body of the response: JSON data, or a str. None without a response.
        request_id: The server's name for the request, or "".
        method: The HTTP method, or "" if nothing was to be sent.
        url: Where the request went, without secrets and query.
        attempts: What happened each time the request was sent.
        may_have_been_applied: False only if the server provably did not do what was asked.
        retry_after: Seconds the server asks to wait, or None.
    """

    default_status: ClassVar[int] = 500

    def __init_subclass__(cls, status: int | None = None) -> None:
        super().__init_subclass__()
        if status is not None:
            cls.default_status = status

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
        # Half a surrogate pair could not be printed.
        message = message.encode("utf-8", "backslashreplace").decode()
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

    @property
    def detail(self) -> Any:
        """The same as `response`, by the name that other clients have for it."""
        return self.response

    def __str__(self) -> str:
        request = " ".join(filter(None, (self.method, self.url)))
        attempts = f"{len(self.attempts)} attempts" if len(self.attempts) > 1 else ""
        request_id = f"request id {self.request_id}" if self.request_id else ""
        applied = "the request may have been applied; check before retrying" if self.may_have_been_applied else ""
        details = "; ".join(filter(None, (request, attempts, request_id, applied)))
        return f"{self.message} ({details})" if details else self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r}, status_code={self.status_code})"

    def _repr_html_(self) -> str:
        hidden = {"message", "attempts", "_read_body"}
        rows = [(name, str(value)) for name, value in vars(self).items() if name not in hidden]
        for number, outcome, status, reason, elapsed, _ in self.attempts:
            rows.append((f"attempt {number}", f"{outcome} {reason or status} after {elapsed:.3f} s"))
        return make_html_table(f"{type(self).__name__}: {self.message}", rows)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message,), self.__dict__


class InvalidArgumentError(ClientError, ValueError, status=400):
    """The call was wrong. Nothing was sent."""


class ClientConnectionError(ClientError, ConnectionError, status=503):
    """The server could not be reached, or the connection was lost."""


class ClientTimeoutError(ClientError, TimeoutError, status=408):
    """No response came in time."""


class DeadlineExceededError(ClientTimeoutError):
    """The deadline of the whole call, retries and waits included, has passed."""


class WaiterTimeoutError(ClientTimeoutError):
    """A job has not ended in time. It goes on; `response` is its last state."""


class WaiterError(ClientError):
    """A job failed; `response` is its last state.

    Attributes:
        log: The last lines the job printed; empty if it keeps no log.
    """

    def __init__(self, message: str = "", *, log: tuple[str, ...] = (), **context: Any) -> None:
        super().__init__(message, **context)
        self.log = log


class DecodeError(ClientError, status=502):
    """The response cannot be read."""


class RedirectError(ClientError, status=301):
    """The server redirects to where this client does not follow."""


class UploadError(ClientError):
    """An upload was refused, or its content could not be verified."""


class StatusError(ClientError):
    """The server responded with an error status."""

    _read_body: Callable[[Any], object] | None = None

    @property
    def body(self) -> object:
        """The response as the type that the spec has for errors of this status, to be told by `isinstance`.

        It is `response` itself if the spec has no type for it, or if anything does not fit.
        """
        return self.response if self._read_body is None else self._read_body(self.response)


HTTPError = StatusError
"""The same class, by the name that other clients have for it."""


class NotModifiedError(StatusError, status=304):
    """304: nothing has changed since what `If-None-Match` or `If-Modified-Since` names."""


class ValidationError(StatusError, status=400):
    """400 or 422: the server refused what was sent."""

    @property
    def field_errors(self) -> dict[str, list[str]]:
        """Messages by path of the field: `{"items.0.name": ["…"]}`. Messages of no field stand under ""."""
        return flatten_errors(self.response)


class AuthenticationError(StatusError, status=401):
    """401: the credentials are missing or not valid."""


class AuthorizationError(StatusError, status=403):
    """403: the credentials are valid, but do not permit this."""


class NotFoundError(StatusError, status=404):
    """404: the resource does not exist, or these credentials may not see it."""


class ConflictError(StatusError, status=409):
    """409: the request conflicts with the present state."""


class GoneError(StatusError, status=410):
    """410: the resource has been deleted."""


class PayloadTooLargeError(StatusError, status=413):
    """413: the request is larger than the server accepts."""


class RateLimitError(StatusError, status=429):
    """429: too many requests."""


class ServerError(StatusError):
    """5xx: the server failed."""


_BY_STATUS = {error_class.default_status: error_class for error_class in StatusError.__subclasses__()}
_BY_STATUS[422] = ValidationError


def status_error(status: int) -> type[StatusError]:
    """Return the error class of an HTTP status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else StatusError)


def flatten_errors(body: Any) -> dict[str, list[str]]:
    """Gather the messages of an error response, in any form that DRF gives them.

    Args:
        body: `{field: [message]}`, `{"detail": message or fields}`, a list of such objects, or an object of them
            keyed by index.

    Returns:
        Messages by dotted path of the field. `detail`, `non_field_errors` and a string under `message` are not
        fields: their messages belong to the object they stand in.
    """
    messages: dict[str, list[str]] = {}
    pending: deque[tuple[tuple[str, ...], Any]] = deque([((), body)])
    while pending:
        path, value = pending.popleft()
        if is_object(value):
            pending.extend(
                (path if _is_no_field(key, item) else (*path, str(key)), item) for key, item in value.items()
            )
        elif is_list(value):
            pending.extend(
                ((*path, str(index)) if is_object(item) or is_list(item) else path, item)
                for index, item in enumerate(value)
            )
        elif value is not None:
            messages.setdefault(".".join(path), []).append(str(value))
    return messages


def _is_no_field(key: str, messages: Any) -> bool:
    """Tell whether a key says no field; the errors of a field that is called `message` are a list."""
    return key in {"detail", "non_field_errors"} or (key == "message" and isinstance(messages, str))
