"""Values and calls as people write them: in Python and in JSON, broken where a line gets too long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_codegen.ir.declared import Json

COLUMNS: Final = 72
"""Width of the column with code."""


def literal(value: Json, room: int = COLUMNS - 12) -> str:
    """Write a value in Python; one that is too long for a line is broken."""
    line = _in_line(value)
    if len(line) <= room or not value or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        parts = [f"{_in_line(name)}: {literal(item, room - 4 - len(name))}" for name, item in entries]
    else:
        parts = [literal(item, room - 4) for item in cast("Sequence[Json]", value)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, *(_indent(f"{part},") for part in parts), closing])


def _in_line(value: Json) -> str:
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        return "{" + ", ".join(f"{_in_line(name)}: {_in_line(item)}" for name, item in entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, cast("Sequence[Json]", value))) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def write_call(method: str, arguments: Sequence[str], reserve: int = 14) -> str:
    """Write a call, in one line if it fits."""
    line = f"{method}({', '.join(arguments)})"
    is_short = "\n" not in line and len(line) <= COLUMNS - reserve
    if is_short or (len(arguments) == 1 and arguments[0].endswith(("\n}", "\n]"))):
        return line
    return "\n".join([f"{method}(", *(_indent(f"{argument},") for argument in arguments), ")"])


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def json_text(value: Json) -> str:
    """Write JSON for readers: what fits into a line stays there."""
    return _json(value, COLUMNS - 4)


def _json(value: Json, room: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= room or not value or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        parts = [f"{json.dumps(name)}: {_json(item, room - 6 - len(name))}" for name, item in entries]
        return "{\n" + ",\n".join(_shift(part) for part in parts) + "\n}"
    return "[\n" + ",\n".join(_shift(_json(item, room - 2)) for item in cast("Sequence[Json]", value)) + "\n]"


def _shift(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
