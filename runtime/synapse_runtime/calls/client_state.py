"""A client without its connections, and what runs its flows: what rooms need to know of it."""

from __future__ import annotations

import warnings
from functools import partial
from os import environ
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import attrs
from synapse_http.errors import InvalidArgumentError
from synapse_http.log import logger
from synapse_http.messages import Timeout
from synapse_http.parameters import merge_headers
from synapse_http.urls import BaseURL

from synapse_runtime._lazy_exports import ApiDeprecationWarning, warn_caller
from synapse_runtime.calls.auth import CredentialAuth

from .config import Options, check_file_fields, evolve
from .retry_policy import RetryState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from synapse_runtime.calls.auth import BasicCredentials, Token
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Credential, Operation, Service
    from synapse_runtime.types import SchemaIssue

AnyToken: TypeAlias = "Token | BasicCredentials"

MAX_ISSUES = 1000
"""Most paths that are remembered: a path may hold keys of a dict, of which a server may send any number."""


class InsecureTransportWarning(UserWarning):
    """A token travels unencrypted to another machine."""


class ClientState(NamedTuple):
    """A client without its connections.

    A NamedTuple, although it has many fields: each call replaces its deadline, which takes 1.2 µs (4.4 µs with
    `attrs.evolve`, by `python -m timeit`).
    """

    service: Service
    base: BaseURL
    auth: CredentialAuth
    servers: Mapping[str, BaseURL]
    """The base URLs of the other servers, by name; without those that belong to another base URL."""
    options: Options
    retry_state: RetryState
    issues: dict[str, SchemaIssue]
    """What did not fit the spec, by path."""
    warned: set[str]
    """Names in calls that the spec does not have, of which this client and its clones have warned."""
    headers: tuple[tuple[str, str], ...]
    """Sent with each request: defaults, and the caller's, which win."""
    request_id_header: str
    """Lower-case name of the response header with the server's name for the request."""
    deadline: float | None = None
    """When the call under way must end, by the clock of `retry_state`. None: no call is under way, or no limit."""
    transport_config: Any = None
    """What the client connects with; nothing here reads it. An executor's workers make clients of their own with it."""

    def base_of(self, operation: Operation[Any]) -> BaseURL:
        """Return the base URL of an operation; InvalidArgumentError if that of its server is not known."""
        name = operation.server
        if not name:
            return self.base
        if name not in self.servers:
            variables = "".join(f", or set {env}" for env in self.service.servers[name].env[:1])
            raise InvalidArgumentError(
                f"{operation.name} goes to the server {name!r} of {self.service.base_url}, and this client has another "
                f"base_url: give it {name}_url=…{variables}"
            )
        return self.servers[name]

    def place_of(self, operation: Operation[Any]) -> tuple[BaseURL, tuple[tuple[str, str], ...], Mapping[str, Any]]:
        """Return the base URL of an operation of another server, and the headers and the query of each request there.

        A server that gets no tokens gets nothing else that the client was made with.
        """
        base = self.base_of(operation)
        if base.origin in self.auth.trusted_origins:
            return base, self.headers, self.options.params
        return base, _make_headers(self.service, Options()), {}

    def with_call_deadline(self) -> ClientState:
        """Return a copy whose deadline starts now; itself inside a running call, or without a deadline."""
        if self.options.deadline is None or self.deadline is not None:
            return self
        return self._replace(deadline=self.retry_state.clock() + self.options.deadline)

    def report_issue(self, issue: SchemaIssue) -> None:
        """Remember and log what did not fit the spec, once for each path."""
        if issue.path not in self.issues and len(self.issues) < MAX_ISSUES:
            self.issues[issue.path] = issue
            logger.warning("a response is not what the spec says: %s: expected %s, found %s", *issue)

    def __repr__(self) -> str:
        return f"<ClientState of {self.base}>"

    def __reduce__(self) -> str:
        raise TypeError("the state of a client holds credentials, so it is not pickled: pickle the client")


def make_client_state(
    service: Service,
    base_url: str | None,
    tokens: Mapping[str, AnyToken | None],
    changes: Mapping[str, Any],
    query: Mapping[str, str | None] = MappingProxyType({}),
    headers: Mapping[str, str | None] = MappingProxyType({}),
    servers: Mapping[str, str | None] = MappingProxyType({}),
) -> ClientState:
    """Make the state of a new client; the environment says what is None of what the service shares.

    Raises:
        InvalidArgumentError: An argument is missing or invalid.
    """
    if base_url is None and (service.base_url_env or service.base_url):
        base_url = _read_environment(service.base_url_env) or service.base_url
        if not base_url:
            raise InvalidArgumentError(f"no base URL: give base_url, or set {' or '.join(service.base_url_env)}")
    base = BaseURL.parse(base_url or "")
    timeout = Timeout(service.connect_timeout, service.read_timeout)
    params, shared = _read_shared(service.query, query), _read_shared(service.headers, headers)
    options = _evolve(service, Options(timeout=timeout, params=params, headers=shared), changes)
    is_own = not service.base_url or base == BaseURL.parse(service.base_url)
    urls = {
        name: servers.get(name) or _read_environment(server.env) or (server.url if is_own else "")
        for name, server in service.servers.items()
    }
    return _make_state(service, base, options, _merge_aliases(service, tokens), urls)


def _read_shared(variables: Mapping[str, tuple[str, ...]], values: Mapping[str, str | None]) -> dict[str, str]:
    """Return the values that callers or the environment have set."""
    shared = {name: values.get(name) or _read_environment(env) for name, env in variables.items()}
    return {name: value for name, value in shared.items() if value}


def _merge_aliases(service: Service, tokens: Mapping[str, AnyToken | None]) -> dict[str, AnyToken | None]:
    """Return tokens by the names of their credentials; InvalidArgumentError if one has two."""
    merged: dict[str, AnyToken | None] = {}
    for credential in service.credentials:
        names = [name for name in (credential.name, *credential.aliases, *credential.was) if tokens.get(name)]
        if len(names) > 1:
            raise InvalidArgumentError(f"{' and '.join(names)} are two names of one token: give one of them")
        for name in names:
            notice = (
                f"credential {name!r} is now {credential.name!r}" if name in credential.was else credential.deprecated
            )
            if notice:
                warn_caller(notice, ApiDeprecationWarning)
        merged[credential.name] = tokens[names[0]] if names else None
    return merged


def _read_environment(names: Iterable[str]) -> str | None:
    """Return the first of these variables that is set and not empty, or None."""
    return next((value for name in names if (value := environ.get(name))), None)


def to_state(state: ClientState, *, with_secrets: bool) -> tuple[Any, ...]:
    """Return what a client is pickled as: its tokens, or None for each of them, as its last part."""
    options = attrs.evolve(state.options, on_response=None, on_progress=None, executor=None)
    servers = {name: str(base) for name, base in state.servers.items()}
    if with_secrets:
        return state.service, str(state.base), options, state.auth.tokens, servers
    params = {name: options.params[name] for name in state.service.query.keys() & options.params.keys()}
    headers = {name: options.headers[name] for name in state.service.headers.keys() & options.headers.keys()}
    if lost := [*(options.headers.keys() - headers.keys()), *(options.params.keys() - params.keys())]:
        warnings.warn(
            f"this client is pickled without its headers and params {', '.join(lost)}, which may be secret: where it "
            "arrives, set them by with_options, or make it with pickle_secrets=True",
            UserWarning,
            stacklevel=2,
        )
    options = attrs.evolve(options, headers=headers, params=params)  # what the spec does not know may be a secret
    return state.service, str(state.base), options, dict.fromkeys(state.auth.tokens), servers


def from_state(
    service: Service,
    base_url: str,
    options: Options,
    tokens: Mapping[str, AnyToken | None],
    servers: Mapping[str, str] = MappingProxyType({}),
) -> ClientState:
    """Return the state of a pickled client; the environment says what is None of its tokens.

    A token that is missing is an error of the first call: one while a process unpickles would end the process.
    """
    available = {
        credential.name: tokens[credential.name]
        or _read_environment(credential.env)
        or partial(_refuse_without, credential)
        for credential in service.credentials
        if credential.name in tokens
    }
    return _make_state(service, BaseURL.parse(base_url), options, available, servers)


def _refuse_without(credential: Credential) -> str:
    raise InvalidArgumentError(
        f"this client was pickled without its {credential.name}, and {' or '.join(credential.env)} is not set where it "
        "arrived: set it there, or make the client with pickle_secrets=True"
    )


def with_options(state: ClientState, changes: Mapping[str, Any]) -> ClientState:
    """Return the state of a clone with other options; it shares auth, retry state and issues."""
    options = _evolve(state.service, state.options, changes)
    return state._replace(options=options, headers=_make_headers(state.service, options))


def _evolve(service: Service, options: Options, changes: Mapping[str, Any]) -> Options:
    tokens = [
        name for credential in service.credentials for name in (credential.name, *credential.aliases, *credential.was)
    ]
    servers = [f"{name}_url" for name in service.servers]
    options = evolve(options, changes, ["base_url", *tokens, *service.query, *servers])
    if changes.get("url_conversion"):
        fields = [name for operation in service.operations() for name in operation.file_fields]
        check_file_fields(changes["url_conversion"], fields)
    return options


def _make_state(
    service: Service, base: BaseURL, options: Options, tokens: Mapping[str, AnyToken | None], urls: Mapping[str, str]
) -> ClientState:
    """Make a state; tokens that are missing are taken from the environment."""
    existing: dict[str, AnyToken] = {}
    for credential in service.credentials:
        is_read = credential.instead_of not in existing and credential.goes_with in {"", *existing}
        token = tokens.get(credential.name) or (_read_environment(credential.env) if is_read else None)
        if token:
            existing[credential.name] = token
    servers = {name: BaseURL.parse(url, f"{name}_url") for name, url in urls.items() if url}
    others: dict[str, set[str]] = {}
    for name, server in servers.items():
        others.setdefault(server.origin, set()).update(service.servers[name].credentials)
    auth = CredentialAuth(base.origin, service.credentials, existing, others)
    for place in (base, *servers.values()) if existing and not options.allow_http else ():
        if place.scheme == "http" and not place.loopback and place.origin in auth.trusted_origins:
            message = (
                f"a token is sent to {place.origin} without encryption: use https, or accept it with allow_http=True"
            )
            warnings.warn(message, InsecureTransportWarning, stacklevel=7)
    return ClientState(
        service=service,
        base=base,
        auth=auth,
        servers=servers,
        options=options,
        retry_state=RetryState(),
        issues={},
        warned=set(),
        headers=_make_headers(service, options),
        request_id_header=service.request_id_header.lower() or "x-request-id",
    )


def _make_headers(service: Service, options: Options) -> tuple[tuple[str, str], ...]:
    agent = f"{service.package}/{service.version}"
    headers = (("Accept", "application/json"), ("Accept-Encoding", "gzip"), ("User-Agent", agent))
    return merge_headers(headers, (*service.constant_headers.items(), *options.headers.items()))


class Driver(NamedTuple):
    """What flows need to run over a client's connections."""

    state: ClientState
    perform: Callable[[Effect], Any]
    """Returns the outcome of an effect; for an async client, an awaitable of it."""
    is_async: bool


class CallingClient(Protocol):
    """A client, blocking or async. Any other public name would be one that no resource of a service could have."""

    def __driver__(self) -> Driver:
        """Return what flows need to run over this client's connections."""
        ...


def driver_of(client: CallingClient) -> Driver:
    """Return the driver of a client; InvalidArgumentError if it is none."""
    if not hasattr(client, "__driver__"):
        raise InvalidArgumentError(f"client must be a client of this service, not {type(client).__name__}")
    return client.__driver__()
