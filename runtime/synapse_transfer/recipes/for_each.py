"""The recipe that calls one operation for each item of a list, several at a time; one that fails spoils no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from synapse_http.arguments import items_of, positive_int
from synapse_http.errors import ClientError, InvalidArgumentError
from synapse_http.values import describe, is_mapping, whole_number
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.flow.effects import map_concurrently
from synapse_runtime.serialization.model import Model, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

MAX_WORKERS = 100
"""Calls at the same time, unless the caller says otherwise: as many as a client has connections."""


@frozen(kw_only=True)
class Settings:
    """What the spec says of a call for each item."""

    items: str
    """Argument with the items."""
    workers: str
    """Argument with the number of calls at the same time."""
    key: str
    """Field of an item that tells it from the others; its result has it too."""
    body: str
    """Field of an item that holds the body."""
    fields: Mapping[str, str]
    """Other fields of an item, the key among them, to the arguments of the operation."""


def for_each(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[list[dict[str, Any]]]:
    """Call an operation for each item; return `{key, success, error, response}` of each, in their order."""
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    step = state.service.operation(operation.composite.steps["call"])
    items = _check_items(settings, arguments.named[settings.items])
    workers = arguments.named.get(settings.workers)
    workers = MAX_WORKERS if workers is None else positive_int(settings.workers, workers)
    results = [dict[str, Any]()] * len(items)

    def call(index: int) -> Flow[None]:
        item, response, problem = items[index], None, None
        fields = [field for field in settings.fields if item.get(field) or field == settings.key]
        named = {settings.fields[field]: item[field] for field in fields}
        try:
            response = yield from execute(state, step, CallArguments(named, body=item[settings.body]))
        except ClientError as error:
            problem = f"{type(error).__name__}: {error}"
        outcome = {"success": problem is None, "error": problem, "response": response}
        results[index] = {settings.key: item[settings.key], **outcome}

    yield from map_concurrently(range(len(items)), call, min(workers, len(items)))
    return results


def _check_items(settings: Settings, argument: Any) -> list[Mapping[str, Any]]:
    """Return the items as mappings; InvalidArgumentError, before anything is sent, if one has not what it needs."""
    known, needed = (settings.body, *settings.fields), (settings.key, settings.body)
    items: dict[str, Mapping[str, Any]] = {}
    for index, given in enumerate(items_of(settings.items, argument)):
        place = f"{settings.items}[{index}]"
        item: Any = values_of(given) if isinstance(given, Model) else given
        if not is_mapping(item):
            raise InvalidArgumentError(f"{place} must be a dict with {' and '.join(needed)}, not {describe(item)}")
        missing = [field for field in needed if item.get(field) is None]
        unknown = [field for field in item if field not in known]
        if missing or unknown:
            problem = f"lacks {missing[0]!r}" if missing else f"has an unknown key {unknown[0]!r}"
            raise InvalidArgumentError(f"{place} {problem}: an item may have {', '.join(known)}. Nothing was sent")
        key = item[settings.key]
        if not isinstance(key, str) and whole_number(key) is None:
            raise InvalidArgumentError(f"{place}: {settings.key} must be an ID, got {describe(key)}. Nothing was sent")
        if items.setdefault(str(key), item) is not item:
            raise InvalidArgumentError(f"{place} has the {settings.key} of another item, {key}. Nothing was sent")
    return [*items.values()]
