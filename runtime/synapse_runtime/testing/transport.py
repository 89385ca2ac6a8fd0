"""Transports of httpx that end in a mock backend: a client of it needs no socket and no thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from synapse_http.messages import Response
from synapse_http.transport.in_process import InProcessTransport

from .messages import MockRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from synapse_http.messages import BodyStream, Request

    from .messages import MockResponse
    from .mock_backend import MockBackend


class MockTransport(InProcessTransport):
    """Sends blocking requests to a mock: `Client(…, transport=MockTransport(mock))`, or `httpx.Client(transport=…)`."""

    def __init__(self, backend: MockBackend) -> None:
        """Name the mock; many transports may end in one. It stays open when they are closed."""
        super().__init__(lambda request: _response(backend.handle(_mock_request(request), request.timeout.read), []))


class AsyncMockTransport(InProcessTransport):
    """Sends async requests to a mock, on asyncio and trio. Faults that take time let other tasks go on."""

    def __init__(self, backend: MockBackend) -> None:
        """Name the mock; many transports may end in one. It stays open when they are closed."""

        async def answer(request: Request) -> Response:
            waits: list[float] = []
            try:
                return _response(backend.handle(_mock_request(request), request.timeout.read, waits.append), waits)
            finally:
                await _wait(waits)

        super().__init__(answer)


def _mock_request(request: Request) -> MockRequest:
    return MockRequest.from_target(request.method, request.target, request.headers, cast("bytes", request.body))


class _Body:
    """The body of a response, in pieces."""

    def __init__(self, pieces: Iterator[bytes], waits: list[float]) -> None:
        self._pieces = pieces
        self._waits = waits

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self  # no generator, which would have to be closed where a stream is left early

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            await _wait(self._waits)
            return piece
        raise StopAsyncIteration


def _response(response: MockResponse, waits: list[float]) -> Response:
    pieces = iter([response.body]) if isinstance(response.body, bytes) else response.body
    return Response(response.status_code, dict(response.headers), stream=cast("BodyStream", _Body(pieces, waits)))


async def _wait(waits: list[float]) -> None:
    """Wait as long as the mock would have slept, and let others run in any case."""
    import anyio  # async clients alone need it

    seconds, waits[:] = sum(waits), []
    await anyio.sleep(seconds)
