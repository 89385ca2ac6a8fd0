"""Requests that the spec does not have: `client.request("DELETE", "tasks/{pk}/", pk=3)`.

Such a request becomes an operation of its own, so credentials, retries, deadlines, errors and pages are those of every
other call.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args
from urllib.parse import quote, unquote

from synapse_http.errors import InvalidArgumentError
from synapse_http.values import UNSET, describe, is_mapping

from synapse_runtime.operation import Body, Operation, Parameter
from synapse_runtime.serialization.annotations import spell

from .build_request import CallArguments, build_request
from .config import OPTION_FIELDS
from .execute import call, execute, send_with_middleware

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Service
    from synapse_runtime.types import FileContent

    from .client_state import ClientState

RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]

_BODIES = frozenset({"body", "content", "data"})
"""Where people look for the body."""
_METHOD = re.compile(r"[A-Za-z]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\?#\ud800-\udfff]|//|^[A-Za-z][\w+.-]*:")
"""What has no place in a path: a query goes into `params`, and another origin gets no credentials."""
_PATH_SAFE = "/%:@!$&'()*+,;=~"
"""Kept as it is in a path, which may be quoted already."""


def describe_raw_request(
    service: Service,
    method: Any,
    path: Any,
    /,
    *,
    params: Mapping[str, Any] | None = None,
    json: object = UNSET,
    files: Mapping[str, FileContent] | None = None,
    retry: RetryClass = "unsafe",
    cast_to: Any = None,
    paginate: bool | str = False,
    **path_parameters: object,
) -> tuple[Operation[Any], CallArguments]:
    """Describe a request in its caller's words as the spec would: an operation, and its arguments.

    Raises:
        InvalidArgumentError: An argument has no place in a request.
    """
    if not isinstance(method, str) or not _METHOD.fullmatch(method):
        raise InvalidArgumentError(f"method must be one such as 'GET' or 'DELETE', got {describe(method)}")
    if retry not in get_args(RetryClass):
        known = ", ".join(get_args(RetryClass))
        raise InvalidArgumentError(
            f"retry must be one of {known}, got {describe(retry)}; how often is an option: max_retries=3"
        )
    body, codec = _merge_files(json, files)
    relative_path, names = _read_path(path, path_parameters)
    operation = Operation[Any](
        name=f"request {method.upper()} {path}",
        method=method.upper(),
        path=relative_path,
        retry=retry,
        parameters=(
            *(Parameter(name, "path", "str", required=True) for name in names),
            *(Parameter(name, "body", "file", required=True) for name in files or ()),
        ),
        body=None if body is UNSET else Body("json", codec),
        response=_type_string(dict if cast_to is None and paginate else cast_to, service.models),
        pagination=_pagination(service, paginate) if paginate else "",
        is_declared=False,
    )
    return _intern(operation), CallArguments(path_parameters, params, body)


@lru_cache(512)
def _intern(operation: Operation[Any]) -> Operation[Any]:
    """Return the operation itself, or an equal one, whose template is made already."""
    return operation


def send_raw_request(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Flow[Any]:
    """Return the flow of a request that was described: of its response, or of what it holds as its type."""
    if operation.response:
        return call(execute, state, operation, arguments)
    return send_with_middleware(state, build_request(state, operation, arguments))


def _merge_files(json: Any, files: Any) -> tuple[Any, Literal["json", "multipart"]]:
    """Return the body and its codec."""
    if files is None:
        return json, "json"
    if not (is_mapping(files) and (json is UNSET or is_mapping(json))):
        raise InvalidArgumentError("files must be a dict of fields to files, and json a dict of the other fields")
    fields: Mapping[str, Any] = {} if json is UNSET else json
    if both := ", ".join(files.keys() & fields.keys()):
        raise InvalidArgumentError(f"files and json both have {both}: one of them would be lost")
    return {**fields, **files}, "multipart"


def _read_path(path: object, arguments: Mapping[str, object]) -> tuple[str, list[str]]:
    """Return a path, quoted and relative to the base URL, and the names of its parameters."""
    if not isinstance(path, str) or not path:
        raise InvalidArgumentError(f"path must be a str such as 'tasks/{{pk}}/', got {describe(path)}")
    if match := _UNSAFE.search(path):
        raise InvalidArgumentError(
            f"path {path!r} must not contain {match[0]!r}: it is relative to the base URL, and a query goes into params"
        )
    if {".", ".."}.intersection(unquote(path).split("/")):
        raise InvalidArgumentError(f"path {path!r} must not contain '.' or '..': it would lead elsewhere")
    try:
        parts: list[tuple[str, str | None, str | None, str | None]] = [*Formatter().parse(path.removeprefix("/"))]
    except ValueError:  # a brace without its twin
        parts = [("", "", "", None)]
    names = [name for _, name, _, _ in parts if name is not None]
    if any(not name.isidentifier() or spec or conversion for _, name, spec, conversion in parts if name is not None):
        raise InvalidArgumentError(f"path {path!r} must have its parameters as '{{name}}', each one given by its name")
    for name in (*names, *arguments):
        if name not in arguments:
            raise InvalidArgumentError(f"path {path!r} needs {name}=…")
        if name not in names:
            raise InvalidArgumentError(f"path {path!r} has no {{{name}}}; {_place(name)}")
    pieces = [
        quote(literal, safe=_PATH_SAFE) + ("" if name is None else f"{{{name}}}") for literal, name, _, _ in parts
    ]
    return "".join(pieces), names


def _place(name: str) -> str:
    """Return where an argument belongs that is no parameter of the path."""
    if name in _BODIES:
        return "a body goes into json, files into files"
    if name in (*OPTION_FIELDS, "max_retries"):
        return f"an option goes into with_options({name}=…)"
    return "a query argument goes into params"


def _type_string(cast_to: Any, models: str) -> str:
    """Return a type as the spec writes it."""
    if cast_to is None:
        return ""
    from synapse_runtime.serialization.converter import structure_hook  # loads cattrs

    try:
        type_string = f"{cast_to.__name__}[json]" if cast_to in {dict, list} else spell(cast_to)
        structure_hook(type_string, models)
    except Exception:  # noqa: BLE001 - what is no type fails in as many ways as there are values
        raise InvalidArgumentError(
            f"cast_to must be a model of {models}, or a list of one such as list[Task], got {describe(cast_to)}"
        ) from None
    return type_string


def _pagination(service: Service, paginate: Any) -> str:
    """Return the name of a pagination: the one that is named, or the first of the service."""
    name = next(iter(service.paginations), "") if paginate is True else paginate
    if not isinstance(name, str) or name not in service.paginations:
        known = ", ".join(service.paginations) or "none"
        raise InvalidArgumentError(
            f"paginate must be True or the name of a pagination ({known}), got {describe(paginate)}"
        )
    return name
