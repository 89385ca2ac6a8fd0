"""What becomes of the items: the result of the call, and a report of each item as it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from .job import Item


class Outcome:
    """What has become of all items; with a report of those that failed alone, so that memory does not grow."""

    def __init__(self, report: str | PathLike[str] | Callable[[dict[str, Any]], object] | None) -> None:
        """Begin; a report is a function, or a file that gets a JSON line for each item."""
        self._done: list[tuple[int, dict[str, Any], dict[str, Any]]] = []
        if callable(report) or report is None:
            self._file, self._function = None, report
        else:
            self._file = open(report, "w", encoding="utf-8", buffering=1)  # noqa: PTH123, SIM115 - closed below
            self._function = self._write

    def add(self, item: Item) -> None:
        """Report an item that is done."""
        if self._function is not None:
            self._function(item.report())
        if self._function is None or item.status == "failed":
            self._done.append((item.index, item.report(), {} if self._function else item.created))

    def result(self) -> dict[str, Any]:
        """Return what the call returns, in the order of the items."""
        done = sorted(self._done, key=lambda entry: entry[0])
        created = {role: [new[role] for _, _, new in done if role in new] for role in ("units", "tasks")}
        return {**created, "items": [entry for _, entry, _ in done]}

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _write(self, entry: dict[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
