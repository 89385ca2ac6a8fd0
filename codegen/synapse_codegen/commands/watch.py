"""`watch`: generate again whenever a file of a spec is saved, and show what is wrong with it."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from synapse_codegen.output import lock as locks

from .generate import generate_package
from .project import OK, PROGRAM, CommandError, add_folder_arguments, explain_os_error, find_projects, pluralize

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TypeAlias

    from .project import Project

    Stamps: TypeAlias = Sequence[tuple[str, int, int]]

POLL_SECONDS: Final = 0.1
"""Time between two looks at the files. A look at 20 files takes less than a millisecond."""

add_arguments = add_folder_arguments


def run(options: argparse.Namespace) -> int:
    """Generate each package, and again after each change, until Ctrl-C."""
    projects = find_projects(options)
    generated: dict[Project, Stamps] = {}
    projects[0].print(f"watching {pluralize(len(projects), 'spec')}; Ctrl-C ends it")
    try:
        while True:
            for project in projects:
                _update(project, generated)
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        return OK


def _update(project: Project, generated: dict[Project, Stamps]) -> None:
    """Generate a package if its spec has changed. What fails is printed: the next change may mend it."""
    try:
        stamps = _read_stamps(project)
        if stamps == generated.get(project):
            return
        generated[project] = stamps
        started = time.perf_counter()
        generate_package(project)
        project.print(f"{project.spec_name}: {time.perf_counter() - started:.2f} s")
    except CommandError as error:
        project.print(f"{PROGRAM}: {error}")
    except OSError as error:
        project.print(f"{PROGRAM}: {explain_os_error(error)}")


def _read_stamps(project: Project) -> Stamps:
    """Return the path, the time of the last change and the size of each file."""
    stamps: list[tuple[str, int, int]] = []
    for path in locks.walk(project.spec):
        with suppress(FileNotFoundError):  # an editor replaces it just now
            state = (project.spec / path).stat()
            stamps.append((path, state.st_mtime_ns, state.st_size))
    return stamps
