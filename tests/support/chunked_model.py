"""A model of the server of chunked uploads, for flows: no socket, no clock, any fault on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from synapse_http.content import FilePart
from synapse_http.errors import (
    AuthenticationError,
    AuthorizationError,
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DecodeError,
    GoneError,
    NotFoundError,
    PayloadTooLargeError,
    ServerError,
    ValidationError,
)
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.calls.retry_policy import RetryPolicy, RetryState
from synapse_runtime.flow.drivers import run
from synapse_runtime.flow.effects import RunInThread, Sleep
from synapse_transfer.uploads.chunked import ChunkedUpload

CONTENT = b"0123456789"
LOST = {"may_have_been_applied": True}
FATAL: dict[str, Callable[[], ClientError]] = {
    "401": lambda: AuthenticationError("401"),
    "403": lambda: AuthorizationError("403"),
    "413": lambda: PayloadTooLargeError("413"),
    "507": lambda: ServerError("507", status_code=507, **LOST),
}
PUT_FAULTS = (
    *("unreachable", "dropped", "cut", "response lost", "timed out", "stored later", "stored twice"),
    *("503", "500", "html", "misplaced", "bytes lost", "410", "404", "proxy 404"),
)
ASK_FAULTS = ("dropped", "response lost", "500", "html")
FINISH_FAULTS = ("dropped", "response lost", "500", "html", "slow", "410", "404", "proxy 404")


class ModelServer:
    """Stores chunks as drf-chunked-upload does, with scripted faults.

    Attributes:
        uploads: Each upload's ID to its row; `content` holds what is stored.
        asked: The requests, in order: `start`, `append 4`, `status`, `finish`, `list`.
        waits: The waits of the flow, in seconds.
    """

    def __init__(self, faults: Iterable[str] = (), now: float = 1_000_000.0) -> None:
        """Script the faults of the requests, in order. "" is none, as is a fault of other requests."""
        self.uploads: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.waits: list[float] = []
        self.now = now
        self._faults = iter(faults)
        self._later: list[Any] = []

    def send(self, role: str, *arguments: Any, **fields: Any) -> Iterator[Any]:
        """Return the flow of one request."""
        flow: Iterator[Any] = getattr(self, f"_{role}")(*arguments, **fields)
        return flow

    def perform(self, effect: Any) -> Any:
        """Carry out an effect."""
        if isinstance(effect, Sleep):
            self.waits.append(effect.seconds)
            return None
        if isinstance(effect, RunInThread):
            return effect.function()
        return effect()

    def content(self, ident: str) -> bytes:
        """Return the content of an upload."""
        return bytes(self.uploads[ident]["content"])

    def add(self, content: bytes, filename: str = "file", *, at: float | None = None, complete: bool = False) -> str:
        """Store an upload."""
        ident = f"upload-{len(self.uploads)}"
        created = datetime.fromtimestamp(self.now if at is None else at, UTC).isoformat()
        self.uploads[ident] = {
            "id": ident,
            "filename": filename,
            "status": 2 if complete else 1,
            "created_at": created,
            "content": bytearray(content),
        }
        return ident

    def shown(self, ident: str) -> dict[str, Any]:
        """Return an upload as a response shows it."""
        row = self.uploads[ident]
        return {**{key: row[key] for key in ("id", "filename", "status", "created_at")}, "offset": len(row["content"])}

    # Each step is a flow of one effect: a function that `perform` calls.

    def _start(self, file: Any, filename: str, content_range: str) -> Iterator[Any]:
        return (yield lambda: self._put(None, file, content_range))

    def _append(self, ident: str, file: Any, filename: str, content_range: str) -> Iterator[Any]:
        return (yield lambda: self._put(ident, file, content_range))

    def _status(self, ident: str) -> Iterator[Any]:
        return (yield lambda: self._respond("status", ASK_FAULTS, lambda: self.shown(self._known(ident))))

    def _list(self) -> Iterator[Any]:
        return (yield lambda: self._respond("list", ASK_FAULTS, lambda: [self.shown(ident) for ident in self.uploads]))

    def _finish(self, ident: str, md5: str) -> Iterator[Any]:
        return (yield lambda: self._finished(ident, md5))

    def _fault(self, known: tuple[str, ...]) -> str:
        fault = next(self._faults, "")
        return fault if fault in known or fault in FATAL else ""

    def _settle(self) -> None:
        for late in self._later:
            late()
        self._later.clear()

    def _respond(self, name: str, known: tuple[str, ...], make_response: Any) -> Any:
        self.asked.append(name)
        fault = self._fault(known)
        self._common(fault)
        response = make_response()
        self._settle()  # a chunk stored late is visible to the next request
        self._lost(fault)
        return response

    def _common(self, fault: str) -> None:
        if fault in FATAL:
            error = FATAL[fault]()
            raise error
        if fault == "unreachable":
            raise ClientConnectionError("not sent")
        if fault == "503":
            raise ServerError("503", status_code=503)
        if fault == "dropped":
            raise ClientConnectionError("dropped", **LOST)
        if fault == "proxy 404":
            raise NotFoundError("404", response="404 page not found")

    def _lost(self, fault: str) -> None:
        if fault == "response lost":
            raise ClientConnectionError("lost", **LOST)
        if fault == "500":
            raise ServerError("500", status_code=500, **LOST)
        if fault == "html":
            raise DecodeError("html", **LOST)

    def _known(self, ident: str) -> str:
        if ident not in self.uploads:
            raise NotFoundError("404", response={"detail": "Not found."})
        return ident

    def _put(self, ident: str | None, part: Any, where: str) -> Any:
        first = int(where.removeprefix("bytes ").partition("-")[0])
        self.asked.append(f"append {first}" if ident else "start")
        fault = self._fault(PUT_FAULTS)
        self._common(fault)
        pieces = part.chunks()
        if fault == "cut":
            next(pieces)
            pieces.close()
            raise ClientConnectionError("cut", **LOST)
        chunk = b"".join(pieces)
        if ident is None:
            ident = self.add(b"", part.name)
        elif fault == "404":
            self.uploads.pop(ident, None)
        row = self.uploads[self._known(ident)]
        if fault == "410":
            raise GoneError("410", response={"detail": "Upload has expired"})
        if fault == "bytes lost":
            del row["content"][len(row["content"]) // 2 :]
        offset = len(row["content"])
        if row["status"] == 2:
            raise ValidationError("complete", response={"detail": 'Upload has already been marked as "complete"'})
        if offset != first or fault == "misplaced":
            raise ValidationError("misplaced", response={"detail": "Offsets do not match", "expected_offset": offset})
        if fault == "stored later":
            self._later.append(lambda: row["content"].extend(chunk))
            raise ClientTimeoutError("late", **LOST)
        if fault != "timed out":
            row["content"].extend(chunk)
        if fault == "timed out":
            raise ClientTimeoutError("stall", **LOST)
        if fault == "stored twice":
            row["content"].extend(chunk)
        self._lost(fault)
        return self.shown(ident)

    def _finished(self, ident: str, md5: str) -> Any:
        self.asked.append("finish")
        fault = self._fault(FINISH_FAULTS)
        self._common(fault)
        if fault == "410":
            raise GoneError("410", response={"detail": "Upload has expired"})
        if fault == "404":
            self.uploads.pop(ident, None)
        row = self.uploads[self._known(ident)]
        if row["status"] == 2:
            raise ValidationError("complete", response={"detail": 'Upload has already been marked as "complete"'})
        if hashlib.md5(row["content"]).hexdigest() != md5:
            raise ValidationError("checksum does not match", response={"detail": "checksum does not match"})
        if fault == "slow":
            self._later.append(lambda: row.update(status=2))
            raise ClientTimeoutError("slow", **LOST)
        row["status"] = 2
        self._lost(fault)
        return self.shown(ident)


def faults(policy: RetryPolicy = RetryPolicy()) -> FaultBudget:  # noqa: B008 - an immutable value
    """Return the budget of a client whose jitter is no chance."""
    return FaultBudget(policy, RetryState(), jitter=lambda: 0.5)


def upload(
    server: ModelServer,
    content: bytes | FilePart = CONTENT,
    size: int = 4,
    policy: RetryPolicy = RetryPolicy(),  # noqa: B008 - an immutable value
    **options: Any,
) -> Any:
    """Upload `content` in chunks of `size`."""
    part = content if isinstance(content, FilePart) else FilePart("file", content, len(content))
    options = {"now": lambda: server.now, **options}
    flow = ChunkedUpload(server.send, part, faults(policy), chunk_size=size, **options).flow()
    return run(flow, server.perform)
