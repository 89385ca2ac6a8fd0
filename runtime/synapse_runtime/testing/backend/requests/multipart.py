"""Bodies of requests, read: JSON, and multipart forms whose files go to disk."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn

from synapse_runtime.testing.messages import detail, pieces_in, spooled

from .validation import SentFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.testing.messages import MockRequest

MAX_MEMORY = 64 * 1024 * 1024
"""Bytes of a body that must be held in memory to be understood."""

MAX_PARTS = 1000


class Form(NamedTuple):
    """A multipart form."""

    fields: Mapping[str, str]
    """Parts without a `filename=`. Of a repeated one the last counts."""
    files: Mapping[str, FormFile]

    def close(self) -> None:
        """Let go of the files."""
        for file in self.files.values():
            file.content.close()


class FormFile(NamedTuple):
    """A file of a form."""

    name: str
    content: BinaryIO
    size: int

    def described(self) -> SentFile:
        """Name, size and checksum, without the content."""
        digest = hashlib.md5(usedforsecurity=False)
        for piece in pieces_in(self.content):
            digest.update(piece)
        return SentFile(self.name, self.size, digest.hexdigest())


def read_json(request: MockRequest) -> Any:
    """Read a JSON body; an empty one is an empty object.

    Raises:
        Refusal: It is no JSON, or too long.
    """
    raw = request.read(MAX_MEMORY)
    if not raw:
        return {}
    if len(raw) > MAX_MEMORY:
        raise detail(413, f"The body is longer than {MAX_MEMORY} bytes: send files as files.")
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise detail(400, f"JSON parse error - {error}") from None


def read_form(request: MockRequest) -> Form:
    """Read a multipart form, streaming.

    Raises:
        Refusal: It is malformed, or ends too early.
    """
    from python_multipart.exceptions import FormParserError

    reader = _FormReader()
    try:
        return reader.read(request)
    except FormParserError as error:
        reader.close()
        raise detail(400, f"Multipart form parse error - {error}") from None


class _FormReader:
    """Collects the parts of a form as the parser comes upon them."""

    def __init__(self) -> None:
        self._header = (bytearray(), bytearray())
        self._disposition = b""
        self._open: list[BinaryIO] = []
        self._name = ""
        self._file_name: str | None = None
        self._fields: dict[str, str] = {}
        self._files: dict[str, FormFile] = {}
        self._complete = False
        self._memory = 0

    def read(self, request: MockRequest) -> Form:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import MultipartParser, parse_options_header

        boundary = parse_options_header(request.headers.get("content-type"))[1].get(b"boundary")
        if not boundary:
            raise FormParserError("Invalid boundary in multipart: None")
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
        )
        for piece in request.chunks():
            parser.write(piece)
        if not self._complete:
            raise FormParserError("the last part does not end")
        return Form(self._fields, self._files)

    def close(self) -> None:
        for file in self._open:
            file.close()

    def _begin(self) -> None:
        self._disposition = b""

    def _header_end(self) -> None:
        name, value = self._header
        if bytes(name).lower() == b"content-disposition":
            self._disposition = bytes(value)
        name.clear()
        value.clear()

    def _headers_finished(self) -> None:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import parse_options_header

        options = parse_options_header(self._disposition)[1]
        if b"name" not in options:
            raise FormParserError("a part has no name")
        if len(self._open) == MAX_PARTS:
            raise FormParserError(f"more than {MAX_PARTS} parts")
        self._name = options[b"name"].decode("utf-8", "replace")
        file_name = options.get(b"filename")
        self._file_name = None if file_name is None else PurePath(file_name.decode("utf-8", "replace")).name
        self._open.append(spooled())

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file_name is None:
            self._memory += end - start
            if self._memory > MAX_MEMORY:
                from python_multipart.exceptions import FormParserError

                raise FormParserError("the fields that are no files are too long")
        self._open[-1].write(data[start:end])

    def _end(self) -> None:
        file = self._open[-1]
        size = file.tell()
        file.seek(0)
        if self._file_name is None:
            self._fields[self._name] = file.read().decode("utf-8", "replace")
            file.close()
        else:
            self._files[self._name] = FormFile(self._file_name, file, size)

    def _finish(self) -> None:
        self._complete = True


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"Out of range float values are not JSON compliant: {text}")
