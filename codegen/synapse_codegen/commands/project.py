"""What the commands share: the project they work in, how they report, and how they fail.

Slow imports are deferred: most runs print no diagnostics.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from synapse_codegen.diagnostics import Diagnostic

PROGRAM: Final = "synapse-codegen"
GENERATE: Final = f"{PROGRAM} generate"
SERVICE_FILE: Final = "service.yaml"  # as in `source.loader`, which takes too long to import here
SCHEMA_FILE: Final = "schema.json"
OK, DIFFERENT, USAGE = 0, 1, 2
"""Exit statuses."""


class CommandError(Exception):
    """The command cannot do its work. The message says why."""


class Report:
    """What a command prints: diagnostics on stdout, and lines for people.

    In a format for programs, all diagnostics of a run are one document, and lines go to stderr.
    """

    def __init__(self, format: str) -> None:
        self.format = format
        self._diagnostics: list[Diagnostic] = []

    def print(self, line: str) -> None:
        """Print a line for people."""
        print(line, file=sys.stdout if self.format == "text" else sys.stderr)

    def add(self, diagnostics: Iterable[Diagnostic], root: Path) -> None:
        """Print diagnostics, or keep them until the end of the run."""
        if self.format != "text":
            self._diagnostics += diagnostics
        elif diagnostics:
            from synapse_codegen.diagnostics import format_text

            sys.stdout.write(format_text([*diagnostics], root))

    def close(self, root: Path) -> None:
        """Print what was kept; JSON has an empty list for nothing."""
        if self._diagnostics or self.format == "json":
            from synapse_codegen.diagnostics import FORMATS

            sys.stdout.write(FORMATS[self.format](self._diagnostics, root))


class Project(NamedTuple):
    """The folders of one spec, and the report of the run."""

    root: Path
    spec: Path
    out: Path
    report: Report

    @property
    def spec_name(self) -> str:
        """The folder of the spec, as the lock names it: the same on every machine."""
        return Path(os.path.relpath(self.spec, self.root)).as_posix()

    @property
    def schema(self) -> Path:
        """The JSON Schema of spec files, which editors read. All specs of a folder share it."""
        return self.spec.parent / SCHEMA_FILE

    def print(self, line: str) -> None:
        """Print a line for people."""
        self.report.print(line)

    def display(self, path: str) -> str:
        """Return a path below the output folder as seen from the current folder."""
        return display_path(self.out / path)


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that name a project, and the format of diagnostics."""
    add_folder_arguments(parser)
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="format of diagnostics")


def add_folder_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that name a project; diagnostics are printed for people."""
    parser.set_defaults(format="text")
    parser.add_argument("--spec", type=Path, help=f"folder with {SERVICE_FILE}; default: each below spec/")
    parser.add_argument("--out", type=Path, help="folder that contains the packages; default: generated/")


def find_projects(options: argparse.Namespace) -> Sequence[Project]:
    """Find the specs to work on: the named one, or each below `spec/`.

    Raises:
        CommandError: There is none.
    """
    named: Path | None = options.spec
    root = _find_root(named)
    if named is None:
        specs = sorted(path.parent for path in (root / "spec").glob(f"*/{SERVICE_FILE}"))
        if not specs:
            folder = display_path(root / "spec")
            raise CommandError(f"no folder in {folder} has a {SERVICE_FILE}: name one with --spec")
    elif not named.is_dir():
        raise CommandError(f"{named}: this folder does not exist; --spec takes the one with {SERVICE_FILE}")
    else:
        specs = [named]
    out = (root / "generated" if options.out is None else options.out).resolve()
    report = Report(options.format)
    return [Project(root, spec.resolve(), out, report) for spec in specs]


def run_each(command: Callable[[Project], int], options: argparse.Namespace) -> int:
    """Run a command for each spec, and print one report.

    Returns:
        The highest exit status.
    """
    projects = find_projects(options)
    status = max([command(project) for project in projects])
    projects[0].report.close(projects[0].root)
    return status


def _find_root(spec: Path | None) -> Path:
    """Find the project that a spec belongs to: the nearest folder with a `pyproject.toml`."""
    start = Path.cwd() if spec is None else spec.resolve()
    projects = (folder for folder in (start, *start.parents) if (folder / "pyproject.toml").is_file())
    return next(projects, start if spec is None else start.parent)


def explain_os_error(error: OSError) -> str:
    """Return what failed, what was changed, and what to do; an empty string if nobody listens."""
    if error.filename is None:  # stdout failed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        is_closed = isinstance(error, BrokenPipeError)  # the reader, such as `head`, has read enough
        return "" if is_closed else f"the output cannot be printed: {error.strerror}"
    changed: Sequence[Path] = getattr(error, "changed", ())
    outcome = "nothing was changed"
    if changed:
        files = f"{pluralize(len(changed), 'file')} could not be restored"
        outcome = f"{files}: {', '.join(map(display_path, changed))}; fix the cause and run `{GENERATE}` again"
    return f"{display_path(Path(error.filename))}: {error.strerror}; {outcome}"


def display_path(path: Path) -> str:
    """Return a path as seen from the current folder."""
    path, here = Path(os.path.normpath(path)), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def pluralize(number: int, word: str) -> str:
    """Return a number with its word: "1 file", "2 files"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
