"""What runs a client's flows, for rooms that do not know the client's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from synapse_runtime.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.flow.effects import Effect

    from .client_state import ClientState


class Driver(NamedTuple):
    """What flows need to run over a client's connections."""

    state: ClientState
    perform: Callable[[Effect], Any]
    """Returns the outcome of an effect; for an async client, an awaitable of it."""
    is_async: bool


class CallingClient(Protocol):
    """A client, blocking or async. Any other public name would be one that no resource of a service could have."""

    def __driver__(self) -> Driver:
        """Return what flows need to run over this client's connections."""
        ...


def driver_of(client: CallingClient) -> Driver:
    """Return the driver of a client.

    Raises:
        InvalidArgumentError: It is not a client.
    """
    if not hasattr(client, "__driver__"):
        raise InvalidArgumentError(f"client must be a client of this service, not {type(client).__name__}")
    return client.__driver__()
