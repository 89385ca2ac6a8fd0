"""The command itself: its groups, and how each run of it ends."""

from __future__ import annotations

import os
import sys
import warnings
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

import click
from click.shell_completion import shell_complete

from .commands import COMMANDS
from .exit_status import DONE, FAILED, INTERRUPTED, USAGE
from .help_texts import dashed, resource_paths
from .invocation import WIDE, App, make_options
from .root_page import root_page
from .shared_options import OUTPUT, command_name, completion_variable, connection_options, installed_version
from .suggestions import SuggestingGroup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime import Service


JSON_OPTIONS: Final = frozenset({"--format=json", "--format=jsonl"})


class RootGroup(SuggestingGroup):
    """The whole command line."""

    def __init__(self, app: App) -> None:
        params = make_options((*OUTPUT, *connection_options(app.service)))
        super().__init__(app.command, params=[*params], no_args_is_help=True, context_settings=WIDE)
        self._app = app
        self._context = click.Context(self)
        self._resources = {dashed(path[0]): path[0] for path in resource_paths(app.service)}
        self.params.append(
            click.Option(
                ["--version"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=self._print_version,
                help="Print the version, and that of the API.",
            )
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the resources, and the commands that every service has."""
        return [*self._resources, *COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command; nothing of the others is loaded."""
        if cmd_name in self._resources:
            from .operations.groups import ResourceGroup  # the list of resources needs none of them

            return ResourceGroup(self._app.service, (self._resources[cmd_name],))
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        return cast("click.Command", getattr(import_module(entry.module), entry.factory)(self._app))

    def get_help(self, ctx: click.Context) -> str:
        """Return the first help page."""
        return root_page(self._app.service).rstrip()

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named, and remember the context for what errors say."""
        self._context = ctx
        return super().invoke(ctx)

    @property
    def has_token(self) -> bool:
        """Whether the command that ran has sent a token; True if it has made no client."""
        return bool(self._context.meta.get("has_token", True))

    def _print_version(self, ctx: click.Context, _: click.Parameter, value: object) -> None:
        if value and not ctx.resilient_parsing:
            service = self._app.service
            click.echo(f"{self._app.command} {installed_version(service)} (API {service.version})".replace("  ", " "))
            ctx.exit()


def run(service: Service, arguments: Sequence[str] | None, client_options: Mapping[str, Any]) -> int:
    """Run the command line; return its exit status."""
    app = App(service, command_name(service), client_options)
    root = RootGroup(app)
    with warnings.catch_warnings():
        warnings.simplefilter("default")  # once for each place in the code
        warnings.showwarning = _print_warning
        return _run(root, app, list(sys.argv[1:] if arguments is None else arguments))


def _run(root: RootGroup, app: App, arguments: list[str]) -> int:
    as_json = _asks_for_json(arguments)
    try:
        if (instruction := os.environ.get(completion_variable(app.command))) is not None:
            return shell_complete(root, {"obj": app}, app.command, completion_variable(app.command), instruction)
        # Not by `main` of click: a pipe that closes ends it with 1.
        with root.make_context(app.command, arguments, obj=app) as context:
            root.invoke(context)
        sys.stdout.flush()
        return int(context.meta.get("status", DONE))
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stdout)
        return DONE
    except click.UsageError as error:
        _print_error(error, USAGE, as_json=as_json)
        return USAGE
    except click.ClickException as error:
        _print_error(error, FAILED, as_json=as_json)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted." if sys.stderr.isatty() else "Interrupted.", err=True)  # behind `^C`
        return INTERRUPTED
    except BrokenPipeError:
        # Python would write the rest when it ends, and complain: https://docs.python.org/3/library/signal.html
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        from .output.errors import exit_status, is_client_error, report  # help pages make no error

        if not is_client_error(error):
            raise
        report(error, app.service, app.command, has_token=root.has_token, as_json=as_json)
        return exit_status(error)


def _print_error(error: click.ClickException, status: int, *, as_json: bool) -> None:
    """Write an error that no request has to do with."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"{context.command_path} --help" if context else ""
    if as_json:
        from .output.errors import describe_usage_error  # people read the line below

        click.echo(describe_usage_error(error.format_message(), hint, is_usage=status == USAGE), err=True)
        return
    click.echo(f"Error: {error.format_message()}", err=True)
    if hint:
        click.echo(f"Help: {hint}", err=True)


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether programs read what this command prints; it is needed before the command line is parsed."""
    joined = {f"{name}={value}" for name, value in pairwise(arguments)}
    return not JSON_OPTIONS.isdisjoint(joined.union(arguments))


def _print_warning(message: Warning | str, *_: object, **__: object) -> None:
    click.echo(f"Warning: {message}", err=True)
