"""What the load server answers: pages of rows with 12 fields, one row of 1 kB, and an empty collection."""

from __future__ import annotations

import hashlib
import json
from typing import Any

ROWS_A_PAGE = 100
TOTAL = 100_000


def row(number: int) -> dict[str, Any]:
    """Return an assignment with 12 fields."""
    return {
        "id": number,
        "project": 123,
        "task": 456,
        "status": "in_progress",
        "assignee": 17,
        "priority": "high",
        "tags": [3, 14, 15],
        "data": {"annotations": [{"id": "a1", "type": "bbox", "coordinates": [10.5, 20.25, 110.0, 220.75]}]},
        "files": {
            "image": {"url": "/media/data/2025/09/image_000001.jpg", "checksum": "9e107d9d372bb6826bd81d3542a419d6"}
        },
        "metadata": {"source": "import", "batch": 7},
        "created_at": "2025-09-05T09:00:00.123456Z",
        "updated_at": "2025-09-06T10:30:00.654321Z",
    }


def row_of(size: int) -> bytes:
    """Return a row of `size` bytes of JSON."""
    padded = row(456)
    padded["metadata"] = {"note": ""}
    padded["metadata"]["note"] = "x" * (size - len(json.dumps(padded)))
    return json.dumps(padded).encode()


class Pages:
    """Pages that are formatted with one `%`, since only numbers differ."""

    def __init__(self) -> None:
        template = json.dumps(row(-1)).replace("%", "%%").replace("-1", "%d", 1)
        self._rows = ", ".join([template] * ROWS_A_PAGE).encode()

    def page(self, number: int, origin: bytes, total: int) -> bytes:
        """Return a page by its number, from 1, of a list of `total` rows."""
        first = (number - 1) * ROWS_A_PAGE
        rows = self._rows % tuple(range(first, first + ROWS_A_PAGE))
        following = b"null"
        if first + ROWS_A_PAGE < total:
            following = b'"%s/sdk/assignments/?page=%d&page_size=%d"' % (origin, number + 1, ROWS_A_PAGE)
        return b'{"count": %d, "next": %s, "previous": null, "results": [%s]}' % (total, following, rows)


def collection_response(path: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Return what a collection without units answers to a step of an upload: the status and the body."""
    if b"verify" in path:
        is_md5 = len(json.loads(content)["checksums"][0]) == 32
        return (b"200 OK", b'{"existing_checksums": []}') if is_md5 else (b"400 Bad Request", b'["not an MD5"]')
    if path.startswith(b"/data_files/"):
        part = content[content.index(b"\r\n\r\n") + 4 : content.rindex(b"\r\n--")]
        checksum = hashlib.md5(part, usedforsecurity=False).hexdigest().encode()
        return b"201 Created", b'{"id": 1, "checksum": "%s", "size": %d, "file": "/media/x"}' % (checksum, len(part))
    if content:
        return b"201 Created", json.dumps([{"id": number} for number, _ in enumerate(json.loads(content))]).encode()
    return b"200 OK", b'{"id": 1, "name": "c", "file_specifications": [{"name": "image", "is_required": true}]}'
