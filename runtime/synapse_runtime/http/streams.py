"""Response bodies that are read as they arrive."""

from __future__ import annotations

from contextlib import contextmanager
from inspect import isasyncgen
from typing import TYPE_CHECKING, Any

from . import error_mapping
from .messages import TransportError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from .messages import Request, Response


class ErrorMappingStream:
    """The unread body of a response, which raises `ClientError` instead of transport errors."""

    def __init__(self, request: Request, response: Response) -> None:
        assert response.stream is not None
        self._stream = response.stream
        self._request = request
        self._response = response
        self._chunks: Any = None

    def __iter__(self) -> Iterator[bytes]:
        with self._map_errors():
            yield from self._stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._chunks = aiter(self._stream)
        return self

    async def __anext__(self) -> bytes:  # not a generator, which a reader who leaves early would have to close
        with self._map_errors():
            chunk: bytes = await anext(self._chunks)
            return chunk

    def close(self) -> None:
        """Give the connection back."""
        self._stream.close()

    async def aclose(self) -> None:
        """Give the connection back."""
        if isasyncgen(self._chunks):  # it may have been left before its end
            await self._chunks.aclose()
        await self._stream.aclose()

    @contextmanager
    def _map_errors(self) -> Generator[None]:
        try:
            yield
        except TransportError as error:
            raise error_mapping.stream_error(self._request, self._response, error) from None
