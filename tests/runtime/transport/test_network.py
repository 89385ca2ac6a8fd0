"""Waits on sockets end with the request's deadline."""

from __future__ import annotations

import select
import socket
import time

import pytest
from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout
from synapse_runtime.transport._network import Patience, is_readable, not_connected


def test_a_wait_is_cut_to_what_is_left():
    assert Patience(3.0).left() == 3.0
    soon = time.monotonic() + 60
    assert Patience(3.0, soon).left() == 3.0
    assert 0 < Patience(None, soon).left() <= 60
    assert 0 < Patience(100.0, soon).left() <= 60


def test_nothing_is_waited_for_when_nothing_is_left():
    with pytest.raises(ReadTimeout, match="the deadline passed"):
        Patience(3.0, time.monotonic() - 1).left()


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (ReadTimeout("late"), ConnectTimeout),
        (ReadError("gone"), ConnectError),
        (ConnectTimeout("late"), ConnectTimeout),
    ],
)
def test_what_fails_before_there_is_a_connection_has_sent_nothing(failure, kind):
    told = not_connected(failure)
    assert (type(told), str(told), told.phase) == (kind, str(failure), "not sent")


@pytest.mark.parametrize("poll", [True, False])
def test_a_socket_is_readable_when_something_came_or_the_peer_is_gone(monkeypatch, poll):
    if not poll:
        monkeypatch.delattr(select, "poll")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not is_readable(ours)
        theirs.send(b"x")
        assert is_readable(ours)
        ours.recv(1)
        assert not is_readable(ours)
        theirs.close()
        assert is_readable(ours)
        ours.close()
        assert is_readable(ours)  # so nobody waits for it


def test_all_that_is_done_together_has_one_limit():
    whole = Patience(60.0).whole()
    assert (whole.seconds, 59 < whole.deadline - time.monotonic() <= 60) == (None, True)
    assert Patience(None).whole() == Patience(None)
    assert Patience(60.0).share(3) == 20
    assert Patience(None).share(3) is None
