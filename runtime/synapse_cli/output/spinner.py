"""Says on a terminal that a command is still waiting."""

from __future__ import annotations

import sys
import threading
import time
from itertools import cycle
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from typing import TextIO

PAUSE_SECONDS = 0.1
DELAY_SECONDS = 0.5
"""A command that takes no longer shows nothing."""
ERASE_LINE = "\r\x1b[K"


class Spinner:
    """A line on stderr that turns; it is erased at the end."""

    def __init__(self, text: str, delay: float = DELAY_SECONDS, stream: TextIO | None = None) -> None:
        self._text = text
        self._delay = delay
        self._stream = stream or sys.stderr
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _turn(self) -> None:
        started = time.monotonic()
        signs = cycle("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
        has_ended = self._stopped.wait(self._delay)
        if has_ended:
            return
        while not has_ended:
            self._stream.write(f"{ERASE_LINE}{next(signs)} {self._text} {time.monotonic() - started:.0f} s")
            self._stream.flush()
            has_ended = self._stopped.wait(PAUSE_SECONDS)
        self._stream.write(ERASE_LINE)
        self._stream.flush()
