"""What sockets of blocking and of async code have in common.

A timeout bounds the wait for one piece; a peer that dribbles would stretch it for ever.
So each wait is cut to what is left until the request's deadline.
"""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadTimeout, TransportError

from ._http1 import Http1

if TYPE_CHECKING:
    from collections.abc import Generator

    from ._tls import Tls

OPTIONS: tuple[tuple[int, int, int], ...] = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
        if hasattr(socket, name)
    ),
)
"""What every socket is set to."""


class Patience(NamedTuple):
    """How long to wait."""

    seconds: float | None
    """For one thing to happen."""
    deadline: float | None = None
    """Monotonic time by which all must be over."""

    def whole(self) -> Patience:
        """The same for all that is done on a new connection together, not for each wait of it."""
        left = self.left(ConnectTimeout)
        return Patience(None, None if left is None else time.monotonic() + left)

    def share(self, of: int) -> float | None:
        """Seconds for one of so many attempts to connect."""
        left = self.left(ConnectTimeout)
        return None if left is None else left / of

    def left(self, late: type[TransportError] = ReadTimeout) -> float | None:
        """Seconds for the next wait.

        Raises:
            TransportError: The deadline passed; `late` says of which kind.
        """
        if self.deadline is None:
            return self.seconds
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if self.seconds is None else min(self.seconds, left)


def not_connected(failure: TransportError) -> ConnectError:
    """What went wrong before a connection was there: nothing was sent."""
    if isinstance(failure, ConnectError):
        return failure
    return (ConnectTimeout if failure.timed_out else ConnectError)(str(failure))


def told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


class Line:
    """A socket, and the HTTP spoken on it; who forgets it closes it."""

    permit: object = None
    """What is to be given back with it."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self.http = Http1()
        self.patience = Patience(None)
        self._tls: list[Tls] = []
        """What is spoken over it, the outermost first."""
        self._ended = False

    @property
    def idle(self) -> bool:
        """Whether a request may be sent."""
        return self.http.idle

    @property
    def expired(self) -> bool:
        """Whether the peer has ended it, or says something out of turn."""
        return is_readable(self._socket) or any(one.pending for one in self._tls)

    def end(self) -> None:
        """Let whoever uses it fail: its number must not become another socket's under his hands."""
        self._ended = True
        with suppress(OSError):  # it may be closed, or the peer gone
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came before it had one
            self._socket.close()


Address: TypeAlias = "tuple[socket.AddressFamily, Any]"


def addresses(host: str, port: int, flags: int = 0) -> list[Address]:
    """The addresses of a host; with `AI_NUMERICHOST` it is one itself."""
    found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, flags)
    return [(family, address) for family, _, _, _, address in found]


class LookUp(NamedTuple):
    """Find the addresses of a host."""

    host: str
    port: int
    seconds: float | None


class Open(NamedTuple):
    """Connect to an address; the outcome is a socket."""

    family: socket.AddressFamily
    address: Any
    seconds: float | None


def reach(host: str, port: int, patience: Patience) -> Generator[LookUp | Open, Any, socket.socket]:
    """Connect to a host: its addresses in turn, each with its share of the time.

    Raises:
        ConnectError: None of them answered.
    """
    found: list[Address] = yield LookUp(host, port, patience.left(ConnectTimeout))
    failure: OSError | None = None
    for tried, (family, address) in enumerate(found):
        try:
            connected: socket.socket = yield Open(family, address, patience.share(len(found) - tried))
        except OSError as error:
            failure = error
        else:
            return connected
    if isinstance(failure, TimeoutError):
        raise ConnectTimeout(f"{host} did not answer in time")
    raise ConnectError(f"{host} has no address" if failure is None else told(failure))


def is_readable(one: socket.socket) -> bool:
    """Whether there is something to read on a socket, be it the end."""
    number = one.fileno()
    if number < 0:  # it was closed
        return True
    if hasattr(select, "poll"):
        waiting = select.poll()
        waiting.register(number, select.POLLIN)
        return bool(waiting.poll(0))
    return bool(select.select([number], [], [], 0)[0])  # Windows
