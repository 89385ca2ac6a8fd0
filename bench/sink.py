"""A server that reads what it is sent, and answers at once: nothing of the time is its own.

Speaks the chunked upload protocol and `POST data_files/` without storing anything. One process,
one thread a connection; prints its port, ends with its standard input.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading

UPLOAD = "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
RANGE = re.compile(rb"content-range: *bytes \d+-(\d+)/(\d+)", re.IGNORECASE)
FILE = json.dumps({"id": 1, "checksum": "0" * 32, "size": 1, "file": "/media/x", "created_at": "2025-09-05T09:00:00Z"})


def answer(line: bytes, head: bytes) -> bytes:
    """The answer to a request by its first line and its head."""
    status, body = b"200 OK", ""
    if line.startswith(b"POST") and b"data_files" in line:
        status, body = b"201 Created", FILE
    elif b"chunked_upload" in line:
        found = RANGE.search(head)
        offset = int(found[1]) + 1 if found else 0
        body = json.dumps({"id": UPLOAD, "offset": offset, "status": 1 if found else 2, "filename": "f"})
    text = body.encode()
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (status, len(text), text)


def serve(sock: socket.socket) -> None:
    """Read requests and answer them until the client leaves."""
    block = memoryview(bytearray(1 << 20))
    left = b""
    with sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            while b"\r\n\r\n" not in left:
                size = sock.recv_into(block)
                if not size:
                    return
                left += block[:size]
            head, _, rest = left.partition(b"\r\n\r\n")
            found = LENGTH.search(head)
            missing = (int(found[1]) if found else 0) - len(rest)
            while missing > 0:
                size = sock.recv_into(block, min(missing, len(block)))
                if not size:
                    return
                missing -= size
            left = rest[len(rest) + missing :] if missing < 0 else b""
            sock.sendall(answer(head.partition(b"\r\n")[0], head))


def main() -> None:
    """Serve on a free loopback port until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    print(listener.getsockname()[1], flush=True)

    def accept() -> None:
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
