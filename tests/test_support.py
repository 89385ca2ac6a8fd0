"""The faulty server and the fault proxy do what they say, seen with a plain HTTP client."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx
import pytest
from support import proxy as net
from support.faulty import FaultyServer
from support.proxy import FaultProxy
from support.steps import cut, dribble, drop, html, json_response, redirect, respond, retry_after

BIG = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture
def client():
    with httpx.Client(timeout=10) as client:
        yield client


def impatient(url, **timeouts):
    """A client that waits for so little that only a server that never answers is too slow."""
    return httpx.Client(base_url=url, timeout=httpx.Timeout(10, **{"read": 0.1, **timeouts}))


class TestFaultyServerRecords:
    def test_a_request_is_recorded_as_it_came(self, faulty_server, client):
        server = faulty_server()
        assert client.post(f"{server.url}/a%2Fb/?x=1&x=%20", json={"a": 1}, headers={"X-Case": "Kept"}).json() == {}
        (request,) = server.requests
        assert (request.method, request.target) == ("POST", "/a%2Fb/?x=1&x=%20")
        assert (request.path, request.query) == ("/a%2Fb/", "x=1&x=%20")
        assert ("X-Case", "Kept") in request.headers
        assert (request.header("x-case"), request.header("none")) == ("Kept", None)
        assert (request.json(), request.size, request.connection) == ({"a": 1}, 7, 0)

    def test_repeated_headers_are_joined(self, faulty_server, client):
        server = faulty_server()
        client.get(server.url, headers=[("X", "1"), ("x", "2")])
        assert server.requests[0].header("X") == "1, 2"

    @pytest.mark.parametrize("send", [lambda: {"content": BIG}, lambda: {"content": iter([BIG[:9], BIG[9:]])}])
    def test_bodies_are_read_with_a_length_and_in_chunks(self, faulty_server, client, send):
        server = faulty_server()
        client.put(server.url, **send())
        assert server.requests[0].body == BIG

    def test_a_sink_keeps_only_sizes(self, faulty_server, client):
        server = faulty_server(keep_bodies=False)
        client.put(server.url, content=BIG)
        assert (server.requests[0].body, server.requests[0].size) == (b"", len(BIG))

    def test_connections_are_kept_and_counted(self, faulty_server, client):
        server = faulty_server(respond(), respond(framing="chunked", body=b"x"), respond(204), respond(then="close"))
        for _ in range(5):
            client.get(server.url)
        assert [request.connection for request in server.requests] == [0, 0, 0, 0, 1]
        assert server.connections == 2

    def test_pipelined_requests_are_each_answered(self, faulty_server):
        server = faulty_server()
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port)) as sock:
            sock.sendall(b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            received = b""
            while received.count(b"HTTP/1.1 200") < 2:
                received += sock.recv(4096)
        assert [request.target for request in server.requests] == ["/1", "/2"]

    def test_an_expected_continue_is_sent(self, faulty_server):
        server = faulty_server()
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port)) as sock:
            sock.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            sock.sendall(b"ok")
            assert sock.recv(100).startswith(b"HTTP/1.1 200 OK\r\n")
        assert server.requests[0].body == b"ok"

    def test_what_is_no_http_ends_the_connection(self, faulty_server):
        server = faulty_server()
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port)) as sock:
            sock.sendall(b"nonsense\r\n\r\n")
            assert sock.recv(100) == b""
        assert server.arrivals == []

    def test_a_request_that_breaks_off_is_not_processed(self, faulty_server):
        server = faulty_server()
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port)) as sock:
            sock.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
            sock.shutdown(socket.SHUT_WR)
            assert sock.recv(100) == b""
        assert (server.requests, server.arrivals[0].body) == ([], b"half")


class TestFaultyServerSteps:
    def test_the_script_goes_in_order_and_then_the_rest_is_alike(self, faulty_server, client):
        server = faulty_server(json_response(1), otherwise=json_response("rest"))
        server.then(json_response(2, 201))
        assert server.left == 2
        assert [client.get(server.url).json() for _ in range(4)] == [1, 2, "rest", "rest"]
        assert server.left == 0

    def test_a_function_chooses_by_the_whole_request(self, faulty_server, client):
        server = faulty_server(otherwise=lambda request: json_response(request.json()["a"] * 2))
        assert client.post(server.url, json={"a": 21}).json() == 42

    @pytest.mark.parametrize(
        ("step", "processed", "read"),
        [
            (drop("before_reading"), 0, 0),
            (drop("after_reading"), 0, len(BIG)),
            (drop("after_processing"), 1, len(BIG)),
        ],
    )
    def test_a_drop_without_an_answer_is_before_or_after_processing(self, faulty_server, client, step, processed, read):
        server = faulty_server(step)
        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            client.post(server.url, content=BIG)
        assert (len(server.requests), server.arrivals[0].size) == (processed, read)

    @pytest.mark.parametrize(
        ("moment", "error"),
        [
            ("before_reading", httpx.TransportError),  # seen while the client writes, or reads
            ("after_reading", httpx.ReadError),
            ("after_processing", httpx.ReadError),
        ],
    )
    def test_a_reset_is_an_error_of_the_connection(self, faulty_server, client, moment, error):
        server = faulty_server(drop(moment, "reset"))
        with pytest.raises(error):
            client.post(server.url, content=BIG)
        assert len(server.requests) == (moment == "after_processing")

    def test_a_drop_inside_the_body_reads_just_so_much(self, faulty_server, client):
        server = faulty_server(drop("before_reading", "reset")._replace(read=1000))
        with pytest.raises(httpx.TransportError):
            client.post(server.url, content=BIG)
        assert (server.arrivals[0].body, server.requests) == (BIG[:1000], [])

    def test_a_stall_answers_never(self, faulty_server):
        server = faulty_server(drop("after_processing", "stall"))
        with impatient(server.url) as client, pytest.raises(httpx.ReadTimeout):
            client.get("/")
        server.wait_for(processed=1)

    def test_an_answer_waits_for_its_event(self, faulty_server, client):
        leave = threading.Event()
        server = faulty_server(json_response("late", wait=leave))
        with impatient(server.url) as hasty, pytest.raises(httpx.ReadTimeout):
            hasty.get("/")
        server.wait_for(processed=1)
        with ThreadPoolExecutor(1) as pool:
            server.then(json_response("later", wait=leave))
            late = pool.submit(client.get, server.url)
            leave.set()
            assert late.result().json() == "later"

    def test_a_cut_body_is_shorter_than_announced(self, faulty_server, client):
        step = json_response({"a": "b" * 100})
        server = faulty_server(cut(step, 10), cut(step._replace(framing="chunked"), 10), cut(step, 10, "reset"))
        for error in (httpx.RemoteProtocolError, httpx.RemoteProtocolError, httpx.ReadError):
            with pytest.raises(error):
                client.get(server.url)
        assert len(server.requests) == 3

    def test_a_body_told_by_the_end_of_the_connection(self, faulty_server, client):
        server = faulty_server(respond(body=BIG, framing="close"))
        got = client.get(server.url)
        assert (got.content, "Content-Length" in got.headers, got.headers["Connection"]) == (BIG, False, "close")

    def test_a_dribble_is_whole_in_the_end(self, faulty_server, client):
        server = faulty_server(dribble(json_response([1, 2]), size=7, pause=0))
        assert client.get(server.url).json() == [1, 2]

    def test_a_head_answer_has_no_body(self, faulty_server, client):
        server = faulty_server(respond(body=b"12345"), respond(body=b"12345"))
        head, get = client.head(server.url), client.get(server.url)
        assert (head.headers["Content-Length"], head.content, get.content) == ("5", b"", b"12345")

    def test_a_kept_connection_can_be_closed_without_a_word(self, faulty_server):
        server = faulty_server(respond(then="hang_up"))
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port)) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert sock.recv(100) == b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            assert sock.recv(100) == b""

    def test_an_answer_before_the_body_is_read_reaches_the_client(self, faulty_server, client):
        server = faulty_server(retry_after(1, read="head"))
        got = client.put(server.url, content=BIG)
        assert (got.status_code, got.headers["Connection"], got.headers["Retry-After"]) == (503, "close", "1")
        assert (server.requests, server.arrivals[0].size) == ([], 0)

    @pytest.mark.parametrize(
        ("after", "header"),
        [
            (2.5, "2.5"),
            (datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC), "Wed, 02 Jan 2030 03:04:05 GMT"),
            ("soon", "soon"),
        ],
    )
    def test_retry_after_in_all_its_forms(self, faulty_server, client, after, header):
        server = faulty_server(retry_after(after, 429))
        got = client.get(server.url)
        assert (got.status_code, got.headers["Retry-After"], server.requests) == (429, header, [])

    def test_redirects_html_and_odd_statuses(self, faulty_server, client):
        server = faulty_server(redirect("http://elsewhere/", 307), html(502, "Bad Gateway"), respond(599))
        moved, page, odd = (client.get(server.url) for _ in range(3))
        assert (moved.status_code, moved.headers["Location"]) == (307, "http://elsewhere/")
        assert "<title>Bad Gateway</title>" in page.text
        assert (odd.status_code, odd.reason_phrase) == (599, "Unknown")

    def test_raw_bytes_are_sent_as_they_are(self, faulty_server, client):
        server = faulty_server(respond(raw=b"SSH-2.0\r\n\r\n", then="hang_up"))
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(server.url)

    def test_headers_of_the_step_win(self, faulty_server, client):
        server = faulty_server(respond(body=b"1234", headers=(("content-length", "2"), ("A", "1"), ("A", "2"))))
        got = client.get(server.url)
        assert (got.content, got.headers.get_list("A")) == (b"12", ["1", "2"])


class TestPorts:
    def test_a_closed_port_refuses_and_opens_again(self, faulty_server, client):
        server = faulty_server()
        with server.refusing():
            for _ in range(2):
                with pytest.raises(httpx.ConnectError):
                    client.get(server.url)
        assert client.get(server.url).status_code == 200
        server.refuse()
        assert client.get(server.url).status_code == 200  # on the connection that is open
        server.end_connections()
        with pytest.raises(httpx.TransportError):
            client.get(server.url)
        server.accept()
        assert client.get(server.url).status_code == 200

    def test_stopping_ends_what_waits(self):
        never = threading.Event()
        steps = (respond(wait=never), drop("after_reading", "stall"), dribble(respond(body=BIG), pause=60))
        with FaultyServer(*steps) as server, ThreadPoolExecutor(3) as pool:
            lost = [pool.submit(httpx.get, server.url, timeout=60) for _ in steps]
            server.wait_for(3)
            server.stop()
            for request in lost:
                assert isinstance(request.exception(), httpx.TransportError)

    def test_many_requests_at_once(self, faulty_server, client):
        server = faulty_server()
        with ThreadPoolExecutor(50) as pool:
            statuses = list(pool.map(lambda _: client.get(server.url).status_code, range(200)))
        assert (set(statuses), len(server.requests)) == ({200}, 200)


class TestFaultProxy:
    def test_without_faults_all_passes_and_is_counted(self, faulty_server, fault_proxy, client):
        server = faulty_server(otherwise=respond(body=BIG))
        proxy = fault_proxy(f"{server.url}/base")
        assert proxy.url.endswith("/base")
        for _ in range(2):
            assert client.put(proxy.url, content=BIG).content == BIG
        assert (proxy.connections, server.connections) == (1, 1)
        assert [request.body for request in server.requests] == [BIG, BIG]
        assert min(proxy.passed("to_server"), proxy.passed("to_client")) > 2 * len(BIG)
        assert proxy.links[0].passed == {"to_server": proxy.passed("to_server"), "to_client": proxy.passed("to_client")}

    @pytest.mark.parametrize("fault", [net.drop, net.reset])
    @pytest.mark.parametrize("at", [0, 1, 5000])
    def test_what_breaks_on_the_way_there_is_not_processed(self, faulty_server, fault_proxy, client, fault, at):
        server = faulty_server()
        proxy = fault_proxy(server.url, fault("to_server", at))
        with pytest.raises(httpx.TransportError):
            client.put(proxy.url, content=BIG)
        assert (server.requests, proxy.passed("to_server")) == ([], at)
        assert [met.action for met in proxy.links[0].faults] == [fault.__name__]

    @pytest.mark.parametrize(("fault", "error"), [(net.drop, httpx.RemoteProtocolError), (net.reset, httpx.ReadError)])
    @pytest.mark.parametrize("at", [0, 10, 500_000])
    def test_what_breaks_on_the_way_back_is_processed(self, faulty_server, fault_proxy, client, fault, error, at):
        server = faulty_server(respond(body=BIG))
        proxy = fault_proxy(server.url, fault("to_client", at))
        with pytest.raises(error):
            client.get(proxy.url)
        assert (len(server.requests), proxy.passed("to_client")) == (1, at)

    def test_a_fault_meets_the_chosen_connection_only(self, faulty_server, fault_proxy):
        server = faulty_server()
        proxy = fault_proxy(server.url, net.reset("to_server", connection=1))
        assert httpx.get(proxy.url).status_code == 200
        with pytest.raises(httpx.ReadError):
            httpx.get(proxy.url)
        assert httpx.get(proxy.url).status_code == 200
        assert (len(server.requests), proxy.connections) == (2, 3)

    def test_a_new_schedule_holds_for_new_connections(self, faulty_server, fault_proxy):
        server = faulty_server()
        proxy = fault_proxy(server.url, net.drop("to_server"))
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(proxy.url)
        proxy.faults = ()
        assert httpx.get(proxy.url).status_code == 200

    @pytest.mark.parametrize("direction", ["to_server", "to_client"])
    def test_a_stall_lasts_until_the_client_leaves(self, faulty_server, fault_proxy, direction):
        server = faulty_server()
        proxy = fault_proxy(server.url, net.stall(direction, 20, connection=0))
        with impatient(proxy.url) as client:
            with pytest.raises(httpx.ReadTimeout):
                client.get("/")
            assert client.get("/", timeout=10).status_code == 200
        server.wait_for(processed=2 if direction == "to_client" else 1)
        proxy.stop()
        assert [link.passed[direction] == 20 for link in proxy.links] == [True, False]
        assert len(server.requests) == (2 if direction == "to_client" else 1)

    def test_a_stalled_upload_cannot_be_written(self, faulty_server, fault_proxy):
        proxy = fault_proxy(faulty_server().url, net.stall("to_server", 1000))
        with impatient(proxy.url, write=0.1) as client, pytest.raises(httpx.WriteTimeout):
            client.put("/", content=BIG * 32)

    def test_what_is_stalled_goes_on_when_released(self, faulty_server, fault_proxy, client):
        server = faulty_server(respond(body=BIG))
        proxy = fault_proxy(server.url, net.stall("to_client", 1000))
        with client.stream("GET", proxy.url) as got:
            proxy.release()
            assert got.read() == BIG
        assert [fault.action for fault in proxy.links[0].faults] == ["stall"]

    @pytest.mark.parametrize("direction", ["to_server", "to_client"])
    def test_a_dribble_is_whole_in_the_end(self, faulty_server, fault_proxy, client, direction):
        server = faulty_server(respond(body=BIG[:500]))
        proxy = fault_proxy(server.url, net.dribble(direction, 100, size=50, pause=0))
        assert client.put(proxy.url, content=BIG[:500]).content == BIG[:500]
        assert server.requests[0].body == BIG[:500]

    def test_faults_come_in_the_order_of_their_bytes(self, faulty_server, fault_proxy, client):
        server = faulty_server(respond(body=BIG))
        proxy = fault_proxy(server.url, net.reset("to_client", 5000), net.dribble("to_client", 100, size=999, pause=0))
        with pytest.raises(httpx.ReadError):
            client.get(proxy.url)
        assert [fault.action for fault in proxy.links[0].faults] == ["dribble", "reset"]
        assert proxy.passed("to_client") == 5000

    def test_a_fault_beyond_the_end_never_comes(self, faulty_server, fault_proxy, client):
        proxy = fault_proxy(faulty_server().url, net.reset("to_client", 10_000))
        assert client.get(proxy.url, headers={"Connection": "close"}).status_code == 200
        assert proxy.links[0].faults == []

    def test_a_refused_server_and_a_closed_port(self, faulty_server, fault_proxy, client):
        server = faulty_server()
        proxy = fault_proxy(server.url)
        with server.refusing(), pytest.raises(httpx.TransportError):
            client.get(proxy.url)
        with proxy.refusing(), pytest.raises(httpx.ConnectError):
            client.get(proxy.url)
        assert client.get(proxy.url).status_code == 200

    def test_idle_connections_can_be_ended(self, faulty_server, fault_proxy, client):
        proxy = fault_proxy(faulty_server().url)
        client.get(proxy.url)
        proxy.end_connections()
        assert client.get(proxy.url).status_code == 200
        assert proxy.connections == 2

    def test_stopping_ends_what_waits(self, faulty_server):
        server = faulty_server()
        with FaultProxy(server.url, net.stall("to_client")) as proxy, ThreadPoolExecutor(1) as pool:
            lost = pool.submit(httpx.get, proxy.url, timeout=60)
            server.wait_for(processed=1)
            proxy.stop()
            assert isinstance(lost.exception(), httpx.TransportError)
