"""Where files are: on the client's own origin, or on others, which are sent no credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.urls import BaseURL

from .filenames import redacted_url

if TYPE_CHECKING:
    from synapse_runtime.calls.client_state import ClientState


class ResolvedUrl(NamedTuple):
    """The URL of a file, as a request names it."""

    base: BaseURL
    """Its origin."""
    target: str
    """Path and query, as they may stand on a request line."""
    headers: tuple[tuple[str, str], ...]
    """The caller's headers, for the client's own origin alone: they may be credentials."""

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.base.origin + self.target


def resolve_url(state: ClientState, url: str) -> ResolvedUrl:
    """Return where an absolute URL leads.

    Raises:
        InvalidArgumentError: It is not http or https, or names a user.
    """
    own = state.base.relative_target(url)
    if own is not None:
        return ResolvedUrl(state.base, _quote(own), tuple(state.options.headers.items()))
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
