"""A TCP proxy on loopback that breaks connections at chosen bytes."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from typing import Literal, NamedTuple, Self
from urllib.parse import urlsplit

from .loopback import HOST, Loopback, finish_sending, reset_on_close

Direction = Literal["to_server", "to_client"]

End = Literal["", "drop", "reset", "lost"]

BLOCK = 1 << 18
TICK = 0.02  # seconds between two checks of whether to stop waiting
PEER_GONE = getattr(select, "POLLRDHUP", 0)  # seen even while bytes are left unread


class Fault(NamedTuple):
    """What happens to a connection, and at which byte.

    A fault acts when `at` bytes have passed in its direction and the next one is due. So
    `drop("to_client")` passes the whole request and loses the whole response.
    """

    action: Literal["drop", "reset", "stall", "dribble"]
    direction: Direction
    at: int = 0
    connection: int | None = None
    """Number of the connection, from 0; None: each."""
    size: int = 1
    """Dribble: bytes at a time."""
    pause: float = 0.001
    """Dribble: seconds between them."""


def drop(direction: Direction, at: int = 0, connection: int | None = None) -> Fault:
    """End both sides in order (FIN) after `at` bytes. What is sent afterwards is lost."""
    return Fault("drop", direction, at, connection)


def reset(direction: Direction, at: int = 0, connection: int | None = None) -> Fault:
    """Reset both sides (RST) after `at` bytes."""
    return Fault("reset", direction, at, connection)


def stall(direction: Direction, at: int = 0, connection: int | None = None) -> Fault:
    """Stop reading and passing bytes after `at` bytes, until `release()` or the client leaves."""
    return Fault("stall", direction, at, connection)


def dribble(
    direction: Direction, at: int = 0, connection: int | None = None, *, size: int = 1, pause: float = 0.001
) -> Fault:
    """Pass `size` bytes at a time with a pause between them, from `at` on."""
    return Fault("dribble", direction, at, connection, size, pause)


class Link:
    """A proxied connection.

    Attributes:
        number: Position in the order of accepted connections, from 0.
        passed: Bytes passed, by direction.
        faults: The faults so far.
        end: How both directions ended at once, if they did; `lost`: one side left.
    """

    def __init__(self, number: int, client: socket.socket) -> None:
        self.number = number
        self.client = client
        self.passed: dict[Direction, int] = {"to_server": 0, "to_client": 0}
        self.counting = threading.Lock()  # held while bytes leave: whoever has received them finds them counted
        self.faults: list[Fault] = []
        self.end: End = ""


class FaultProxy:
    """A proxy before the server at `upstream`; a context manager.

    Attributes:
        url: Its address, with the path of `upstream`.
        faults: The schedule; an assignment holds for later connections.
        links: All connections so far.
    """

    def __init__(self, upstream: str, *faults: Fault) -> None:
        """`upstream` is the URL of the server; `faults` the schedule."""
        parts = urlsplit(upstream)
        self._upstream = (parts.hostname or HOST, parts.port or 80)
        self.faults = faults
        self.links: list[Link] = []
        self._released = threading.Event()
        self._loopback = Loopback(self._serve)
        self.url = parts._replace(netloc=f"{HOST}:{self._loopback.port}").geturl()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def connections(self) -> int:
        """Number of connections so far."""
        return len(self.links)

    def passed(self, direction: Direction) -> int:
        """Return the bytes passed in a direction, over all connections."""
        total = 0
        for link in self.links:
            with link.counting:
                total += link.passed[direction]
        return total

    def release(self) -> None:
        """Resume what is stalled; stall nothing from now on."""
        self._released.set()

    def refusing(self) -> contextlib.AbstractContextManager[None]:
        """Refuse connections within the block."""
        return self._loopback.refusing()

    def end_connections(self) -> None:
        """End all connections that are open now, idle ones included."""
        self._loopback.end_connections()

    def stop(self) -> None:
        """Close the port, end all connections and wait for their threads."""
        self._loopback.stop()

    def _faults_of(self, number: int) -> list[Fault]:
        """Return the faults of a connection."""
        return [fault for fault in self.faults if fault.connection in {None, number}]

    def _serve(self, client: socket.socket, number: int) -> None:
        link = Link(number, client)
        self.links.append(link)
        mine = self._faults_of(number)
        try:
            server = socket.create_connection(self._upstream)
        except OSError:
            reset_on_close(client)
            return
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._loopback.track(server)
        back = threading.Thread(
            target=self._pump, args=(link, "to_client", server, client, mine), name=f"connection-{number}-back"
        )
        back.start()
        try:
            self._pump(link, "to_server", client, server, mine)
        finally:
            back.join()
            self._loopback.forget(server)

    def _pump(
        self, link: Link, direction: Direction, source: socket.socket, sink: socket.socket, faults: list[Fault]
    ) -> None:
        todo = sorted((fault for fault in faults if fault.direction == direction), key=lambda fault: fault.at)
        try:
            end = self._pass(link, direction, source, sink, todo)
        except OSError:  # one side is gone: end the other
            end = "lost"
        link.end = link.end or end
        if not link.end:
            finish_sending(sink)
        elif link.end == "drop":
            finish_sending(source)
            finish_sending(sink)
            with contextlib.suppress(OSError):
                while source.recv(BLOCK):  # unread bytes would turn the end into a reset
                    pass
        else:
            for sock in (source, sink):
                if link.end == "reset":
                    reset_on_close(sock)
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RD)  # wakes the other direction, and sends nothing

    def _pass(
        self, link: Link, direction: Direction, source: socket.socket, sink: socket.socket, todo: list[Fault]
    ) -> End:
        """Pass bytes until `source` or a fault ends the connection; return how it ended."""
        pace: Fault | None = None
        while True:
            due = todo[0] if todo else None
            size = BLOCK if due is None else min(BLOCK, due.at - link.passed[direction])
            if due is None or size > 0:
                block = source.recv(size)
                if not block or link.end:
                    return link.end
                for part in _slices(block, pace):
                    if pace is not None and self._loopback.stopping.wait(pace.pause):
                        return "lost"
                    self._send(link, direction, sink, part)
                continue
            if not source.recv(1, socket.MSG_PEEK) or link.end:  # it ended before the fault was due
                return link.end
            link.faults.append(todo.pop(0))
            if due.action == "dribble":
                pace = due
            elif due.action != "stall":
                return due.action
            elif not self._stalled(link):
                return link.end or "lost"

    def _send(self, link: Link, direction: Direction, sink: socket.socket, block: memoryview) -> None:
        while block:
            if link.end:
                raise BrokenPipeError
            try:
                with link.counting:
                    size = sink.send(block, socket.MSG_DONTWAIT)
                    link.passed[direction] += size
                block = block[size:]
            except BlockingIOError:
                select.select([], [sink], [], TICK)

    def _stalled(self, link: Link) -> bool:
        """Wait until released (True), or until the connection is over (False)."""
        gone = select.poll()
        gone.register(link.client, PEER_GONE)
        while not self._released.is_set():
            if link.end or self._loopback.stopping.is_set() or gone.poll(TICK * 1000):
                return False
        return True


def _slices(block: bytes, pace: Fault | None) -> Iterator[memoryview]:
    view = memoryview(block)
    step = len(block) if pace is None else pace.size
    return (view[start : start + step] for start in range(0, len(block), step))
