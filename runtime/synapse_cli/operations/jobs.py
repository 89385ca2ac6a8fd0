"""Commands about jobs, from the waiters and streams that descriptors have: wait for them, read their logs.

Imports are deferred so that help pages, which call nothing, are there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click
from synapse_http.values import is_object

from synapse_cli.exit_status import DONE, FAILED, PARTLY_DONE, UNREACHABLE
from synapse_cli.help_texts import model_has_field
from synapse_cli.invocation import Invocation, activity, add_shared, make_options
from synapse_cli.output.result import AUTO, Result
from synapse_cli.shared_options import OUTPUT, connection_options

from .command import OperationCommand, path_metavar
from .lookup import operations_of
from .parameter_types import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from synapse_runtime import Client, ClientError, Operation, Parameter, Service, Waiter
    from synapse_runtime.calls.build_request import CallArguments

WITHIN = "cli_within"


class JobKind(NamedTuple):
    """The jobs of a resource: what polls them, and where their logs are."""

    poll: Operation[Any]
    waiter: Waiter
    argument: Parameter
    """The path parameter with the ID of a job."""
    stream: Operation[Any] | None
    """Follows the log; None if there is nothing to follow."""


class StartedJob(NamedTuple):
    """A job that an operation starts."""

    kind: JobKind
    field: str
    """Field of the response with its ID."""


def job_kind(operations: Sequence[Operation[Any]]) -> JobKind | None:
    """Return the kind of job that a resource has; None without a waiter, or where a path has more than one ID."""
    for operation in operations:
        path = [parameter for parameter in operation.parameters if parameter.location == "path"]
        if operation.waiter is not None and len(path) == 1:
            streams = [other for other in operations if other.stream and _path_names(other) == [path[0].name]]
            return JobKind(operation, operation.waiter, path[0], streams[0] if streams else None)
    return None


def started_job(service: Service, operation: Operation[Any]) -> StartedJob | None:
    """Return the job that an operation starts: its response has a field `job_id`, and there are `jobs` to wait for."""
    resource = operation.name.rpartition(".")[0]
    for other in service.resources:
        field = f"{other.removesuffix('s')}_id"
        if model_has_field(service.package, resource, operation.response, field):
            kind = job_kind(operations_of(service, other))
            if kind is not None:
                return StartedJob(kind, field)
    return None


def job_commands(service: Service, operations: Sequence[Operation[Any]]) -> list[click.Command]:
    """Return the commands `wait` and `logs` of a resource that has jobs."""
    kind = job_kind(operations)
    if kind is None:
        return []
    return [make_wait(service, kind), *([make_logs(service, kind)] if kind.waiter.log or kind.stream else [])]


def make_wait(service: Service, kind: JobKind) -> click.Command:
    """Return the command that waits for jobs."""
    metavar = path_metavar(kind.argument)
    form = form_of(kind.argument, service.models)

    @click.pass_context
    def wait(ctx: click.Context, /, **values: Any) -> None:
        invocation = Invocation(ctx)
        ids: tuple[Any, ...] = values["cli_ids"]
        waiting = _Waiting(invocation, kind, values[WITHIN])
        rows = waiting.rows(ids)
        invocation.print(Result(rows, is_list=True) if len(ids) > 1 else Result(next(rows)))
        ctx.exit(waiting.status)

    own: list[click.Parameter] = [
        click.Argument(["cli_ids"], nargs=-1, required=True, type=form.type, metavar=f"{metavar}..."),
        _within_option(),
    ]
    shared = [*make_options(OUTPUT), *make_options(connection_options(service), hidden=True)]
    return click.Command(
        "wait",
        params=add_shared(shared, own),
        callback=wait,
        help="Wait until jobs have ended, and show their last state.\n\n"
        "The exit status is 0 if all have succeeded, 3 if some have, and 1 if none has.",
        short_help="Wait until jobs have ended.",
    )


def make_logs(service: Service, kind: JobKind) -> click.Command:
    """Return the command that shows the log of a job."""
    form = form_of(kind.argument, service.models)

    @click.pass_context
    def logs(ctx: click.Context, /, **values: Any) -> None:
        from synapse_runtime.calls.build_request import CallArguments

        from . import calls

        invocation = Invocation(ctx)
        client = invocation.client()
        arguments = CallArguments({kind.argument.name: values["cli_id"]})
        if kind.stream is not None and (values.get("cli_follow") or not kind.waiter.log):
            for line in calls.lines(client, kind.stream, arguments):
                click.echo(line)
            return
        operation = service.operation(kind.waiter.log)
        with activity("Waiting for the backend"):
            entries = calls.call(client, operation, arguments)
        if invocation.output.format == AUTO and invocation.output.query is None:
            for entry in entries:
                click.echo(entry.get(kind.waiter.log_field, "") if is_object(entry) else str(entry))
        else:
            invocation.print(Result(iter(entries), is_list=True))

    own: list[click.Parameter] = [click.Argument(["cli_id"], type=form.type, metavar=path_metavar(kind.argument))]
    if kind.stream is not None:
        own.append(
            click.Option(
                ["-f", "--follow", "cli_follow"], is_flag=True, help="Go on with new lines until the job ends."
            )
        )
    shared = [*make_options(OUTPUT), *make_options(connection_options(service), hidden=True)]
    return click.Command(
        "logs",
        params=add_shared(shared, own),
        callback=logs,
        help="Show the log of a job.",
        short_help="Show the log of a job.",
    )


class JobStartingCommand(OperationCommand):
    """The command of an operation that starts a job, which it can wait for."""

    def __init__(self, service: Service, operation: Operation[Any], job: StartedJob) -> None:
        self._job = job
        super().__init__(service, operation)

    def _added_options(self) -> Iterator[click.Parameter]:
        yield click.Option(["--wait", "cli_wait"], is_flag=True, help="Wait until the job has ended; fail if it does.")
        if self._job.kind.stream is not None:
            yield click.Option(
                ["--logs", "cli_logs"], is_flag=True, help="Show its log meanwhile, on stderr; waits too."
            )
        yield _within_option()
        yield from super()._added_options()

    def result(self, invocation: Invocation, arguments: CallArguments, values: dict[str, Any]) -> Result | None:
        """Start the job; return what started it or, if it is waited for, its last state."""
        result = super().result(invocation, arguments, values)
        job_id = result.value.get(self._job.field) if result is not None and is_object(result.value) else None
        if not (values["cli_wait"] or values.get("cli_logs")) or job_id is None:
            return result
        kind = self._job.kind
        invocation.note(f"Job {job_id} has started.")
        if values.get("cli_logs") and kind.stream is not None:
            from synapse_runtime.calls.build_request import CallArguments

            from . import calls

            client = invocation.client()
            for line in calls.lines(client, kind.stream, CallArguments({kind.argument.name: job_id})):
                invocation.note(line)
        waiting = _Waiting(invocation, kind, values[WITHIN], shows_log=not values.get("cli_logs"))
        row = next(waiting.rows([job_id]))
        invocation.end_with(waiting.status)
        return Result(row)


class _Waiting:
    """Waits for jobs, one after the other: together they take as long as the longest."""

    def __init__(self, invocation: Invocation, kind: JobKind, within: float | None, *, shows_log: bool = True) -> None:
        self._invocation = invocation
        self._kind = kind
        self._within = within
        self._shows_log = shows_log
        self._client: Client = invocation.client()
        self._statuses: list[int] = []

    @property
    def status(self) -> int:
        """The exit status, when all rows are read."""
        distinct = set(self._statuses)
        if len(distinct) == 1:
            return distinct.pop()
        return PARTLY_DONE if DONE in distinct else max(distinct)

    def rows(self, ids: Sequence[object]) -> Iterator[Any]:
        """Yield the last state of each job."""
        from synapse_http.errors import WaiterError, WaiterTimeoutError
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.serialization.model import unstructure

        from . import calls

        for job_id in ids:
            arguments = CallArguments({self._kind.argument.name: job_id})
            try:
                with activity(f"Waiting for job {job_id}"):
                    row: Any = unstructure(calls.wait(self._client, self._kind.poll, arguments, self._within))
                status = DONE
            except (WaiterError, WaiterTimeoutError) as error:
                row, status = error.response, UNREACHABLE if isinstance(error, WaiterTimeoutError) else FAILED
                self._note(error)
            self._statuses.append(status)
            yield row

    def _note(self, error: ClientError) -> None:
        message = str(error.message)
        self._invocation.note(f"Error: {message if self._shows_log else message.partition('. ')[0] + '.'}")


def _within_option() -> click.Option:
    return click.Option(["--within", WITHIN], type=click.FLOAT, metavar="SECONDS", help="Wait no longer.")


def _path_names(operation: Operation[Any]) -> list[str]:
    return [parameter.name for parameter in operation.parameters if parameter.location == "path"]
