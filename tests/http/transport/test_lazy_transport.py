"""What clones share: one transport, opened when it is first needed, closed once."""

from __future__ import annotations

import asyncio
import sys
import threading

import anyio
import pytest
from anyio.lowlevel import current_token
from support.scripted import Counting
from synapse_http.transport import lazy_transport
from synapse_http.transport.config import TransportConfig
from synapse_http.transport.lazy_transport import LazyTransport, running_loop
from synapse_http.urls import BaseURL


def lazily(opener, *, blocking=True, callers=False):
    """A transport that a function opens."""
    config = TransportConfig(blocking, transport=Counting() if callers else None)
    made = LazyTransport(config, BaseURL.parse("https://host"))
    made._open = opener
    return made


class Opener:
    def __init__(self):
        self.opened = 0

    def __call__(self):
        self.opened += 1
        return Counting()


def test_it_is_opened_when_it_is_needed_and_once():
    opener = Opener()
    connection = lazily(opener)
    assert opener.opened == 0
    assert connection.transport is connection.transport
    assert opener.opened == 1


def test_threads_that_need_it_at_the_same_time_open_it_once():
    waiting, go = threading.Barrier(4), threading.Event()
    opened, found = [], []

    def open_slowly():
        opened.append(1)
        go.wait(5)
        return Counting()

    connection = lazily(open_slowly)

    def use():
        waiting.wait(5)
        found.append(connection.transport)

    threads = [threading.Thread(target=use) for _ in range(3)]
    for thread in threads:
        thread.start()
    waiting.wait(5)
    go.set()
    for thread in threads:
        thread.join(5)
    assert len(opened) == 1
    assert len(found) == 3
    assert len(set(map(id, found))) == 1


def test_a_transport_that_cannot_be_opened_is_tried_again():
    answers = [OSError("no certificates"), Counting()]

    def opener():
        response = answers.pop(0)
        if isinstance(response, Exception):
            raise response
        return response

    connection = lazily(opener)
    with pytest.raises(OSError, match="no certificates"):
        _ = connection.transport
    assert isinstance(connection.transport, Counting)


def test_what_is_closed_stays_closed():
    connection = lazily(Opener())
    transport = connection.transport
    assert connection.take() is transport
    assert connection.take() is None
    connection.after_fork()
    with pytest.raises(RuntimeError, match="this client is closed: make a new one"):
        _ = connection.transport


@pytest.mark.parametrize("own", [True, False])
def test_a_child_process_opens_its_own_unless_the_user_made_it(own):
    connection = lazily(Opener(), callers=not own)
    transport = connection.transport
    with connection._lock:  # a thread of the parent holds it for ever
        connection.after_fork()
    assert (connection.transport is transport) is not own
    assert transport.closed == 0


def test_a_thread_that_comes_second_takes_what_the_first_opened():
    first = Counting()
    connection = lazily(Counting)

    class Taken:
        """A lock another thread held, and opened the transport under."""

        def __enter__(self):
            connection._transports[None] = first

        def __exit__(self, *_):
            pass

    connection._lock = Taken()
    assert connection.transport is first


class Loop:
    """An event loop of asyncio, which tells whether it has ended."""

    def __init__(self):
        self.ended = False

    def is_closed(self):
        return self.ended


def test_each_event_loop_has_its_own_until_it_ends(monkeypatch):
    one, other, here = Loop(), Loop(), []
    monkeypatch.setattr(lazy_transport, "running_loop", lambda: here[0])
    connection = lazily(Counting, blocking=False)
    here[:] = [one]
    first = connection.transport
    here[:] = [other]
    second = connection.transport
    assert second is not first
    here[:] = [one]
    assert connection.transport is first
    other.ended, here[:] = True, [Loop()]
    assert connection.transport not in (first, second)
    assert second not in connection._transports.values()
    assert first in connection._transports.values()
    here[:] = [one]
    assert connection.take() is first  # what runs elsewhere cannot be closed from here
    with pytest.raises(RuntimeError, match="this client is closed"):
        _ = connection.transport


def test_a_loop_that_tells_no_end_is_taken_for_ended(monkeypatch):
    here = ["trio"]
    monkeypatch.setattr(lazy_transport, "running_loop", lambda: here[0])
    connection = lazily(Counting, blocking=False)
    first = connection.transport
    assert connection.transport is first
    here[:] = ["another trio"]
    assert connection.transport is not first
    assert len(connection._transports) == 1


def test_what_the_user_made_is_at_home_everywhere(monkeypatch):
    here = ["here"]
    monkeypatch.setattr(lazy_transport, "running_loop", lambda: here[0])
    connection = lazily(Counting, blocking=False, callers=True)
    first = connection.transport
    here[:] = ["there"]
    assert connection.transport is first


@pytest.mark.parametrize("loaded", [True, False])
def test_the_loop_is_found_on_trio_whether_asyncio_is_loaded_or_not(monkeypatch, loaded):
    async def find():
        if not loaded:
            monkeypatch.setitem(sys.modules, "asyncio", None)
        found = running_loop()
        monkeypatch.undo()
        assert found == current_token()

    anyio.run(find, backend="trio")


def test_the_loop_of_asyncio_is_that_loop():
    async def find():
        assert running_loop() is asyncio.get_running_loop()

    asyncio.run(find())
