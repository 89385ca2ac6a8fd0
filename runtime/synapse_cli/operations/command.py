"""Commands of operations: `RESOURCE VERB`, with an option for each parameter of the descriptor."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import click
from synapse_http.values import UNSET, is_list, is_object, is_sequence

from synapse_cli.exit_status import DONE, FAILED, PARTLY_DONE
from synapse_cli.help_texts import NO_TEXT, HelpText, dashed, operation_texts
from synapse_cli.invocation import WIDE, Invocation, activity, add_shared, confirm, make_options
from synapse_cli.output.result import Result
from synapse_cli.shared_options import OUTPUT, PREFIX, connection_options

from .parameter_types import NULL, FileType, PositiveInt, form_of, read_input, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from synapse_runtime import Client, Operation, Parameter, Service
    from synapse_runtime.calls.build_request import CallArguments

FILES = "cli_files"
"""Files that stand on the command line without an option."""


def verb_name(operation: Operation[Any]) -> str:
    """Return the verb of an operation as it is typed."""
    return dashed(operation.name.rpartition(".")[2])


def path_metavar(parameter: Parameter) -> str:
    """Return what stands for an argument in help pages: people who write no Python know no primary keys."""
    return {"pk": "ID"}.get(parameter.name, parameter.name.upper())


FILE = FileType()

BODIES: Final = {
    "json": ("JSON", "The whole body: JSON, @FILE or - for stdin; options win."),
    "text": ("TEXT", "The body: a text, @FILE or - for stdin."),
    "bytes": ("@FILE", "The body: @FILE or - for stdin."),
}
"""How a body is written, by its codec; forms are as JSON."""


class OperationCommand(click.Command):
    """The command of one operation."""

    def __init__(self, service: Service, operation: Operation[Any], name: str | None = None) -> None:
        self.service = service
        self.operation = operation
        own = [*self._own_parameters(), *self._added_options()]
        shared = [*make_options(OUTPUT), *make_options(connection_options(service), hidden=True)]
        super().__init__(
            name or verb_name(operation), params=add_shared(shared, own), callback=self._run, context_settings=WIDE
        )

    @property
    def text(self) -> HelpText:
        """What the documentation says of the operation."""
        resource, _, verb = self.operation.name.rpartition(".")
        return operation_texts(self.service.package, resource).get(verb, NO_TEXT)

    @property
    def parameters(self) -> list[Parameter]:
        """The arguments of the operation."""
        return [parameter for parameter in self.operation.parameters if parameter.const is None]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence."""
        return self.text.summary.partition(". ")[0].rstrip(".") + "."

    def add_texts(self) -> None:
        """Add the texts of the documentation to the options, for those who read them."""
        self.help = self.text.summary
        required = {parameter.name for parameter in self.parameters if parameter.required}
        for option in self.params:
            if isinstance(option, click.Option) and option.help is None:
                is_required = option.name in required
                option.help = _describe(self.text.arguments.get(option.name or "", ""), option, is_required=is_required)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        self.add_texts()
        super().format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments, the own options, and those about output."""
        arguments = [
            (str(argument.make_metavar(ctx)), self.text.arguments.get(argument.name or "", ""))
            for argument in self.params
            if isinstance(argument, click.Argument)
        ]
        shared = {PREFIX + option.name for option in OUTPUT}
        records: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            if record is not None and isinstance(option, click.Option):
                records[option.name in shared or option.name == "help"].append(record)
        for title, lines in (("Arguments", arguments), ("Options", records[False]), ("Output", records[True])):
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)

    def _own_parameters(self) -> Iterator[click.Parameter]:
        for parameter in self.parameters:
            form = form_of(parameter, self.service.models)
            if parameter.location == "path":
                nargs, dots = (-1, "...") if form.is_list else (1, "")
                metavar = path_metavar(parameter) + dots
                yield click.Argument([parameter.name], type=form.type, metavar=metavar, nargs=nargs, required=True)
                continue
            flag = f"--{dashed(parameter.name)}"
            is_flag = form.type is click.BOOL
            yield click.Option(
                [f"{flag}/--no-{flag[2:]}" if is_flag else flag, parameter.name],
                type=form.type,
                multiple=form.is_list,
                default=None,
                help=None,
                metavar=None,
            )

    def _added_options(self) -> Iterator[click.Parameter]:
        operation = self.operation
        files = self._positional_files()
        if files is not None:
            yield click.Argument([FILES], nargs=-1, type=FileType(), metavar="[FILE]...")
        if operation.body is not None:
            metavar, text = BODIES.get(operation.body.codec, BODIES["json"])
            flag = "--whole-body" if any(parameter.name == "body" for parameter in self.parameters) else "--body"
            yield click.Option([flag, "cli_body"], metavar=metavar, help=text)
        if operation.pagination:
            yield click.Option(["--all", "cli_all"], is_flag=True, help="All rows, not only the first 100.")
            yield click.Option(["--limit", "cli_limit"], type=PositiveInt(), metavar="N", help="Most rows.")
            yield click.Option(
                ["--page-size", "cli_page_size"], type=PositiveInt(), metavar="N", help="Rows of one request."
            )
        if operation.file_fields and operation.method == "GET":
            yield click.Option(
                ["--to", "cli_to"],
                metavar="DIR",
                type=click.Path(file_okay=False),
                help="Download the files into this folder; the result has their paths.",
            )
        if operation.method == "DELETE":
            yield click.Option(["--yes", "cli_yes"], is_flag=True, help="Do not ask.")
        if not operation.stream:
            yield click.Option(["--dry-run", "cli_dry_run"], is_flag=True, help="Print the request; send nothing.")

    def _positional_files(self) -> Parameter | None:
        """Return the files that may stand without an option, of an operation with no other argument in its path."""
        if any(parameter.location == "path" for parameter in self.parameters):
            return None
        files = [
            parameter
            for parameter in self.parameters
            if parameter.required and parameter.type in {"file", "list[file]"}
        ]
        return files[0] if len(files) == 1 else None

    def _run(self, **values: Any) -> None:
        ctx = click.get_current_context()
        self.execute(ctx, values)

    def execute(self, ctx: click.Context, values: dict[str, Any]) -> None:
        """Run the operation and print its result."""
        invocation = Invocation(ctx)
        arguments = self.call_arguments(values)
        if values.get("cli_dry_run"):
            from .dry_run import describe_request, print_request  # few commands print one

            description = describe_request(invocation.client(), self.operation, arguments)
            if invocation.output.format == "auto":
                print_request(description)
            else:
                invocation.print(Result(description))
            return
        if self.operation.method == "DELETE":
            target = " ".join(
                str(values[parameter.name]) for parameter in self.parameters if parameter.location == "path"
            )
            confirm(f"{self.operation.name} {target}: this cannot be undone. Go on?", is_sure=values["cli_yes"])
        result = self.result(invocation, arguments, values)
        if result is not None:
            invocation.print(result)

    def call_arguments(self, values: dict[str, Any]) -> CallArguments:
        """Return what the operation is called with.

        Raises:
            UsageError: Something is missing.
        """
        from synapse_runtime.calls.build_request import CallArguments  # help pages call nothing

        named = _defaults(self.parameters) | {
            parameter.name: value
            for parameter in self.parameters
            if (value := _read(values[parameter.name])) is not UNSET
        }
        files = self._positional_files()
        if files is not None and values[FILES]:
            named[files.name] = list(values[FILES]) if files.type.startswith("list[") else values[FILES][0]
        body: Any = UNSET
        if values.get("cli_body") is not None:
            body = self._read_body(values["cli_body"])
        self._check_required(named, body)
        fields = {parameter.name: parameter.wire_name for parameter in self.parameters if parameter.location == "body"}
        spec = self.operation.body
        if body is not UNSET and is_object(body):
            body |= {fields[name]: named.pop(name) for name in fields if name in named}
        elif body is not UNSET and fields.keys() & named.keys():
            raise click.UsageError("--body is a list: put all fields into it, and leave out their options.")
        if spec is not None and spec.batch == "required" and not isinstance(body, list):
            body = [{fields[name]: named.pop(name) for name in fields if name in named} if body is UNSET else body]
        params = None
        if values.get("cli_page_size"):
            params = {self.service.paginations[self.operation.pagination].size: values["cli_page_size"]}
        return CallArguments(named, params, body)

    def _read_body(self, text: str) -> Any:
        """Return the whole body, as the operation takes it."""
        codec = self.operation.body.codec if self.operation.body is not None else "json"
        if codec == "text":
            return read_input(text)
        return FILE.convert(text.removeprefix("@"), None, None) if codec == "bytes" else read_json(text)

    def _check_required(self, named: dict[str, Any], body: Any) -> None:
        spec, fields = self.operation.body, {item.name for item in self.parameters if item.location == "body"}
        is_left_out = spec is not None and not spec.required and fields.isdisjoint(named)
        missing = [
            f"--{dashed(parameter.name)}"
            for parameter in self.parameters
            if parameter.required
            and parameter.name not in named
            and not (parameter.location == "body" and (body is not UNSET or is_left_out))
        ]
        if missing:
            raise click.UsageError(f"Missing {' and '.join(missing)}.")

    def result(self, invocation: Invocation, arguments: CallArguments, values: dict[str, Any]) -> Result | None:
        """Call the operation; return what it returned."""
        from synapse_runtime.serialization.model import unstructure  # help pages call nothing

        from . import calls  # likewise

        operation = self.operation
        client = invocation.client()
        if values.get("cli_to"):
            from synapse_transfer import Downloads  # few commands download files

            downloads = Downloads(client, values["cli_to"])
            client = client.with_options(url_conversion=dict.fromkeys(operation.file_fields, downloads))
        if operation.stream:
            for event in calls.lines(client, operation, arguments):
                data = event if isinstance(event, str) else event.data
                click.echo(data if isinstance(data, str) else json.dumps(unstructure(data), ensure_ascii=False))
            return None
        if operation.pagination:
            limit = None if values["cli_all"] else values["cli_limit"] or calls.PAGE_ROWS
            if values["cli_all"] and values["cli_limit"]:
                raise click.UsageError("--all and --limit exclude each other.")
            note = _more_noter(invocation, chosen=values["cli_limit"] is not None)
            rows = calls.rows(client, operation, arguments, limit, note)
            return Result(started(rows), is_list=True, key=self.service.paginations[operation.pagination].key)
        with progress(client, operation) as watched:
            value = calls.call(watched, operation, arguments)
        invocation.end_with(status_of(operation, value))
        return Result(iter(value), is_list=True) if is_list(value) else Result(value)


@contextmanager
def progress(client: Client, operation: Operation[Any]) -> Generator[Client]:
    """Show on a terminal how far uploads have come, if a bar can be drawn, or else that a command is waiting."""
    uploads = operation.chunked is not None or operation.composite is not None
    if uploads and sys.stderr.isatty() and find_spec("tqdm") is not None:
        yield client.with_options(progress=True)
    else:
        with activity("Waiting for the backend"):
            yield client


def status_of(operation: Operation[Any], value: Any) -> int:
    """Return the exit status of what was returned: a composite tells of each item whether it failed."""
    find = ITEM_FAILURES.get(operation.composite.kind) if operation.composite is not None else None
    failures = find(value) if find is not None else []
    return DONE if not any(failures) else FAILED if all(failures) else PARTLY_DONE


ITEM_FAILURES: Mapping[str, Callable[[Any], list[bool]]] = {
    "for_each": lambda items: [not item["success"] for item in items],
    "presigned_upload": lambda value: [not item["success"] for item in value["results"]],
    "collection": lambda value: [item["status"] == "failed" for item in value["items"]],
}
"""Recipe, to which items of its result failed."""


def started(rows: Iterator[Any]) -> Iterator[Any]:
    """Return rows of which the first is there; an error of the first request comes before any output."""
    with activity("Waiting for the backend"):
        first = list(islice(rows, 1))
    return chain(first, rows)


def _more_noter(invocation: Invocation, *, chosen: bool) -> Callable[[int, int | None], None]:
    def note(shown: int, total: int | None) -> None:
        if not chosen:
            of = f" of {total}" if total is not None else ""
            invocation.note(f"{shown}{of} rows are shown: --all shows all, --limit N more.")

    return note


def _read(value: Any) -> Any:
    """Return the argument that an option stands for; UNSET if it is missing."""
    if value is None or value == ():
        return UNSET
    if value is NULL:
        return None
    if not is_sequence(value):
        return value
    # Of an option that may be repeated; a JSON list counts as its items.
    return [item for each in value for item in (each if is_list(each) else [each])]


def _defaults(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return what a recipe is passed for the arguments that are left out, as the methods pass it."""
    own = [parameter for parameter in parameters if parameter.location == "argument" and not parameter.required]
    return {parameter.name: parameter.default for parameter in own}


def _describe(text: str, option: click.Option, *, is_required: bool) -> str:
    repeated = " Repeat it for several." if option.multiple else ""
    return f"{text}{repeated}{' [required]' if is_required else ''}".strip()
