"""The table, for a terminal and for BENCHMARKS.md."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .rows import PEAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .harness import Result, Scale

HEAD = ("subject", "ours", "peer", "of", "ratio", "quartiles", "limit", "ours took", "peer took")
START, END = "<!-- table -->", "<!-- end of table -->"


def cells(result: Result, scale: Scale) -> tuple[str, ...]:
    """Return the cells of a row."""
    row = result.row
    limit = "" if row.limit is None else f"{row.limit:g}" if result.is_within_limit(scale) else f"{row.limit:g} MISSED"
    quartiles = f"{result.low:.2f} to {result.high:.2f}"
    amounts = (amount(value, row.unit) for value in (result.ours, result.peer))
    return (
        row.subject.replace("_", " "),
        row.ours,
        row.against,
        row.unit,
        f"{result.ratio:.2f}",
        quartiles,
        limit,
        *amounts,
    )


def amount(value: float, unit: str) -> str:
    """Format a value with its unit."""
    if unit == PEAK:
        return f"{value:.1f} MiB"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.3g} ms"


def table(results: Sequence[Result], scale: Scale) -> Iterator[str]:
    """Yield the lines of a Markdown table, with aligned columns."""
    rows = [HEAD, *(cells(result, scale) for result in results)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    for row in rows:
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def machine() -> str:
    """Describe this machine."""
    cpu = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    cores = ""
    if cpuinfo.exists():
        description = cpuinfo.read_text()
        cpu = description.partition("model name")[2].partition(":")[2].partition("\n")[0].strip() or cpu
        cores = f", {description.count('processor	:')} cores"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {python}, {platform.system()} {platform.release()}, {cpu}{cores}"


def write(file: Path, results: Sequence[Result], scale: Scale) -> None:
    """Replace the table in a document."""
    before, _, rest = file.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    lines = "\n".join(table(results, scale))
    file.write_text(f"{before}{START}\nMeasured {machine()}.\n\n{lines}\n{END}{after}", "utf-8")


def log(line: str) -> None:
    """Print to stderr; only the table goes to stdout."""
    print(line, file=sys.stderr, flush=True)
