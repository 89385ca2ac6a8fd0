"""What moves the bytes: TLS, proxies, name look-ups, transports made for httpx, and what wraps them."""

from __future__ import annotations

import gc
import gzip
import socket
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import anyio
import httpx
import pytest
from support.acme import CREATE, GET, SEND, SERVICE, TAIL
from support.loopback import Loopback
from support.steps import drop, json_response, respond, retry_after
from support.tls import Authority, Front
from support.transports import open_async_transport, open_transport
from synapse_http.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    InvalidArgumentError,
    NotFoundError,
)
from synapse_http.messages import ConnectTimeout, ReadError, ReadTimeout, Request, Response
from synapse_http.transport.network import AsyncBackend, DeadlineBackend
from synapse_runtime import Resource
from synapse_runtime.calls.client_state import InsecureTransportWarning
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.documented_client import DocumentedClient

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
NOW = datetime.now(UTC)
BIG = bytes(range(256)) * 4096  # 1 MiB
STREAMED = Request("GET", "/", stream=True)


async def failure(kind, awaitable):
    """What a call raises."""
    with pytest.raises(kind) as caught:
        await awaitable
    return caught.value


@pytest.fixture(scope="module")
def authority():
    return Authority()


def port(server):
    return int(server.url.rpartition(":")[2])


@pytest.fixture
def sockets(monkeypatch):
    """The sockets of all connections that are made."""
    found = []

    connect, aconnect = DeadlineBackend.connect_tcp, AsyncBackend.connect_tcp

    def remembering(self, *arguments, **options):
        stream = connect(self, *arguments, **options)
        found.append(stream.get_extra_info("socket"))
        return stream

    async def aremembering(self, *arguments, **options):
        stream = await aconnect(self, *arguments, **options)
        found.append(stream.get_extra_info("socket"))
        return stream

    monkeypatch.setattr(DeadlineBackend, "connect_tcp", remembering)
    monkeypatch.setattr(AsyncBackend, "connect_tcp", aremembering)
    return found


def is_kept_alive(one):
    return one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1


class TestTLS:
    @pytest.mark.parametrize("given", ["context", "file", "path"])
    async def test_a_context_or_a_file_says_whom_to_trust(self, driver, faulty_server, authority, given, tmp_path):
        (tmp_path / "ca.pem").write_text(authority.pem)
        file = tmp_path / "ca.pem"
        verify = {"context": authority.trust(), "file": str(file), "path": file}[given]
        server = faulty_server()
        with Front(port(server), authority.serve("127.0.0.1")) as front:
            async with driver.connect(f"https://127.0.0.1:{front.port}", verify=verify, deadline=10) as client:
                assert await client.call(SEND, file=BIG) == {}
                assert await client.call(GET, pk=7) == {}
        assert (len(server.requests), server.connections) == (2, 1)

    @pytest.mark.parametrize("names", [("127.0.0.1",), ("another.test",)])
    async def test_without_it_nothing_is_sent(self, driver, faulty_server, authority, names):
        server = faulty_server()
        options = {} if names == ("127.0.0.1",) else {"verify": authority.trust()}
        with Front(port(server), authority.serve(*names)) as front:
            async with driver.connect(f"https://127.0.0.1:{front.port}", retry=NO_RETRY, **options) as client:
                error = await failure(ClientConnectionError, client.call(CREATE, {}))
        assert (server.arrivals, error.may_have_been_applied) == ([], False)
        assert "certificate verify failed" in str(error)

    @pytest.mark.parametrize(
        ("names", "trusted", "advice"),
        [
            (["127.0.0.1"], False, "name a file with that of its issuer as `verify=` or SSL_CERT_FILE"),
            (["another.test"], True, "The certificate is for another host: check the base URL"),
            (["127.0.0.2"], True, "The certificate is for another host: check the base URL"),
        ],
        ids=["unknown authority", "other name", "other address"],
    )
    async def test_a_failure_that_lasts_is_not_retried_and_says_what_helps(
        self, driver, faulty_server, authority, names, trusted, advice
    ):
        options = {"verify": authority.trust()} if trusted else {}
        with Front(port(faulty_server()), authority.serve(*names)) as front:
            async with driver.connect(f"https://127.0.0.1:{front.port}", **options) as client:
                error = await failure(ClientConnectionError, client.call(GET, pk=7))
        assert advice in str(error)
        assert len(error.attempts) == 1

    @pytest.mark.parametrize(
        ("validity", "problem", "advice"),
        [
            ({"not_after": NOW - DAY}, "certificate has expired", "The server needs a new certificate"),
            ({"not_before": NOW + DAY}, "certificate is not yet valid", "The server needs another certificate"),
        ],
        ids=["expired", "not yet valid"],
    )
    async def test_so_is_a_certificate_out_of_its_time(
        self, driver, faulty_server, authority, validity, problem, advice
    ):
        server = faulty_server()
        with Front(port(server), authority.serve("127.0.0.1", **validity)) as front:
            url = f"https://127.0.0.1:{front.port}"
            async with driver.connect(url, verify=authority.trust()) as client:
                error = await failure(ClientConnectionError, client.call(CREATE, {}))
        assert problem in str(error)
        assert f"{advice}, or this machine's clock is wrong" in str(error)
        assert (error.status_code, error.may_have_been_applied, len(error.attempts)) == (503, False, 1)
        assert server.arrivals == []

    @pytest.mark.parametrize(
        ("scheme", "spoken", "refusal"),
        [("https", "http", b"HTTP/1.1 400 Bad Request\r\n\r\n"), ("http", "https", b"\x15\x03\x01\x00\x02\x02\x46")],
    )
    async def test_so_is_one_to_a_server_that_speaks_the_other_scheme(self, driver, scheme, spoken, refusal):
        def refuse(peer, number):
            peer.recv(1000)
            peer.sendall(refusal)

        server = Loopback(refuse)
        try:
            async with driver.connect(f"{scheme}://127.0.0.1:{server.port}") as client:
                error = await failure(ClientConnectionError, client.call(GET, pk=7))
        finally:
            server.stop()
        assert f"Does the server speak {spoken}? Then the base URL begins with {spoken}://" in str(error)
        assert len(error.attempts) == 1

    @pytest.mark.parametrize("verify", [False, True, "/no/such/file", 1])
    async def test_checking_cannot_be_switched_off(self, driver, verify):
        with pytest.raises(InvalidArgumentError, match="checking cannot be switched off"):
            async with driver.connect("https://127.0.0.1", verify=verify):
                pass


class TestProxies:
    @pytest.fixture(autouse=True)
    def environment(self, monkeypatch):
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)

    @pytest.mark.parametrize("form", ["{url}", "http://user:secret@{here}", "{here}"])
    async def test_the_environment_names_one(self, driver, faulty_server, monkeypatch, sockets, form):
        proxy = faulty_server()
        here = proxy.url.removeprefix("http://")
        monkeypatch.setenv("http_proxy", form.format(url=proxy.url, here=here))
        async with driver.connect("http://backend.test/api") as client:
            await client.call(GET, pk=7)
            assert [is_kept_alive(one) for one in sockets] == [True]
        (request,) = proxy.requests
        assert (request.target, request.header("Host")) == ("http://backend.test/api/things/7/", "backend.test")
        expected = "Basic dXNlcjpzZWNyZXQ=" if "user" in form else None
        assert request.header("Proxy-Authorization") == expected

    async def test_not_for_this_machine_nor_for_what_is_excepted(self, driver, faulty_server, monkeypatch):
        proxy, server = faulty_server(), faulty_server()
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "backend.test")
        async with driver.connect(server.url) as client:
            await client.call(GET, pk=7)
        async with driver.connect(f"http://backend.test:{port(server)}", retry=NO_RETRY, deadline=5) as client:
            monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
            await failure(ClientConnectionError, client.call(GET, pk=7))
        assert (proxy.connections, len(server.requests)) == (0, 1)

    @pytest.mark.parametrize("secured", [False, True])
    async def test_https_goes_through_a_tunnel(self, driver, faulty_server, monkeypatch, authority, secured):
        """Also where the way to the proxy is encrypted itself; `verify` counts for both."""
        server = faulty_server()
        with (
            Front(port(server), authority.serve("backend.test")) as backend,
            Front(backend.port, authority.serve("127.0.0.1"), tunnel=True) as proxy,
        ):
            if secured:
                monkeypatch.setenv("https_proxy", f"https://127.0.0.1:{proxy.port}")
            else:
                tunnel = faulty_server(otherwise=respond(407, b"{}"))
                monkeypatch.setenv("https_proxy", tunnel.url)
            async with driver.connect("https://backend.test", verify=authority.trust(), retry=NO_RETRY) as client:
                if secured:
                    assert await client.call(SEND, file=BIG) == {}
                    assert proxy.tunnelled == ["CONNECT backend.test:443 HTTP/1.1"]
                else:
                    error = await failure(ClientConnectionError, client.call(CREATE, {}))
                    assert "407" in str(error)
                    assert error.may_have_been_applied is False
        assert len(server.requests) == secured

    @pytest.mark.parametrize(("scheme", "status"), [("http", 407), ("https", 407), ("https", 403), ("https", 502)])
    async def test_one_that_refuses_is_named_without_its_login(
        self, driver, faulty_server, monkeypatch, scheme, status
    ):
        proxy = faulty_server(otherwise=respond(status, b"{}"))
        here = proxy.url.removeprefix("http://")
        monkeypatch.setenv(f"{scheme}_proxy", f"http://user:s3cret@{here}")
        async with driver.connect(f"{scheme}://backend.test") as client:
            error = await failure(ClientConnectionError, client.call(CREATE, {}))
        assert f"(proxy http://{here})" in str(error)
        assert "s3cret" not in str(error)
        assert (len(error.attempts) == 1, error.may_have_been_applied) == (status < 500, False)
        helps = {407: "Add the proxy's login to its URL", 403: "except the host in NO_PROXY", 502: "Check the base URL"}
        assert helps[status] in str(error)

    async def test_one_that_refuses_a_callers_client_leaves_its_connection_free(self, driver, faulty_server):
        proxy = faulty_server(respond(407, b"{}"), json_response({}))
        client_class = httpx.Client if driver.blocking else httpx.AsyncClient
        lent = client_class(proxy=proxy.url, limits=httpx.Limits(max_connections=1))
        async with driver.connect("http://backend.test", http_client=lent, timeout=2) as client:
            error = await failure(ClientConnectionError, client.call(CREATE, {}))
            assert "407 Proxy Authentication Required" in str(error)
            assert await client.call(GET, pk=7) == {}
        if driver.blocking:
            lent.close()
        else:
            await lent.aclose()

    async def test_one_that_cannot_be_reached_is_named(self, driver, faulty_server, monkeypatch):
        proxy = faulty_server()
        monkeypatch.setenv("http_proxy", proxy.url)
        with proxy.refusing():
            async with driver.connect("http://backend.test", retry=NO_RETRY) as client:
                error = await failure(ClientConnectionError, client.call(GET, pk=7))
        assert f"(proxy {proxy.url})" in str(error)


def no_such_host(*_args, **_options):
    raise socket.gaierror(-2, "Name or service not known")


class TestNames:
    async def test_an_unknown_name_is_told(self, driver, monkeypatch):
        monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
        async with driver.connect("http://backend.test", retry=NO_RETRY) as client:
            error = await failure(ClientConnectionError, client.call(CREATE, {}))
        assert "Name or service not known" in str(error)
        assert (error.status_code, error.may_have_been_applied) == (503, False)

    def test_each_address_is_tried(self, faulty_server, monkeypatch):
        """Blocking code only: event loops have a way of their own."""
        server = faulty_server()
        look_up = socket.getaddrinfo

        def two_addresses(host, *args, **options):
            if host != "backend.test" or socket.AI_NUMERICHOST in args:
                return look_up(host, *args, **options)
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port(server)))
                for address in ("127.0.0.2", "127.0.0.1")
            ]

        monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
        with DocumentedClient(SERVICE, f"http://backend.test:{port(server)}", {}, timeout={"connect": 2}) as client:
            assert Resource(client)._call(GET, {"pk": 7}) == {}

    def test_a_name_without_an_address_cannot_be_reached(self, monkeypatch):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
        client = DocumentedClient(SERVICE, "http://backend.test", {}, retry=NO_RETRY)
        with pytest.raises(ClientConnectionError, match="getaddrinfo returns an empty list"):
            Resource(client)._call(GET, {"pk": 7})

    async def test_a_host_that_says_nothing_times_out(self, driver):
        """Its queue is full, so it answers no connect."""
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(0)
            filling = [socket.socket() for _ in range(3)]
            for one in filling:
                one.setblocking(False)
                one.connect_ex(silent.getsockname())
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            async with driver.connect(url, timeout={"connect": 0.2}, retry=NO_RETRY) as client:
                error = await failure(ClientTimeoutError, client.call(CREATE, {}))
                assert "Nothing was sent" in str(error)
                error = await failure(
                    ClientTimeoutError, client.but(timeout={"connect": 60}, deadline=0.2).call(CREATE, {})
                )
                assert error.may_have_been_applied is False
            for one in filling:
                one.close()


def mock(driver, handle):
    """A mock transport of httpx for either driver; `handle` makes answers of requests."""
    if driver.blocking:
        return httpx.MockTransport(handle)

    async def ahandle(request):
        return handle(request)

    return httpx.MockTransport(ahandle)


class TestTransportsOfHttpx:
    async def test_one_moves_the_bytes_in_our_place(self, driver):
        def handle(request):
            assert (request.method, str(request.url)) == ("POST", "http://backend.test/api/things/")
            assert request.headers["host"] == "backend.test"
            assert request.headers["content-length"] == str(len(request.content))
            return httpx.Response(201, json={"sent": request.content.decode()})

        async with driver.connect("http://backend.test/api", transport=mock(driver, handle)) as client:
            assert await client.call(CREATE, {"a": 1}) == {"sent": '{"a":1}'}

    async def test_streams_and_codings_work_the_same(self, driver):
        answers = [
            httpx.Response(200, content=gzip.compress(b"[1]"), headers={"Content-Encoding": "gzip"}),
            httpx.Response(200, content=b"a\nb\n"),
            httpx.Response(200, content=b"a\nb\n"),
        ]
        transport = mock(driver, lambda request: answers.pop(0))
        async with driver.connect("http://backend.test", transport=transport) as client:
            assert await client.call(SEND, file=BIG) == [1]
            assert [line async for line in client.lines(TAIL, pk=7)] == ["a", "b"]
            lines = client.lines(TAIL, pk=7)
            assert await anext(lines) == "a"
            await lines.aclose()

    async def test_its_real_one_too(self, driver, faulty_server):
        server = faulty_server(drop("after_reading"))
        transport = httpx.HTTPTransport() if driver.blocking else httpx.AsyncHTTPTransport()
        async with driver.connect(server.url, transport=transport, deadline=10) as client:
            assert await client.call(GET, pk=7) == {}
            assert await client.call(SEND, file=BIG) == {}
        assert len(server.requests) == 2

    @pytest.mark.parametrize(
        ("raised", "kind", "applied"),
        [
            (httpx.ConnectError, ClientConnectionError, False),
            (httpx.ConnectTimeout, ClientTimeoutError, False),
            (httpx.PoolTimeout, ClientTimeoutError, False),
            (httpx.ProxyError, ClientConnectionError, False),
            (httpx.UnsupportedProtocol, ClientConnectionError, False),
            (httpx.ReadTimeout, ClientTimeoutError, True),
            (httpx.WriteTimeout, ClientTimeoutError, True),
            (httpx.ReadError, ClientConnectionError, True),
            (httpx.WriteError, ClientConnectionError, True),
            (httpx.CloseError, ClientConnectionError, True),
            (httpx.RemoteProtocolError, ClientConnectionError, True),
            (httpx.TransportError, ClientConnectionError, True),
        ],
    )
    async def test_its_errors_are_told_as_ours(self, driver, raised, kind, applied):
        def handle(request):
            raise raised("because")

        async with driver.connect("http://backend.test", transport=mock(driver, handle)) as client:
            error = await failure(kind, client.call(CREATE, {}))
        assert f"{raised.__name__}: because" in str(error)
        assert error.may_have_been_applied is applied

    async def test_a_slow_one_is_given_the_time_that_is_left(self, driver):
        given = []

        def handle(request):
            given.append(request.extensions["timeout"])
            return httpx.Response(200, json=1)

        async with driver.connect("http://backend.test", transport=mock(driver, handle), timeout=60) as client:
            await client.call(GET, pk=7)
            await client.but(deadline=2).call(GET, pk=7)
        free, bound = given
        assert free == {"connect": 60, "pool": 60, "read": 60, "write": 60}
        assert set(bound) == set(free)
        assert all(0 < seconds <= 2 for seconds in bound.values())

    async def test_it_is_closed_with_the_client(self, driver):
        closed = []
        transport = mock(driver, lambda request: httpx.Response(200, json=1))
        if driver.blocking:
            transport.close = partial(closed.append, 1)
        else:

            async def aclose():
                closed.append(1)

            transport.aclose = aclose
        async with driver.connect("http://backend.test", transport=transport) as client:
            await client.call(GET, pk=7)
        assert closed == [1]

    @pytest.mark.parametrize("transport", [object(), httpx.Timeout(1), "http://proxy"])
    async def test_anything_else_is_refused_at_once(self, driver, transport):
        with pytest.raises(InvalidArgumentError, match="transport must be an httpx transport with handle_"):
            async with driver.connect("http://backend.test", transport=transport):
                pass

    async def test_so_is_one_for_the_other_kind_of_client(self, driver):
        class Other(httpx.AsyncBaseTransport if driver.blocking else httpx.BaseTransport):
            pass

        with pytest.raises(InvalidArgumentError, match="not Other"):
            async with driver.connect("http://backend.test", transport=Other()):
                pass


class TestMiddleware:
    async def test_each_attempt_passes_it_the_first_one_outermost(self, driver, faulty_server):
        told = []

        def telling(name):
            def layer(request, send):
                told.append(f"{name} before")
                response = send(request)
                told.append(f"{name} after")
                return response

            async def alayer(request, send):
                told.append(f"{name} before")
                response = await send(request)
                told.append(f"{name} after {response.status_code}")
                return response

            return layer if driver.blocking else alayer

        server = faulty_server(retry_after(0))
        async with driver.connect(server.url, middleware=[telling("a"), telling("b")]) as client:
            await client.call(GET, pk=7)
        assert [one[:7].strip() for one in told] == ["a befor", "b befor", "b after", "a after"] * 2

    async def test_it_may_change_the_request_and_answer_itself(self, driver, faulty_server):
        def adding(request, send):
            return send(request._replace(headers=(*request.headers, ("X-Added", "1"))))

        server = faulty_server()
        async with driver.connect(server.url, middleware=[adding]) as client:
            await client.call(GET, pk=7)
            assert server.requests[0].header("X-Added") == "1"

        def itself(request, send):
            return Response(200, {}, b'{"n": 3}')

        async def aitself(request, send):
            return itself(request, send)

        async with driver.connect(server.url, middleware=[itself if driver.blocking else aitself]) as client:
            assert await client.call(GET, pk=7) == {"n": 3}
        assert len(server.requests) == 1

    async def test_a_flow_around_the_call_sees_it_once(self, driver, faulty_server):
        """One function for both drivers: `yield from` stands where async code would await."""
        told = []

        def around(name, request, call):
            told.append((name, request.method))
            try:
                response = yield from call(request._replace(headers=(*request.headers, ("X-Around", name))))
            except ClientError as error:
                told.append((name, error.status_code, len(error.attempts)))
                raise
            told.append((name, response.status_code, len(response.attempts)))
            return response

        server = faulty_server(retry_after(0), json_response(1), json_response({}, 404))
        layers = [partial(around, "a"), partial(around, "b")]
        async with driver.connect(server.url, call_middleware=layers) as client:
            assert await client.call(GET, pk=7) == 1
            assert told == [("a", "GET"), ("b", "GET"), ("b", 200, 2), ("a", 200, 2)]
            told.clear()
            await failure(NotFoundError, client.call(GET, pk=7))
            assert told == [("a", "GET"), ("b", "GET"), ("b", 404, 1), ("a", 404, 1)]
            told.clear()
            await client.but(call_middleware=[]).call(GET, pk=7)
            assert told == []
        assert server.requests[0].header("X-Around") == "a, b"

    @pytest.mark.parametrize("name", ["middleware", "call_middleware"])
    @pytest.mark.parametrize("given", [[1], print, "ab"])
    async def test_what_is_no_list_of_functions_is_refused(self, driver, name, given):
        with pytest.raises(InvalidArgumentError, match=f"{name} must be a list of functions"):
            async with driver.connect("http://127.0.0.1", **{name: given}):
                pass


class TestOptions:
    async def test_a_clone_differs_in_its_options_and_shares_the_connections(self, driver, faulty_server):
        server = faulty_server()
        seen = []
        async with driver.connect(server.url, headers={"X-A": "1"}) as client:
            clone = client.but(headers={"X-B": "2"}, on_response=seen.append, deadline=5)
            await clone.call(GET, pk=7)
            await client.call(GET, pk=7)
        first, second = server.requests
        assert (first.header("X-A"), first.header("X-B")) == ("1", "2")
        assert (second.header("X-A"), second.header("X-B")) == ("1", None)
        assert (server.connections, len(seen)) == (1, 1)

    async def test_on_response_is_told_of_the_raw_answer(self, driver, faulty_server):
        seen = []
        headers = (("X-Acme-Request", "abc"), ("X-Limit", "9"))
        server = faulty_server(retry_after(0), json_response({"n": 1}, headers=headers))
        async with driver.connect(server.url, on_response=seen.append) as client:
            await client.call(GET, pk=7)
        (response,) = seen
        assert (response.status_code, response.headers["x-limit"], response.request_id) == (200, "9", "abc")
        assert [one.status for one in response.attempts] == [503, 200]
        assert 0 < response.elapsed < 5

    def test_the_documented_face_has_them_too(self, faulty_server):
        seen = []
        server = faulty_server()
        with DocumentedClient(SERVICE, server.url, {}) as client:
            clone = client.with_options(on_response=seen.append, headers={"X-A": "1"}, retry=NO_RETRY)
            assert isinstance(clone, DocumentedClient)
            assert clone._object(GET, {"pk": 7}) == {}
        assert (len(seen), server.requests[0].header("X-A")) == (1, "1")

    async def test_a_token_without_encryption_is_warned_of_once(self, driver, faulty_server, monkeypatch):
        proxy = faulty_server()
        monkeypatch.setenv("http_proxy", proxy.url)

        async def use():
            async with driver.connect("http://backend.test", credentials={"token": "s3cret"}) as client:
                for _ in range(2):
                    await client.but(deadline=5).call(GET, pk=7)

        with pytest.warns(InsecureTransportWarning) as warned:
            await use()
        assert (len(warned), len(proxy.requests)) == (1, 2)

    async def test_connections_are_kept_alive(self, driver, faulty_server, sockets):
        async with driver.connect(faulty_server().url) as client:
            await client.call(GET, pk=7)
            assert [is_kept_alive(one) for one in sockets] == [True]
            assert sockets[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 60


class Generated(httpx.AsyncByteStream):
    """An endless body from a generator."""

    has_ended = False

    async def __aiter__(self):
        try:
            while True:
                yield b"a\n"
        finally:
            self.has_ended = True


class Iterated(httpx.AsyncByteStream):
    """An endless body that is its own iterator."""

    has_ended = False

    def __aiter__(self):
        return self

    async def __anext__(self):
        return b"a\n"

    async def aclose(self):
        self.has_ended = True


class TestStreamsThatNobodyReads:
    """Closed twice, each ends its own connection, once."""

    def test_blocking(self, faulty_server):
        server = faulty_server(otherwise=respond(body=b"a\n" * 100_000))
        transport = open_transport(server.url)
        for _ in range(2):
            response = transport.send(STREAMED)
            assert response.stream is not None
            response.stream.close()
            response.stream.close()
        transport.close()
        assert server.connections == 2

    @pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
    async def test_async(self, faulty_server, anyio_backend):
        server = faulty_server(otherwise=respond(body=b"a\n" * 100_000))
        transport = open_async_transport(server.url)
        for _ in range(2):
            response = await transport.send(STREAMED)
            assert response.stream is not None
            await response.stream.aclose()
            await response.stream.aclose()
        await transport.aclose()
        assert server.connections == 2

    @pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
    @pytest.mark.parametrize("stream", [Generated, Iterated])
    async def test_async_of_a_transport_without_connections(self, stream, anyio_backend):
        body = stream()
        handle = httpx.MockTransport(lambda _: httpx.Response(200, stream=body))
        transport = open_async_transport("http://backend.test", transport=handle)
        response = await transport.send(STREAMED)
        assert response.stream is not None
        assert await anext(aiter(response.stream)) == b"a\n"
        await response.stream.aclose()
        assert body.has_ended
        await transport.aclose()

    @pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
    async def test_async_after_a_piece_that_cannot_be_decoded(self, faulty_server, anyio_backend):
        """No generator of httpcore is left unfinished, of which trio would warn."""
        server = faulty_server(otherwise=respond(body=b"no gzip" * 100_000, headers=(("Content-Encoding", "gzip"),)))
        transport = open_async_transport(server.url)
        response = await transport.send(STREAMED)
        assert response.stream is not None
        with pytest.raises(ReadError, match="not compressed as it says"):
            await anext(aiter(response.stream))
        await response.stream.aclose()
        await transport.aclose()
        del response
        gc.collect()


@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
class TestAsyncTransportsOfHttpx:
    async def test_a_deadline_ends_what_one_waits_for(self, anyio_backend):
        class Silent(httpx.AsyncBaseTransport):
            async def handle_async_request(self, request):
                await anyio.sleep_forever()

        transport = open_async_transport("http://backend.test", transport=Silent())
        with pytest.raises(ReadTimeout, match="the deadline passed"):
            await transport.send(Request("GET", "/", deadline=time.monotonic() + 0.5))
        with pytest.raises(ConnectTimeout, match="the deadline passed"):
            await transport.send(Request("GET", "/", deadline=time.monotonic() - 1))

    async def test_a_body_of_a_kind_of_its_own_is_closed(self, anyio_backend):
        class TwoLines:
            left = 2

            async def __anext__(self):
                self.left -= 1
                if self.left < 0:
                    raise StopAsyncIteration
                return b"line"

        class Lines(httpx.AsyncByteStream):
            closed = False

            def __aiter__(self):
                return TwoLines()

            async def aclose(self):
                self.closed = True

        lines = Lines()
        made = httpx.MockTransport(lambda request: httpx.Response(200, stream=lines))
        response = await open_async_transport("http://backend.test", transport=made).send(STREAMED)
        assert response.stream is not None
        assert [piece async for piece in response.stream] == [b"line", b"line"]
        await response.stream.aclose()
        assert lines.closed


@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_task_that_waits_for_a_connection_gets_the_one_that_is_given_back(faulty_server, anyio_backend):
    server = faulty_server()
    transport = open_async_transport(server.url, connections=1)
    first = await transport.send(STREAMED)
    statuses = []

    async def waiting():
        statuses.append((await transport.send(STREAMED._replace(stream=False))).status_code)

    async with anyio.create_task_group() as group:
        group.start_soon(waiting)
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        assert statuses == []
        assert first.stream is not None
        assert b"".join([piece async for piece in first.stream]) == b"{}"
        await first.stream.aclose()
    await transport.aclose()
    assert (statuses, server.connections) == ([200], 1)


async def test_a_body_that_cannot_be_closed_leaves_its_place_free(driver):
    class Stuck(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self):
            yield b"1"

        async def __aiter__(self):
            yield b"1"

        def close(self):
            raise LookupError("stuck")

        async def aclose(self):
            self.close()

    answers = [httpx.Response(200, stream=Stuck()), httpx.Response(200, content=b"2")]
    transport = mock(driver, lambda request: answers.pop(0))
    async with driver.connect("http://backend.test", transport=transport, connections=1, timeout=5) as client:
        with pytest.raises(LookupError, match="stuck"):
            await client.call(GET, pk=7)
        gc.collect()
        assert await client.call(GET, pk=7) == 2


async def test_a_response_that_an_event_hook_has_read_keeps_its_connection(driver, faulty_server):
    async def aread(response):
        await response.aread()

    client_class = httpx.Client if driver.blocking else httpx.AsyncClient
    lent = client_class(event_hooks={"response": [httpx.Response.read if driver.blocking else aread]})
    server = faulty_server()
    async with driver.connect(server.url, http_client=lent) as client:
        for _ in range(2):
            assert await client.call(GET, pk=7) == {}
    if driver.blocking:
        lent.close()
    else:
        await lent.aclose()
    assert server.connections == 1
