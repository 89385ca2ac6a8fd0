"""What the faulty server does with a request: a frozen value a step."""

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
    """How a request is treated, in the order of the fields."""

    read: Literal["head", "all"] | int = "all"
    """How much is read: the head alone, a number of bytes of the body, or all."""
    processed: bool = True
    """Whether the request counts as processed."""
    wait: threading.Event | None = None
    """The response waits until the test sets it; None: it is sent at once."""
    status: int | None = 200
    """None: no response at all."""
    headers: Headers = ()
    """Sent as they are; a `Content-Length` here replaces the true one."""
    body: bytes = b""
    framing: Literal["length", "chunked", "close"] = "length"
    """How the end of the body is marked."""
    raw: bytes | None = None
    """Replaces head and body."""
    cut: int | None = None
    """Number of bytes of the body that are sent before `then` happens; None: all."""
    slice: int = 0
    """Dribble: bytes at a time; 0: all at once."""
    pause: float = 0.001
    """Dribble: seconds between two slices."""
    then: Literal["keep", "close", "hang_up", "reset", "stall"] = "keep"
    """What happens to the connection: kept; closed as the headers announce; closed without an
    announcement; reset; or left open and silent until the client closes it."""

    @property
    def closes(self) -> bool:
        """Whether the response announces the end of the connection."""
        unread = self.read != "all"
        return self.then == "close" or (self.then == "keep" and (unread or self.framing == "close"))

    def payload(self, method: str) -> bytes:
        """Return the bytes of the response to a `method` request."""
        if self.raw is not None:
            return self.raw
        if self.status is None:
            return b""
        shown, framed = self._framed_body()
        if method == "HEAD" or self.status in WITHOUT_BODY:
            framed = b""
        own = {name.lower() for name, _ in self.headers}
        headers = [*self.headers, *((name, value) for name, value in shown if name.lower() not in own)]
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
    """Return the reason phrase of a status."""
    return responses.get(status, "Unknown")


def respond(status: int = 200, body: bytes = b"", headers: Headers = (), **fields: Any) -> Step:
    """Respond with any body. `fields`: any other field of Step."""
    return Step(status=status, body=body, headers=headers, **fields)


def json_response(value: object, status: int = 200, headers: Headers = (), **fields: Any) -> Step:
    """Respond with `value` as JSON."""
    headers = (("Content-Type", "application/json"), *headers)
    return Step(status=status, body=json.dumps(value).encode(), headers=headers, **fields)


def html(status: int, title: str, **fields: Any) -> Step:
    """Respond with an error page, as proxies do."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Step(status=status, body=page.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),), **fields)


def retry_after(after: float | datetime | str, status: int = 503, *, processed: bool = False, **fields: Any) -> Step:
    """Respond with an error and `Retry-After`: in seconds, as a time (UTC), or as a string."""
    if isinstance(after, datetime):
        after = format_datetime(after, usegmt=True)
    headers = (("Retry-After", str(after)),)
    return json_response({"detail": reason(status)}, status, headers, processed=processed, **fields)


def redirect(location: str, status: int = 302, **fields: Any) -> Step:
    """Redirect the client."""
    return Step(status=status, headers=(("Location", location),), processed=False, **fields)


def drop(moment: Moment, loss: Loss = "hang_up") -> Step:
    """End the connection without a response: before the body is read, after it, or after processing."""
    return Step(
        read="head" if moment == "before_reading" else "all",
        processed=moment == "after_processing",
        status=None,
        then=loss,
    )


def cut(step: Step, at: int, loss: Loss = "hang_up") -> Step:
    """Respond as `step`, but stop after `at` bytes of the body."""
    return step._replace(cut=at, then=loss)


def dribble(step: Step, size: int = 1, pause: float = 0.001) -> Step:
    """Respond as `step`, `size` bytes at a time, the head too, with a pause after each."""
    return step._replace(slice=size, pause=pause)
