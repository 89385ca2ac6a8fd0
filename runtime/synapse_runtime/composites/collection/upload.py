"""Stages 2 and 4: hash the files of an item, and send those the server lacks, here or on an executor's workers."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.errors import ClientError, UploadError
from synapse_runtime.flow.effects import run_in_thread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.composites.worker import PicklableClient
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart

    from .job import Item, Job


def hash_files(item: Item) -> Flow[None]:
    """Set the checksums of an item."""
    try:
        for name, part in item.parts.items():
            item.checksums[name] = yield from run_in_thread(partial(md5_of, part))
    except (OSError, UploadError) as error:
        item.fail(error)


def md5_of(part: FilePart) -> str:
    """Return the md5 of a file, read chunk by chunk."""
    md5 = hashlib.md5(usedforsecurity=False)
    for chunk in (part.content,) if isinstance(part.content, bytes) else part.content.chunks():
        md5.update(chunk)
    return md5.hexdigest()


def upload_missing(job: Job, item: Item, worker: PicklableClient | None) -> Flow[None]:
    """Upload the files of an item that are not stored yet."""
    missing = [name for name in item.parts if name not in item.new_unit["files"]]
    if not missing:
        return
    # A worker may be on another machine: it opens the file itself, by what the caller passed.
    sources: Mapping[str, Any] = item.parts if worker is None else item.group["files"]
    group = job.steps["group"]
    passed = {
        parameter.name: job.arguments[parameter.name]
        for parameter in group.parameters
        if parameter.name in job.arguments
    }
    named = {**passed, job.group_settings.group: {"files": {name: sources[name] for name in missing}}}
    try:
        if worker is None:
            stored = yield from job.call("group", CallArguments(named))
        else:
            stored = yield from _call_elsewhere(job, worker, named)
    except (OSError, ClientError) as error:
        item.fail(error)
        return
    for name in missing:
        if stored["files"][name][job.settings.checksum] != item.checksums[name]:
            item.fail(UploadError(f"files[{name!r}]: the server stored other bytes than were read"))
    item.new_unit = job.group_result(item, [*item.parts])


def _call_elsewhere(job: Job, worker: PicklableClient, named: Mapping[str, Any]) -> Flow[Any]:
    """Call the file group on the executor that the client has."""
    executor = job.context.options.executor
    assert executor is not None
    future = yield from run_in_thread(lambda: executor.submit(worker.call, job.steps["group"].name, named))
    try:
        return (yield from run_in_thread(future.result))
    except (OSError, ClientError):
        raise
    except Exception as error:
        raise UploadError(f"the executor failed: {type(error).__name__}: {error}") from error
    finally:
        future.cancel()
