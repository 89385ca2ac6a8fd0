"""What all commands share: the options of every command, and the client and output that they ask for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from .exit_status import hint_of
from .output import AUTO, FORMATS, OutputOptions, Result, print_result

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from synapse_runtime import Client, ClientError, Service

    from .connection import Connection, Options

PREFIX = "cli_"
"""What the names of shared options begin with, apart from the arguments of operations."""


class App(NamedTuple):
    """The command line of one service."""

    service: Service
    command: str
    """What users type."""
    client_options: Mapping[str, Any] = {}


def app_of(ctx: click.Context) -> App:
    """Return the command line that a context belongs to."""
    app = ctx.find_object(App)
    assert app is not None
    return app


def output_options() -> list[click.Option]:
    """Return the options that say what is printed."""
    return [
        click.Option(
            ["--format", f"{PREFIX}format"],
            type=click.Choice([AUTO, *FORMATS]),
            help="How to print: auto is a table on a terminal, and JSON lines in a pipe.",
        ),
        click.Option(
            ["--query", f"{PREFIX}query"], metavar="JMESPATH", help="Print what this expression finds in the result."
        ),
        click.Option(["-q", "--quiet", f"{PREFIX}quiet"], is_flag=True, default=None, help="Print IDs only."),
    ]


def connection_options(service: Service, *, hidden: bool = True) -> list[click.Option]:
    """Return the options that say where the backend is, and who calls; `-` reads a token from stdin."""
    options = [
        click.Option(["--profile", f"{PREFIX}profile"], metavar="NAME", help="Use this profile; see profile --help."),
        click.Option(["--base-url", f"{PREFIX}base_url"], metavar="URL", help="Where the backend is."),
        click.Option(
            ["--timeout", f"{PREFIX}timeout"],
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            help="Seconds to wait for a response.",
        ),
    ]
    options += [
        click.Option(
            [f"--{credential.name.replace('_', '-')}", f"{PREFIX}token_{credential.name}"],
            metavar="TOKEN",
            help=f"Send this {credential.name}; - reads it from stdin.",
        )
        for credential in service.credentials
    ]
    for option in options:
        option.hidden = hidden
    return options


def add_shared(options: Iterable[click.Parameter], own: list[click.Parameter]) -> list[click.Parameter]:
    """Return the own options of a command and those of every command; its own keep their names."""
    taken = {name for parameter in own for name in (*parameter.opts, *parameter.secondary_opts)}
    return [*own, *(option for option in options if not taken.intersection(option.opts))]


class Invocation:
    """One run of a command."""

    def __init__(self, ctx: click.Context) -> None:
        self._ctx = ctx
        self.app = app_of(ctx)

    def shared(self, name: str) -> Any:
        """Return the value of a shared option: of the command itself, else of the command line before it."""
        context: click.Context | None = self._ctx
        while context is not None:
            value = context.params.get(PREFIX + name)
            if value is not None:
                return value
            context = context.parent
        return None

    @property
    def output(self) -> OutputOptions:
        """How to print the result."""
        default = "ids" if self.shared("quiet") else AUTO
        return OutputOptions(self.shared("format") or default, self.shared("query"))

    @property
    def connection_options(self) -> Options:
        """What the command line says about the connection."""
        from .connection import Options  # help pages open no connection

        names = [credential.name for credential in self.app.service.credentials]
        tokens = {name: value for name in names if (value := self.shared(f"token_{name}")) is not None}
        return Options(self.shared("profile"), self.shared("base_url"), self.shared("timeout"), tokens)

    def resolve(self) -> Connection:
        """Find out where the backend is and which tokens it gets."""
        from .connection import resolve

        return resolve(self.app.service, self.app.command, self.connection_options)

    def client(self, **changes: Any) -> Client:
        """Return the client of this command; it is closed when the command ends."""
        from .connection import open_client

        options = {**self.app.client_options, **changes}
        client = open_client(self.app.service, self.resolve(), self.shared("timeout"), options)
        self._ctx.call_on_close(client.close)
        self._ctx.find_root().meta["has_token"] = bool(client.__driver__().state.auth.tokens)
        return client

    def print(self, result: Result) -> None:
        """Print what the command found."""
        print_result(result, self.output)

    def note(self, text: str) -> None:
        """Say something on stderr."""
        click.echo(text, err=True)


def hint_for(ctx: click.Context, error: ClientError) -> str:
    """Return what to do about an error of a command."""
    app = app_of(ctx)
    has_token = bool(ctx.find_root().meta.get("has_token", True))
    return hint_of(error, app.service, app.command, has_token=has_token)


def confirm(question: str, *, is_sure: bool) -> None:
    """Ask before something is destroyed.

    Raises:
        UsageError: Nobody can be asked.
        Abort: The answer is no.
    """
    if is_sure:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"{question} There is no terminal to ask on: add --yes if you are sure.")
    click.confirm(question, abort=True, err=True)


@contextmanager
def activity(text: str) -> Generator[None]:
    """Show on a terminal that a command is waiting, from the second on."""
    if not sys.stderr.isatty():
        yield
        return
    from .spinner import Spinner  # terminals only

    with Spinner(text):
        yield
