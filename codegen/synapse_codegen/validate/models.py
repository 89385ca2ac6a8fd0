"""Rules about types, models, unions and enums."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.disambiguation import describe_ambiguity, disambiguate
from synapse_codegen.ir.declared import NO_LIMITS, ListOf, Named, Nullable, OneOf, Scalar
from synapse_codegen.ir.models import Model
from synapse_codegen.scalars import SCALARS, SYNONYMS
from synapse_codegen.type_parser import SCALAR_TYPES, UNKNOWN, format_type, walk_type

from .symbols import Violation, operations_of, strip_nullable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.models import Field, UnionModel
    from synapse_codegen.ir.operations import CompositeArgument, Operation, Parameter
    from synapse_codegen.ir.service import Service

    from .symbols import SymbolTable


def duplicate_model(symbols: SymbolTable) -> Iterator[Violation]:
    """Names of models, unions and enums are unique in the service."""
    seen: dict[str, SourceLocation] = {}
    for resource in symbols.service.resources:
        for declared in (*resource.enums, *resource.models):
            if declared.name in seen:
                hint = f"the first one is at {seen[declared.name]}; names are unique in the whole service"
                yield Violation(declared.source, f"`{declared.name}` is declared twice", hint)
            seen.setdefault(declared.name, declared.source)


def unknown_type(symbols: SymbolTable) -> Iterator[Violation]:
    """Every name in a type is declared."""
    known = {*SCALAR_TYPES, *symbols.types}
    accepted = {*known, *symbols.unread, UNKNOWN.name}
    for type in types_of(symbols.service):
        for part in walk_type(type):
            if isinstance(part, Named) and part.name not in accepted:
                scalar = SYNONYMS.get(part.name.lower())
                hint = f"did you mean `{scalar}`?" if scalar else did_you_mean(part.name, known)
                hint = hint or "declare it under `models`, `unions` or `enums`"
                yield Violation(part.source, f"there is no type `{part.name}`", hint, part.name)
    face = symbols.service.documented
    for enum in face.enums if face else ():
        if enum.name not in symbols.enums and not symbols.is_unread(enum.name):
            hint = did_you_mean(enum.name, symbols.enums) or "declare it under `enums`"
            yield Violation(enum.source, f"there is no enum `{enum.name}`", hint)
    for operation in operations_of(symbols.service):
        if operation.on and operation.on not in symbols.models and not symbols.is_unread(operation.on):
            hint = did_you_mean(operation.on, symbols.models) or "name a model whose rows the mock keeps"
            yield Violation(operation.at("on"), f"there is no model `{operation.on}`", hint)


def operations_with_unknown_types(symbols: SymbolTable) -> Iterator[Operation]:
    """Yield the operations that name a type which is not known for certain: nothing can be compared with it."""
    for operation in operations_of(symbols.service):
        parts = (part for type in types_in(operation) for part in walk_type(type))
        if any(isinstance(part, Named) and part.name not in symbols.types for part in parts):
            yield operation


def unused_model(symbols: SymbolTable) -> Iterator[Violation]:
    """Every model, union and enum is used by an operation or by the documents."""
    used: set[str] = set()
    face = symbols.service.documented
    pending: list[TypeRef] = [type for operation in operations_of(symbols.service) for type in types_in(operation)]
    pending += face.enums if face else ()
    pending += [error.type for error in symbols.service.errors if error.type]
    while pending:
        for part in walk_type(pending.pop()):
            if isinstance(part, Named) and part.name not in used:
                used.add(part.name)
                pending += [type for _, type in _parts_of(part.name, symbols)]
    for resource in symbols.service.resources:
        for declared in (*resource.enums, *resource.models):
            if declared.name not in used:
                hint = "name it in an operation, or delete it"
                yield Violation(declared.source, f"nothing uses `{declared.name}`", hint)


def _parts_of(name: str, symbols: SymbolTable) -> list[tuple[str, TypeRef]]:
    """Return the types inside a model or a union, each with a name for messages."""
    if name in symbols.unions:
        return [(name, type) for type in symbols.unions[name].types]
    model = symbols.models.get(name)
    return [(f"{name}.{field.name}", field.type) for field in model.fields] if model else []


def union_without_discriminator(symbols: SymbolTable) -> Iterator[Violation]:
    """Models are united by name, and a field or their structure says which one a value is."""
    models_and_unions = {*symbols.models, *symbols.unions}
    for type in types_of(symbols.service):
        for part in walk_type(type):
            options = part.options if isinstance(part, OneOf) else ()
            for option in options:
                inner = strip_nullable(option)
                if isinstance(inner, Named) and inner.name in models_and_unions:
                    message = f"`{format_type(part)}` has no name"
                    names = [format_type(strip_nullable(option)) for option in options]
                    variants = ", ".join(f'"{name}"' if "[" in name else name for name in names)
                    hint = f"declare it under `unions`, with `variants: [{variants}]` or with a `discriminator`"
                    yield Violation(inner.source, message, hint)
    for union in symbols.unions.values():
        if union.options:
            yield from _check_options(union, symbols)
        elif not union.discriminator:
            hint = "write `discriminator: <field>`, or list the types: `variants: [A, B]`"
            yield Violation(union.source, f"`{union.name}` has no discriminator", hint)
        else:
            yield from _check_variants(union, symbols)


def _check_options(union: UnionModel, symbols: SymbolTable) -> Iterator[Violation]:
    """Check the types of a union that are told apart by structure."""
    if union.discriminator:
        hint = "map each of its values to a model: `variants: { box: Box }`; or drop the discriminator"
        yield Violation(union.at("discriminator"), f"`{union.name}` lists types, which have no discriminator", hint)
    for index, option in enumerate(union.options):
        written = format_type(option)
        if isinstance(option, Nullable | OneOf) or option == SCALAR_TYPES["json"]:
            hint = f"write one type each; null is for those who use it: `{union.name}?`"
            yield Violation(union.at("variants"), f"`{written}` is not one type", hint)
        elif isinstance(option, Named) and option.name in symbols.unions:
            yield Violation(option.source, f"`{written}` is a union itself", "list its types instead")
        elif option in union.options[:index]:
            yield Violation(union.at("variants"), f"`{written}` is listed twice", "list it once")


def union_ambiguous(symbols: SymbolTable) -> Iterator[Violation]:
    """The types of a union without a discriminator can be told apart by their structure."""
    for union in symbols.unions.values():
        for ambiguity in disambiguate(union, symbols.declared).ambiguities:
            yield Violation(union.source, describe_ambiguity(union.name, ambiguity), ambiguity.hint)


def enum_value(symbols: SymbolTable) -> Iterator[Violation]:
    """The values of an enum of integers are integers."""
    for enum in symbols.enums.values():
        for value in enum.values if enum.type == "int" else ():
            for spelling in (value.value, *value.aliases, *value.was):
                if not re.fullmatch("0|-?[1-9][0-9]{0,17}", spelling):
                    hint = "write it as JSON does, without zeros before it; or drop `type: int`"
                    message = f"`{spelling}` is not an integer, but `{enum.name}` is `type: int`"
                    yield Violation(value.source, message, hint)


def _check_variants(union: UnionModel, symbols: SymbolTable) -> Iterator[Violation]:
    for value, variant in union.variants:
        model = symbols.models.get(variant.name)
        if model is None:
            if variant.name in symbols.types:
                message = f"`{variant.name}` is not a model, so it cannot be a variant of `{union.name}`"
                yield Violation(variant.source, message)
            continue
        field = next((field for field in model.fields if field.name == union.discriminator), None)
        if field is None:
            hint = f"add the field to `{model.name}`, or name another `discriminator`"
            message = f"`{model.name}` has no field `{union.discriminator}`, the discriminator of `{union.name}`"
            yield Violation(variant.source, message, hint)
        elif field.has_const and field.const != value:
            message = f"`{model.name}.{field.name}` is always `{field.const}`, which is not `{value}`"
            yield Violation(variant.source, message, "write the constant as the key of the variant")
        elif not _can_hold(field.type, value, symbols):
            message = f"`{model.name}.{field.name}` is `{format_type(field.type)}`, which cannot be `{value}`"
            yield Violation(variant.source, message, "make it `str`, or an enum with this value")


def _can_hold(type: TypeRef, value: str, symbols: SymbolTable) -> bool:
    enum = symbols.enums.get(type.name) if isinstance(type, Named) else None
    return any(known.value == value for known in enum.values) if enum else type == SCALAR_TYPES["str"]


def required_with_default(symbols: SymbolTable) -> Iterator[Violation]:
    """A required field or argument has no default."""
    entries: list[Field | CompositeArgument | Parameter] = [
        field for model in symbols.models.values() for field in model.fields
    ]
    for operation in operations_of(symbols.service):
        entries += (*operation.composite_arguments, *operation.parameters)
    for entry in entries:
        if entry.required and entry.has_default:
            hint = "drop `default`, or drop `required`"
            yield Violation(entry.at("default"), f"`{entry.name}` is required, so its default is never used", hint)
    for model in symbols.models.values():
        for field in model.fields:
            if field.has_const and field.has_default:
                message = f"`{field.name}` is constant, so its default is never used"
                yield Violation(field.at("default"), message, "drop `default`, or drop `const`")


def limit_mismatch(symbols: SymbolTable) -> Iterator[Violation]:
    """Limits are of the type that they limit, and leave something that is allowed."""
    entries: list[Field | Parameter] = [field for model in symbols.models.values() for field in model.fields]
    for operation in operations_of(symbols.service):
        entries += operation.parameters
    for entry in (entry for entry in entries if entry.limits != NO_LIMITS):
        yield from _check_limit_types(entry)
        limits = entry.limits
        for low, high in (("minimum", "maximum"), ("min_length", "max_length"), ("min_items", "max_items")):
            least, most = getattr(limits, low), getattr(limits, high)
            if least is not None and most is not None and least > most:
                message = f"nothing is from {least} to {most}"
                yield Violation(entry.at(high), message, f"exchange `{low}` and `{high}`")
        if problem := _find_pattern_error(limits.pattern):
            hint = "write a regular expression as Python and JSON Schema both read it"
            yield Violation(entry.at("pattern"), f"`{limits.pattern}` is not a regular expression: {problem}", hint)


def _check_limit_types(entry: Field | Parameter) -> Iterator[Violation]:
    scalars = {part.name for part in walk_type(entry.type) if isinstance(part, Scalar)}
    is_list = any(isinstance(part, ListOf) for part in walk_type(entry.type))
    limits, type = entry.limits, format_type(entry.type)
    if limits.choices and "str" not in scalars:
        hint = "drop `choices`, or declare an enum, which has values of its own"
        yield Violation(entry.at("choices"), f"`choices` are strings, but `{entry.name}` is `{type}`", hint)
    rows = (
        (("minimum", "maximum"), "is a number", not scalars.isdisjoint(("int", "float"))),
        (("format", "pattern", "min_length", "max_length"), "is for strings", not scalars.isdisjoint(_STRINGS)),
        (("min_items", "max_items"), "is for lists", is_list),
    )
    for keys, purpose, fits in rows:
        for key in keys:
            if getattr(limits, key) not in (None, "") and not fits:
                message = f"`{key}` {purpose}, but `{entry.name}` is `{type}`"
                yield Violation(entry.at(key), message, f"drop `{key}`")


_STRINGS = frozenset(name for name, scalar in SCALARS.items() if scalar.annotation == SCALARS["str"].annotation)


def _find_pattern_error(pattern: str) -> str:
    """Return what is wrong with a regular expression, or ""."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


def file_misplaced(symbols: SymbolTable) -> Iterator[Violation]:
    """A file is sent as a field of a multipart body or as a chunked upload; no response has one."""
    for operation in operations_of(symbols.service):
        for response in operation.responses:
            is_json = response.codec == "json" and response.type
            if is_json and (file := _find_file("response", is_json, symbols, set())):
                hint = "JSON holds the file's URL: write `str`, and `file_urls: true`; or write `codec: bytes`"
                yield Violation(response.source, f"`{file}` is a file, but the response is JSON", hint)
        body = operation.body
        if body is None or body.codec == "bytes":
            continue
        model = symbols.model_of(body.type)
        parts = _parts_of(model.name, symbols) if model else [("body", body.type)]
        if model and operation.chunked and not operation.chunked.argument:
            parts = [(name, type) for name, type in parts if name != f"{model.name}.{operation.chunked.field}"]
        if body.codec == "multipart":  # a field may be a file, but nothing inside it
            parts = [(name, type) for name, type in parts if strip_nullable(type) != SCALAR_TYPES["file"]]
        for name, type in parts:
            if file := _find_file(name, type, symbols, set()):
                place = {"json": "a JSON body", "form": "a form without parts"}.get(body.codec)
                problem = f"is in {place}" if place else "is too deep in a multipart body"
                hint = "use `data_uri`, or make it a field of the body itself with `codec: multipart`"
                yield Violation(body.at("type"), f"the file `{file}` {problem}", hint)


def _find_file(name: str, type: TypeRef, symbols: SymbolTable, seen: set[str]) -> str:
    """Return the name of the first file in a type, or an empty string. Models in `seen` are skipped."""
    for part in walk_type(type):
        if part == SCALAR_TYPES["file"]:
            return name
        if isinstance(part, Named) and part.name not in seen:
            seen.add(part.name)
            for inner_name, inner in _parts_of(part.name, symbols):
                if file := _find_file(inner_name, inner, symbols, seen):
                    return file
    return ""


def types_in(operation: Operation) -> Iterator[TypeRef]:
    """Yield the types that an operation names."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body:
        yield operation.body.type
    yield from (response.type for response in operation.responses if response.type)
    for argument in operation.composite_arguments:
        yield argument.type
    yield from (error.type for error in operation.errors if error.type)


def types_of(service: Service) -> Iterator[TypeRef]:
    """Yield the types that a service names."""
    for resource in service.resources:
        for model in resource.models:
            if isinstance(model, Model):
                yield from (field.type for field in model.fields)
            else:
                yield from model.types
    yield from (error.type for error in service.errors if error.type)
    for operation in operations_of(service):
        yield from types_in(operation)
