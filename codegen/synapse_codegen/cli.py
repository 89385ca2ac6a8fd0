"""The command: `synapse-codegen generate | check | lint | schema`.

Slow imports are deferred until there is something to do: most runs find nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .output import lock as locks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .diagnostics import Diagnostic
    from .output import folder as output_dir

SERVICE_FILE: Final = "service.yaml"  # as in `loader`, which takes too long to import here
SCHEMA_FILE: Final = "schema.json"
PROGRAM: Final = "synapse-codegen"
GENERATE: Final = f"{PROGRAM} generate"
OK, DIFFERENT, USAGE = 0, 1, 2


class Project(NamedTuple):
    """The folders of a run, and how it reports."""

    root: Path
    spec: Path
    out: Path
    format: str

    @property
    def spec_name(self) -> str:
        """The folder of the spec, as the lock names it: the same on every machine."""
        return Path(os.path.relpath(self.spec, self.root)).as_posix()

    @property
    def schema(self) -> Path:
        """The JSON Schema of spec files, which editors read. All specs of a folder share it."""
        return self.spec.parent / SCHEMA_FILE

    def report(self, line: str) -> None:
        """Print a line for people; to stderr if stdout carries diagnostics for programs."""
        print(line, file=sys.stdout if self.format == "text" else sys.stderr)

    def display(self, path: str) -> str:
        """Return a path below the output folder as seen from the current folder."""
        return display_path(self.out / path)


class State(NamedTuple):
    """What is known without reading the spec."""

    schema: bytes | None
    """The JSON Schema beside the spec; None if there is none."""
    inputs: str
    """Hash of the spec, the generator and the JSON Schema."""
    lock: locks.Lock | None
    """The lock of the package that was emitted from this spec."""
    others: Sequence[locks.Lock]
    """The locks of other specs' packages in the output folder."""
    is_fresh: bool
    """Whether the package on disk is what these inputs give."""


class Output(NamedTuple):
    """What a spec gives."""

    lock: locks.Lock
    files: Mapping[str, bytes]
    """Path below the output folder to content, without the lock."""


class CommandError(Exception):
    """The command cannot do its work. The message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The arguments after its name; by default those of the process.

    Returns:
        0 on success, 1 for errors in the spec or differences, 2 if it could not run.
    """
    options = _make_parser().parse_args(arguments)
    run, _ = COMMANDS[options.command]
    try:
        status = run(_find_project(options.spec, options.out, options.format))
        sys.stdout.flush()
    except CommandError as error:
        message = str(error)
    except OSError as error:
        message = _explain_os_error(error)
    else:
        return status
    if message:
        print(f"{PROGRAM}: {message}", file=sys.stderr)
    return USAGE


# Commands ------------------------------------------------------------------------------


def generate(project: Project) -> int:
    """Write the files that are not right yet."""
    state = _read_state(project)
    if state.is_fresh and state.lock:
        _print_diagnostics(project, ())
        project.report(f"nothing to do: {pluralize(len(state.lock.files), 'file')} unchanged")
        return OK
    output = _generate(project, state)
    if output is None:
        return DIFFERENT
    from .output import folder as output_dir

    lock = output.lock
    earlier = [*state.lock.files, state.lock.path] if state.lock else []
    changes = output_dir.compare(project.out, {**output.files, lock.path: lock.render().encode()}, earlier)
    _check_own_files(project, [*earlier, lock.path], changes)
    output_dir.apply(project.out, changes)
    for path in changes.written:
        project.report(f"wrote {project.display(path)}")
    for path in changes.deleted:
        project.report(f"deleted {project.display(path)}")
    counts = [f"{pluralize(len(changes.written), 'file')} written"]
    if changes.deleted:
        counts.append(f"{len(changes.deleted)} deleted")
    project.report(", ".join([*counts, f"{changes.unchanged} unchanged"]))
    return OK


def check(project: Project) -> int:
    """Show how the package on disk differs from what the spec gives."""
    state = _read_state(project)
    lock = state.lock
    if state.is_fresh and lock and _list_files(project, lock.folder) == {*lock.files, lock.path}:
        _print_diagnostics(project, ())
    else:
        output = _generate(project, state)
        if output is None:
            return DIFFERENT
        from .output import folder as output_dir

        lock = output.lock
        changes = output_dir.compare(project.out, output.files, _list_files(project, lock.folder) - {lock.path})
        if changes.written or changes.deleted:
            _report_differences(project, changes)
            return DIFFERENT
    count = pluralize(len(lock.files), "file")
    project.report(f"{project.display(lock.folder)} matches {project.spec_name}: {count}")
    return OK


def lint(project: Project) -> int:
    """Show all errors and warnings about the spec."""
    from .pipeline import read_spec

    _, diagnostics = read_spec(project.spec, project.root)
    _print_diagnostics(project, diagnostics)
    errors = _count_errors(diagnostics)
    counts = f"{pluralize(errors, 'error')}, {pluralize(len(diagnostics) - errors, 'warning')}"
    project.report(f"{display_path(project.spec)}: {counts if diagnostics else 'no problems'}")
    return DIFFERENT if errors else OK


def schema(project: Project) -> int:
    """Write the JSON Schema of spec files. From then on `generate` and `check` keep it current."""
    from .grammar import json_schema

    if project.schema.is_file() and _read_schema(project) is None:
        raise CommandError(f"{display_path(project.schema)} belongs to another program: move it")
    project.schema.write_bytes(json_schema().encode())
    project.report(f"wrote {display_path(project.schema)}")
    return OK


COMMANDS: Final[Mapping[str, tuple[Callable[[Project], int], str]]] = {
    "generate": (generate, "write the package that the spec describes; unchanged files are not touched"),
    "check": (check, "show how the package on disk differs from what the spec gives; writes nothing"),
    "lint": (lint, "show all errors and warnings about the spec"),
    "schema": (schema, f"write {SCHEMA_FILE} beside the spec, for editors; generate and check keep it current"),
}


# Steps ---------------------------------------------------------------------------------


def _read_state(project: Project) -> State:
    schema = _read_schema(project)
    inputs = locks.hash_inputs(project.spec, schema)
    others = locks.find_locks(project.out)
    lock = others.pop(project.spec_name, None)
    is_fresh = lock is not None and lock.inputs == inputs and lock.matches(project.out)
    return State(schema, inputs, lock, [*others.values()], is_fresh)


def _read_schema(project: Project) -> bytes | None:
    """Return the JSON Schema beside the spec; None if there is none, or one of another program."""
    content = project.schema.read_bytes() if project.schema.is_file() else b""
    return content if locks.NOTE.encode() in content else None


def _generate(project: Project, state: State) -> Output | None:
    """Generate all files; without any if the spec has errors, which are printed."""
    from . import pipeline
    from .output.formatter import FormatterError

    try:
        files, diagnostics = pipeline.generate_package(project.spec, project.root)
    except FormatterError as error:
        raise CommandError(str(error)) from error
    _print_diagnostics(project, diagnostics)
    if files is None:
        errors = pluralize(_count_errors(diagnostics), "error")
        project.report(f"{display_path(project.spec)}: {errors}; nothing is written")
        return None
    lock = locks.make_lock(project.spec_name, state.inputs, files)
    _check_other_packages(project, state, lock)
    if state.schema is not None:
        from .grammar import json_schema

        content = json_schema().encode()
        if content != state.schema:
            lock = lock._replace(inputs=locks.hash_inputs(project.spec, content))
        files = {os.path.relpath(project.schema, project.out): content, **files}
    return Output(lock, files)


def _check_other_packages(project: Project, state: State, lock: locks.Lock) -> None:
    """Raise if a file belongs to the package of another spec."""
    paths = {*lock.files, lock.path}
    for other in state.others:
        if (project.root / other.spec).is_dir() and not paths.isdisjoint((*other.files, other.path)):
            folder = project.display(other.folder)
            problem = f"{folder} holds the package of {other.spec}, which {project.spec_name} would overwrite"
            raise CommandError(f"{problem}: give one of them another `package`, or delete {folder}")


def _check_own_files(project: Project, known: Sequence[str], changes: output_dir.Changes) -> None:
    """Raise if a file that would change was not emitted: every emitted one names the command."""
    for path, content in changes.before.items():
        if path not in known and GENERATE.encode() not in content:
            raise CommandError(f"{project.display(path)} was not written by `{GENERATE}`: move it, or delete it")


def _list_files(project: Project, folder: str) -> set[str]:
    """Return all files in the package's folder, as paths below the output folder."""
    return {f"{folder}/{path}" for path in locks.walk(project.out / folder)}


def _count_errors(diagnostics: Sequence[Diagnostic]) -> int:
    return sum(diagnostic.severity == "error" for diagnostic in diagnostics)


# Reports -------------------------------------------------------------------------------


def _print_diagnostics(project: Project, diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics or project.format == "json":  # JSON has an empty list for none
        from .diagnostics import FORMATS

        sys.stdout.write(FORMATS[project.format](diagnostics, project.root))


def _report_differences(project: Project, changes: output_dir.Changes) -> None:
    total = len(changes.written) + len(changes.deleted)
    if project.format == "text":
        sys.stdout.writelines(_diff_lines(project, changes))
    else:
        from .diagnostics import Diagnostic, SourceLocation

        hint = f"run `{GENERATE}`"
        diagnostics = [
            Diagnostic(SourceLocation(project.display(path), 1, 1), "stale", "this file does not match the spec", hint)
            for path in (*changes.written, *changes.deleted)
        ]
        _print_diagnostics(project, diagnostics)
    verb = "does" if total == 1 else "do"
    project.report(f"{pluralize(total, 'file')} {verb} not match {project.spec_name}: run `{GENERATE}`")


def _diff_lines(project: Project, changes: output_dir.Changes) -> Iterator[str]:
    """Yield the differences between the disk and the spec, as a unified diff."""
    import difflib

    from .output.folder import read_file

    for path, content in changes.written.items():
        present = read_file(project.out / path)
        name = project.display(path)
        if present is None:
            yield f"{name}: missing\n"
            continue
        now, then = (text.decode(errors="replace").splitlines(keepends=True) for text in (present, content))
        for line in difflib.unified_diff(now, then, f"{name} (on disk)", f"{name} (spec)"):
            yield line if line.endswith("\n") else f"{line}\n"
    for path in changes.deleted:
        yield f"{project.display(path)}: not part of the package\n"


def _explain_os_error(error: OSError) -> str:
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


# The command line ----------------------------------------------------------------------


def _make_parser() -> argparse.ArgumentParser:
    # A fixed width, because asking the terminal for its own is slower than finding that nothing is to be done.
    layout = partial(argparse.RawDescriptionHelpFormatter, width=100, max_help_position=24)
    commands = "\n".join(f"  {name:<10}{text}" for name, (_, text) in COMMANDS.items())
    description = f"Generate a client package from a spec.\n\ncommands:\n{commands}"
    parser = argparse.ArgumentParser(PROGRAM, f"{PROGRAM} COMMAND [OPTIONS]", description, formatter_class=layout)
    parser.add_argument("command", choices=COMMANDS, help=argparse.SUPPRESS, metavar="COMMAND")
    parser.add_argument("--spec", type=Path, help=f"folder with {SERVICE_FILE}; default: the only one below spec/")
    parser.add_argument("--out", type=Path, help="folder that contains the package; default: generated/")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="format of diagnostics")
    return parser


def _find_project(spec: Path | None, out: Path | None, format: str) -> Project:
    root = _find_root(spec)
    if spec is None:
        specs = sorted(path.parent for path in (root / "spec").glob(f"*/{SERVICE_FILE}"))
        if len(specs) != 1:
            folder = display_path(root / "spec")
            problem = f"{folder} has several specs" if specs else f"no folder in {folder} has a {SERVICE_FILE}"
            raise CommandError(f"{problem}: name one with --spec")
        spec = specs[0]
    elif not spec.is_dir():
        raise CommandError(f"{spec}: this folder does not exist; --spec takes the one with {SERVICE_FILE}")
    return Project(root, spec.resolve(), (root / "generated" if out is None else out).resolve(), format)


def _find_root(spec: Path | None) -> Path:
    """Find the project that a spec belongs to: the nearest folder with a `pyproject.toml`."""
    start = Path.cwd() if spec is None else spec.resolve()
    projects = (folder for folder in (start, *start.parents) if (folder / "pyproject.toml").is_file())
    return next(projects, start if spec is None else start.parent)
