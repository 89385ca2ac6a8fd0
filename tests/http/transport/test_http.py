"""Calls over real sockets, by both drivers, against a server that loses, cuts and drags things out."""

from __future__ import annotations

import io
import time

import pytest
from support import proxy as net
from support.acme import CHANGE, CHECK, CREATE, GET, REPLACE, SEND, TAIL
from support.steps import cut, dribble, drop, json_response, respond, retry_after
from synapse_http.errors import ClientConnectionError, ClientTimeoutError, DeadlineExceededError
from synapse_runtime.calls.retry_policy import NO_RETRY

pytestmark = pytest.mark.anyio

BIG = bytes(range(256)) * 4096  # 1 MiB
SOON = 5.0
"""Seconds within which anything that is bounded by less than one is over, on any machine."""


async def failure(kind, awaitable):
    """What a call raises."""
    with pytest.raises(kind) as caught:
        await awaitable
    return caught.value


PATIENCE = {"hang_up": 30, "reset": 30, "stall": 0.4}
"""Seconds to wait for a response: a busy machine may keep one back, and only a stall is meant to."""


@pytest.mark.slow
class TestPhases:
    """What the table of retry classes says, seen from the server."""

    @pytest.mark.parametrize(("operation", "body"), [(GET, None), (CREATE, {"a": 1})])
    async def test_a_refused_connection_is_tried_again_and_nothing_was_applied(
        self, driver, faulty_server, operation, body
    ):
        server = faulty_server()
        arguments = {} if body else {"pk": 7}
        async with driver.connect(server.url) as client:
            with server.refusing():
                error = await failure(ClientConnectionError, client.call(operation, *filter(None, [body]), **arguments))
            assert (error.status_code, len(error.attempts), error.may_have_been_applied) == (503, 3, False)
            assert "Nothing was sent" in str(error)
            assert await client.call(operation, *filter(None, [body]), **arguments) == {}
        assert len(server.requests) == 1

    @pytest.mark.parametrize("loss", ["hang_up", "reset", "stall"])
    @pytest.mark.parametrize("moment", ["before_reading", "after_reading", "after_processing"])
    @pytest.mark.parametrize("operation", [GET, REPLACE, CHECK], ids=lambda one: one.name)
    async def test_a_lost_answer_is_asked_for_again_where_that_is_harmless(
        self, driver, faulty_server, operation, moment, loss
    ):
        server = faulty_server(drop(moment, loss), json_response({"n": 2}))
        arguments = {"body": {"a": 1}} if operation.body else {}
        async with driver.connect(server.url, timeout={"read": PATIENCE[loss]}) as client:
            await client.call(operation, pk=7, **arguments)
        server.wait_for(2)
        assert (len(server.arrivals), len(server.requests)) == (2, 1 + (moment == "after_processing"))
        assert server.connections == 2

    @pytest.mark.parametrize("loss", ["hang_up", "reset", "stall"])
    @pytest.mark.parametrize("moment", ["before_reading", "after_reading", "after_processing"])
    @pytest.mark.parametrize("operation", [CREATE, CHANGE], ids=lambda one: one.name)
    async def test_a_post_whose_answer_was_lost_is_never_sent_again(
        self, driver, faulty_server, operation, moment, loss
    ):
        server = faulty_server(drop(moment, loss))
        async with driver.connect(server.url, timeout={"read": PATIENCE[loss]}) as client:
            error = await failure((ClientConnectionError, ClientTimeoutError), client.call(operation, {"a": 1}, pk=7))
        server.wait_for(1)  # it may have given up before a busy server looked
        assert (len(server.arrivals), len(error.attempts), error.may_have_been_applied) == (1, 1, True)
        assert error.status_code == (408 if loss == "stall" else 503)
        assert "check before retrying" in str(error)

    @pytest.mark.parametrize("loss", ["hang_up", "reset", "stall"])
    @pytest.mark.parametrize("framing", ["length", "chunked"])
    @pytest.mark.parametrize(("operation", "again"), [(GET, True), (REPLACE, True), (CREATE, False)])
    async def test_a_cut_answer_counts_as_lost(self, driver, faulty_server, framing, loss, operation, again):
        whole = json_response({"text": "x" * 1000})._replace(framing=framing)
        server = faulty_server(cut(whole, 500, loss), whole)
        body = {"body": {"a": 1}} if operation.body else {}
        async with driver.connect(server.url, timeout={"read": PATIENCE[loss]}) as client:
            if again:
                assert await client.call(operation, pk=7, **body) == {"text": "x" * 1000}
            else:
                error = await failure((ClientConnectionError, ClientTimeoutError), client.call(operation, **body))
                assert error.may_have_been_applied
        server.wait_for(processed=1 + again)
        assert len(server.requests) == 1 + again

    @pytest.mark.parametrize(
        ("status", "repeated"),
        [
            (429, {GET, REPLACE, CREATE}),
            (503, {GET, REPLACE, CREATE}),
            (502, {GET, REPLACE}),
            (504, {GET, REPLACE}),
            (408, {GET, REPLACE}),
            (500, {GET}),
            (404, set()),
        ],
    )
    @pytest.mark.parametrize("operation", [GET, REPLACE, CREATE], ids=lambda one: one.name)
    async def test_statuses(self, driver, faulty_server, status, repeated, operation):
        server = faulty_server(json_response({"detail": "no"}, status), json_response({"n": 2}))
        body = {"body": {"a": 1}} if operation.body else {}
        async with driver.connect(server.url) as client:
            if operation in repeated:
                assert await client.call(operation, pk=7, **body) == {"n": 2}
            else:
                error = await failure(Exception, client.call(operation, pk=7, **body))
                assert (error.status_code, error.response) == (status, {"detail": "no"})
        assert len(server.arrivals) == 1 + (operation in repeated)

    async def test_a_body_is_sent_again_from_its_start(self, driver, faulty_server, tmp_path):
        path = tmp_path / "big.bin"
        path.write_bytes(BIG)
        server = faulty_server(drop("after_reading"), retry_after(0, read="head"))
        async with driver.connect(server.url) as client:
            await client.call(SEND, file=path, label="a")
            await client.call(SEND, file=io.BytesIO(BIG), label="a")
        first, _, third, fourth = server.arrivals
        assert BIG in first.body
        assert first.body == third.body
        assert BIG in fourth.body


@pytest.mark.slow
class TestDeadlines:
    """However a server drags it out, the call ends."""

    @pytest.mark.parametrize(
        "step",
        [
            dribble(json_response("x" * 5000), pause=0.005),
            drop("after_processing", "stall"),
            cut(json_response("x" * 100), 50, "stall"),
            drop("before_reading", "stall"),
        ],
        ids=["dribbled", "silent", "cut", "unread"],
    )
    @pytest.mark.parametrize(("operation", "applied"), [(GET, False), (CREATE, True)])
    async def test_a_deadline_ends_the_call(self, driver, faulty_server, step, operation, applied):
        server = faulty_server(step, otherwise=step)
        body = {"body": {"a": "x" * 100}} if operation.body else {}
        began = time.monotonic()
        async with driver.connect(server.url, deadline=0.3) as client:
            error = await failure(DeadlineExceededError, client.call(operation, pk=7, **body))
        assert 0.25 < time.monotonic() - began < SOON
        assert (error.status_code, error.may_have_been_applied) == (408, applied)

    @pytest.mark.parametrize("fault", ["stall", "dribble"])
    async def test_a_server_that_hardly_reads_cannot_stretch_it(self, driver, faulty_server, fault_proxy, fault):
        slow = net.stall("to_server", 1000) if fault == "stall" else net.dribble("to_server", 1000, pause=0.01)
        proxy = fault_proxy(faulty_server().url, slow)
        began = time.monotonic()
        async with driver.connect(proxy.url, deadline=0.4, retry=NO_RETRY) as client:
            error = await failure(DeadlineExceededError, client.call(SEND, file=BIG * 16))
        assert time.monotonic() - began < SOON
        assert error.may_have_been_applied

    async def test_a_write_that_gets_stuck_times_out(self, driver, faulty_server, fault_proxy):
        proxy = fault_proxy(faulty_server().url, net.stall("to_server", 1000))
        async with driver.connect(proxy.url, timeout={"read": 0.2}, retry=NO_RETRY) as client:
            error = await failure(ClientTimeoutError, client.call(SEND, file=BIG * 16))
        assert (error.may_have_been_applied, type(error)) == (True, ClientTimeoutError)

    async def test_it_covers_all_attempts(self, driver, faulty_server):
        server = faulty_server(otherwise=drop("after_reading", "stall"))
        async with driver.connect(server.url, timeout={"read": 0.3}, deadline=0.75) as client:
            error = await failure(ClientTimeoutError, client.call(GET, pk=7))
        assert len(error.attempts) > 1

    async def test_a_slow_answer_within_it_is_fine(self, driver, faulty_server):
        server = faulty_server(dribble(json_response([1, 2]), size=20, pause=0.8))
        async with driver.connect(server.url, timeout={"read": 0.4}, deadline=SOON, retry=NO_RETRY) as client:
            await failure(ClientTimeoutError, client.call(GET, pk=7))
            server.then(dribble(json_response([1, 2]), size=20, pause=0.001))
            assert await client.call(GET, pk=7) == [1, 2]

    async def test_waiting_for_a_free_connection_counts(self, driver, faulty_server):
        server = faulty_server(respond(body=b"a\n", framing="chunked", cut=2, then="stall"))
        async with driver.connect(server.url, connections=1, retry=NO_RETRY) as client:
            lines = client.lines(TAIL, pk=7)
            assert await anext(lines) == "a"
            began = time.monotonic()
            error = await failure(DeadlineExceededError, client.but(deadline=0.2).call(CREATE, {"a": 1}))
            assert time.monotonic() - began < SOON
            assert error.may_have_been_applied is False
            error = await failure(ClientTimeoutError, client.but(timeout={"connect": 0.1}).call(CREATE, {"a": 1}))
            assert "Nothing was sent" in str(error)
            await lines.aclose()
        assert len(server.arrivals) == 1
