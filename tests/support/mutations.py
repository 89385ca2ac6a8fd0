"""Mutations of what a server sends, each by a seed: the same seed makes the same bytes."""

from __future__ import annotations

import copy
import gzip
import json
import random
import zlib
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**31, -(2**63), 10**40, 1e308, float("nan"), float("inf")),
    *("", " ", "x", "0", "-1", "true", "null", "\0", "\ud800", "\u202e", "한글", "x" * 10_000, "9" * 5_000),
    *("2025-13-45T99:99:99Z", "2025-01-01T00:00:00+99:99", "0001-01-01T00:00:00Z", "data:;base64,=", "../../x", "%00"),
    *(
        "http://[",
        "//evil.test/x",
        "http://evil.test/?page=2",
        "file:///etc/passwd",
        "?page=" + "9" * 5_000,
        "?page=-1",
    ),
    *([], {}, [[]], [None], [{}], {"": None}, {"detail": "Invalid page."}, {"id": {"id": {}}}),
)

ODD_HEADERS = (
    *("Content-Length: -1", "Content-Length: 1", "Content-Length: 99999999", "Content-Length: 1_0", "Content-Length: "),
    *("Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity"),
    *("Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: br", "Content-Encoding: gzip, gzip"),
    *("Content-Type: text/html", "Content-Type: application/json; charset=utf-16", "Content-Type: \xff"),
    *("Location: /tasks/1/", "Location: //evil.test/", "Location: http://[", "Location: \xff", "Location: "),
    *("Retry-After: 0", "Retry-After: -1", "Retry-After: 99999", "Retry-After: nan", "Retry-After: " + "9" * 5_000),
    *("Content-Range: bytes 0-3/4", "Content-Range: bytes 5-3/*", "Content-Range: bytes 0-3/" + "9" * 5_000),
    *(
        "Connection: close",
        "Connection: upgrade",
        "Upgrade: h2c",
        "Set-Cookie: a=b",
        "X-Request-Id: \t\x01",
        "ETag: \xff",
    ),
    *("Date: yesterday", "X-Big: " + "x" * 70_000, " folded: x", "no colon", ": no name", "a\0b: c", "Trailer: x"),
)

STATUSES = (200, 201, 204, 205, 206, 301, 302, 304, 307, 400, 401, 404, 405, 408, 409, 410, 413, 416, 422, 429)
STATUSES += (500, 502, 503, 504, 599, 600, 999, 103)

INFLATED_BYTES = 400 << 20
"""What a bomb inflates to; it travels in 400 kB."""


class Mutator:
    """Changes values, and bytes, in ways that are chosen by a seed."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))

    def chance(self, share: float) -> bool:
        """Return True in a share of all cases."""
        return self.random.random() < share

    # JSON -----------------------------------------------------------------------------------

    def mutate_value(self, value: Any) -> Any:
        """Return JSON data near to `value`, with one to three changes."""
        root = {"root": copy.deepcopy(value)}
        for _ in range(self.random.choice((1, 1, 2, 3))):
            containers = list(_containers(root))
            container = self.random.choice(containers)
            key = self.random.choice(_keys(container) or [None])
            if key is not None:
                self._change(container, key, containers)
        return root.get("root")

    def _change(self, container: Any, key: Any, containers: list[Any]) -> None:
        """Change one item of an object or a list."""
        change = self.random.randrange(9)
        if change == 0:
            del container[key]
        elif change == 1:
            container[key] = [container[key]] * self.random.choice((0, 1, 2, 200))
        elif change == 2:
            container[key] = copy.deepcopy(self.random.choice(containers))
        elif change == 3:
            container[key] = str(container[key])
        elif change == 4 and isinstance(container, dict):
            container[f"{key}_"] = container.pop(key)
        elif change == 5 and isinstance(container[key], (dict, list)) and container[key]:
            container[key] = container[key][_keys(container[key])[0]]
        elif change == 6:
            for _ in range(self.random.choice((1, 10, 100))):
                container[key] = {"a": container[key]} if key else [container[key]]
        else:
            container[key] = copy.deepcopy(self.random.choice(ODD_VALUES))

    def json_body(self, value: Any) -> bytes:
        """Return a body near to the JSON of `value`."""
        body = encode(self.mutate_value(value) if self.chance(0.85) else value)
        return self.mutate_bytes(body) if self.chance(0.15) else body

    # Bytes ----------------------------------------------------------------------------------

    def mutate_bytes(self, data: bytes) -> bytes:
        """Return bytes near to `data`: cut, flipped, doubled, in another encoding."""
        place = self.random.randrange(len(data) + 1)
        junk = self.random.randbytes(self.random.choice((1, 1, 4, 100)))
        return self.random.choice(
            (
                lambda: data[:place],
                lambda: data[place:],
                lambda: data[:place] + junk + data[place:],
                lambda: data[:place] + junk + data[place + len(junk) :],
                lambda: data + data,
                lambda: data + junk,
                lambda: b"",
                lambda: b"\xef\xbb\xbf" + data,
                lambda: data.decode("utf-8", "replace").encode("utf-16"),
                lambda: data.replace(b'"', b"'"),
                lambda: b"[" * 100_000,
                lambda: b'{"a":' * 50_000,
                lambda: b"<html>" + data,
            )
        )()

    def http_response(self, status: int, body: bytes, *, bombs: bool = True) -> bytes:
        """Return the bytes of a response near to one with this status and body."""
        headers = ["Content-Type: application/json"]
        coding = self.random.choice(("", "", "", "gzip", "deflate", "bomb"))
        if coding == "gzip":
            body = gzip.compress(body)
        elif coding == "deflate":
            body = zlib.compress(body)
        elif coding == "bomb" and bombs and self.chance(0.05):
            body = bomb()
        if coding:
            headers.append(f"Content-Encoding: {'deflate' if coding == 'deflate' else 'gzip'}")
            body = self.mutate_bytes(body) if self.chance(0.3) else body
        if self.chance(0.4):
            headers.append("Transfer-Encoding: chunked")
            body = self._chunked(body)
        elif self.chance(0.9):
            headers.append(f"Content-Length: {len(body) + self.random.choice((0, 0, 0, 0, 1, -1, 1000))}")
        for _ in range(self.random.choice((0, 0, 1, 2))):
            headers.insert(self.random.randrange(len(headers) + 1), self.random.choice(ODD_HEADERS))
        if self.chance(0.02):
            headers += ["X-Many: x"] * 5_000
        line = f"HTTP/1.1 {self.random.choice(STATUSES) if self.chance(0.2) else status} OK"
        if self.chance(0.05):
            line = self.random.choice(
                ("HTTP/1.0 200 OK", "HTTP/2 200", "HTTP/1.1 200", "ICY 200 OK", "", "HTTP/1.1 20 x")
            )
        head = "\r\n".join([line, *headers, "", ""]).encode("latin-1")
        if self.chance(0.1):
            head = self.mutate_bytes(head)
        early = self.random.choice((b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"))
        return early * self.random.choice((0,) * 18 + (1, 500)) + head + body

    def _chunked(self, body: bytes) -> bytes:
        parts, size = [], self.random.choice((1, 7, 1000)) if len(body) < 20_000 else 65_536
        for start in range(0, len(body), size):
            part = body[start : start + size]
            parts.append(f"{len(part):x}".encode() + b"\r\n" + part + b"\r\n")
        end = self.random.choice(
            (b"0\r\n\r\n",) * 6 + (b"", b"0\r\n", b"0\r\nX: y\r\n\r\n", b"-1\r\n\r\n", b"F" * 20 + b"\r\n")
        )
        return b"".join(parts) + end


def encode(value: Any) -> bytes:
    """Return JSON as servers write it, with NaN and halves of characters."""
    try:
        return json.dumps(value).encode()
    except RecursionError:
        return b"[" * 5_000 + b"]" * 5_000


_bomb = b""


def bomb() -> bytes:
    """Return a small gzip body that inflates to `INFLATED_BYTES`."""
    global _bomb  # noqa: PLW0603 - made once, as it takes seconds
    if not _bomb:
        packer = zlib.compressobj(9, wbits=31)
        block = b" " * (1 << 20)
        _bomb = b"".join(packer.compress(block) for _ in range(INFLATED_BYTES >> 20)) + packer.flush()
    return _bomb


def _containers(value: Any) -> Any:
    """Yield an object or a list, and all those in it."""
    pending = [value]
    while pending:
        container = pending.pop()
        yield container
        pending += [container[key] for key in _keys(container) if isinstance(container[key], (dict, list))]


def _keys(container: Any) -> list[Any]:
    return list(container) if isinstance(container, dict) else list(range(len(container)))
