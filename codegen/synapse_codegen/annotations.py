"""From types of the spec to annotations in Python.

What a type looks like depends on who hands the value over: callers may pass any sequence,
a model holds a list, and on the documented face everything is plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from attrs import frozen

from .imports import RUNTIME, Imports
from .ir import DictOf, ListOf, Named, Nullable, OneOf, Scalar, ScalarName, TypeRef
from .naming import alias_name

if TYPE_CHECKING:
    from collections.abc import Mapping

Symbol: TypeAlias = tuple[str, str]
"""A module, and a name in it."""


def _runtime(name: str) -> Symbol:
    return RUNTIME[name], name


SCALARS: Final[Mapping[ScalarName, Symbol]] = {
    "int": ("builtins", "int"),
    "float": ("builtins", "float"),
    "str": ("builtins", "str"),
    "bool": ("builtins", "bool"),
    "datetime": ("datetime", "datetime"),
    "date": ("datetime", "date"),
    "uuid": ("uuid", "UUID"),
    "json": _runtime("Json"),
    "file": _runtime("FileContent"),
    "data_uri": _runtime("FileContent"),
}
"""What stands for each type the language knows by itself."""

OBJECT: Final[Symbol] = ("builtins", "object")
TEXT: Final[Symbol] = SCALARS["str"]


class Side(NamedTuple):
    """Who hands a value over.

    Attributes:
        sequence: What stands for a list.
        mapping: What stands for an object with free keys.
        as_text: Types that may be given as text too.
        plain: Whether models are plain data.
        aliases: Whether an enum is written by the alias that completes its values.
    """

    sequence: Symbol = ("collections.abc", "Sequence")
    mapping: Symbol = ("collections.abc", "Mapping")
    as_text: frozenset[str] = frozenset({"uuid"})
    plain: bool = False
    aliases: bool = True


TYPED: Final = Side()
"""A caller of the typed face."""

PLAIN: Final = Side(as_text=frozenset({"uuid", "datetime", "date"}), plain=True)
"""A caller of the documented face."""

ANSWER: Final = Side(("builtins", "list"), ("builtins", "dict"), frozenset(), aliases=False)
"""The backend, or a model that holds what it said."""


class Definition(NamedTuple):
    """Where a name of the spec is defined in the emitted package."""

    module: str
    is_enum: bool = False


@frozen
class Annotations:
    """Writes annotations for one module.

    Attributes:
        imports: Told of every name that is used.
        definitions: The names of the spec.
        module: The module itself; what it defines needs no import.
    """

    imports: Imports
    definitions: Mapping[str, Definition]
    module: str = ""

    def write(self, type: TypeRef, side: Side) -> str:
        """Write the annotation of a value.

        Args:
            type: What the spec says.
            side: Who hands the value over.

        Returns:
            Python text; all it names is imported for type checkers.
        """
        options = list(dict.fromkeys(self._options(type, side)))
        if "object" in options:
            return "object"
        if "None" in options:  # last, where readers look for it
            options.remove("None")
            options.append("None")
        return " | ".join(options)

    def _options(self, type: TypeRef, side: Side) -> list[str]:
        match type:
            case Scalar("json") if side.plain:
                return [self._name(OBJECT)]
            case Scalar(name):
                return [self._name(SCALARS[name]), *([self._name(TEXT)] if name in side.as_text else [])]
            case Named(name):
                return self._named(name, side)
            case ListOf(item):
                return [f"{self._name(side.sequence)}[{self.write(item, side)}]"]
            case DictOf(value):
                return [f"{self._name(side.mapping)}[{self._name(TEXT)}, {self.write(value, side)}]"]
            case Nullable(inner):
                options = self._options(inner, side)
                return options if _holds_null(inner) else [*options, "None"]
            case _:
                return [one for option in type.options for one in self._options(option, side)]

    def _named(self, name: str, side: Side) -> list[str]:
        definition = self.definitions[name]
        if side.plain:
            text = self._name(TEXT)
            return [text if definition.is_enum else f"{self._name(side.mapping)}[{text}, {self._name(OBJECT)}]"]
        if definition.is_enum and side.aliases:
            return [self._defined(definition.module, alias_name(name))]
        found = self._defined(definition.module, name)
        return [found, self._name(TEXT)] if definition.is_enum else [found]

    def _defined(self, module: str, name: str) -> str:
        return name if module == self.module else self.imports.mention(module, name)

    def _name(self, symbol: Symbol) -> str:
        module, name = symbol
        return self.imports.builtin(name) if module == "builtins" else self.imports.mention(module, name)


def or_else(annotation: str, other: str) -> str:
    """Add an alternative to an annotation; `None` stays last."""
    options = annotation.removesuffix(" | None")
    return f"{options} | {other}" + (" | None" if options != annotation else "")


def _holds_null(type: TypeRef) -> bool:
    """Tell whether null is among the values of a type already: JSON may be anything."""
    return type == Scalar("json") or (isinstance(type, OneOf) and any(map(_holds_null, type.options)))
