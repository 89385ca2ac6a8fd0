"""Rules about examples, defaults and constants: they match what the spec says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean, nearest
from synapse_codegen.ir.declared import ListOf
from synapse_codegen.source.nodes import MappingNode
from synapse_codegen.type_parser import SCALAR_TYPES, format_type

from .symbols import Violation, operations_of
from .values import type_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.operations import Example, Operation
    from synapse_codegen.ir.service import Pagination

    from .symbols import SymbolTable


_CONST_TYPES = tuple(SCALAR_TYPES[name] for name in ("str", "int", "bool"))


def default_mismatch(symbols: SymbolTable) -> Iterator[Violation]:
    """Defaults and constants match their types."""
    for model in symbols.models.values():
        for field in model.fields:
            if field.has_default:
                yield from type_errors(field.default, field.type, field.at("default"), symbols)
            if field.has_const and field.type not in _CONST_TYPES:
                message = f"a constant is `str`, `int` or `bool`, but `{field.name}` is `{format_type(field.type)}`"
                yield Violation(field.at("const"), message, "write the type of the constant itself")
            elif field.has_const:
                yield from type_errors(field.const, field.type, field.at("const"), symbols)
    for operation in operations_of(symbols.service):
        for parameter in operation.parameters:
            if parameter.has_default:
                yield from type_errors(parameter.default, parameter.type, parameter.at("default"), symbols)
            if parameter.has_const:
                yield from type_errors(parameter.const, parameter.type, parameter.at("const"), symbols)
        for argument in operation.composite_arguments:
            if argument.has_default:
                yield from type_errors(argument.default, argument.type, argument.at("default"), symbols)


def example_missing(symbols: SymbolTable) -> Iterator[Violation]:
    """Every operation should have an example."""
    for operation in operations_of(symbols.service):
        if not operation.examples:
            hint = "add one to `examples`: the mock answers with it, and tests send it"
            yield Violation(operation.source, f"`{operation.name}` has no example", hint, "examples")


def duplicate_example(symbols: SymbolTable) -> Iterator[Violation]:
    """The examples of one operation have different names."""
    for operation in operations_of(symbols.service):
        seen: set[str] = set()
        for example in operation.examples:
            if example.name in seen:
                message = f"`{operation.name}` has two examples `{example.name}`"
                yield Violation(example.at("name"), message, "rename one")
            seen.add(example.name)


def example_mismatch(symbols: SymbolTable) -> Iterator[Violation]:
    """Examples match the operation that they belong to."""
    for operation in operations_of(symbols.service):
        for example in operation.examples:
            yield from _check_example_arguments(operation, example, symbols)
            read, location = symbols._replace(direction="read"), example.at("response")
            types = {response.status: response.type for response in operation.responses if response.const is None}
            if example.status in types:
                yield from _check_response(operation, types[example.status], example, read)
            elif example.status >= 400 and (type := symbols.service.error_type(operation, example.status)):
                yield from type_errors(example.response, type, location, read)


def _check_example_arguments(operation: Operation, example: Example, symbols: SymbolTable) -> Iterator[Violation]:
    arguments, symbols = example.arguments, symbols._replace(direction="sent")
    assert isinstance(arguments, MappingNode)  # `build` read it from a file
    known = arguments_of(operation, symbols, as_batch="items" in arguments)
    location = example.at("arguments")
    misspelled = {nearest(name, known) for name in arguments if name not in known}
    for name, (_, required) in known.items():
        if required and name not in arguments and name not in misspelled:
            hint = "add it to the `arguments` of the example"
            yield Violation(location, f"the required argument `{name}` is missing", hint)
    for name, value in arguments.items():
        if name in known:
            yield from type_errors(value, known[name][0], arguments.location_of(name), symbols)
        else:
            all_names = f"its arguments are {', '.join(known)}" if known else "it has no arguments"
            hint = did_you_mean(name, known) or all_names
            message = f"`{operation.name}` has no argument `{name}`"
            yield Violation(arguments.location_of_key(name), message, hint)


def arguments_of(operation: Operation, symbols: SymbolTable, *, as_batch: bool) -> Mapping[str, tuple[TypeRef, bool]]:
    """Return the arguments of a call, by wire name.

    Args:
        operation: What is called.
        symbols: What names refer to.
        as_batch: Whether the body is a list.

    Returns:
        Name to type, and whether it is required.
    """
    known = {
        parameter.name: (parameter.type, parameter.required)
        for parameter in operation.parameters
        if not parameter.has_const
    }
    body = operation.body
    if body and (body.must_be_batch or (as_batch and body.batch == "optional")):
        known["items"] = ListOf(body.type), True
    elif body and symbols.model_of(body.type):
        known |= {field.name: (field.type, field.required) for field in symbols.body_fields(operation)}
    elif body:
        known["body"] = body.type, body.required
    if operation.chunked and operation.chunked.argument:
        known[operation.chunked.argument] = SCALAR_TYPES["bool"], False
    known |= {argument.name: (argument.type, argument.required) for argument in operation.composite_arguments}
    return known


def _check_response(
    operation: Operation, type: TypeRef | None, example: Example, symbols: SymbolTable
) -> Iterator[Violation]:
    location = example.at("response")
    paginations = {pagination.name: pagination for pagination in symbols.service.paginations}
    if type is None:
        if example.response is not None:
            message = f"`{operation.name}` has no `response`, so this is never read"
            hint = "add the type of the `response`, or drop it from the example"
            yield Violation(location, message, hint, message)
    elif operation.pagination and operation.pagination not in paginations:
        return  # another rule reports it
    elif operation.stream:
        item = SCALAR_TYPES["str"] if operation.stream == "lines" else type
        yield from type_errors(example.response, ListOf(item), location, symbols)
    elif operation.pagination:
        yield from _check_page(example, type, paginations[operation.pagination], symbols)
    elif operation.body and operation.body.can_be_batch and "items" in example.arguments:
        yield from type_errors(example.response, ListOf(type), location, symbols)
    else:
        yield from type_errors(example.response, type, location, symbols)


def _check_page(example: Example, item: TypeRef, pagination: Pagination, symbols: SymbolTable) -> Iterator[Violation]:
    location, page = example.at("response"), example.response
    if not pagination.results:
        yield from type_errors(page, ListOf(item), location, symbols)
        return
    names = pagination
    paths = [path for path in (names.results, names.total, names.next, names.more) if path]
    if names.style == "link_header":
        paths = [names.results]  # the others are headers
    if not isinstance(page, MappingNode):
        others = f", and {' and '.join(f'`{path}`' for path in paths[1:])}" if paths[1:] else ""
        hint = f"write an object with the items under `{names.results}`{others}"
        yield Violation(location, f"this is not a page of `{names.name}`", hint)
        return
    types: dict[str, TypeRef] = {
        names.results: ListOf(item),
        names.total: SCALAR_TYPES["int"],
        names.more: SCALAR_TYPES["bool"],
    }
    for path in paths:
        *outer, last = path.split(".")
        holder = page
        for key in outer:
            holder = holder.mapping(key)
        if last not in holder:
            yield Violation(location, f"`{path}` is missing: every page of `{names.name}` has it", "add it")
        elif path in types:
            yield from type_errors(holder[last], types[path], holder.location_of(last), symbols)
