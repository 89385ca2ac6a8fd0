"""Where files are: the client's own origin, and others, which are sent no credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.urls import BaseURL

from .filenames import redacted_url

if TYPE_CHECKING:
    from synapse_runtime.calls.client_state import ClientState


class ResolvedUrl(NamedTuple):
    """A file's URL, as requests name it."""

    base: BaseURL
    """Its origin."""
    target: str
    """Path and query, as they may stand on a request line."""
    headers: tuple[tuple[str, str], ...]
    """The caller's own, for the client's origin alone: they may be credentials."""

    @property
    def url(self) -> str:
        """All of it."""
        return self.base.origin + self.target


def resolve_url(context: ClientState, url: str) -> ResolvedUrl:
    """Return where an absolute URL leads.

    Raises:
        InvalidArgumentError: It leads to no server.
    """
    own = context.base.relative_target(url)
    if own is not None:
        return ResolvedUrl(context.base, _quote(own), tuple(context.options.headers.items()))
    try:
        parts = urlsplit(url)
        base = BaseURL.parse(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        raise InvalidArgumentError(
            f"{redacted_url(url)!r}: a file's URL is http or https, with a host and no user"
        ) from None
    target = base.relative_target(url)
    assert target is not None
    return ResolvedUrl(base, _quote(target), ())


def _quote(target: str) -> str:
    return quote(target, safe="/%?&=:+,;@!$'()*~[]")
