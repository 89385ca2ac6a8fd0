"""Requests that the spec does not have: `client.request("DELETE", "tasks/{pk}/", pk=3)`.

Such a request becomes an operation of its own, so credentials, retries, deadlines, errors and pages are those of every
other call.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote, unquote

from attrs import frozen

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.operation import Body, Operation, Parameter
from synapse_runtime.serialization.annotations import spell
from synapse_runtime.serialization.converter import structure_hook
from synapse_runtime.types import UNSET, describe, is_mapping

from .build_request import CallArguments, build_request
from .config import OPTION_FIELDS
from .execute import call, execute, send_with_middleware

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Service
    from synapse_runtime.types import FileContent

    from .client_state import ClientState

RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]

_ARGUMENTS = frozenset({"params", "json", "files", "retry", "cast_to", "paginate"})
_BODIES = frozenset({"body", "content", "data"})
"""Where people look for the body."""
_METHOD = re.compile(r"[A-Za-z]+")
_RETRY_CLASSES = ("safe", "idempotent", "unsafe")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\?#\ud800-\udfff]|//|^[A-Za-z][\w+.-]*:")
"""What has no place in a path: a query goes into `params`, and another origin gets no credentials."""
_PATH_SAFE = "/%:@!$&'()*+,;=~"
"""Kept as it is in a path, which may be quoted already."""


_Parts: TypeAlias = list[tuple[str, str | None, str | None, str | None]]
"""A template in pieces: literal, name of the parameter, format and conversion; see `string.Formatter.parse`."""


@frozen(kw_only=True)
class RawRequest:
    """A request in the caller's words."""

    method: Any
    path: Any
    params: Mapping[str, Any] | None = None
    json: object = UNSET
    files: Mapping[str, FileContent] | None = None
    retry: RetryClass = "unsafe"
    cast_to: Any = None
    paginate: bool | str = False
    path_parameters: Mapping[str, object]

    @classmethod
    def from_arguments(cls, method: str, path: str, arguments: dict[str, Any]) -> RawRequest:
        """Make one of what `request` was called with; what it has no other use for is a parameter of the path."""
        own = {name: arguments.pop(name) for name in _ARGUMENTS & arguments.keys()}
        return cls(method=method, path=path, path_parameters=arguments, **own)

    def operation(self, service: Service) -> Operation[Any]:
        """Describe the request as the spec would.

        Raises:
            InvalidArgumentError: An argument has no place in a request.
        """
        if not isinstance(self.method, str) or not _METHOD.fullmatch(self.method):
            raise InvalidArgumentError(f"method must be one such as 'GET' or 'DELETE', got {describe(self.method)}")
        if self.retry not in _RETRY_CLASSES:
            known = ", ".join(_RETRY_CLASSES)
            raise InvalidArgumentError(
                f"retry must be one of {known}, got {describe(self.retry)}; how often is an option: max_retries=3"
            )
        if self.files is not None and not (is_mapping(self.files) and (self.json is UNSET or is_mapping(self.json))):
            raise InvalidArgumentError("files must be a dict of fields to files, and json a dict of the other fields")
        if self.files and is_mapping(self.json) and (both := ", ".join(self.files.keys() & self.json.keys())):
            raise InvalidArgumentError(f"files and json both have {both}: one of them would be lost")
        path, names = _read_path(self.path, self.path_parameters)
        parameters = [Parameter(name, "path", "str", required=True) for name in names]
        parameters += [Parameter(name, "body", "file", required=True) for name in self.files or ()]
        has_body = self.files is not None or self.json is not UNSET
        return Operation(
            name=f"request {self.method.upper()} {self.path}",
            method=self.method.upper(),
            path=path,
            retry=self.retry,
            parameters=tuple(parameters),
            body=Body("json", "json" if self.files is None else "multipart") if has_body else None,
            response=_type_string(self.cast_to or (dict if self.paginate else None), service.models),
            pagination=_pagination(service, self.paginate),
            is_declared=False,
        )

    @property
    def arguments(self) -> CallArguments:
        """The arguments of that operation."""
        fields: Any = {} if self.json is UNSET else self.json
        body = self.json if self.files is None else {**fields, **self.files}
        return CallArguments(self.path_parameters, self.params, body)

    def send(self, state: ClientState) -> Flow[Any]:
        """Return the response, or what it holds as the type that was asked for."""
        operation = self.operation(state.service)
        if self.cast_to is not None:
            return (yield from call(execute, state, operation, self.arguments))
        return (yield from send_with_middleware(state, build_request(state, operation, self.arguments)))


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
        parts: _Parts = [*Formatter().parse(path.removeprefix("/"))]
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
    return "".join(_quote_parts(parts)), names


def _place(name: str) -> str:
    """Return where an argument belongs that is no parameter of the path."""
    if name in _BODIES:
        return "a body goes into json, files into files"
    if name in (*OPTION_FIELDS, "max_retries"):
        return f"an option goes into with_options({name}=…)"
    return "a query argument goes into params"


def _quote_parts(parts: _Parts) -> Iterator[str]:
    for literal, name, _, _ in parts:
        yield quote(literal, safe=_PATH_SAFE)
        if name is not None:
            yield f"{{{name}}}"


def _type_string(cast_to: Any, models: str) -> str:
    """Return a type as the spec writes it."""
    if cast_to is None:
        return ""
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
    if not paginate:
        return ""
    if paginate is True:
        return next(iter(service.paginations), "")
    if not isinstance(paginate, str) or paginate not in service.paginations:
        known = ", ".join(service.paginations) or "none"
        raise InvalidArgumentError(
            f"paginate must be True or the name of a pagination ({known}), got {describe(paginate)}"
        )
    return paginate
