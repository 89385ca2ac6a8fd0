"""Files that a caller hands over: they are read each time they are sent, and not kept."""

from __future__ import annotations

import errno
import io
import os
import stat
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve, field, frozen

from .errors import InvalidArgumentError, UploadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

CHUNK_BYTES = 1 << 20
"""Bytes read from a file at a time: few system calls, little memory."""


def fingerprint_of(status: os.stat_result) -> dict[str, int]:
    """Return what tells whether a file is still the same."""
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "inode": status.st_ino}


@frozen(eq=False)
class FilePart:
    """A file, or a range of one, and its name. It is read each time it is sent, and not kept."""

    name: str
    source: str | os.PathLike[str] | bytes | BinaryIO = field(repr=False)
    """A path, bytes, or an open binary file that can seek, which is never closed."""
    length: int
    """Size in bytes."""
    offset: int = field(default=0, kw_only=True)
    """First byte of the range."""
    fingerprint: Mapping[str, int] | None = field(default=None, kw_only=True, repr=False)
    """The file when it was handed over. If it differs after the last read, sending fails."""
    _on_chunk: Callable[[int, bytes], None] | None = field(default=None, kw_only=True, repr=False)
    """Called with the position in the file and the bytes of each chunk before it is sent."""

    def range(self, offset: int, length: int, on_chunk: Callable[[int, bytes], None]) -> FilePart:
        """Return a range of this one, which begins `offset` bytes behind its start."""
        return evolve(self, offset=self.offset + offset, length=length, on_chunk=on_chunk)

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the range; UploadError if the file has changed since it was handed over."""
        position, end = self.offset, self.offset + self.length
        with self._open() as file:
            file.seek(position)
            while position < end:
                chunk = file.read(min(CHUNK_BYTES, end - position))
                if not chunk:
                    missing = f"{end - position} of {self.length} bytes are missing"
                    raise UploadError(f"the file became shorter while it was sent: {missing}. {_UPLOAD_AGAIN}")
                if self._on_chunk is not None:
                    self._on_chunk(position, chunk)
                position += len(chunk)
                # Before the last chunk leaves: the server does not store a body that breaks off.
                if position == end and self._has_changed(file):
                    raise UploadError(f"{str(self.source)!r} was written to while it was sent. {_UPLOAD_AGAIN}")
                yield chunk

    def read(self) -> bytes:
        """Read the whole range into memory."""
        return b"".join(self.chunks())

    def _open(self) -> AbstractContextManager[BinaryIO]:
        if isinstance(self.source, bytes):
            return io.BytesIO(self.source)
        if isinstance(self.source, (str, os.PathLike)):
            return io.FileIO(self.source)
        return nullcontext(self.source)

    def _has_changed(self, file: BinaryIO) -> bool:
        return self.fingerprint is not None and self.fingerprint != fingerprint_of(os.fstat(file.fileno()))


_UPLOAD_AGAIN = "Upload it again when nothing writes to it"


def file_part(argument: str, source: str | os.PathLike[str] | bytes | BinaryIO | FilePart) -> FilePart:
    """Read name (`file` if it has none) and size of what a caller hands over as a file, but not its content.

    Args:
        argument: The argument's name, for the error.
        source: A path, bytes, or an open binary file, which is sent from its present position.

    Raises:
        OSError: The path is none of a readable file: FileNotFoundError, PermissionError or IsADirectoryError.
        InvalidArgumentError: The source is not a file, is empty, or is one opened in text mode.
    """
    if isinstance(source, FilePart):
        part = source
    elif isinstance(source, (bytes, bytearray, memoryview)):
        content = bytes(source)
        part = FilePart("file", content, len(content))
    elif isinstance(source, (str, os.PathLike)):
        part = _from_path(argument, source if isinstance(source, Path) else Path(source))
    else:
        part = _from_open_file(argument, source)
    if part.length == 0:
        raise InvalidArgumentError(f"{argument}: {part.name!r} is empty, and empty files cannot be uploaded")
    return part


def _from_path(argument: str, path: Path) -> FilePart:
    try:
        status = os.stat(path)  # noqa: PTH116 - raises the built-in error that fits, at once
    except ValueError as error:
        reason = str(error).removeprefix("stat: ")
        raise InvalidArgumentError(f"{argument}: {str(path)!r} is not a path: {reason}") from None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would block until its other end opens
        raise InvalidArgumentError(
            f"{argument}: {str(path)!r} is not a regular file, so its size is not known before it is sent"
        )
    if not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return FilePart(_encodable(path.name), path, status.st_size, fingerprint=fingerprint_of(status))


def _from_open_file(argument: str, source: Any) -> FilePart:
    if not hasattr(source, "read"):
        raise InvalidArgumentError(
            f"{argument} must be a path, bytes or an open binary file, not {type(source).__name__}"
        )
    try:
        empty = source.read(0)
    except TypeError:
        empty = b""  # its read() takes no size
    except ValueError as error:
        raise InvalidArgumentError(
            f"{argument} cannot be read ({type(error).__name__}: {error}): is it closed, or open for writing only?"
        ) from None
    if isinstance(empty, str):
        raise InvalidArgumentError(f"{argument} is open in text mode: open it with mode 'rb'")
    name = getattr(source, "name", "")
    name = _encodable(Path(name).name) if isinstance(name, str) and name else "file"
    try:
        start = source.tell()
        end = source.seek(0, io.SEEK_END)
        source.seek(start)
    except (OSError, AttributeError):
        if _is_stream(source):
            raise InvalidArgumentError(
                f"{argument} is a pipe, so its size is not known before it is sent: save it to a file first"
            ) from None
        content = source.read()  # it cannot be read twice, so it is sent from memory
        return FilePart(name, content, len(content))
    return FilePart(name, source, max(0, end - start), offset=start)


def _encodable(name: str) -> str:
    """Return a file's name without undecodable bytes, which Linux allows."""
    return name.encode(errors="replace").decode()


def _is_stream(source: BinaryIO) -> bool:
    """Whether an open file is a pipe, a socket or a device."""
    try:
        return not stat.S_ISREG(os.fstat(source.fileno()).st_mode)
    except (OSError, AttributeError):
        return False
