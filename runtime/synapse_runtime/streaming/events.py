"""Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html.

A stream that breaks off, also inside an event, is opened again if its operation is safe to repeat and the place is
known: the server gets the id of the last event. Without ids nothing says which events would come twice.
"""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_runtime._logging import log_reopened
from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.execute import decode, name_call, open_stream
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.errors import ClientError, DecodeError
from synapse_runtime.http.error_mapping import stream_error
from synapse_runtime.http.headers import header_value
from synapse_runtime.http.messages import ReadError
from synapse_runtime.serialization.json import parse
from synapse_runtime.types import describe

if TYPE_CHECKING:
    from collections.abc import Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
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
    """Turns the chunks of one connection into events. Lines end with LF, CRLF or CR; a chunk may end anywhere."""

    def __init__(self, last_id: str = "") -> None:
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._decode = io.IncrementalNewlineDecoder(decoder, translate=True).decode
        self._line: list[str] = []  # pieces: joining them for each chunk would cost the square of a line's length
        self._data: list[str] = []
        self._event, self._chars = "", 0
        self.last_id = last_id
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


def follow_events(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, *, is_async: bool, is_plain: bool
) -> Generator[Effect | list[Any], Any, None]:
    """Yield the events of a stream: `ServerSentEvent`s with data of the spec's type, or dicts if they are plain."""
    arguments = check_arguments(state, operation, arguments)
    faults, decoder, headers = FaultBudget(state.options.retry, state.retry_state), EventDecoder(), state.headers
    has_begun = False
    while True:
        if decoder.last_id:
            place = "Last-Event-ID", header_value("the id of an event", decoder.last_id)
            state = state._replace(headers=(*headers, place))
        reader = yield from open_stream(state, operation, arguments, is_async=is_async)
        decoder = EventDecoder(decoder.last_id)
        chunk: bytes | None = b""
        try:
            media_type = reader.response.headers.get("content-type", "")
            if not media_type.lower().startswith("text/event-stream"):
                problem = f"is no stream of events, but {media_type!r}"
                raise DecodeError(f"The response ({reader.response.status_code}) {problem}")  # noqa: TRY301 - the stream is closed below
            while chunk is not None:
                chunk = yield reader.read
                if events := decoder.feed(chunk):
                    has_begun = True
                    faults.refill()
                    yield [_read_event(state, operation, arguments, event, is_plain=is_plain) for event in events]
            if not decoder.is_inside_event:
                return
            failure = stream_error(reader.request, reader.response, ReadError("the stream ended inside an event"))
        except DecodeError as error:
            raise name_call(error, state, operation, arguments) from None
        except ClientError as error:
            failure = error
        finally:
            yield reader.close
        failure.retry_after = decoder.retry_seconds
        is_permanent = operation.retry != "safe" or (has_begun and not decoder.last_id)
        yield from faults.wait_or_raise(failure, is_permanent=is_permanent)
        log_reopened(operation.method, operation.path)


def _read_event(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, event: Any, *, is_plain: bool
) -> Any:
    if operation.response != "text":
        try:
            event = event._replace(data=parse(event.data.encode()))
        except (ValueError, RecursionError):
            raise DecodeError(f"{operation.name}: the data of an event is not JSON: {describe(event.data)}") from None
    if is_plain:
        return event._asdict()
    return event._replace(data=decode(state, operation, arguments, operation.response, event.data))
