"""What a flow needs to know of the client it runs for."""

from __future__ import annotations

import warnings
from os import environ
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.headers import header_value, merge_headers
from synapse_runtime.http.messages import Timeout
from synapse_runtime.http.urls import BaseURL

from .config import Options, evolve
from .retry import RetryState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.operation import Service
    from synapse_runtime.serialization.codec import Codec
    from synapse_runtime.transport.factory import TransportConfig


class InsecureTransportWarning(UserWarning):
    """A token travels unencrypted to another machine."""


class RequestDefaults(NamedTuple):
    """What all requests of a client have in common, written once."""

    origin: str
    prefix: str
    """Path before all others."""
    headers: tuple[tuple[str, str], ...]
    """Ours, those with secrets, and the caller's in their places."""
    request_id_header: str
    """Lower-case name of the header that names a request in its answer."""

    def __repr__(self) -> str:
        return f"<RequestDefaults of {self.origin}>"


class ClientState(NamedTuple):
    """A client without its connections."""

    service: Service
    base: BaseURL
    credentials: tuple[tuple[str, str], ...]
    """Headers with secrets: sent to the origin of `base`, shown nowhere."""
    options: Options
    retry_state: RetryState
    codec: Codec
    issues: dict[str, Any]
    """What did not fit the spec, by its path: `SchemaIssue`s."""
    defaults: RequestDefaults
    secrets: tuple[str, ...] = ()
    """The credentials, as nothing may show them."""
    deadline: float | None = None
    """Of the call under way, by the clock of `retry_state`, where it has one."""
    opening: TransportConfig | None = None
    """How the client reaches the backend: what another client like it needs."""

    def with_call_deadline(self) -> ClientState:
        """The context of a call that begins now. All its requests share one deadline."""
        if self.options.deadline is None or self.deadline is not None:
            return self
        return self._replace(deadline=self.retry_state.clock() + self.options.deadline)

    def __repr__(self) -> str:
        return f"<ClientState of {self.base}>"

    def __reduce__(self) -> str:
        raise TypeError("a context holds credentials, so it is not pickled: pickle the client")


def make_client_state(
    service: Service,
    base_url: str | None,
    secrets: Mapping[str, str | None],
    changes: Mapping[str, Any],
) -> ClientState:
    """Take what a client is made with.

    Args:
        service: The service's descriptor.
        base_url: Where the backend is; None: the environment says.
        secrets: Value of each credential by name; None: the environment says.
        changes: Options other than the defaults.

    Raises:
        InvalidArgumentError: Something is missing or makes no sense.
    """
    if base_url is None and service.base_url_env:
        base_url = environ.get(service.base_url_env)
        if not base_url:
            raise InvalidArgumentError(f"no base URL: give base_url, or set {service.base_url_env}")
    base = BaseURL.parse(base_url or "")
    defaults = Options(timeout=Timeout(service.connect_timeout, service.read_timeout))
    options = evolve(defaults, changes, _arguments(service))
    return _context(service, base, options, _headers(service, secrets, base))


def to_state(context: ClientState) -> tuple[Any, ...]:
    """What a client is pickled as: without its secrets, unless it was made to carry them."""
    assert context.opening is not None
    options = context.options._replace(on_response=None, on_progress=None, executor=None)
    if context.opening.pickle_secrets:
        return context.service, str(context.base), options, context.credentials, context.opening
    return context.service, str(context.base), options._replace(headers=()), None, context.opening


def from_state(
    service: Service, base_url: str, options: Options, credentials: tuple[tuple[str, str], ...] | None
) -> ClientState:
    """The context of a client that was pickled; without credentials it takes those of the environment."""
    base = BaseURL.parse(base_url)
    return _context(service, base, options, _headers(service, {}, base) if credentials is None else credentials)


def _context(
    service: Service, base: BaseURL, options: Options, credentials: tuple[tuple[str, str], ...]
) -> ClientState:
    issues: dict[str, Any] = {}
    prefixes = {one.header: one.prefix for one in service.credentials}
    secrets = tuple(value.removeprefix(prefixes[header]) for header, value in credentials)
    defaults = _standing(service, base, credentials, options)
    codec = _codec(service, options, issues)
    return ClientState(service, base, credentials, options, RetryState(), codec, issues, defaults, secrets)


def _standing(
    service: Service, base: BaseURL, credentials: tuple[tuple[str, str], ...], options: Options
) -> RequestDefaults:
    agent = ("User-Agent", f"{service.package}/{service.version}")
    ours = (("Accept", "application/json"), ("Accept-Encoding", "gzip"), agent, *credentials)
    headers = merge_headers(ours, options.headers)
    return RequestDefaults(base.origin, base.prefix, headers, service.request_id_header.lower() or "x-request-id")


def _headers(service: Service, secrets: Mapping[str, Any], base: BaseURL) -> tuple[tuple[str, str], ...]:
    """The headers with credentials."""
    credentials: list[tuple[str, str]] = []
    for credential in service.credentials:
        secret = secrets.get(credential.name) or environ.get(credential.env, "")
        if not isinstance(secret, str):
            raise InvalidArgumentError(f"{credential.name} must be a str, not {type(secret).__name__}")
        if secret:
            credentials.append((credential.header, header_value(credential.name, credential.prefix + secret)))
    if credentials and base.scheme == "http" and not base.loopback:
        warnings.warn(
            f"a token is sent to {base.origin} without encryption: use https", InsecureTransportWarning, stacklevel=5
        )
    return tuple(credentials)


def _arguments(service: Service) -> list[str]:
    """What a client is made with besides options."""
    return ["base_url", *(one.name for one in service.credentials)]


def with_options(context: ClientState, changes: Mapping[str, Any]) -> ClientState:
    """The same client with other options; it shares what is shared.

    Raises:
        InvalidArgumentError: An option does not exist, or its value makes no sense.
    """
    options = evolve(context.options, changes, _arguments(context.service))
    codec = context.codec
    if options.strict is not context.options.strict:
        codec = _codec(context.service, options, context.issues)
    defaults = _standing(context.service, context.base, context.credentials, options)
    return context._replace(options=options, codec=codec, defaults=defaults)


MOST_ISSUES = 1000
"""Paths that are remembered: the keys of a dict stand in them, and may be any number."""


def _codec(service: Service, options: Options, issues: dict[str, Any]) -> Codec:
    from synapse_runtime._logging import log_issue
    from synapse_runtime.serialization.codec import Codec

    def report(issue: Any) -> None:
        if issue.path not in issues and len(issues) < MOST_ISSUES:
            issues[issue.path] = issue
            log_issue(issue.path, issue.expected, issue.found)

    return Codec(service.models, report, strict=options.strict)
