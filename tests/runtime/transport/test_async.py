"""Connections of async code, and the same of blocking code: none hands out what came out of turn, or waits for ever."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from types import SimpleNamespace

import anyio
import pytest
from support.layers import Layer, head_of
from support.loopback import Loopback
from support.tls import Authority
from synapse_runtime.http.messages import ConnectTimeout, ReadError, ReadTimeout, Request, Timeout, TransportError
from synapse_runtime.http.urls import BaseURL
from synapse_runtime.transport import _async
from synapse_runtime.transport._async import AsyncConnection, AsyncHttpTransport
from synapse_runtime.transport._blocking import Connection, HttpTransport
from synapse_runtime.transport._http1 import Write
from synapse_runtime.transport._network import Patience
from synapse_runtime.transport._route import Proxy, Route

DRIVERS = pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
LAYERS = pytest.mark.parametrize("layers", [0, 1, 2])
GET = Request("GET", "/", timeout=Timeout(10, 10))
BIG = 4_000_000


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def serving(authority):
    """Starts a server; gives the way to it, over so many layers of TLS."""
    running = []

    def start(serve, layers=0):
        context = authority.serve("127.0.0.1")

        def layered(plain, number):
            peer = Layer(plain)
            for layer in range(layers):
                peer = Layer(peer, context)
                if layer == 0 and layers == 2:
                    head_of(peer)
                    peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
            serve(peer, number)

        running.append(Loopback(layered))
        here = f"127.0.0.1:{running[-1].port}"
        base = BaseURL.parse(f"{'https' if layers else 'http'}://{here}")
        proxy = Proxy("127.0.0.1", running[-1].port, True, ()) if layers == 2 else None
        return Route(base, authority.trust(), proxy)

    yield start
    for one in running:
        one.stop()


def said(text, *, close=False):
    """An answer."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n" + "Connection: close\r\n" * close
    return f"{head}\r\n{text}".encode()


def drive(face, route, script):
    """Run a script with a way to send requests, on a transport with one connection."""
    if face == "blocking":
        transport = HttpTransport(route, 1)

        async def send(request):
            return transport.send(request)

        async def both():
            try:
                await script(send)
            finally:
                transport.close()

        anyio.run(both)
    else:

        async def main():
            transport = AsyncHttpTransport(route, 1)
            try:
                await script(transport.send)
            finally:
                await transport.aclose()

        anyio.run(main, backend=face)


async def turns(event):
    """Let the event loop turn until another thread has done something, and some more."""
    while not event.is_set():  # noqa: ASYNC110 - it is another thread's
        await anyio.sleep(0.001)
    for _ in range(20):
        await anyio.sleep(0.001)


@DRIVERS
@LAYERS
def test_a_connection_is_used_again(face, layers, serving):
    """Also with TLS 1.3, whose tickets come when nobody asks."""
    numbers = []

    def serve(peer, number):
        for _ in range(3):
            head_of(peer)
            numbers.append(number)
            peer.send(said("a"))

    async def script(send):
        for _ in range(3):
            assert (await send(GET)).content == b"a"

    drive(face, serving(serve, layers), script)
    assert numbers == [0, 0, 0]


@DRIVERS
@LAYERS
def test_a_second_answer_in_the_same_breath_is_nobodys(face, layers, serving):
    def serve(peer, number):
        head_of(peer)
        peer.send(*([said("first"), said("stale")] if number == 0 else [said("second")]))
        peer.receive()

    async def script(send):
        assert [(await send(GET)).content for _ in range(2)] == [b"first", b"second"]

    drive(face, serving(serve, layers), script)


@DRIVERS
@LAYERS
def test_an_answer_while_a_body_is_sent_and_another_later_are_not_mixed_up(face, layers, serving):
    """The event loop may have begun to read by itself."""
    sent = threading.Event()

    def serve(peer, number):
        rest = BIG - len(head_of(peer))
        if number == 0:
            peer.send(said("first"))
            while rest > 0:
                rest -= len(peer.receive())
            peer.send(said("stale"))
            sent.set()
        else:
            peer.send(said("second"))
        peer.receive()

    async def script(send):
        assert (await send(GET._replace(method="POST", body=bytes(BIG)))).content == b"first"
        await turns(sent)
        assert (await send(GET)).content == b"second"

    drive(face, serving(serve, layers), script)


@DRIVERS
@LAYERS
@pytest.mark.parametrize("farewell", [True, False])
def test_a_body_without_a_length_ends_with_the_peers_farewell(face, layers, farewell, serving):
    """Over TLS, an end that is not the peer's is somebody else's, who cuts the answer."""

    def serve(peer, number):
        head_of(peer)
        peer.send(b"HTTP/1.1 200 OK\r\n\r\nsome")
        if farewell:
            peer.farewell()

    async def script(send):
        if farewell or not layers:
            assert (await send(GET)).content == b"some"
        else:
            with pytest.raises(ReadError, match="EOF"):
                await send(GET)

    drive(face, serving(serve, layers), script)


@DRIVERS
@pytest.mark.parametrize(
    ("layers", "dribbled"), [(0, "answer"), (1, "answer"), (2, "answer"), (1, "handshake"), (2, "handshake")]
)
def test_who_dribbles_meets_the_deadline(face, layers, dribbled, serving):
    """Byte by byte: each of them would renew a time limit that is the socket's."""

    def serve(peer, number):
        head_of(peer)
        peer.dribble(said("x" * 2000))

    route = serving(serve, layers)
    if dribbled == "handshake":
        route = dribbling_handshake(serving, route, layers)

    async def script(send):
        began = time.monotonic()
        kind = ConnectTimeout if dribbled == "handshake" else ReadTimeout
        with pytest.raises(kind):
            await send(GET._replace(deadline=time.monotonic() + 0.4))
        assert time.monotonic() - began < 2

    drive(face, route, script)


def dribbling_handshake(serving, route, layers):
    """A way whose last handshake comes byte by byte, each well within the time for one."""

    def serve(peer, number):
        if layers == 2:
            head_of(peer)
            peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.receive()
        peer.dribble(b"\x16\x03\x03\x40\x00" + bytes(3000))

    other = serving(serve, layers - 1)
    base = route.base._replace(port=other.base.port)
    return Route(base, route.context, route.proxy and route.proxy._replace(port=other.base.port))


@DRIVERS
@pytest.mark.parametrize("layers", [1, 2])
def test_connecting_has_one_time_limit_without_a_deadline_too(face, layers, serving):
    route = dribbling_handshake(serving, serving(lambda peer, number: None, layers), layers)

    async def script(send):
        began = time.monotonic()
        with pytest.raises(ConnectTimeout):
            await send(GET._replace(timeout=Timeout(0.3, 30)))
        assert time.monotonic() - began < 2

    drive(face, route, script)


@DRIVERS
def test_a_large_body_may_take_longer_than_one_wait(face):
    """The limit is for each of its pieces to move."""
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 15)
    came = []

    def read():
        while sum(came) < BIG:
            came.append(len(theirs.recv(1 << 16)))
            time.sleep(0.01)

    def steps():
        yield Write(bytes(BIG))

    async def main():
        connection = (Connection if face == "blocking" else AsyncConnection)(ours)
        connection.patience = Patience(0.4)
        if isinstance(connection, Connection):
            connection.run(steps())
        else:
            ours.setblocking(False)
            await connection.run(steps())

    reading = threading.Thread(target=read)
    with ours, theirs:
        reading.start()
        anyio.run(main, backend="asyncio" if face == "blocking" else face)
        reading.join()
    assert (sum(came), len(came) * 0.01 > 0.4) == (BIG, True)


@DRIVERS
@LAYERS
def test_closing_ends_a_body_without_a_length_as_a_loss(face, layers, serving):
    """Its end would look like the body's."""

    def serve(peer, number):
        head_of(peer)
        peer.send(b"HTTP/1.1 200 OK\r\n\r\nsome")
        peer.receive()

    route = serving(serve, layers)
    if face == "blocking":
        transport = HttpTransport(route, 1)
        stream = transport.send(GET._replace(stream=True)).stream
        pieces = iter(stream)
        assert next(pieces) == b"some"
        threading.Timer(0.05, transport.close).start()
        with pytest.raises(ReadError):
            next(pieces)
        stream.close()
        with pytest.raises(TransportError):
            transport.send(GET._replace(timeout=Timeout(0, 0.1)))
        transport.close()
    else:

        async def main():
            atransport = AsyncHttpTransport(route, 1)
            astream = (await atransport.send(GET._replace(stream=True))).stream
            assert await anext(astream) == b"some"
            async with anyio.create_task_group() as group:
                group.start_soon(atransport.aclose)
                with pytest.raises(ReadError):
                    await anext(astream)
            await astream.aclose()
            await atransport.aclose()

        anyio.run(main, backend=face)


@DRIVERS
def test_what_is_given_back_after_the_end_is_not_kept(face, serving):
    def serve(peer, number):
        head_of(peer)
        peer.send(said("a"))
        peer.receive()

    route = serving(serve)

    async def main():
        if face == "blocking":
            transport = HttpTransport(route, 1)
            response = transport.send(GET._replace(stream=True))
            assert list(response.stream) == [b"a"]
            transport.close()
            response.stream.close()
        else:
            transport = AsyncHttpTransport(route, 1)
            response = await transport.send(GET._replace(stream=True))
            assert [piece async for piece in response.stream] == [b"a"]
            await transport.aclose()
            await response.stream.aclose()
        assert transport._idle.take() == (None, [])

    anyio.run(main, backend="asyncio" if face == "blocking" else face)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@LAYERS
def test_a_cancellation_at_any_turn_leaves_no_socket(backend, layers, serving, monkeypatch):
    """Of the task itself, as `asyncio.timeout` does, or of what is around it; and the only connection is free again."""
    made = []

    class Socket(socket.socket):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            made.append(self)

    def serve(peer, number):
        while True:  # until the client leaves, which is an error of the socket
            head_of(peer)
            peer.send(said("a" * 70_000))

    route = serving(serve, layers)

    async def main():
        transport = AsyncHttpTransport(route, 1)

        async def call():
            await transport.send(GET)

        for number in range(120):
            # the second half gives the server time to answer within a turn
            await cancelled_after(backend, call, number % 60, 0.0005 * (number >= 60))
            assert sum(one.fileno() >= 0 for one in made) <= 1
        assert (await transport.send(GET)).status == 200
        await transport.aclose()
        assert [one for one in made if one.fileno() >= 0] == []

    monkeypatch.setattr(_async, "socket", SimpleNamespace(**{**vars(socket), "socket": Socket}))
    anyio.run(main, backend=backend)


async def cancelled_after(backend, call, turns_of_the_loop, pause):
    """Cancel a call after so many turns."""
    if backend == "trio":
        async with anyio.create_task_group() as group:
            group.start_soon(call)
            for _ in range(turns_of_the_loop):
                await anyio.sleep(pause)
            group.cancel_scope.cancel()
        return
    task = asyncio.get_running_loop().create_task(call())
    for _ in range(turns_of_the_loop):
        await asyncio.sleep(pause)
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
