"""From types of the spec to annotations in Python.

The annotation depends on the context: callers may pass any sequence, a model holds a list,
and the documented face takes plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from attrs import frozen

from synapse_codegen.ir.declared import DictOf, ListOf, Named, Nullable, OneOf, Scalar, TypeRef
from synapse_codegen.naming import alias_name
from synapse_codegen.scalars import SCALARS, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .imports import Imports

OBJECT: Final[Symbol] = ("builtins", "object")
STRING: Final[Symbol] = SCALARS["str"].annotation
INTEGER: Final[Symbol] = SCALARS["int"].annotation

_STRING_FOR_TYPED: Final = frozenset(name for name, scalar in SCALARS.items() if scalar.string_for_typed)
_STRING_FOR_DOCUMENTED: Final = frozenset(name for name, scalar in SCALARS.items() if scalar.string_for_documented)


class AnnotationContext(NamedTuple):
    """Who hands a value over, and in which form."""

    sequence: Symbol = ("collections.abc", "Sequence")
    """Python type of a list."""
    mapping: Symbol = ("collections.abc", "Mapping")
    """Python type of an object with free keys."""
    or_string: frozenset[str] = _STRING_FOR_TYPED
    """Scalar types that may be passed as strings too."""
    is_plain: bool = False
    """Whether models are plain data."""
    uses_aliases: bool = True
    """Whether an enum is written as the alias that lists its values."""
    unknown_value: Symbol = ("synapse_runtime", "UnknownValue")
    """Python type of a value that an enum lacks, where no alias is used."""


INPUT: Final = AnnotationContext()
"""Passed by a caller of the typed face."""

DOCUMENTED_INPUT: Final = AnnotationContext(or_string=_STRING_FOR_DOCUMENTED, is_plain=True, uses_aliases=False)
"""Passed by a caller of the documented face."""

DICT_VALUE: Final = DOCUMENTED_INPUT._replace(uses_aliases=True)
"""The same as a value of a dict, where the alias lets editors complete the values of an enum."""

OUTPUT: Final = AnnotationContext(("builtins", "list"), ("builtins", "dict"), frozenset(), uses_aliases=False)
"""Returned by the backend."""

HELD: Final = OUTPUT._replace(unknown_value=STRING)
"""Held by a model that callers send, with values of enums as strings."""


class Definition(NamedTuple):
    """Where the emitted package defines a name of the spec."""

    module: str
    enum_type: Literal["", "str", "int"] = ""
    """What the values of an enum are; empty for models and unions."""


@frozen(eq=False, repr=False)
class Annotations:
    """Writes annotations for one module."""

    imports: Imports
    """Collects the names that annotations use."""
    definitions: Mapping[str, Definition]
    """Where each name of the spec is defined."""
    module: str = ""
    """The module that is written; its own names need no import."""

    def write(self, type: TypeRef, context: AnnotationContext) -> str:
        """Write the annotation of a value.

        Args:
            type: Type of the value in the spec.
            context: Who hands it over.

        Returns:
            Its annotation; the names in it are imported for type checkers.
        """
        options = list(dict.fromkeys(self._options(type, context)))
        if "object" in options:
            return "object"
        if "None" in options:  # last, where readers look for it
            options.remove("None")
            options.append("None")
        return " | ".join(options)

    def _options(self, type: TypeRef, context: AnnotationContext) -> list[str]:
        match type:
            case Scalar("json") if context.is_plain:
                return [self._name(OBJECT)]
            case Scalar(name):
                return [
                    self._name(SCALARS[name].annotation),
                    *([self._name(STRING)] if name in context.or_string else []),
                ]
            case Named(name):
                return self._named(name, context)
            case ListOf(item):
                return [f"{self._name(context.sequence)}[{self.write(item, context)}]"]
            case DictOf(value):
                return [f"{self._name(context.mapping)}[{self._name(STRING)}, {self.write(value, context)}]"]
            case Nullable(inner):
                options = self._options(inner, context)
                return options if _holds_null(inner) else [*options, "None"]
            case _:
                return [alternative for option in type.options for alternative in self._options(option, context)]

    def _named(self, name: str, context: AnnotationContext) -> list[str]:
        definition = self.definitions[name]
        if definition.enum_type and context.uses_aliases:
            return [self._defined(definition.module, alias_name(name))]
        if context.is_plain and definition.enum_type:
            return [self._name(SCALARS[definition.enum_type].annotation)]
        if context.is_plain:
            return [f"{self._name(context.mapping)}[{self._name(STRING)}, {self._name(OBJECT)}]"]
        defined = self._defined(definition.module, name)
        if not definition.enum_type:
            return [defined]
        return [defined, self._name(context.unknown_value if definition.enum_type == "str" else INTEGER)]

    def _defined(self, module: str, name: str) -> str:
        return name if module == self.module else self.imports.mention(module, name)

    def _name(self, symbol: Symbol) -> str:
        module, name = symbol
        return self.imports.builtin(name) if module == "builtins" else self.imports.mention(module, name)


def union_with(annotation: str, other: str) -> str:
    """Add an alternative to an annotation; `None` stays last."""
    options = annotation.removesuffix(" | None")
    return f"{options} | {other}" + (" | None" if options != annotation else "")


def _holds_null(type: TypeRef) -> bool:
    """Tell whether a type allows null by itself, as JSON does."""
    return type == Scalar("json") or (isinstance(type, OneOf) and any(map(_holds_null, type.options)))
