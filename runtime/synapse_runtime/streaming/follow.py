"""Following a stream of lines through lost connections.

A stream that breaks off is opened again if its operation is safe to repeat. Servers differ in what they send then:
all lines from the first, or those from now on. None says which, so the lines are compared: as long as they are the
ones that came before, in their order, they are held back; at the first that differs, all that was held back is
returned. So each line is returned once if the server starts over, and none is missing if it goes on. What the server
printed while nobody listened, and does not send again, is lost.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from attrs import define, field

from synapse_runtime.calls.execute import open_stream
from synapse_runtime.calls.fault_budget import FaultBudget
from synapse_runtime.errors import ClientError
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.effects import StreamReader

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

COMPARED_LINES = 1000
"""First lines that are remembered, to tell a replay from new lines. Those after them are counted."""


class LineDecoder:
    """Turns chunks of bytes into whole lines. Lines end with LF or CRLF; a chunk may end inside a character."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, chunk: bytes) -> list[str]:
        """Return the lines that a chunk completes, without their line ends."""
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        return [line.removesuffix("\r") for line in lines]

    def end(self) -> list[str]:
        """Return what follows the last line end, if anything."""
        rest = self._rest + self._decoder.decode(b"", final=True)
        return [rest] if rest else []


class ReplayFilter:
    """Returns each line once, although a server that is asked again may start over."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._returned = 0
        self._replayed: int | None = None
        """Lines of a possible replay that were held back; None if there is none."""
        self._partial = ""

    def restart(self, partial: str) -> None:
        """Expect a replay, after a stream that ended with this part of a line."""
        self._replayed = 0 if self._returned else None
        self._partial = partial

    def feed(self, line: str) -> list[str]:
        """Return the lines that are new, now that this one came."""
        replayed = self._replayed
        if replayed is None:
            return self._count([*filter(None, [self._take_partial(line)]), line])
        if replayed >= len(self._first) or line == self._first[replayed]:
            self._replayed = None if replayed + 1 == self._returned else replayed + 1
            return []
        return self._count([*self.end(), line])

    def end(self) -> list[str]:
        """Return what is held back still: nothing follows that would make it a replay."""
        held = self._first[: self._replayed or 0]
        partial, self._partial, self._replayed = self._partial, "", None
        return [*filter(None, [partial]), *held]

    def _take_partial(self, line: str) -> str:
        """Return the partial line, unless the line that came is the whole of it."""
        partial, self._partial = self._partial, ""
        return "" if line.startswith(partial) else partial

    def _count(self, lines: list[str]) -> list[str]:
        self._returned += len(lines)
        self._first += lines[: COMPARED_LINES - len(self._first)]
        return lines


@define(eq=False)
class LogFollower:
    """One stream of lines, over all its connections. The first `read` opens it."""

    _state: ClientState
    _operation: Operation[Any]
    _arguments: CallArguments
    _is_async: bool = field(alias="is_async")
    _stream: StreamReader | None = field(init=False, default=None)
    _decoder: LineDecoder = field(init=False, factory=LineDecoder)
    _filter: ReplayFilter = field(init=False, factory=ReplayFilter)
    _faults: FaultBudget = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._faults = FaultBudget(self._state.options.retry, self._state.retry_state)

    def read(self) -> Flow[list[str] | None]:
        """Return the lines that the next chunk completes, or None after the last chunk."""
        if self._stream is None:
            yield from self._open()
        while True:
            assert self._stream is not None
            try:
                chunk: bytes | None = yield self._stream.read
            except ClientError as error:
                yield from self._reopen(error)
            else:
                return None if chunk is None else self._new_lines(self._decoder.feed(chunk))

    def end(self) -> list[str]:
        """Return the lines that are left after the last chunk."""
        return self._new_lines(self._decoder.end()) + self._filter.end()

    def close(self) -> Flow[None]:
        """Give the connection back."""
        if self._stream is not None:
            stream, self._stream = self._stream, None
            yield stream.close

    def _open(self) -> Flow[None]:
        stream = yield from open_stream(self._state, self._operation, self._arguments)
        self._stream = StreamReader(stream, is_async=self._is_async)

    def _reopen(self, error: ClientError) -> Flow[None]:
        """Open the stream again after it broke off, or raise if that is not safe or failed too often."""
        yield from self.close()
        yield from self._faults.wait_or_raise(error, is_permanent=self._operation.retry != "safe")
        yield from self._open()
        self._filter.restart("".join(self._decoder.end()))
        self._decoder = LineDecoder()

    def _new_lines(self, lines: list[str]) -> list[str]:
        new = [line for received in lines for line in self._filter.feed(received)]
        if new:
            self._faults.refill()
        return new


def follow(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, perform: Callable[[Effect], Any]
) -> Generator[str]:
    """Yield the lines of a stream as they come. Closing the generator gives the connection back."""
    follower = LogFollower(state, operation, arguments, is_async=False)
    try:
        while (lines := run(follower.read(), perform)) is not None:
            yield from lines
        yield from follower.end()
    finally:
        run(follower.close(), perform)


async def follow_async(
    state: ClientState,
    operation: Operation[Any],
    arguments: CallArguments,
    perform: Callable[[Effect], Awaitable[Any]],
) -> AsyncGenerator[str]:
    """Yield the lines of a stream as they come. Closing the generator gives the connection back."""
    follower = LogFollower(state, operation, arguments, is_async=True)
    try:
        while (lines := await run_async(follower.read(), perform)) is not None:
            for line in lines:
                yield line
        for line in follower.end():
            yield line
    finally:
        await run_async(follower.close(), perform)
