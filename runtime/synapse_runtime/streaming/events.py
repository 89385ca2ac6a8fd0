"""Server-sent events, as the HTML standard has them: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class ServerSentEvent(NamedTuple, Generic[T]):
    """One event of a stream."""

    data: T
    """What it says, as the type of the spec."""
    event: str = "message"
    """What kind of event it is."""
    id: str = ""
    """The last id that the server has sent: where the stream goes on after a lost connection."""
