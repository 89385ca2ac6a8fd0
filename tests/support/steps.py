"""What the faulty server does with a request: one frozen value a step."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from email.utils import format_datetime
from http.client import responses
from typing import Any, Literal, NamedTuple

Headers = tuple[tuple[str, str], ...]
Moment = Literal["before_reading", "after_reading", "after_processing"]
Loss = Literal["hang_up", "reset", "stall"]

WITHOUT_BODY = (204, 304)


class Step(NamedTuple):
    """How one request is treated, in the order of the members."""

    read: Literal["head", "all"] | int = "all"
    """How much is read: the head only, so many bytes of the body, or all."""
    processed: bool = True
    """Whether the request counts as processed."""
    wait: threading.Event | None = None
    """Set by the test when the answer may leave; None: at once."""
    status: int | None = 200
    """None: no answer at all."""
    headers: Headers = ()
    """Sent as they are; a `Content-Length` here replaces the true one."""
    body: bytes = b""
    framing: Literal["length", "chunked", "close"] = "length"
    """How the end of the body is told."""
    raw: bytes | None = None
    """Sent in place of head and body."""
    cut: int | None = None
    """How many bytes of the body are sent; None: all. Then `then` happens."""
    slice: int = 0
    """Dribble: bytes at a time; 0: all at once."""
    pause: float = 0.001
    """Dribble: seconds between two slices."""
    then: Literal["keep", "close", "hang_up", "reset", "stall"] = "keep"
    """What becomes of the connection: kept; closed as announced in the headers; closed
    without a word; reset; or left open in silence until the client leaves."""

    @property
    def closes(self) -> bool:
        """Whether the answer announces the end of the connection."""
        unread = self.read != "all"
        return self.then == "close" or (self.then == "keep" and (unread or self.framing == "close"))

    def payload(self, method: str) -> bytes:
        """The bytes of the answer to a `method` request."""
        if self.raw is not None:
            return self.raw
        if self.status is None:
            return b""
        shown, framed = self._framed_body()
        if method == "HEAD" or self.status in WITHOUT_BODY:
            framed = b""
        given = {name.lower() for name, _ in self.headers}
        headers = [*self.headers, *((name, value) for name, value in shown if name.lower() not in given)]
        if self.closes:
            headers.append(("Connection", "close"))
        lines = [f"HTTP/1.1 {self.status} {reason(self.status)}", *(f"{name}: {value}" for name, value in headers)]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + framed

    def _framed_body(self) -> tuple[Headers, bytes]:
        sent = self.body if self.cut is None else self.body[: self.cut]
        if self.framing == "chunked":
            chunk = f"{len(sent):x}\r\n".encode() + sent + b"\r\n" if sent else b""
            return (("Transfer-Encoding", "chunked"),), chunk + (b"0\r\n\r\n" if self.cut is None else b"")
        if self.framing == "length" and self.status not in WITHOUT_BODY:
            return (("Content-Length", str(len(self.body))),), sent
        return (), sent


def reason(status: int) -> str:
    """The standard phrase of `status`."""
    return responses.get(status, "Unknown")


def answer(status: int = 200, body: bytes = b"", headers: Headers = (), **members: Any) -> Step:
    """Answer with any body. `members`: any other member of Step."""
    return Step(status=status, body=body, headers=headers, **members)


def json_answer(value: object, status: int = 200, headers: Headers = (), **members: Any) -> Step:
    """Answer with `value` as JSON."""
    headers = (("Content-Type", "application/json"), *headers)
    return Step(status=status, body=json.dumps(value).encode(), headers=headers, **members)


def html(status: int, title: str, **members: Any) -> Step:
    """Answer with an error page, as proxies do."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Step(status=status, body=page.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),), **members)


def retry_after(after: float | datetime | str, status: int = 503, *, processed: bool = False, **members: Any) -> Step:
    """Refuse, and say when to come again: in so many seconds, at a moment (UTC), or as written."""
    if isinstance(after, datetime):
        after = format_datetime(after, usegmt=True)
    headers = (("Retry-After", str(after)),)
    return json_answer({"detail": reason(status)}, status, headers, processed=processed, **members)


def redirect(location: str, status: int = 302, **members: Any) -> Step:
    """Send the client elsewhere."""
    return Step(status=status, headers=(("Location", location),), processed=False, **members)


def drop(moment: Moment, loss: Loss = "hang_up") -> Step:
    """Lose the connection without an answer: before the body is read, after, or once processed."""
    return Step(
        read="head" if moment == "before_reading" else "all",
        processed=moment == "after_processing",
        status=None,
        then=loss,
    )


def cut(step: Step, at: int, loss: Loss = "hang_up") -> Step:
    """Answer as `step`, but stop after `at` bytes of the body."""
    return step._replace(cut=at, then=loss)


def dribble(step: Step, size: int = 1, pause: float = 0.001) -> Step:
    """Answer as `step`, `size` bytes at a time (the head too) with a pause after each."""
    return step._replace(slice=size, pause=pause)
