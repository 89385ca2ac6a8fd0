"""The examples of the spec as code: the same call in Python, blocking and async, on a command line, and with curl."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from urllib.parse import quote, urlencode

from attrs import evolve

from synapse_codegen.ir.declared import Nullable, Scalar
from synapse_codegen.ir.models import Model
from synapse_codegen.naming import field_name

from .markup import Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_codegen.ir.declared import Json, TypeRef
    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import DocumentedArgument, Example, Operation

    from .context import Context

COLUMNS: Final = 72
"""Width of the column with code."""

BASE_URL: Final = "https://api.example.com"
"""Where the backend is, if the spec does not say."""

PARSED: Final[Mapping[str, str]] = {"datetime": "datetime", "date": "date"}
"""Scalars that callers pass as objects, to their class in `datetime`."""


class Sample(NamedTuple):
    """One way to make a call."""

    name: str
    """Name of its tab, a word of the site."""
    label: str
    code: Code
    is_runnable: bool
    """Whether it is a whole program in Python."""


class Call(NamedTuple):
    """A call in Python: what it passes, and what it needs."""

    arguments: Sequence[str]
    imports: frozenset[str] = frozenset()


def make_samples(context: Context, operation: Operation) -> list[Sample]:
    """Make the samples of an operation from its first example of a success."""
    example = first_example(operation)
    if example is None:
        return []
    sources = {
        "python": ("python", _python(context, operation, example) if operation.typed else ""),
        "async": ("python", _python(context, operation, example, is_async=True) if operation.typed else ""),
        "documented": ("python", _documented(context, operation, example)),
        "curl": ("console", _curl(context, operation, example)),
    }
    return [
        Sample(name, context.language.word(f"tab_{name}"), Code(language, source), language == "python")
        for name, (language, source) in sources.items()
        if source
    ]


def first_example(operation: Operation) -> Example | None:
    """Return the first example of a success."""
    return next((example for example in operation.examples if example.status < 400), None)


# Python --------------------------------------------------------------------------------


def _python(context: Context, operation: Operation, example: Example, *, is_async: bool = False) -> str:
    service, client = context.service, context.client_name
    resource, _, verb = operation.name.rpartition(".")
    body = operation.body
    if "items" in example.arguments and body and body.batch == "optional":
        verb = f"{verb}_many"
    call = _typed_call(context, operation, example)
    name = service.async_client if is_async else service.sync_client
    statements = _use(context, operation, f"{client}.{resource}.{verb}", call.arguments, is_async=is_async)
    opened = f"{name}({_constructor(context)}) as {client}:"
    lines = [f"from {service.package} import {name}", ""]
    if call.imports:
        lines = [f"from datetime import {', '.join(sorted(call.imports))}", "", *lines]
    if is_async:
        main = ["async def main():", f"    async with {opened}", *(f"        {line}" for line in statements)]
        return "\n".join(["import asyncio", *lines[:-1], "", "", *main, "", "", "asyncio.run(main())"])
    return "\n".join([*lines, f"with {opened}", *(f"    {line}" for line in statements)])


def _constructor(context: Context) -> str:
    """Return the arguments of a client."""
    base_url = [] if context.service.base_url else [json.dumps(BASE_URL)]
    credential = context.credential
    return ", ".join([*base_url, *([f'{credential.name}="your-{_dashed(credential.name)}"'] if credential else [])])


def _use(
    context: Context, operation: Operation, method: str, arguments: Sequence[str], *, is_async: bool = False
) -> list[str]:
    """Return the statements that make a call and print what it returns."""
    item = _variable(context, operation)
    call = _write_call(method, arguments)
    if operation.stream:
        item = "line"
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
        parsed = PARSED.get(_scalar(type))
        if parsed and value.startswith('"'):
            imports.add(parsed)
            value = f"{parsed}.fromisoformat({value})"
        arguments.append(f"{name}={value}" if by_name else value)

    for parameter in operation.path_parameters:
        add(parameter.python_name, parameter.name, parameter.type, by_name=False)
    for own in operation.composite_arguments:
        if own.required:
            add(own.python_name, own.name, own.type, by_name=False)
    for field in body_fields(context, operation):
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


def body_fields(context: Context, operation: Operation) -> tuple[Field, ...]:
    """Return the fields of an operation's body, if it is a model."""
    name = getattr(operation.body.type, "name", "") if operation.body else ""
    definition = context.definitions.get(name)
    model = definition[1] if definition else None
    return model.fields if isinstance(model, Model) else ()


def _scalar(type: TypeRef | None) -> str:
    if isinstance(type, Nullable):
        return _scalar(type.inner)
    return type.name if isinstance(type, Scalar) else ""


# The documented client -----------------------------------------------------------------


def _documented(context: Context, operation: Operation, example: Example) -> str:
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
            f"{item}_list, total = {_write_call(f'client.{documented.method}', arguments)}",
            f"for {item} in {item}_list:",
            f"    print({item})",
        ]
        statements = "\n".join(statements).split("\n")
    url = json.dumps(context.service.base_url or BASE_URL)
    credential = context.credential
    options = f', {credential.name}="your-{_dashed(credential.name)}"' if credential else ""
    opened = _write_call(face.class_name, [url, *([options.removeprefix(", ")] if options else [])], reserve=16)
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
        fields = {field.name for field in body_fields(context, operation)}
        whole = arguments.get("items", arguments.get("body"))
        return {name: arguments[name] for name in arguments if name in fields - named} or whole
    if place == "chunked" and operation.chunked:
        return arguments.get(operation.chunked.argument)
    return None


# curl ----------------------------------------------------------------------------------


def _curl(context: Context, operation: Operation, example: Example) -> str:
    """Return the request as a command; "" for an operation that is made of several."""
    if not operation.method:
        return ""
    arguments = example.arguments
    path, query, headers = operation.path, list[tuple[str, str]](), list[tuple[str, str]]()
    for parameter in operation.parameters:
        value = parameter.const if parameter.has_const else arguments.get(parameter.name)
        if value is None:
            continue
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(_wire(value), safe=""))
        elif parameter.location == "query":
            values = cast("Sequence[Json]", value) if isinstance(value, list) else [value]
            query += [(parameter.name, _wire(item)) for item in values]
        else:
            headers.append((parameter.name, _wire(value)))
    base_url = context.service.base_url or BASE_URL
    url = f"{base_url}/{path}" + (f"?{urlencode(query)}" if query else "")
    method = "" if operation.method == "GET" else f"-X {operation.method} "
    lines = [f"curl {method}{_shell(url)}"]
    if credential := context.credential:
        variable = next(iter(credential.env), credential.name.upper())
        lines.append(f'-H "{credential.header}: {credential.prefix}${variable}"')
    lines += [f"-H {_shell(f'{name}: {value}')}" for name, value in headers]
    lines += _curl_body(context, operation, example)
    return " \\\n  ".join(lines)


def _curl_body(context: Context, operation: Operation, example: Example) -> Iterator[str]:
    """Yield the options that send the body of an example."""
    body = operation.body
    if body is None:
        return
    arguments = example.arguments
    fields = {field.name: field for field in body_fields(context, operation)}
    data = {name: arguments[name] for name in arguments if name in fields}
    if body.codec == "json":
        content = example.request or data or arguments.get("items", arguments.get("body", {}))
        yield "-H 'Content-Type: application/json'"
        yield f"-d {_shell(json_text(content))}"
        return
    option = "-F" if body.codec == "multipart" else "--data-urlencode"
    for name, value in data.items():
        is_file = _scalar(fields[name].type) == "file"
        yield f"{option} {_shell(f'{name}=@{value}' if is_file else f'{name}={_wire(value)}')}"


def _wire(value: Json) -> str:
    """Return a value as it stands in a URL, a header or a form."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shell(text: str) -> str:
    """Quote a text for a shell."""
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"


# Texts ---------------------------------------------------------------------------------


def literal(value: Json, room: int = COLUMNS - 12) -> str:
    """Write a value in Python; one that is too long for a line is broken."""
    line = _in_line(value)
    if len(line) <= room or not value or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        parts = [f"{_in_line(name)}: {literal(item, room - 4 - len(name))}" for name, item in entries]
    else:
        parts = [literal(item, room - 4) for item in cast("Sequence[Json]", value)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, *(_indent(f"{part},") for part in parts), closing])


def _in_line(value: Json) -> str:
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        return "{" + ", ".join(f"{_in_line(name)}: {_in_line(item)}" for name, item in entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, cast("Sequence[Json]", value))) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _write_call(method: str, arguments: Sequence[str], reserve: int = 14) -> str:
    """Write a call, in one line if it fits."""
    line = f"{method}({', '.join(arguments)})"
    is_short = "\n" not in line and len(line) <= COLUMNS - reserve
    if is_short or (len(arguments) == 1 and arguments[0].endswith(("\n}", "\n]"))):
        return line
    return "\n".join([f"{method}(", *(_indent(f"{argument},") for argument in arguments), ")"])


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def json_text(value: Json) -> str:
    """Write JSON for readers: what fits into a line stays there."""
    return _json(value, COLUMNS - 4)


def _json(value: Json, room: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= room or not value or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, dict):
        entries = cast("Mapping[str, Json]", value).items()
        parts = [f"{json.dumps(name)}: {_json(item, room - 6 - len(name))}" for name, item in entries]
        return "{\n" + ",\n".join(_shift(part) for part in parts) + "\n}"
    return "[\n" + ",\n".join(_shift(_json(item, room - 2)) for item in cast("Sequence[Json]", value)) + "\n]"


def _shift(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _dashed(name: str) -> str:
    return name.replace("_", "-")
