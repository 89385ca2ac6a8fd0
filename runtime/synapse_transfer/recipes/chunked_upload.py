"""Files sent in chunks: the recipe that uploads one, and the file of a body that travels ahead of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen
from synapse_http.content import file_part
from synapse_http.errors import InvalidArgumentError
from synapse_http.values import is_mapping
from synapse_runtime.calls.build_request import CallArguments, body_fields, template_of
from synapse_runtime.calls.execute import execute as execute_request
from synapse_runtime.calls.retry import FaultBudget

from synapse_transfer.uploads.chunked import ChunkedUpload
from synapse_transfer.uploads.journal import UploadJournal, journal_folder

if TYPE_CHECKING:
    from synapse_http.content import FilePart
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from synapse_transfer.uploads.protocol import Send


MAX_CHUNK_BYTES = 50 * 1024 * 1024
"""Most bytes of one request, unless the service or the client says otherwise."""


@frozen(kw_only=True)
class Settings:
    """What the spec says of a chunked upload."""

    chunk_size: int = MAX_CHUNK_BYTES
    """Most bytes of one request, unless the client asks for another size."""


def chunked_upload(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[Any]:
    """Upload one file in chunks."""
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    (argument,) = (parameter.name for parameter in operation.parameters if parameter.required)
    part = file_part(argument, arguments.named[argument])
    options = state.options
    upload = ChunkedUpload(
        _sender(state, operation, execute),
        part,
        FaultBudget(options.retry, state.retry_state),
        chunk_size=options.chunk_size or settings.chunk_size,
        journal=_journal(state, part),
        on_progress=options.on_progress,
        bar=options.progress,
    )
    return (yield from upload.flow())


def _sender(state: ClientState, operation: Operation[Any], execute: Execute) -> Send:
    """Return what sends the requests of the upload protocol."""
    assert operation.composite is not None
    steps = {role: state.service.operation(name) for role, name in operation.composite.steps.items()}
    timeout = state.options.timeout._replace(read=state.options.finish_timeout)
    # The server hashes the whole file before it responds.
    patient = state._replace(options=attrs.evolve(state.options, timeout=timeout))

    def send(role: str, upload_id: Any = None, *, content_range: str = "", **fields: Any) -> Flow[Any]:
        template = template_of(steps[role])
        path = {parameter.name: upload_id for parameter in template.path}
        headers = {parameter.name: content_range for parameter in template.headers}
        arguments = CallArguments({**path, **headers, **fields})
        return execute(patient if role == "finish" else state, steps[role], arguments)

    return send


def _journal(state: ClientState, part: FilePart) -> UploadJournal | None:
    """Return where to record the upload, or None if the client does not resume, or the file has no path."""
    resume = state.options.resume
    if resume is False or part.fingerprint is None:
        return None
    assert isinstance(part.source, Path)
    folder = journal_folder(state.service.package, resume)
    return UploadJournal(folder, str(state.base), part.source, part.fingerprint)


def upload_first(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[Any]:
    """Send a request whose body names a finished upload instead of a file.

    The file is uploaded ahead of it if that is always done, asked for, or fits its size; else it is part of the body.
    """
    chunked = operation.chunked
    assert chunked is not None
    fields: dict[str, Any] = dict(body_fields(operation, arguments))
    keywords = {field.name for field in template_of(operation).body}
    named = {name: value for name, value in arguments.named.items() if name not in keywords}
    request_arguments = arguments._replace(named=named, body=fields)
    if chunked.send_as in fields and chunked.field not in fields:  # uploaded before
        return (yield from execute_request(state, operation, request_arguments))
    source = fields.pop(chunked.field, None)
    if source is None:
        raise InvalidArgumentError(f"{operation.name} needs {chunked.field}: the file to upload")
    part = file_part(chunked.field, source)
    is_first = arguments.named.get(chunked.argument) if chunked.argument else True
    if not (part.length > MAX_CHUNK_BYTES if is_first is None else is_first):
        fields[chunked.field] = part
        return (yield from execute_request(state, operation, request_arguments))
    if chunked.filename_as:
        _set_default(operation, fields, chunked.filename_as, part.name)
    upload_operation = state.service.operation(chunked.operation)
    (argument,) = (parameter.name for parameter in upload_operation.parameters if parameter.required)
    upload = yield from execute(state, upload_operation, CallArguments({argument: part}))
    fields[chunked.send_as] = upload["id"]
    return (yield from execute_request(state, operation, request_arguments))


def _set_default(operation: Operation[Any], fields: dict[str, Any], dotted: str, value: str) -> None:
    """Set a nested field that the caller left out, in copies: the caller's own dicts are not changed."""
    *outer, last = dotted.split(".")
    for name in outer:
        inner: Any = fields.get(name) or dict[str, Any]()
        if not is_mapping(inner):
            raise InvalidArgumentError(f"{operation.name}: {name} must be a dict, not {type(inner).__name__}")
        fields[name] = fields = dict(inner)
    fields.setdefault(last, value)
