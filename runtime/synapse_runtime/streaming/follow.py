"""Following a stream of lines through lost connections.

A stream that breaks off is opened again if its operation is safe to repeat. Servers differ in what they send then:
all lines from the first, or those from now on. None says which, so the lines are compared: as long as they are the
ones that came before, in their order, they are held back; at the first that differs, all that was held back is
returned. So each line is returned once if the server starts over, and none is missing if it goes on. What the server
printed while nobody listened, and does not send again, is lost: the log warns of that.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from synapse_runtime._logging import log_reopened
from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.execute import open_stream
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.errors import ClientError

if TYPE_CHECKING:
    from collections.abc import Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Operation

LINE_CHARS = 1 << 20
"""A longer line is returned in pieces of this length: one without an end would fill the memory."""

COMPARED_CHARS = 1 << 20
"""Lines that are remembered from the start of a stream, to tell a replay from new lines. Those after are counted."""


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


class ReplayFilter:
    """Returns each line once, although a server that is asked again may start over."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._room = COMPARED_CHARS
        self._returned = 0
        self._replayed: int | None = None
        """Lines that the stream has repeated so far; None if it repeats none."""
        self._held: list[str] = []
        """Lines that may be a replay, or new and alike."""
        self._partials: list[str] = []
        """What came of lines whose ends are missing."""

    def restart(self, partial: str) -> None:
        """Expect a replay, after a stream that ended with this part of a line."""
        if partial and self._replayed is None:  # else it is part of a line that is replayed
            self._partials.append(partial)
        self._replayed = 0 if self._returned else None

    def feed(self, line: str) -> list[str]:
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
        return self._count([*self.end(), line])

    def end(self) -> list[str]:
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


def follow(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, *, is_async: bool, is_plain: bool = False
) -> Generator[Effect | list[Any], Any, None]:
    """Follow a stream over all its connections, as a flow for `iterate`: yield the lines, or events, as they come."""
    # No `yield from` here: it would close the other flow instead of throwing GeneratorExit into it (PEP 380).
    if operation.stream == "events":
        from .events import follow_events  # few operations have events

        return follow_events(state, operation, arguments, is_async=is_async, is_plain=is_plain)
    return _follow_lines(state, operation, arguments, is_async=is_async)


def _follow_lines(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, *, is_async: bool
) -> Generator[Effect | list[str], Any, None]:
    arguments = check_arguments(state, operation, arguments)
    replay = ReplayFilter()
    faults = FaultBudget(state.options.retry, state.retry_state)
    while True:
        decoder = LineDecoder()
        stream = yield from open_stream(state, operation, arguments, is_async=is_async)
        try:
            chunk: bytes | None = b""
            while chunk is not None:
                chunk = yield stream.read
                received = decoder.feed(chunk) if chunk is not None else [*filter(None, [decoder.end()])]
                lines = [line for each in received for line in replay.feed(each)]
                if lines:
                    faults.refill()
                    yield lines
            yield replay.end()
        except ClientError as error:
            failure = error
        else:
            return
        finally:
            yield stream.close
        yield from faults.wait_or_raise(failure, is_permanent=operation.retry != "safe")
        log_reopened(operation.method, operation.path)
        replay.restart(decoder.end())
