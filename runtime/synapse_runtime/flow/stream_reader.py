"""Reading the body of a response in a flow, as it arrives."""

from __future__ import annotations

from inspect import isasyncgen
from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import DecodeError
from synapse_runtime.http.error_mapping import stream_error
from synapse_runtime.http.messages import TransportError

from .effects import Await, RunInThread, Shielded

if TYPE_CHECKING:
    from synapse_runtime.http.messages import Request, Response

    from .effects import Effect


class StreamReader:
    """The unread body of a response, which a flow reads chunk by chunk and closes."""

    def __init__(self, request: Request, response: Response, *, is_async: bool) -> None:
        """Prepare the effects for a blocking or an async client; DecodeError if the response has no body."""
        if response.stream is None:  # such as 204, or a 304 that nobody has asked for
            raise DecodeError(f"{request.display_url}: a response with status {response.status_code} has no body")
        self.request = request
        self.response = response
        self._stream = response.stream
        self._chunks: Any = None
        self.read: Effect = Await(self._read_async) if is_async else RunInThread(self._read)
        """Its outcome is the next chunk, or None after the last; a ClientError if the body breaks off."""
        self.close: Effect = Shielded(Await(self._close_async) if is_async else RunInThread(self._stream.close))
        """Gives the connection back, also in a flow that is cancelled."""

    def _read(self) -> bytes | None:
        try:
            if self._chunks is None:
                self._chunks = iter(self._stream)
            return next(self._chunks, None)
        except TransportError as error:
            raise stream_error(self.request, self.response, error) from None

    async def _read_async(self) -> bytes | None:
        try:
            if self._chunks is None:
                self._chunks = aiter(self._stream)
            return await anext(self._chunks, None)
        except TransportError as error:
            raise stream_error(self.request, self.response, error) from None

    async def _close_async(self) -> None:
        if isasyncgen(self._chunks):  # it may have been left before its end
            await self._chunks.aclose()
        await self._stream.aclose()
