"""Connections of async code, and the same of blocking code: none hands out what came out of turn, or waits for ever."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any, NamedTuple

import anyio
import pytest
from support.layers import Layer, head_of
from support.loopback import Loopback
from support.tls import Authority
from support.transports import open_async_transport, open_transport
from synapse_http.messages import (
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    Request,
    Timeout,
    TransportError,
)

DRIVERS = pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
LAYERS = pytest.mark.parametrize("layers", [0, 1, 2])
GET = Request("GET", "/", timeout=Timeout(10, 10))
BIG = 4_000_000


@pytest.fixture(scope="module")
def authority():
    return Authority()


class Way(NamedTuple):
    """How a server is reached."""

    url: str
    options: dict[str, Any]
    server: Loopback


@pytest.fixture
def serving(authority, monkeypatch):
    """Starts a server; gives the way to it, over so many layers of TLS: two are those of a proxy and of the backend."""
    running = []
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)

    def start(serve, layers=0):
        context = authority.serve("127.0.0.1", "backend.test")

        def layered(plain, number):
            peer = Layer(plain)
            for layer in range(layers):
                peer = Layer(peer, context)
                if layer == 0 and layers == 2:
                    head_of(peer)
                    peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
            serve(peer, number)

        running.append(Loopback(layered))
        return way(running[-1], layers)

    def way(server, layers):
        if layers == 2:
            monkeypatch.setenv("https_proxy", f"https://127.0.0.1:{server.port}")
            return Way("https://backend.test", {"verify": authority.trust(), "connections": 1}, server)
        url = f"{'https' if layers else 'http'}://127.0.0.1:{server.port}"
        return Way(url, {"verify": authority.trust(), "connections": 1}, server)

    start.way = way
    yield start
    for one in running:
        one.stop()


def said(text, *, close=False):
    """A response."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n" + "Connection: close\r\n" * close
    return f"{head}\r\n{text}".encode()


def drive(face, way, script):
    """Run a script with a way to send requests, on a transport with one connection."""
    if face == "blocking":
        transport = open_transport(way.url, **way.options)

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
            transport = open_async_transport(way.url, **way.options)
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
@pytest.mark.parametrize("layers", [1, 2])
def test_a_second_answer_that_waits_in_a_layer_of_tls_is_nobodys(face, layers, serving):
    """The layer beneath may hold its record, which the layer above has not asked for."""

    def serve(peer, number):
        head_of(peer)
        peer.send_apart(*([said("first"), said("stale")] if number == 0 else [said("second")]))
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
    """Over TLS, an end that is not the peer's is somebody else's, who cuts the response."""

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


DRIBBLED = [
    (face, layers, dribbled)
    for face in ("blocking", "asyncio", "trio")
    for layers, dribbled in ((0, "response"), (1, "response"), (2, "response"), (1, "handshake"), (2, "handshake"))
    # blocking TLS inside of TLS is httpcore's, which waits for a whole record of the inner one
    if (face, layers, dribbled) != ("blocking", 2, "response")
]


@pytest.mark.slow
@pytest.mark.parametrize(("face", "layers", "dribbled"), DRIBBLED)
def test_who_dribbles_meets_the_deadline(face, layers, dribbled, serving):
    """Byte by byte: each of them would renew a time limit that is the socket's."""

    def serve(peer, number):
        head_of(peer)
        peer.dribble(said("x" * 2000))

    route = dribbling_handshake(serving, layers) if dribbled == "handshake" else serving(serve, layers)

    async def script(send):
        began = time.monotonic()
        kind = ConnectTimeout if dribbled == "handshake" else ReadTimeout
        with pytest.raises(kind):
            await send(GET._replace(deadline=time.monotonic() + 0.4))
        assert time.monotonic() - began < 10  # without the limit it takes 20 s or more

    drive(face, route, script)


def dribbling_handshake(serving, layers):
    """A way whose last handshake comes byte by byte, each well within the time for one."""

    def serve(peer, number):
        if layers == 2:
            head_of(peer)
            peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.receive()
        peer.dribble(b"\x16\x03\x03\x40\x00" + bytes(3000))

    return serving.way(serving(serve, layers - 1).server, layers)


@pytest.mark.slow
@DRIVERS
@pytest.mark.parametrize("layers", [1, 2])
def test_connecting_has_one_time_limit_without_a_deadline_too(face, layers, serving):
    route = dribbling_handshake(serving, layers)

    async def script(send):
        began = time.monotonic()
        with pytest.raises(ConnectTimeout):
            await send(GET._replace(timeout=Timeout(0.3, 30)))
        assert time.monotonic() - began < 10  # without the limit it takes 20 s or more

    drive(face, route, script)


@pytest.mark.slow
@DRIVERS
def test_a_large_body_may_take_longer_than_one_wait(face, serving):
    """The limit is for each of its pieces to move."""
    large = BIG * 8

    def serve(peer, number):
        rest = large - len(head_of(peer))
        while rest > 0:
            rest -= len(peer.receive())
            time.sleep(0.005)
        peer.send(said("whole"))
        peer.receive()

    async def script(send):
        began = time.monotonic()
        request = GET._replace(method="POST", body=bytes(large), timeout=Timeout(10, 1.5))
        assert (await send(request)).content == b"whole"
        assert time.monotonic() - began > 1.5

    drive(face, serving(serve), script)


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
        transport = open_transport(route.url, **route.options)
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
            atransport = open_async_transport(route.url, **route.options)
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
        ends.append(peer.receive())

    ends = []
    route = serving(serve)

    async def main():
        if face == "blocking":
            transport = open_transport(route.url, **route.options)
            response = transport.send(GET._replace(stream=True))
            assert list(response.stream) == [b"a"]
            transport.close()
            response.stream.close()
        else:
            transport = open_async_transport(route.url, **route.options)
            response = await transport.send(GET._replace(stream=True))
            assert [piece async for piece in response.stream] == [b"a"]
            await transport.aclose()
            await response.stream.aclose()
        await until(lambda: ends == [b""])

    anyio.run(main, backend="asyncio" if face == "blocking" else face)


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@LAYERS
def test_a_cancellation_at_any_turn_leaves_no_socket(backend, layers, serving):
    """Of the task itself, as `asyncio.timeout` does, or of what is around it; and the only connection is free again."""

    def serve(peer, number):
        while True:  # until the client leaves, which is an error of the socket
            head_of(peer)
            peer.send(said("a" * 70_000))

    route = serving(serve, layers)

    async def main():
        transport = open_async_transport(route.url, **route.options)

        async def call():
            await transport.send(GET)

        for number in range(120):
            # the second half gives the server time to answer within a turn
            await cancelled_after(backend, call, number % 60, 0.0005 * (number >= 60))
        await until(lambda: len(route.server._live) <= 1)
        assert (await transport.send(GET)).status_code == 200
        await transport.aclose()
        await until(lambda: not route.server._live)

    anyio.run(main, backend=backend)


async def until(holds):
    """Wait for what another thread does."""
    with anyio.fail_after(10):
        while not holds():  # noqa: ASYNC110 - no event tells it
            await anyio.sleep(0.005)


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
