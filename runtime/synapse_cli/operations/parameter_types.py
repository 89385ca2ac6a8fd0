"""Types of the spec as types of the command line: what a string on it means.

Each scalar is one row of `SCALARS`. Whatever has no simpler form is written as JSON.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synapse_runtime import Parameter

    ValueType = click.ParamType[Any]
else:
    ValueType = click.ParamType  # generic for type checkers alone, in older versions of click

NULL: Final = object()
"""What `null` means for a field that may be null; None means that an option is missing."""

STDIN = "-"


def read_input(text: str) -> str:
    """Return what `@FILE` and `-` stand for: the content of a file, or of stdin; any other string as it is.

    Raises:
        BadParameter: The file cannot be read.
    """
    if text == STDIN:
        return sys.stdin.read()
    if not text.startswith("@"):
        return text
    try:
        return Path(text[1:]).read_text("utf-8-sig")
    except OSError as error:
        raise click.BadParameter(f"cannot read {text[1:]!r}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.BadParameter(f"{text[1:]!r} is no text in UTF-8") from None


def read_json(text: str) -> Any:
    """Return the value of a JSON text, of JSON lines as a list, or of what `@FILE` and `-` stand for.

    Raises:
        BadParameter: It is not JSON.
    """
    source = read_input(text)
    try:
        return json.loads(source)
    except ValueError as error:
        try:
            return [json.loads(line) for line in source.splitlines() if line.strip()] if "\n" in source else _raise()
        except ValueError:
            hint = "Quote JSON for the shell: '{\"key\": 1}'; @FILE reads a file, and - reads stdin."
            raise click.BadParameter(f"{_cut(text)!r} is not JSON: {error}. {hint}") from None


def _raise() -> Any:
    raise ValueError


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


class JsonType(ValueType):
    """A JSON value."""

    name = "json|@file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value."""
        read = read_json(value) if isinstance(value, str) else value
        return NULL if read is None else read


class PositiveInt(ValueType):
    """An integer from 1; a range of click would show `[x>=1]` in help pages."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        number = int(click.INT.convert(value, param, ctx))
        if number < 1:
            self.fail(f"{number} is less than 1.", param, ctx)
        return number


class TimeType(ValueType):
    """A date, or a time, in ISO 8601; it is sent as it was written."""

    def __init__(self, name: str, parse: Callable[[str], object], example: str) -> None:
        self.name = name
        self._parse = parse
        self._example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the string, if it is one."""
        try:
            self._parse(value)
        except ValueError:
            self.fail(f"{value!r} is no {self.name}: write one such as {self._example}", param, ctx)
        return value


class FileType(ValueType):
    """A file to send: its path, or `-` for stdin."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or the bytes of stdin."""
        if value == STDIN:
            return sys.stdin.buffer.read()
        path = Path(value).expanduser()
        if not path.is_file():
            self.fail(f"{value!r} is a folder" if path.is_dir() else f"there is no file {value!r}", param, ctx)
        return path

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete files."""
        return [CompletionItem(incomplete, type="file")]


class ChoiceType(ValueType):
    """One of some strings."""

    name = "choice"

    def __init__(self, values: Sequence[str]) -> None:
        self.values = tuple(values)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the string, if it is one of them."""
        if value not in self.values:
            close = get_close_matches(str(value), self.values, 1)
            hint = f" Did you mean {close[0]}?" if close else ""
            self.fail(f"{value!r} is not one of {', '.join(self.values)}.{hint}", param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return the values for a help page."""
        return f"[{'|'.join(self.values)}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the values."""
        return [CompletionItem(value) for value in self.values if value.startswith(incomplete)]


class NamedType(ValueType):
    """An enum or a model of the service. Its module is loaded when it is first needed."""

    name = "json|@file"

    def __init__(self, models: str, type_name: str) -> None:
        self._models = models
        self._type_name = type_name

    def resolve(self) -> ValueType:
        """Return the type that it stands for."""
        named: Any = getattr(import_module(self._models), self._type_name)
        if isinstance(named, type) and issubclass(named, Enum):
            aliases = [str(alias) for alias, _ in getattr(named, "__aliases__", ())]
            return EnumType([str(item.value) for item in named], aliases)
        return JsonType()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value, as the type that it stands for says."""
        return self.resolve().convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return the values of an enum."""
        return self.resolve().get_metavar(param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the values of an enum."""
        return self.resolve().shell_complete(ctx, param, incomplete)


class EnumType(ChoiceType):
    """A value of an enum, or another spelling of one."""

    def __init__(self, values: Sequence[str], aliases: Sequence[str]) -> None:
        super().__init__(values)
        self._aliases = aliases

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the string as it was written, if it is one of them."""
        return value if value in self._aliases else super().convert(value, param, ctx)


class UnionType(ValueType):
    """One of several types: the first that can read the string counts."""

    def __init__(self, types: Sequence[ValueType]) -> None:
        self._types = types
        self.name = "|".join(dict.fromkeys(type.name for type in types))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value of the first type that fits."""
        for type in self._types[:-1]:
            try:
                return type.convert(value, param, ctx)
            except click.BadParameter:
                continue
        return self._types[-1].convert(value, param, ctx)


class NullableType(ValueType):
    """A type, or `null`."""

    def __init__(self, type: ValueType) -> None:
        self._type = type
        self.name = type.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value, or NULL."""
        return NULL if value == "null" else self._type.convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return what the type says."""
        return self._type.get_metavar(param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete what the type does."""
        return self._type.shell_complete(ctx, param, incomplete)


SCALARS: Final[dict[str, ValueType]] = {
    "int": click.INT,
    "float": click.FLOAT,
    "bool": click.BOOL,
    "str": click.STRING,
    "datetime": TimeType("time", datetime.fromisoformat, "2026-01-31T09:00:00+09:00 or 2026-01-31"),
    "date": TimeType("date", date.fromisoformat, "2026-01-31"),
    "uuid": TimeType("uuid", UUID, "7f3c9e5e-2f6b-4d7a-9a43-0c5d1b6f2e11"),
    "json": JsonType(),
    "file": FileType(),
    "data_uri": FileType(),
}
"""In the order in which a union tries them: the strictest first, and what takes any string last."""

_RANKS = {name: rank for rank, name in enumerate(("int", "float", "bool", "uuid", "date", "datetime"))}
_LIST = re.compile(r"list\[(.*)\]")


class ValueForm(NamedTuple):
    """How a parameter is written on the command line."""

    type: ValueType
    is_list: bool = False
    """Whether it may be repeated."""


def form_of(parameter: Parameter, models: str) -> ValueForm:
    """Return how a parameter is written."""
    spelled = parameter.type.removesuffix("?")
    is_nullable = spelled != parameter.type
    parts = [part.strip() for part in spelled.split(" | ")] if "[" not in spelled.split(" | ")[0] else [spelled]
    lists = [match[1] for part in parts if (match := _LIST.fullmatch(part))]
    names = [*dict.fromkeys([*(part for part in parts if not _LIST.fullmatch(part)), *lists])]
    names.sort(key=lambda name: _RANKS.get(name, len(_RANKS)))
    types = [_item_type(parameter, name, models) for name in names]
    type = types[0] if len(types) == 1 else UnionType(types)
    is_flag = type is click.BOOL  # no flag says null, which is what it is without one
    return ValueForm(NullableType(type) if is_nullable and not (lists or is_flag) else type, bool(lists))


def _item_type(parameter: Parameter, name: str, models: str) -> ValueType:
    if parameter.choices:
        return ChoiceType(parameter.choices)
    if name in {"int", "float"} and (parameter.minimum is not None or parameter.maximum is not None):
        range_type = click.IntRange if name == "int" else click.FloatRange
        return range_type(parameter.minimum, parameter.maximum)  # type: ignore[arg-type]  # whole numbers, of an int
    if name in SCALARS:
        return SCALARS[name]
    return NamedType(models, name) if name.isidentifier() else JsonType()
