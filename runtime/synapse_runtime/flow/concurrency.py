"""How drivers run flows at the same time: on threads, or as tasks.

Either way all of it is over when the function returns: no thread and no task is left.
"""

from __future__ import annotations

from contextvars import copy_context
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from .drivers import run, run_async
from .effects import Shielded, Sleep

if TYPE_CHECKING:
    import threading
    from collections.abc import Awaitable, Callable, Sequence

    from .effects import Effect, Flow


class SiblingFailed(Exception):  # noqa: N818 - a signal to the others, not an error of theirs
    """A flow goes no further, because one that ran beside it failed."""


def gather_in_threads(flows: Sequence[Flow[Any]], perform: Callable[[Effect], Any]) -> list[Any]:
    """Drive flows at the same time, the first one on this thread.

    Args:
        flows: The policies.
        perform: Does what an effect says; see `flow.run`.

    Returns:
        What each flow returns, in order.

    Raises:
        BaseException: What the first flow to fail raised. The others end before their next
            effect, but for what they give back; waits end at once.
    """
    failed, errors = Event(), list[BaseException]()
    found: list[Any] = [None] * len(flows)

    def drive(index: int) -> None:
        try:
            found[index] = run(flows[index], lambda effect: _unless(failed, perform, effect))
        except BaseException as error:  # noqa: BLE001 - it is raised below, on the thread of the caller
            errors.append(error)
            failed.set()

    threads = [
        Thread(target=copy_context().run, args=(drive, index), name=f"flow-{index}", daemon=True)
        for index in range(1, len(flows))
    ]
    try:
        for thread in threads:
            thread.start()
        drive(0)
        for thread in threads:
            thread.join()
    except BaseException:  # KeyboardInterrupt: the others end too, and then it goes on
        failed.set()
        for thread in filter(Thread.is_alive, threads):
            thread.join()
        raise
    if errors:
        raise errors[0]
    return found


def _unless(failed: threading.Event, perform: Callable[[Effect], Any], effect: Effect) -> Any:
    if isinstance(effect, Shielded):
        return perform(effect)
    if failed.is_set() or (isinstance(effect, Sleep) and failed.wait(effect.seconds)):
        raise SiblingFailed
    return None if isinstance(effect, Sleep) else perform(effect)


async def gather_in_tasks(flows: Sequence[Flow[Any]], perform: Callable[[Effect], Awaitable[Any]]) -> list[Any]:
    """Drive flows at the same time, as tasks of asyncio or trio; see `on_threads`.

    A failure cancels the others. So does the cancellation of the task that called.
    """
    import anyio  # async clients alone need it

    errors: list[Exception] = []
    found: list[Any] = [None] * len(flows)

    async def drive(index: int) -> None:
        try:
            found[index] = await run_async(flows[index], perform)
        except Exception as error:  # noqa: BLE001 - it is raised below, by itself and in no group
            errors.append(error)
            group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index in range(len(flows)):
            group.start_soon(drive, index)
    if errors:
        raise errors[0]
    return found
