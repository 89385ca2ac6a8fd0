"""How the generator grows with its spec: CPU for each operation, by how many there are."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import cached_bytecode
from bench.synthetic import write_spec

from .generation import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Whole processes."""
    sizes = (50, 500) if scale.quick else (50, 500, 5000)
    with cached_bytecode() as environment, tempfile.TemporaryDirectory() as folder:

        def each(spec: Path, operations: int) -> Measurement:
            out = Path(folder) / "out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            return {unit: value / operations for unit, value in generate(spec, out, environment).items()}

        yield {
            f"{operations:,} operations, each": partial(each, write_spec(Path(folder), operations), operations)
            for operations in sizes
        }
