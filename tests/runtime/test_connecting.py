"""Connecting: it leaves no socket behind, and no time limit is lost for that."""

from __future__ import annotations

import socket
import time
from typing import NamedTuple

import anyio
import pytest
from synapse_runtime._async import AsyncConnection, aconnect
from synapse_runtime._blocking import connect
from synapse_runtime._network import Patience
from synapse_runtime._route import Route
from synapse_runtime.message import ConnectFailed, ConnectionLost, ConnectTimedOut
from synapse_runtime.urls import BaseURL

BOTH = pytest.mark.parametrize("backend", ["asyncio", "trio"])
ROUTE = Route(BaseURL.parse("http://backend.test"))


class Library:
    """Connects after some turns of the event loop, or never."""

    def __init__(self):
        self.ends = True
        self.begun = False

    async def connect_tcp(self, host, port):
        assert (host, port) == ("backend.test", 80)
        self.begun = True
        if not self.ends:
            await anyio.sleep_forever()
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        return Stream()


@pytest.fixture
def library(monkeypatch):
    """What makes connections."""
    found = Library()
    monkeypatch.setattr(anyio, "connect_tcp", found.connect_tcp)
    return found


class Stream:
    """A connection that was made."""

    def extra(self, attribute):
        return self

    def setsockopt(self, *option):
        pass


@BOTH
def test_a_connection_that_is_cancelled_while_it_is_made_is_handed_over_to_be_closed(backend, library):
    found = []

    async def connecting():
        found.append(await aconnect(ROUTE, Patience(5.0)))

    async def main():
        async with anyio.create_task_group() as group:
            group.start_soon(connecting)
            while not library.begun:
                await anyio.lowlevel.checkpoint()
            group.cancel_scope.cancel()

    anyio.run(main, backend=backend)
    assert isinstance(found[0], AsyncConnection)


@BOTH
@pytest.mark.parametrize(
    ("patience", "around"), [(Patience(0.01), 60), (Patience(60), 0.01), (Patience(None), 0.01), (Patience(0.01), None)]
)
def test_the_nearest_of_all_limits_ends_it(backend, library, patience, around):
    library.ends = False

    async def main():
        with anyio.move_on_after(around), pytest.raises(ConnectTimedOut, match=r"backend\.test did not answer in time"):
            await aconnect(ROUTE, patience)

    began = time.monotonic()
    anyio.run(main, backend=backend)
    assert time.monotonic() - began < 30


class Unready(NamedTuple):
    """A way whose preparation ends otherwise than in a connection."""

    peer: tuple[str, int]
    ending: type[BaseException]

    def prepare(self):
        yield from ()
        raise self.ending("ending")


@pytest.fixture
def listening():
    """Host and port of a socket that accepts connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        yield server


ENDINGS = pytest.mark.parametrize(
    ("ending", "told"), [(KeyboardInterrupt, KeyboardInterrupt), (ConnectionLost, ConnectFailed)]
)


@ENDINGS
def test_what_ends_the_preparation_closes_the_socket(listening, ending, told):
    with pytest.raises(told, match="ending"):
        connect(Unready(listening.getsockname(), ending), Patience(5.0))
    accepted, _ = listening.accept()
    with accepted:
        assert accepted.recv(1) == b""


@BOTH
@ENDINGS
def test_also_on_an_event_loop(listening, backend, ending, told):
    async def main():
        with pytest.raises(told, match="ending"):
            await aconnect(Unready(listening.getsockname(), ending), Patience(5.0))

    anyio.run(main, backend=backend)
    accepted, _ = listening.accept()
    with accepted:
        assert accepted.recv(1) == b""
