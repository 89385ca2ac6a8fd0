"""A file of a body that travels ahead of it, in chunks; the body then names the finished upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments, body_fields
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.content import file_part
from synapse_runtime.types import is_mapping

from .chunked import CHUNK_BYTES, require_nonempty_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation, UploadFirst


def upload_first(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[tuple[dict[str, Any], str]]:
    """Upload the file of a body ahead of it, if that is always done, asked for, or fits its size.

    Returns:
        The body to send, which names the upload instead of the file, and its codec; "" for the operation's own.
    """
    chunked = operation.chunked
    assert chunked is not None
    fields: dict[str, Any] = dict(body_fields(operation, arguments))
    wanted = arguments.named.get(chunked.argument) if chunked.argument else True
    if wanted is None:
        part = fields[chunked.field] = file_part(chunked.field, _require_file(operation, chunked, fields))
        wanted = part.length > CHUNK_BYTES
    if not wanted:
        return fields, ""
    part = require_nonempty_file(chunked.field, _require_file(operation, chunked, fields))
    del fields[chunked.field]
    if chunked.filename_as:
        _set_default(operation, fields, chunked.filename_as, part.name)
    upload_operation = context.service.operation(chunked.operation)
    (argument,) = (parameter.name for parameter in upload_operation.parameters if parameter.required)
    upload = yield from execute(context, upload_operation, CallArguments({argument: part}))
    fields[chunked.send_as] = upload["id"]
    return fields, "json"


def _require_file(operation: Operation[Any], chunked: UploadFirst, fields: Mapping[str, Any]) -> Any:
    source = fields.get(chunked.field)
    if source is None:
        raise InvalidArgumentError(f"{operation.name} needs {chunked.field}: the file to upload")
    return source


def _set_default(operation: Operation[Any], fields: dict[str, Any], dotted: str, value: str) -> None:
    """Set a nested field that the caller left out, in copies: the caller's own dicts are not changed."""
    *outer, last = dotted.split(".")
    for name in outer:
        inner: Any = fields.get(name) or dict[str, Any]()
        if not is_mapping(inner):
            raise InvalidArgumentError(f"{operation.name}: {name} must be a dict, not {type(inner).__name__}")
        fields[name] = fields = dict(inner)
    fields.setdefault(last, value)
