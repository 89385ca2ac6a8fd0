"""Compare JSON values, such as examples and defaults, with types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean, join_choices, nearest
from synapse_codegen.ir.declared import DictOf, ListOf, Named, Nullable, OneOf, Scalar
from synapse_codegen.scalars import SCALARS
from synapse_codegen.source.nodes import MappingNode, SequenceNode
from synapse_codegen.type_parser import format_type

from .symbols import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.declared import Json, TypeRef
    from synapse_codegen.ir.models import Field, Model, UnionModel

    from .symbols import SymbolTable


def type_errors(value: Json, type: TypeRef, location: SourceLocation, symbols: SymbolTable) -> Iterator[Violation]:
    """Compare a value with a type.

    Args:
        value: JSON, from an example or a default.
        type: Its type. An undeclared name matches anything: another rule reports it.
        location: The location of the value; parts of it have their own.
        symbols: What names refer to.

    Yields:
        Each part that does not match.
    """
    match type:
        case Scalar(name):
            if not SCALARS[name].accepts(value):
                yield _type_error(value, type, location)
        case Nullable(inner):
            if value is not None:
                yield from type_errors(value, inner, location, symbols)
        case OneOf(options):
            if all(any(True for _ in type_errors(value, option, location, symbols)) for option in options):
                yield _type_error(value, type, location)
        case ListOf():
            yield from _check_list(value, type, location, symbols)
        case DictOf():
            yield from _check_dict(value, type, location, symbols)
        case _:
            yield from _check_named(value, type, location, symbols)


def _check_list(value: Json, type: ListOf, location: SourceLocation, symbols: SymbolTable) -> Iterator[Violation]:
    if not isinstance(value, SequenceNode):
        yield _type_error(value, type, location)
        return
    for index, item in enumerate(value):
        yield from type_errors(item, type.item, value.location_of(index), symbols)


def _check_dict(value: Json, type: DictOf, location: SourceLocation, symbols: SymbolTable) -> Iterator[Violation]:
    if not isinstance(value, MappingNode):
        yield _type_error(value, type, location)
        return
    for key, inner_value in value.items():
        yield from type_errors(inner_value, type.value, value.location_of(key), symbols)


def _check_named(value: Json, type: Named, location: SourceLocation, symbols: SymbolTable) -> Iterator[Violation]:
    name = type.name
    if enum := symbols.enums.get(name):
        known = [enum_value.value for enum_value in enum.values]
        json_type = int if enum.type == "int" else str
        if not isinstance(value, json_type) or isinstance(value, bool):
            yield _type_error(value, type, location)
        elif str(value) not in known:
            hint = did_you_mean(str(value), known) or _list_values(known)
            message = f"`{value}` is not a value of `{name}`"
            yield Violation(location, message, hint, message)
        return
    if name not in symbols.models and name not in symbols.unions:
        return
    if (structural := symbols.unions.get(name)) and structural.options:
        yield from _check_options(value, type, structural, location, symbols)
        return
    if not isinstance(value, MappingNode):
        yield _type_error(value, type, location)
    elif union := symbols.unions.get(name):
        yield from _check_variant(value, union.discriminator, dict(union.variants), location, symbols)
    else:
        yield from _check_model(value, symbols.models[name], location, symbols)


def _check_variant(
    value: MappingNode,
    discriminator: str,
    variants: Mapping[str, Named],
    location: SourceLocation,
    symbols: SymbolTable,
) -> Iterator[Violation]:
    if not discriminator:
        return  # another rule reports it
    variant = value.get(discriminator)
    if not isinstance(variant, str):
        yield Violation(location, f"the discriminator `{discriminator}` is missing", _list_values(variants))
    elif variant not in variants:
        hint = did_you_mean(variant, variants) or _list_values(variants)
        yield Violation(value.location_of(discriminator), f"`{variant}` is not a variant of the union", hint)
    else:
        yield from type_errors(value, variants[variant], location, symbols)


def _check_options(
    value: Json, type: Named, union: UnionModel, location: SourceLocation, symbols: SymbolTable
) -> Iterator[Violation]:
    """Compare a value with the types of a union; if one type takes such values, say what does not match there."""
    errors = {option: [*type_errors(value, option, location, symbols)] for option in union.options}
    if all(errors.values()):
        within = {option: problems for option, problems in errors.items() if any(problem.cause for problem in problems)}
        hint = "; ".join(f"as `{format_type(option)}`, {problems[0].message}" for option, problems in within.items())
        others = [_type_error(value, type, location)._replace(hint=hint)]
        yield from next(iter(within.values())) if len(within) == 1 else others


def _check_model(
    value: MappingNode, model: Model, location: SourceLocation, symbols: SymbolTable
) -> Iterator[Violation]:
    fields = {field.name: field for field in model.fields}
    misspelled = {nearest(name, fields) for name in value if name not in fields}
    for name, field in fields.items():
        is_due = field.is_read if symbols.direction == "read" else field.is_sent and not field.has_const
        if field.required and is_due and name not in value and name not in misspelled:
            message = f"the required field `{name}` of `{model.name}` is missing"
            yield Violation(location, message, "add it, or drop `required` from the field", message)
    for name, inner_value in value.items():
        if name in fields and symbols.direction and fields[name].only not in ("", symbols.direction):
            yield _misplaced(name, fields[name], model, value)
        elif name in fields and fields[name].has_const and inner_value != fields[name].const:
            message = f"`{model.name}.{name}` is always `{fields[name].const}`"
            yield Violation(value.location_of(name), message, "write that, or drop `const` from the field", message)
        elif name in fields:
            for violation in type_errors(inner_value, fields[name].type, value.location_of(name), symbols):
                yield violation._replace(cause=violation.cause or f"{model.name}.{name}")
        else:
            hint = did_you_mean(name, fields) or f"add it to `{model.name}`, or drop it here"
            message = f"`{model.name}` has no field `{name}`"
            yield Violation(value.location_of_key(name), message, hint, message)


def _misplaced(name: str, field: Field, model: Model, value: MappingNode) -> Violation:
    """Say that a field is only read, or only sent."""
    key, owner = ("read", "request") if field.only == "read" else ("write", "response")
    message = f"`{model.name}.{name}` is `{key}: only`, so no {owner} has it"
    return Violation(value.location_of_key(name), message, f"drop it here, or drop `{key}: only`", message)


def _list_values(values: Mapping[str, object] | list[str]) -> str:
    return f"its values are {join_choices(values, 'and')}"


def _type_error(value: Json, type: TypeRef, location: SourceLocation) -> Violation:
    expected = format_type(type)
    hint = ""
    if value is None:
        hint = f"write `{expected}?` if it may be null"
    elif isinstance(type, Scalar) and (example := SCALARS[type.name].example):
        hint = f"write it like `{example}`"
    return Violation(location, f"expected `{expected}`, got {_describe_value(value)}", hint)


def _describe_value(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the string `{value if len(value) <= 40 else value[:39] + '…'}`"
        case Mapping():
            return "an object"
        case _:
            return "a list"
