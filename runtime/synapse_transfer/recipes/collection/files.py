"""Stages 1, 2, 3 and 5: check what the caller passes; hash the files; ask which are stored; send those that are not.

What a collection does not take is refused whole. Files are sent from here, or by an executor's workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from synapse_http.content import file_part
from synapse_http.errors import ClientError, DecodeError, InvalidArgumentError, UploadError, ValidationError
from synapse_http.values import is_list, is_mapping, is_object
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.serialization.json import encode_json
from synapse_runtime.types import SchemaIssue

from synapse_transfer.recipes.file_group import check_group, source_name

from .job import Item, batches, fail_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_http.content import FilePart
    from synapse_runtime.flow.effects import Flow

    from .job import Job

SHOWN_PROBLEMS = 5
"""Problems that one error lists; it counts the others."""

MAX_CHECKSUMS = 1000
"""Checksums that one request asks about."""


def check_groups(job: Job) -> None:
    """Check what needs no collection: all groups of a list, of an iterator only that it is one.

    Raises:
        InvalidArgumentError: The argument is no iterable of groups, or one of a list is malformed.
    """
    argument = job.settings.groups
    groups: Any = job.arguments[argument]
    if is_mapping(groups) or isinstance(groups, str) or not hasattr(groups, "__iter__"):
        shape = "{'files': {name: path}, 'meta': {…}}"
        raise InvalidArgumentError(f"{argument} must be a list of {shape}, not {type(groups).__name__}")
    if not isinstance(groups, Iterator):
        for index, group in enumerate(groups):
            check_group(f"{argument}[{index}]", group)


def read_rules(job: Job, collection: Any) -> dict[str, bool]:
    """Return the names of the files that a collection takes, and whether it requires each; DecodeError without any."""
    settings = job.settings
    rules = collection.get(settings.specifications) if is_object(collection) else None
    if not is_list(rules) or not all(is_object(rule) and isinstance(rule.get(settings.name), str) for rule in rules):
        name = job.steps["collection"].name
        raise DecodeError(f"{name}: the response shows no {settings.specifications}", response=collection)
    return {rule[settings.name]: bool(rule.get(settings.required)) for rule in rules}


def check_all(job: Job, rules: Mapping[str, bool], *, is_watched: bool) -> tuple[int, int]:
    """Return how many groups a list has and, if progress is watched, the bytes of their files that can be read.

    Raises:
        InvalidArgumentError: Groups lack files that the collection requires, or have some that it does not take.
    """
    count = size = 0
    problems: list[str] = []
    groups: Iterable[Any] = job.arguments[job.settings.groups]
    for item in read_items(job, rules, enumerate(groups), is_opened=is_watched):
        count, size = count + 1, size + item.size
        problems += item.problems
    if problems:
        hidden = len(problems) - SHOWN_PROBLEMS
        more = f" (and {hidden} more)" if hidden > 0 else ""
        shown = "; ".join(problems[:SHOWN_PROBLEMS])
        raise InvalidArgumentError(f"{shown}{more}; the collection has {', '.join(rules)}. Nothing was uploaded")
    return count, size


def read_items(
    job: Job, rules: Mapping[str, bool], groups: Iterable[tuple[int, Any]], *, is_opened: bool = True
) -> Iterator[Item]:
    """Yield an item for each numbered group. One with a file that cannot be read, or does not fit, fails now."""
    required = [name for name, is_required in rules.items() if is_required]
    for index, group in groups:
        place, item = f"{job.settings.groups}[{index}]", Item(index=index)
        try:
            item.group = check_group(place, group)
            files = item.group["files"]
            missing = [name for name in required if name not in files]
            unknown = [name for name in files if rules and name not in rules]
            item.problems += [f"{place} lacks {', '.join(missing)}"] if missing else []
            item.problems += [f"{place} has unknown files: {', '.join(unknown)}"] if unknown else []
            if is_opened:
                item.parts = {name: file_part(f"files[{name!r}]", source) for name, source in files.items()}
                item.size = sum(part.length for part in item.parts.values())
        except (OSError, InvalidArgumentError) as error:
            item.fail(error)
        if item.problems:
            item.fail(InvalidArgumentError(f"{'; '.join(item.problems)}; the collection has {', '.join(rules)}"))
        yield item


def hash_files(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Set the checksums of items."""
    algorithms = ["md5"] if _is_refused(job) else ["md5", job.settings.second_digest]

    def hash_all() -> None:
        for item in items:
            try:
                sources = [source_name(item.group["files"][name], part) for name, part in item.parts.items()]
                encode_json([item.group["meta"], sources])  # what JSON cannot say shall not fail others of its batch
                for name, part in item.parts.items():
                    digests = digests_of(part, algorithms)
                    item.checksums[name], item.second_digests[name] = digests[0], digests[-1]
            except (OSError, ClientError) as error:
                item.fail(error)

    yield from run_in_thread(hash_all)


def digests_of(part: FilePart, algorithms: Iterable[str]) -> list[str]:
    """Return digests of a file, which is read once, chunk by chunk."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    for chunk in part.chunks():
        for item in hashes.values():
            item.update(chunk)
    return [hashes[name].hexdigest() for name in algorithms]


def find_missing(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Note which files of the items the server does not have, by either digest."""
    try:
        stored = yield from _find_stored(job, (checksum for item in items for checksum in item.checksums.values()))
        for item in items:
            item.missing = [name for name, checksum in item.checksums.items() if checksum not in stored]
        if not _is_refused(job):
            yield from _find_by_second_digest(job, [item for item in items if item.missing])
    except ClientError as error:
        fail_all(items, error)


def _find_by_second_digest(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Take files that the server knows by their second digest off the missing ones, and call them by that.

    A server that takes no such digest is asked once by each client, which reports it.
    """
    wanted = (item.second_digests[name] for item in items for name in item.missing)
    try:
        stored = yield from _find_stored(job, wanted)
    except ValidationError:
        expected = f"{job.settings.second_digest} of files, so that those known by that alone are not stored again"
        job.state.report_issue(SchemaIssue(_second_question(job), expected, "400"))
        return
    for item in items:
        known = [name for name in item.missing if item.second_digests[name] in stored]
        item.checksums.update({name: item.second_digests[name] for name in known})
        item.missing = [name for name in item.missing if name not in known]


def _is_refused(job: Job) -> bool:
    """Return whether there is no second digest, or the server has refused it."""
    return not job.settings.second_digest or _second_question(job) in job.state.issues


def _second_question(job: Job) -> str:
    return f"{job.steps['verify'].name} by {job.settings.second_digest}"


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


def upload_missing(job: Job, items: Sequence[Item]) -> Flow[None]:
    """Upload the files of items that are not stored yet."""
    for item in items:
        # A worker may be on another machine: it opens the file itself, by what the caller passed.
        sources: Mapping[str, Any] = item.parts if job.worker is None else item.group["files"]
        group = {"files": {name: sources[name] for name in item.missing}}
        try:
            result = yield from job.call_by_worker("group", {**job.passed, job.group.group: group})
        except (OSError, ClientError) as error:
            item.fail(error)
            continue
        for name in item.missing:
            if str(result["files"][name][job.settings.checksum]).lower() != item.checksums[name]:
                item.fail(UploadError(f"files[{name!r}]: the server stored other bytes than were read"))
