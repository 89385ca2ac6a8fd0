"""Redirects: followed on the same origin where that repeats nothing, refused elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from . import failure
from .retry import retrying

if TYPE_CHECKING:
    from .context import Context
    from .flow import Flow
    from .message import Request, Response

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def following(context: Context, request: Request) -> Flow[Response]:
    """Send a request, with retries, to where the server says it is.

    Raises:
        RedirectRefused: It leads to another origin, round in circles, or would send something again.
        ClientError: As `retrying`.
    """
    followed = 0
    while True:
        response = yield from retrying(request, context.options.retry, context.gate)
        if response.status not in _REDIRECTS:
            return response
        if followed == MAX_REDIRECTS:
            raise failure.redirect_refused(request, response, f"more than {MAX_REDIRECTS} times")
        if request.method not in {"GET", "HEAD"}:
            raise failure.redirect_refused(request, response, f"a {request.method}, which is not sent a second time")
        here = context.base.origin + request.target
        there = urljoin(here, response.headers.get("location", ""))
        target = context.base.same_origin(there)
        if target is None:
            parts = urlsplit(there)
            raise failure.redirect_refused(
                request,
                response,
                f"to another origin, {parts.scheme}://{parts.hostname or ''}, which gets no credentials",
            )
        request, followed = request._replace(target=target), followed + 1
