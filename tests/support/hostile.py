"""A server on raw sockets whose responses are near to right ones, by a seed that each request names."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections import Counter
from typing import Any, Self

from .loopback import HOST, Loopback, finish_sending, reset_on_close
from .mutations import Mutator

FIRST_NUMBER = 1_000_000
"""Each call has a number of its own, with seven digits. It stands in the request, and as `probe-…` in the response."""
FOREIGN = "probe-9999999"
"""What stands in responses that nobody has asked for."""
STALL_SECONDS = 5.0
SEGMENT_BYTES = 16_384
"""What arrives in one piece. A surplus that comes later is a response to the next request, for any client."""

_NUMBER = re.compile(rb"\b[1-9]\d{6}\b")
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_MAY_REPEAT = re.compile(rb"429|503")


def item(number: int, probe: str) -> dict[str, Any]:
    """Return a task."""
    return {"id": number, "project": 1, "data_unit": 2, "status": "pending", "files": {}, "metadata": {"probe": probe}}


_BODY = json.dumps(item(1, FOREIGN)).encode()
SURPLUS = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
"""A response that nobody has asked for."""


class HostileServer:
    """Serves tasks, pages of tasks, logs and files, each mutated; a context manager.

    Attributes:
        responses: How many it has sent.
        unsafe: How often a POST was processed that was not refused, by number.
    """

    def __init__(self) -> None:
        self.responses = 0
        self.unsafe = Counter[int]()
        self._attempts = Counter[int]()
        self._lock = threading.Lock()
        self._loopback = Loopback(self._serve)
        self.url = f"http://{HOST}:{self._loopback.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._loopback.stop()

    def _serve(self, sock: socket.socket, _: int) -> None:
        sock.settimeout(STALL_SECONDS)
        while request := _read_request(sock):
            match = _NUMBER.search(request)
            number = int(match[0]) if match else FIRST_NUMBER
            with self._lock:
                self.responses += 1
                self._attempts[number] += 1
                mutator = Mutator(f"{number} {self._attempts[number]}")
            response = self._response(request, number, mutator)
            if request.startswith(b"POST") and not _MAY_REPEAT.search(response[:200]):
                with self._lock:
                    self.unsafe[number] += 1
            if len(response) < SEGMENT_BYTES and mutator.chance(0.1):
                response += SURPLUS
            sock.sendall(response)
            if not self._go_on(sock, request, mutator):
                return

    def _response(self, request: bytes, number: int, mutator: Mutator) -> bytes:
        target, probe = request.split(b" ", 2)[1], f"probe-{number}"
        if b"/media/" in target:
            return mutator.http_response(200, probe.encode() * 500, bombs=False)  # a file may be as large as it likes
        if b"console_logs" in target:
            return mutator.http_response(200, b"".join(b"%s %d\n" % (probe.encode(), line) for line in range(20)))
        data: Any = item(number, probe)
        if b"/sdk/tasks/" in target:
            page = 2 if b"page=2" in target else 1
            following = f"http://inner/sdk/tasks/?page=2&project={number}" if page == 1 else None
            data = {"count": 4, "next": following, "previous": None, "results": [{**data, "id": page * 2}] * 2}
        body = json.dumps(data).encode()
        if mutator.chance(0.3):
            body = mutator.json_body(data)
        status = 201 if request.startswith(b"POST") else 200
        return mutator.http_response(status, body)

    def _go_on(self, sock: socket.socket, request: bytes, mutator: Mutator) -> bool:
        """Do with the connection what chance says; return whether it goes on."""
        choice = mutator.random.random()
        if choice < 0.7 and b"console_logs" not in request:
            return True
        if choice < 0.72 and b"console_logs" not in request:
            self._loopback.stopping.wait(mutator.random.choice((0.1, 1.0)))
        elif choice < 0.8:
            reset_on_close(sock)
            return False
        finish_sending(sock)
        sock.settimeout(0.2)
        while sock.recv(65_536):
            pass
        return False


def _read_request(sock: socket.socket) -> bytes:
    """Return a whole request, or b"" if the client has left."""
    data = b""
    while b"\r\n\r\n" not in data:
        block = sock.recv(65_536)
        if not block:
            return b""
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    missing = (int(length[1]) if length else 0) - len(body)
    while missing > 0:
        block = sock.recv(65_536)
        if not block:
            return b""
        data, missing = data + block, missing - len(block)
    return data
