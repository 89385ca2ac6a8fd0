"""Network backends: waits end with the deadline, connecting leaves no socket behind, and TLS inside of TLS."""

from __future__ import annotations

import socket
import ssl
import threading
import time

import anyio
import httpcore
import pytest
from support.layers import Layer
from support.loopback import Loopback
from support.tls import Authority
from support.transports import open_async_transport, open_transport
from synapse_http.messages import ConnectError, ConnectTimeout, Request, Timeout
from synapse_http.transport.network import DeadlineBackend, seconds_left

GET = Request("GET", "/", timeout=Timeout(10, 10))


def test_a_wait_is_cut_to_what_is_left():
    assert seconds_left(3.0, None) == 3.0
    assert seconds_left(3.0, time.monotonic() + 60) == 3.0
    assert 0 < seconds_left(None, time.monotonic() + 60) <= 60
    assert 0 < seconds_left(100.0, time.monotonic() + 60) <= 60
    for error_class in (httpcore.WriteTimeout, ConnectTimeout):
        with pytest.raises(error_class, match="the deadline passed"):
            seconds_left(3.0, time.monotonic() - 1, error_class)


def test_the_end_passes_over_a_connection_that_is_collected_meanwhile(monkeypatch):
    backend = DeadlineBackend()
    monkeypatch.setattr(backend.streams, "valuerefs", lambda: [lambda: None], raising=False)
    backend.end()
    assert backend.ended


@pytest.fixture
def pair():
    """A stream, and the socket at its other end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream = DeadlineBackend().connect_tcp(*server.getsockname())
        theirs, _ = server.accept()
    with theirs:
        yield stream, theirs
    stream.close()


def test_a_stream_is_readable_when_something_came_or_the_peer_is_gone(pair):
    stream, theirs = pair
    assert not stream.get_extra_info("is_readable")
    theirs.send(b"x")
    assert stream.get_extra_info("is_readable")
    stream.read(1)
    theirs.close()
    assert stream.get_extra_info("is_readable")
    stream.close()
    assert stream.get_extra_info("is_readable")  # so nobody waits for it


def test_what_is_silent_or_broken_is_told(pair):
    stream, theirs = pair
    with pytest.raises(httpcore.ReadTimeout, match="timed out"):
        stream.read(1, 0.01)
    with pytest.raises(httpcore.WriteTimeout, match="timed out"):
        stream.write(bytes(50_000_000), 0.01)
    theirs.close()
    with pytest.raises(httpcore.WriteError):
        stream.write(bytes(50_000_000), 1)


def test_ending_wakes_a_reader_who_is_told_and_spares_what_is_closed_or_forgotten(pair):
    stream, _ = pair
    backend = stream._backend
    threading.Timer(0.05, backend.end).start()
    with pytest.raises(httpcore.ReadError, match="the client was closed meanwhile"):
        stream.read(1, 10)
    stream.close()
    backend.end()


@pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
def test_a_name_that_is_none_is_told(face):
    """No TLD `invalid` will ever be."""
    host = "nowhere.invalid"

    async def main():
        if face == "blocking":
            with pytest.raises(ConnectError):
                open_transport(f"http://{host}").send(GET)
        else:
            with pytest.raises(ConnectError):
                await open_async_transport(f"http://{host}").send(GET)

    anyio.run(main, backend="asyncio" if face == "blocking" else face)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_look_up_that_hangs_times_out(backend, monkeypatch):
    released = threading.Event()

    def hanging(host, port, family=0, type=0, proto=0, flags=0):
        if not flags & socket.AI_NUMERICHOST:  # trio sees first, in the event loop, whether the name is a number
            released.wait(10)
        raise socket.gaierror(-2, "Name or service not known")

    async def main():
        monkeypatch.setattr(socket, "getaddrinfo", hanging)
        try:
            with pytest.raises(ConnectTimeout):
                await open_async_transport("http://backend.test").send(GET._replace(timeout=Timeout(0.05, 10)))
        finally:
            released.set()

    anyio.run(main, backend=backend)


class Listening:
    """A server whose connections are served by a function of their TLS layer."""

    def __init__(self, context, layers, serve):
        def layered(plain, number):
            peer = Layer(plain)
            for _ in range(layers):
                peer = Layer(peer, context)
            serve(peer)

        self.loopback = Loopback(layered)

    def __enter__(self):
        return self.loopback.port

    def __exit__(self, *_):
        self.loopback.stop()


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.mark.parametrize("ending", ["farewell", "cut"])
@pytest.mark.parametrize("layers", [1, 2])
def test_what_is_sent_over_tls_arrives_and_an_end_without_a_farewell_is_none(authority, ending, layers):
    message = bytes(range(256)) * 400

    def echo(peer):
        heard = b""
        while len(heard) < len(message):
            heard += peer.receive()
        peer.send(heard)
        if ending == "farewell":
            peer.farewell()

    with Listening(authority.serve("127.0.0.1"), layers, echo) as port:
        stream = DeadlineBackend().connect_tcp("127.0.0.1", port, 10)
        for _ in range(layers):
            stream = stream.start_tls(authority.trust(), "127.0.0.1", 10)
        stream.write(b"", 10)
        stream.write(message, 10)
        heard = b""
        while len(heard) < len(message):
            heard += stream.read(1000, 10)
        assert heard == message
        assert stream.get_extra_info("ssl_object").version() == "TLSv1.3"
        assert isinstance(stream.get_extra_info("socket"), socket.socket)
        if ending == "farewell":
            assert stream.read(1, 10) == b""
        else:
            with pytest.raises(httpcore.ReadError, match="EOF"):
                stream.read(1, 10)
        stream.close()


@pytest.mark.filterwarnings("ignore:.*ssl.SSLSocket.*")  # Python itself closes it after an interrupt
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("ending", [httpcore.ConnectError, KeyboardInterrupt])
def test_what_ends_a_handshake_closes_the_socket(authority, layers, ending, monkeypatch):
    ends = []

    def serve(peer):
        while peer is not None and (came := peer.receive()):
            ends.append(came)
        ends.append(b"")

    with Listening(authority.serve("127.0.0.1"), layers - 1, serve) as port:
        stream = DeadlineBackend().connect_tcp("127.0.0.1", port, 10)
        if layers == 2:
            stream = stream.start_tls(authority.trust(), "127.0.0.1", 10)

        def fail(*_, **__):
            raise ending("ending") if ending is KeyboardInterrupt else ssl.SSLError("ending")

        for handshaking in (ssl.SSLObject, ssl.SSLSocket):
            monkeypatch.setattr(handshaking, "do_handshake", fail)
        with pytest.raises(ending, match="ending"):
            stream.start_tls(authority.trust(), "127.0.0.1", 10)
        assert stream.get_extra_info("socket").fileno() < 0


def test_a_server_of_another_name_is_not_trusted(authority):
    with Listening(authority.serve("another.test"), 1, lambda peer: None) as port:
        stream = DeadlineBackend().connect_tcp("127.0.0.1", port, 10)
        with pytest.raises(httpcore.ConnectError, match="certificate verify failed"):
            stream.start_tls(authority.trust(), "backend.test", 10)
