"""Send and read over the connections of the client whose files these are, whichever driver runs the flow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from synapse_runtime.calls.retry import send_with_retries
from synapse_runtime.client import AsyncClient, driver_of
from synapse_runtime.flow.effects import Await, RunInThread, map_effects
from synapse_runtime.flow.stream_reader import StreamReader
from synapse_runtime.http.messages import Request

if TYPE_CHECKING:
    from synapse_runtime.client import Client
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.http.messages import BodyStream, Response


class ClientSender:
    """Sends requests over a client's connections, as a flow of any other client."""

    def __init__(self, client: Client | AsyncClient) -> None:
        """Take the client whose connections and options these are."""
        self.context, self._perform = driver_of(client)
        self._in_driver = Await if isinstance(client, AsyncClient) else RunInThread

    def send(self, request: Request) -> Flow[Response]:
        """Send a request, and again as the client's policy says; a redirect is not followed.

        Raises:
            ClientError: Of the kind the last attempt deserves.
        """
        flow = send_with_retries(request, self.context.options.retry, self.context.retry_state)
        return map_effects(flow, self._sent)

    def _sent(self, effect: Effect) -> Effect:
        return self._in_driver(partial(self._perform, effect)) if isinstance(effect, Request) else effect

    def body(self, stream: BodyStream) -> StreamReader:
        """Return the effects that read the body of a response."""
        return StreamReader(stream, is_async=self._in_driver is Await)
