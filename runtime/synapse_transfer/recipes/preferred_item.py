"""The recipe that returns one item of a list: the one that a field marks, else the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen
from synapse_http.errors import NotFoundError
from synapse_http.values import is_object
from synapse_runtime.calls.build_request import CallArguments, display_url
from synapse_runtime.pagination.paginator import Paginator, all_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation


@frozen(kw_only=True)
class Settings:
    """What the spec says of the list."""

    query: Mapping[str, Any] = Factory(dict[str, Any])
    """The query of the list."""
    prefer: str
    """Field that is true of the item to return."""


def preferred_item(
    state: ClientState,
    operation: Operation[Any],
    arguments: CallArguments,  # noqa: ARG001 - a recipe is handed them, and this one has none
    execute: Execute,  # noqa: ARG001 - pages are never composite
) -> Flow[Any]:
    """Return the preferred item of a list.

    Raises:
        NotFoundError: The list is empty.
    """
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    listing = state.service.operation(operation.composite.steps["list"])
    query = CallArguments({}, settings.query)
    items: list[Any] = yield from all_items(Paginator(state, listing, query, whole=True).page)
    if not items:
        filters = " and ".join(f"{name} {value!r}" for name, value in settings.query.items()) or "any values"
        message = f"{operation.name}: the list of {listing.name.partition('.')[0]} with {filters} is empty"
        raise NotFoundError(message, method=listing.method, url=display_url(state, listing, query))
    return next((item for item in items if is_object(item) and item.get(settings.prefer)), items[0])
