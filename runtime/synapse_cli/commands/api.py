"""`api METHOD PATH`: any request, with the credentials, retries and errors of all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import click
from synapse_http.values import is_list as is_list_value
from synapse_runtime.calls.raw_request import describe_raw_request

from synapse_cli.invocation import App, Invocation, activity, confirm, make_options
from synapse_cli.operations import calls
from synapse_cli.operations.command import started
from synapse_cli.operations.dry_run import describe_request, print_request
from synapse_cli.operations.parameter_types import FileType, read_json
from synapse_cli.output.result import AUTO, Result
from synapse_cli.shared_options import OUTPUT, connection_options

if TYPE_CHECKING:
    from collections.abc import Iterable

RETRY = {"GET": "safe", "HEAD": "safe", "OPTIONS": "safe", "PUT": "idempotent", "DELETE": "idempotent"}
"""When a request of each method may be sent again, RFC 9110 section 9.2; others: only if it was not processed."""


def make_command(app: App) -> click.Command:
    """Return the command."""
    own: list[click.Parameter] = [
        click.Argument(["method"]),
        click.Argument(["path"]),
        click.Option(["-p", "--param", "params"], multiple=True, metavar="NAME=VALUE", help="A query argument."),
        click.Option(["--body"], metavar="JSON", help="The body: JSON, @FILE or - for stdin."),
        click.Option(["--file", "files"], multiple=True, metavar="NAME=PATH", help="A file, sent as a form."),
        click.Option(["--all", "is_paged"], is_flag=True, help="Walk through all pages of a list."),
        click.Option(["--dry-run"], is_flag=True, help="Print the request; send nothing."),
        click.Option(["--yes"], is_flag=True, help="Do not ask before a DELETE."),
    ]
    return click.Command(
        "api",
        params=[*own, *make_options(OUTPUT), *make_options(connection_options(app.service), hidden=True)],
        callback=run,
        help="Send any request, also one that no other command knows. PATH is relative to the base URL.",
    )


@click.pass_context
def run(
    ctx: click.Context,
    /,
    *,
    method: str,
    path: str,
    params: tuple[str, ...],
    body: str | None,
    files: tuple[str, ...],
    is_paged: bool,
    dry_run: bool,
    yes: bool,
    **_: Any,
) -> None:
    """Send the request and print the response."""
    invocation = Invocation(ctx)
    path, _query, query = path.partition("?")
    arguments: dict[str, Any] = {
        "params": _gather([*parse_qsl(query, keep_blank_values=True), *_pairs("--param", params)]),
        "retry": RETRY.get(method.upper(), "unsafe"),
    }
    if body is not None:
        arguments["json"] = read_json(body)
    if files:
        arguments["files"] = {name: FileType().convert(value, None, ctx) for name, value in _pairs("--file", files)}
    if is_paged:
        arguments["paginate"] = True
    path_template, client = path.replace("{", "{{").replace("}", "}}"), invocation.client()
    operation, call_arguments = describe_raw_request(invocation.app.service, method, path_template, **arguments)
    if dry_run:
        description = describe_request(client, operation, call_arguments)
        if invocation.output.format == AUTO:
            print_request(description)
        else:
            invocation.print(Result(description))
        return
    if operation.method == "DELETE":
        confirm(f"DELETE {path}: this cannot be undone. Go on?", is_sure=yes)
    if is_paged:
        rows = calls.rows(client, operation, call_arguments, None)
        invocation.print(Result(started(rows), is_list=True))
        return
    with activity("Waiting for the backend"):
        response = calls.send(client, operation, call_arguments)
    if not response.content:
        return
    if "json" in response.headers.get("content-type", ""):
        value = response.json()
        invocation.print(Result(iter(value), is_list=True) if is_list_value(value) else Result(value))
    else:
        is_text = response.headers.get("content-type", "").startswith("text/")
        invocation.print(Result(response.content.decode(errors="replace") if is_text else response.content))


def _pairs(option: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return names and values.

    Raises:
        UsageError: One has no `=`.
    """
    for text in texts:
        if "=" not in text:
            raise click.UsageError(f"{option} {text!r} has no '=': write it as NAME=VALUE.")
    return [(name, value) for name, _, value in (text.partition("=") for text in texts)]


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the values of each name."""
    gathered: dict[str, list[str]] = {}
    for name, value in pairs:
        gathered.setdefault(name, []).append(value)
    return gathered
