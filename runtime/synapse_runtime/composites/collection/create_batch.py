"""Create many objects with one request: those the server refuses do not hold up the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.errors import ClientError, UploadError, ValidationError
from synapse_runtime.types import is_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job

K = TypeVar("K")


def create_batch(
    job: Job, role: str, batch: Sequence[Item], make_body: Callable[[Item], Any]
) -> Flow[tuple[list[tuple[Item, Any]], ClientError | None]]:
    """Create an object for each item, without those that the server refuses.

    Returns:
        What was created for which item, and the error after which it is unknown what was created.
    """
    items = [*batch]
    while items:
        bodies = [make_body(item) for item in items]
        try:
            created = yield from job.call(role, CallArguments({}, body=bodies))
        except ValidationError as error:
            items = _drop_refused(items, error)
        except ClientError as error:
            if error.may_have_been_applied:
                return [], error
            for item in items:
                item.fail(error)
            return [], None
        else:
            if is_list(created) and len(created) == len(items):
                return [*zip(items, created, strict=True)], None
            return [], UploadError(f"{len(items)} {role} were asked for, and the response does not show as many")
    return [], None


def fetch_or_error(flow: Flow[dict[K, Any]]) -> Flow[tuple[dict[K, Any], ClientError | None]]:
    """Return what a flow fetches, or nothing and the error."""
    try:
        return (yield from flow), None
    except ClientError as error:
        return {}, error


def _drop_refused(items: Sequence[Item], error: ValidationError) -> list[Item]:
    """Fail the items that the server refuses, all of them if it names none, and return the others."""
    refused = _reasons(error, len(items))
    for index, item in enumerate(items):
        if index in refused or not refused:
            item.fail(refused.get(index, error.message))
    return [item for index, item in enumerate(items) if refused and index not in refused]


def _reasons(error: ValidationError, size: int) -> dict[int, str]:
    """Return why the server refuses which items of a list, by index; nothing if it names anything else."""
    reasons: dict[int, list[str]] = {}
    for path, messages in error.field_errors.items():
        index, _, field = path.partition(".")
        if not index.isdecimal() or int(index) >= size:
            return {}
        reason = " ".join(messages)
        reasons.setdefault(int(index), []).append(f"{field}: {reason}" if field else reason)
    return {index: "; ".join(messages) for index, messages in reasons.items()}
