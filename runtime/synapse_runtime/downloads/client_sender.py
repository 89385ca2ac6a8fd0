"""Sends over the connections of the client whose files these are, whichever driver runs the flow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from synapse_runtime.calls.driver import driver_of
from synapse_runtime.calls.retry import send_with_retries
from synapse_runtime.flow.effects import Await, RunInThread, map_effects
from synapse_runtime.flow.stream_reader import StreamReader
from synapse_runtime.http.messages import Request
from synapse_runtime.http.streams import ErrorMappingStream

if TYPE_CHECKING:
    from synapse_runtime.calls.driver import CallingClient
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.http.messages import Response


class ClientSender:
    """Sends requests over a client's connections, also in a flow of another client."""

    def __init__(self, client: CallingClient) -> None:
        self.state, self._perform, self._is_async = driver_of(client)

    def send(self, request: Request) -> Flow[Response]:
        """Send a request with retries; redirects are not followed."""
        flow = send_with_retries(request, self.state.options.retry, self.state.retry_state)
        return map_effects(flow, self._send_here)

    def read(self, request: Request, response: Response) -> StreamReader:
        """Return the effects that read the stream of a response."""
        return StreamReader(ErrorMappingStream(request, response), is_async=self._is_async)

    def _send_here(self, effect: Effect) -> Effect:
        if not isinstance(effect, Request):
            return effect
        return (Await if self._is_async else RunInThread)(partial(self._perform, effect))
