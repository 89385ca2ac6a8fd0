"""Middleware that responds from a list, and bodies of responses, for tests of clients without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
from synapse_http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_http.messages import Request


def json_response(data: Any, status: int = 200, **headers: str) -> Response:
    """Return a JSON response. A `_` in the name of a header stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "application/json", **named}, json.dumps(data).encode())


class Scripted:
    """Returns the next response for each request, or raises it; records the requests."""

    def __init__(self, *responses: Response | Exception) -> None:
        self.responses = list(responses)
        self.requests: list[Request] = []

    def __call__(self, request: Request, send: object) -> Response:
        self.requests.append(request)
        response = self.responses.pop(0)
        if isinstance(response, Exception):
            raise response
        return response

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.requests]


class AsyncScripted:
    """The async twin of Scripted."""

    def __init__(self, *responses: Response | Exception) -> None:
        self.script = Scripted(*responses)

    async def __call__(self, request: Request, send: object) -> Response:
        return self.script(request, send)


class UnreadBody:
    """The body of a response that is read as it comes: its pieces in order, of which an exception is raised."""

    def __init__(self, *pieces: bytes | str | Exception) -> None:
        self.pieces = [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def __aiter__(self) -> AsyncPieces:
        return AsyncPieces(iter(self))

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.close()


class AsyncPieces:
    """Iterates over a body in async code. Not a generator, which would have to be closed where it is left early."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces

    async def __anext__(self) -> bytes:
        for piece in self.pieces:
            return piece
        raise StopAsyncIteration


class Counting(httpx.MockTransport):
    """A transport of httpx, blocking and async, that responds from a list of JSON values and counts its closings."""

    def __init__(self, *responses: Any) -> None:
        self.responses = list(responses)
        self.closed = 0
        super().__init__(lambda request: httpx.Response(200, json=self.responses.pop(0)))

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1
