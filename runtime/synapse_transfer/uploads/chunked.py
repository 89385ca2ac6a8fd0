"""The flow of a chunked upload: the server says where it stands, and md5 proves the content.

What can go wrong, and what the flow does:

    a chunk's response is lost        ask where the upload stands, and go on from there
    the first response is lost        look for the upload in the list, else start anew
    the last response is lost         ask whether the upload is complete; finish again only if it is not
    the server lost bytes             send them again
    it takes chunks, and its offset   ask and send again, as after a lost response, until the faults are used up
    does not move
    it holds bytes that were not      start over, once: two requests at once may have stored a range twice,
    sent, another md5, its own 404    and nothing repairs that
    or 410, completed too early
    a 404 that is not JSON            a proxy's, while the backend restarts: try again
    401, 403, 413, 507, other 4xx     raise

The flow survives as many faults in a row as the retry policy has attempts; the count begins anew when the upload has
got further than ever before.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from synapse_http import errors
from synapse_http.values import is_list, is_object
from synapse_runtime.flow.effects import run_in_thread

from .file_chunks import FileChunks
from .journal import JournalEntry, UploadJournal
from .progress import ProgressTracker
from .protocol import created_at, is_complete, is_misplaced, is_permanent, is_upload, require_upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_http.content import FilePart
    from synapse_runtime.calls.retry import FaultBudget
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.types import Progress

    from .protocol import Send

T = TypeVar("T")

CLOCK_SKEW_SECONDS = 2.0
"""How far a server's clock may be behind ours when we look for the upload we started."""

STATUS_POLLS = 4
"""Status polls before a fully sent chunk is resent: the server may still be storing it. They take 3.5 s by default."""

_active: set[str] = set()
"""IDs of uploads under way in this process: one of another thread, even with the same name, is not ours to take."""


class _Restart(Exception):  # noqa: N818 - a signal within the flow
    """This upload can never become right; a new one can."""


class ChunkedUpload:
    """The upload of one file. `flow()` runs it."""

    def __init__(
        self,
        send: Send,
        part: FilePart,
        faults: FaultBudget,
        *,
        chunk_size: int,
        journal: UploadJournal | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        bar: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Prepare an upload in chunks of so many bytes; nothing is read or sent yet.

        Without a journal, no other process can resume. `now` returns seconds since the epoch.
        """
        self._send = send
        self._tracker = ProgressTracker(part.name, part.length, on_progress, bar=bar)
        self._file = FileChunks(part, chunk_size, self._tracker)
        self._faults = faults
        self._journal = journal
        self._now = now
        self._id = ""
        self._started = 0.0

    def flow(self) -> Flow[Any]:
        """Upload the file; return the upload as the server reports it last: `{id, status, …}`.

        Raises:
            UploadError: Two uploads failed in a way that only another could repair.
        """
        try:
            entry = yield from self._in_journal(UploadJournal.open)
            try:
                upload = yield from self._upload(entry)
            except _Restart:
                self._tracker.add_fault()
                upload = yield from self._upload(None)
        except _Restart as reason:
            yield from self._in_journal(UploadJournal.remove)
            raise errors.UploadError(
                f"{self._file.name}: the server does not hold what was sent, after a second upload too: {reason}. "
                "Is the file being written to?"
            ) from None
        else:
            yield from self._in_journal(UploadJournal.remove)
            return upload
        finally:
            _active.discard(self._id)
            self._file.close()
            self._tracker.close()
            if self._journal is not None:
                self._journal.close()

    def _upload(self, entry: JournalEntry | None) -> Flow[Any]:
        """Run one upload from its start, or from where another process left it, to its end."""
        _active.discard(self._id)
        self._file.restart()
        self._faults.refill()
        self._id, furthest = "", -1
        upload = None if entry is None else (yield from self._resume(entry))
        if upload is None:
            upload = yield from self._start()
        self._id = str(upload["id"])
        _active.add(self._id)
        while not is_complete(upload):
            offset = upload["offset"]
            if offset > self._file.sent:
                raise _Restart(f"{offset} bytes are stored, and {self._file.sent} were sent")
            if offset > furthest:
                self._faults.refill()
                furthest = offset
                yield from self._write_journal(offset)
            upload = yield from self._advance(offset)
        return upload

    def _advance(self, offset: int) -> Flow[Any]:
        """Send the chunk at an offset, or the md5 after the last; return where the upload stands then."""
        yield from self._file.hash_up_to(offset)
        is_last = offset == self._file.total
        if is_last:
            request = self._send("finish", self._id, md5=(yield from self._file.md5()))
        else:
            request = self._send("append", self._id, **self._file.chunk(offset))
        try:
            upload = yield from _existing(request)
            if upload["offset"] <= offset and not is_complete(upload):
                raise errors.DecodeError(
                    f"{self._file.name}: the server took what was sent, and its offset stays {upload['offset']} of "
                    f"{self._file.total}",
                    may_have_been_applied=True,
                )
        except errors.ClientError as error:
            upload = yield from self._resync_after_error(offset, error)
        return upload if is_last else _require_open(upload)

    def _resync_after_error(self, offset: int, error: errors.ClientError) -> Flow[Any]:
        """Return where the upload stands after what was sent at an offset failed."""
        is_last = offset == self._file.total
        if isinstance(error, errors.ValidationError) and not is_misplaced(error):
            upload = yield from self._query_status()
            if is_complete(upload) != is_last:
                raise _Restart(error.message)
            if is_last:
                return upload  # the server refuses to finish twice
            raise error
        yield from self._wait_or_raise(error)
        # Resend a chunk only after the server had time to store it: two writes of one range corrupt the file.
        is_sent = not isinstance(error, errors.ValidationError) and self._file.sent >= self._file.end(offset)
        polls = STATUS_POLLS if is_sent and error.may_have_been_applied else 1
        return (
            yield from self._poll(
                self._query_status, lambda upload: upload["offset"] != offset or is_complete(upload), polls
            )
        )

    def _start(self) -> Flow[Any]:
        """Create an upload with its first chunk."""
        self._started = self._now()
        yield from self._write_journal(0)
        while True:
            try:
                return _require_open(require_upload((yield from self._send("start", **self._file.chunk(0)))))
            except errors.ClientError as error:
                yield from self._wait_or_raise(error)
                # A request that breaks off inside its body stores nothing: there is no upload to find.
                if self._file.sent == self._file.end(0):
                    upload = yield from self._find_started_upload(self._file.sent)
                    if upload is not None:
                        return upload

    def _find_started_upload(self, offset: int) -> Flow[Any]:
        """Find the upload whose create response was lost. None if ambiguous."""
        try:
            uploads = yield from self._send("list")
        except errors.DeadlineExceededError:
            raise
        except errors.ClientError:
            return None  # a second start costs one chunk, and the first upload expires by itself
        candidates = [
            upload
            for upload in (uploads if is_list(uploads) else ())
            if is_upload(upload)
            and upload.get("filename") == self._file.name
            and upload["offset"] == offset
            and not is_complete(upload)
            and str(upload["id"]) not in _active
            and created_at(upload) >= self._started - CLOCK_SKEW_SECONDS
        ]
        return candidates[0] if len(candidates) == 1 else None

    def _resume(self, entry: JournalEntry) -> Flow[Any]:
        """Return the upload that another process left, with its bytes hashed here; None if it is of no use."""
        self._started = entry.began

        def find() -> Flow[Any]:
            if entry.upload:
                return self._get_if_usable(entry.upload)
            return self._find_started_upload(self._file.end(0))

        # The server may still be storing what the other process sent.
        upload = yield from self._poll(find, lambda upload: upload is not None and upload["offset"] != entry.offset)
        if upload is not None:
            yield from self._file.hash_up_to(upload["offset"])
            upload = yield from self._get_if_usable(upload["id"])
        if upload is not None:
            self._file.sent = self._file.end(upload["offset"])  # the other process may have sent one more chunk
            self._tracker.start_at(upload["offset"])
        return upload

    def _get_if_usable(self, upload_id: Any) -> Flow[Any]:
        """Return an upload, or None if the server does not know it any more or it cannot be one of this file."""
        try:
            upload = yield from _existing(self._send("status", upload_id))
        except _Restart:
            return None
        missing = self._file.total - upload["offset"]
        return upload if missing == 0 or (missing > 0 and not is_complete(upload)) else None

    def _poll(
        self, find: Callable[[], Flow[Any]], is_expected: Callable[[Any], bool], polls: int = STATUS_POLLS
    ) -> Flow[Any]:
        """Return the upload as it is expected, or as the last poll shows it."""
        upload = yield from find()
        for number in range(1, polls):
            if is_expected(upload):
                break
            yield from self._faults.pause(number)
            upload = yield from find()
        return upload

    def _query_status(self) -> Flow[Any]:
        """Ask the server where the upload stands."""
        while True:
            try:
                return (yield from _existing(self._send("status", self._id)))
            except errors.ClientError as error:
                yield from self._wait_or_raise(error)

    def _wait_or_raise(self, error: errors.ClientError) -> Flow[None]:
        # A 404 that is not the backend's own comes from what stands before it, and passes. Before the first response
        # it more likely says that the base URL is wrong.
        is_foreign = bool(self._id) and isinstance(error, errors.NotFoundError)
        yield from self._faults.wait_or_raise(error, is_permanent=not is_foreign and is_permanent(error))
        self._tracker.add_fault()

    def _write_journal(self, offset: int) -> Flow[None]:
        entry = JournalEntry(self._started, self._id, offset)
        yield from self._in_journal(lambda journal: journal.write(entry))

    def _in_journal(self, action: Callable[[UploadJournal], T]) -> Flow[T | None]:
        return None if self._journal is None else (yield from run_in_thread(partial(action, self._journal)))


def _existing(request: Flow[Any]) -> Flow[Any]:
    """Return the upload that a request returns; start over if the server does not know it any more."""
    try:
        return require_upload((yield from request))
    except (errors.GoneError, errors.NotFoundError) as error:
        if is_object(error.response):
            raise _Restart(error.message) from None
        raise


def _require_open(upload: Any) -> Any:
    """Return an upload that is not all sent; start over if it is complete nevertheless."""
    if is_complete(upload):
        raise _Restart("it was completed before its end was sent")
    return upload
