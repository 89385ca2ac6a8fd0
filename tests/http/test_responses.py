"""Answers over real sockets, by both drivers: waits, redirects, forms, and the connections they come on."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from support.acme import CREATE, DELETE, GET, REPLACE, SEND, TAIL
from support.steps import cut, drop, html, json_response, redirect, respond, retry_after
from synapse_http.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DecodeError,
    NotFoundError,
    PayloadTooLargeError,
    RateLimitError,
    RedirectError,
    ServerError,
)
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.execute import open_stream
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy
from synapse_runtime.flow.drivers import run, run_async

pytestmark = pytest.mark.anyio

BIG = bytes(range(256)) * 4096  # 1 MiB
TOKENS = {"token": "T0ken-T0ken", "agent": "Ag3nt-Ag3nt"}


async def failure(error_class, awaitable):
    """What a call raises."""
    with pytest.raises(error_class) as caught:
        await awaitable
    return caught.value


class TestWaits:
    @pytest.mark.parametrize("status", [429, 503])
    @pytest.mark.parametrize("operation", [GET, CREATE], ids=lambda item: item.name)
    @pytest.mark.parametrize("after", [0, 0.2, "soon", datetime(2020, 1, 2, tzinfo=UTC)], ids=str)
    async def test_a_refusal_is_waited_out(self, driver, faulty_server, status, operation, after):
        server = faulty_server(retry_after(after, status), json_response({"n": 2}))
        began = time.monotonic()
        async with driver.connect(server.url) as client:
            assert await client.call(operation, *[{}] * bool(operation.body), pk=7) == {"n": 2}
        assert time.monotonic() - began >= (0.2 if after == 0.2 else 0)
        assert (len(server.arrivals), len(server.requests)) == (2, 1)

    @pytest.mark.parametrize(("status", "error_class"), [(429, RateLimitError), (503, ServerError)])
    @pytest.mark.parametrize(
        "after", [lambda: 3600, lambda: datetime.now(UTC) + timedelta(hours=1, seconds=30)], ids=["number", "date"]
    )
    async def test_a_hostile_wait_fails_at_once(self, driver, faulty_server, status, error_class, after):
        server = faulty_server(otherwise=retry_after(after(), status))
        async with driver.connect(server.url) as client:
            error = await failure(error_class, client.call(GET, pk=7))
        assert 3000 < error.retry_after <= 3660
        assert (len(server.arrivals), error.may_have_been_applied) == (1, False)

    async def test_a_429_pauses_the_other_calls_of_the_client_and_its_clones(self, driver, faulty_server):
        server = faulty_server(retry_after(0.2, 429))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            began = time.monotonic()
            await failure(RateLimitError, client.call(GET, pk=7))
            await client.but(timeout=5).call(GET, pk=8)
        assert time.monotonic() - began >= 0.2


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_a_get_follows_on_the_same_origin_with_its_credentials(self, driver, faulty_server, status):
        server = faulty_server(redirect("/elsewhere/?a=1", status), json_response({"n": 2}))
        async with driver.connect(f"{server.url}/api", credentials=TOKENS) as client:
            assert await client.call(GET, pk=7) == {"n": 2}
        first, second = server.arrivals
        assert (first.target, second.target) == ("/api/things/7/", "/elsewhere/?a=1")
        assert second.header("X-Acme-Token") == "Token T0ken-T0ken"

    @pytest.mark.parametrize(
        ("location", "target"),
        [
            ("../8/", "/things/8/"),
            ("?page=2", "/things/7/?page=2"),
            ("{url}/x/#part", "/x/"),
            ("/a%2Fb/", "/a%2Fb/"),
            ("/한 국/".encode().decode("latin-1"), "/%ED%95%9C%20%EA%B5%AD/"),
            ("/\\evil.test/", "/%5Cevil.test/"),
        ],
    )
    async def test_wherever_on_the_origin(self, driver, faulty_server, location, target):
        server = faulty_server()
        server.then(redirect(location.replace("{url}", server.url)))
        async with driver.connect(server.url) as client:
            await client.call(GET, pk=7)
        assert server.arrivals[1].target == target

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("operation", [GET, CREATE, REPLACE], ids=lambda item: item.name)
    async def test_another_origin_sees_nothing(self, driver, faulty_server, status, operation):
        other = faulty_server()
        server = faulty_server(redirect(f"{other.url}/things/7/", status))
        async with driver.connect(server.url, credentials=TOKENS, headers={"X-Own": "0wn"}) as client:
            error = await failure(RedirectError, client.call(operation, *[{}] * bool(operation.body), pk=7))
        assert (other.connections, other.arrivals, len(server.arrivals)) == (0, [], 1)
        assert (error.status_code, "redirects" in str(error)) == (status, True)
        if operation is GET:
            assert "to another origin, http://127.0.0.1, which gets no credentials" in str(error)

    @pytest.mark.parametrize(
        "location",
        [
            "//{other}/",
            "https://{here}/",
            "http://user@{here}/",
            "http://[::1/",
            "http://{here}.evil.test/",
            "ftp://{here}/",
        ],
    )
    async def test_nor_does_what_looks_like_this_one(self, driver, faulty_server, location):
        other, server = faulty_server(), faulty_server()
        here, elsewhere = (item.url.removeprefix("http://") for item in (server, other))
        server.then(redirect(location.replace("{here}", here).replace("{other}", elsewhere)))
        async with driver.connect(server.url, credentials=TOKENS) as client:
            await failure(RedirectError, client.call(GET, pk=7))
        assert (other.connections, len(server.arrivals)) == (0, 1)

    @pytest.mark.parametrize(
        ("status", "applied"), [(301, False), (302, True), (303, True), (307, False), (308, False)]
    )
    async def test_a_post_is_not_sent_to_a_second_place(self, driver, faulty_server, status, applied):
        server = faulty_server(redirect("/things/8/", status))
        async with driver.connect(server.url) as client:
            error = await failure(RedirectError, client.call(CREATE, {}))
        assert (len(server.arrivals), error.may_have_been_applied) == (1, applied)
        assert "a POST, which is not sent a second time" in str(error)

    @pytest.mark.parametrize("location", ["/things/7/", ""])
    async def test_circles_end(self, driver, faulty_server, location):
        server = faulty_server(otherwise=redirect(location))
        async with driver.connect(server.url) as client:
            error = await failure(RedirectError, client.call(GET, pk=7))
        assert ("more than 5 times" in str(error), len(server.arrivals)) == (True, 6)

    async def test_a_redirected_stream_gives_its_connection_back(self, driver, faulty_server):
        server = faulty_server(redirect("/tail/"), redirect("/tail/"), respond(body=b"a\nb"))
        async with driver.connect(server.url, connections=1, timeout={"connect": 1}) as client:
            assert [line async for line in client.lines(TAIL, pk=7)] == ["a", "b"]


class TestForms:
    async def test_a_page_where_json_is_expected_is_told_by_its_title(self, driver, faulty_server):
        server = faulty_server(html(200, "Welcome to the proxy"))
        async with driver.connect(server.url) as client:
            error = await failure(DecodeError, client.call(CREATE, {}))
        assert "an HTML page titled 'Welcome to the proxy'" in str(error)
        assert (error.may_have_been_applied, "<" in str(error)) == (True, False)

    async def test_a_proxys_error_too(self, driver, faulty_server):
        server = faulty_server(html(502, "Bad &amp; Gateway"))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            error = await failure(ServerError, client.call(GET, pk=7))
        assert "502 Bad Gateway: an HTML page titled 'Bad & Gateway'" in str(error)
        assert error.response.startswith("<!DOCTYPE html>")

    @pytest.mark.parametrize("body", [b"[1, 2", b"\xff\xfe", b"NaN?"])
    async def test_broken_json(self, driver, faulty_server, body):
        server = faulty_server(respond(body=body))
        async with driver.connect(server.url) as client:
            error = await failure(DecodeError, client.call(GET, pk=7))
        assert (error.status_code, error.may_have_been_applied, len(server.arrivals)) == (502, False, 1)

    async def test_an_empty_answer_is_none_where_no_body_is_promised(self, driver, faulty_server):
        server = faulty_server(respond(204), respond(200))
        async with driver.connect(server.url) as client:
            assert [await client.call(DELETE, pk=7) for _ in range(2)] == [None, None]

    @pytest.mark.parametrize("status", [200, 201, 204])
    @pytest.mark.parametrize("framing", ["length", "close"])
    async def test_an_empty_answer_is_an_error_where_a_body_is_promised(self, driver, faulty_server, status, framing):
        cut = respond(raw=f"HTTP/1.1 {status} Cut\r\nConnection: close\r\n\r\n".encode(), then="hang_up")
        server = faulty_server(otherwise=respond(status) if framing == "length" else cut)
        async with driver.connect(server.url) as client:
            error = await failure(DecodeError, client.call(GET, pk=7))
            assert (error.status_code, error.may_have_been_applied, len(server.arrivals)) == (502, False, 1)
            assert f"The response ({status}) has no body, although one was promised" in str(error)
            error = await failure(DecodeError, client.call(CREATE, {}))
        assert (error.method, error.may_have_been_applied, len(server.arrivals)) == ("POST", True, 2)

    @pytest.mark.parametrize(
        ("coding", "body"),
        [
            ("gzip", gzip.compress(b'{"n": 2}', mtime=0)),
            ("GZIP", gzip.compress(b'{"n"', mtime=0) + gzip.compress(b": 2}", mtime=0)),
            ("deflate", zlib.compress(b'{"n": 2}')),
            ("gzip", gzip.compress(b'{"n": 2}', mtime=0) + b"\0\0"),
            ("identity", b'{"n": 2}'),
        ],
    )
    async def test_compressed_answers(self, driver, faulty_server, coding, body):
        server = faulty_server(respond(body=body, headers=(("Content-Encoding", coding),)))
        async with driver.connect(server.url) as client:
            assert await client.call(GET, pk=7) == {"n": 2}
        assert server.requests[0].header("Accept-Encoding") == "gzip"

    @pytest.mark.parametrize("body", [gzip.compress(b'{"n": 2}', mtime=0)[:-9], b"no gzip"])
    async def test_a_compressed_answer_that_is_cut_or_wrong_counts_as_lost(self, driver, faulty_server, body):
        server = faulty_server(respond(body=body, headers=(("Content-Encoding", "gzip"),)))
        async with driver.connect(server.url) as client:
            assert await client.call(GET, pk=7) == {}
            server.then(respond(body=body, headers=(("Content-Encoding", "gzip"),)))
            assert (await failure(ClientConnectionError, client.call(CREATE, {}))).may_have_been_applied

    async def test_an_empty_answer_may_be_called_compressed(self, driver, faulty_server):
        server = faulty_server(respond(body=b"", headers=(("Content-Encoding", "gzip"),)))
        async with driver.connect(server.url) as client:
            assert await client.call(DELETE, pk=7) is None

    async def test_an_early_answer_to_a_large_body_is_heard(self, driver, faulty_server):
        server = faulty_server(html(413, "Too large", read="head"))
        async with driver.connect(server.url) as client:
            error = await failure(PayloadTooLargeError, client.call(SEND, file=BIG * 8))
        assert (len(server.arrivals), error.may_have_been_applied) == (1, False)
        assert "chunked upload" in str(error)

    async def test_an_early_answer_followed_by_a_reset_is_heard_or_the_call_says_that_it_was_lost(
        self, driver, faulty_server
    ):
        """What a reset overtakes is gone where an event loop reads the socket."""
        server = faulty_server(html(413, "Too large", read="head", then="reset"))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            kinds = PayloadTooLargeError if driver.blocking else (PayloadTooLargeError, ClientConnectionError)
            error = await failure(kinds, client.call(SEND, file=BIG * 8))
        assert error.may_have_been_applied is isinstance(error, ClientConnectionError)

    @pytest.mark.parametrize(
        "raw",
        [
            b"SSH-2.0-OpenSSH\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nSet-Cookie s3cret-cookie\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ns3cret-cookie\r\n",
        ],
    )
    async def test_what_is_no_http_counts_as_lost_and_is_not_quoted(self, driver, faulty_server, raw):
        server = faulty_server(otherwise=respond(raw=raw, then="hang_up"))
        async with driver.connect(server.url) as client:
            error = await failure(ClientConnectionError, client.call(CREATE, {}))
        assert error.may_have_been_applied
        assert "RemoteProtocolError: " in str(error)
        assert "s3cret" not in str(error)
        assert "SSH" not in str(error)

    async def test_repeated_headers_are_joined(self, driver, faulty_server):
        seen = []
        server = faulty_server(json_response({}, headers=(("X-A", "1"), ("x-a", "2"))))
        async with driver.connect(server.url, on_response=seen.append) as client:
            await client.call(GET, pk=7)
        assert seen[0].headers["x-a"] == "1, 2"


class TestRequests:
    async def test_a_large_body_is_streamed_with_its_length(self, driver, faulty_server, tmp_path):
        (tmp_path / "big.bin").write_bytes(BIG * 4)
        server = faulty_server(keep_bodies=False)
        async with driver.connect(server.url) as client:
            await client.call(SEND, file=tmp_path / "big.bin")
        (request,) = server.requests
        assert request.header("Content-Length") == str(request.size)
        assert request.size > len(BIG) * 4
        assert request.header("Transfer-Encoding") is None

    async def test_a_post_without_a_body_says_so(self, driver, faulty_server):
        server = faulty_server()
        async with driver.connect(server.url) as client:
            await client.call(CREATE._replace(body=None))
        assert server.requests[0].header("Content-Length") == "0"

    async def test_a_file_that_shrinks_ends_the_call_with_a_clear_error(self, driver, faulty_server, tmp_path):
        path = tmp_path / "big.bin"
        path.write_bytes(BIG)
        server = faulty_server()

        def shrink(request, send):
            path.write_bytes(b"")
            return send(request)

        async with driver.connect(server.url, middleware=[shrink]) as client:
            error = await failure(ClientError, client.call(SEND, file=path))
        assert "became shorter" in str(error)
        assert (error.may_have_been_applied, server.requests) == (False, [])


class TestConnections:
    async def test_one_is_used_again_and_again(self, driver, faulty_server):
        server = faulty_server(json_response({}, framing="chunked"), respond(204), json_response([], 404))
        async with driver.connect(server.url) as client:
            await client.call(GET, pk=7)
            await client.call(DELETE, pk=7)
            await failure(NotFoundError, client.call(GET, pk=7))
            await client.call(CREATE, {})
        assert server.connections == 1

    async def test_one_that_ended_while_it_was_idle_is_replaced_without_a_word(self, driver, faulty_server):
        seen = []
        server = faulty_server(json_response({}, then="close"))
        async with driver.connect(server.url, on_response=seen.append) as client:
            for _ in range(3):
                await client.call(CREATE, {})
                server.end_connections()
        assert server.connections == 3
        assert [len(response.attempts) for response in seen] == [1, 1, 1]

    async def test_after_a_loss_none_that_waited_beside_it_is_trusted(self, driver, faulty_server):
        """Behind a balancer that forgot all connections at once, the second attempt gets through."""
        server = faulty_server(*[respond(body=b"a\nb\n")] * 2)
        stale = drop("after_reading", "stall")
        policy = RetryPolicy(attempts=2, backoff=0)
        async with driver.connect(server.url, timeout={"read": 0.2}, retry=policy) as client:
            streams = [client.lines(TAIL, pk=7) for _ in range(2)]
            assert [await anext(lines) for lines in streams] == ["a", "a"]
            assert [[line async for line in lines] for lines in streams] == [["b"], ["b"]]
            assert server.connections == 2  # both are idle now
            server.otherwise = lambda request: stale if request.connection < 2 else json_response({"n": 3})
            assert await client.call(GET, pk=7) == {"n": 3}
        assert server.connections == 3

    async def test_an_answer_that_comes_twice_is_nobody_elses(self, driver, faulty_server):
        twice = json_response({"n": 1}).payload("GET") * 2
        server = faulty_server(respond(raw=twice), json_response({"n": 2}), respond(raw=twice[:-1] + b"!", then="keep"))
        async with driver.connect(server.url) as client:
            assert [(await client.call(GET, pk=number))["n"] for number in range(2)] == [1, 2]

    async def test_more_than_was_announced_spoils_only_its_own_connection(self, driver, faulty_server):
        long = respond(body=b'{"n": 1} and more', headers=(("Content-Length", "8"),))
        server = faulty_server(long, json_response({"n": 2}))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            assert (await client.call(GET, pk=7), await client.call(CREATE, {})) == ({"n": 1}, {"n": 2})
        assert server.connections == 2

    async def test_a_stream_followed_by_more_spoils_its_connection_too(self, driver, faulty_server):
        long = respond(body=b"a\nb\n and more", headers=(("Content-Length", "4"),))
        server = faulty_server(long, json_response({"n": 2}))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            assert [line async for line in client.lines(TAIL, pk=7)] == ["a", "b"]
            assert await client.call(CREATE, {}) == {"n": 2}


class TestStreams:
    async def test_lines_come_as_they_are_sent(self, driver, faulty_server):
        go_on = threading.Event()
        body = gzip.compress("하나\r\n둘\n셋".encode())
        server = faulty_server(
            respond(body=b"a\nb", framing="chunked", cut=3, then="stall"),
            respond(body=body, headers=(("Content-Encoding", "gzip"),), slice=1, pause=0, wait=go_on),
        )
        async with driver.connect(server.url) as client:
            lines = client.lines(TAIL, pk=7)
            assert await anext(lines) == "a"
            await lines.aclose()
            go_on.set()
            assert [line async for line in client.lines(TAIL, pk=7)] == ["하나", "둘", "셋"]

    @pytest.mark.parametrize("loss", ["hang_up", "reset"])
    async def test_one_that_breaks_off_raises_an_error_of_ours(self, driver, faulty_server, loss):
        server = faulty_server(otherwise=cut(respond(body=b"a\nb\nc\n"), 4, loss))
        seen = []
        async with driver.connect(server.url, retry=NO_RETRY) as client:

            async def read():
                async for line in client.lines(TAIL, pk=7):
                    seen.append(line)

            error = await failure(ClientConnectionError, read())
        assert seen in (["a", "b"], [])  # what the reset overtook is lost
        assert (error.method, error.attempts[-1].outcome, error.may_have_been_applied) == ("GET", "unknown", False)
        assert "/things/7/tail/" in error.url

    async def test_one_that_nobody_reads_gives_its_connection_back(self, driver, faulty_server):
        server = faulty_server(respond(body=b"a\n", framing="chunked", cut=2, then="stall"))
        async with driver.connect(server.url, connections=1, timeout={"connect": 5}) as client:
            inner = client.client

            def open_and_close():
                reader = yield from open_stream(
                    inner._state, TAIL, CallArguments({"pk": 7}), is_async=not driver.blocking
                )
                yield reader.close

            if driver.blocking:
                run(open_and_close(), inner._perform)
            else:
                await run_async(open_and_close(), inner._perform)
            assert await client.call(GET, pk=7) == {}

    async def test_an_error_before_the_first_line_is_told_with_its_body(self, driver, faulty_server):
        server = faulty_server(json_response({"detail": "No such thing."}, 404))
        async with driver.connect(server.url) as client:
            error = await failure(NotFoundError, anext(client.lines(TAIL, pk=7)))
        assert error.response == {"detail": "No such thing."}

    @pytest.mark.slow
    async def test_a_quiet_stream_is_waited_for_longer_than_an_answer(self, driver, faulty_server):
        server = faulty_server(respond(body=b"a\nb\n", slice=90, pause=1.5))
        async with driver.connect(server.url, timeout={"read": 1.0}) as client:
            assert [line async for line in client.lines(TAIL, pk=7)] == ["a", "b"]
            server.then(respond(body=b"{}", slice=60, pause=3))
            await failure(ClientTimeoutError, client.but(retry=NO_RETRY).call(GET, pk=7))
