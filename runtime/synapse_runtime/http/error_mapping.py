"""Map what happened on the wire to the error a caller sees."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    RedirectError,
    flatten_errors,
    status_error,
)

from .messages import UNCERTAIN
from .redaction import redact, redact_json, truncate

if TYPE_CHECKING:
    from synapse_runtime.errors import Attempt

    from .messages import Request, Response, TransportError

_HINTS = {
    401: "Check the token the client was made with",
    403: "These credentials may not do this",
    404: "Check the ID and the base URL",
    413: "Send a large file as a chunked upload",
    429: "Wait before the next call",
}


def error_from_outcome(
    request: Request,
    attempts: tuple[Attempt, ...],
    response: Response | None,
    transport_error: TransportError | None,
    retry_after: float | None,
) -> ClientError:
    """Return the error that ends a call.

    Args:
        request: What was sent.
        attempts: All attempts; the last one decides.
        response: The last response, or None.
        transport_error: Why there is no response, or None.
        retry_after: Seconds the server asks to wait, or None.
    """
    if response is not None:
        return _error_from_response(request, attempts, response, retry_after)
    timed_out = transport_error is not None and transport_error.timed_out
    error_class: type[ClientError] = ClientTimeoutError if timed_out else ClientConnectionError
    return error_class(_no_response(attempts[-1], timed_out=timed_out), **_context(request, attempts))


def deadline_exceeded(
    request: Request, attempts: tuple[Attempt, ...], pause: float | None = None
) -> DeadlineExceededError:
    """Return the error of a call whose time is over before the request can be sent, or sent again.

    Args:
        request: What was to be sent.
        attempts: All attempts so far.
        pause: Seconds left of a pause the server asked for, if that is the reason.
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
    for name, value in _context(request, attempts).items():
        setattr(error, name, value)
    return error


def stream_error(request: Request, response: Response, transport_error: TransportError) -> ClientError:
    """Return the error of a good response whose body breaks off while the caller reads it."""
    reason = redact(str(transport_error), request.all_secrets)
    last = response.attempts[-1]._replace(outcome=transport_error.outcome, reason=reason)
    return error_from_outcome(request, (*response.attempts[:-1], last), None, transport_error, None)


def redirect_error(request: Request, response: Response, why: str) -> RedirectError:
    """Return the error of a redirect that is not followed; `why` completes "The server redirects …"."""
    context = _context(request, response.attempts, response)
    if response.status in _SEE_OTHER:
        context["may_have_been_applied"] = request.retry != "safe"
    return RedirectError(
        f"The server redirects ({response.status}) {why}. Check the base URL: scheme, host and path prefix.",
        status_code=response.status,
        **context,
    )


_SEE_OTHER = frozenset({302, 303})
"""May mean "done, and the result is elsewhere" (RFC 9110 section 15.4). Other redirects ask to send again elsewhere."""


def decode_error(request: Request, response: Response) -> DecodeError:
    """Return the error of a successful response that is not JSON."""
    body = decode_body(response, request.all_secrets)
    context = _context(request, response.attempts, response)
    context["may_have_been_applied"] = request.retry != "safe"
    summary = summarize_body(body, response)
    problem = f"but {summary}. Does the base URL lead to the backend?"
    if summary[:1] in {"{", "["}:
        problem = f"to its end: {summary}. Was it cut off on the way?"
    return DecodeError(f"The response ({response.status}) is not JSON {problem}", response=body, **context)


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
    summary, phrase = summarize_body(body, response).rstrip("."), _phrase(response.status)
    hint = _HINTS.get(response.status, "")
    if response.status == 401 and not request.all_secrets:
        hint = "The client was made without a token: give it one"
    if retry_after is not None:
        hint = f"The server asks to wait {retry_after:.0f} s"
    message = f"{response.status} {phrase}"
    if summary.casefold() != phrase.casefold():  # DRF's `detail` often repeats the phrase
        message += f": {summary}"
    return status_error(response.status)(
        f"{message}. {hint}" if hint else message,
        status_code=response.status,
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
        return truncate(" ".join(body.split()), 500) or "an empty response"
    errors = flatten_errors(body)
    parts = [f"{path}: {' '.join(messages)}" if path else " ".join(messages) for path, messages in errors.items()]
    return truncate("; ".join(parts), 1000) or "no explanation"


def _no_response(attempt: Attempt, *, timed_out: bool) -> str:
    reason = attempt.reason or "no reason given"
    if attempt.outcome == "not sent":
        problem = "No connection was made in time" if timed_out else "The server could not be reached"
        return f"{problem}: {reason}. Nothing was sent. Check the base URL and the network"
    problem = "No response came in time" if timed_out else "The connection was lost before the response was complete"
    return f"{problem}: {reason}"


def _phrase(status: int) -> str:
    from http import HTTPStatus  # errors only

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "(not a standard status)"


def _context(request: Request, attempts: tuple[Attempt, ...], response: Response | None = None) -> dict[str, Any]:
    """Return the attributes that every error of a request has."""
    uncertain = any(attempt.outcome in UNCERTAIN for attempt in attempts)
    return {
        "method": request.method,
        "url": request.display_url,
        "attempts": attempts,
        "request_id": "" if response is None else response.request_id,
        "may_have_been_applied": uncertain and request.retry != "safe",
    }
