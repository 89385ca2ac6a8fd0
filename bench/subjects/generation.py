"""The generator as a process: the whole Synapse spec, against what must be loaded for it at the least."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import cached_bytecode, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

SPEC = Path(__file__).parents[2] / "spec" / "synapse"

FLOOR = """
import pathlib, sys, yaml, jinja2
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""


def generate(spec: Path, out: Path, environment: dict[str, str]) -> Measurement:
    """One whole run of the command."""
    return run(["-m", "synapse_codegen", "generate", "--spec", str(spec), "--out", str(out)], environment)


@contextlib.contextmanager
def sides(_: Scale) -> Iterator[Sides]:
    """Whole processes, their start included."""
    with cached_bytecode() as environment, tempfile.TemporaryDirectory() as folder:
        fresh, done = Path(folder) / "fresh", Path(folder) / "done"
        done.mkdir()

        def anew() -> Measurement:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            return generate(SPEC, fresh, environment)

        yield {
            "load YAML, import jinja2": partial(run, ["-c", FLOOR, str(SPEC)], environment),
            "generate": anew,
            "nothing to do": partial(generate, SPEC, done, environment),
        }
