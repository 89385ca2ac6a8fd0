"""How the generator grows with its spec: CPU for each operation, by how many there are."""

from __future__ import annotations

import contextlib
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import cached_bytecode
from bench.synthetic import write_spec

from .generation import compare, generate, in_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

EDITS = (
    ("      made_at:", "      created:"),
    ("      search:", "      find:"),
    ("  get:", "  fetch:"),
    ("list[int]", "list[str]"),
    ("PUT things", "PUT wares"),
    (", old: Made long ago.", ""),
    ("doc: Make one.", "doc: Make a new one."),
)
"""What each resource of a second revision has instead."""


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Whole processes."""
    sizes = (50, 500) if scale.quick else (50, 500, 5000)
    with cached_bytecode() as environment, in_memory() as folder:
        environment["TMPDIR"] = folder  # where the formatter works

        def each(spec: Path, operations: int) -> Measurement:
            out = Path(folder) / "out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            return {unit: value / operations for unit, value in generate(spec, out, environment).items()}

        def each_compared(spec: Path, operations: int) -> Measurement:
            edited = spec.with_name(f"{spec.name}_edited")
            taken = compare(str(spec), str(edited), spec, environment)
            return {unit: value / operations for unit, value in taken.items()}

        specs = {operations: write_spec(Path(folder), operations) for operations in sizes}
        for spec in specs.values():
            _edit_all(spec, spec.with_name(f"{spec.name}_edited"))
        yield {
            f"{operations:,} operations, each": partial(each, spec, operations) for operations, spec in specs.items()
        } | {
            f"diff of {operations:,}, each": partial(each_compared, spec, operations)
            for operations, spec in specs.items()
        }


def _edit_all(spec: Path, target: Path) -> None:
    """Copy a spec, with each resource edited."""
    shutil.copytree(spec, target)
    for file in (target / "resources").iterdir():
        text = file.read_text("utf-8")
        for before, after in EDITS:
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
