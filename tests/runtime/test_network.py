"""Waits on sockets end with the request's deadline."""

from __future__ import annotations

import time

import pytest
from synapse_runtime._network import Clock


def test_a_wait_is_cut_to_what_is_left():
    clock = Clock()
    assert clock.left(3.0, TimeoutError) == 3.0
    clock.deadline = time.monotonic() + 60
    assert clock.left(3.0, TimeoutError) == 3.0
    assert 0 < clock.left(None, TimeoutError) <= 60
    assert 0 < clock.left(100.0, TimeoutError) <= 60


def test_nothing_is_waited_for_when_nothing_is_left():
    clock = Clock()
    clock.deadline = time.monotonic() - 1
    with pytest.raises(TimeoutError, match="the deadline passed"):
        clock.left(3.0, TimeoutError)
