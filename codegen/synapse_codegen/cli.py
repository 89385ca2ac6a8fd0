"""The command: `synapse-codegen generate | check | lint`.

What takes time to import is imported when it is known that there is something to do.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from . import lock as locks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from . import output_dir
    from .diagnostics import Diagnostic

SERVICE_FILE: Final = "service.yaml"
PROGRAM: Final = "synapse-codegen"
GENERATE: Final = f"{PROGRAM} generate"
OK, DIFFERENT, USAGE = 0, 1, 2


class Project(NamedTuple):
    """Where things are, and how to speak of it."""

    root: Path
    spec: Path
    out: Path
    format: str

    @property
    def spec_name(self) -> str:
        """The folder of the spec, as the lock names it: the same on every machine."""
        return Path(os.path.relpath(self.spec, self.root)).as_posix()

    def tell(self, line: str) -> None:
        """Tell people something; where a program reads the findings, it does not get in the way."""
        print(line, file=sys.stdout if self.format == "text" else sys.stderr)

    def shown(self, path: str) -> str:
        """A path below the output folder, as it is seen from the current one."""
        return shown(self.out / path)


class State(NamedTuple):
    """What can be known without reading the spec."""

    inputs: str
    lock: locks.Lock | None
    is_fresh: bool
    """Whether the disk holds what these inputs give."""


class UsageError(Exception):
    """The command was called in a way that cannot work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: What stands after its name; by default what the process was started with.

    Returns:
        0 when all is well, 1 for findings or differences, 2 when it could not do its work.
    """
    chosen = _parser().parse_args(arguments)
    run, _ = COMMANDS[chosen.command]
    try:
        status = run(_project(chosen.spec, chosen.out, chosen.format))
        sys.stdout.flush()
    except UsageError as error:
        told = str(error)
    except OSError as error:
        told = _told(error)
    else:
        return status
    if told:
        print(f"{PROGRAM}: {told}", file=sys.stderr)
    return USAGE


def generate(project: Project) -> int:
    """Write what is not on disk yet."""
    state = _state(project)
    if state.is_fresh and state.lock:
        _report(project, ())
        project.tell(f"nothing to do: {_count(len(state.lock.files), 'file')} unchanged")
        return OK
    files = _emitted(project)
    if files is None:
        return DIFFERENT
    from . import output_dir

    lock = locks.make_lock(project.spec_name, state.inputs, files)
    earlier = [*state.lock.files, state.lock.path] if state.lock else []
    changes = output_dir.compare(project.out, {**files, lock.path: lock.text().encode()}, earlier)
    output_dir.apply(project.out, changes)
    for path in changes.written:
        project.tell(f"wrote {project.shown(path)}")
    for path in changes.deleted:
        project.tell(f"deleted {project.shown(path)}")
    counts = [f"{_count(len(changes.written), 'file')} written"]
    if changes.deleted:
        counts.append(f"{len(changes.deleted)} deleted")
    project.tell(", ".join([*counts, f"{changes.unchanged} unchanged"]))
    return OK


def check(project: Project) -> int:
    """Show where the disk is not what the spec says."""
    state = _state(project)
    lock = state.lock
    if not (state.is_fresh and lock and _present(project, lock.folder) == {*lock.files, lock.path}):
        files = _emitted(project)
        if files is None:
            return DIFFERENT
        from . import output_dir

        lock = locks.make_lock(project.spec_name, state.inputs, files)
        changes = output_dir.compare(project.out, files, _present(project, lock.folder) - {lock.path})
        if changes.written or changes.deleted:
            _tell_differences(project, changes)
            return DIFFERENT
    else:
        _report(project, ())
    project.tell(f"{project.shown(lock.folder)} is what {project.spec_name} says: {_count(len(lock.files), 'file')}")
    return OK


def lint(project: Project) -> int:
    """Show all findings about the spec."""
    from .validate import read_service

    _, findings = read_service(project.spec, project.root)
    _report(project, findings)
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    told = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}" if findings else "nothing to complain about"
    project.tell(f"{shown(project.spec)}: {told}")
    return DIFFERENT if errors else OK


COMMANDS: Final[Mapping[str, tuple[Callable[[Project], int], str]]] = {
    "generate": (generate, "write the package that the spec describes; files that are right already stay as they are"),
    "check": (check, "show where the package on disk is not what the spec says; writes nothing"),
    "lint": (lint, "show all findings about the spec"),
}


def _told(error: OSError) -> str:
    """What went wrong, how things stand after it, and what to do where that is not as before."""
    if error.filename is None:  # it struck what is printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        is_gone = isinstance(error, BrokenPipeError)  # whoever read it, such as `head`, has read enough
        return "" if is_gone else f"what it has to say cannot be printed: {error.strerror}"
    changed: Sequence[Path] = getattr(error, "changed", ())
    left = "nothing was changed"
    if changed:
        files = f"{_count(len(changed), 'file')} changed before that could not be put back"
        then = f"run `{GENERATE}` again when this is mended, and it does the rest"
        left = f"{files}: {', '.join(map(shown, changed))}; {then}"
    return f"{shown(Path(error.filename))}: {error.strerror}; {left}"


# Steps ---------------------------------------------------------------------------------


def _state(project: Project) -> State:
    inputs = locks.hash_inputs(project.spec)
    lock = locks.find_lock(project.out, project.spec_name)
    return State(inputs, lock, lock is not None and lock.inputs == inputs and lock.holds(project.out))


def _emitted(project: Project) -> dict[str, bytes] | None:
    """What the spec says, as files; None where it has errors, which are told."""
    from .validate import read_service

    service, findings = read_service(project.spec, project.root)
    _report(project, findings)
    if service is None:
        errors = sum(finding.severity == "error" for finding in findings)
        project.tell(f"{shown(project.spec)}: {_count(errors, 'error')}; nothing is written")
        return None
    from .emit import emit
    from .views import views

    return {path: text.encode() for path, text in emit(views(service)).items()}


def _present(project: Project, folder: str) -> set[str]:
    """All files in the package's folder, as paths below the output folder."""
    return {f"{folder}/{path}" for path in locks.walk(project.out / folder)}


def _report(project: Project, findings: Sequence[Diagnostic]) -> None:
    if findings or project.format == "json":  # an empty list is JSON too
        from .diagnostics import FORMATS

        sys.stdout.write(FORMATS[project.format](findings, project.root))


def _tell_differences(project: Project, changes: output_dir.Changes) -> None:
    total = len(changes.written) + len(changes.deleted)
    if project.format == "text":
        sys.stdout.writelines(_differences(project, changes))
    else:
        from .diagnostics import Diagnostic, Place

        hint = f"run `{GENERATE}`"
        told = [
            Diagnostic(Place(project.shown(path), 1, 1), "stale", "this file is not what the spec says", hint)
            for path in (*changes.written, *changes.deleted)
        ]
        _report(project, told)
    verb = "is" if total == 1 else "are"
    project.tell(f"{_count(total, 'file')} {verb} not what {project.spec_name} says: run `{GENERATE}`")


def _differences(project: Project, changes: output_dir.Changes) -> Iterator[str]:
    """Lines that say how the disk differs from the spec."""
    import difflib

    from .output_dir import read

    for path, content in changes.written.items():
        present = read(project.out / path)
        if present is None:
            yield f"{project.shown(path)}: missing\n"
            continue
        now, then = (text.decode(errors="replace").splitlines(keepends=True) for text in (present, content))
        for line in difflib.unified_diff(
            now, then, f"{project.shown(path)} (on disk)", f"{project.shown(path)} (spec)"
        ):
            yield line if line.endswith("\n") else f"{line}\n"
    for path in changes.deleted:
        yield f"{project.shown(path)}: the spec asks for no such file\n"


# The command line ----------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    # A fixed width: to ask the terminal for its own costs more time than finding that nothing is to be done.
    layout = partial(argparse.RawDescriptionHelpFormatter, width=100, max_help_position=24)
    commands = "\n".join(f"  {name:<10}{text}" for name, (_, text) in COMMANDS.items())
    described = f"Generate a client package from a spec.\n\ncommands:\n{commands}"
    parser = argparse.ArgumentParser(PROGRAM, f"{PROGRAM} COMMAND [OPTIONS]", described, formatter_class=layout)
    parser.add_argument("command", choices=COMMANDS, help=argparse.SUPPRESS, metavar="COMMAND")
    parser.add_argument("--spec", type=Path, help=f"folder with {SERVICE_FILE}; default: the only one below spec/")
    parser.add_argument("--out", type=Path, help="folder that holds the package; default: generated/")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how findings are told")
    return parser


def _project(spec: Path | None, out: Path | None, format: str) -> Project:
    root = _root(spec)
    if spec is None:
        found = sorted(path.parent for path in (root / "spec").glob(f"*/{SERVICE_FILE}"))
        if len(found) != 1:
            told = (
                f"{shown(root / 'spec')} holds several specs"
                if found
                else f"no folder below {shown(root / 'spec')} holds a {SERVICE_FILE}"
            )
            raise UsageError(f"{told}: name one with --spec")
        spec = found[0]
    elif not spec.is_dir():
        raise UsageError(f"{spec}: there is no such folder; --spec takes the one that holds {SERVICE_FILE}")
    return Project(root, spec.resolve(), (root / "generated" if out is None else out).resolve(), format)


def _root(spec: Path | None) -> Path:
    """The project that a spec belongs to: the nearest folder with a `pyproject.toml`."""
    start = Path.cwd() if spec is None else spec.resolve()
    projects = (folder for folder in (start, *start.parents) if (folder / "pyproject.toml").is_file())
    return next(projects, start if spec is None else start.parent)


def shown(path: Path) -> str:
    """A path as it is seen from the current folder."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
