"""Stages 1, 2 and 4: check what the caller passes before anything is sent; hash the files; send those that lack.

What a collection does not take is refused whole. Files are sent from here, or by an executor's workers.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.composites.file_group import require_group
from synapse_runtime.errors import ClientError, InvalidArgumentError, UploadError
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.http.content import file_part
from synapse_runtime.types import is_mapping

from .job import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.composites.worker import PicklableClient
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart

    from .job import Job

SHOWN_PROBLEMS = 5
"""Problems that one error lists; it counts the others."""


def make_items(job: Job) -> list[Item]:
    """Return an item for each group of any iterable, or raise InvalidArgumentError if the argument is not one."""
    argument = job.settings.groups
    groups: Any = job.arguments[argument]
    if is_mapping(groups) or isinstance(groups, str) or not hasattr(groups, "__iter__"):
        shape = "{'files': {name: path}, 'meta': {…}}"
        raise InvalidArgumentError(f"{argument} must be a list of {shape}, not {type(groups).__name__}")
    return [Item(index=i, group=require_group(f"{argument}[{i}]", group)) for i, group in enumerate(groups)]


def check_groups(job: Job, items: Sequence[Item], specifications: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidArgumentError if files are missing in items, or unknown to the collection."""
    settings = job.settings
    required = {rule[settings.name]: rule.get(settings.required) for rule in specifications}
    problems: list[str] = []
    for item in items:
        files = item.group["files"]
        missing = [name for name, needed in required.items() if needed and name not in files]
        unknown = [name for name in files if required and name not in required]
        place = f"{settings.groups}[{item.index}]"
        problems += [f"{place} lacks {', '.join(missing)}"] if missing else []
        problems += [f"{place} has unknown files: {', '.join(unknown)}"] if unknown else []
    if problems:
        hidden = len(problems) - SHOWN_PROBLEMS
        more = f" (and {hidden} more)" if hidden > 0 else ""
        raise InvalidArgumentError(
            f"{'; '.join(problems[:SHOWN_PROBLEMS])}{more}; the collection has {', '.join(required)}. "
            "Nothing was uploaded"
        )


def open_files(items: Sequence[Item]) -> None:
    """Look at each file: an item with one that cannot be read fails now, and nothing is sent for it."""
    for item in items:
        try:
            item.parts = {name: file_part(f"files[{name!r}]", source) for name, source in item.group["files"].items()}
        except (OSError, InvalidArgumentError) as error:
            item.fail(error)


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
    executor = job.state.options.executor
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
