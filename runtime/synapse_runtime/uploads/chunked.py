"""Chunked uploads as a flow: the server says where it stands, and the content is proved with md5.

What can go wrong, and what is done:

    a chunk's answer is missing       ask where the upload stands, and go on from there
    the first answer is missing       look for the upload in the list, else begin anew
    the last answer is missing        ask whether it is complete; only if it is not, finish it again
    the server lost bytes             send them again
    it holds what was not sent,       start over, once: two requests at once may have stored a range
    another md5, 404, 410             twice, and then no repair is possible
    401, 403, 413, 507, other 4xx     raise

Faults are borne as often in a row as the retry policy allows attempts; the count begins anew
when the upload has got further than ever before.
"""

from __future__ import annotations

import io
import random
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.calls.retry import RetryPolicy
from synapse_runtime.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    GoneError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    ServerError,
    UploadError,
    ValidationError,
)
from synapse_runtime.flow.effects import run_in_thread, sleep
from synapse_runtime.http.content import FilePart, FileSlice, file_part
from synapse_runtime.types import Progress, is_list, is_object

from .digest import Digest
from .journal import JournalEntry
from .progress import ProgressBar, ProgressTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_runtime.flow.effects import Effect, Flow

    from .journal import UploadJournal

    Step = Callable[..., Generator[Effect, Any, Any]]

__all__ = ["CHUNK_SIZE", "ChunkedUpload", "Progress", "UploadEndpoints", "require_nonempty_file"]

CHUNK_SIZE = 50 * 1024 * 1024
"""Bytes a request carries at the most, unless the service or the client says otherwise."""

COMPLETE = 2
"""Status of an upload the server has closed."""

SKEW = 2.0
"""Seconds a server's clock may be behind ours when we look for what we began."""

LOOKS = 3
"""How often the server is asked about a request it got whole before that is sent again."""

_MAY_PASS = (ClientConnectionError, ClientTimeoutError, DecodeError, RateLimitError, ServerError)
_WILL_STAY = frozenset({501, 505, 507})

_ours: set[str] = set()
"""Uploads under way in this process: another's, even with the same name, is never taken for one's own."""


class _Restart(Exception):
    """This upload can never become right; a new one can."""


class UploadEndpoints(NamedTuple):
    """The protocol's requests. Each takes what it needs and is a flow of the decoded answer."""

    start: Step
    """(part, content_range) → the upload."""
    append: Step
    """(id, part, content_range) → the upload."""
    status: Step
    """(id) → the upload."""
    finish: Step
    """(id, md5) → the upload."""
    list: Step
    """() → all uploads of this user."""


class ChunkedUpload:
    """One file on its way. `flow()` moves it."""

    def __init__(
        self,
        steps: UploadEndpoints,
        part: FilePart,
        *,
        chunk_size: int = CHUNK_SIZE,
        policy: RetryPolicy = RetryPolicy(),  # noqa: B008 - an immutable value
        journal: UploadJournal | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        bar: bool = False,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take what is to be uploaded.

        Args:
            steps: The protocol's requests.
            part: The file.
            chunk_size: Bytes a request carries at the most.
            policy: How many faults in a row are borne, and after what waits.
            journal: Where to write down what another process needs to go on.
            on_progress: Told after each piece that is sent.
            bar: Show a bar.
            jitter: A number in [0, 1), anew at each call.
            now: Seconds since the epoch.
        """
        self._steps = steps
        self._part = part
        self._total = part.length
        content = part.content
        self._content = FileSlice(io.BytesIO(content), 0, len(content)) if isinstance(content, bytes) else content
        self._chunk_size = chunk_size
        self._policy = policy
        self._journal = journal
        self._jitter = jitter
        self._now = now
        self._digest = Digest()
        self._bar = ProgressBar(part.name, self._total) if bar else None
        reports = [report for report in (self._bar, on_progress) if report is not None]
        self._meter = ProgressTracker(part.name, self._total, tuple(reports))
        self._ident = ""
        self._began = 0.0
        self._sent = 0  # how far what was sent of this upload reaches
        self._furthest = 0  # how far the server's offset ever was
        self._faults = 0

    def flow(self) -> Generator[Effect, Any, Any]:
        """Upload it.

        Returns:
            The server's last word on the upload: `{id, status, …}`.

        Raises:
            UploadError: Two uploads went wrong in a way that only a new one could mend.
            ClientError: The server refused, or could not be reached.
            OSError: The file cannot be read.
        """
        try:
            entry = None if self._journal is None else (yield from run_in_thread(self._journal.open))
            try:
                done = yield from self._whole(entry)
            except _Restart:
                self._meter.fault()
                try:
                    done = yield from self._whole(None)
                except _Restart as reason:
                    yield from self._forget()
                    raise UploadError(
                        f"{self._part.name}: the server does not hold what was sent, after a second upload too: "
                        f"{reason}. Is the file being written to?"
                    ) from None
            yield from self._forget()
            return done
        finally:
            _ours.discard(self._ident)
            self._digest.close()
            if self._bar is not None:
                self._bar.close()
            if self._journal is not None:
                self._journal.close()

    def _whole(self, entry: JournalEntry | None) -> Generator[Effect, Any, Any]:
        """One upload from its beginning, or from where another process left it, to its end."""
        _ours.discard(self._ident)
        self._digest.close()
        self._digest = Digest()
        self._ident, self._sent, self._furthest, self._faults = "", 0, 0, 0
        upload = None if entry is None else (yield from self._resumed(entry))
        if upload is None:
            upload = yield from self._begun()
        yield from self._own(upload)
        while (offset := upload["offset"]) < self._total:
            yield from self._catch_up(offset)
            try:
                upload = _checked((yield from self._steps.append(self._ident, *self._range(offset))))
            except (GoneError, NotFoundError) as error:
                raise _Restart(error.message) from None
            except ClientError as error:
                upload = yield from self._looked(upload, error)
            if upload["offset"] > self._sent:
                raise _Restart(f"{upload['offset']} bytes are there, and {self._sent} were sent")
            if upload["offset"] > self._furthest:
                self._faults, self._furthest = 0, upload["offset"]
                yield from self._note(upload["offset"])
        return upload if upload["status"] == COMPLETE else (yield from self._finished())

    # The beginning --------------------------------------------------------------------------

    def _begun(self) -> Generator[Effect, Any, Any]:
        """A new upload, with its first chunk."""
        self._began = self._now()
        yield from self._note(0)
        while True:
            try:
                return _checked((yield from self._steps.start(*self._range(0))))
            except ClientError as error:
                yield from self._bear(error)
                # what breaks off inside its body stores nothing
                found = (yield from self._found(self._sent)) if self._sent == self._end(0) else None
                if found is not None:
                    return found

    def _found(self, offset: int) -> Generator[Effect, Any, Any]:
        """The upload that was begun though nobody said so; None where it is not certain which that is."""
        try:
            listed = yield from self._steps.list()
        except DeadlineExceededError:
            raise
        except ClientError:
            return None  # a second beginning costs one chunk, and the first expires by itself
        found = [
            upload
            for upload in (listed if is_list(listed) else ())
            if is_object(upload)
            and upload.get("filename") == self._part.name
            and upload.get("offset") == offset
            and upload.get("status") != COMPLETE
            and str(upload.get("id")) not in _ours
            and _moment(upload.get("created_at")) >= self._began - SKEW
        ]
        return _checked(found[0]) if len(found) == 1 else None

    def _resumed(self, entry: JournalEntry) -> Generator[Effect, Any, Any]:
        """The upload that another process left, with our md5 as far as it has come; None where it is of no use."""
        self._began = entry.began
        upload = yield from self._left(entry)
        for number in range(1, LOOKS):
            if upload is not None and upload["offset"] != entry.offset:
                break
            yield from self._wait(number)  # the server may still be storing what the other process had sent
            upload = yield from self._left(entry)
        if upload is None or upload["offset"] > self._total:
            return None
        yield from self._catch_up(upload["offset"])
        upload = yield from self._still(upload["id"])
        if upload is None or upload["offset"] > self._total:
            return None
        self._sent = self._end(upload["offset"])
        self._meter.has(upload["offset"])
        return upload

    def _left(self, entry: JournalEntry) -> Generator[Effect, Any, Any]:
        return (yield from self._still(entry.upload) if entry.upload else self._found(self._end(0)))

    def _still(self, ident: Any) -> Generator[Effect, Any, Any]:
        """An upload, if the server still knows it."""
        try:
            return _checked((yield from self._steps.status(ident)))
        except (NotFoundError, GoneError):
            return None

    def _catch_up(self, offset: int) -> Flow[None]:
        """Take in what the server has and we have not sent."""
        while self._digest.position < offset:
            yield from run_in_thread(partial(self._hash_until, offset))

    def _hash_until(self, end: int) -> None:
        """Read a part of what the server has already."""
        position = self._digest.position
        size = min(self._chunk_size, end - position)
        for piece in FileSlice(self._content.source, self._content.offset + position, size).chunks():
            self._digest.see(self._digest.position, piece)

    def _own(self, upload: Any) -> Flow[None]:
        self._ident = str(upload["id"])
        _ours.add(self._ident)
        self._furthest = max(self._furthest, upload["offset"])
        if upload["offset"] > self._sent:
            raise _Restart(f"{upload['offset']} bytes are there, and {self._sent} were sent")
        yield from self._note(upload["offset"])

    # After a fault --------------------------------------------------------------------------

    def _bear(self, error: ClientError) -> Flow[None]:
        """Wait before the next try, or raise the error where that cannot help."""
        self._faults += 1
        asked = error.retry_after
        passes = isinstance(error, _MAY_PASS) or error.status_code == 408 or _misplaced(error)
        passes = passes and not isinstance(error, DeadlineExceededError) and error.status_code not in _WILL_STAY
        if not passes or self._faults >= self._policy.attempts or (asked or 0) > self._policy.retry_after_max:
            raise error
        self._meter.fault()
        yield from self._wait(self._faults, asked)

    def _wait(self, number: int, asked: float | None = None) -> Flow[None]:
        yield from sleep(self._policy.delay(number, self._jitter()) if asked is None else asked)

    def _looked(self, upload: Any, error: ClientError) -> Generator[Effect, Any, Any]:
        """Where the server stands, after a fault at a chunk."""
        offset = upload["offset"]
        if isinstance(error, ValidationError) and not _misplaced(error):
            upload = yield from self._asked(self._ident, patient=False)
            if upload["status"] != COMPLETE:
                raise error
            raise _Restart(error.message)
        yield from self._bear(error)
        whole = not isinstance(error, ValidationError) and self._sent >= self._end(offset)
        looks = LOOKS if whole and error.may_have_been_applied else 1
        for number in range(looks):
            if number:  # it may still be storing the chunk, and must not get it twice
                yield from self._wait(number)
            upload = yield from self._asked(self._ident)
            if upload["offset"] != offset:
                break
        if upload["status"] == COMPLETE:
            raise _Restart("somebody else finished it")
        return upload

    def _asked(self, ident: Any, *, patient: bool = True) -> Generator[Effect, Any, Any]:
        """What the server says of an upload."""
        while True:
            try:
                return _checked((yield from self._steps.status(ident)))
            except (NotFoundError, GoneError) as error:
                raise _Restart(error.message) from None
            except ClientError as error:
                if not patient:
                    raise
                yield from self._bear(error)

    # The end --------------------------------------------------------------------------------

    def _finished(self) -> Generator[Effect, Any, Any]:
        """Prove that what the server has is the file."""
        yield from self._catch_up(self._total)
        md5 = yield from run_in_thread(self._digest.hexdigest)
        self._faults = 0
        while True:
            try:
                return _checked((yield from self._steps.finish(self._ident, md5)))
            except (GoneError, NotFoundError) as error:
                raise _Restart(error.message) from None
            except ValidationError as error:
                upload = yield from self._asked(self._ident)
                if upload["status"] != COMPLETE:
                    raise _Restart(error.message) from None
                return upload
            except ClientError as error:
                yield from self._bear(error)
                looks = LOOKS if error.may_have_been_applied else 1
                for number in range(1, looks + 1):
                    upload = yield from self._asked(self._ident)  # a second finish would be refused
                    if upload["status"] == COMPLETE:
                        return upload
                    if number < looks:
                        yield from self._wait(number)

    # Small things ---------------------------------------------------------------------------

    def _note(self, offset: int) -> Flow[None]:
        if self._journal is not None:
            yield from run_in_thread(partial(self._journal.write, JournalEntry(self._began, self._ident, offset)))

    def _forget(self) -> Flow[None]:
        if self._journal is not None:
            yield from run_in_thread(self._journal.remove)

    def _end(self, offset: int) -> int:
        """Where the chunk that begins at an offset ends."""
        return min(offset + self._chunk_size, self._total)

    def _range(self, offset: int) -> tuple[FilePart, str]:
        """The chunk that begins at an offset, and what Content-Range says of it."""
        end = self._end(offset)
        content = self._content
        piece = FileSlice(
            content.source, content.offset + offset, end - offset, self._seen, fingerprint=content.fingerprint
        )
        return FilePart(self._part.name, piece), f"bytes {offset}-{end - 1}/{self._total}"

    def _seen(self, position: int, piece: bytes) -> None:
        """A piece of the file is about to be sent."""
        position -= self._content.offset
        self._digest.see(position, piece)
        self._sent = max(self._sent, position + len(piece))
        self._meter.see(len(piece), self._sent)


def require_nonempty_file(argument: str, source: Any) -> FilePart:
    """A file that can be uploaded in chunks.

    Raises:
        InvalidArgumentError: It is empty, which the server refuses.
        OSError: It cannot be read.
    """
    part = file_part(argument, source)
    if part.length == 0:
        raise InvalidArgumentError(f"{argument}: {part.name!r} is empty, and empty files cannot be uploaded")
    return part


def _checked(upload: Any) -> Any:
    """An answer, if it is an upload.

    Raises:
        DecodeError: It is something else.
    """
    if not (is_object(upload) and upload.get("id") and isinstance(upload.get("offset"), int) and "status" in upload):
        raise DecodeError("The answer is no upload: it lacks its id, offset or status", may_have_been_applied=True)
    return upload


def _misplaced(error: ClientError) -> bool:
    """Whether a chunk was refused because it does not begin where the server stands."""
    return is_object(error.response) and "expected_offset" in error.response


def _moment(text: Any) -> float:
    """A time of the server in seconds since the epoch; long ago where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
