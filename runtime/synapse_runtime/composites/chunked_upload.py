"""Files sent in chunks: the recipe that uploads one, and the file of a body that travels ahead of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from synapse_runtime.calls.build_request import CallArguments, body_fields, template_of
from synapse_runtime.calls.execute import execute as execute_request
from synapse_runtime.calls.fault_budget import FaultBudget
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.content import FileSlice, file_part
from synapse_runtime.types import is_mapping
from synapse_runtime.uploads.chunked import CHUNK_BYTES, ChunkedUpload, require_nonempty_file
from synapse_runtime.uploads.endpoints import UploadEndpoints
from synapse_runtime.uploads.journal import UploadJournal, journal_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.operation import Operation, UploadFirst


@frozen(kw_only=True)
class Settings:
    """What the spec says of a chunked upload."""

    chunk_size: int = CHUNK_BYTES
    """Most bytes of one request, unless the client asks for another size."""


def chunked_upload(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[Any]:
    """Upload one file in chunks."""
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    (argument,) = (parameter.name for parameter in operation.parameters if parameter.required)
    part = require_nonempty_file(argument, arguments.named[argument])
    options = state.options
    upload = ChunkedUpload(
        _endpoints(state, operation, execute),
        part,
        FaultBudget(options.retry, state.retry_state),
        chunk_size=options.chunk_size or settings.chunk_size,
        journal=_journal(state, part),
        on_progress=options.on_progress,
        bar=options.progress,
    )
    return (yield from upload.flow())


def _endpoints(state: ClientState, operation: Operation[Any], execute: Execute) -> UploadEndpoints:
    assert operation.composite is not None
    steps = {role: state.service.operation(name) for role, name in operation.composite.steps.items()}
    timeout = state.options.timeout._replace(read=state.options.finish_timeout)
    # The server hashes the whole file before it responds.
    patient = state._replace(options=attrs.evolve(state.options, timeout=timeout))

    def call(step: Operation[Any], upload_id: Any = None, **fields: Any) -> Flow[Any]:
        path = {parameter.name: upload_id for parameter in template_of(step).path}
        return execute(patient if step is steps["finish"] else state, step, CallArguments({**path, **fields}))

    def send_chunk(step: Operation[Any], upload_id: Any, chunk: FilePart, content_range: str) -> Flow[Any]:
        headers = {parameter.name: content_range for parameter in template_of(step).headers}
        return call(step, upload_id, file=chunk, filename=chunk.name, **headers)

    def finish(upload_id: Any, md5: str) -> Flow[Any]:
        return call(steps["finish"], upload_id, md5=md5)

    return UploadEndpoints(
        start=partial(send_chunk, steps["start"], None),
        append=partial(send_chunk, steps["append"]),
        status=partial(call, steps["status"]),
        finish=finish,
        list=partial(call, steps["list"]),
    )


def _journal(state: ClientState, part: FilePart) -> UploadJournal | None:
    """Return where to record the upload, or None if the client does not resume, or the file has no path."""
    resume, content = state.options.resume, part.content
    if resume is False or not isinstance(content, FileSlice) or content.fingerprint is None:
        return None
    assert isinstance(content.source, Path)
    return UploadJournal(
        journal_folder(state.service.package, resume), str(state.base), content.source, content.fingerprint
    )


def upload_first(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[Any]:
    """Send a request whose body names a finished upload instead of a file.

    The file is uploaded ahead of it if that is always done, asked for, or fits its size; else it is part of the body.
    """
    chunked = operation.chunked
    assert chunked is not None
    fields: dict[str, Any] = dict(body_fields(operation, arguments))
    wanted = arguments.named.get(chunked.argument) if chunked.argument else True
    if wanted is None:
        part = fields[chunked.field] = file_part(chunked.field, _require_file(operation, chunked, fields))
        wanted = part.length > CHUNK_BYTES
    if not wanted:
        return (yield from execute_request(state, operation, arguments, fields, ""))
    part = require_nonempty_file(chunked.field, _require_file(operation, chunked, fields))
    del fields[chunked.field]
    if chunked.filename_as:
        _set_default(operation, fields, chunked.filename_as, part.name)
    upload_operation = state.service.operation(chunked.operation)
    (argument,) = (parameter.name for parameter in upload_operation.parameters if parameter.required)
    upload = yield from execute(state, upload_operation, CallArguments({argument: part}))
    fields[chunked.send_as] = upload["id"]
    return (yield from execute_request(state, operation, arguments, fields, "json"))


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
