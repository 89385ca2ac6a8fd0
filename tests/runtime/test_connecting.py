"""Async connecting: it leaves no socket behind, and no time limit is lost for that."""

from __future__ import annotations

import math

import anyio
import pytest
from synapse_runtime._network import KEEP_ALIVE, AsyncBackend

BOTH = pytest.mark.parametrize("backend", ["asyncio", "trio"])


class Slow:
    """Connects after some turns of the event loop, unless it is cancelled."""

    def __init__(self):
        self.asked = []

    async def connect_tcp(self, host, port, timeout, local_address, socket_options):  # noqa: ASYNC109 - as httpcore calls it
        self.asked.append((host, port, timeout, local_address, socket_options))
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        return "stream"


def connecting(backend, timeout, *, limit=math.inf, cancelled=False):
    """What the library was asked for, and what came of it."""
    network, slow = AsyncBackend(), Slow()
    network._backend = slow
    found = []

    async def main():
        with anyio.move_on_after(limit) as scope:
            if cancelled:
                scope.cancel()
            found.append(await network.connect_tcp("host", 80, timeout))

    anyio.run(main, backend=backend)
    return slow.asked[0], found


@BOTH
def test_a_connection_that_is_cancelled_while_it_is_made_is_handed_over_to_be_closed(backend):
    assert connecting(backend, 5.0, cancelled=True)[1] == ["stream"]


@BOTH
@pytest.mark.parametrize("timeout", [5.0, None])
def test_without_a_limit_around_it_its_own_counts(backend, timeout):
    assert connecting(backend, timeout)[0] == ("host", 80, timeout, None, KEEP_ALIVE)


@BOTH
@pytest.mark.parametrize("timeout", [500.0, None])
def test_the_nearest_limit_counts(backend, timeout):
    assert 0 < connecting(backend, timeout, limit=100)[0][2] <= 100
