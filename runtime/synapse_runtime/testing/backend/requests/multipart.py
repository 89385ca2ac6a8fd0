"""JSON bodies, and forms; files of a multipart form go to disk.

Imports of python_multipart, which is in the extra `mock`, are deferred to the first form.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn
from urllib.parse import parse_qs

from synapse_runtime.testing.messages import SentFile, detail_error, iter_file, spool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.testing.messages import MockRequest

MAX_MEMORY_BYTES = 64 * 1024 * 1024
"""Limit of a JSON body, and of all fields of a form that are not files."""

MAX_PARTS = 1000


class Form(NamedTuple):
    """A parsed form."""

    fields: Mapping[str, str]
    """Parts without a `filename=`. The last of a repeated field counts."""
    files: Mapping[str, FormFile]
    lists: Mapping[str, Sequence[str]] = {}
    """All values of each field, in a form without parts."""

    def close(self) -> None:
        """Delete the files."""
        for file in self.files.values():
            file.content.close()


class FormFile(NamedTuple):
    """A file of a form."""

    name: str
    content: BinaryIO
    size: int

    def describe(self) -> SentFile:
        """Return name, size and checksum, without the content."""
        digest = hashlib.md5(usedforsecurity=False)
        for chunk in iter_file(self.content):
            digest.update(chunk)
        return SentFile(self.name, self.size, digest.hexdigest())


def parse_json(request: MockRequest) -> Any:
    """Return the JSON body of a request; an empty one is an empty object.

    Raises:
        HttpError: The body is not JSON (400), or too long (413).
    """
    raw = _read(request)
    if not raw:
        return {}
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_reject_number, parse_float=_parse_float)
    except (ValueError, RecursionError) as error:
        raise detail_error(400, f"JSON parse error - {error}") from None


def parse_fields(request: MockRequest) -> Form:
    """Parse a form without parts, `a=1&b=2`.

    Raises:
        HttpError: The body is no text (400), or too long (413).
    """
    try:
        lists = parse_qs(_read(request).decode(), keep_blank_values=True, max_num_fields=MAX_PARTS)
    except ValueError as error:
        raise detail_error(400, f"Form parse error - {error}") from None
    return Form({name: values[-1] for name, values in lists.items()}, {}, lists)


def parse_form(request: MockRequest) -> Form:
    """Parse a multipart form chunk by chunk.

    Raises:
        HttpError: The form is malformed, incomplete, or too large.
        ImportError: The extra `mock` is not installed.
    """
    try:
        from python_multipart.exceptions import FormParserError
    except ModuleNotFoundError as error:
        hint = "the mock needs python-multipart to read forms: install it, or the extra 'mock'"
        raise ModuleNotFoundError(hint, name=error.name) from None

    parser = _FormParser()
    try:
        return parser.parse(request)
    except FormParserError as error:
        parser.close()
        raise detail_error(400, f"Multipart form parse error - {error}") from None


def _read(request: MockRequest) -> bytes:
    raw = request.read(MAX_MEMORY_BYTES)
    if len(raw) > MAX_MEMORY_BYTES:
        raise detail_error(413, f"The body is longer than {MAX_MEMORY_BYTES} bytes: send files as files.")
    return raw


class _FormParser:
    """Collects the parts of a form from the parser's callbacks."""

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

    def parse(self, request: MockRequest) -> Form:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import MultipartParser, parse_options_header

        boundary = parse_options_header(request.headers.get("content-type"))[1].get(b"boundary")
        if not boundary:
            raise FormParserError("Invalid boundary in multipart: None")
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._end_headers,
                "on_part_data": self._write,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )
        for chunk in request.iter_chunks():
            parser.write(chunk)
        if not self._complete:
            raise FormParserError("the last part does not end")
        return Form(self._fields, self._files)

    def close(self) -> None:
        for file in self._open:
            file.close()

    def _begin_part(self) -> None:
        self._disposition = b""

    def _end_header(self) -> None:
        name, value = self._header
        if bytes(name).lower() == b"content-disposition":
            self._disposition = bytes(value)
        name.clear()
        value.clear()

    def _end_headers(self) -> None:
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
        self._open.append(spool())

    def _write(self, data: bytes, start: int, end: int) -> None:
        if self._file_name is None:
            self._memory += end - start
            if self._memory > MAX_MEMORY_BYTES:
                from python_multipart.exceptions import FormParserError

                raise FormParserError("the fields that are not files are too long")
        self._open[-1].write(data[start:end])

    def _end_part(self) -> None:
        file = self._open[-1]
        size = file.tell()
        file.seek(0)
        if self._file_name is None:
            self._fields[self._name] = file.read().decode("utf-8", "replace")
            file.close()
        else:
            self._files[self._name] = FormFile(self._file_name, file, size)

    def _end(self) -> None:
        self._complete = True


def _parse_float(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _reject_number(number)


def _reject_number(number: str) -> NoReturn:
    raise ValueError(f"Out of range float values are not JSON compliant: {number}")
