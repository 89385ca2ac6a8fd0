"""Rules about types, models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.ir import Model, Named, OneOf
from synapse_codegen.type_parser import SCALARS, UNKNOWN, format_type, parts

from .symbols import Finding, operations_of, without_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import Place
    from synapse_codegen.ir import CompositeArgument, Field, Operation, Service, TypeRef, UnionModel

    from .symbols import Scope


def duplicate_model(scope: Scope) -> Iterator[Finding]:
    """Names of models, unions and enums are unique in the whole service."""
    seen: dict[str, Place] = {}
    for resource in scope.service.resources:
        for declared in (*resource.enums, *resource.models):
            if declared.name in seen:
                hint = f"it is declared at {seen[declared.name]} already, and names are known in the whole service"
                yield Finding(declared.place, f"`{declared.name}` is declared twice", hint)
            seen.setdefault(declared.name, declared.place)


def unknown_type(scope: Scope) -> Iterator[Finding]:
    """Every name in a type is declared somewhere."""
    known = {*SCALARS, *scope.types}
    passed = {*known, UNKNOWN.name}
    for type in types_of(scope.service):
        for part in parts(type):
            if isinstance(part, Named) and part.name not in passed:
                hint = did_you_mean(part.name, known) or "declare it under `models`, `unions` or `enums`"
                yield Finding(part.place, f"there is no type `{part.name}`", hint)
    face = scope.service.documented
    for enum in face.enums if face else ():
        if enum.name not in scope.enums:
            hint = did_you_mean(enum.name, scope.enums) or "declare it under `enums`"
            yield Finding(enum.place, f"there is no enum `{enum.name}`", hint)


def unused_model(scope: Scope) -> Iterator[Finding]:
    """Every model, union and enum is reached from an operation, or from the documents."""
    reached: set[str] = set()
    face = scope.service.documented
    waiting: list[TypeRef] = [type for operation in operations_of(scope.service) for type in types_in(operation)]
    waiting += face.enums if face else ()
    while waiting:
        for part in parts(waiting.pop()):
            if isinstance(part, Named) and part.name not in reached:
                reached.add(part.name)
                waiting += [type for _, type in _inside(part.name, scope)]
    for resource in scope.service.resources:
        for declared in (*resource.enums, *resource.models):
            if declared.name not in reached:
                yield Finding(declared.place, f"nobody uses `{declared.name}`", "name it in an operation, or delete it")


def _inside(name: str, scope: Scope) -> list[tuple[str, TypeRef]]:
    """What a model or a union is made of, each with what to call it."""
    if name in scope.unions:
        return [(name, variant) for _, variant in scope.unions[name].variants]
    return [(f"{name}.{field.name}", field.type) for field in scope.models[name].fields] if name in scope.models else []


def union_without_discriminator(scope: Scope) -> Iterator[Finding]:
    """Models are united by name only, and a field tells them apart."""
    united = {*scope.models, *scope.unions}
    for type in types_of(scope.service):
        for part in parts(type):
            for option in part.options if isinstance(part, OneOf) else ():
                inner = without_null(option)
                if isinstance(inner, Named) and inner.name in united:
                    hint = "declare it under `unions` with a `discriminator`, or write `json`"
                    yield Finding(inner.place, f"nothing tells which part of `{format_type(part)}` an answer is", hint)
    for union in scope.unions.values():
        if not union.discriminator:
            hint = "write `discriminator: <field>`"
            yield Finding(union.place, f"`{union.name}` does not say which field tells its models apart", hint)
        else:
            yield from _variants(union, scope)


def _variants(union: UnionModel, scope: Scope) -> Iterator[Finding]:
    for value, variant in union.variants:
        model = scope.models.get(variant.name)
        if model is None:
            if variant.name in scope.types:
                yield Finding(variant.place, f"`{variant.name}` is no model, and `{union.name}` unites models only")
            continue
        field = next((field for field in model.fields if field.name == union.discriminator), None)
        if field is None:
            hint = f"add the field to `{model.name}`, or name another `discriminator`"
            told = f"`{model.name}` has no field `{union.discriminator}` to tell it by"
            yield Finding(variant.place, told, hint)
        elif not _can_be(field.type, value, scope):
            told = f"`{model.name}.{field.name}` is `{format_type(field.type)}` and can never be `{value}`"
            yield Finding(variant.place, told, "make it `str`, or an enum with this value")


def _can_be(type: TypeRef, text: str, scope: Scope) -> bool:
    enum = scope.enums.get(type.name) if isinstance(type, Named) else None
    return any(value.value == text for value in enum.values) if enum else type == SCALARS["str"]


def required_with_default(scope: Scope) -> Iterator[Finding]:
    """What must be given needs no default."""
    entries: list[Field | CompositeArgument] = [field for model in scope.models.values() for field in model.fields]
    for operation in operations_of(scope.service):
        entries += operation.composite.arguments if operation.composite else ()
    for entry in entries:
        if entry.required and entry.has_default:
            hint = "drop `default`, or drop `required`"
            yield Finding(entry.at("default"), f"`{entry.name}` is required, so its default is never used", hint)


def file_misplaced(scope: Scope) -> Iterator[Finding]:
    """A file travels as a field of a multipart body, or ahead as a chunked upload; never back."""
    for operation in operations_of(scope.service):
        if operation.response and (file := _file_in("response", operation.response, scope, set())):
            hint = "an answer holds the file's URL: write `str`, and `file_urls: true`"
            yield Finding(operation.at("response"), f"`{file}` is a file, and answers are JSON", hint)
        body = operation.body
        if body is None:
            continue
        model = scope.model_of(body.type)
        sent = _inside(model.name, scope) if model else [("body", body.type)]
        if model and operation.chunked and operation.chunked.when == "always":
            sent = [(name, type) for name, type in sent if name != f"{model.name}.{operation.chunked.field}"]
        if body.codec == "multipart":  # a field may be a file; nothing deeper may
            sent = [(name, type) for name, type in sent if without_null(type) != SCALARS["file"]]
        for name, type in sent:
            if file := _file_in(name, type, scope, set()):
                where = "is too deep in a multipart body" if body.codec == "multipart" else "stands in a JSON body"
                hint = "use `data_uri`, or make it a field of the body itself with `codec: multipart`"
                yield Finding(body.at("type"), f"the file `{file}` {where}", hint)


def _file_in(name: str, type: TypeRef, scope: Scope, seen: set[str]) -> str:
    """Name the first file in a type, if there is one in a model that was not looked at yet."""
    for part in parts(type):
        if part == SCALARS["file"]:
            return name
        if isinstance(part, Named) and part.name not in seen:
            seen.add(part.name)
            for inner_name, inner in _inside(part.name, scope):
                if file := _file_in(inner_name, inner, scope, seen):
                    return file
    return ""


def types_in(operation: Operation) -> Iterator[TypeRef]:
    """Walk the types an operation names."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body:
        yield operation.body.type
    if operation.response:
        yield operation.response
    for argument in operation.composite.arguments if operation.composite else ():
        yield argument.type


def types_of(service: Service) -> Iterator[TypeRef]:
    """Walk the types a service names."""
    for resource in service.resources:
        for model in resource.models:
            if isinstance(model, Model):
                yield from (field.type for field in model.fields)
            else:
                yield from (variant for _, variant in model.variants)
    for operation in operations_of(service):
        yield from types_in(operation)
