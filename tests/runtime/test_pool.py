"""Pools of connections: the last one used is used next, and none is used that may mislead."""

from __future__ import annotations

import anyio
import httpcore
import pytest
from synapse_runtime._pool import IDLE_SECONDS, AsyncPool, Idle, Pool


class Body:
    """What an answer holds."""

    closed = 0

    def __iter__(self):
        yield b"body"

    async def __aiter__(self):
        yield b"body"

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


class Fake:
    """A connection that answers, or fails."""

    def __init__(self) -> None:
        self.idle, self.expired, self.closed = True, False, False
        self.failure: BaseException | None = None

    def is_idle(self) -> bool:
        return self.idle

    def has_expired(self) -> bool:
        return self.expired

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        if self.failure:
            self.idle = False
            raise self.failure
        self.body = Body()
        return httpcore.Response(200, content=self.body)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        return self.handle_request(request)


class Clock:
    """Stands still until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def request(patience: float | None = None) -> httpcore.Request:
    """Any request."""
    return httpcore.Request("GET", "http://host/", extensions={"timeout": {"pool": patience}})


def shelf() -> tuple[Idle, list[Fake], Clock]:
    """Idle connections, all that were made so far, and their clock."""
    made, clock = list[Fake](), Clock()

    def create() -> Fake:
        made.append(Fake())
        return made[-1]

    return Idle(create, clock), made, clock


def test_the_connection_used_last_is_used_next():
    idle, made, _ = shelf()
    taken = [idle.take()[0] for _ in range(3)]
    for connection in (taken[0], taken[2], taken[1]):
        assert idle.give_back(connection) == []
    assert idle.take() == (taken[1], [])
    assert idle.open == set(made) == set(taken)


def test_a_connection_that_has_ended_or_waited_for_long_is_not_used_again():
    idle, made, clock = shelf()
    for ending in ("expired", "old"):
        connection, _ = idle.take()
        idle.give_back(connection)
        connection.expired = ending == "expired"
        clock.now += IDLE_SECONDS * (ending == "old")
        fresh, dead = idle.take()
        assert (dead, fresh) == ([connection], made[-1])
        assert idle.open == {fresh}
        idle.give_back(fresh)


def test_a_connection_in_the_middle_of_something_is_not_kept():
    idle, _, _ = shelf()
    connection, _ = idle.take()
    connection.idle = False
    assert idle.give_back(connection) == [connection]
    assert not idle.open


def test_what_nobody_needs_any_more_is_given_up_by_those_who_go_on():
    idle, _, clock = shelf()
    first, second = idle.take()[0], idle.take()[0]
    idle.give_back(first)
    clock.now += IDLE_SECONDS
    assert idle.give_back(second) == [first]
    assert idle.open == {second}


def test_closing_the_idle_leaves_those_in_use_and_closing_all_leaves_none():
    made = list[Fake]()
    pool = Pool(lambda: made.append(Fake()) or made[-1], 10)
    answers = [pool.handle_request(request()) for _ in range(3)]
    answers[0].close()
    pool.close_idle()
    assert sorted(one.closed for one in made) == [False, False, True]
    answers[1].close()
    answers[1].close()  # a second time does nothing
    assert sum(one.body.closed for one in made) == 2
    assert len(pool.connections) == 2
    pool.close()
    assert all(one.closed for one in made)


def test_who_waits_for_a_connection_gets_the_one_that_is_given_back():
    made = list[Fake]()
    pool = Pool(lambda: made.append(Fake()) or made[-1], 1)
    answer = pool.handle_request(request())
    with pytest.raises(httpcore.PoolTimeout):
        pool.handle_request(request(0.0))
    assert answer.read() == b"body"
    answer.close()
    made[0].failure = ConnectionResetError()
    with pytest.raises(ConnectionResetError):
        pool.handle_request(request(0.0))
    assert pool.handle_request(request(0.0)).status == 200  # a failure gives its place free, too
    assert (len(made), made[0].closed) == (2, True)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_wait_for_a_connection_as_threads_do(backend):
    made = list[Fake]()

    async def main() -> None:
        pool = AsyncPool(lambda: made.append(Fake()) or made[-1], 1)
        answer = await pool.handle_async_request(request())
        with pytest.raises(httpcore.PoolTimeout):
            await pool.handle_async_request(request(0.0))

        async def close_soon() -> None:
            await anyio.lowlevel.checkpoint()
            assert await answer.aread() == b"body"
            await answer.stream.aclose()
            await answer.stream.aclose()

        async with anyio.create_task_group() as group:
            group.start_soon(close_soon)
            second = await pool.handle_async_request(request(None))
        assert len(made) == 1
        await second.stream.aclose()
        made[0].failure = ConnectionResetError()
        with pytest.raises(ConnectionResetError):
            await pool.handle_async_request(request())
        assert made[0].closed
        await (await pool.handle_async_request(request())).stream.aclose()
        await pool.close_idle()
        assert made[1].closed
        await pool.handle_async_request(request())
        await pool.aclose()
        assert made[2].closed

    anyio.run(main, backend=backend)
