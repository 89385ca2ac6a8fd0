"""How a command ends that fails: its exit status, and what it says about the error.

The statuses are one table, `STATUSES`; the first row that an error fits counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import click
from synapse_http.errors import (
    AuthenticationError,
    AuthorizationError,
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    GoneError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    ServerError,
    StatusError,
    flatten_errors,
)

from synapse_cli.exit_status import (
    FAILED,
    NOT_ALLOWED,
    NOT_FOUND,
    OUTCOME_UNKNOWN,
    REFUSED,
    UNREACHABLE,
    USAGE,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime import Service

_GATEWAY = frozenset({502, 503, 504})
"""A proxy says these of a backend that it did not reach."""


def _is(*classes: type[ClientError]) -> Callable[[ClientError], bool]:
    return lambda error: isinstance(error, classes)


STATUSES: Final[tuple[tuple[Callable[[ClientError], bool], int], ...]] = (
    (lambda error: error.may_have_been_applied, OUTCOME_UNKNOWN),
    (_is(InvalidArgumentError), USAGE),
    (_is(AuthenticationError, AuthorizationError), NOT_ALLOWED),
    (_is(NotFoundError, GoneError), NOT_FOUND),
    (_is(ClientConnectionError, ClientTimeoutError), UNREACHABLE),
    (lambda error: isinstance(error, ServerError) and error.status_code in _GATEWAY, UNREACHABLE),
    (lambda error: isinstance(error, StatusError) and error.status_code < 500, REFUSED),
)


def exit_status(error: ClientError) -> int:
    """Return the exit status of an error."""
    return next((status for fits, status in STATUSES if fits(error)), FAILED)


def is_retryable(error: ClientError) -> bool:
    """Whether the same command may succeed later, and does nothing twice."""
    passing = isinstance(error, (ClientConnectionError, ClientTimeoutError, RateLimitError))
    return not error.may_have_been_applied and (passing or error.status_code in _GATEWAY)


def hint_of(error: ClientError, service: Service, command: str, *, has_token: bool) -> str:
    """Return what to do about an error, where its message does not say it; "" if nothing is known."""
    if isinstance(error, AuthenticationError) and not has_token:
        variables = [name for credential in service.credentials[:1] for name in credential.env[:1]]
        return " or ".join([f"No token was sent. Run: {command} login", *(f"set {name}." for name in variables)])
    if isinstance(error, AuthenticationError):
        return f"The token is not accepted. To see which one is sent: {command} whoami; for a new one: {command} login"
    if isinstance(error, (ClientConnectionError, ClientTimeoutError)):
        return f"To see what is wrong: {command} doctor"
    return ""


def describe_error(error: ClientError, hint: str) -> dict[str, Any]:
    """Return an error as data, for programs."""
    has_fields = isinstance(error, StatusError) and 400 <= error.status_code < 500
    return {
        "type": type(error).__name__,
        "status": error.status_code,
        "message": str(error),
        "field_errors": {name: texts for name, texts in flatten_errors(error.response).items() if name}
        if has_fields
        else {},
        "request_id": error.request_id,
        "retryable": is_retryable(error),
        "may_have_been_applied": error.may_have_been_applied,
        "hint": hint,
    }


def format_error(error: ClientError, hint: str, *, as_json: bool) -> str:
    """Return what is written on stderr: a line or two for people, one object for programs."""
    if as_json:
        return json.dumps(describe_error(error, hint), ensure_ascii=False)
    return "\n".join([f"Error: {error}", *([f"Hint: {hint}"] if hint else [])])


def is_client_error(error: Exception) -> TypeGuard[ClientError]:
    """Whether an error is one that a call raises about itself."""
    return isinstance(error, ClientError)


def report(error: ClientError, service: Service, command: str, *, has_token: bool, as_json: bool) -> None:
    """Write an error of a call to stderr."""
    hint = hint_of(error, service, command, has_token=has_token)
    click.echo(format_error(error, hint, as_json=as_json), err=True)


def describe_usage_error(message: str, hint: str, *, is_usage: bool) -> str:
    """Return an error before any call, in the form that those of calls have."""
    return format_error((InvalidArgumentError if is_usage else ClientError)(message), hint, as_json=True)
