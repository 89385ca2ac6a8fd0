"""Redirects: followed on the same origin where that repeats nothing, refused elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from synapse_runtime.http import error_mapping

from .retry import send_with_retries

if TYPE_CHECKING:
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.messages import Request, Response

    from .client_state import ClientState

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def send_following_redirects(context: ClientState, request: Request) -> Flow[Response]:
    """Send a request, with retries, to where the server says it is.

    Raises:
        RedirectError: It leads to another origin, round in circles, or would send something again.
        ClientError: As `retrying`.
    """
    followed = 0
    while True:
        response = yield from send_with_retries(request, context.options.retry, context.retry_state)
        if response.status not in REDIRECTS:
            return response
        if followed == MAX_REDIRECTS:
            raise error_mapping.redirect_error(request, response, f"more than {MAX_REDIRECTS} times")
        if request.method not in {"GET", "HEAD"}:
            raise error_mapping.redirect_error(
                request, response, f"a {request.method}, which is not sent a second time"
            )
        target, where = _place(context, request, response)
        if target is None:
            raise error_mapping.redirect_error(request, response, f"to {where}")
        request, followed = request._replace(target=target), followed + 1


def _place(context: ClientState, request: Request, response: Response) -> tuple[str | None, str]:
    """Where a redirect leads: the target if it is on this origin, and else how to name the place."""
    try:
        there = location_of(context.base.origin + request.target, response)
        parts = urlsplit(there)
    except ValueError:
        return None, "an address that cannot be read"
    where = f"another origin, {parts.scheme}://{parts.hostname or ''}, which gets no credentials"
    return context.base.relative_target(there), where


def location_of(url: str, response: Response) -> str:
    """Where a redirect leads that answers a request to a URL.

    Raises:
        ValueError: That cannot be read.
    """
    # what is no ASCII came as bytes that a header shows as latin-1
    return urljoin(url, quote(response.headers.get("location", "").encode("latin-1"), safe=_KEPT))


_KEPT = "!#$%&'()*+,-./:;=?@[]_~"
"""What has a meaning in a URL and stays as it is, percent signs included."""
