"""The load server: canned responses, so that the client is what is measured.

One asyncio process; a request costs a `find`, a lookup and a `write`. Bodies are read and thrown away. The path
prefix sets the behaviour: `/after/20/…` responds after 20 ms, `/rows/1000000/…` has a million rows, `/collection/…`
reads the bodies of an upload into a collection. The server stops when its standard input is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from .wire import TOTAL, Pages, collection_response, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = re.compile(rb"(\w+) (/collection)?(?:/after/(\d+))?(?:/rows/(\d+))?(/[^? ]*)(?:\?(\S*))? ")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
RANGE = re.compile(rb"\r\ncontent-range: *bytes \d+-(\d+)/", re.IGNORECASE)
PAGE = re.compile(rb"(?:^|&)page=(\d+)")
BLOCK = 1 << 20

UPLOAD = b'{"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": %d, "status": %d, "filename": "f"}'
FILE = b'{"id": 1, "checksum": "9e107d9d372bb6826bd81d3542a419d6", "size": 1, "file": "/media/x"}'


class Responses:
    """Canned responses, by the head of the request."""

    def __init__(self) -> None:
        self._one = row_of(1024)
        self._pages = Pages()

    def to(self, head: bytes, content: bytes) -> tuple[float, bytes]:
        """Return the seconds to wait, and the whole response; the content of all paths but `/collection` is empty."""
        line = LINE.match(head)
        assert line is not None, head
        method, collection, delay, rows, path, query = line.groups()
        status = b"200 OK"
        if collection:
            status, body = collection_response(path, content)
        elif path.startswith(b"/sdk/assignments/"):
            page = PAGE.search(query or b"")
            body = self._pages.page(int(page[1]) if page else 1, b"http://inner", int(rows or TOTAL))
        elif path.startswith(b"/chunked_upload/"):
            sent = RANGE.search(head)
            body = UPLOAD % (int(sent[1]) + 1 if sent else 0, 1 if sent else 2)
        elif path.startswith(b"/data_files/") and method == b"POST":
            status, body = b"201 Created", FILE
        else:
            body = self._one
        response = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        return int(delay or 0) / 1000, response % (status, len(body), body)


class Connection(asyncio.BufferedProtocol):
    """A connection of a client, which does not pipeline."""

    def __init__(self, responses: Responses) -> None:
        self._responses = responses
        self._buffer = memoryview(bytearray(BLOCK))
        self._head = b""
        self._body: bytearray | None = None
        self._missing = 0
        self._line = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - asyncio passes it
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if self._missing:
            self._missing -= nbytes
            if self._body is not None:
                self._body += self._buffer[:nbytes]
        else:
            self._head += self._buffer[:nbytes]
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            length = LENGTH.search(self._head, 0, end)
            self._missing = int(length[1]) - (len(self._head) - end - 4) if length else 0
            self._body = bytearray(self._head[end + 4 :]) if b" /collection/" in self._head[:20] else None
            self._line = self._head[:end]
            self._head = b""
        if not self._missing:
            delay, response = self._responses.to(self._line, bytes(self._body or b""))
            if delay:
                asyncio.get_running_loop().call_later(delay, self._transport.write, response)
            else:
                self._transport.write(response)


@contextlib.contextmanager
def run_server() -> Iterator[str]:
    """Run a load server in another process, on loopback; yield its URL."""
    command = [sys.executable, "-m", "bench.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


async def _serve() -> None:
    responses = Responses()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(responses), "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
