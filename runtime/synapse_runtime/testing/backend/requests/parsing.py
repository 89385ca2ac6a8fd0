"""A request's body, parsed and checked against the descriptor of its operation."""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_http.values import is_list, is_object

from synapse_runtime.calls.build_request import RAW_TYPES
from synapse_runtime.testing.messages import SentFile, server_error

from .multipart import Form, parse_fields, parse_form, parse_json
from .routing import media_type_error
from .validation import EMPTY_FILE, REQUIRED, find_errors, find_unknown, parse_string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_runtime.operation import Body, Operation, Service, UploadFirst
    from synapse_runtime.testing.backend.spec.schema import Schema
    from synapse_runtime.testing.messages import MockRequest

JSON, MULTIPART, FORM = "application/json", "multipart/form-data", "application/x-www-form-urlencoded"

NO_FILES: Mapping[str, SentFile] = MappingProxyType({})
_ABSENT_FILE = SentFile("", -1, "")
"""Takes the place of a file that has an error already, so that its absence is not another."""


class ParsedBody(NamedTuple):
    """A body, not yet validated."""

    data: Any = None
    """JSON data, or the fields of a form; None if the operation takes no body."""
    files: Mapping[str, SentFile] = NO_FILES
    form: Form | None = None


class CheckedBody(NamedTuple):
    """A body, validated."""

    data: Any
    """JSON data."""
    files: Sequence[Mapping[str, SentFile]] = (NO_FILES,)
    """By field, for each item of the body."""
    errors: Any = None
    """In DRF's form; None or empty if the body is valid."""


def parse_body(operation: Operation[Any], request: MockRequest) -> ParsedBody:
    """Parse a body without validating it.

    Raises:
        HttpError: The operation does not read its type (415), or it is malformed (400).
    """
    if operation.body is None:
        return ParsedBody()
    parsers = {("multipart", MULTIPART): parse_form, ("form", FORM): parse_fields}
    body = operation.body
    if body.codec in RAW_TYPES:
        return ParsedBody(_read_raw(body, request))
    if not body.required and request.is_empty():
        return ParsedBody()
    parse = parsers.get((body.codec, request.content_type))
    if parse is not None:
        form = parse(request)
        return ParsedBody(dict(form.fields), {name: file.describe() for name, file in form.files.items()}, form)
    if request.content_type in {
        JSON,
        body.media_type or JSON,
    }:  # for a form too: its errors then name the missing fields
        return ParsedBody(parse_json(request))
    if request.is_empty():
        return ParsedBody({})
    raise media_type_error(request)


def _read_raw(body: Body, request: MockRequest) -> Any:
    """Return a body that is no JSON: a string, or what is known of a file; None for one that is missing."""
    if request.is_empty():
        return None
    if request.content_type != (body.media_type or RAW_TYPES[body.codec]).partition(";")[0].lower():
        raise media_type_error(request)
    if body.codec == "text":
        return b"".join(request.iter_chunks()).decode(errors="replace")
    md5, size = hashlib.md5(usedforsecurity=False), 0
    for chunk in request.iter_chunks():
        md5.update(chunk)
        size += len(chunk)
    return SentFile("body", size, md5.hexdigest())


def find_missing_headers(operation: Operation[Any], headers: Mapping[str, str]) -> dict[str, list[str]]:
    """Return an error message for each required header that a request lacks, by wire name."""
    return {
        parameter.wire_name: [REQUIRED]
        for parameter in operation.parameters
        if parameter.location == "header" and parameter.required and not headers.get(parameter.wire_name.lower())
    }


def find_missing_constants(service: Service, operation: Operation[Any], headers: Mapping[str, str]) -> list[str]:
    """Return a message for each header that every request has and this one lacks."""
    own = {parameter.wire_name.lower() for parameter in operation.parameters if parameter.location == "header"}
    names = [name for name in service.constant_headers if name.lower() not in {*own, *headers}]
    return [f"header {name} is missing, which every request has" for name in names]


def validate_body(
    schema: Schema,
    operation: Operation[Any],
    parsed: ParsedBody,
    find_upload: Callable[[object], SentFile],
    *,
    by_index: bool = False,
) -> CheckedBody:
    """Validate a body.

    Args:
        schema: Resolves the names of models.
        operation: The operation.
        parsed: Its body.
        find_upload: Return the file of a complete upload by its ID; raise ValueError if it has none.
        by_index: Report the errors of a list as an object by index; else as a list.
    """
    body = operation.body
    if body is None or (parsed.data is None and not body.required):
        return CheckedBody(None)
    if body.codec in RAW_TYPES:
        return CheckedBody(parsed.data, errors={"body": [REQUIRED]} if parsed.data is None else None)
    if is_list(parsed.data) and body.batch != "forbidden":
        items = [_validate_item(schema, operation, body, ParsedBody(item), find_upload) for item in parsed.data]
        errors: list[Any] = [item.errors or {} for item in items]
        numbered = {str(index): error for index, error in enumerate(errors) if error}
        found = (numbered if by_index else errors) if numbered else None
        return CheckedBody([item.data for item in items], [item.files[0] for item in items], found)
    if body.batch == "required":
        message = f'Expected a list of items but got type "{type(parsed.data).__name__}".'
        return CheckedBody(None, errors={"non_field_errors": [message]})
    return _validate_item(schema, operation, body, parsed, find_upload)


def find_unknown_fields(schema: Schema, operation: Operation[Any], parsed: ParsedBody) -> list[str]:
    """Return a message for each field of a body that no model has; backends ignore them."""
    if operation.body is None:
        return []
    chunked = operation.chunked
    own = {chunked.send_as, chunked.filename_as.partition(".")[0]} if chunked is not None else set[str]()
    messages: list[str] = []
    for item in parsed.data if is_list(parsed.data) and operation.body.batch != "forbidden" else [parsed.data]:
        fields = {name: value for name, value in item.items() if name not in own} if is_object(item) else item
        messages += find_unknown(schema, operation.body.type, fields)
    return [*messages, *find_unknown(schema, operation.body.type, parsed.files)]


def _validate_item(
    schema: Schema,
    operation: Operation[Any],
    body: Body,
    parsed: ParsedBody,
    find_upload: Callable[[object], SentFile],
) -> CheckedBody:
    type_string, partial = body.type, operation.method == "PATCH"
    data, files = parsed.data, dict(parsed.files)
    errors: dict[str, Any] = {}
    if parsed.form is not None:
        data, errors = _parse_fields(schema, type_string, parsed.form)
    if data is None and schema.fields(type_string):
        return CheckedBody(data, [files], {"non_field_errors": ["No data provided"]})
    if not is_object(data):
        return CheckedBody(data, [files], find_errors(schema, type_string, data, partial=partial))
    if operation.chunked is not None and operation.chunked.field not in {*data, *files}:
        errors.update(_take_upload(schema, body, operation.chunked, data, files, find_upload))
    errors.update({name: [EMPTY_FILE] for name, file in files.items() if file.size == 0})
    type_errors = find_errors(schema, type_string, {**data, **files}, partial=partial)
    return CheckedBody(data, [files], {**type_errors, **errors} if is_object(type_errors) else type_errors or errors)


def _take_upload(
    schema: Schema,
    body: Body,
    chunked: UploadFirst,
    data: Mapping[str, Any],
    files: dict[str, SentFile],
    find_upload: Callable[[object], SentFile],
) -> dict[str, list[str]]:
    """Put the upload that a body names in the place of its file; return the errors."""
    if chunked.send_as in data:
        try:
            file = find_upload(data[chunked.send_as])
        except ValueError as error:
            files[chunked.field] = _ABSENT_FILE
            return {chunked.send_as: [str(error)]}
        files[chunked.field] = file._replace(name=_string_at(data, chunked.filename_as) or file.name)
    elif body.codec == "json" and schema.fields(body.type)[chunked.field].required:
        files[chunked.field] = _ABSENT_FILE
        return {chunked.send_as: [REQUIRED]}
    return {}


def _parse_fields(schema: Schema, type_string: str, form: Form) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a form as JSON data, and their errors."""
    fields = schema.fields(type_string)
    data: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for name, string in form.fields.items():
        field = fields.get(name)
        if field is None:
            data[name] = string
        elif field.type == "file":  # Django takes a part without `filename=` for a string, and the view fails on it
            raise server_error()
        elif name in form.lists and field.type.startswith("list["):
            parsed = [parse_string(schema, field.type.rstrip("?")[5:-1], item) for item in form.lists[name]]
            data[name] = [
                value if isinstance(value, (bool, int, float)) else item
                for (value, _), item in zip(parsed, form.lists[name], strict=True)
            ]
            if messages := [message for _, found in parsed for message in found]:
                errors[name] = messages
        elif any(word in field.type for word in ("list[", "dict[", "json")) or schema.row_model(field.type):
            try:
                data[name] = json.loads(string)
            except ValueError:
                data[name] = string  # validation decides whether a string will do
        else:
            value, messages = parse_string(schema, field.type, string)
            data[name] = value if value is None or isinstance(value, (bool, int, float)) else string
            errors.update({name: messages} if messages else {})
    return data, errors


def _string_at(data: Mapping[str, Any], path: str) -> str:
    """Return the string at a dotted path such as `meta.filename`, or ""."""
    value: Any = data
    for name in path.split(".") if path else ():
        value = value.get(name) if is_object(value) else None
    return value if path and isinstance(value, str) else ""
