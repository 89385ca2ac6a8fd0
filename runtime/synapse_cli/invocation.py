"""What all commands share: the options of every command, and the client and output that they ask for.

Imports are deferred so that help pages, which call and print nothing, are there at once.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from .output.notes import note
from .output.result import AUTO, OutputOptions, Result
from .shared_options import MAX_WIDTH, PREFIX, TOKEN, SharedOption

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    from synapse_runtime import Client, Service

    from .connection.resolve import Connection, Options


WIDE = {"max_content_width": MAX_WIDTH}
"""Settings of commands: how wide their help pages may be."""


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


def make_options(options: Iterable[SharedOption], *, hidden: bool = False) -> list[click.Option]:
    """Return options of click."""
    return [
        click.Option(
            [*option.flags, PREFIX + option.name],
            help=option.help,
            metavar=option.metavar or None,
            is_flag=not option.metavar,
            default=None,
            type=_type_of(option),
            hidden=hidden,
        )
        for option in options
    ]


def _type_of(option: SharedOption) -> Any:
    if option.choices:
        return click.Choice(option.choices)
    if option.is_seconds:
        return click.FLOAT
    return str if option.metavar else bool


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

    @cached_property
    def output(self) -> OutputOptions:
        """How to print the result.

        Raises:
            UsageError: The query is no expression.
        """
        default = "ids" if self.shared("quiet") else AUTO
        expression = self.shared("query")
        query: Callable[[Any], Any] | None = None
        if expression is not None:
            from .output.formats import compile_query

            query = compile_query(expression)
        return OutputOptions(self.shared("format") or default, query)

    @property
    def connection_options(self) -> Options:
        """What the command line says about the connection."""
        from .connection.resolve import Options  # help pages open no connection

        names = [credential.name for credential in self.app.service.credentials]
        tokens = {name: value for name in names if (value := self.shared(TOKEN + name)) is not None}
        return Options(self.shared("profile"), self.shared("base_url"), self.shared("timeout"), tokens)

    def resolve(self) -> Connection:
        """Find out where the backend is and which tokens it gets."""
        from .connection.resolve import resolve

        return resolve(self.app.service, self.app.command, self.connection_options)

    def client(self) -> Client:
        """Return the client of this command; it is closed when the command ends.

        Raises:
            UsageError: What is to be printed makes no sense, which is said before anything is sent.
        """
        from .connection.resolve import open_client

        _ = self.output
        client = open_client(self.app.service, self.resolve(), self.shared("timeout"), self.app.client_options)
        self._ctx.call_on_close(client.close)
        self._ctx.find_root().meta["has_token"] = bool(client.__driver__().state.auth.tokens)
        return client

    def print(self, result: Result, format: str | None = None) -> None:
        """Print what the command found, in the format of the options or another."""
        from .output.formats import print_result  # help pages print none

        print_result(result, self.output._replace(format=format) if format else self.output)

    def end_with(self, status: int) -> None:
        """Let the command end with a status, when it has printed what it found."""
        self._ctx.find_root().meta["status"] = status

    def note(self, text: str) -> None:
        """Say something on stderr."""
        note(text)


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
    from .output.spinner import Spinner  # terminals only

    with Spinner(text):
        yield
