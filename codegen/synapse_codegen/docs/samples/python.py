"""An example of the spec as a program in Python: with the typed client, blocking and async, or the documented one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from synapse_codegen.docs.context import BASE_URL, scalar_name
from synapse_codegen.ir.declared import Nullable
from synapse_codegen.ir.models import Model
from synapse_codegen.naming import field_name

from .literals import literal, write_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_codegen.docs.context import Context
    from synapse_codegen.ir.declared import Json, TypeRef
    from synapse_codegen.ir.operations import DocumentedArgument, Example, Operation


PARSED: Final[Mapping[str, str]] = {"datetime": "datetime", "date": "date"}
"""Scalars that callers pass as objects, to their class in `datetime`."""


class Call(NamedTuple):
    """A call in Python: what it passes, and what it needs."""

    arguments: Sequence[str]
    imports: frozenset[str] = frozenset()


def write_python(context: Context, operation: Operation, example: Example, *, is_async: bool = False) -> str:
    """Return a whole program that makes the call with the typed client."""
    service, client = context.service, context.client_name
    resource, _, verb = operation.name.rpartition(".")
    body = operation.body
    if "items" in example.arguments and body and body.batch == "optional":
        verb = f"{verb}_many"
    call = _typed_call(context, operation, example)
    name = service.async_client if is_async else service.sync_client
    statements = _use(context, operation, f"{client}.{resource}.{verb}", call.arguments, is_async=is_async)
    opened = f"{write_call(name, _constructor(context, operation), reserve=16)} as {client}:"
    lines = [f"from {service.package} import {name}", ""]
    if call.imports:
        lines = [f"from datetime import {', '.join(sorted(call.imports))}", "", *lines]
    if is_async:
        block = [*f"async with {opened}".split("\n"), *(f"    {line}" for line in statements)]
        main = ["async def main():", *(f"    {line}" for line in block)]
        return "\n".join(["import asyncio", *lines[:-1], "", "", *main, "", "", "asyncio.run(main())"])
    return "\n".join([*lines, f"with {opened}", *(f"    {line}" for line in statements)])


def _constructor(context: Context, operation: Operation) -> list[str]:
    """Return the arguments of a client: its base URL, and the credentials that an operation needs."""
    base_url = [] if context.service.base_url else [json.dumps(BASE_URL)]
    return [*base_url, *_secrets(context, operation)]


def _secrets(context: Context, operation: Operation) -> Iterator[str]:
    for credential in context.needed_credentials(operation):
        placeholder = f"your-{credential.name.replace('_', '-')}"
        is_pair = credential.scheme == "basic"
        yield f"{credential.name}=" + ('("user", "password")' if is_pair else json.dumps(placeholder))


def _use(
    context: Context, operation: Operation, method: str, arguments: Sequence[str], *, is_async: bool = False
) -> list[str]:
    """Return the statements that make a call and print what it returns."""
    item = _variable(context, operation)
    call = write_call(method, arguments)
    if operation.stream:
        item = "line" if operation.stream == "lines" else "event"
    if operation.stream or operation.pagination:
        return [*f"{'async ' if is_async else ''}for {item} in {call}:".split("\n"), f"    print({item})"]
    awaited = f"await {call}" if is_async else call
    if operation.response is None:
        return awaited.split("\n")
    return [*f"{item} = {awaited}".split("\n"), f"print({item})"]


def _variable(context: Context, operation: Operation) -> str:
    """Name what an operation returns by the model that it is."""
    type = operation.response
    while isinstance(type, Nullable):
        type = type.inner
    name = getattr(type, "name", "")
    definition = context.definitions.get(name)
    if definition is None or not isinstance(definition[1], Model):
        return "item" if operation.pagination else "result"
    variable = field_name(name)
    return "result" if variable in {context.client_name, "client"} else variable


def _typed_call(context: Context, operation: Operation, example: Example) -> Call:
    """Return the arguments of the typed method, in the order of its signature."""
    arguments: list[str] = []
    imports: set[str] = set()
    passed = dict(example.arguments)

    def add(name: str, wire: str, type: TypeRef | None, *, by_name: bool = True) -> None:
        if wire not in passed:
            return
        value = literal(passed.pop(wire))
        parsed = PARSED.get(scalar_name(type))
        if parsed and value.startswith('"'):
            imports.add(parsed)
            value = f"{parsed}.fromisoformat({value})"
        arguments.append(f"{name}={value}" if by_name else value)

    for parameter in operation.path_parameters:
        add(parameter.python_name, parameter.name, parameter.type, by_name=False)
    for own in operation.composite_arguments:
        if own.required:
            add(own.python_name, own.name, own.type, by_name=False)
    for field in context.body_fields(operation):
        add(field.python_name, field.name, field.type)
    add("items", "items", None, by_name=False)
    add("body", "body", None, by_name=False)
    for parameter in operation.parameters:
        add(parameter.python_name, parameter.name, parameter.type)
    for own in operation.composite_arguments:
        add(own.python_name, own.name, own.type)
    if operation.chunked and operation.chunked.argument:
        add(operation.chunked.argument, operation.chunked.argument, None)
    return Call(arguments, frozenset(imports))


def write_documented(context: Context, operation: Operation, example: Example) -> str:
    """Return a whole program that makes the call with the documented client; "" if it has no such method."""
    face, documented = context.service.documented, operation.documented
    if face is None or documented is None:
        return ""
    values = ((argument, _documented_value(context, operation, example, argument)) for argument in documented.arguments)
    arguments: list[str] = []
    is_by_name = False
    for argument, value in values:
        if value is None:
            is_by_name = True
        else:
            text = literal(value)
            is_by_name = is_by_name or not argument.required
            arguments.append(f"{argument.name}={text}" if is_by_name else text)
    statements = _use(context, _plain(operation), f"client.{documented.method}", arguments)
    if documented.returns in {"page", "page_or_all"}:
        item = _variable(context, operation)
        statements = [
            f"{item}_list, total = {write_call(f'client.{documented.method}', arguments)}",
            f"for {item} in {item}_list:",
            f"    print({item})",
        ]
        statements = "\n".join(statements).split("\n")
    url = json.dumps(context.service.base_url or BASE_URL)
    opened = write_call(face.class_name, [url, *_secrets(context, operation)], reserve=16)
    return "\n".join(
        [
            f"from {context.service.package}.{face.module} import {face.class_name}",
            "",
            f"with {opened} as client:",
            *(f"    {line}" for line in statements),
        ]
    )


def _plain(operation: Operation) -> Operation:
    """Return an operation as the documented face shows it: its pages are no lazy list."""
    return evolve(operation, pagination="")


def _documented_value(context: Context, operation: Operation, example: Example, argument: DocumentedArgument) -> Json:
    """Return what an example passes for an argument; None if it leaves it out."""
    documented = operation.documented
    assert documented is not None
    place, _, wire = argument.target.partition(".")
    arguments = example.arguments
    named = {other.target.partition(".")[2] for other in documented.arguments}
    if wire:
        return arguments.get(wire) if place != "option" else None
    if place == "query":
        query = {parameter.name for parameter in operation.parameters if parameter.location == "query"}
        return {name: arguments[name] for name in arguments if name in query - named} or None
    if place == "body":
        fields = {field.name for field in context.body_fields(operation)}
        whole = arguments.get("items", arguments.get("body"))
        return {name: arguments[name] for name in arguments if name in fields - named} or whole
    if place == "chunked" and operation.chunked:
        return arguments.get(operation.chunked.argument)
    return None
