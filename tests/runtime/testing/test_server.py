"""The mock behind a real address."""

import errno
import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from support.forms import encode_form
from support.mock_caller import CARD
from synapse_runtime.testing import MockServer, faults
from synapse_runtime.testing.messages import SPOOL_BYTES

GET = b"GET /books/7/ HTTP/1.1\r\nHost: x\r\nX-Card: Card 1\r\n\r\n"


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, headers={"X-Card": "Card 1"}) as made:
        yield made


@pytest.fixture
def wire(server):
    """A bare connection."""
    with socket.create_connection(server.url.removeprefix("http://").split(":"), timeout=10) as made:
        yield made


def received(connection):
    """Everything until the other side closes."""
    found = b""
    while piece := connection.recv(65536):
        found += piece
    return found


def test_the_server_responds_as_the_mock(client, server):
    response = client.get("/books/7/")
    assert (response.status_code, response.json()["title"]) == (200, "Moby-Dick")
    assert response.reason_phrase == "OK"
    assert response.headers["Content-Length"] == str(len(response.content))
    assert client.get("/sdk/books/", params={"page_size": 1}).json()["next"].startswith(f"{server.url}/sdk/books/?")
    assert client.head("/books/7/").content == b""
    assert client.delete("/books/8/").status_code == 204


def test_a_connection_is_kept_for_the_next_request(wire):
    for _ in range(3):
        wire.sendall(GET)
        assert b"200" in wire.recv(65536)
    wire.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert received(wire).startswith(b"HTTP/1.1 200")


def test_pipelined_requests_get_responses_in_order(wire):
    wire.sendall(GET + GET.replace(b"/7/", b"/8/").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    responses = received(wire)
    assert responses.index(b"Moby-Dick") < responses.index(b"Emma")


def test_a_chunked_body_is_read(client):
    def pieces():
        yield b'{"title": "T",'
        yield b' "author": 1}'

    response = client.post("/books/", content=pieces(), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["title"]) == (201, "T")


def test_a_large_body_is_spooled_to_disk(client, server):
    content = b"x" * (4 * SPOOL_BYTES)
    response = client.post("/scans/", files={"file": ("a.bin", content)})
    assert (response.status_code, response.json()["size"]) == (201, len(content))
    assert server.backend.calls[0].files["file"].size == len(content)


def test_memory_does_not_grow_with_a_body(server):
    import tracemalloc

    size = 32 * 1024 * 1024
    body = encode_form({"file": ("a.bin", b"")})
    head, tail = body[: body.index(b"--b--") - 2], b"\r\n--b--\r\n"
    with socket.create_connection(server.url.removeprefix("http://").split(":"), timeout=30) as wire:
        wire.sendall(
            b"POST /scans/ HTTP/1.1\r\nHost: x\r\nX-Card: Card 1\r\nConnection: close\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
            % (len(head) + size + len(tail))
        )
        piece = b"x" * 65536
        tracemalloc.start()
        wire.sendall(head)
        for _ in range(size // len(piece)):
            wire.sendall(piece)
        wire.sendall(tail)
        response = received(wire)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert response.startswith(b"HTTP/1.1 201"), response
    assert peak < size / 4


def test_expect_100_continue_is_honoured(wire):
    wire.sendall(
        b"POST /books/ HTTP/1.1\r\nHost: x\r\nX-Card: Card 1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
        b"Content-Type: application/json\r\nConnection: close\r\n\r\n"
    )
    assert wire.recv(65536).startswith(b"HTTP/1.1 100")
    wire.sendall(b"{}")
    assert received(wire).startswith(b"HTTP/1.1 400")


def test_a_stream_is_sent_in_chunks(client):
    response = client.get("/loans/70/tail/")
    assert (response.text, response.headers["Transfer-Encoding"]) == ("Stamped.\nOut.\n", "chunked")


@pytest.mark.parametrize(
    "sent",
    [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
     b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 200_000],
)  # fmt: skip
def test_what_is_not_http_is_refused_and_the_connection_closed(wire, sent):
    wire.sendall(sent)
    response = received(wire)
    assert response.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))
    assert b"Bad request: " in response


def test_a_client_that_leaves_during_the_refusal_is_no_error(wire, client, caplog, monkeypatch):
    def disconnected(_):
        raise OSError(errno.ENOTCONN, "not connected")

    monkeypatch.setattr("asyncio.StreamWriter.write_eof", disconnected)
    wire.sendall(b"\x16\x03\x01 is how TLS begins\r\n\r\n")
    assert b"Bad request: " in wire.recv(65536)
    wire.close()
    assert client.get("/books/7/").status_code == 200
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_nonsense_in_the_middle_of_a_body_ends_the_connection(wire, server):
    wire.sendall(b"POST /books/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
    assert received(wire).startswith(b"HTTP/1.1 400")
    assert server.backend.calls == []


@pytest.mark.parametrize(
    "sent", [b"", b"GET /books/7/ HT", GET.replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n{")]
)
def test_an_incomplete_request_is_ignored(wire, server, client, sent):
    wire.sendall(sent)
    wire.shutdown(socket.SHUT_WR)
    received(wire)
    assert client.get("/loans/").status_code == 200
    assert len(server.backend.calls) == 1


def test_a_bug_of_the_mock_is_500(client, server, monkeypatch, caplog):
    def broken(_):
        raise RuntimeError("oh")

    monkeypatch.setattr(server.backend, "respond", broken)
    with caplog.at_level(logging.ERROR):
        assert client.get("/books/7/").status_code == 500
    assert "the mock failed on GET books/{pk}/" in caplog.text
    assert client.get("/nowhere/").status_code == 500
    assert "the mock failed on GET of an unknown path" in caplog.text


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "raised", "done"),
        [
            (faults.refused(), httpx.ReadError, False),
            (faults.dropped_before_processing(), httpx.RemoteProtocolError, False),
            (faults.dropped_after_processing(), httpx.RemoteProtocolError, True),
            (faults.reset(), httpx.ReadError, False),
            (faults.reset(processed=True), httpx.ReadError, True),
            (faults.cut_body(), httpx.RemoteProtocolError, True),
        ],
    )
    def test_connections_really_break(self, client, server, fault, raised, done):
        client.get("/loans/")
        client_backend_rows = client.get("/sdk/books/").json()["count"]
        client.post("/__mock__/faults", json={"route": "POST books/", "fault": fault.name, "processed": fault.processed}
                    if fault.name == "reset" else {"route": "POST books/", "fault": fault.name},
                    headers={"Authorization": f"Bearer {server.control_token}"}).raise_for_status()  # fmt: skip
        with pytest.raises(raised):
            client.post("/books/", json={"title": "T", "author": 1})
        assert client.get("/sdk/books/").json()["count"] == client_backend_rows + done

    def test_a_reset_is_a_reset(self, wire, server):
        server.backend.inject_fault("*", faults.reset())
        wire.sendall(GET)
        with pytest.raises(ConnectionResetError):
            wire.recv(1)

    @pytest.mark.parametrize("path", ["/books/7/", "/loans/70/tail/"])
    def test_a_cut_response_has_half_of_its_body(self, wire, server, client, path):
        whole = client.get(path).content
        server.backend.inject_fault("*", faults.cut_body())
        wire.sendall(GET.replace(b"/books/7/", path.encode()))
        response = received(wire)
        assert response.startswith(b"HTTP/1.1 200")
        assert whole[:5] in response
        assert whole[-5:] not in response

    def test_responses_are_delayed_or_dripped(self, client, server):
        server.backend.inject_fault("*", faults.latency(0.001))
        assert client.get("/books/7/").status_code == 200
        server.backend.inject_fault("*", faults.slow_drip(0.0001, size=100))
        assert client.get("/books/7/").json()["id"] == 7
        server.backend.inject_fault("*", faults.latency(30))
        with pytest.raises(httpx.ReadTimeout):
            client.get("/books/7/", timeout=httpx.Timeout(5, read=0.02))

    def test_other_responses_are_sent(self, client, server):
        server.backend.inject_fault("*", faults.status(503, retry_after=1))
        assert client.get("/books/7/").headers["Retry-After"] == "1"


class TestLife:
    def test_the_server_can_refuse_connections_and_keeps_its_port(self, server):
        url = server.url
        with server.refusing(), pytest.raises(httpx.ConnectError):
            httpx.get(url)
        assert httpx.get(f"{server.url}/books/7/", headers=CARD).status_code == 200
        assert server.url == url

    def test_the_server_stops_with_requests_under_way(self, backend, monkeypatch):
        response, asked = backend.respond, threading.Event()
        monkeypatch.setattr(backend, "respond", lambda request: asked.set() or response(request))
        with MockServer(backend) as running:
            backend.inject_fault("*", faults.latency(60))
            with socket.create_connection(running.url.removeprefix("http://").split(":")) as wire:
                wire.sendall(GET)
                assert asked.wait(20)
                running.stop()
                assert wire.recv(10) == b""
        running.stop()

    def test_its_own_routes_want_its_token(self, server, client):
        assert client.get("/__mock__/calls").status_code == 401
        assert client.get("/__mock__/calls", headers={"Authorization": f"Bearer {server.control_token}"}).json() == []

    def test_each_server_has_another_token_unless_one_is_chosen(self, server, backend):
        assert len(server.control_token) >= 32
        assert MockServer(backend).control_token != server.control_token
        assert MockServer(backend, control_token="chosen").control_token == "chosen"

    def test_any_address_but_loopback_is_open_to_the_network(self, backend, server):
        assert server.is_loopback
        with MockServer(backend, "0.0.0.0") as running:
            assert not running.is_loopback
            headers = {"Authorization": f"Bearer {running.control_token}", "Host": "mock.test"}
            url = running.url.replace("0.0.0.0", "127.0.0.1")
            assert httpx.get(f"{url}/__mock__/calls", headers=headers).status_code == 200

    def test_a_port_in_use_is_an_error(self, server, backend):
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            MockServer(backend, port=port).start()

    def test_the_server_listens_on_ipv6(self, backend):
        with MockServer(backend, "::1") as running:
            assert running.url.startswith("http://[::1]:")
            assert httpx.get(f"{running.url}/books/7/", headers=CARD).status_code == 200

    def test_many_concurrent_connections_are_served(self, server):
        address = server.url.removeprefix("http://").split(":")
        together = threading.Barrier(200)

        def ask(_):
            with socket.create_connection(address, timeout=20) as wire:
                together.wait(20)
                wire.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
                return received(wire).startswith(b"HTTP/1.1 200")

        with ThreadPoolExecutor(200) as pool:
            assert all(pool.map(ask, range(200)))
