"""Stages 1, 2, 3 and 5: check what the caller passes; hash the files; ask which are stored; send those that are not.

What a collection does not take is refused whole. Files are sent from here, or by an executor's workers.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import template_of
from synapse_runtime.composites.file_group import Settings, check_group
from synapse_runtime.errors import ClientError, DecodeError, InvalidArgumentError, UploadError, ValidationError
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.http.content import file_part
from synapse_runtime.types import SchemaIssue, is_list, is_mapping, is_object

from .job import Item, batches, content_key, fail_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.content import FilePart

    from .job import Job

SHOWN_PROBLEMS = 5
"""Problems that one error lists; it counts the others."""

MAX_CHECKSUMS = 1000
"""Checksums that one request asks about."""


def make_items(job: Job) -> list[Item]:
    """Return an item for each group of any iterable, or raise InvalidArgumentError if the argument is not one."""
    argument = job.settings.groups
    groups: Any = job.arguments[argument]
    if is_mapping(groups) or isinstance(groups, str) or not hasattr(groups, "__iter__"):
        shape = "{'files': {name: path}, 'meta': {…}}"
        raise InvalidArgumentError(f"{argument} must be a list of {shape}, not {type(groups).__name__}")
    return [Item(index=i, group=check_group(f"{argument}[{i}]", group)) for i, group in enumerate(groups)]


def check_files(job: Job, items: Sequence[Item], collection: Any) -> None:
    """Raise InvalidArgumentError if items lack files that the collection requires, or have some it does not know."""
    settings = job.settings
    rules = collection.get(settings.specifications) if is_object(collection) else None
    if not is_list(rules) or not all(is_object(rule) and isinstance(rule.get(settings.name), str) for rule in rules):
        name = job.steps["collection"].name
        raise DecodeError(f"{name}: the response shows no {settings.specifications}", response=collection)
    required = {rule[settings.name]: rule.get(settings.required) for rule in rules}
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


def hash_files(job: Job, item: Item) -> Flow[None]:
    """Set the checksums of an item, and its keys."""
    algorithms = ("md5", job.settings.second_digest or "md5")
    try:
        for name, part in item.parts.items():
            item.checksums[name], item.second_digests[name] = yield from run_in_thread(
                partial(digests_of, part, algorithms)
            )
        item.keys = _content_keys(item)
    except (OSError, ClientError) as error:
        item.fail(error)


def digests_of(part: FilePart, algorithms: Iterable[str]) -> list[str]:
    """Return digests of a file, which is read once, chunk by chunk."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    for chunk in (part.content,) if isinstance(part.content, bytes) else part.content.chunks():
        for item in hashes.values():
            item.update(chunk)
    return [hashes[name].hexdigest() for name in algorithms]


def find_missing(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Note which files of the items the server does not have, by either digest."""
    try:
        stored = yield from _find_stored(job, (checksum for item in items for checksum in item.checksums.values()))
        for item in items:
            item.missing = [name for name, checksum in item.checksums.items() if checksum not in stored]
        if job.settings.second_digest:
            yield from _find_by_second_digest(job, [item for item in items if item.missing])
    except ClientError as error:
        fail_all(items, error)


def _find_by_second_digest(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Take files that the server knows by their second digest off the missing ones, and call them by that.

    A server that takes no such digest is asked once by each client, which reports it.
    """
    algorithm, path = job.settings.second_digest, f"{job.steps['verify'].name} by {job.settings.second_digest}"
    if path in job.state.issues:
        return
    wanted = (item.second_digests[name] for item in items for name in item.missing)
    try:
        stored = yield from _find_stored(job, wanted)
    except ValidationError:
        expected = f"{algorithm} of files, so that those known by that alone are not stored again"
        job.state.report_issue(SchemaIssue(path, expected, "400"))
        return
    for item in items:
        known = [name for name in item.missing if item.second_digests[name] in stored]
        item.checksums.update({name: item.second_digests[name] for name in known})
        item.missing = [name for name in item.missing if name not in known]
        item.keys = _content_keys(item)


def _content_keys(item: Item) -> list[bytes]:
    """Return the keys of an item by its checksums, and by its second digests."""
    both = (item.checksums, item.second_digests)
    return [*dict.fromkeys(content_key(checksums, item.group["meta"]) for checksums in both)]


def _find_stored(job: Job, wanted: Iterable[str]) -> Flow[set[str]]:
    """Return which of these checksums the server has."""
    verify = job.steps["verify"]
    (parameter,) = template_of(verify).body
    stored: set[str] = set()
    for checksums in batches([*dict.fromkeys(wanted)], MAX_CHECKSUMS):
        response = yield from job.call("verify", {parameter.name: [*checksums]})
        stored |= read_stored(verify.name, response, checksums)
    return stored


def read_stored(operation: str, response: Any, asked: Iterable[str]) -> set[str]:
    """Return which of the checksums asked for are stored, in lower case.

    Raises:
        DecodeError: The response has an unknown form, or does not say it of each: then it says nothing.
    """
    fields: Mapping[str, Any] = response if is_object(response) else {}
    stored: Any
    missing: Any
    if "existing_checksums" in fields:
        stored, missing = fields["existing_checksums"], [*asked]
    elif "existing" in fields:
        stored, missing = fields["existing"], fields.get("missing")
    else:
        stored, missing = ([key for key, value in fields.items() if value is is_stored] for is_stored in (True, False))
    if not is_list(stored) or not is_list(missing) or {str(item).lower() for item in stored + missing} != {*asked}:
        raise DecodeError(f"{operation}: the response does not say which of the checksums exist", response=response)
    return {str(checksum).lower() for checksum in stored}


def upload_missing(job: Job, item: Item) -> Flow[None]:
    """Upload the files of an item that are not stored yet."""
    if not item.missing:
        return
    # A worker may be on another machine: it opens the file itself, by what the caller passed.
    sources: Mapping[str, Any] = item.parts if job.worker is None else item.group["files"]
    names = {parameter.name for parameter in job.steps["group"].parameters} & job.arguments.keys()
    passed = {name: job.arguments[name] for name in names}
    group = {Settings.of(job.steps["group"]).group: {"files": {name: sources[name] for name in item.missing}}}
    try:
        result = yield from job.call_by_worker("group", {**passed, **group})
    except (OSError, ClientError) as error:
        item.fail(error)
        return
    for name in item.missing:
        if str(result["files"][name][job.settings.checksum]).lower() != item.checksums[name]:
            item.fail(UploadError(f"files[{name!r}]: the server stored other bytes than were read"))
