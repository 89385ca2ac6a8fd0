"""`lint`: show all errors and warnings about the specs. Slow imports are deferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .project import DIFFERENT, OK, add_project_arguments, display_path, pluralize, run_each

if TYPE_CHECKING:
    import argparse

    from .project import Project

add_arguments = add_project_arguments


def run(options: argparse.Namespace) -> int:
    """Lint each spec."""
    return run_each(_lint, options)


def _lint(project: Project) -> int:
    from synapse_codegen.diagnostics import count_errors
    from synapse_codegen.pipeline import read_spec

    _, diagnostics = read_spec(project.spec, project.root)
    project.report.add(diagnostics, project.root)
    errors = count_errors(diagnostics)
    counts = f"{pluralize(errors, 'error')}, {pluralize(len(diagnostics) - errors, 'warning')}"
    project.print(f"{display_path(project.spec)}: {counts if diagnostics else 'no problems'}")
    return DIFFERENT if errors else OK
