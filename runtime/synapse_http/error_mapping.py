"""Map what happened on the wire to the error a caller sees, without the secrets that a server may have repeated."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    RedirectError,
    flatten_errors,
    status_error,
)
from .messages import UNCERTAIN, Response, TransportError
from .values import is_list, is_object

if TYPE_CHECKING:
    from .errors import Attempt
    from .messages import Request

_HINTS = {
    304: "Go on with what you have",
    401: "Check the token the client was made with",
    403: "These credentials may not do this",
    404: "Check the ID and the base URL",
    413: "Send a large file as a chunked upload",
    429: "Wait before the next call",
}

_PROBLEMS = {
    (False, True): "No connection was made in time",
    (False, False): "The server could not be reached",
    (True, True): "No response came in time",
    (True, False): "The connection was lost before the response was complete",
}
"""What a `TransportError` means, by whether the request was sent, and whether it timed out."""


def error_from_outcome(
    request: Request,
    attempts: tuple[Attempt, ...],
    outcome: Response | TransportError,
    retry_after: float | None = None,
) -> ClientError:
    """Return the error that ends a call, from its last outcome.

    `retry_after` is the seconds the server asks to wait.
    """
    if isinstance(outcome, Response):
        return _error_from_response(request, attempts, outcome, retry_after)
    is_sent, reason, hint = attempts[-1].outcome != "not sent", attempts[-1].reason, outcome.advice
    if not is_sent:
        hint = f"Nothing was sent. {hint or 'Check the base URL and the network'}"
    message = f"{_PROBLEMS[is_sent, outcome.timed_out]}: {reason or 'no reason given'}"
    error_class: type[ClientError] = ClientTimeoutError if outcome.timed_out else ClientConnectionError
    return error_class(f"{message}. {hint}" if hint else message, **_context(request, attempts))


def deadline_exceeded(
    request: Request, attempts: tuple[Attempt, ...], pause: float | None = None
) -> DeadlineExceededError:
    """Return the error of a call whose time is over before the request can be sent, or sent again.

    `pause` is the seconds left of a pause the server asked for, if that is the reason.
    """
    why = f" The server asked this client to pause, and {pause:.0f} s of that are left." if pause else ""
    last = f" Last outcome: {attempts[-1].status or attempts[-1].reason or attempts[-1].outcome}." if attempts else ""
    return DeadlineExceededError(
        f"No time is left until the deadline of the call.{why}{last} Allow more with `deadline=`.",
        retry_after=pause,
        **_context(request, attempts),
    )


def add_attempts(error: ClientError, request: Request, attempts: tuple[Attempt, ...]) -> ClientError:
    """Add request and attempts to an error that was raised on our side while the request was sent."""
    for name, value in _context(request, attempts, applied=error.may_have_been_applied).items():
        setattr(error, name, value)
    return error


def stream_error(request: Request, response: Response, transport_error: TransportError) -> ClientError:
    """Return the error of a good response whose body breaks off while the caller reads it."""
    reason = redact(str(transport_error), request.all_secrets)
    last = response.attempts[-1]._replace(outcome=transport_error.outcome, reason=reason)
    return error_from_outcome(request, (*response.attempts[:-1], last), transport_error)


def redirect_error(request: Request, response: Response, why: str) -> RedirectError:
    """Return the error of a redirect that is not followed; `why` completes "The server redirects …"."""
    # They may mean "done, and the result is elsewhere" (RFC 9110 section 15.4); others ask to send again elsewhere.
    applied = response.status_code in {302, 303}
    return RedirectError(
        f"The server redirects ({response.status_code}) {why}. Check the base URL: scheme, host and path prefix.",
        status_code=response.status_code,
        **_context(request, response.attempts, response, applied=applied),
    )


def decode_error(request: Request, response: Response) -> DecodeError:
    """Return the error of a successful response that is not JSON, or is empty."""
    body = decode_body(response, request.all_secrets)
    summary = summarize_body(body, response)
    problem = f"is not JSON but {summary}. Does the base URL lead to the backend?"
    if body is None:
        problem = "has no body, although one was promised. Was it cut off on the way?"
    elif summary[:1] in {"{", "["}:
        problem = f"is not JSON to its end: {summary}. Was it cut off on the way?"
    context = _context(request, response.attempts, response, applied=True)
    return DecodeError(f"The response ({response.status_code}) {problem}", response=body, **context)


def decode_body(response: Response, secrets: tuple[str, ...] = ()) -> Any:
    """Return the body as JSON data, else as a str, without secrets; None if it is empty."""
    if not response.content:
        return None
    body = response.content.decode("utf-8", "replace")
    try:
        return redact_json(json.loads(body), secrets)
    except (ValueError, RecursionError):
        return redact(body, secrets)


def html_title(page: str) -> str:
    """Return the title of an HTML page, else its first heading, else ""."""
    from html import unescape  # slow to load: a table of 2,000 entities

    for tag in ("title", "h1"):
        # Two searches instead of one pattern: the time stays linear in a hostile page.
        begin = re.search(rf"<{tag}\b[^<>]*>", page, re.IGNORECASE)
        rest = page[begin.end() :] if begin else ""
        end = re.search(rf"</{tag}\s*>", rest, re.IGNORECASE)
        if end:
            return " ".join(unescape(re.sub(r"<[^<>]*>", "", rest[: end.start()])).split())[:200]
    return ""


def _error_from_response(
    request: Request, attempts: tuple[Attempt, ...], response: Response, retry_after: float | None
) -> ClientError:
    body = decode_body(response, request.all_secrets)
    summary, phrase = summarize_body(body, response).rstrip("."), _phrase(response.status_code)
    hint = _HINTS.get(response.status_code, "")
    if response.status_code == 401 and not request.all_secrets:
        hint = "The client was made without a token: give it one"
    elif response.status_code == 401 and request.auth is not None:
        hint = ". ".join(filter(None, (hint, request.auth.hint)))
    if retry_after is not None:
        hint = f"The server asks to wait {retry_after:.0f} s"
    message = f"{response.status_code} {phrase}"
    if summary.casefold() != phrase.casefold():  # DRF's `detail` often repeats the phrase
        message += f": {summary}"
    return status_error(response.status_code)(
        f"{message}. {hint}" if hint else message,
        status_code=response.status_code,
        response=body,
        retry_after=retry_after,
        **_context(request, attempts, response),
    )


def summarize_body(body: Any, response: Response) -> str:
    """Return the server's own words, short."""
    if isinstance(body, str):
        if "html" in response.headers.get("content-type", "") or body.lstrip()[:1] == "<":
            title = html_title(body)
            return f"an HTML page titled {title!r}" if title else "an HTML page"
        summary, limit, nothing = " ".join(body.split()), 500, "an empty response"
    else:
        errors = flatten_errors(body).items()
        parts = [f"{path}: {' '.join(messages)}" if path else " ".join(messages) for path, messages in errors]
        summary, limit, nothing = "; ".join(parts), 1000, "no explanation"
    return (summary if len(summary) <= limit else f"{summary[:limit]}…") or nothing


def _phrase(status: int) -> str:
    from http import HTTPStatus  # errors only

    return next((standard.phrase for standard in HTTPStatus if standard == status), "(not a standard status)")


def _context(
    request: Request, attempts: tuple[Attempt, ...], response: Response | None = None, *, applied: bool = False
) -> dict[str, Any]:
    """Return the attributes that every error of a request has; `applied`: the server may have processed it."""
    applied = applied or any(attempt.outcome in UNCERTAIN for attempt in attempts)
    return {
        "method": request.method,
        "url": request.display_url,
        "attempts": attempts,
        "request_id": response.request_id if response else "",
        "may_have_been_applied": applied and request.retry != "safe",
    }


_MIN_LENGTH = 6
"""Characters. A shorter secret is part of other words by chance, so only whole words are redacted."""
_WHOLE_WORD = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{{2}})){}(?![^\W_])"
"""No letter or digit beside it, except those of a quoted character: `Token%20abc`."""


def redact(string: str, secrets: tuple[str, ...]) -> str:
    """Replace each secret in a string by `***`."""
    for secret in secrets:
        if len(secret) >= _MIN_LENGTH:
            string = string.replace(secret, "***")
        elif secret and secret in string:
            string = re.sub(_WHOLE_WORD.format(re.escape(secret)), "***", string)
    return string


def redact_json(data: Any, secrets: tuple[str, ...]) -> Any:
    """Return JSON data with each secret replaced by `***`, in keys too."""
    if isinstance(data, str):
        return redact(data, secrets)
    if is_list(data):
        return [redact_json(item, secrets) for item in data]
    if is_object(data):
        return {redact(key, secrets): redact_json(item, secrets) for key, item in data.items()}
    return data
