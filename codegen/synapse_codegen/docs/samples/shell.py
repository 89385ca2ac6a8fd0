"""An example of the spec as a command: of the client's own command line, and of curl."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote, urlencode

from synapse_codegen.docs.context import BASE_URL, scalar_name
from synapse_codegen.grammar.recipes import RECIPES

from .literals import COLUMNS, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_codegen.docs.context import Context
    from synapse_codegen.ir.declared import Json
    from synapse_codegen.ir.operations import Example, Operation, Parameter
    from synapse_codegen.ir.service import Credential

SEPARATORS: Final = {"comma": ",", "space": " ", "pipe": "|"}
"""Style of a list to what stands between its items."""

FORMS: Final = {"multipart": "-F", "form": "--data-urlencode"}
"""Codec of a body to curl's option for one of its fields."""

MEDIA_TYPES: Final = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "bytes": "application/octet-stream",
}
"""Codec of a body to its `Content-Type`, if the spec has none."""

_PLAIN: Final = re.compile(r"[\w./:@%+,-]+")


# The command line of the client --------------------------------------------------------


def write_cli(context: Context, operation: Operation, example: Example) -> str:
    """Return a call of the client's own command line.

    "" for several bodies at once, which it takes from a file, and for what hands out no response.
    """
    arguments = example.arguments
    hands_out = operation.composite is not None and RECIPES[operation.composite.kind].hands_out
    if hands_out or ("items" in arguments and operation.body):
        return ""
    command = context.service.name.lower().replace(" ", "-").replace("_", "-")
    words = [command, *(part.replace("_", "-") for part in operation.name.split("."))]
    words += [_shell(_wire(arguments[item.name])) for item in operation.path_parameters if item.name in arguments]
    listed = [(item.python_name, item.name) for item in operation.parameters if item.location != "path"]
    listed += [(own.python_name, own.name) for own in operation.composite_arguments]
    listed += [(field.python_name, field.name) for field in context.body_fields(operation)]
    listed += [("body", "body")] if operation.body and "body" in arguments else []
    options = [option for name, wire in listed if wire in arguments for option in _options(name, arguments[wire])]
    line = " ".join([*words, *options])
    return line if len(line) <= COLUMNS else " \\\n  ".join([" ".join(words), *options])


def _options(name: str, value: Json) -> Iterator[str]:
    """Yield the options that pass a value: a list is passed item by item."""
    option = f"--{name.strip('_').replace('_', '-')}"
    if isinstance(value, bool):
        yield option if value else f"--no-{option[2:]}"
    elif isinstance(value, list):
        for item in cast("Sequence[Json]", value):
            yield f"{option} {_shell(_wire(item))}"
    else:
        yield f"{option} {_shell(_wire(value))}"


# curl ----------------------------------------------------------------------------------


def write_curl(context: Context, operation: Operation, example: Example) -> str:
    """Return the request as a command; "" for an operation that is made of several."""
    if not operation.method:
        return ""
    path, headers = operation.path, list[tuple[str, str]]()
    query = list[tuple[str, str]]()
    for parameter, value in _sent(operation, example.arguments):
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(_joined(parameter, value), safe=","))
        elif parameter.location == "query":
            query += _query(parameter, value)
        else:
            headers.append((parameter.name, _joined(parameter, value)))
    credentials = context.needed_credentials(operation)
    url = f"{_base_url(context, operation).rstrip('/')}/{path}" + (f"?{urlencode(query)}" if query else "")
    secrets = [f"{quote(credential.query)}=${_variable(credential)}" for credential in credentials if credential.query]
    quoted = f'"{url}{"&" if query else "?"}{"&".join(secrets)}"' if secrets else _shell(url)
    method = "" if operation.method == "GET" else f"-X {operation.method} "
    lines = [f"curl {method}{quoted}", *(line for credential in credentials for line in _secret(credential))]
    headers += [(header.name, header.const) for header in context.service.headers if header.const]
    lines += [f"-H {_shell(f'{name}: {value}')}" for name, value in headers]
    lines += _body(context, operation, example)
    return " \\\n  ".join(lines)


def _base_url(context: Context, operation: Operation) -> str:
    servers = {server.name: server.url for server in context.service.servers}
    return servers.get(operation.server) or context.service.base_url or BASE_URL


def _sent(operation: Operation, arguments: Mapping[str, Json]) -> Iterator[tuple[Parameter, Json]]:
    """Yield the parameters of an example, with their values."""
    for parameter in operation.parameters:
        value = parameter.const if parameter.has_const else arguments.get(parameter.name)
        if value is not None:
            yield parameter, value


def _variable(credential: Credential) -> str:
    """Return the environment variable that holds a secret."""
    return next(iter(credential.env), credential.name.upper())


def _secret(credential: Credential) -> Iterator[str]:
    if credential.scheme == "basic":
        yield f'-u "${_variable(credential)}"'
    elif credential.header:
        yield f'-H "{credential.header}: {credential.prefix}${_variable(credential)}"'
    elif credential.cookie:
        yield f'-b "{credential.cookie}=${_variable(credential)}"'


def _query(parameter: Parameter, value: Json) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a value of the query is sent as, by its style."""
    name, style = parameter.name, parameter.style
    if style == "deep" and isinstance(value, dict):
        yield from _deep(name, value)
    elif isinstance(value, list) and style not in {*SEPARATORS, "json"}:
        for item in cast("Sequence[Json]", value):
            yield (f"{name}[]" if style == "brackets" else name), _wire(item)
    else:
        yield name, _joined(parameter, value)


def _deep(name: str, value: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield name, _wire(value)
        return
    for key, item in cast("Mapping[str, Json]", value).items():
        yield from _deep(f"{name}[{key}]", item)


def _joined(parameter: Parameter, value: Json) -> str:
    """Return a value as one string; a list by its style."""
    if isinstance(value, list) and parameter.style != "json":
        return SEPARATORS.get(parameter.style, ",").join(map(_wire, cast("Sequence[Json]", value)))
    return _wire(value)


def _body(context: Context, operation: Operation, example: Example) -> Iterator[str]:
    """Yield the options that send the body of an example."""
    body, arguments = operation.body, example.arguments
    if body is None:
        return
    fields = {field.name: field for field in context.body_fields(operation)}
    data = {name: arguments[name] for name in arguments if name in fields}
    if option := FORMS.get(body.codec):
        for name, value in data.items():
            is_file = scalar_name(fields[name].type) == "file"
            yield f"{option} {_shell(f'{name}=@{value}' if is_file else f'{name}={_wire(value)}')}"
        return
    content = arguments.get("items", arguments.get("body"))
    if content is None and not data and not body.required:
        return
    yield f"-H {_shell(f'Content-Type: {body.media_type or MEDIA_TYPES[body.codec]}')}"
    if body.codec == "bytes":
        yield f"--data-binary {_shell(f'@{content}')}"
    elif body.codec == "text":
        yield f"--data-raw {_shell(_wire(content))}"
    else:
        sent = example.request if example.request is not None else data or content
        yield f"-d {_quote(json_text(sent))}"


def _wire(value: Json) -> str:
    """Return a value as it stands in a URL, a header or a form."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shell(text: str) -> str:
    """Quote a text for a shell, if it needs that."""
    return text if _PLAIN.fullmatch(text) else _quote(text)


def _quote(text: str) -> str:
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"
