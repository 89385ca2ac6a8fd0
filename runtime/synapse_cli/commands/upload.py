"""`upload DIR --collection ID`: a folder into a collection, planned before anything is sent."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from synapse_folders import DirectoryPlan
from synapse_folders.rendering import format_size
from synapse_folders.upload import check_contents
from synapse_runtime.calls.build_request import CallArguments

from synapse_cli.exit_status import DONE, FAILED, PARTLY_DONE
from synapse_cli.invocation import Invocation, activity
from synapse_cli.operations.calls import call
from synapse_cli.operations.lookup import is_plan
from synapse_cli.output.result import Result

if TYPE_CHECKING:
    from synapse_folders import UploadSummary
    from synapse_runtime import Client, Operation, Progress

    from synapse_cli.invocation import App

REDRAW_SECONDS = 0.1
"""Least time between two states of the progress line."""


def make_command(app: App) -> click.Command:
    """Return the command."""

    @click.pass_context
    def upload(ctx: click.Context, /, *, source: str, plan: bool, save: str | None, **options: Any) -> None:
        invocation = Invocation(ctx)
        line = ProgressLine()
        client = invocation.client().with_options(on_progress=line.show)
        if options["workers"] is not None:
            client = client.with_options(workers=options["workers"])
        with activity("reading the folder"):
            planned = make_plan(app, client, source, options)
        if save is not None:
            planned.save(save)
            invocation.note(f"The plan was written to {save}: {app.command} upload {save} uploads it.")
        if plan:
            with activity("hashing the files, to ask what the backend has"):
                planned.compare()
            show_plan(invocation, planned)
            invocation.end_with(FAILED if planned.errors else DONE)
            return
        click.echo(str(planned), err=True)
        if options["on_invalid"] == "refuse":
            check_contents(planned.contents, "--on-invalid skip")
        line.expect(planned)
        try:
            summary = planned.upload(on_invalid=options["on_invalid"], report=options["report"])
        finally:
            line.end()
        show_summary(invocation, summary)

    return click.Command(
        "upload",
        params=[
            click.Argument(["source"], metavar="DIR"),
            click.Option(["--collection"], type=int, metavar="ID", help="The collection that gets the data units."),
            click.Option(
                ["--project"], type=int, metavar="ID", help="Create a task of each data unit in this project."
            ),
            click.Option(["--plan"], is_flag=True, help="Show what an upload would do, and send no file."),
            click.Option(
                ["--layout"],
                type=click.Choice(["specification", "unit", "flat"]),
                help="How DIR is laid out: a folder for each file specification, a folder for each unit, or files "
                "side by side, told apart by their extensions. Without it, the plan finds out.",
            ),
            click.Option(
                ["--map"],
                multiple=True,
                metavar="SPEC=GLOB",
                help="Files of a specification: --map 'image=photos/**/*.jpg'. Repeat it for others.",
            ),
            click.Option(
                ["--manifest"], metavar="FILE", help="A CSV, JSON lines or Parquet file that names the files."
            ),
            click.Option(["--metadata"], metavar="FILE", help="A CSV, JSON lines or Excel file with metadata by key."),
            click.Option(
                ["--key"],
                type=click.Choice(["path", "stem"]),
                default="path",
                show_default=True,
                help="What tells units apart: the path without extension, or the name alone.",
            ),
            click.Option(
                ["--on-invalid"],
                type=click.Choice(["refuse", "skip"]),
                default="refuse",
                show_default=True,
                help="If units have errors: refuse to begin, or leave those units out.",
            ),
            click.Option(["--report"], metavar="FILE", help="Write the result of each unit as it ends, as JSON lines."),
            click.Option(["--save"], metavar="FILE", help="Write the plan, for review or to upload it from elsewhere."),
            click.Option(
                ["--workers"], type=int, metavar="N", help="Files that are sent at the same time. [default: 10]"
            ),
        ],
        callback=upload,
        help="Upload a folder into a collection.\n\n"
        "Every file becomes a part of a data unit or is listed with the reason why not. To run it again goes on where "
        "it ended: what the backend has is not sent twice. DIR may be a plan that --save wrote.",
    )


def make_plan(app: App, client: Client, source: str, options: dict[str, Any]) -> DirectoryPlan:
    """Plan the upload of a folder, or read a plan that was saved.

    Raises:
        UsageError: It is not said which collection, or the service has none.
    """
    if Path(source).is_file():
        return DirectoryPlan.load(client, source)
    if options["collection"] is None:
        raise click.UsageError("Say which collection the data units go into: --collection ID.")
    operation = find_operation(app)
    assert operation.composite is not None
    settings = operation.composite.settings
    patterns = dict(_parse_pattern(text) for text in options["map"])
    values = {
        **{name: options[name] for name in ("collection", "project", "layout", "manifest", "metadata", "key")},
        "root": source,
        "map": patterns or None,
    }
    named = {settings[name]: value for name, value in values.items()}
    plan: DirectoryPlan = call(client, operation, CallArguments(named, client=client))
    return plan


def find_operation(app: App) -> Operation[Any]:
    """Return the operation that plans folders; UsageError if the service has none."""
    for operation in app.service.operations():
        if is_plan(operation):
            return operation
    raise click.UsageError("This service has no collections to upload folders into.")


def _parse_pattern(text: str) -> tuple[str, str]:
    name, separator, pattern = text.partition("=")
    if not (name and separator and pattern):
        raise click.UsageError(f"--map must be SPEC=GLOB, as image=photos/**/*.jpg, got {text!r}.")
    return name, pattern


def show_plan(invocation: Invocation, plan: DirectoryPlan) -> None:
    """Print a plan: for people as text, for programs as an object with its findings."""
    comparison = plan.comparison
    if invocation.output.format == "auto" and sys.stdout.isatty():
        click.echo(str(plan))
        return
    files = [file for unit in plan.units.values() for file in unit.files.values()]
    data = {
        "collection": plan.target.collection,
        "project": plan.target.project,
        "root": plan.contents.root,
        "layout": plan.contents.layout,
        "units": len(plan.units),
        "units_with_errors": sum(bool(unit.problems) for unit in plan.units.values()),
        "files": len(files),
        "bytes": sum(file.size for file in files),
        "stored_files": comparison and comparison.stored_files,
        "bytes_to_send": comparison and comparison.bytes_to_send,
        "findings": [finding.to_dict() for finding in plan.findings],
    }
    invocation.print(Result(data))


def show_summary(invocation: Invocation, summary: UploadSummary) -> None:
    """Print what became of an upload, and set the exit status."""
    for failure in summary.failures[:SHOWN_FAILURES]:
        invocation.note(f"{failure['key']}: {failure['error']}")
    if len(summary.failures) > SHOWN_FAILURES:
        invocation.note(f"… and {len(summary.failures) - SHOWN_FAILURES:,} more; --report FILE has them all")
    if invocation.output.format == "auto" and sys.stdout.isatty():
        click.echo(str(summary))
    else:
        names = ("created", "skipped", "failed", "left_out")
        invocation.print(Result({name: getattr(summary, name) for name in names}))
    done = summary.created + summary.skipped
    invocation.end_with(DONE if summary.is_complete else PARTLY_DONE if done else FAILED)


SHOWN_FAILURES = 10
"""Failures that are shown; the report has all of them."""


class ProgressLine:
    """A line on a terminal that says how far an upload is; nothing elsewhere."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._units = self._bytes = 0
        self._next = 0.0

    def expect(self, plan: DirectoryPlan) -> None:
        """Take the numbers of units and of bytes from a plan."""
        sound = [unit for unit in plan.units.values() if not unit.problems]
        self._units, self._bytes = len(sound), sum(file.size for unit in sound for file in unit.files.values())

    def show(self, progress: Progress) -> None:
        """Draw the line anew."""
        now = time.monotonic()
        if not self._is_shown or (now < self._next and progress.done < self._units):
            return
        self._next = now + REDRAW_SECONDS
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        rate = f", {format_size(round(progress.rate))}/s" if progress.rate else ""
        size = f"{format_size(progress.sent)} of {format_size(self._bytes)}"
        sys.stderr.write(f"\r\033[K{progress.done:,} of {self._units:,} units{failed}, {size}{rate}")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line as it is."""
        if self._is_shown and self._next:
            sys.stderr.write("\n")
