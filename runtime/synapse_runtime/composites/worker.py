"""Calls made elsewhere: on another thread, in another process, or on another machine."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import from_state, to_state
from synapse_runtime.calls.execute import execute
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.drivers import run
from synapse_runtime.transport.factory import open_blocking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.client_state import ClientState


class PicklableClient:
    """A client that an executor can carry to where it works.

    In this process it has the client's own credentials. Where it is pickled it arrives without
    them, unless the client was made with `pickle_secrets`, and takes those of the environment.
    """

    def __init__(self, context: ClientState) -> None:
        opening = context.opening
        assert opening is not None
        if hasattr(opening.transport, "aclose") and not hasattr(opening.transport, "close"):
            raise InvalidArgumentError(
                "an executor's workers are blocking: a client with an async transport cannot work there. "
                "Leave out executor, or upload with a blocking client"
            )
        if opening.middleware and not opening.blocking:
            raise InvalidArgumentError(
                "an executor's workers are blocking: a client with async middleware cannot work there. Give "
                "call_middleware instead, which works everywhere; leave out executor; or upload with a blocking client"
            )
        self._context = context
        self._connection, self._perform = open_blocking(opening, context.base)

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (pickle.dumps(to_state(self._context)),)

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Any:
        """Call an operation by its name.

        Returns:
            The answer as plain data.
        """
        found = self._context.service.operation(operation)
        return run(execute(self._context, found, CallArguments(arguments)), self._perform)

    def close(self) -> None:
        """Close the connections of this process, unless they are the caller's own."""
        transport = self._connection.take()
        assert self._context.opening is not None
        if transport is not None and self._context.opening.transport is None:
            transport.close()


@lru_cache(maxsize=4)
def _arrived(state: bytes) -> PicklableClient:
    """The same client for all that arrives with one state: its connections are used again."""
    *context, opening = pickle.loads(state)  # noqa: S301 - pickled above, and carried by the executor's own pickle
    return PicklableClient(from_state(*context)._replace(opening=opening))
