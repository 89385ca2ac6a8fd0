"""The command `diff`: from its arguments to what it prints and writes."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Protocol

from synapse_codegen import diagnostics

from .changelog import FOLDER, write_fragments
from .comparison import Generator, UnreadableSpecError, compare_sides
from .report import FORMATS
from .revisions import RevisionError, Side, find_last_tag, open_side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .report import Report

OK: Final = 0
TOO_LOW: Final = 1
"""The exit status if the version of the newer spec is too low."""


class Project(Protocol):
    """The folders of a run, and what it is asked for."""

    @property
    def root(self) -> Path:
        """The project."""
        ...

    @property
    def spec(self) -> Path:
        """The folder of the spec."""
        ...

    @property
    def out(self) -> Path:
        """The folder that contains packages."""
        ...

    @property
    def format(self) -> str:
        """A key of `report.FORMATS`."""
        ...

    @property
    def sides(self) -> Sequence[str]:
        """What is compared, the older first: folders or revisions, none to two."""
        ...

    @property
    def write_changelog(self) -> bool:
        """Whether to write fragments of the changelog."""
        ...

    def report(self, line: str) -> None:
        """Print a line for people."""
        ...


def run_diff(project: Project, generator: Generator) -> int:
    """Compare two specs, by default that of the last tag with the working tree.

    Args:
        project: What to compare, and how to print it.
        generator: Reads the specs.

    Returns:
        The exit status.

    Raises:
        RevisionError: A side cannot be read.
    """
    old, new = (*project.sides, "", "")[:2]
    old = old or find_last_tag(project.spec)
    if not old:
        project.report("nothing to compare with: there is no tag of a release yet")
        return OK
    with ExitStack() as stack:
        before = stack.enter_context(open_side(old, project.spec, project.root))
        working_tree = Side(name="working tree", spec=project.spec, root=project.root)
        after = stack.enter_context(open_side(new, project.spec, project.root)) if new else working_tree
        report = _compare(before, after, project, generator)
        sys.stdout.write(FORMATS[project.format](report))
    if project.write_changelog:
        for path in write_fragments(report, project.root / FOLDER):
            project.report(f"wrote {path.relative_to(project.root)}")
    return TOO_LOW if report.is_version_too_low else OK


def _compare(before: Side, after: Side, project: Project, generator: Generator) -> Report:
    try:
        return compare_sides(before, after, generator, project.out)
    except UnreadableSpecError as error:
        # while the files of a revision are there, for the lines that are shown
        show = diagnostics.FORMATS.get(project.format, diagnostics.format_text)
        sys.stdout.write(show(error.diagnostics, error.side.root))
        raise RevisionError(str(error)) from error
