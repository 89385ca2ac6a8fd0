"""Write the response of a call to a file: the argument `to` of methods that return bytes.

It goes to a temporary file first, so that a file with its final name, or what is written to an open file, is whole.
"""

from __future__ import annotations

import io
import os
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from synapse_http.errors import InvalidArgumentError
from synapse_runtime.calls.build_request import build_request
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.flow.effects import RunInThread, Shielded, run_in_thread

from .fetch import FileDownload
from .file_urls import FileUrl
from .part_file import PartFile

if TYPE_CHECKING:
    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation


def save(
    state: ClientState,
    operation: Operation[Any],
    arguments: CallArguments,
    execute: Execute,  # noqa: ARG001 - the response is fetched as a download is
) -> Flow[None]:
    """Call an operation, and write its response to the file that `arguments.to` names.

    Raises:
        InvalidArgumentError: The target is neither a path nor a binary file that is open for writing.
        OSError: The file cannot be written.
        ClientError: The call failed.
    """
    assert arguments.client is not None
    target: Any = arguments.to
    is_path = isinstance(target, (str, os.PathLike))
    if isinstance(target, io.TextIOBase) or not (is_path or hasattr(target, "write")):
        raise InvalidArgumentError(f"to must be a path, or a file open in mode 'wb', not {type(target).__name__}")
    if not is_path and (target.closed or not target.writable()):
        raise InvalidArgumentError("to is closed, or open for reading only: open it with mode 'wb'")
    path = Path(os.fspath(target)) if is_path else Path(gettempdir(), uuid4().hex)
    if path.is_dir():
        raise InvalidArgumentError(f"to is a folder, {str(path)!r}: name a file in it")
    request = build_request(state, operation, arguments)
    url, part = FileUrl.resolve(state.base, request.target), PartFile(path, is_private=True)
    try:
        yield from run_in_thread(part.open)
        yield from run_in_thread(part.restart)  # an earlier download may have left something
        driver = driver_of(arguments.client)._replace(state=state)
        yield from FileDownload(driver, url, "", part, request, operation).flow()
        yield from run_in_thread(part.finish if is_path else partial(part.copy_to, target))
    finally:
        yield Shielded(RunInThread(part.close))
