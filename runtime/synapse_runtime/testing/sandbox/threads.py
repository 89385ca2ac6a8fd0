"""What the runtime does on threads, where there are none."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

HAS_THREADS = sys.platform != "emscripten"


@contextmanager
def threads_at_once() -> Generator[None]:
    """Within a `with` block, do at once what a thread is started for, or what is handed to one."""
    import anyio.to_thread  # async clients load it

    with ExitStack() as stack:
        for owner, name, replacement in (
            (Thread, "start", Thread.run),
            (Thread, "join", _join),
            (ThreadPoolExecutor, "submit", _submit),
            (anyio.to_thread, "run_sync", _run_sync),
        ):
            stack.enter_context(patch.object(owner, name, replacement))
        yield


def _join(_: Thread, timeout: float | None = None) -> None:
    """Wait for nothing: it has run."""


def _submit(_: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - the future's
        future.set_exception(error)
    return future


async def _run_sync(function: Callable[..., Any], *args: Any, **_: Any) -> Any:
    return function(*args)
