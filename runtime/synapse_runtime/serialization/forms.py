"""Forms: fields and files as a request body."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

from synapse_http.content import FilePart
from synapse_http.parameters import encode_query_value, query_string
from synapse_http.values import is_sequence

from .json import encode_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JOIN_BYTES = 64 * 1024
"""Pieces up to this size are sent together: a system call costs more than a copy."""

_boundaries = random.Random()
"""Seeded by the system, so nobody who writes a file can guess a boundary. `os.urandom` would release the GIL."""


class Multipart:
    """A `multipart/form-data` body with a known length, streamed part by part.

    httpx makes forms of open files, which it rewinds to their start. Ours are made of ranges of files, which are
    opened each time the form is sent, so that a retry needs no open file.
    """

    def __init__(self, fields: Mapping[str, Any], boundary: str = "") -> None:
        """Lay out the parts; a value is a FilePart, a str, or anything JSON can encode."""
        self._boundary = boundary or f"{_boundaries.getrandbits(128):032x}"
        self.content_type = f"multipart/form-data; boundary={self._boundary}"
        self._pieces: list[bytes | FilePart] = []
        for name, value in fields.items():
            self._add(name, value)
        self._pieces.append(f"--{self._boundary}--\r\n".encode())
        self.length = sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in self._pieces)

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the body, small pieces joined."""
        pending = b""
        for piece in self._pieces:
            for chunk in (piece,) if isinstance(piece, bytes) else piece.chunks():
                if pending and len(pending) + len(chunk) > JOIN_BYTES:
                    yield pending
                    pending = b""
                pending += chunk  # a chunk after nothing is not copied
        yield pending

    def _add(self, name: str, value: Any) -> None:
        quoted = _quote(encode_query_value("the name of a field", name))
        head = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{quoted}"'
        if isinstance(value, FilePart):
            # Django takes a part without a filename for a text field, and the backend fails.
            head += f'; filename="{_quote(value.name)}"\r\nContent-Type: application/octet-stream'
            self._pieces += [f"{head}\r\n\r\n".encode(), value, b"\r\n"]
        else:
            self._pieces.append(f"{head}\r\n\r\n".encode() + encode_form_value(name, value) + b"\r\n")


def encode_form(fields: Mapping[str, Any]) -> bytes:
    """Encode the fields of a form as `a=1&b=2`: a list repeats its name, a dict is JSON, and None is left out."""
    values = [(name, item) for name, value in fields.items() for item in (value if is_sequence(value) else [value])]
    pairs = ((name, encode_form_value(name, item).decode()) for name, item in values if item is not None)
    return query_string(pairs).encode()


def encode_form_value(name: str, value: Any) -> bytes:
    """Encode one value of a form: dicts and lists as JSON, bools as `true` and `false`."""
    if isinstance(value, str):
        return encode_query_value(name, value).encode()
    encoded = encode_json(value)
    # A date or a UUID is a JSON string, which a form carries without its quotes.
    return str(json.loads(encoded)).encode() if encoded.startswith(b'"') else encoded


def _quote(parameter: str) -> str:
    """Escape a header parameter inside quotes, as browsers do."""
    return re.sub(r'["\r\n]', lambda match: f"%{ord(match[0]):02X}", parameter)
