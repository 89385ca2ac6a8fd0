"""Tracebacks that end where the caller made the call.

Frames of this package would hide that line among thirty others, and their variables hold what was sent, secrets
included, which collectors of errors store. Frames of callbacks and middleware stay.
"""

from __future__ import annotations

import sys
from functools import wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from synapse_http.packages import LIBRARIES, PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

_CO_GENERATOR, _CO_COROUTINE = 0x20, 0x80
"""Those of `inspect`: to load that module takes as long as all that stands here."""

_OPTIONS = {
    **{name: name for name in ("deadline", "headers", "max_retries", "params", "retry", "timeout")},
    "extra_headers": "headers",
    "extra_query": "params",
}
"""What people add to a single call, to the option that does the same."""

F = TypeVar("F", bound="Callable[..., Any]")

_INSTRUMENTATION = frozenset({
    *("ddtrace", "elasticapm", "logfire", "newrelic", "pytest_httpx", "respx", "sentry_sdk", "vcr", "wrapt"),
})  # fmt: skip
"""Packages that wrap httpx while they are installed: their frames hold the request, with its headers."""

_TRANSPARENT = LIBRARIES | _INSTRUMENTATION | sys.stdlib_module_names
"""Packages whose frames belong to whoever called them: to this package, or to a callback."""


def hide_frames(function: F) -> F:
    """Return a function whose errors show neither its frame nor those below it.

    The wrapper's own frame goes too: it is in the traceback when the error arrives, and to raise again adds none.
    A flow stays as it is: its driver hides frames.
    """
    flags = function.__code__.co_flags
    wrapped: F = _wrap_async(function) if flags & _CO_COROUTINE else _wrap(function)
    return function if flags & _CO_GENERATOR else wrapped


def _wrap(function: Callable[..., Any]) -> Any:
    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            drop_frames(error)
            raise

    return wrapper


def _wrap_async(function: Callable[..., Any]) -> Any:
    @wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            drop_frames(error)
            raise

    return wrapper


def intercept(function: F, prepare: Callable[[tuple[Any, ...], dict[str, Any]], Mapping[str, Any]]) -> F:
    """Return a function whose arguments `prepare` sees first, to return the keywords that are passed on.

    As pytest reads `__tracebackhide__`, a mistake in the arguments is not made here.
    """

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return function(*args, **prepare(args, kwargs))

    @wraps(function)
    async def call_async(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return await function(*args, **prepare(args, kwargs))

    intercepted: F = call_async if function.__code__.co_flags & _CO_COROUTINE else call  # type: ignore[assignment]
    return intercepted


class Facade:
    """A class whose methods users call: they raise without frames of this package, and `dir` lists public names."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__module__.partition(".")[0] in PACKAGES:  # what a user derives from it keeps its own
            for name, function in list(vars(cls).items()):
                if isinstance(function, FunctionType) and (name == "__init__" or not name.startswith("_")):
                    setattr(cls, name, hide_frames(function))

    def __dir__(self) -> list[str]:
        return [name for name in object.__dir__(self) if name.startswith("__") or not name.startswith("_")]


def drop_frames(error: BaseException) -> None:
    """Drop the frames of this package from an error and from those it came from, and errors it replaces.

    What it replaces (`from None`) may repeat what the server sent, and some libraries pickle it all the same. An error
    that nobody documents notes where it was raised.
    """
    if isinstance(error, Exception):  # no other: a generator may be closed while the interpreter shuts down
        from synapse_http.errors import ClientError  # errors only

        is_documented = isinstance(error, (ClientError, OSError, Warning))
    else:
        is_documented = True
    pending: list[BaseException | None] = [error]
    done: set[int] = set()  # by id: what a caller raises may have no hash, and lead in a circle
    while pending:
        source = pending.pop()
        if source is None or id(source) in done:
            continue
        done.add(id(source))
        if source.__suppress_context__:
            source.__context__ = None
        kept, last = _split(source.__traceback__)
        if type(source) is TypeError and not kept and last is None and not hasattr(source, "__notes__"):
            _explain_option(source)
        if last is not None and not is_documented and not hasattr(error, "__notes__"):
            error.add_note(f"raised at {last.tb_frame.f_code.co_filename}:{last.tb_lineno}")
        for entry, following in zip(kept, [*kept[1:], None], strict=False):
            entry.tb_next = following
        source.__traceback__ = kept[0] if kept else None
        pending += [source.__cause__, source.__context__]


def _explain_option(error: TypeError) -> None:
    """Say how one call gets an option, if a method was called with one: Python knows no more than that it has none."""
    name = str(error).partition("unexpected keyword argument '")[2].partition("'")[0]
    if name in _OPTIONS:
        error.add_note(f"options of one call are those of a clone: client.with_options({_OPTIONS[name]}=…)")


def _split(traceback: TracebackType | None) -> tuple[list[TracebackType], TracebackType | None]:
    """Return the entries that belong to callers, and the last one if it is not theirs."""
    kept: list[TracebackType] = []
    last, is_callers = None, False
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "")
        package = module.partition(".")[0]
        if package not in _TRANSPARENT:
            is_callers = package not in PACKAGES
        is_wrapper = module == __name__ or "__tracebackhide__" in traceback.tb_frame.f_locals
        last = None if is_callers or is_wrapper else traceback
        if is_callers:
            kept.append(traceback)
        traceback = traceback.tb_next
    return kept, last
