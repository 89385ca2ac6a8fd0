"""A request's body, parsed and checked against the descriptor of its operation."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.testing.messages import SentFile, json_error, server_error
from synapse_runtime.types import is_list, is_object

from .multipart import Form, parse_form, parse_json
from .routing import media_type_error
from .validation import EMPTY_FILE, REQUIRED, find_errors, parse_string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.operation import Body, Operation, UploadFirst
    from synapse_runtime.testing.backend.spec.schema import Schema
    from synapse_runtime.testing.messages import MockRequest

JSON, FORM = "application/json", "multipart/form-data"

NO_FILES: Mapping[str, SentFile] = MappingProxyType({})
_ABSENT_FILE = SentFile("", -1, "")
"""Takes the place of a file that has an error already, so that its absence is not another."""


class ParsedBody(NamedTuple):
    """A body, not yet validated."""

    data: Any = None
    """JSON data, or the fields of a form; None if the operation takes no body."""
    files: Mapping[str, SentFile] = NO_FILES
    form: Form | None = None


class _ParsedItem(NamedTuple):
    """One object of a body, validated."""

    data: Any
    files: dict[str, SentFile]
    errors: Any


def parse_body(operation: Operation[Any], request: MockRequest) -> ParsedBody:
    """Parse a body without validating it.

    Raises:
        HttpError: The operation does not read its type (415), or it is malformed (400).
    """
    if operation.body is None:
        return ParsedBody()
    if operation.body.codec == "multipart" and request.content_type == FORM:
        form = parse_form(request)
        return ParsedBody(dict(form.fields), {name: file.describe() for name, file in form.files.items()}, form)
    if request.content_type == JSON:  # for a form too: its errors then name the missing fields
        return ParsedBody(parse_json(request))
    if request.is_empty():
        return ParsedBody({})
    raise media_type_error(request)


def require_headers(operation: Operation[Any], request: MockRequest) -> None:
    """Check that a request has the required headers.

    Raises:
        HttpError: A header is missing.
    """
    missing = {
        parameter.wire_name: [REQUIRED]
        for parameter in operation.parameters
        if parameter.location == "header"
        and parameter.required
        and not request.headers.get(parameter.wire_name.lower())
    }
    if missing:
        raise json_error(400, missing)


def validate_body(
    schema: Schema,
    operation: Operation[Any],
    parsed: ParsedBody,
    find_upload: Callable[[object], SentFile],
    *,
    by_index: bool = False,
) -> tuple[Any, list[dict[str, SentFile]]]:
    """Validate a body.

    Args:
        schema: Resolves the names of models.
        operation: The operation.
        parsed: Its body.
        find_upload: Return the file of a complete upload by its ID; raise ValueError if it has none.
        by_index: Report the errors of a list as an object by index; else as a list.

    Returns:
        The body as JSON data, and the files of each of its items by field.

    Raises:
        HttpError: The body is invalid; its JSON has the errors in DRF's form.
    """
    body = operation.body
    if body is None:
        return None, [{}]
    if is_list(parsed.data) and body.batch != "forbidden":
        items = [_validate_item(schema, operation, body, ParsedBody(item), find_upload) for item in parsed.data]
        errors: list[Any] = [item.errors or {} for item in items]
        if any(errors):
            numbered = {str(index): error for index, error in enumerate(errors) if error}
            raise json_error(400, numbered if by_index else errors)
        return [item.data for item in items], [item.files for item in items]
    if body.batch == "required":
        message = f'Expected a list of items but got type "{type(parsed.data).__name__}".'
        raise json_error(400, {"non_field_errors": [message]})
    item = _validate_item(schema, operation, body, parsed, find_upload)
    if item.errors:
        raise json_error(400, item.errors)
    return item.data, [item.files]


def _validate_item(
    schema: Schema,
    operation: Operation[Any],
    body: Body,
    parsed: ParsedBody,
    find_upload: Callable[[object], SentFile],
) -> _ParsedItem:
    type_string, partial = body.type, operation.method == "PATCH"
    data, files = parsed.data, dict(parsed.files)
    errors: dict[str, Any] = {}
    if parsed.form is not None:
        data, errors = _parse_fields(schema, type_string, parsed.form)
    if data is None and schema.fields(type_string):
        return _ParsedItem(data, files, {"non_field_errors": ["No data provided"]})
    if not is_object(data):
        return _ParsedItem(data, files, find_errors(schema, type_string, data, partial=partial))
    if operation.chunked is not None and operation.chunked.field not in {*data, *files}:
        errors.update(_take_upload(schema, body, operation.chunked, data, files, find_upload))
    errors.update({name: [EMPTY_FILE] for name, file in files.items() if file.size == 0})
    type_errors = find_errors(schema, type_string, {**data, **files}, partial=partial)
    return _ParsedItem(data, files, {**type_errors, **errors} if is_object(type_errors) else type_errors or errors)


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
