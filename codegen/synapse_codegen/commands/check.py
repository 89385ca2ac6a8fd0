"""`check`: show how the packages on disk differ from what the specs give. Slow imports are deferred."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .generate import generate_output, list_files, read_state
from .project import DIFFERENT, GENERATE, OK, add_project_arguments, pluralize, run_each

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from synapse_codegen.output.folder import Changes

    from .project import Project

add_arguments = add_project_arguments


def run(options: argparse.Namespace) -> int:
    """Check each package."""
    return run_each(_check, options)


def _check(project: Project) -> int:
    state = read_state(project)
    lock = state.lock
    if not (state.is_fresh and lock and list_files(project, lock.folder) == {*lock.files, lock.path}):
        output = generate_output(project, state)
        if output is None:
            return DIFFERENT
        from synapse_codegen.output import folder

        lock = output.lock
        changes = folder.compare(project.out, output.files, list_files(project, lock.folder) - {lock.path})
        if changes.written or changes.deleted:
            _report_differences(project, changes)
            return DIFFERENT
    count = pluralize(len(lock.files), "file")
    project.print(f"{project.display(lock.folder)} matches {project.spec_name}: {count}")
    return OK


def _report_differences(project: Project, changes: Changes) -> None:
    total = len(changes.written) + len(changes.deleted)
    if project.report.format == "text":
        sys.stdout.writelines(_diff_lines(project, changes))
    else:
        from synapse_codegen.diagnostics import Diagnostic, SourceLocation

        hint = f"run `{GENERATE}`"
        diagnostics = [
            Diagnostic(SourceLocation(project.display(path), 1, 1), "stale", "this file does not match the spec", hint)
            for path in (*changes.written, *changes.deleted)
        ]
        project.report.add(diagnostics, project.root)
    verb = "does" if total == 1 else "do"
    project.print(f"{pluralize(total, 'file')} {verb} not match {project.spec_name}: run `{GENERATE}`")


def _diff_lines(project: Project, changes: Changes) -> Iterator[str]:
    """Yield the differences between the disk and the spec, as a unified diff."""
    import difflib

    from synapse_codegen.output.folder import read_file

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
