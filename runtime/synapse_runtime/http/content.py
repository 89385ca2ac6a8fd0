"""Bodies that are streamed: files, parts of files, and multipart forms around them."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from synapse_runtime.errors import InvalidArgumentError, UploadError
from synapse_runtime.serialization.codec import encode_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from synapse_runtime.types import FileContent

CHUNK = 1 << 20
"""Bytes read from a file at a time: few system calls, and nothing to speak of in memory."""
SMALL = 64 * 1024
"""Bytes of a form that are sent at once, not part by part: each sending costs more than to copy them."""


class FileFingerprint(NamedTuple):
    """What tells whether a file is still the same."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> FileFingerprint:
        """The stamp of a file as the system shows it."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


class FileSlice:
    """A range of a file, read when it is sent and not kept.

    A path is opened anew for each sending; an open file is read from where it stood when
    it was handed over, put back there to be sent again, and never closed.
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | BinaryIO,
        offset: int,
        length: int,
        seen: Callable[[int, bytes], None] | None = None,
        *,
        stamp: FileFingerprint | None = None,
    ) -> None:
        """Name a range.

        Args:
            source: A path, or an open binary file that can seek.
            offset: Where it begins, in bytes from the start of the file.
            length: Its size in bytes.
            seen: Told the position in the file, and the bytes, of each piece before it is sent.
            stamp: The file as it was when it was handed over: it must stay so.
        """
        self.source = source
        self.offset = offset
        self.length = length
        self.stamp = stamp
        self._seen = seen

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the range.

        Raises:
            UploadError: The file is not as it was when it was handed over.
            OSError: It cannot be read any more.
        """
        if isinstance(self.source, (str, os.PathLike)):
            with io.FileIO(self.source) as file:
                if self.offset:
                    file.seek(self.offset)
                yield from self._read(file)
        else:
            self.source.seek(self.offset)
            yield from self._read(self.source)

    def _read(self, file: io.FileIO | BinaryIO) -> Iterator[bytes]:
        position, end = self.offset, self.offset + self.length
        while position < end:
            piece = file.read(min(CHUNK, end - position))
            if not piece:
                raise UploadError(
                    f"the file became shorter while it was sent: {end - position} of {self.length} bytes are missing. "
                    + _AGAIN
                )
            if self._seen is not None:
                self._seen(position, piece)
            position += len(piece)
            if position == end and self.stamp is not None and FileFingerprint.of(os.fstat(file.fileno())) != self.stamp:
                # before the last piece leaves: what breaks off inside its body is not stored
                raise UploadError(f"{str(self.source)!r} was written to while it was sent. {_AGAIN}")
            yield piece


_AGAIN = "Upload it again when nothing writes to it"


class FilePart:
    """What a caller handed over as a file: its name, and its content as a slice or as bytes."""

    def __init__(self, name: str, content: FileSlice | bytes) -> None:
        self.name = name
        self.content = content

    @property
    def length(self) -> int:
        """Its size in bytes."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.length

    def read(self) -> bytes:
        """All of it, in memory."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.content.chunks())


def file_part(argument: str, source: FileContent | FilePart) -> FilePart:
    """Take what a caller hands over as a file.

    Args:
        argument: The argument's name, for the error.
        source: A path, bytes, or an open binary file, which is taken from where it stands.

    Returns:
        Its name (`file` where there is none) and content; nothing is read yet.

    Raises:
        FileNotFoundError: There is no such file.
        PermissionError: It may not be read.
        IsADirectoryError: It is a folder.
        InvalidArgumentError: It is no file at all, or one opened as text.
    """
    if isinstance(source, FilePart):
        return source
    if isinstance(source, (bytes, bytearray, memoryview)):
        return FilePart("file", bytes(source))
    if isinstance(source, (str, os.PathLike)):
        return _at_path(argument, source if isinstance(source, Path) else Path(source))
    return _open_file(argument, source)


def _at_path(argument: str, path: Path) -> FilePart:
    try:
        status = os.stat(path)  # noqa: PTH116 - says at once what is wrong, in the built-in errors' words
    except ValueError as error:
        raise InvalidArgumentError(
            f"{argument}: {str(path)!r} is no path: {str(error).removeprefix('stat: ')}"
        ) from None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):  # to open a pipe would wait for its other end
        raise InvalidArgumentError(
            f"{argument}: {str(path)!r} is no regular file, so its size is not known before it is sent"
        )
    if not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return FilePart(_sendable(path.name), FileSlice(path, 0, status.st_size, stamp=FileFingerprint.of(status)))


def _open_file(argument: str, source: Any) -> FilePart:
    if not hasattr(source, "read"):
        raise InvalidArgumentError(
            f"{argument} must be a path, bytes or an open binary file, not {type(source).__name__}"
        )
    try:
        nothing = source.read(0)
    except TypeError:
        nothing = b""  # it reads all or nothing
    except ValueError as error:
        raise InvalidArgumentError(
            f"{argument} cannot be read ({type(error).__name__}: {error}): is it closed, or open for writing only?"
        ) from None
    if isinstance(nothing, str):
        raise InvalidArgumentError(f"{argument} is open as text: open it with mode 'rb'")
    name = getattr(source, "name", "")
    name = _sendable(Path(name).name) if isinstance(name, str) and name else "file"
    try:
        start = source.tell()
        end = source.seek(0, io.SEEK_END)
        source.seek(start)
    except (OSError, AttributeError):
        if _endless(source):
            raise InvalidArgumentError(
                f"{argument} is a pipe, so its size is not known before it is sent: save it to a file first"
            ) from None
        return FilePart(name, source.read())  # no second look: it is taken whole, and sent from memory
    return FilePart(name, FileSlice(source, start, max(0, end - start)))


def _sendable(name: str) -> str:
    """A file's name as text: on Linux it may be any bytes."""
    return name.encode(errors="replace").decode()


def _endless(source: BinaryIO) -> bool:
    """Whether an open file is a pipe, a socket or a device."""
    try:
        return not stat.S_ISREG(os.fstat(source.fileno()).st_mode)
    except (OSError, AttributeError):
        return False


_boundaries = random.Random()
"""Seeded by the system: who writes a file knows none. To ask the system each time would let other threads in."""


class Multipart:
    """A `multipart/form-data` body with a known length, streamed part by part."""

    def __init__(self, fields: Mapping[str, Any], boundary: str = "") -> None:
        """Lay out the parts.

        Args:
            fields: Name to value: a FilePart, text, or anything JSON can say.
            boundary: Separates the parts; made up when it is not given.
        """
        self._boundary = boundary or f"{_boundaries.getrandbits(128):032x}"
        self._pieces: list[bytes | FileSlice] = []
        for name, value in fields.items():
            self._add(name, value)
        self._pieces.append(f"--{self._boundary}--\r\n".encode())
        self.length = sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in self._pieces)

    @property
    def content_type(self) -> str:
        """What the Content-Type header says of it."""
        return f"multipart/form-data; boundary={self._boundary}"

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the body; what is small travels together."""
        waiting: list[bytes] = []
        size = 0
        for part in self._pieces:
            for piece in (part,) if isinstance(part, bytes) else part.chunks():
                if size + len(piece) > SMALL and waiting:
                    yield b"".join(waiting)
                    waiting, size = [], 0
                waiting.append(piece)
                size += len(piece)
        yield waiting[0] if len(waiting) == 1 else b"".join(waiting)

    def _add(self, name: str, value: Any) -> None:
        head = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
        if isinstance(value, FilePart):
            # without a filename Django takes the part for text, and the backend fails
            head += f'; filename="{_escaped(value.name)}"\r\nContent-Type: application/octet-stream'
            self._pieces += [f"{head}\r\n\r\n".encode(), value.content, b"\r\n"]
        else:
            self._pieces.append(f"{head}\r\n\r\n".encode() + form_text(name, value) + b"\r\n")


def form_text(name: str, value: Any) -> bytes:
    """One value as text of a form: dicts and lists as JSON, bools as `true` and `false`.

    Raises:
        InvalidArgumentError: It can be said neither as text nor in JSON.
    """
    text = value
    if not isinstance(value, str):
        said = encode_json(value)
        text = json.loads(said)  # a date or an ID stands for itself
        if not isinstance(text, str):
            return said
    try:
        return str.encode(text)
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{name} cannot be sent: it is no text, it holds half a character") from None


def _escaped(text: str) -> str:
    """Text inside the quotes of a header parameter, as browsers escape it."""
    return re.sub(r'["\r\n]', lambda found: f"%{ord(found[0]):02X}", text)
