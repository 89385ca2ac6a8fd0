"""Responses that are read line by line, or event by event, while the server sends them, also over lost connections.

A stream that breaks off is opened again if its operation is safe to repeat. Servers differ in what lines they send
then: all from the first, or those from now on. None says which, so the lines are compared: as long as they are the
ones that came before, in their order, they are held back; at the first that differs, all that was held back is
returned. So each line is returned once if the server starts over, and none is missing if it goes on. What the server
printed while nobody listened, and does not send again, is lost: the log warns of that.

Events are server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html. A server that is asked
again gets the id of the last one. Without ids nothing says which events would come twice: the error is raised.
"""

from __future__ import annotations

import codecs
import io
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_http.error_mapping import stream_error
from synapse_http.errors import ClientError, DecodeError
from synapse_http.log import logger
from synapse_http.messages import ReadError
from synapse_http.values import describe

from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.execute import decode, name_call, open_stream
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.serialization.json import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_http.messages import Response

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Operation

T = TypeVar("T")

LINE_CHARS = 1 << 20
"""A longer line is returned in pieces of this length: one without an end would fill the memory."""

COMPARED_CHARS = 1 << 20
"""Lines that are remembered from the start of a stream, to tell a replay from new lines. Those after are counted."""

EVENT_CHARS = 1 << 24
"""A longer event is an error: one without an end would fill the memory. Pictures come as events of a few million."""


class LineDecoder:
    """Turns chunks of bytes into lines. Lines end with LF or CRLF; a chunk may end inside a character."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest: list[str] = []  # pieces: joining them for each chunk would cost the square of a line's length
        self._chars = 0

    def feed(self, chunk: bytes) -> list[str]:
        """Return the lines that a chunk completes, without their line ends."""
        lines: list[str] = []
        for number, piece in enumerate(self._decode(chunk).split("\n")):
            if number:
                lines.append(self._take_rest().removesuffix("\r"))
            self._rest.append(piece)
            self._chars += len(piece)
            if self._chars > LINE_CHARS:
                line = self._take_rest()
                whole = (len(line) - 1) // LINE_CHARS * LINE_CHARS
                lines += [line[start : start + LINE_CHARS] for start in range(0, whole, LINE_CHARS)]
                self._rest, self._chars = [line[whole:]], len(line) - whole
        return lines

    def end(self) -> str:
        """Return what follows the last line end, or ""."""
        return self._take_rest() + self._decode(b"", final=True)

    def _take_rest(self) -> str:
        rest, self._rest, self._chars = "".join(self._rest), [], 0
        return rest


class LineReader:
    """Turns the chunks of all connections of a stream into lines, each once, although a server may start over."""

    last_id, retry_seconds, is_inside_event = "", None, False

    def __init__(self) -> None:
        self._decoder = LineDecoder()
        self._first: list[str] = []
        self._room = COMPARED_CHARS
        self._returned = 0
        self._replayed: int | None = None
        """Lines that the stream has repeated so far; None if it repeats none."""
        self._held: list[str] = []
        """Lines that may be a replay, or new and alike."""
        self._partials: list[str] = []
        """What came of lines whose ends are missing."""

    def begin(self, _: Response) -> None:
        """Read a new connection, and expect a replay if anything came before."""
        partial, self._decoder = self._decoder.end(), LineDecoder()
        if partial and self._replayed is None:  # else it is part of a line that is replayed
            self._partials.append(partial)
        self._replayed = 0 if self._returned else None

    def feed(self, chunk: bytes | None) -> list[str]:
        """Return the new lines that a chunk completes, None being the end."""
        if chunk is not None:
            return [new for line in self._decoder.feed(chunk) for new in self._compare(line)]
        rest = self._decoder.end()
        return [*(self._compare(rest) if rest else []), *self._release()]

    def _compare(self, line: str) -> list[str]:
        """Return the lines that are new, now that this one came."""
        replayed = self._replayed
        if replayed is None:
            partials, self._partials = self._partials, []
            return self._count([*(partial for partial in partials if not line.startswith(partial)), line])
        if replayed >= len(self._first) or line == self._first[replayed]:
            self._held += self._first[replayed : replayed + 1]
            self._replayed = replayed + 1
            if self._replayed == self._returned:
                self._replayed, self._held = None, []
            return []
        return self._count([*self._release(), line])

    def _release(self) -> list[str]:
        """Return what is held back still: nothing follows that would make it a replay."""
        held = self._partials + self._held
        self._partials, self._held, self._replayed = [], [], None
        return held

    def _count(self, lines: list[str]) -> list[str]:
        self._returned += len(lines)
        for line in lines:
            if self._room > 0:
                self._first.append(line)
                self._room -= len(line) + 1
        return lines


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


def follow(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, *, is_async: bool, is_plain: bool = False
) -> Generator[Effect | list[Any], Any, None]:
    """Follow a stream over all its connections, as a flow for `iterate`: yield the lines, or events, as they come.

    Events are `ServerSentEvent`s with data of the spec's type, or dicts if they are plain.
    """
    arguments = check_arguments(state, operation, arguments)
    decoder: LineReader | EventDecoder = LineReader()
    read: Callable[[Any], Any] = str
    if operation.stream == "events":
        decoder, read = EventDecoder(), partial(_read_event, state, operation, arguments, is_plain=is_plain)
    faults, has_begun = FaultBudget(state.options.retry, state.retry_state), False
    while True:
        reader = yield from open_stream(state, operation, arguments, decoder.last_id, is_async=is_async)
        chunk: bytes | None = b""
        try:
            decoder.begin(reader.response)
            while chunk is not None:
                chunk = yield reader.read
                if items := decoder.feed(chunk):
                    has_begun = True
                    faults.refill()
                    yield [read(item) for item in items]
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
        is_lost = has_begun and not decoder.last_id and operation.stream == "events"
        yield from faults.wait_or_raise(failure, is_permanent=operation.retry != "safe" or is_lost)
        message = "%s %s: broke off, and is opened again; what is sent meanwhile may be missing"
        logger.warning(message, operation.method, operation.path)


def _read_event(
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
