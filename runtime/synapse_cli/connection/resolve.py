"""The client of one command: where the backend is, and with which tokens.

Options come before the environment, and that before the profile; a profile that an option names comes before the
environment too.
"""

from __future__ import annotations

import sys
from os import environ
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from synapse_http.urls import BaseURL
from synapse_runtime import Client

from .profiles import Profile, ProfileStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime import Credential, Service

FROM_OPTION = "an option"
FROM_ENVIRONMENT = "the environment variable "


class Setting(NamedTuple):
    """One value that a client is made with, and where it comes from."""

    value: str
    source: str


class Connection(NamedTuple):
    """What a client is made with."""

    profile: Profile | None
    base_url: Setting
    tokens: Mapping[str, Setting]
    """By the names of their credentials."""
    withheld: str = ""
    """Origin of a profile whose tokens are kept back, since the base URL leads elsewhere; "" if none are."""


class Options(NamedTuple):
    """What the command line says about the connection."""

    profile: str | None = None
    base_url: str | None = None
    timeout: float | None = None
    tokens: Mapping[str, str] = {}


def profile_variable(command: str) -> str:
    """Return the environment variable that names a profile."""
    return f"{command.upper().replace('-', '_')}_PROFILE"


def resolve(service: Service, command: str, options: Options) -> Connection:
    """Find out where the backend is and which tokens it gets."""
    store = ProfileStore(service, command)
    profile = store.find(options.profile or environ.get(profile_variable(command)) or None)
    profile_url = Setting(profile.base_url, f"profile {profile.name} in {profile.source}") if profile else None
    environment_url = _from_environment(service.base_url_env)
    candidates = [Setting(options.base_url, FROM_OPTION) if options.base_url else None]
    candidates += [profile_url, environment_url] if options.profile else [environment_url, profile_url]
    base_url = next(filter(None, candidates), None) or Setting(service.base_url, "the default")
    if not base_url.value:
        variables = " or ".join(service.base_url_env)
        raise click.UsageError(f"No base URL: give --base-url, log in with `{command} login`, or set {variables}")
    tokens = {name: Setting(read_secret(value), FROM_OPTION) for name, value in options.tokens.items()}
    environment = {} if tokens else _tokens_of_environment(service)
    if tokens or (environment and not options.profile):
        return Connection(profile, base_url, {**environment, **tokens})
    if profile is None or not profile.tokens:
        return Connection(profile, base_url, environment)
    if BaseURL.parse(base_url.value).origin != profile.origin:
        return Connection(profile, base_url, environment, withheld=profile.origin)
    source = f"profile {profile.name} in {profile.source}"
    stored = {
        name: Setting(store.token(profile, name), source if token else f"profile {profile.name} in the keyring")
        for name, token in profile.tokens.items()
    }
    return Connection(profile, base_url, stored)


def read_secret(value: str) -> str:
    """Return a secret of the command line: `-` reads it from stdin, so that no list of processes shows it."""
    return sys.stdin.readline().strip() if value == "-" else value


def open_client(
    service: Service, connection: Connection, timeout: float | None, client_options: Mapping[str, Any]
) -> Client:
    """Make the client of a command."""
    if connection.withheld:
        base_url = connection.base_url.value
        click.echo(f"Note: the profile's token is for {connection.withheld}, and is not sent to {base_url}.", err=True)
    tokens = {credential.name: _token(credential, connection) for credential in service.credentials}
    return Client(service, connection.base_url.value, tokens, timeout=timeout, **client_options)


def _token(credential: Credential, connection: Connection) -> str | None:
    """Return a token; None for one of the environment, which the client reads itself: some stand in for others."""
    setting = connection.tokens.get(credential.name)
    return setting.value if setting and not setting.source.startswith(FROM_ENVIRONMENT) else None


def _tokens_of_environment(service: Service) -> dict[str, Setting]:
    """Return the tokens that the environment has; the client decides which of them it sends."""
    tokens = {credential.name: _from_environment(credential.env) for credential in service.credentials}
    return {name: setting for name, setting in tokens.items() if setting is not None}


def _from_environment(variables: tuple[str, ...]) -> Setting | None:
    return next((Setting(environ[name], FROM_ENVIRONMENT + name) for name in variables if environ.get(name)), None)
