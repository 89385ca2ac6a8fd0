"""A world of faults for flows: a clock that jumps, a network that misbehaves, a server that counts.

Calls run side by side, as generators. Nothing waits: the world holds what is to happen, in
the order of its clock, and moves the clock from one event to the next.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, Literal, NamedTuple

from synapse_http.errors import Attempt, ClientError, InvalidArgumentError
from synapse_http.messages import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    Request,
    Response,
    TransportError,
)
from synapse_runtime.calls.retry_policy import RetryState
from synapse_runtime.flow.effects import Flow, Sleep

START = 1_000.0
EVENTS = 2_000
"""No schedule takes so many; one that does hangs."""

Kind = Literal["response", "dribbled", "lost", "unreachable", "silent", "unreadable"]
NEVER_APPLIED = frozenset({301, 307, 308, 400, 401, 403, 404, 409, 410, 413, 422, 429, 503})


class Treatment(NamedTuple):
    """What becomes of one request."""

    kind: Kind
    """response: after `seconds`. dribbled: the same, but a byte comes before each timeout. lost: the connection
    breaks after `seconds`. unreachable: no connection is made. silent: the host never answers a connect.
    unreadable: the content cannot be read."""
    seconds: float = 0.0
    applied: bool = True
    """Whether the server does what is asked, where its response leaves that open."""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"{}"

    @property
    def processed(self) -> bool:
        """Whether the server does what is asked."""
        if self.kind == "lost":
            return self.applied
        if self.kind in {"response", "dribbled"}:
            return self.status < 300 or (self.applied and self.status not in NEVER_APPLIED)
        return False


class CountingGate(RetryState):
    """A gate that remembers when a retry was taken from the budget."""

    def __init__(self, capacity: float, refill: float, clock: Callable[[], float]) -> None:
        super().__init__(capacity, refill, clock)
        self.capacity, self.refill, self.taken = capacity, refill, list[float]()

    def take_retry(self) -> bool:
        """See Gate."""
        granted = super().take_retry()
        if granted:
            self.taken.append(self.clock())
        return granted


class Sent(NamedTuple):
    """One request that left a call, and how it ended."""

    at: float
    target: str
    until: float
    outcome: Response | BaseException


class World:
    """A clock, and what is to happen."""

    def __init__(self) -> None:
        self.now = START
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def clock(self) -> float:
        """The time."""
        return self.now

    def at(self, moment: float, event: Callable[[], None]) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._events, (max(moment, self.now), next(self._order), event))

    def run(self) -> None:
        """Let everything happen, also what comes after the calls have ended."""
        for _ in range(EVENTS):
            if not self._events:
                return
            self.now, _, event = heapq.heappop(self._events)
            event()
        raise AssertionError("the calls do not come to an end")


class Running:
    """One call: its flow, and the network and the server it meets."""

    def __init__(self, world: World, begin: Callable[[], Flow[Any]], schedule: list[Treatment], start: float) -> None:
        self.world = world
        self.schedule = list(schedule)
        self.processed = 0
        self.sent: list[Sent] = []
        self.backoff: list[tuple[float, float]] = []
        self.result: Any = None
        self.error: ClientError | None = None
        self.began = world.now + start
        self.ended: float | None = None
        world.at(self.began, lambda: self._begin(begin()))

    def _begin(self, flow: Flow[Any]) -> None:
        self._flow = flow
        self._go(lambda: next(flow))

    def _go(self, resume: Callable[[], Any]) -> None:
        try:
            effect = resume()
        except StopIteration as stop:
            self.result, self.ended = stop.value, self.world.now
        except ClientError as error:
            self.error, self.ended = error, self.world.now
        else:
            if isinstance(effect, Sleep):
                self.backoff.append((self.world.now, effect.seconds))
                self.world.at(self.world.now + effect.seconds, lambda: self._go(lambda: self._flow.send(None)))
            else:
                self._send(effect)

    def _send(self, request: Request) -> None:
        treatment = self.schedule.pop(0) if self.schedule else Treatment("response")
        now = self.world.now
        moment, outcome = _outcome(request, treatment, now)
        if treatment.processed:  # a server works on when the client has long given up
            self.world.at(now + treatment.seconds, self._process)
        self.sent.append(Sent(now, request.target, moment, outcome))
        if isinstance(outcome, BaseException):
            self.world.at(moment, lambda: self._go(lambda: self._flow.throw(outcome)))
        else:
            self.world.at(moment, lambda: self._go(lambda: self._flow.send(outcome)))

    def _process(self) -> None:
        self.processed += 1

    def told(self) -> tuple[Attempt, ...]:
        """The attempts the caller was told of."""
        told = self.error if self.error is not None else self.result
        return getattr(told, "attempts", ())


def _outcome(request: Request, treatment: Treatment, now: float) -> tuple[float, Response | BaseException]:
    """When a request ends and how, by what transports promise: timeouts for each wait, the deadline for all."""
    connect, read = request.timeout
    ends: list[tuple[float, TransportError | ClientError | Response]] = []
    if treatment.kind == "unreadable":
        ends.append((now, InvalidArgumentError("the file became shorter")))
    elif treatment.kind in {"unreachable", "silent"}:
        if treatment.kind == "unreachable":
            ends.append((now + treatment.seconds, ConnectError("refused")))
        if connect is not None:
            ends.append((now + connect, ConnectTimeout("connect")))
        if request.deadline is not None:
            ends.append((request.deadline, ConnectTimeout("deadline")))
        if not ends:
            ends.append((now + 127.0, ConnectTimeout("the system's own timeout")))
    else:
        if treatment.kind == "lost":
            ends.append((now + treatment.seconds, ReadError("lost")))
        else:
            headers = {"date": formatdate(now + treatment.seconds, usegmt=True), **dict(treatment.headers)}
            ends.append((now + treatment.seconds, Response(treatment.status, headers, treatment.body)))
        if read is not None and treatment.kind != "dribbled":
            ends.append((now + read, ReadTimeout("read")))
        if request.deadline is not None:
            ends.append((request.deadline, ReadTimeout("deadline")))
    return min(ends, key=lambda end: end[0])
