"""A scripted HTTP server on raw sockets, for tests of the transport."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable
from typing import Any, NamedTuple, Self

import h11

from .loopback import HOST, Loopback, finish_sending, reset_on_close
from .steps import Headers, Step, json_response

BLOCK = 1 << 18
WAIT_SECONDS = 20
TICK = 0.02  # seconds between two checks of whether to stop waiting


class Request(NamedTuple):
    """A request as received."""

    method: str
    target: str
    """Path and query, not decoded."""
    headers: Headers
    """In order, with the case of their names."""
    body: bytes
    """What was read of it; empty if the server does not keep bodies."""
    size: int
    """Bytes of the body that were read."""
    connection: int
    """Number of its connection, from 0."""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query, not decoded."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        """Return the value of a header, in any case; several are joined with `, `."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def json(self) -> Any:
        """Return the decoded JSON body."""
        return json.loads(self.body)


Script = Step | Callable[[Request], Step]
"""A step, or a function that chooses it once the whole request is read."""

OK = json_response({})


class FaultyServer:
    """A server that follows a script; a context manager.

    Requests take the steps of the script in the order in which their heads arrive, on
    whatever connection; after that, each takes `otherwise`.

    Attributes:
        url: Its address, without a final slash.
        requests: The requests that were processed, in order.
        arrivals: All requests whose head arrived, in order, processed or not.
        otherwise: The step of requests beyond the script; may be replaced.
    """

    def __init__(self, *script: Script, otherwise: Script = OK, keep_bodies: bool = True) -> None:
        """Script the server. Without `keep_bodies`, only the sizes of bodies are kept."""
        self.requests: list[Request] = []
        self.arrivals: list[Request] = []
        self.otherwise = otherwise
        self._script = list(script)
        self._keep_bodies = keep_bodies
        self._lock = threading.Condition()
        self._loopback = Loopback(self._serve)
        self.url = f"http://{HOST}:{self._loopback.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def connections(self) -> int:
        """Number of connections so far."""
        return self._loopback.accepted

    @property
    def left(self) -> int:
        """Number of steps that no request has taken yet."""
        return len(self._script)

    def then(self, *script: Script) -> None:
        """Add steps to the end of the script."""
        with self._lock:
            self._script.extend(script)

    def wait_for(self, arrivals: int = 0, *, processed: int = 0) -> None:
        """Wait until a number of requests have arrived, and a number were processed."""
        with self._lock:
            done = self._lock.wait_for(
                lambda: len(self.arrivals) >= arrivals and len(self.requests) >= processed, WAIT_SECONDS
            )
        assert done, f"{len(self.arrivals)} requests arrived and {len(self.requests)} were processed"

    def refusing(self) -> contextlib.AbstractContextManager[None]:
        """Close the port within the block. Connections that are open stay."""
        return self._loopback.refusing()

    def refuse(self) -> None:
        """Close the port."""
        self._loopback.close()

    def accept(self) -> None:
        """Open the port again."""
        self._loopback.open()

    def end_connections(self) -> None:
        """End all connections that are open now, idle ones included."""
        self._loopback.end_connections()

    def stop(self) -> None:
        """Close the port, end all connections and wait for their threads."""
        self._loopback.stop()

    def _serve(self, sock: socket.socket, number: int) -> None:
        left = b""
        while True:
            reader = _Reader(sock, left, keep=self._keep_bodies)
            head = reader.head()
            if head is None or not self._treat(sock, number, reader, head):
                return
            left = reader.left()

    def _treat(self, sock: socket.socket, number: int, reader: _Reader, head: h11.Request) -> bool:
        """Take the next step for a request; return whether the connection goes on."""
        request = Request(
            head.method.decode(),
            head.target.decode("latin-1"),
            tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers.raw_items()),
            b"",
            0,
            number,
        )
        with self._lock:
            script = self._script.pop(0) if self._script else self.otherwise
            place = len(self.arrivals)
            self.arrivals.append(request)
            self._lock.notify_all()
        limit = script.read if isinstance(script, Step) else "all"
        complete = True
        if limit != "head":
            complete = reader.body(None if limit == "all" else limit)
            request = request._replace(body=bytes(reader.kept), size=reader.size)
            self.arrivals[place] = request
        if limit == "all" and not complete:  # the client left inside its body
            return False
        step = script if isinstance(script, Step) else script(request)
        if step.processed:
            with self._lock:
                self.requests.append(request)
                self._lock.notify_all()
        if not self._released(step.wait):
            return False
        self._send(sock, step, step.payload(request.method))
        return self._leave(sock, step)

    def _released(self, wait: threading.Event | None) -> bool:
        while wait is not None and not wait.wait(TICK):
            if self._loopback.stopping.is_set():
                return False
        return True

    def _send(self, sock: socket.socket, step: Step, payload: bytes) -> None:
        size = step.slice or max(len(payload), 1)
        for start in range(0, len(payload), size):
            sock.sendall(payload[start : start + size])
            if step.slice and self._loopback.stopping.wait(step.pause):
                return

    def _leave(self, sock: socket.socket, step: Step) -> bool:
        """Do with the connection what the step says; tells whether it lives on."""
        if step.then == "keep" and not step.closes:
            return True
        if step.then == "reset":
            reset_on_close(sock)
            return False
        if step.then != "stall":
            finish_sending(sock)
        while sock.recv(BLOCK):  # so that unread bytes do not turn the end into a reset
            pass
        return False


class _Reader:
    """Reads one request from a connection."""

    def __init__(self, sock: socket.socket, left: bytes, *, keep: bool) -> None:
        self.kept = bytearray()
        self.size = 0
        self._keep = keep
        self._sock = sock
        self._http = h11.Connection(h11.SERVER)
        if left:
            self._http.receive_data(left)

    def head(self) -> h11.Request | None:
        """Return the head, or None if the client leaves first or does not send HTTP."""
        event = self._event()
        return event if isinstance(event, h11.Request) else None

    def body(self, limit: int | None) -> bool:
        """Read up to `limit` bytes of the body, or all; return whether its end was reached."""
        if self._http.they_are_waiting_for_100_continue:
            self._sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        while limit is None or self.size < limit:
            event = self._event(BLOCK if limit is None else limit - self.size)
            if not isinstance(event, h11.Data):
                return isinstance(event, h11.EndOfMessage)
            data = event.data if limit is None else event.data[: limit - self.size]
            self.size += len(data)
            if self._keep:
                self.kept += data
        return False

    def left(self) -> bytes:
        """Return the bytes after the request."""
        return self._http.trailing_data[0]

    def _event(self, size: int = BLOCK) -> Any:
        try:
            while (event := self._http.next_event()) is h11.NEED_DATA:
                self._http.receive_data(self._sock.recv(size))
        except h11.RemoteProtocolError:
            return None
        return event
