"""Rules about examples and other values: they fit what the spec says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.ir import ListOf
from synapse_codegen.nodes import MappingNode
from synapse_codegen.type_parser import SCALARS

from .symbols import Finding, operations_of
from .values import type_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir import Example, Operation, Pagination, TypeRef

    from .symbols import Scope


def default_mismatch(scope: Scope) -> Iterator[Finding]:
    """Defaults and constants fit their types."""
    for model in scope.models.values():
        for field in model.fields:
            if field.has_default:
                yield from type_errors(field.default, field.type, field.at("default"), scope)
    for operation in operations_of(scope.service):
        for parameter in operation.parameters:
            if parameter.has_const:
                yield from type_errors(parameter.const, parameter.type, parameter.at("const"), scope)
        for argument in operation.composite.arguments if operation.composite else ():
            if argument.has_default:
                yield from type_errors(argument.default, argument.type, argument.at("default"), scope)


def example_missing(scope: Scope) -> Iterator[Finding]:
    """Every operation is shown at least once."""
    for operation in operations_of(scope.service):
        if not operation.examples:
            hint = "add one to `examples`: tests and the mock live on them"
            yield Finding(operation.place, f"`{operation.name}` has no example", hint)


def duplicate_example(scope: Scope) -> Iterator[Finding]:
    """The examples of one operation have different names."""
    for operation in operations_of(scope.service):
        seen: set[str] = set()
        for example in operation.examples:
            if example.name in seen:
                yield Finding(example.at("name"), f"`{operation.name}` has two examples `{example.name}`", "rename one")
            seen.add(example.name)


def example_mismatch(scope: Scope) -> Iterator[Finding]:
    """Examples fit the operation they show."""
    for operation in operations_of(scope.service):
        for example in operation.examples:
            if not scope.body_unknown(operation):
                yield from _arguments(operation, example, scope)
            if example.status == operation.status:
                yield from _response(operation, example, scope)


def _arguments(operation: Operation, example: Example, scope: Scope) -> Iterator[Finding]:
    given = example.arguments
    known = arguments_of(operation, scope, as_list="items" in given)
    place = example.at("arguments")
    for name, (_, required) in known.items():
        if required and name not in given:
            hint = "add it to the `arguments` of the example"
            yield Finding(place, f"`{name}` is missing, without which nothing can be sent", hint)
    for name, value in given.items():
        at = given.place_of(name) if isinstance(given, MappingNode) else place
        if name in known:
            yield from type_errors(value, known[name][0], at, scope)
        else:
            key = given.place_of_key(name) if isinstance(given, MappingNode) else place
            told = f"its arguments are {', '.join(known)}" if known else "it takes none"
            hint = did_you_mean(name, known) or told
            yield Finding(key, f"`{operation.name}` has no argument `{name}`", hint)


def arguments_of(operation: Operation, scope: Scope, *, as_list: bool) -> Mapping[str, tuple[TypeRef, bool]]:
    """The arguments of a call, by their names on the wire.

    Args:
        operation: What is called.
        scope: What names mean.
        as_list: Whether the body is given as a list.

    Returns:
        Name to type, and whether it must be given.
    """
    known = {one.name: (one.type, one.required) for one in operation.parameters if not one.has_const}
    body = operation.body
    if body and (body.batch == "required" or (as_list and body.batch == "optional")):
        known["items"] = ListOf(body.type), True
    elif body and scope.model_of(body.type):
        known |= {field.name: (field.type, field.required) for field in scope.body_fields(operation)}
    elif body:
        known["body"] = body.type, True
    if operation.chunked and operation.chunked.argument:
        known[operation.chunked.argument] = SCALARS["bool"], False
    if operation.composite:
        known |= {one.name: (one.type, one.required) for one in operation.composite.arguments}
    return known


def _response(operation: Operation, example: Example, scope: Scope) -> Iterator[Finding]:
    place = example.at("response")
    styles = {style.name: style for style in scope.service.paginations}
    if operation.response is None:
        if example.response is not None:
            told = f"`{operation.name}` answers nothing that is read"
            yield Finding(place, told, "name the type of the `response`, or drop it from the example")
    elif operation.pagination and operation.pagination not in styles:
        return  # another rule tells of that, and nobody knows what a page would be
    elif operation.stream:
        yield from type_errors(example.response, ListOf(SCALARS["str"]), place, scope)
    elif operation.pagination:
        yield from _page(example, operation.response, styles[operation.pagination], scope)
    elif operation.body and operation.body.batch != "forbidden" and "items" in example.arguments:
        yield from type_errors(example.response, ListOf(operation.response), place, scope)
    else:
        yield from type_errors(example.response, operation.response, place, scope)


def _page(example: Example, row: TypeRef, style: Pagination, scope: Scope) -> Iterator[Finding]:
    place, page = example.at("response"), example.response
    keys = [key for key in (style.results, style.total, style.next) if key]
    if not isinstance(page, MappingNode):
        beside = f", beside {' and '.join(f'`{key}`' for key in keys[1:])}" if keys[1:] else ""
        yield Finding(place, "this is no page", f"write an object with the rows under `{style.results}`{beside}")
        return
    for key in keys:
        if key not in page:
            yield Finding(place, f"`{key}` is missing, which every page of style `{style.name}` has", "add it")
    if style.results in page:
        yield from type_errors(page[style.results], ListOf(row), page.place_of(style.results), scope)
    if style.total in page:
        yield from type_errors(page[style.total], SCALARS["int"], page.place_of(style.total), scope)
