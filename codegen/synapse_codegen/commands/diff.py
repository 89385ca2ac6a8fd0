"""`diff`: show what changed since a release, whom that hits, and which version it needs."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from synapse_codegen.diff.changelog import FOLDER, write_fragments
from synapse_codegen.diff.comparison import UnreadableSpecError, compare_sides
from synapse_codegen.diff.report import FORMATS
from synapse_codegen.diff.revisions import MissingSpecError, RevisionError, Side, find_last_tag, is_spec, open_side

from .project import DIFFERENT, OK, CommandError, Report, add_folder_arguments, display_path, find_projects

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from synapse_codegen.diff.report import Report as Comparison

    from .project import Project

WORKING_TREE: Final = "working tree"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is compared, and how that is printed."""
    add_folder_arguments(parser)
    parser.add_argument("old", metavar="A", nargs="?", help="revision of git, or folder of a spec; default: last tag")
    parser.add_argument("new", metavar="B", nargs="?", help="the same, newer; default: the files as they are")
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the findings")
    parser.add_argument("--write-changelog", action="store_true", help=f"write fragments into {FOLDER}/")


def run(options: argparse.Namespace) -> int:
    """Compare each spec with what it was.

    Raises:
        CommandError: There is nothing to compare, or a spec has errors.
    """
    projects = find_projects(options)
    if any(name and is_spec(Path(name)) for name in (options.old, options.new)):
        projects = projects[:1]  # what is compared is named, and not a spec of the project
    with ExitStack() as stack:  # files of a revision are there until all is printed
        try:
            reports = [report for project in projects if (report := _compare(project, options, stack))]
        except RevisionError as error:
            raise CommandError(str(error)) from error
        if reports:
            sys.stdout.write(FORMATS[options.format](reports))
    if options.write_changelog:
        _write_changelog(reports, projects[0])
    return DIFFERENT if any(report.is_version_too_low for report in reports) else OK


def _compare(project: Project, options: argparse.Namespace, stack: ExitStack) -> Comparison | None:
    """Compare one spec; there may be no release of it yet to compare it with."""
    old = options.old or find_last_tag(project.spec)
    if not old:
        project.print(f"{display_path(project.spec)}: nothing to compare with: there is no tag of a release yet")
        return None
    try:
        before = stack.enter_context(open_side(old, project.spec, project.root))
    except MissingSpecError as error:
        if options.old:
            raise
        project.print(f"{display_path(project.spec)}: nothing to compare with: {error}")
        return None
    after = Side(name=WORKING_TREE, spec=project.spec, root=project.root)
    if options.new:
        after = stack.enter_context(open_side(options.new, project.spec, project.root))
    try:
        return compare_sides(before, after, project.out)
    except UnreadableSpecError as error:
        report = Report("text" if options.format == "markdown" else options.format)
        report.add(error.diagnostics, error.side.root)
        report.close(error.side.root)
        raise CommandError(f"{error.side.name}: its spec has errors, so that nothing can be compared") from error


def _write_changelog(reports: Sequence[Comparison], project: Project) -> None:
    for report in reports:
        for path in write_fragments(report, project.root / FOLDER):
            project.print(f"wrote {display_path(path)}")
