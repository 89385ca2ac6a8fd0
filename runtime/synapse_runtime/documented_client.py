"""The documented face: methods that take and return plain data.

Here belongs one method for each form of a return value; an emitted method is a signature, a docstring and a call of
one of them. Imports are deferred, as in `client`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from synapse_http.values import UNSET

from ._lazy_exports import ApiDeprecationWarning, warn_caller
from .client import Client
from .flow.tracebacks import intercept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self, TypedDict, Unpack

    from synapse_http.values import JsonObject

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.calls.url_conversion import UrlConversion
    from synapse_runtime.flow.effects import Flow

    from .operation import Operation
    from .types import FileTarget, Progress

    class ListArguments(TypedDict, total=False):
        """Arguments that documented methods of lists pass on as they are."""

        params: Params | None
        url_conversion: UrlConversion | None

        page_retries: int | None
        page_retry_backoff: float | None
        throttle_seconds: float | None
        page_failures: list[JsonObject] | None

    class RawArguments(TypedDict, total=False):
        """Arguments that documented methods pass on as they are."""

        params: Params | None
        url_conversion: UrlConversion | None
        data: object
        to: FileTarget | None
        on_items: Callable[[int, int], object] | None
        on_bytes: Callable[[int, int], object] | None


T = TypeVar("T")

Params: TypeAlias = Mapping[str, Any]
"""Query arguments by their names in the request. A list repeats its name, None is left out, dates become ISO 8601."""


def keyword_aliases(
    aliases: Mapping[str, str], *, warn: bool = False
) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Let a method take arguments by other names too: `@keyword_aliases({"task_id": "pk"})`; old names `warn`.

    A call with both names is a TypeError, as of any argument that is passed twice.
    """

    def decorate(method: Callable[..., T]) -> Callable[..., T]:
        def prepare(arguments: tuple[Any, ...], keywords: dict[str, Any]) -> dict[str, Any]:
            __tracebackhide__ = True
            for alias in [name for name in keywords if name in aliases]:
                name = aliases[alias]
                if name in keywords or name in method.__code__.co_varnames[: len(arguments)]:
                    both = f"{name!r} and {alias!r}"
                    raise TypeError(f"{method.__name__}() got {both}, two names of one argument: pass either")
                if warn:
                    message = f"{method.__qualname__}: keyword {alias!r} is now {name!r}"
                    warn_caller(message, ApiDeprecationWarning)
                keywords[name] = keywords.pop(alias)
            return keywords

        return intercept(method, prepare)

    return decorate


@cache
def _load_calls() -> tuple[type[CallArguments], Execute, Callable[..., Any]]:
    """Load what each call needs, once: three imports in each would cost 4 % of its time."""
    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.dispatch import dispatch
    from synapse_runtime.flow.drivers import run

    return CallArguments, dispatch, run


class DocumentedClient(Client):
    """A client of plain dicts, lists and tuples."""

    def _with_call_options(self, *, read_timeout: float | None = None, **options: int | None) -> Self:
        """Return a clone with the options that a method's own arguments set; None leaves an option as it is."""
        changes: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        if read_timeout is not None:
            changes["timeout"] = {"read": read_timeout}
        return self.with_options(**changes) if changes else self

    def _call_for(
        self, operation: Operation[Any], arguments: Mapping[str, object], raw: RawArguments, *shapes: type
    ) -> Any:
        """Call an operation and return its response as plain data; DecodeError if it has no shape that is promised."""
        make_arguments, dispatch, _ = _load_calls()
        params, data, to = raw.get("params"), raw.get("data", UNSET), raw.get("to")
        call_arguments = make_arguments(arguments, params, data, to, self)
        state, on_items, on_bytes = self._state.with_call_deadline(), raw.get("on_items"), raw.get("on_bytes")
        if on_items is not None or on_bytes is not None:
            state = _with_progress(state, on_items, on_bytes)
        response = self._run(state, operation, dispatch(state, operation, call_arguments), raw.get("url_conversion"))
        if not shapes or isinstance(response, shapes):
            return response
        from synapse_http.errors import DecodeError

        from synapse_runtime.calls.execute import name_call

        promised = " or ".join(shape.__name__ for shape in shapes)
        message = f"{operation.name}: the response is no {promised}, but {type(response).__name__}"
        raise name_call(DecodeError(message, response=response), self._state, operation, call_arguments)

    def _run(
        self, state: ClientState, operation: Operation[Any], flow: Flow[T], url_conversion: UrlConversion | None
    ) -> T:
        """Run a flow and convert the file URLs in what it returns: as the method's argument says, else the option."""
        _, _, run = _load_calls()
        if url_conversion is not None or state.options.url_conversion is not None:
            from synapse_runtime.calls.url_conversion import call_converting  # few callers convert URLs

            flow = call_converting(state, operation, flow, url_conversion)
        result: T = run(flow, self._perform)
        return result

    def _object(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> JsonObject:
        """Call an operation that returns an object."""
        response: JsonObject = self._call_for(operation, arguments, raw, dict)
        return response

    def _same_shape(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> JsonObject | list[JsonObject]:
        """Call an operation that returns an object for an object, and a list for a list."""
        response: JsonObject | list[JsonObject] = self._call_for(operation, arguments, raw, dict, list)
        return response

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> list[JsonObject]:
        """Call an operation that returns a list without pages."""
        response: list[JsonObject] = self._call_for(operation, arguments, raw, list)
        return response

    def _by_key(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> dict[int | str, JsonObject]:
        """Call a composite that returns a list, and return its items by their key."""
        assert operation.composite is not None
        key, items = operation.composite.settings["key"], self._list(operation, arguments, **raw)
        return {item[key]: {name: value for name, value in item.items() if name != key} for item in items}

    def _all(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[ListArguments]
    ) -> list[JsonObject]:
        """Return the items of all pages."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.pagination.paginator import Paginator, all_items, with_page_retry

        state = with_page_retry(self._state, raw).with_call_deadline()
        paginator = Paginator(
            state,
            operation,
            CallArguments(arguments, raw.get("params")),
            whole=True,
            throttle_seconds=raw.get("throttle_seconds"),
            failures=raw.get("page_failures"),
        )
        return self._run(state, operation, all_items(paginator.page), raw.get("url_conversion"))

    def _page(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[ListArguments]
    ) -> tuple[list[JsonObject], int]:
        """Return (items, total) of one page."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.pagination.paginator import Paginator, fetch_total, with_page_retry

        state = with_page_retry(self._state, raw).with_call_deadline()
        call_arguments = CallArguments(arguments, raw.get("params"))
        paginator = Paginator(state, operation, call_arguments, walk=False)
        total = 0

        def fetch() -> Flow[list[JsonObject]]:
            nonlocal total
            page = yield from paginator.page()
            assert page is not None
            if page.total is not None:
                total = page.total
            elif paginator.is_only_page:
                total = len(page.items)
            else:
                total = yield from fetch_total(state, operation, call_arguments)
            return [*page.items]

        items = self._run(state, operation, fetch(), raw.get("url_conversion"))
        return items, total

    def _page_or_all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        list_all: bool = False,
        **raw: Unpack[ListArguments],
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """Return (items, total) of one page, or the items of all pages."""
        return (self._all if list_all else self._page)(operation, arguments, **raw)

    def _as_it_is(self, operation: Operation[T], arguments: Mapping[str, object], **raw: Unpack[RawArguments]) -> T:
        """Call an operation that returns text or bytes, or write them to a file; or return what a recipe hands out."""
        response: T = self._call_for(operation, arguments, raw)
        return response

    def _by_status(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> JsonObject | list[JsonObject] | None:
        """Call an operation that returns what its status says."""
        response: JsonObject | list[JsonObject] | None = self._call_for(operation, arguments, raw)
        return response

    def _lines(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> Iterator[Any]:
        """Return lines, or events, as they come."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import iterate
        from synapse_runtime.streaming import follow

        call_arguments = CallArguments(arguments, raw.get("params"), raw.get("data", UNSET))
        return iterate(follow(self._state, operation, call_arguments, is_async=False, is_plain=True), self._perform)


def _with_progress(
    state: ClientState, on_items: Callable[[int, int], object] | None, on_bytes: Callable[[int, int], object] | None
) -> ClientState:
    """Return a state whose uploads report their items, or their bytes, to a function of two numbers."""
    from synapse_http.errors import InvalidArgumentError

    from synapse_runtime.calls.client_state import with_options

    function = on_bytes if on_items is None else on_items
    if not callable(function):
        raise InvalidArgumentError(f"on_progress must be a function, not {type(function).__name__}")
    done = 0

    def report(progress: Progress) -> None:
        nonlocal done
        if on_items is None:
            function(progress.sent, progress.total)
        elif progress.done > done:
            done = progress.done
            function(done, progress.items)

    return with_options(state, {"on_progress": report})
