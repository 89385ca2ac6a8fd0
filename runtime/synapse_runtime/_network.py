"""What sockets of blocking and of async code have in common.

A timeout bounds the wait for one piece; a peer that dribbles would stretch it for ever.
So each wait is cut to what is left until the request's deadline.
"""

from __future__ import annotations

import select
import socket
import time
from typing import NamedTuple, Protocol

from .message import AnswerTimedOut, ConnectFailed, ConnectTimedOut, TransportFailure

KEEP_ALIVE: list[tuple[int, int, int]] = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)] + [
    (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
    for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
    if hasattr(socket, name)
]
OPTIONS = (*KEEP_ALIVE, (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1))
"""What every socket is set to."""


class Patience(NamedTuple):
    """How long to wait."""

    seconds: float | None
    """For one thing to happen."""
    deadline: float | None = None
    """Monotonic time by which all must be over."""

    def left(self, late: type[TransportFailure] = AnswerTimedOut) -> float | None:
        """Seconds for the next wait.

        Raises:
            TransportFailure: The deadline passed; `late` says of which kind.
        """
        if self.deadline is None:
            return self.seconds
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if self.seconds is None else min(self.seconds, left)


def not_connected(failure: TransportFailure) -> ConnectFailed:
    """What went wrong before a connection was there: nothing was sent."""
    if isinstance(failure, ConnectFailed):
        return failure
    return (ConnectTimedOut if failure.timed_out else ConnectFailed)(str(failure))


def told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


class HasDescriptor(Protocol):
    """A socket, or what stands for one."""

    def fileno(self) -> int: ...


def is_readable(one: HasDescriptor) -> bool:
    """Whether there is something to read on a socket, be it the end."""
    if hasattr(select, "poll"):
        waiting = select.poll()
        waiting.register(one.fileno(), select.POLLIN)
        return bool(waiting.poll(0))
    return bool(select.select([one.fileno()], [], [], 0)[0])  # Windows
