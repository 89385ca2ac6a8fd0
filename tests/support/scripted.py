"""Middleware that answers from a list, for tests of clients without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
from synapse_runtime.http.messages import Response

if TYPE_CHECKING:
    from synapse_runtime.http.messages import Request


def json_answer(data: Any, status: int = 200, **headers: str) -> Response:
    """An answer with a JSON body; `_` in a header's name stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "application/json", **named}, json.dumps(data).encode())


class Scripted:
    """Gives the next answer for each request, or raises it; remembers what was asked."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def __call__(self, request: Request, send: object) -> Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.requests]


class AsyncScripted:
    """The same for async clients."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.script = Scripted(*answers)

    async def __call__(self, request: Request, send: object) -> Response:
        return self.script(request, send)


class Counting(httpx.MockTransport):
    """A transport of httpx, blocking and async, that answers from a list of JSON values, and counts its ends."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.closed = 0
        super().__init__(lambda request: httpx.Response(200, json=self.answers.pop(0)))

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1
