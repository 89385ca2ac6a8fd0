"""From what happened on the wire to the error a caller sees."""

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
from synapse_runtime.types import is_list, is_object

from .messages import UNCERTAIN

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
    problem: TransportError | None,
    retry_after: float | None,
) -> ClientError:
    """The error that ends a call.

    Args:
        request: What was sent.
        attempts: All that was tried; the last one decided.
        response: The last answer, or None.
        problem: Why there is none.
        retry_after: Seconds the server asked to wait.

    Returns:
        An error to raise.
    """
    if response is not None:
        return _answered(request, attempts, response, retry_after)
    late = problem is not None and problem.timed_out
    kind: type[ClientError] = ClientTimeoutError if late else ClientConnectionError
    return kind(_unreachable(attempts[-1], late=late), **_context(request, attempts))


def deadline_exceeded(
    request: Request, attempts: tuple[Attempt, ...], pause: float | None = None
) -> DeadlineExceededError:
    """The call's time is over before it can be sent, or sent again.

    Args:
        request: What was to be sent.
        attempts: What was tried.
        pause: Seconds the server asked the whole client to wait, where that is why.
    """
    why = f" The server asked this client to pause, and {pause:.0f} s of that are left." if pause else ""
    last = f" Last outcome: {attempts[-1].status or attempts[-1].reason or attempts[-1].outcome}." if attempts else ""
    return DeadlineExceededError(
        f"No time is left until the deadline of the call.{why}{last} Allow more with `deadline=`.",
        retry_after=pause,
        **_context(request, attempts),
    )


def add_attempts(error: ClientError, request: Request, attempts: tuple[Attempt, ...]) -> ClientError:
    """An error that came from the caller's side while a request was sent, with what had happened before."""
    for name, value in _context(request, attempts).items():
        setattr(error, name, value)
    return error


def stream_error(request: Request, response: Response, problem: TransportError) -> ClientError:
    """The answer was good, and broke off while the caller read it."""
    last = response.attempts[-1]._replace(outcome=problem.phase, reason=redact(str(problem), request.secrets))
    return error_from_outcome(request, (*response.attempts[:-1], last), None, problem, None)


def redirect_error(request: Request, response: Response, why: str) -> RedirectError:
    """The answer is a redirect that is not followed."""
    context = _context(request, response.attempts, response)
    if response.status in _DONE_AND_ELSEWHERE:
        context["may_have_been_applied"] = request.retry != "safe"
    return RedirectError(
        f"The server redirects ({response.status}) {why}. Check the base URL: scheme, host and path prefix.",
        status_code=response.status,
        **context,
    )


_DONE_AND_ELSEWHERE = frozenset({302, 303})
"""Redirects that may mean: it is done, and the result is over there. The others ask to send it there instead."""


def decode_error(request: Request, response: Response) -> DecodeError:
    """The answer is good by its status, and no JSON."""
    body = decode_body(response, request.secrets)
    context = _context(request, response.attempts, response)
    context["may_have_been_applied"] = request.retry != "safe"
    said = summarize_body(body, response)
    told = f"but {said}. Does the base URL lead to the backend?"
    if said[:1] in {"{", "["}:
        told = f"to its end: {said}. Was it cut off on the way?"
    return DecodeError(
        f"The answer ({response.status}) is not JSON {told}",
        response=body,
        **context,
    )


def decode_body(response: Response, secrets: tuple[str, ...] = ()) -> Any:
    """The body as JSON data where it is JSON, else as text; None where it is empty. Secrets in it are hidden."""
    if not response.content:
        return None
    text = response.content.decode("utf-8", "replace")
    try:
        return redact_json(json.loads(text), secrets)
    except (ValueError, RecursionError):
        return redact(text, secrets)


def redact_json(data: Any, secrets: tuple[str, ...]) -> Any:
    """JSON data without the secrets."""
    if isinstance(data, str):
        return redact(data, secrets)
    if is_list(data):
        return [redact_json(item, secrets) for item in data]
    if is_object(data):
        return {redact(key, secrets): redact_json(item, secrets) for key, item in data.items()}
    return data


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """A text without the secrets the server, or a transport, may have repeated in it."""
    for secret in secrets:
        if len(secret) >= _FINDABLE:
            text = text.replace(secret, "***")
        elif secret and secret in text:
            text = re.sub(_ALONE.format(re.escape(secret)), "***", text)
    return text


_FINDABLE = 6
"""Characters; what is shorter stands in other words by chance, so it is looked for as a word of its own."""
_ALONE = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{{2}})){}(?![^\W_])"
"""Neither letter nor digit beside it, but for those of a quoted character: `Token%20abc`."""


def html_title(text: str) -> str:
    """The title of an HTML page (or its first heading), or ""."""
    from html import unescape

    for name in ("title", "h1"):
        begin = re.search(rf"<{name}\b[^<>]*>", text, re.IGNORECASE)
        rest = text[begin.end() :] if begin else ""
        end = re.search(rf"</{name}\s*>", rest, re.IGNORECASE)
        if end:
            return " ".join(unescape(re.sub(r"<[^<>]*>", "", rest[: end.start()])).split())[:200]
    return ""


def _answered(
    request: Request, attempts: tuple[Attempt, ...], response: Response, retry_after: float | None
) -> ClientError:
    body = decode_body(response, request.secrets)
    said, phrase = summarize_body(body, response).rstrip("."), _phrase(response.status)
    hint = _HINTS.get(response.status, "")
    if response.status == 401 and not request.secrets:
        hint = "The client was made without a token: give it one"
    if retry_after is not None:
        hint = f"The server asks to wait {retry_after:.0f} s"
    told = f"{response.status} {phrase}"
    if said.casefold() != phrase.casefold():  # servers like to say that twice
        told += f": {said}"
    return status_error(response.status)(
        f"{told}. {hint}" if hint else told,
        status_code=response.status,
        response=body,
        retry_after=retry_after,
        **_context(request, attempts, response),
    )


def summarize_body(body: Any, response: Response) -> str:
    """The server's own words, short."""
    if isinstance(body, str):
        if "html" in response.headers.get("content-type", "") or body.lstrip()[:1] == "<":
            title = html_title(body)
            return f"an HTML page titled {title!r}" if title else "an HTML page"
        return truncate(" ".join(body.split()), 500) or "an empty answer"
    found = flatten_errors(body)
    parts = [f"{path}: {' '.join(texts)}" if path else " ".join(texts) for path, texts in found.items()]
    return truncate("; ".join(parts), 1000) or "no explanation"


def truncate(text: str, longest: int) -> str:
    """Cut a text that is too long, and mark the cut with an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _unreachable(attempt: Attempt, *, late: bool) -> str:
    if attempt.outcome == "not sent":
        verb = "No connection was made in time" if late else "The server could not be reached"
        return f"{verb}: {attempt.reason or 'no reason given'}. Nothing was sent. Check the base URL and the network"
    verb = "No answer came in time" if late else "The connection was lost before the answer was there"
    return f"{verb}: {attempt.reason or 'no reason given'}"


def _phrase(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "(not a standard status)"


def _context(request: Request, attempts: tuple[Attempt, ...], response: Response | None = None) -> dict[str, Any]:
    uncertain = any(attempt.outcome in UNCERTAIN for attempt in attempts)
    return {
        "method": request.method,
        "url": request.shown,
        "attempts": attempts,
        "request_id": "" if response is None else response.request_id,
        "may_have_been_applied": uncertain and request.retry != "safe",
    }
