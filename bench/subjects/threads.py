"""Many threads on one client: the same number of small calls, spread over 8 and over 64."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from synapse_sdk.clients.backend import BackendClient

from bench.harness import timed
from bench.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Pools that stay, and connections that stay: each has one a thread."""
    calls = scale.of(6400, 1280)

    def spread(client: BackendClient, pool: ThreadPoolExecutor, threads: int) -> None:
        def work() -> None:
            for _ in range(calls // threads):
                client.get_assignment(456)

        for future in [pool.submit(work) for _ in range(threads)]:
            future.result()

    with serving() as base, contextlib.ExitStack() as stack:
        found: Sides = {}
        for threads in (8, 64):
            client = stack.enter_context(BackendClient(base, api_token="t"))
            pool = stack.enter_context(ThreadPoolExecutor(threads))
            found[f"{threads} threads"] = partial(timed, partial(spread, client, pool, threads))
        yield found
