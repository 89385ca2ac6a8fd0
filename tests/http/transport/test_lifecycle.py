"""From the first call to the last: threads, tasks, child processes, closing, and what is left behind."""

from __future__ import annotations

import gc
import io
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from support.acme import GET, SEND, SERVICE, TAIL
from support.processes import python_path
from support.steps import drop, json_response, respond
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.client import AsyncClient, Client

pytestmark = pytest.mark.anyio

CLOSED = "this client is closed: make a new one, or stay inside its `with` block"
TESTS = Path(__file__).parents[2]


class Meeting:
    """Answers requests only when so many of them are there at once."""

    def __init__(self, size):
        self.barrier = threading.Barrier(size)

    def __call__(self, request):
        self.barrier.wait(10)
        return json_response(request.connection)


class TestSharing:
    def test_threads_share_a_client_and_its_connections(self, faulty_server):
        server = faulty_server(otherwise=lambda request: json_response(request.target))
        with Client(SERVICE, server.url, {}, connections=3) as client, ThreadPoolExecutor(16) as pool:
            found = list(pool.map(lambda number: Resource(client)._call(GET, {"pk": number}), range(200)))
        assert found == [f"/things/{number}/" for number in range(200)]
        assert server.connections <= 3

    async def test_tasks_do_too(self, waiting, faulty_server):
        server, found = faulty_server(otherwise=lambda request: json_response(request.target)), {}

        async def one(number):
            found[number] = await client.call(GET, pk=number)

        async with waiting.connect(server.url, connections=3) as client, anyio.create_task_group() as group:
            for number in range(50):
                group.start_soon(one, number)
        assert found == {number: f"/things/{number}/" for number in range(50)}
        assert server.connections <= 3

    @pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # the first loops end with it open
    @pytest.mark.parametrize("backends", [["asyncio"] * 3, ["trio"] * 3, ["asyncio", "trio", "asyncio"]], ids=str)
    def test_an_async_client_works_in_one_event_loop_after_another(self, faulty_server, backends):
        server = faulty_server(otherwise=lambda request: json_response(request.connection))
        client = AsyncClient(SERVICE, server.url, {}, retry=NO_RETRY)

        async def twice():
            found = [await AsyncResource(client)._call(GET, {"pk": 7}) for _ in range(2)]
            if len(seen) == 2:
                await client.aclose()
            return found

        seen = []
        for backend in backends:
            seen.append(anyio.run(twice, backend=backend))
        assert seen == [[0, 0], [1, 1], [2, 2]]
        gc.collect()

    def test_as_many_connections_as_are_wanted_are_used_at_once(self, faulty_server):
        server = faulty_server(otherwise=Meeting(4))
        with Client(SERVICE, server.url, {}, connections=4) as client, ThreadPoolExecutor(4) as pool:
            for _ in range(3):  # the same four each time
                found = list(pool.map(lambda number: Resource(client)._call(GET, {"pk": number}), range(4)))
                assert sorted(found) == [0, 1, 2, 3]

    def test_a_deadline_is_its_own_threads(self, faulty_server):
        """A call within the sending of another, on one thread, leaves the outer one its deadline."""
        server = faulty_server(otherwise=lambda request: json_response(1) if request.method == "GET" else stall)
        stall = drop("after_reading", "stall")
        with Client(SERVICE, server.url, {}, retry=NO_RETRY, timeout=30) as client:

            class Calling(io.BytesIO):
                def read(self, size=-1):
                    Resource(client)._call(GET, {"pk": 1})
                    return super().read(size)

            with pytest.raises(TimeoutError):
                Resource(client.with_options(deadline=0.3))._call(SEND, {"file": Calling(bytes(1_000_000))})
        assert "GET" in [request.method for request in server.requests]


class TestClosing:
    async def test_after_the_end_calls_say_so(self, driver, faulty_server):
        server = faulty_server()
        async with driver.connect(server.url) as client:
            clone = client.but(deadline=5)
            await client.call(GET, pk=7)
        for one in (client, clone):
            with pytest.raises(RuntimeError, match=CLOSED):
                await one.call(GET, pk=7)
        assert len(server.arrivals) == 1

    async def test_it_can_be_closed_twice_and_before_its_first_call(self, driver, faulty_server):
        async with driver.connect(faulty_server().url) as client:
            for _ in range(2):
                await close(client)
            with pytest.raises(RuntimeError, match=CLOSED):
                await client.call(GET, pk=7)

    async def test_closing_ends_the_connections(self, driver, faulty_server):
        server = faulty_server()
        async with driver.connect(server.url) as client:
            await client.call(GET, pk=7)
            assert live(server) == 1
        await until(lambda: live(server) == 0)

    async def test_a_stream_may_be_open(self, driver, faulty_server):
        server = faulty_server(respond(body=b"a\n", framing="chunked", cut=2, then="stall"))
        async with driver.connect(server.url, retry=NO_RETRY) as client:
            lines = client.lines(TAIL, pk=7)
            assert await anext(lines) == "a"
            await close(client)
            with pytest.raises(ConnectionError):
                await anext(lines)
            await lines.aclose()
        await until(lambda: live(server) == 0)

    def test_one_that_is_forgotten_leaves_no_socket(self, faulty_server):
        """Documented code never closes its client."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()  # what other tests have left is not this client's
        server = faulty_server()
        client = Client(SERVICE, server.url, {})
        Resource(client)._call(GET, {"pk": 7})
        del client
        gc.collect()  # an unclosed socket would warn, and a warning is an error here
        anyio.run(until, lambda: live(server) == 0)


class TestCancellation:
    """A task that is cancelled leaves nothing behind, wherever it was."""

    @pytest.mark.parametrize(
        "step",
        [
            drop("after_reading", "stall"),
            respond(body=b"x" * 100, cut=50, then="stall"),
            drop("before_reading", "stall"),
        ],
        ids=["waiting", "reading", "sending"],
    )
    async def test_no_connection_and_no_thread_is_left(self, waiting, faulty_server, step):
        server = faulty_server(step)
        async with waiting.connect(server.url) as client:
            threads = threading.active_count()
            with anyio.move_on_after(0.2) as scope:
                await client.call(SEND, file=bytes(50_000_000))
            assert scope.cancelled_caught
            await until(lambda: live(server) == 0)
            assert await client.call(GET, pk=7) == {}
            # the server's own threads end when they notice; anyio keeps an idle worker for later
            await until(lambda: threading.active_count() <= threads + 2)
            await until(lambda: sum(one.name.startswith("connection-") for one in threading.enumerate()) <= 2)

    async def test_nor_while_a_retry_is_waited_for(self, waiting, faulty_server):
        server = faulty_server(json_response({}, 503, headers=(("Retry-After", "30"),)))
        async with waiting.connect(server.url, connections=1) as client:
            with anyio.move_on_after(0.2):
                await client.call(GET, pk=7)
            assert await client.call(GET, pk=7) == {}
        assert server.connections == 1

    async def test_nor_while_a_stream_is_read(self, waiting, faulty_server):
        server = faulty_server(respond(body=b"a\n", framing="chunked", cut=2, then="stall"))
        seen = []
        async with waiting.connect(server.url, connections=1) as client:
            with anyio.CancelScope() as scope:
                async for line in client.lines(TAIL, pk=7):
                    seen.append(line)
                    scope.deadline = anyio.current_time() + 0.05  # while the next line is waited for
            await until(lambda: live(server) == 0)
            assert (seen, await client.call(GET, pk=7)) == (["a"], {})


@pytest.mark.slow
class TestProcesses:
    def test_a_pickled_client_works_where_it_arrives(self, faulty_server, monkeypatch):
        monkeypatch.setenv("ACME_TOKEN", "of-the-other")
        server = faulty_server()
        with Client(SERVICE, server.url, {"token": "0wn"}, deadline=5) as client:
            Resource(client)._call(GET, {"pk": 7})
            with pickle.loads(pickle.dumps(client)) as arrived:
                Resource(arrived)._call(GET, {"pk": 7})
        assert [request.header("X-Acme-Token") for request in server.requests] == ["Token 0wn", "Token of-the-other"]
        assert server.connections == 2

    async def test_an_async_one_too(self, driver, faulty_server):
        server = faulty_server()
        async with driver.connect(server.url, credentials={"token": "0wn"}, pickle_secrets=True) as client:
            arrived = pickle.loads(pickle.dumps(client.client))
            again = type(client)(arrived)
            await again.call(GET, pk=7)
            await close(again)
        assert server.requests[0].header("X-Acme-Token") == "Token 0wn"

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
    def test_a_child_never_uses_its_parents_sockets(self, faulty_server):
        """Parent and child call by turns after the fork; each on connections of its own."""
        server = faulty_server(otherwise=lambda request: json_response([request.connection, request.target]))
        program = """
            import os, sys, threading
            from support.acme import GET, blocking
            from synapse_runtime import Resource
            client = blocking(sys.argv[1])
            clone = client.with_options(deadline=20)
            (mine, _), (same, _) = Resource(client)._call(GET, {"pk": 1}), Resource(clone)._call(GET, {"pk": 2})
            assert mine == same
            # locks that other threads hold while the process is forked
            client._state.retry_state._lock.acquire()
            client._connection._lock.acquire()
            here, there = os.pipe()
            child = os.fork()
            if not child:
                found = [Resource(one)._call(GET, {"pk": 3})[0] for one in (client, clone, client)]
                os.write(there, repr(found).encode())
                client.close()
                os._exit(0)
            client._state.retry_state._lock.release()
            client._connection._lock.release()
            found = eval(os.read(here, 1000))
            assert os.waitpid(child, 0)[1] == 0
            assert len(set(found)) == 1 and found[0] != mine, (found, mine)
            assert Resource(clone)._call(GET, {"pk": 4})[0] == mine
            client.close()
        """
        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", textwrap.dedent(program), server.url],
            env={**os.environ, "PYTHONPATH": python_path(TESTS)},
            capture_output=True,
            check=False,
            timeout=60,
            text=True,
        )
        assert (run.returncode, run.stderr) == (0, "")
        assert server.connections == 2

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
    def test_a_child_of_many_threads_can_call(self, faulty_server):
        """Forked while other threads are sending, and hold the pool and its connections."""
        server = faulty_server(otherwise=lambda request: json_response(1))
        program = """
            import os, sys, threading
            from support.acme import GET, blocking
            from synapse_runtime import Resource
            client, over = blocking(sys.argv[1], connections=4), threading.Event()
            Resource(client)._call(GET, {"pk": 1})  # loads what calls need: no process can be forked within an import
            def call():
                while not over.is_set():
                    Resource(client)._call(GET, {"pk": 1})
            threads = [threading.Thread(target=call) for _ in range(8)]
            for thread in threads: thread.start()
            for _ in range(10):
                child = os.fork()
                if not child:
                    os._exit(Resource(client)._call(GET, {"pk": 1}) != 1)
                assert os.waitpid(child, 0)[1] == 0
            over.set()
            for thread in threads: thread.join()
            client.close()
        """
        run = subprocess.run(
            [
                sys.executable,
                "-W",
                "error",
                "-W",
                "ignore:.*fork:DeprecationWarning",
                "-c",
                textwrap.dedent(program),
                server.url,
            ],
            env={**os.environ, "PYTHONPATH": python_path(TESTS)},
            capture_output=True,
            check=False,
            timeout=60,
            text=True,
        )
        assert (run.returncode, run.stderr) == (0, "")


async def close(client):
    await client.client.aclose() if isinstance(client.client, AsyncClient) else client.client.close()


def live(server):
    """How many connections are open, as the server sees it."""
    return len(server._loopback._live)


async def until(holds):
    """Wait for what another thread does."""
    with anyio.fail_after(10):
        while not holds():  # noqa: ASYNC110 - no event tells it
            await anyio.sleep(0.005)
