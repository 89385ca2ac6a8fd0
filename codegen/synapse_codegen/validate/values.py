"""Whether JSON fits a type, and where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.ir import DictOf, ListOf, Named, Nullable, OneOf, Scalar
from synapse_codegen.nodes import MappingNode, SequenceNode
from synapse_codegen.type_parser import format_type

from .symbols import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import Place
    from synapse_codegen.ir import Json, Model, TypeRef

    from .symbols import Scope


def type_errors(value: Json, type: TypeRef, place: Place, scope: Scope) -> Iterator[Finding]:
    """Compare a value with a type.

    Args:
        value: JSON, as an example or a default says it.
        type: What it should be. Names that are not declared fit anything: another rule
            tells of them.
        place: Where the value stands; parts of it know their own places.
        scope: What names mean.

    Yields:
        Each part that does not fit.
    """
    match type:
        case Scalar(name):
            if not _SCALARS[name](value):
                yield _misfit(value, type, place)
        case Nullable(inner):
            if value is not None:
                yield from type_errors(value, inner, place, scope)
        case OneOf(options):
            if all(any(True for _ in type_errors(value, option, place, scope)) for option in options):
                yield _misfit(value, type, place)
        case ListOf(item):
            yield from _list(value, item, type, place, scope)
        case DictOf(inner):
            yield from _dict(value, inner, type, place, scope)
        case _:
            yield from _named(value, type, place, scope)


def _list(value: Json, item: TypeRef, type: TypeRef, place: Place, scope: Scope) -> Iterator[Finding]:
    if not isinstance(value, SequenceNode):
        yield _misfit(value, type, place)
        return
    for index, inner in enumerate(value):
        yield from type_errors(inner, item, value.place_of(index), scope)


def _dict(value: Json, inner: TypeRef, type: TypeRef, place: Place, scope: Scope) -> Iterator[Finding]:
    if not isinstance(value, MappingNode):
        yield _misfit(value, type, place)
        return
    for key, one in value.items():
        yield from type_errors(one, inner, value.place_of(key), scope)


def _named(value: Json, type: Named, place: Place, scope: Scope) -> Iterator[Finding]:
    name = type.name
    if enum := scope.enums.get(name):
        known = [one.value for one in enum.values]
        if not isinstance(value, str):
            yield _misfit(value, type, place)
        elif value not in known:
            hint = did_you_mean(value, known) or f"its values are {', '.join(known)}"
            yield Finding(place, f"`{value}` is no value of `{name}`", hint)
        return
    if name not in scope.models and name not in scope.unions:
        return
    if not isinstance(value, MappingNode):
        yield _misfit(value, type, place)
    elif union := scope.unions.get(name):
        yield from _variant(value, union.discriminator, dict(union.variants), place, scope)
    else:
        yield from _model(value, scope.models[name], place, scope)


def _variant(
    value: MappingNode, discriminator: str, variants: Mapping[str, Named], place: Place, scope: Scope
) -> Iterator[Finding]:
    if not discriminator:
        return  # another rule tells of it
    told = value.get(discriminator)
    if not isinstance(told, str):
        yield Finding(place, f"`{discriminator}` is missing, by which the union is told apart", _one_of(variants))
    elif told not in variants:
        hint = did_you_mean(told, variants) or _one_of(variants)
        yield Finding(value.place_of(discriminator), f"`{told}` is no variant of the union", hint)
    else:
        yield from type_errors(value, variants[told], place, scope)


def _one_of(variants: Mapping[str, Named]) -> str:
    return f"its values are {', '.join(variants)}"


def _model(value: MappingNode, model: Model, place: Place, scope: Scope) -> Iterator[Finding]:
    fields = {field.name: field for field in model.fields}
    for name, field in fields.items():
        if field.required and name not in value:
            hint = "add it, or drop `required` from the field"
            yield Finding(place, f"`{name}` is missing, which `{model.name}` always has", hint)
    for name, inner in value.items():
        if name in fields:
            yield from type_errors(inner, fields[name].type, value.place_of(name), scope)
        else:
            hint = did_you_mean(name, fields) or f"add it to `{model.name}`, or drop it here"
            yield Finding(value.place_of_key(name), f"`{model.name}` has no field `{name}`", hint)


def _misfit(value: Json, type: TypeRef, place: Place) -> Finding:
    hint = f"write `{format_type(type)}?` if it may be null" if value is None else ""
    return Finding(place, f"`{format_type(type)}` is expected here, not {_shown(value)}", hint)


def _shown(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text `{value if len(value) <= 40 else value[:39] + '…'}`"
        case Mapping():
            return "an object"
        case _:
            return "a list"


# Scalars -------------------------------------------------------------------------------


def _parses(parse: Callable[[str], object]) -> Callable[[Json], bool]:
    def fits(value: Json) -> bool:
        if not isinstance(value, str):
            return False
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return fits


_SCALARS: Final[Mapping[str, Callable[[Json], bool]]] = {
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "datetime": _parses(datetime.fromisoformat),
    "date": _parses(date.fromisoformat),
    "uuid": _parses(UUID),
    "json": lambda _: True,
    "file": lambda value: isinstance(value, str),  # its name, or what it holds
    "data_uri": lambda value: isinstance(value, str),
}
