"""Operations made of others: what each kind of composite does with its steps.

A kind is generic; which operations it uses, and what their fields are called, the spec says.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_runtime.calls.build_request import CallArguments, body_fields, template_of
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.content import FileSlice, file_part
from synapse_runtime.types import is_mapping
from synapse_runtime.uploads.chunked import CHUNK_SIZE, ChunkedUpload, UploadEndpoints, require_nonempty_file

from .file_group import file_group

if TYPE_CHECKING:
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.operation import Operation, UploadFirst
    from synapse_runtime.uploads.journal import UploadJournal

Execute: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments], Generator[Effect, Any, Any]]"
"""A flow that calls an operation and returns the answer as plain data."""


def with_file(
    context: ClientState, operation: Operation[Any], chunked: UploadFirst, arguments: CallArguments, answer: Execute
) -> Generator[Effect, Any, tuple[dict[str, Any], str]]:
    """Send the file of a body ahead of it, in chunks, where that is always done, asked for, or its size wants it.

    Returns:
        The body to send, which then names the upload where the file was, and its codec; "" for the operation's own.
    """
    fields: dict[str, Any] = dict(body_fields(operation, arguments))
    asked = arguments.named.get(chunked.argument) if chunked.argument else True
    if asked is None:
        part = fields[chunked.field] = file_part(chunked.field, _needed(operation, chunked, fields))
        asked = part.length > CHUNK_SIZE
    if not asked:
        return fields, ""
    return (yield from _upload_first(context, operation, chunked, fields, answer)), "json"


def _upload_first(
    context: ClientState, operation: Operation[Any], chunked: UploadFirst, fields: dict[str, Any], answer: Execute
) -> Generator[Effect, Any, dict[str, Any]]:
    part = require_nonempty_file(chunked.field, _needed(operation, chunked, fields))
    del fields[chunked.field]
    if chunked.filename_as:
        *outer, last = chunked.filename_as.split(".")
        inside = fields
        for name in outer:
            given = inside.get(name) or dict[str, Any]()
            if not is_mapping(given):
                raise InvalidArgumentError(f"{operation.name}: {name} must be a dict, not {type(given).__name__}")
            inside[name] = inside = dict(given)  # the caller's own is not changed
        inside.setdefault(last, part.name)
    upload = yield from answer(
        context, context.service.operation(chunked.operation), CallArguments({"file_path": part})
    )
    fields[chunked.send_as] = upload["id"]
    return fields


def _needed(operation: Operation[Any], chunked: UploadFirst, fields: Mapping[str, Any]) -> Any:
    """The file of a body."""
    source = fields.get(chunked.field)
    if source is None:
        raise InvalidArgumentError(f"{operation.name} needs {chunked.field}: the file to upload")
    return source


def chunked_upload(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, answer: Execute
) -> Generator[Effect, Any, Any]:
    """Upload one file in chunks.

    UploadEndpoints:
        start, append: Send the fields `file` and `filename`, and a header with the range.
        status: Says where an upload stands.
        finish: Sends `md5`.
        list: All uploads of the user.

    Settings:
        chunk_size: Bytes a request carries at the most.
    """
    composite = operation.composite
    assert composite is not None
    (argument,) = (one.name for one in operation.parameters if one.required)
    part = require_nonempty_file(argument, arguments.named[argument])
    options = context.options
    steps = {role: context.service.operation(name) for role, name in composite.steps.items()}
    patient = context._replace(options=options._replace(timeout=options.timeout._replace(read=options.finish_timeout)))

    def send(step: Operation[Any], ident: Any, **fields: Any) -> Generator[Effect, Any, Any]:
        named = {one.name: ident for one in template_of(step).path}
        return answer(patient if step is steps["finish"] else context, step, CallArguments({**named, **fields}))

    def send_piece(step: Operation[Any], ident: Any, piece: FilePart, where: str) -> Generator[Effect, Any, Any]:
        ranges = {one.name: where for one in template_of(step).headers}
        return send(step, ident, file=piece, filename=piece.name, **ranges)

    def send_md5(step: Operation[Any], ident: Any, md5: str) -> Generator[Effect, Any, Any]:
        return send(step, ident, md5=md5)

    uploading = ChunkedUpload(
        UploadEndpoints(
            start=partial(send_piece, steps["start"], None),
            append=partial(send_piece, steps["append"]),
            status=partial(send, steps["status"]),
            finish=partial(send_md5, steps["finish"]),
            list=partial(send, steps["list"], None),
        ),
        part,
        chunk_size=options.chunk_size or composite.settings.get("chunk_size", CHUNK_SIZE),
        policy=options.retry,
        journal=_journal(context, part),
        on_progress=options.on_progress,
        bar=options.progress,
    )
    return (yield from uploading.flow())


def _journal(context: ClientState, part: FilePart) -> UploadJournal | None:
    """Where to write down how an upload goes, if the client wants it: a path can be found again, open files cannot."""
    resume, content = context.options.resume, part.content
    if resume is False or not isinstance(content, FileSlice) or content.fingerprint is None:
        return None
    from synapse_runtime.uploads.journal import UploadJournal, state_folder

    assert isinstance(content.source, Path)
    folder = state_folder(context.service.package) if resume is True else Path(resume)
    return UploadJournal(folder, str(context.base), content.source, content.fingerprint)


Recipe: TypeAlias = Callable[["ClientState", "Operation[Any]", CallArguments, Execute], Generator["Effect", Any, Any]]


def _collection(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, answer: Execute
) -> Generator[Effect, Any, Any]:
    from .collection import collection  # is seldom needed

    return (yield from collection(context, operation, arguments, answer))


RECIPES: Mapping[str, Recipe] = {
    "chunked_upload": chunked_upload,
    "file_group": file_group,
    "collection": _collection,
}
