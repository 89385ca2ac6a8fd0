"""What runs a client's flows, for rooms that do not know the client's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from synapse_runtime.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.flow.effects import Effect

    from .client_state import ClientState


class CallingClient(Protocol):
    """A client, blocking or async. All is private: a public name here would be one that no resource could have."""

    _BLOCKING: ClassVar[bool]
    _context: ClientState
    _perform: Callable[[Effect], Any]


def driver_of(client: CallingClient) -> tuple[ClientState, Callable[[Effect], Any]]:
    """Return a client's state, and what performs effects over its connections."""
    return client._context, client._perform  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - see CallingClient


def is_async(client: CallingClient) -> bool:
    """Return whether a client is an async one.

    Raises:
        InvalidArgumentError: It is not a client.
    """
    if not hasattr(client, "_BLOCKING"):
        raise InvalidArgumentError(f"client must be a client of this service, not {type(client).__name__}")
    return not client._BLOCKING  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - see CallingClient
