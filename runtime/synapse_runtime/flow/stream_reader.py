"""Effects that read the stream of a response, for flows that either driver runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .effects import Await, RunInThread, Shielded

if TYPE_CHECKING:
    from synapse_runtime.http.messages import BodyStream

    from .effects import Effect


class StreamReader:
    """A stream that a flow reads chunk by chunk and closes."""

    def __init__(self, stream: BodyStream, *, is_async: bool) -> None:
        """Prepare the effects for a stream of a blocking or an async client; nothing is read yet."""
        self._stream = stream
        self._chunks: Any = None
        self.read: Effect = Await(self._read_async) if is_async else RunInThread(self._read)
        """Its outcome is the next chunk, or None after the last."""
        self.close: Effect = Shielded(Await(stream.aclose) if is_async else RunInThread(stream.close))
        """Gives the connection back, also in a flow that is cancelled."""

    def _read(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = iter(self._stream)
        return next(self._chunks, None)

    async def _read_async(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = aiter(self._stream)
        return await anext(self._chunks, None)
