"""The recipe that uploads one file in chunks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.http.content import FileSlice
from synapse_runtime.uploads.chunked import CHUNK_BYTES, ChunkedUpload, require_nonempty_file
from synapse_runtime.uploads.endpoints import UploadEndpoints
from synapse_runtime.uploads.journal import UploadJournal, state_folder

if TYPE_CHECKING:
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.operation import Operation


@frozen(kw_only=True)
class Settings:
    """What the spec says of a chunked upload."""

    chunk_size: int = CHUNK_BYTES
    """Most bytes of one request, unless the client asks for another size."""


def chunked_upload(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[Any]:
    """Upload one file in chunks.

    Steps:
        start, append: Send the fields `file` and `filename`, and a header with the range.
        status: Returns the state of an upload.
        finish: Sends `md5`.
        list: Returns all uploads of the user.
    """
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    (argument,) = (parameter.name for parameter in operation.parameters if parameter.required)
    part = require_nonempty_file(argument, arguments.named[argument])
    options = context.options
    upload = ChunkedUpload(
        _endpoints(context, operation, execute),
        part,
        chunk_size=options.chunk_size or settings.chunk_size,
        policy=options.retry,
        journal=_journal(context, part),
        on_progress=options.on_progress,
        bar=options.progress,
    )
    return (yield from upload.flow())


def _endpoints(context: ClientState, operation: Operation[Any], execute: Execute) -> UploadEndpoints:
    """Return the requests of the protocol, made of the operations that the spec names."""
    assert operation.composite is not None
    steps = {role: context.service.operation(name) for role, name in operation.composite.steps.items()}
    timeout = context.options.timeout._replace(read=context.options.finish_timeout)
    # The server hashes the whole file before it responds.
    patient = context._replace(options=attrs.evolve(context.options, timeout=timeout))

    def call(step: Operation[Any], upload_id: Any = None, **fields: Any) -> Flow[Any]:
        path = {parameter.name: upload_id for parameter in template_of(step).path}
        return execute(patient if step is steps["finish"] else context, step, CallArguments({**path, **fields}))

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


def _journal(context: ClientState, part: FilePart) -> UploadJournal | None:
    """Return where to record the upload, or None if the client does not resume, or the file has no path."""
    resume, content = context.options.resume, part.content
    if resume is False or not isinstance(content, FileSlice) or content.fingerprint is None:
        return None
    assert isinstance(content.source, Path)
    folder = state_folder(context.service.package) if resume is True else Path(resume)
    return UploadJournal(folder, str(context.base), content.source, content.fingerprint)
