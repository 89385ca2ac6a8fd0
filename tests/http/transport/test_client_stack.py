"""Clients that wait for a request: the one used last is used next, and none is used that may mislead."""

from __future__ import annotations

import gc
import socket
import sys
import threading
from collections import deque
from functools import partial
from typing import Any

import anyio
import pytest
from support.transports import open_transport
from synapse_http.messages import ConnectError, ConnectTimeout, ReadError, Request, Timeout
from synapse_http.transport.client_stack import AsyncClientStack, ClientStack, Stacked
from synapse_http.transport.network import IDLE_SECONDS

GET = Request("GET", "/", timeout=Timeout(2, 5))
LOST = ReadError("lost")


class Fake:
    """A client, and its backend."""

    def __init__(self) -> None:
        self.open, self.ended = True, False

    def end(self):
        self.ended = True

    def close(self) -> None:
        self.open = False

    async def aclose(self) -> None:
        self.open = False


class AsyncFake(Fake):
    async def end(self):
        self.ended = True


def fake(origin) -> Any:
    return Stacked(Fake(), Fake(), origin)


def async_fake(origin) -> Any:
    return Stacked(AsyncFake(), Fake(), origin)


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Async:
    """The async stack, called as the blocking one is."""

    def __init__(self, size: int, clock: Clock) -> None:
        self.stack: Any = AsyncClientStack(async_fake, size, clock=clock)

    async def take(self, seconds, origin="http://backend.test"):
        return await self.stack.take(origin, seconds)

    async def give_back(self, *arguments):
        await self.stack.give_back(*arguments)

    async def close(self):
        await self.stack.aclose()


class Blocking(Async):
    def __init__(self, size: int, clock: Clock) -> None:
        self.stack: Any = ClientStack(fake, size, clock=clock)

    async def take(self, seconds, origin="http://backend.test"):
        return self.stack.take(origin, seconds)

    async def give_back(self, *arguments):
        self.stack.give_back(*arguments)

    async def close(self):
        self.stack.close()


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def stacks(request):
    """Runs a script with a stack of so many clients, and its clock."""

    def run(script, size=3):
        async def main():
            clock = Clock()
            await script((Blocking if request.param == "blocking" else Async)(size, clock), clock)

        anyio.run(main, backend="trio" if request.param == "trio" else "asyncio")

    return run


def test_the_client_used_last_is_used_next(stacks):
    async def script(stack, clock):
        first, second, third = [await stack.take(1) for _ in range(3)]
        for used in (first, third, second):
            await stack.give_back(used)
        assert [await stack.take(1) for _ in range(3)] == [second, third, first]

    stacks(script)


def test_one_that_nobody_becomes_free_of_in_time_is_not_waited_for_longer(stacks):
    async def script(stack, clock):
        used = await stack.take(1)
        with pytest.raises(ConnectTimeout, match="all connections are in use"):
            await stack.take(0.01)
        await stack.give_back(used)
        assert await stack.take(0.01) is used

    stacks(script, size=1)


@pytest.mark.parametrize(
    ("error", "neighbour"), [(LOST, False), (ConnectError("no"), True), (ValueError(), True)], ids=str
)
def test_one_whose_request_failed_is_closed_and_after_a_loss_those_beside_it_too(stacks, error, neighbour):
    async def script(stack, clock):
        used, beside = await stack.take(1), await stack.take(1)
        await stack.give_back(beside)
        await stack.give_back(used, error)
        assert (used.client.open, beside.client.open) == (False, neighbour)
        assert (await stack.take(1) is beside) is neighbour

    stacks(script)


def test_what_nobody_needs_any_more_is_closed_by_those_who_go_on(stacks):
    async def script(stack, clock):
        first, second = await stack.take(1), await stack.take(1)
        await stack.give_back(first)
        clock.now += IDLE_SECONDS
        await stack.give_back(second)
        assert (first.client.open, second.client.open) == (False, True)
        assert await stack.take(1) is second

    stacks(script)


def test_a_client_serves_one_origin(stacks):
    async def script(stack, clock):
        first, other, second = await stack.take(1), await stack.take(1, "http://storage.test"), await stack.take(1)
        for used in (first, other, second):
            await stack.give_back(used)
        assert await stack.take(1, "http://storage.test") is other
        assert [await stack.take(1), await stack.take(1)] == [second, first]

    stacks(script)


def test_those_that_wait_are_no_more_than_may_be_in_use(stacks):
    async def script(stack, clock):
        clients = []
        for number in range(4):
            clients.append(await stack.take(1, f"http://storage-{number}.test"))
            await stack.give_back(clients[-1])
        assert [used.client.open for used in clients] == [False, True, True, True]

    stacks(script)


def test_a_client_that_another_thread_takes_first_is_left_to_it():
    class Raced(deque[Any]):
        def remove(self, stacked):
            super().remove(stacked)
            raise ValueError

    stack: Any = ClientStack(fake, 3)
    first, second = stack.take("", 1), stack.take("", 1)
    stack._idle = Raced([first, second])
    assert stack.take("", 1) not in (first, second)


def test_a_client_that_cannot_be_made_leaves_its_place_free(stacks):
    async def script(stack, clock):
        opened = stack.stack._open_client
        stack.stack._open_client = {}.__getitem__
        with pytest.raises(KeyError):
            await stack.take(1)
        stack.stack._open_client = opened
        assert (await stack.take(1)).client.open

    stacks(script, size=1)


def test_after_the_end_none_is_kept(stacks):
    async def script(stack, clock):
        used, waiting = await stack.take(1), await stack.take(1)
        await stack.give_back(waiting)
        await stack.close()
        assert not waiting.client.open
        await stack.give_back(used)
        assert not used.client.open
        assert not stack.stack._idle

    stacks(script)


def test_those_in_use_are_ended_unless_they_are_forgotten():
    stack: Any = ClientStack(fake, 3)
    used, forgotten = stack.take("", 1), stack.take("", 1)
    backend = forgotten.backend
    del forgotten
    gc.collect()
    stack.close()
    assert (used.backend.ended, backend.ended) == (True, False)


def test_a_forgotten_stack_closes_its_clients_before_their_sockets_are_collected():
    """The socket is older than the stack here, so in a cycle of garbage the collector comes to it first."""

    class Connected(Fake):
        def __init__(self, own: socket.socket) -> None:
            super().__init__()
            self.socket = own

        def close(self) -> None:
            self.socket.close()

    own, peer = socket.socketpair()
    client: Any = Connected(own)
    stack: Any = ClientStack(partial(Stacked, Fake(), client), 1)
    stack.give_back(stack.take("", 1))
    stack.itself = stack  # the cycle
    del own, client, stack
    gc.collect()  # an unclosed socket would warn, and a warning is an error here
    with peer:
        peer.settimeout(5)
        assert peer.recv(1) == b""


def test_a_permit_that_gets_lost_returns_by_itself_and_is_given_back_once():
    stack: Any = ClientStack(fake, 1)
    stack._permits.get()
    assert stack._permits.qsize() == 1
    used = stack.take("", 1)
    assert stack._permits.qsize() == 0
    for _ in range(2):
        stack.give_back(used, LOST)
    assert stack._permits.qsize() == 1
    permit = stack._permits.get()
    del stack, used
    gc.collect()
    del permit  # there is no place to return to


# An interrupt (Ctrl-C) may fall between any two lines: no connection is lost for it, and none is used twice.

OURS = ("client_stack.py", "transports.py", "network.py", "httpx_messages.py")


class Interrupting:
    """Raises KeyboardInterrupt at one line of ours, the one of this number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, frame, event, argument):
        if not frame.f_code.co_filename.endswith(OURS) or frame.f_code.co_name in {"__del__", "_close_idle", "close"}:
            return None  # what a destructor raises is shown to nobody
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self


def interrupted(function, number: int) -> bool:
    """Call it, with an interrupt at that line; gives whether it came so far."""
    traced = sys.gettrace()
    interrupting = Interrupting(number)
    sys.settrace(interrupting)
    try:
        function()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(traced)
    return interrupting.left <= 0


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # one that was nobody's yet Python itself closes
@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("stream", [True, False])
def test_an_interrupt_at_any_line_leaves_the_only_connection_free_and_no_socket(faulty_server, fresh, stream):
    server: Any = faulty_server()

    def call():
        response = transport.send(GET._replace(stream=stream))
        if response.stream is not None:
            try:
                for _ in response.stream:
                    pass
            finally:
                response.stream.close()

    transport = open_transport(server.url, connections=1)
    number = 0
    came = True
    while came:
        number += 1
        if fresh:
            transport.close()
            transport = open_transport(server.url, connections=1)
        came = interrupted(call, number)
        gc.collect(1)  # the responses of httpx are circles
        assert transport.send(GET).content == b"{}"
        stack = transport._clients
        assert (stack._permits.qsize(), len(stack._idle)) == (1, 1)
    assert number > 100
    transport.close()
    gc.collect()
    over = threading.Event()
    while live := len(server._loopback._live):
        assert not over.wait(0.01), live
