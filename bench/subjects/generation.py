"""The generator as a process: the whole Synapse spec, against what must be loaded for it at the least."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
from argparse import Namespace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from synapse_codegen.commands.generate import generate_package
from synapse_codegen.commands.project import find_projects

from bench.harness import measure
from bench.processes import cached_bytecode, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.harness import Measurement, Scale, Sides

SPEC = Path(__file__).parents[2] / "spec" / "synapse"

MEMORY = Path("/dev/shm")
LOAD = """
import pathlib, sys, yaml
for folder in sys.argv[1:]:
    for file in sorted(pathlib.Path(folder).rglob("*.yaml")):
        yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""
FLOOR = f"import jinja2{LOAD}"
EDITS = (
    ("GET tasks/{pk}/", "GET works/{pk}/"),
    ("Only tasks of this user.", "Only those."),
    ("TaskFiles", "FilesOfTask"),
)
"""What a second revision of the spec has instead."""


def generate(spec: Path, out: Path, environment: dict[str, str]) -> Measurement:
    """One whole run of the command."""
    return run(["-m", "synapse_codegen", "generate", "--spec", str(spec), "--out", str(out)], environment)


def make_revisions(folder: Path) -> Path:
    """Make a repository with two revisions of the spec, tagged `old` and `new`; return the spec in it."""
    spec = folder / "spec" / SPEC.name
    shutil.copytree(SPEC, spec)
    (folder / "pyproject.toml").touch()
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    for tag in ("old", "new"):
        for command in (["init"], ["add", "--all"], [*who, "commit", "--message", tag], ["tag", tag]):
            subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
        resource = spec / "resources" / "tasks.yaml"
        text = resource.read_text("utf-8")
        for before, after in EDITS:
            text = text.replace(before, after)
        resource.write_text(text, encoding="utf-8")
    return spec


def compare(old: str, new: str, spec: Path, environment: dict[str, str]) -> Measurement:
    """One whole run of `diff`; it fails because the version is not raised."""
    return run(["-m", "synapse_codegen", "diff", old, new, "--spec", str(spec)], environment, status=1)


def watch(folder: Path) -> Callable[[], object]:
    """Generate from a copy of the spec; return what edits a resource of it and generates again, as `watch` does."""
    spec = folder / "spec" / SPEC.name
    shutil.copytree(SPEC, spec)
    (folder / "pyproject.toml").touch()
    (project,) = find_projects(Namespace(spec=spec, out=None, format="text"))
    resource, docs = spec / "resources" / "tasks.yaml", cycle(EDITS[1])
    before = next(docs)

    def edit() -> None:
        nonlocal before
        text, after = resource.read_text("utf-8"), next(docs)
        resource.write_text(text.replace(before, after), encoding="utf-8")
        before = after
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            generate_package(project)

    return edit


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """Make a folder that is on no disk, where the system has such."""
    return tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)


@contextlib.contextmanager
def sides(_: Scale) -> Iterator[Sides]:
    """Whole processes, their start included, with files in memory: some disks take ten times as long to make one."""
    with cached_bytecode() as environment, in_memory() as folder:
        environment["TMPDIR"] = tempfile.tempdir = folder  # where the formatter works, also under `watch`
        fresh, done = Path(folder) / "fresh", Path(folder) / "done"
        done.mkdir()
        spec = make_revisions(Path(folder) / "revisions")
        edit = watch(Path(folder) / "watched")

        def anew() -> Measurement:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            return generate(SPEC, fresh, environment)

        yield {
            "load YAML, import jinja2": partial(run, ["-c", FLOOR, str(SPEC)], environment),
            "load YAML of both": partial(run, ["-c", LOAD, str(SPEC), str(SPEC)], environment),
            "diff of two revisions": partial(compare, "old", "new", spec, environment),
            "generate": anew,
            "nothing to do": partial(generate, SPEC, done, environment),
            "watch, an edit": partial(measure, edit),
        }
