"""The command itself: its groups, and how each run of it ends."""

from __future__ import annotations

import os
import sys
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click
from synapse_runtime.errors import ClientError, InvalidArgumentError

from .exit_status import DESCRIPTIONS, DONE, FAILED, INTERRUPTED, USAGE, exit_status, format_error
from .help_texts import resource_summaries, service_summary
from .invocation import App, connection_options, hint_for, output_options
from .operations import dashed
from .resources import ResourceGroup
from .suggestions import SuggestingGroup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime import Service


class Entry(NamedTuple):
    """A command that every service has."""

    module: str
    """Module below `commands`, which has a function `make_command(app)`."""
    section: str
    help: str


COMMANDS: Final[Mapping[str, Entry]] = {}
"""Commands besides those of resources. A new one is a module and a row here."""

JSON_OPTIONS: Final = frozenset({"--format=json", "--format=jsonl"})

SECTIONS: Final = ("Account", "Data", "Tools")


class RootGroup(SuggestingGroup):
    """The whole command line."""

    def __init__(self, app: App) -> None:
        distribution = import_module(app.service.package)
        params: list[click.Parameter] = [*output_options(), *connection_options(app.service, hidden=False)]
        super().__init__(app.command, params=params, no_args_is_help=True)
        self._app = app
        self._distribution = distribution
        self._resources = {dashed(name): name for name in app.service.resources}
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
            return ResourceGroup(self._app.service, self._resources[cmd_name])
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"{__package__}.commands.{entry.module}")
        return cast("click.Command", module.make_command(self._app))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the service is."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(service_summary(self._app.service))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, and the options of all of them."""
        summaries = resource_summaries(self._app.service.package)
        rows = [(name, summaries.get(resource, "")) for name, resource in self._resources.items()]
        with formatter.section("Resources"):
            formatter.write_dl(rows)
        for section in SECTIONS:
            rows = [(name, entry.help) for name, entry in COMMANDS.items() if entry.section == section]
            if rows:
                with formatter.section(section):
                    formatter.write_dl(rows)
        records = [option.get_help_record(ctx) for option in self.get_params(ctx)]
        with formatter.section("Options of every command"):
            formatter.write_dl([record for record in records if record])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit statuses."""
        with formatter.section("Exit status"):
            formatter.write_text(", ".join(f"{status} {text}" for status, text in DESCRIPTIONS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named, and remember the context for what errors say."""
        self._context = ctx
        return super().invoke(ctx)

    def hint(self, error: ClientError) -> str:
        """Return what to do about an error of the command that ran."""
        return hint_for(self._context, error)

    def _print_version(self, ctx: click.Context, _: click.Parameter, value: object) -> None:
        if value and not ctx.resilient_parsing:
            service = self._app.service
            click.echo(f"{self._app.command} {self._distribution.__version__} (API {service.version})")
            ctx.exit()


def run(service: Service, arguments: Sequence[str] | None, client_options: Mapping[str, Any]) -> int:
    """Run the command line; return its exit status."""
    command = service.name.lower().replace(" ", "-").replace("_", "-")
    app = App(service, command, client_options)
    root = RootGroup(app)
    with warnings.catch_warnings():
        warnings.simplefilter("default")  # once for each place in the code
        warnings.showwarning = _print_warning
        return _run(root, app, list(sys.argv[1:] if arguments is None else arguments))


def _run(root: RootGroup, app: App, arguments: list[str]) -> int:
    as_json = _asks_for_json(arguments)
    try:
        status = root.main(arguments, prog_name=app.command, standalone_mode=False, obj=app)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
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
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except ClientError as error:
        click.echo(format_error(error, root.hint(error), as_json=as_json), err=True)
        return exit_status(error)
    except BrokenPipeError:
        # Python would write the rest when it ends, and complain: https://docs.python.org/3/library/signal.html
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _print_error(error: click.ClickException, status: int, *, as_json: bool) -> None:
    """Write an error that no request has to do with."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"{context.command_path} --help" if context else ""
    if as_json:
        about = InvalidArgumentError(error.format_message()) if status == USAGE else ClientError(error.format_message())
        click.echo(format_error(about, hint, as_json=True), err=True)
        return
    click.echo(f"Error: {error.format_message()}", err=True)
    if hint:
        click.echo(f"Help: {hint}", err=True)


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether programs read what this command prints; it is needed before the command line is parsed."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(f"{name}={value}" in JSON_OPTIONS or name in JSON_OPTIONS for name, value in pairs)


def _print_warning(message: Warning | str, *_: object, **__: object) -> None:
    click.echo(f"Warning: {message}", err=True)
