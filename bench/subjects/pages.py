"""Walking 100,000 rows, 100 a page, with no latency: what a page costs beyond its bytes."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import orjson
from synapse_runtime.serialization import json as parsing
from synapse_sdk import AsyncSynapse, Synapse
from synapse_sdk.clients.backend import BackendClient

from bench.harness import measure
from bench.peers import Assignment
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides


def walk(synapse: Synapse) -> None:
    """Look at all rows, as models."""
    for _ in synapse.assignments.list():
        pass


def walk_with_orjson(synapse: Synapse) -> None:
    """Look at all rows, as models, with JSON parsed by orjson."""
    parsing.fast = orjson.loads
    try:
        walk(synapse)
    finally:
        parsing.fast = None


async def walk_async(synapse: AsyncSynapse) -> None:
    """Look at all rows, as models, on asyncio."""
    async for _ in synapse.assignments.list():
        pass


def rows_of(client: httpx.Client, url: str) -> Iterator[Any]:
    """Yield all rows as dicts: the loop that people write without an SDK."""
    page = 1
    while True:
        data = client.get(url, params={"page": page, "page_size": 100}).json()
        yield from data["results"]
        if not data["next"]:
            return
        page += 1


def loop(client: httpx.Client, url: str) -> None:
    """Look at each row once."""
    for _ in rows_of(client, url):
        pass


def loop_with_pydantic(client: httpx.Client, url: str) -> None:
    """Look at each row once, as a model."""
    for row in rows_of(client, url):
        Assignment.model_validate(row)


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The walks, each with connections of its own."""
    rows = scale.of(100_000, 10_000)
    with walks(f"/rows/{rows}") as sides_of_walks:
        yield sides_of_walks


@contextlib.contextmanager
def walks(prefix: str) -> Iterator[Sides]:
    """All walks against a load server that behaves as a path prefix says."""
    with (
        run_server() as origin,
        BackendClient(origin + prefix, api_token="t") as documented,
        Synapse(origin + prefix, api_token="t") as typed,
        httpx.Client() as client,
        asyncio.Runner() as runner,
    ):
        asynchronous = AsyncSynapse(origin + prefix, api_token="t")
        url = f"{origin}{prefix}/sdk/assignments/"
        alone, async_alone = typed.with_options(prefetch=0), asynchronous.with_options(prefetch=0)
        yield {
            "httpx loop": partial(measure, lambda: loop(client, url)),
            "httpx loop with pydantic": partial(measure, lambda: loop_with_pydantic(client, url)),
            "httpx loop to a list": partial(measure, lambda: list(rows_of(client, url))),
            "documented, list_all": partial(measure, lambda: documented.list_assignments(list_all=True)),
            "typed": partial(measure, lambda: walk(typed)),
            "typed, extra speed": partial(measure, lambda: walk_with_orjson(typed)),
            "typed, prefetch=0": partial(measure, lambda: walk(alone)),
            "async typed": partial(measure, lambda: runner.run(walk_async(asynchronous))),
            "async typed, prefetch=0": partial(measure, lambda: runner.run(walk_async(async_alone))),
        }
        runner.run(asynchronous.aclose())
