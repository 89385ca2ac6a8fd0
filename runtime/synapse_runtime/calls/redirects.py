"""Redirects: followed on the same origin if that repeats nothing, refused elsewhere."""

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
    """Send a request with retries, and follow redirects on its origin.

    Raises:
        RedirectError: A redirect leads to another origin or in a loop, or would repeat a request that is not a GET.
        ClientError: The last attempt failed.
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
        request, followed = request._replace(target=_next_target(context, request, response)), followed + 1


def _next_target(context: ClientState, request: Request, response: Response) -> str:
    """Return path and query that a redirect leads to, or raise RedirectError if it leaves the origin."""
    try:
        url = location_of(context.base.origin + request.target, response)
        parts = urlsplit(url)
    except ValueError:
        raise error_mapping.redirect_error(request, response, "to an address that cannot be read") from None
    target = context.base.relative_target(url)
    if target is None:
        origin = f"{parts.scheme}://{parts.hostname or ''}"
        why = f"to another origin, {origin}, which gets no credentials"
        raise error_mapping.redirect_error(request, response, why)
    return target


def location_of(url: str, response: Response) -> str:
    """Return the URL that a redirect leads to from `url`.

    Raises:
        ValueError: The Location header cannot be read.
    """
    # Bytes beyond ASCII arrive as latin-1: quote them as the bytes they were.
    return urljoin(url, quote(response.headers.get("location", "").encode("latin-1"), safe=_URL_SAFE))


_URL_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
"""Characters with a meaning in a URL, percent signs included: they stay as they are."""
