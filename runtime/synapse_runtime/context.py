"""What a flow needs to know of the client it runs for."""

from __future__ import annotations

import warnings
from os import environ
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import InvalidArgument
from .message import Timeout
from .options import Options, changed
from .retry import Gate
from .urls import BaseURL, header_value, headers_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .codec import Codec
    from .opening import Opening
    from .operation import Service


class InsecureTransport(UserWarning):
    """A token travels unencrypted to another machine."""


class Standing(NamedTuple):
    """What all requests of a client have in common, written once."""

    origin: str
    prefix: str
    """Path before all others."""
    headers: tuple[tuple[str, str], ...]
    """Ours, those with secrets, and the caller's in their places."""
    request_id_header: str
    """Lower-case name of the header that names a request in its answer."""

    def __repr__(self) -> str:
        return f"<Standing of {self.origin}>"


class Context(NamedTuple):
    """A client without its connections."""

    service: Service
    base: BaseURL
    credentials: tuple[tuple[str, str], ...]
    """Headers with secrets: sent to the origin of `base`, shown nowhere."""
    options: Options
    gate: Gate
    codec: Codec
    issues: dict[str, Any]
    """What did not fit the spec, by its path: `SchemaIssue`s."""
    standing: Standing
    secrets: tuple[str, ...] = ()
    """The credentials, as nothing may show them."""
    deadline: float | None = None
    """Of the call under way, by the gate's clock, where it has one."""
    opening: Opening | None = None
    """How the client reaches the backend: what another client like it needs."""

    def begun(self) -> Context:
        """The context of a call that begins now. All its requests share one deadline."""
        if self.options.deadline is None or self.deadline is not None:
            return self
        return self._replace(deadline=self.gate.clock() + self.options.deadline)

    def __repr__(self) -> str:
        return f"<Context of {self.base}>"

    def __reduce__(self) -> str:
        raise TypeError("a context holds credentials, so it is not pickled: pickle the client")


def make_context(
    service: Service,
    base_url: str | None,
    secrets: Mapping[str, str | None],
    changes: Mapping[str, Any],
) -> Context:
    """Take what a client is made with.

    Args:
        service: The service's descriptor.
        base_url: Where the backend is; None: the environment says.
        secrets: Value of each credential by name; None: the environment says.
        changes: Options other than the defaults.

    Raises:
        InvalidArgument: Something is missing or makes no sense.
    """
    if base_url is None and service.base_url_env:
        base_url = environ.get(service.base_url_env)
        if not base_url:
            raise InvalidArgument(f"no base URL: give base_url, or set {service.base_url_env}")
    base = BaseURL.parse(base_url or "")
    defaults = Options(timeout=Timeout(service.connect_timeout, service.read_timeout))
    options = changed(defaults, changes, _arguments(service))
    return _context(service, base, options, _headers(service, secrets, base))


def state_of(context: Context) -> tuple[Any, ...]:
    """What a client is pickled as: without its secrets, unless it was made to carry them."""
    assert context.opening is not None
    options = context.options._replace(on_response=None, on_progress=None, executor=None)
    if context.opening.pickle_secrets:
        return context.service, str(context.base), options, context.credentials, context.opening
    return context.service, str(context.base), options._replace(headers=()), None, context.opening


def rebuilt_context(
    service: Service, base_url: str, options: Options, credentials: tuple[tuple[str, str], ...] | None
) -> Context:
    """The context of a client that was pickled; without credentials it takes those of the environment."""
    base = BaseURL.parse(base_url)
    return _context(service, base, options, _headers(service, {}, base) if credentials is None else credentials)


def _context(service: Service, base: BaseURL, options: Options, credentials: tuple[tuple[str, str], ...]) -> Context:
    issues: dict[str, Any] = {}
    prefixes = {one.header: one.prefix for one in service.credentials}
    secrets = tuple(value.removeprefix(prefixes[header]) for header, value in credentials)
    standing = _standing(service, base, credentials, options)
    codec = _codec(service, options, issues)
    return Context(service, base, credentials, options, Gate(), codec, issues, standing, secrets)


def _standing(service: Service, base: BaseURL, credentials: tuple[tuple[str, str], ...], options: Options) -> Standing:
    agent = ("User-Agent", f"{service.package}/{service.version}")
    ours = (("Accept", "application/json"), ("Accept-Encoding", "gzip"), agent, *credentials)
    headers = headers_with(ours, options.headers)
    return Standing(base.origin, base.prefix, headers, service.request_id_header.lower() or "x-request-id")


def _headers(service: Service, secrets: Mapping[str, Any], base: BaseURL) -> tuple[tuple[str, str], ...]:
    """The headers with credentials."""
    credentials: list[tuple[str, str]] = []
    for credential in service.credentials:
        secret = secrets.get(credential.name) or environ.get(credential.env, "")
        if not isinstance(secret, str):
            raise InvalidArgument(f"{credential.name} must be a text, not {type(secret).__name__}")
        if secret:
            credentials.append((credential.header, header_value(credential.name, credential.prefix + secret)))
    if credentials and base.scheme == "http" and not base.loopback:
        warnings.warn(
            f"a token is sent to {base.origin} without encryption: use https", InsecureTransport, stacklevel=5
        )
    return tuple(credentials)


def _arguments(service: Service) -> list[str]:
    """What a client is made with besides options."""
    return ["base_url", *(one.name for one in service.credentials)]


def with_options(context: Context, changes: Mapping[str, Any]) -> Context:
    """The same client with other options; it shares what is shared.

    Raises:
        InvalidArgument: An option does not exist, or its value makes no sense.
    """
    options = changed(context.options, changes, _arguments(context.service))
    codec = context.codec
    if options.strict is not context.options.strict:
        codec = _codec(context.service, options, context.issues)
    standing = _standing(context.service, context.base, context.credentials, options)
    return context._replace(options=options, codec=codec, standing=standing)


MOST_ISSUES = 1000
"""Paths that are remembered: the keys of a dict stand in them, and may be any number."""


def _codec(service: Service, options: Options, issues: dict[str, Any]) -> Codec:
    from .codec import Codec
    from .log import log_issue

    def report(issue: Any) -> None:
        if issue.path not in issues and len(issues) < MOST_ISSUES:
            issues[issue.path] = issue
            log_issue(issue.path, issue.expected, issue.found)

    return Codec(service.models, report, strict=options.strict)
