"""Connecting: it leaves no socket behind, and no time limit is lost for that."""

from __future__ import annotations

import socket
import threading
import time
from types import SimpleNamespace
from typing import ClassVar, NamedTuple

import anyio
import pytest
from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError
from synapse_runtime.http.urls import BaseURL
from synapse_runtime.transport import _async, _blocking
from synapse_runtime.transport._async import aconnect
from synapse_runtime.transport._blocking import connect
from synapse_runtime.transport._network import Patience
from synapse_runtime.transport._route import Route

BOTH = pytest.mark.parametrize("backend", ["asyncio", "trio"])
ROUTE = Route(BaseURL.parse("http://127.0.0.1:9"))


async def connected(face, route, seconds):
    """Connect, in either way."""
    if face == "blocking":
        return connect(route, Patience(seconds))
    return await aconnect(route, Patience(seconds))


class Silent:
    """A socket that is never ready, nor is its peer there."""

    made: ClassVar[list[socket.socket]] = []

    def __new__(cls, *arguments):
        made = cls.of(*arguments)
        cls.made.append(made)
        return made

    class of(socket.socket):
        def connect(self, address):
            raise BlockingIOError


@pytest.fixture
def silent(monkeypatch):
    """Connections take for ever; gives the sockets."""

    async def wait_writable(one):
        await anyio.sleep_forever()

    monkeypatch.setattr(_async, "socket", SimpleNamespace(**{**vars(socket), "socket": Silent}))
    monkeypatch.setattr(anyio, "wait_writable", wait_writable)
    Silent.made.clear()
    return Silent.made


@BOTH
@pytest.mark.parametrize(
    ("patience", "around"), [(Patience(0.01), 60), (Patience(60), 0.01), (Patience(None), 0.01), (Patience(0.01), None)]
)
def test_the_nearest_of_all_limits_ends_it(backend, silent, patience, around):
    async def main():
        kind = ConnectTimeout if patience.seconds == 0.01 else TimeoutError
        with pytest.raises(kind), anyio.fail_after(around):
            await aconnect(ROUTE, patience)

    began = time.monotonic()
    anyio.run(main, backend=backend)
    assert time.monotonic() - began < 30
    assert [one.fileno() for one in silent] == [-1]


@pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
def test_all_addresses_share_the_time_and_each_gets_some(face, monkeypatch):
    """One that says nothing leaves the next its share, and ten of them together take no longer than one."""
    many = [(socket.AF_INET, (f"127.0.0.{number}", 9)) for number in range(1, 5)]
    given = []

    def opened(family, address, seconds):
        given.append(seconds)
        raise TimeoutError

    async def aopened(family, address, seconds):
        opened(family, address, seconds)

    async def alooked_up(*_):
        return many

    monkeypatch.setattr(_blocking, "_opened", opened)
    monkeypatch.setattr(_async, "_opened", aopened)
    monkeypatch.setattr(_blocking, "_addresses", lambda *_: many)
    monkeypatch.setattr(_async, "_addresses", alooked_up)

    async def main():
        with pytest.raises(ConnectTimeout, match="did not answer in time"):
            await connected(face, ROUTE, 60.0)

    anyio.run(main, backend="asyncio" if face == "blocking" else face)
    assert [round(seconds) for seconds in given] == [15, 20, 30, 60]


@pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
def test_a_name_that_is_none_is_told(face):
    route = Route(ROUTE.base._replace(host="a" * 64 + ".test"))

    async def main():
        with pytest.raises(ConnectError):
            await connected(face, route, 5.0)

    anyio.run(main, backend="asyncio" if face == "blocking" else face)


@BOTH
def test_a_look_up_that_hangs_times_out(backend, monkeypatch):
    released = threading.Event()

    def hanging(host, port, flags=0):
        if flags:
            raise socket.gaierror(-2, "no number")
        released.wait(10)
        return []

    monkeypatch.setattr(_async, "addresses", hanging)

    async def main():
        with pytest.raises(ConnectTimeout, match="was not looked up in time"):
            await aconnect(ROUTE, Patience(0.05))
        released.set()

    anyio.run(main, backend=backend)


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
    ("ending", "told"), [(KeyboardInterrupt, KeyboardInterrupt), (ReadError, ConnectError)]
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
