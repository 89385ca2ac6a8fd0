"""Calls of operations for commands: their responses as the plain data that the backend sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.calls.raw_request import send_raw_request
from synapse_runtime.calls.url_conversion import call_converting, convert_urls
from synapse_runtime.dispatch import dispatch
from synapse_runtime.flow.drivers import iterate, run
from synapse_runtime.pagination.paginator import Paginator
from synapse_runtime.pagination.styles import STYLES
from synapse_runtime.streaming import follow
from synapse_runtime.waiters import poll_until_final

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from synapse_runtime import Client, Operation, Response
    from synapse_runtime.calls.build_request import CallArguments

PAGE_ROWS = 100
"""Rows that a list shows where nobody says how many."""


def call(client: Client, operation: Operation[Any], arguments: CallArguments) -> Any:
    """Call an operation; return its response as JSON data."""
    state, perform, _ = driver_of(client)
    state = state.with_call_deadline()
    flow = dispatch(state, operation, arguments)
    if state.options.url_conversion is not None:
        flow = call_converting(state, operation, flow)
    return run(flow, perform)


def wait(client: Client, operation: Operation[Any], arguments: CallArguments, timeout: float | None) -> Any:
    """Poll an operation until its job has ended; raises WaiterError if that failed."""
    state, perform, _ = driver_of(client)
    return run(poll_until_final(state, operation, arguments, timeout), perform)


def lines(client: Client, operation: Operation[Any], arguments: CallArguments) -> Generator[Any]:
    """Yield the lines of a stream, or its events, as they come."""
    state, perform, is_async = driver_of(client)
    return iterate(follow(state, operation, arguments, is_async=is_async), perform)


def rows(
    client: Client,
    operation: Operation[Any],
    arguments: CallArguments,
    limit: int | None,
    note_more: Callable[[int, int | None], object] | None = None,
) -> Iterator[Any]:
    """Yield the rows of a list page by page.

    Args:
        client: Sends the requests.
        operation: A paginated operation.
        arguments: Its arguments; the page size is in `params`.
        limit: Most rows. None: all of them.
        note_more: Called at the end if the list has more rows, with the number that were yielded, and the number of all
            rows or None.
    """
    state, perform, _ = driver_of(client)
    pagination = state.service.paginations[operation.pagination]
    if limit is not None:
        size = min(limit, pagination.max_size or PAGE_ROWS)
        params = {**({pagination.size: size} if pagination.size else {}), **(arguments.params or {})}
        arguments = arguments._replace(params=params)
    paginator = Paginator(state, operation, arguments, walk=limit is None or not STYLES[pagination.style].numbered)
    yielded = 0
    for page in iter(lambda: run(paginator.page(), perform), None):
        items = page.items if limit is None else page.items[: limit - yielded]
        if state.options.url_conversion is not None:
            run(convert_urls(operation, items, state.options.url_conversion), perform)
        yield from items
        yielded += len(items)
        # Without a total, only the next page says whether there is one.
        if yielded == limit and (page.total is not None or len(items) < len(page.items)):
            if note_more is not None and (page.total is None or page.total > yielded):
                note_more(yielded, page.total)
            return


def send(client: Client, operation: Operation[Any], arguments: CallArguments) -> Response:
    """Send a request that the spec does not have; return its response."""
    state, perform, _ = driver_of(client)
    response: Response = run(send_raw_request(state, operation, arguments), perform)
    return response
