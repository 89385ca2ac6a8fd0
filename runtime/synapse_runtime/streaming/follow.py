"""Following a stream of lines through lost connections.

A stream that breaks off is opened again where its operation is safe to repeat. Servers
differ in what they send then: all lines from the first, or those from now on. Nobody says
which, so the lines say it: as long as they are the ones that came before, in their order,
they are not told again; with the first that differs all that was held back is told. So lines are
told once where the server begins anew, and none is missing where it goes on. What the
server printed while nobody listened, and does not send again, nobody can tell.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.execute import open_stream
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.effects import sleep

from .lines import LineDecoder

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.errors import ClientError
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.http.streams import ErrorMappingStream
    from synapse_runtime.operation import Operation

COMPARED = 1000
"""First lines that are remembered, to tell a replay from new lines. What follows them is counted."""


class ReplayFilter:
    """Lets each line through once, though a server that is asked again may begin at the first."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._told = 0
        self._again: int | None = None
        self._cut = ""

    def restart(self, cut: str) -> None:
        """The stream begins anew; `cut` is what had come of a line whose end is missing."""
        self._again = 0 if self._told else None
        self._cut = cut

    def sift(self, line: str) -> list[str]:
        """The lines to tell, now that this one came."""
        again = self._again
        if again is None:
            return self._tell([*filter(None, [self._taken_cut(line)]), line])
        if again >= len(self._first) or line == self._first[again]:
            self._again = None if again + 1 == self._told else again + 1
            return []
        return self._tell([*self.end(), line])

    def end(self) -> list[str]:
        """What is held back still, now that nothing follows, or something else."""
        again, self._again = self._again, None
        cut, self._cut = self._cut, ""
        held = self._first[: again or 0]
        return [*filter(None, [cut]), *held]

    def _taken_cut(self, line: str) -> str:
        """The half line, unless its whole came now."""
        cut, self._cut = self._cut, ""
        return "" if line.startswith(cut) else cut

    def _tell(self, lines: list[str]) -> list[str]:
        self._told += len(lines)
        self._first += lines[: COMPARED - len(self._first)]
        return lines


class LogFollower:
    """One stream of lines and all its connections: what to do next, for both drivers."""

    def __init__(
        self,
        context: ClientState,
        operation: Operation[Any],
        arguments: CallArguments,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._context = context
        self._operation = operation
        self._arguments = arguments
        self._jitter = jitter
        self._decoder = LineDecoder()
        self._sieve = ReplayFilter()
        self._failures = 0

    def open(self) -> Generator[Effect, Any, ErrorMappingStream]:
        """Ask for the stream."""
        return open_stream(self._context, self._operation, self._arguments)

    def reopen(self, error: ClientError) -> Generator[Effect, Any, ErrorMappingStream]:
        """Ask for it again, now that it broke off; raise the error where that is not safe, or was in vain too often."""
        policy, self._failures = self._context.options.retry, self._failures + 1
        again = self._operation.retry == "safe" and self._failures < policy.attempts
        if not again or not self._context.retry_state.take_retry():
            raise error
        yield from sleep(policy.delay(self._failures, self._jitter()))
        body = yield from self.open()
        self._sieve.restart("".join(self._decoder.end()))
        self._decoder = LineDecoder()
        return body

    def feed(self, piece: bytes) -> list[str]:
        """The lines that a piece brings."""
        return self._sifted(self._decoder.feed(piece))

    def end(self) -> list[str]:
        """The lines that are left, now that the server has ended the stream."""
        return self._sifted(self._decoder.end()) + self._sieve.end()

    def _sifted(self, lines: list[str]) -> list[str]:
        found = [new for line in lines for new in self._sieve.sift(line)]
        if found:
            self._failures = 0  # it went on
        return found


def follow(tail: LogFollower, perform: Callable[[Effect], Any]) -> Generator[str]:
    """The lines of a stream, as they come; leaving early gives the connection back too."""
    from synapse_runtime.errors import ClientError

    body = run(tail.open(), perform)
    try:
        pieces = iter(body)
        while True:
            try:
                piece = next(pieces, None)
            except ClientError as error:
                body.close()
                body = run(tail.reopen(error), perform)
                pieces = iter(body)
                continue
            if piece is None:
                break
            yield from tail.feed(piece)
        yield from tail.end()
    finally:
        body.close()


async def follow_async(tail: LogFollower, perform: Callable[[Effect], Awaitable[Any]]) -> AsyncGenerator[str]:
    """The async twin of `follow`."""
    from synapse_runtime.errors import ClientError

    body = await run_async(tail.open(), perform)
    try:
        pieces = aiter(body)
        while True:
            try:
                piece = await anext(pieces, None)
            except ClientError as error:
                await body.aclose()
                body = await run_async(tail.reopen(error), perform)
                pieces = aiter(body)
                continue
            if piece is None:
                break
            for line in tail.feed(piece):
                yield line
        for line in tail.end():
            yield line
    finally:
        await body.aclose()
