"""Chunked uploads as a flow: the server says where it stands, and the content is proved with md5."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from .content import FilePart, FileSlice, file_part
from .errors import BadRequest, ClientError, Gone, InvalidArgument, UploadFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .flow import Effect

    Step = Callable[..., Generator[Effect, Any, Any]]

CHUNK_SIZE = 50 * 1024 * 1024
"""Bytes a request carries at the most, unless the service says otherwise."""

COMPLETE = 2
"""Status of an upload the server has closed."""


class Progress(NamedTuple):
    """How far an upload has come."""

    name: str
    """The file's name."""
    sent: int
    """Bytes the server has, or is being sent; never goes back."""
    total: int


class _Restart(Exception):
    """This upload can never become right; a new one can."""


class Steps(NamedTuple):
    """The protocol's requests. Each takes what it needs and is a flow of the decoded answer."""

    start: Step
    """(part, content_range) → the upload."""
    append: Step
    """(id, part, content_range) → the upload."""
    status: Step
    """(id) → the upload."""
    finish: Step
    """(id, md5) → the upload."""


class _Digest:
    """The md5 of a file, fed by what is sent, however often a part of it is sent."""

    def __init__(self) -> None:
        import hashlib

        self._md5 = hashlib.md5(usedforsecurity=False)
        self._position = 0

    def see(self, position: int, piece: bytes) -> None:
        """Take in the bytes at a position; those seen before count once."""
        new = self._position - position
        if 0 <= new < len(piece):
            self._md5.update(memoryview(piece)[new:])
            self._position = position + len(piece)

    def hexdigest(self) -> str:
        return self._md5.hexdigest()


class Uploading:
    """One file on its way. `flow()` moves it."""

    def __init__(
        self,
        steps: Steps,
        part: FilePart,
        *,
        chunk_size: int = CHUNK_SIZE,
        attempts: int = 4,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> None:
        """Take what is to be uploaded.

        Args:
            steps: The protocol's requests.
            part: The file.
            chunk_size: Bytes a request carries at the most.
            attempts: How often in a row the server may be asked where it stands without any progress between.
            on_progress: Told after each piece that is sent.
        """
        self._steps = steps
        self._part = part
        content = part.content
        self._content = FileSlice(io.BytesIO(content), 0, len(content)) if isinstance(content, bytes) else content
        self._chunk_size = chunk_size
        self._attempts = attempts
        self._on_progress = on_progress
        self._furthest = 0
        self._digest = _Digest()

    def flow(self) -> Generator[Effect, Any, Any]:
        """Upload it.

        Returns:
            The server's last word on the upload: `{id, status, …}`.

        Raises:
            UploadFailed: Two uploads went wrong in a way that only a new one could mend.
            ClientError: The server refused, or could not be reached.
        """
        try:
            return (yield from self._once())
        except _Restart:
            self._digest = _Digest()
        try:
            return (yield from self._once())
        except _Restart as reason:
            raise UploadFailed(
                f"{self._part.name}: the server does not hold what was sent, after a second upload too: {reason}. "
                "Is the file being written to?",
                may_have_been_applied=False,
            ) from None

    def _once(self) -> Generator[Effect, Any, Any]:
        upload = yield from self._begin()
        total, failures = self._part.length, 0
        while (offset := upload["offset"]) < total:
            try:
                upload = yield from self._steps.append(upload["id"], *self._range(offset))
            except BadRequest as error:
                upload = yield from self._look(upload["id"], error)
            except Gone:
                raise _Restart("it expired") from None
            except ClientError as error:
                if not error.may_have_been_applied or failures + 1 >= self._attempts:
                    raise
                upload = yield from self._look(upload["id"], error)
            failures = 0 if upload["offset"] > offset else failures + 1
            if failures >= self._attempts:
                raise _Restart("it stands still")
        if offset > total:
            raise _Restart(f"{offset} bytes of {total} are there")
        return (yield from self._finish(upload["id"]))

    def _begin(self) -> Generator[Effect, Any, Any]:
        failures = 0
        while True:
            try:
                return (yield from self._steps.start(*self._range(0)))
            except ClientError as error:
                # a beginning nobody heard of holds one chunk, and expires by itself
                failures += 1
                if not error.may_have_been_applied or failures == self._attempts:
                    raise

    def _finish(self, ident: Any) -> Generator[Effect, Any, Any]:
        failures = 0
        while True:
            try:
                return (yield from self._steps.finish(ident, self._digest.hexdigest()))
            except Gone:
                raise _Restart("it expired") from None
            except BadRequest as error:
                upload = yield from self._steps.status(ident)
                if upload["status"] != COMPLETE:
                    raise _Restart(error.message) from None
                return upload
            except ClientError as error:
                if not error.may_have_been_applied:
                    raise
                upload = yield from self._steps.status(ident)  # ask: a second finish would be refused
                if upload["status"] == COMPLETE:
                    return upload
                failures += 1
                if failures == self._attempts:
                    raise

    def _look(self, ident: Any, error: ClientError) -> Generator[Effect, Any, Any]:
        """Where the server stands, after a fault."""
        upload = yield from self._steps.status(ident)
        if upload["status"] == COMPLETE or upload["offset"] > self._part.length:
            raise _Restart(error.message)
        return upload

    def _range(self, offset: int) -> tuple[FilePart, str]:
        """The chunk that begins at an offset, and what Content-Range says of it."""
        end = min(offset + self._chunk_size, self._part.length)
        piece = FileSlice(self._content.source, self._content.offset + offset, end - offset, self._seen)
        return FilePart(self._part.name, piece), f"bytes {offset}-{end - 1}/{self._part.length}"

    def _seen(self, position: int, piece: bytes) -> None:
        """A piece of the file is about to be sent."""
        position -= self._content.offset
        self._digest.see(position, piece)
        self._furthest = max(self._furthest, position + len(piece))
        if self._on_progress is not None:
            self._on_progress(Progress(self._part.name, self._furthest, self._part.length))


def uploadable(argument: str, source: Any) -> FilePart:
    """A file that can be uploaded in chunks.

    Raises:
        InvalidArgument: It is empty, which the server refuses.
        OSError: It cannot be read.
    """
    part = file_part(argument, source)
    if part.length == 0:
        raise InvalidArgument(f"{argument}: {part.name!r} is empty, and empty files cannot be uploaded")
    return part
