"""One harmless request, to see whether the backend is there and takes the token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments

from . import calls
from .lookup import find_probe

if TYPE_CHECKING:
    from synapse_runtime import Client, Operation


def probe(client: Client) -> Operation[Any] | None:
    """Send the request, for one row of a list, and return its operation; None if there is none to send.

    Raises:
        ClientError: It failed.
    """
    service = client.__driver__().state.service
    operation = find_probe(service)
    if operation is None:
        return None
    if operation.pagination:
        list(calls.rows(client, operation, CallArguments({}), 1))
    else:
        calls.call(client, operation, CallArguments({}))
    return operation
