"""A request's body read and checked against the descriptor of its operation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.testing.messages import refuse, server_error
from synapse_runtime.types import is_list, is_object

from .multipart import Form, read_form, read_json
from .routing import wrong_type
from .validation import EMPTY_FILE, REQUIRED, SentFile, check, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.operation import Operation, UploadFirst
    from synapse_runtime.testing.backend.spec.schema import Schema
    from synapse_runtime.testing.messages import MockRequest

JSON, FORM = "application/json", "multipart/form-data"


class Sent(NamedTuple):
    """What came in a body."""

    data: Any = None
    """JSON data, or the fields of a form; None where the operation takes no body."""
    files: Mapping[str, SentFile] = {}
    form: Form | None = None


def read_body(operation: Operation[Any], request: MockRequest) -> Sent:
    """Read a body, and nothing more.

    Raises:
        Refusal: It is of another type than the operation reads (415), or malformed (400).
    """
    if operation.body is None:
        return Sent()
    kind = request.content_type
    if operation.body.codec == "multipart" and kind == FORM:
        form = read_form(request)
        return Sent(dict(form.fields), {name: file.described() for name, file in form.files.items()}, form)
    if kind == JSON:  # read for a form too: what is missing is told by field
        return Sent(read_json(request))
    if request.empty():
        return Sent({})
    raise wrong_type(request)


def check_headers(operation: Operation[Any], request: MockRequest) -> None:
    """Check that the headers an operation needs are there.

    Raises:
        Refusal: One is missing.
    """
    missing = {
        parameter.wire: [REQUIRED]
        for parameter in operation.parameters
        if parameter.location == "header" and parameter.required and not request.headers.get(parameter.wire.lower())
    }
    if missing:
        raise refuse(400, missing)


def checked(
    schema: Schema,
    operation: Operation[Any],
    sent: Sent,
    upload: Callable[[object], SentFile],
    *,
    by_index: bool = False,
) -> tuple[Any, list[dict[str, SentFile]]]:
    """Check a body against the spec.

    Args:
        schema: Resolves the names of models.
        operation: What is called.
        sent: Its body.
        upload: Finds a complete upload by its ID.
        by_index: Tell what is wrong with a list as an object keyed by index; else as a list.

    Returns:
        The body as data, read from text where it was a form, and for each of its items the
        files by field.

    Raises:
        Refusal: It is wrong; the answer says where, in the form of the framework.
    """
    body = operation.body
    if body is None:
        return None, [{}]
    if is_list(sent.data) and body.batch != "forbidden":
        read: list[tuple[Any, dict[str, SentFile], Any]] = [
            _item(schema, operation, Sent(one), upload) for one in sent.data
        ]
        wrong: list[Any] = [findings or {} for _, _, findings in read]
        if any(wrong):
            numbered = {str(index): findings for index, findings in enumerate(wrong) if findings}
            raise refuse(400, numbered if by_index else wrong)
        return [data for data, _, _ in read], [files for _, files, _ in read]
    if body.batch == "required":
        found = f'Expected a list of items but got type "{type(sent.data).__name__}".'
        raise refuse(400, {"non_field_errors": [found]})
    data, files, findings = _item(schema, operation, sent, upload)
    if findings:
        raise refuse(400, findings)
    return data, [files]


def _item(
    schema: Schema, operation: Operation[Any], sent: Sent, upload: Callable[[object], SentFile]
) -> tuple[Any, dict[str, SentFile], Any]:
    """One object of a body: its data, its files, and what is wrong with it."""
    assert operation.body is not None
    type_text, partial = operation.body.type, operation.method == "PATCH"
    data, files = sent.data, dict(sent.files)
    findings: dict[str, Any] = {}
    if sent.form is not None:
        data, findings = _from_text(schema, operation, sent)
    if data is None and schema.members(type_text):
        return data, files, {"non_field_errors": ["No data provided"]}
    if not is_object(data):
        return data, files, check(schema, type_text, data, partial=partial)
    if operation.chunked is not None and operation.chunked.field not in {*data, *files}:
        findings.update(_travelled_ahead(schema, operation, operation.chunked, data, files, upload))
    findings.update({name: [EMPTY_FILE] for name, file in files.items() if file.size == 0})
    wrong = check(schema, type_text, {**data, **files}, partial=partial)
    return data, files, {**wrong, **findings} if is_object(wrong) else wrong or findings


def _travelled_ahead(
    schema: Schema,
    operation: Operation[Any],
    chunked: UploadFirst,
    data: Mapping[str, Any],
    files: dict[str, SentFile],
    upload: Callable[[object], SentFile],
) -> dict[str, list[str]]:
    """Put the upload a body names in the place of its file; or say what is wrong with it."""
    assert operation.body is not None
    if chunked.send_as in data:
        try:
            found = upload(data[chunked.send_as])
        except ValueError as error:
            files[chunked.field] = _NO_FILE
            return {chunked.send_as: [str(error)]}
        files[chunked.field] = found._replace(name=_dotted(data, chunked.filename_as) or found.name)
    elif operation.body.codec == "json" and schema.members(operation.body.type)[chunked.field].required:
        files[chunked.field] = _NO_FILE
        return {chunked.send_as: [REQUIRED]}
    return {}


_NO_FILE = SentFile("", -1, "")
"""Stands where a file should be, so that its lack is told once."""


def _from_text(schema: Schema, operation: Operation[Any], sent: Sent) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a form as data of their types."""
    assert operation.body is not None
    members = schema.members(operation.body.type)
    data: dict[str, Any] = {}
    findings: dict[str, Any] = {}
    for name, value in sent.data.items():
        member = members.get(name)
        if member is None:
            data[name] = value
        elif member.type == "file":  # the part came without `filename=`, and the backend fails on it
            raise server_error()
        elif any(word in member.type for word in ("list[", "dict[", "json")) or schema.row_model(member.type):
            try:
                data[name] = json.loads(value)
            except ValueError:
                data[name] = value  # a text, which may be right; the check says
        else:
            found, wrong = read_text(schema, member.type, value)
            data[name] = found if found is None or isinstance(found, (bool, int, float)) else value
            findings.update({name: wrong} if wrong else {})
    return data, findings


def _dotted(data: Mapping[str, Any], path: str) -> str:
    """The text at `meta.filename`; "" where there is none."""
    found: Any = data
    for name in path.split(".") if path else ():
        found = found.get(name) if is_object(found) else None
    return found if path and isinstance(found, str) else ""
