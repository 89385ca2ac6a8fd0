"""An interrupt (Ctrl-C) may fall between any two lines: no connection is lost for it, and none is used twice."""

from __future__ import annotations

import gc
import socket
import sys
from types import SimpleNamespace
from typing import Any
from weakref import WeakSet

import pytest
from synapse_runtime.http.messages import Request, Timeout
from synapse_runtime.http.urls import BaseURL
from synapse_runtime.transport import _blocking
from synapse_runtime.transport._blocking import Connection, HttpTransport
from synapse_runtime.transport._route import Route

GET = Request("GET", "/", timeout=Timeout(2, 5))
OURS = ("_blocking.py", "_http1.py", "_pool.py", "_network.py", "_async.py")


class Interrupting:
    """Raises KeyboardInterrupt at one line of ours, the one of this number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, frame, event, argument):
        if not frame.f_code.co_filename.endswith(OURS) or frame.f_code.co_name == "__del__":
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


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # one that was nobody's yet Python itself closes
@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("stream", [True, False])
def test_an_interrupt_at_any_line_leaves_the_only_connection_free_and_no_socket(
    faulty_server, monkeypatch, fresh, stream
):
    server: Any = faulty_server()
    made: WeakSet[socket.socket] = WeakSet()

    class Socket(socket.socket):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            made.add(self)

    monkeypatch.setattr(_blocking, "socket", SimpleNamespace(**{**vars(socket), "socket": Socket}))
    route = Route(BaseURL.parse(server.url))

    def call():
        response = transport.send(GET._replace(stream=stream))
        if response.stream is not None:
            for _ in response.stream:
                pass
            response.stream.close()

    transport = HttpTransport(route, 1)
    number = 0
    came = True
    while came:
        number += 1
        if fresh:
            transport = HttpTransport(route, 1)
        came = interrupted(call, number)
        assert transport.send(GET).content == b"{}"
        assert (transport._free.qsize(), len(transport._idle._waiting)) == (1, 1)
        assert sum(one.fileno() >= 0 for one in made) == 1
    assert number > 100
    transport.close()
    gc.collect()
    assert [one for one in made if one.fileno() >= 0] == []


def test_leave_that_gets_lost_returns_by_itself_and_is_given_back_once(faulty_server):
    transport = HttpTransport(Route(BaseURL.parse(faulty_server().url)), 1)
    transport._free.get()
    assert transport._free.qsize() == 1
    connection = transport._take(GET)
    assert transport._free.qsize() == 0
    for _ in range(2):
        connection.http.idle = False
        transport._give_back(connection)
    assert transport._free.qsize() == 1
    permit = transport._free.get()
    transport.close()
    del transport
    gc.collect()
    del permit  # there is no place to return to


def test_a_connection_that_was_interrupted_before_it_had_its_socket_can_be_forgotten():
    made = Connection.__new__(Connection)
    made.__del__()  # as forgetting does, where what it raises is shown to nobody
