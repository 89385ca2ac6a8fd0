"""A client for calls made elsewhere: on another thread, in another process, or on another machine."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve
from synapse_http.errors import InvalidArgumentError
from synapse_http.transport.lazy_transport import LazyTransport
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import from_state, to_state
from synapse_runtime.flow.drivers import performer, run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_http.transport.config import TransportConfig
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState


class PicklableClient:
    """A blocking client that an executor can carry to its workers.

    In this process it has the client's own credentials. A pickled one arrives without them, unless the client was
    created with `pickle_secrets`, and takes those of the environment.
    """

    def __init__(self, state: ClientState, execute: Execute, config: TransportConfig) -> None:
        """Prepare the connections of this process. `execute` is a function of a module: it is pickled by its name."""
        if config.middleware and not config.blocking:
            raise InvalidArgumentError(
                "an executor's workers are blocking: a client with async middleware cannot work there. Give "
                "call_middleware instead, which works everywhere; leave out executor; or upload with a blocking client"
            )
        try:
            config = evolve(config, blocking=True)
        except InvalidArgumentError:
            raise InvalidArgumentError(
                "an executor's workers are blocking: a client with an async transport cannot work there. "
                "Leave out executor, or upload with a blocking client"
            ) from None
        self._state = state
        self._execute = execute
        self._config = config
        self._connection = LazyTransport(config, state.base, state.auth.trusted_origins)
        self._perform = performer(self._connection.send)

    def __reduce__(self) -> tuple[Any, ...]:
        state = to_state(self._state, with_secrets=self._config.pickle_secrets)
        return _unpickle, (pickle.dumps((*state, self._config)), self._execute)

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Any:
        """Call an operation by its name, and return the response as plain data."""
        flow = self._execute(self._state, self._state.service.operation(operation), CallArguments(arguments))
        return run(flow, self._perform)

    def close(self) -> None:
        """Close the connections of this process, unless they are the caller's own."""
        transport = self._connection.take()
        if transport is not None and not self._config.is_callers:
            transport.close()


@lru_cache(maxsize=4)
def _unpickle(pickled: bytes, execute: Execute) -> PicklableClient:
    """Return one client for each state that arrives: all calls of a worker share its connections."""
    *state, config = pickle.loads(pickled)  # noqa: S301 - pickled above, and carried by the executor's own pickle
    return PicklableClient(from_state(*state), execute, config)
