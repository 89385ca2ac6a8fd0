"""One small call after the other, on one connection: a GET with a response of 1 kB."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING

import httpx
import requests
from synapse_sdk import AsyncSynapse, Synapse
from synapse_sdk.clients.backend import BackendClient

from bench.harness import measure
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bench.harness import Scale, Sides

HEADERS = {"Synapse-Access-Token": "Token t"}


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The clients, each with a connection of its own."""
    calls = scale.of(1000, 200)

    def repeat(call: Callable[[], object]) -> None:
        for _ in range(calls):
            call()

    async def repeat_async(call: Callable[[], Awaitable[object]]) -> None:
        for _ in range(calls):
            await call()

    async def get_json(client: httpx.AsyncClient, url: str) -> object:
        return (await client.get(url)).json()

    with (
        run_server() as base,
        BackendClient(base, api_token="t") as documented,
        Synapse(base, api_token="t") as typed,
        httpx.Client(headers=HEADERS) as client,
        requests.Session() as session,
        asyncio.Runner() as runner,
    ):
        session.headers.update(HEADERS)
        url = f"{base}/assignments/456/"

        def run(call: Callable[[], Awaitable[object]]) -> None:
            runner.run(repeat_async(call))

        async_typed = AsyncSynapse(base, api_token="t")
        async_client = httpx.AsyncClient(headers=HEADERS)
        blocking: dict[str, Callable[[], object]] = {
            "documented": lambda: documented.get_assignment(456),
            "httpx.Client": lambda: client.get(url).json(),
            "typed": lambda: typed.assignments.get(456),
            "requests.Session": lambda: session.get(url).json(),
        }
        asynchronous: dict[str, Callable[[], Awaitable[object]]] = {
            "async typed": lambda: async_typed.assignments.get(456),
            "httpx.AsyncClient": lambda: get_json(async_client, url),
        }
        yield {
            **{name: partial(measure, partial(repeat, call)) for name, call in blocking.items()},
            **{name: partial(measure, partial(run, call)) for name, call in asynchronous.items()},
        }
        runner.run(async_typed.aclose())
        runner.run(async_client.aclose())
