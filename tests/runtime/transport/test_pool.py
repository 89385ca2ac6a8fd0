"""Idle connections: the last one used is used next, and none is used that may mislead."""

from __future__ import annotations

import gc

from synapse_runtime.transport._pool import IDLE_SECONDS, Idle


class Fake:
    """A connection."""

    def __init__(self) -> None:
        self.idle, self.expired = True, False


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def shelf(count: int = 1) -> tuple[Idle[Fake], list[Fake], Clock]:
    """So many connections in use, and their clock."""
    clock = Clock()
    idle = Idle[Fake](clock)
    made = [Fake() for _ in range(count)]
    for connection in made:
        idle.add(connection)
    return idle, made, clock


def test_the_connection_used_last_is_used_next():
    idle, (first, second, third), _ = shelf(3)
    assert idle.take() == (None, [])
    for connection in (first, third, second):
        assert idle.give_back(connection) == []
    assert [idle.take() for _ in range(4)] == [(second, []), (third, []), (first, []), (None, [])]
    assert idle.close() == [first, second, third]


def test_a_connection_that_has_ended_or_waited_for_long_is_not_used_again():
    for ending in ("expired", "old"):
        idle, (good, bad), clock = shelf(2)
        idle.give_back(good)
        idle.give_back(bad)
        bad.expired = ending == "expired"
        clock.now += IDLE_SECONDS * (ending == "old")
        assert idle.take() == ((good, [bad]) if ending == "expired" else (None, [bad, good]))


def test_a_connection_in_the_middle_of_something_is_not_kept():
    idle, (connection,), _ = shelf()
    connection.idle = False
    assert idle.give_back(connection) == [connection]
    assert idle.take() == (None, [])


def test_what_nobody_needs_any_more_is_given_up_by_those_who_go_on():
    idle, (first, second), clock = shelf(2)
    idle.give_back(first)
    clock.now += IDLE_SECONDS
    assert idle.give_back(second) == [first]
    assert idle.take() == (second, [])


def test_clearing_leaves_those_in_use():
    idle, (used, waiting), _ = shelf(2)
    idle.give_back(waiting)
    assert idle.clear() == [waiting]
    assert idle.take() == (None, [])
    assert idle.close() == [used, waiting]


def test_after_the_end_none_is_kept_and_who_is_forgotten_is_not_known():
    idle, made, _ = shelf(2)
    used = made.pop()
    made.clear()
    gc.collect()
    assert idle.close() == [used]
    assert idle.give_back(used) == [used]
