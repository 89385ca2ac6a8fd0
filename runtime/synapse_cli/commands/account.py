"""`login`, `logout`, `whoami` and `profile`: who calls, and how that is remembered."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
from synapse_http.errors import AuthorizationError, ClientError
from synapse_http.urls import BaseURL

from synapse_cli.connection.profiles import DEFAULT, Profile, ProfileStore
from synapse_cli.connection.resolve import FROM_OPTION, Connection, Setting, open_client, read_secret
from synapse_cli.invocation import App, Invocation, activity, confirm, make_options
from synapse_cli.operations.probe import probe
from synapse_cli.output.result import Result
from synapse_cli.shared_options import OUTPUT, connection_options

if TYPE_CHECKING:
    from collections.abc import Mapping


def make_login(app: App) -> click.Command:
    """Return the command that stores a profile."""

    @click.pass_context
    def login(ctx: click.Context, /, *, cli_no_check: bool, **_: Any) -> None:
        invocation = Invocation(ctx)
        options = invocation.connection_options
        store = ProfileStore(app.service, app.command)
        name = options.profile or DEFAULT
        previous = store.read()[1].get(name)
        base_url = options.base_url or _ask_base_url(app, previous)
        tokens = {credential: read_secret(value) for credential, value in options.tokens.items()} or _ask_token(app)
        profile = Profile(name, str(BaseURL.parse(base_url)), tokens)
        if not cli_no_check:
            connection = Connection(
                profile,
                Setting(profile.base_url, FROM_OPTION),
                {credential: Setting(token, FROM_OPTION) for credential, token in tokens.items()},
            )
            client = open_client(app.service, connection, options.timeout, app.client_options)
            ctx.call_on_close(client.close)
            try:
                with activity("Checking the token"):
                    probe(client)
            except AuthorizationError:
                pass  # it knows the caller
        place = store.save(profile)
        invocation.note(f"Logged in to {profile.base_url} as profile {name}. The token is in {place}.")

    check = click.Option(["--no-check", "cli_no_check"], is_flag=True, help="Store the token without trying it.")
    return click.Command(
        "login",
        params=[*make_options(connection_options(app.service)), check],
        callback=login,
        help="Store where the backend is, and the token for it, as a profile.\n\n"
        "Without a token among the options it is asked for, or read from stdin.",
    )


def make_logout(app: App) -> click.Command:
    """Return the command that removes a profile."""

    @click.pass_context
    def logout(ctx: click.Context, /, **_: Any) -> None:
        invocation = Invocation(ctx)
        store = ProfileStore(app.service, app.command)
        name = invocation.connection_options.profile or store.read()[0]
        if store.remove(name):
            invocation.note(f"Profile {name} and its token are removed.")
        else:
            invocation.note(f"There is no profile {name}: nothing to remove.")

    return click.Command(
        "logout",
        params=[*make_options(connection_options(app.service)[:1])],
        callback=logout,
        help="Remove a profile and its token from this machine.",
    )


def make_whoami(app: App) -> click.Command:
    """Return the command that says who calls."""

    @click.pass_context
    def whoami(ctx: click.Context, /, **_: Any) -> None:
        invocation = Invocation(ctx)
        connection = invocation.resolve()
        client = invocation.client()
        sent = client.__driver__().state.auth.tokens
        value: dict[str, Any] = {
            "base_url": client.base_url,
            "base_url_from": connection.base_url.source,
            "profile": connection.profile.name if connection.profile else None,
            "credentials": {name: setting.source for name, setting in connection.tokens.items() if name in sent},
        }
        error: ClientError | None = None
        try:
            with activity("Asking the backend"):
                probe(client)
        except AuthorizationError:
            pass  # it knows the caller
        except ClientError as failure:
            error = failure
        value["accepted"] = error is None
        invocation.print(Result(value))
        if error is not None:
            raise error

    return click.Command(
        "whoami",
        params=[*make_options(OUTPUT), *make_options(connection_options(app.service))],
        callback=whoami,
        help="Show the backend, the profile and where the token comes from, and whether the backend takes it.",
    )


def make_profile(app: App) -> click.Command:
    """Return the commands about profiles."""
    group = click.Group("profile", help="List the profiles, and choose the one that counts.", no_args_is_help=True)
    store = ProfileStore(app.service, app.command)

    @group.command("list", params=[*make_options(OUTPUT)], help="List the profiles.")
    @click.pass_context
    def list_profiles(ctx: click.Context, /, **_: Any) -> None:
        current, profiles = store.read()
        rows: list[Mapping[str, Any]] = [
            {"name": name, "current": name == current, "base_url": profile.base_url, "tokens": list(profile.tokens)}
            for name, profile in profiles.items()
        ]
        Invocation(ctx).print(Result(iter(rows), is_list=True, key="name"))

    @group.command("use", help="Choose the profile that counts from now on.")
    @click.argument("name")
    def use(name: str) -> None:
        profile = store.find(name)
        assert profile is not None
        store.write(name, store.read()[1].values())
        click.echo(f"Profile {name} counts from now on: {profile.base_url}", err=True)

    @group.command("remove", help="Remove a profile and its token.")
    @click.argument("name")
    @click.option("--yes", is_flag=True, help="Do not ask.")
    def remove(name: str, *, yes: bool) -> None:
        store.find(name)
        confirm(f"Remove profile {name} and its token?", is_sure=yes)
        store.remove(name)

    @group.command("path", help="Print the path of the file with the profiles.")
    def path() -> None:
        click.echo(str(store.path))

    return group


def _ask_base_url(app: App, previous: Profile | None) -> str:
    """Return the base URL of a new profile: asked for on a terminal, else the one that commands would use."""
    default = previous.base_url if previous else resolve_default(app)
    if sys.stdin.isatty() and sys.stderr.isatty():
        return str(click.prompt("Base URL", default=default or None, err=True))
    if not default:
        raise click.UsageError("Give the base URL: --base-url URL")
    return default


def resolve_default(app: App) -> str:
    """Return the base URL of the environment, or that of the service."""
    from os import environ  # one command needs it

    return next((environ[name] for name in app.service.base_url_env if environ.get(name)), app.service.base_url)


def _ask_token(app: App) -> dict[str, str]:
    """Return a token, from a hidden prompt or from stdin."""
    if not app.service.credentials:
        raise click.UsageError(f"{app.service.name} takes no token.")
    credential = app.service.credentials[0].name
    if sys.stdin.isatty() and sys.stderr.isatty():
        token = str(click.prompt(f"{credential.replace('_', ' ').capitalize()} (not shown)", hide_input=True, err=True))
    else:
        token = sys.stdin.readline()
    if not token.strip():
        raise click.UsageError(f"No token: pipe it to stdin, or give --{credential.replace('_', '-')} -")
    return {credential: token.strip()}
