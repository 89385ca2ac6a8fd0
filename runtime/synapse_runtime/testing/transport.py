"""Transports that end in a mock backend: a client of it needs no socket and no thread."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from synapse_runtime.http.messages import Response

from .messages import MockRequest, spool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from synapse_runtime.http.messages import Request

    from .messages import MockResponse
    from .mock_backend import MockBackend


class MockTransport:
    """Sends the requests of a client to a mock: `Client(…, transport=MockTransport(mock))`."""

    def __init__(self, backend: MockBackend) -> None:
        """Name the mock; many transports may end in one."""
        self._backend = backend

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        with _asked(request) as asked:
            return _response(request, self._backend.handle(*asked), [])

    def close(self) -> None:
        """There is nothing to close: the mock belongs to who made it."""


class AsyncMockTransport:
    """The same for async code, on asyncio and trio. Faults that take time let other tasks go on."""

    def __init__(self, backend: MockBackend) -> None:
        """Name the mock; many transports may end in one."""
        self._backend = backend

    async def send(self, request: Request) -> Response:
        """Send one request, once; see `AsyncTransport`."""
        waits: list[float] = []
        try:
            with _asked(request) as asked:
                return _response(request, self._backend.handle(*asked, waits.append), waits)
        finally:
            await _wait(waits)

    async def aclose(self) -> None:
        """There is nothing to close: the mock belongs to who made it."""


@contextmanager
def _asked(request: Request) -> Generator[tuple[MockRequest, float | None]]:
    """A client's request as the mock reads it, and how many seconds the client waits for a byte."""
    body = request.body
    content = b"" if body is None else body if isinstance(body, bytes) else spool(body.chunks())
    left = None if request.deadline is None else max(0.0, request.deadline - time.monotonic())
    patience = min((seconds for seconds in (request.timeout.read, left) if seconds is not None), default=None)
    try:
        yield MockRequest.from_target(request.method, request.target, request.headers, content), patience
    finally:
        if not isinstance(content, bytes):
            content.close()


class _Body:
    """The unread body of an answer."""

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

    def close(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


def _response(request: Request, answer: MockResponse, waits: list[float]) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    pieces = iter([answer.body]) if isinstance(answer.body, bytes) else answer.body
    if request.stream and answer.status < 300:
        return Response(answer.status, headers, stream=_Body(pieces, waits))
    return Response(answer.status, headers, b"".join(pieces))


async def _wait(waits: list[float]) -> None:
    """Wait as long as the mock would have slept, and let others run in any case."""
    import anyio  # async clients alone need it

    seconds, waits[:] = sum(waits), []
    await anyio.sleep(seconds)
