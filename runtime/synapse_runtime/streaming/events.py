"""Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html.

A stream that breaks off, also inside an event, is opened again if its operation is safe to repeat and the place is
known: the server gets the id of the last event. Without ids nothing says which events would come twice.
"""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_runtime.calls.execute import decode
from synapse_runtime.errors import DecodeError
from synapse_runtime.serialization.json import parse
from synapse_runtime.types import describe

if TYPE_CHECKING:
    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.http.messages import Response
    from synapse_runtime.operation import Operation

T = TypeVar("T")

EVENT_CHARS = 1 << 24
"""A longer event is an error: one without an end would fill the memory. Pictures come as events of a few million."""


class ServerSentEvent(NamedTuple, Generic[T]):
    """One event of a stream."""

    data: T
    """What it says, as the type of the spec."""
    event: str = "message"
    """What kind of event it is."""
    id: str = ""
    """The last id that the server has sent: where the stream goes on after a lost connection."""


class EventDecoder:
    """Turns the chunks of all connections of a stream into events.

    Lines end with LF, CRLF or CR; a chunk may end anywhere.
    """

    def __init__(self) -> None:
        self.last_id = ""
        self._restart()

    def begin(self, response: Response) -> None:
        """Read a new connection; DecodeError if its response is no stream of events."""
        media_type = response.headers.get("content-type", "")
        if not media_type.lower().startswith("text/event-stream"):
            problem = f"is no stream of events, but {media_type!r}"
            raise DecodeError(f"The response ({response.status_code}) {problem}")
        self._restart()

    def _restart(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._decode = io.IncrementalNewlineDecoder(decoder, translate=True).decode
        self._line: list[str] = []  # pieces: joining them for each chunk would cost the square of a line's length
        self._data: list[str] = []
        self._event, self._chars = "", 0
        self.retry_seconds: float | None = None
        """How long the server asks to wait before the stream is opened again; None if it does not."""

    def feed(self, chunk: bytes | None) -> list[ServerSentEvent[str]]:
        """Return the events that a chunk completes, None being the end; DecodeError if one is too long."""
        events: list[ServerSentEvent[str]] = []
        for number, piece in enumerate(self._decode(chunk or b"", final=chunk is None).split("\n")):
            if number:
                line, self._line = "".join(self._line), []
                if line:
                    self._read_field(*line.partition(":")[::2])  # the name of a comment is empty
                else:
                    if self._data:
                        events.append(ServerSentEvent("\n".join(self._data), self._event or "message", self.last_id))
                    self._data, self._event, self._chars = [], "", 0
            self._line.append(piece)
            self._chars += len(piece) + 1
            if self._chars > EVENT_CHARS:
                raise DecodeError(f"an event of the stream has more than {EVENT_CHARS:,} characters")
        return events

    @property
    def is_inside_event(self) -> bool:
        """Whether an event has begun that has no end yet."""
        return bool(self._data) or "".join(self._line)[:1] not in {"", ":"}

    def _read_field(self, name: str, value: str) -> None:
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self.last_id = value
        elif name == "retry" and value.isascii() and value.isdigit() and len(value) < 10:
            self.retry_seconds = int(value) / 1000


def read_event(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, event: Any, *, is_plain: bool
) -> Any:
    """Return an event with data of the spec's type, or as a dict if it is plain."""
    if operation.response != "text":
        try:
            event = event._replace(data=parse(event.data.encode()))
        except (ValueError, RecursionError):
            raise DecodeError(f"{operation.name}: the data of an event is not JSON: {describe(event.data)}") from None
    if is_plain:
        return event._asdict()
    return event._replace(data=decode(state, operation, arguments, operation.response, event.data))
