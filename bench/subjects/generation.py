"""The generator as a process: the whole Synapse spec, against what must be loaded for it at the least."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import cached_bytecode, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

SPEC = Path(__file__).parents[2] / "spec" / "synapse"

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


@contextlib.contextmanager
def sides(_: Scale) -> Iterator[Sides]:
    """Whole processes, their start included."""
    with cached_bytecode() as environment, tempfile.TemporaryDirectory() as folder:
        fresh, done = Path(folder) / "fresh", Path(folder) / "done"
        done.mkdir()
        spec = make_revisions(Path(folder) / "revisions")

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
        }
