"""The documented face: methods that take and return plain data.

One method a return form; emitted methods are a signature, a docstring and a call of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from .client import Client
from .types import UNSET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypedDict, Unpack

    from synapse_runtime.calls.url_conversion import UrlConversion

    from .operation import Operation
    from .types import JsonObject

    class Plain(TypedDict, total=False):
        """What a caller passes as it is."""

        params: Params | None
        data: object
        url_conversion: UrlConversion | None


Params: TypeAlias = Mapping[str, Any]
"""Query arguments as they travel. A list repeats its name, None is left out, dates become ISO 8601."""


class DocumentedClient(Client):
    """A client of plain dicts, lists and tuples."""

    def _answer(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        data: object = UNSET,
        url_conversion: UrlConversion | None = None,
    ) -> Any:
        """What the backend answers, as it is."""
        from synapse_runtime.calls import build_request
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        passed = build_request.CallArguments(arguments, build_request.checked_params(params), data)
        call = dispatch(self._context, operation, passed)
        if url_conversion is None and self._context.options.url_conversion is None:
            return drivers.run(call, self._perform)
        conversion = self._conversion(operation, url_conversion)
        return self._converted(operation, drivers.run(call, self._perform), conversion)

    def _conversion(self, operation: Operation[Any], given: UrlConversion | None) -> UrlConversion | None:
        """What to convert: what the caller of a method says, or else of the client."""
        if given is None:
            return self._context.options.url_conversion if operation.method == "GET" else None
        from synapse_runtime.calls.url_conversion import checked

        return checked(operation, given)

    def _converted(self, operation: Operation[Any], data: Any, conversion: UrlConversion | None) -> Any:
        if conversion is None:
            return data
        from synapse_runtime.calls.url_conversion import convert_urls
        from synapse_runtime.flow.drivers import run

        return run(convert_urls(operation, data, conversion), self._perform)

    def _object(self, operation: Operation[Any], arguments: Mapping[str, object], **given: Unpack[Plain]) -> JsonObject:
        """What the backend answers: mostly an object."""
        found: JsonObject = self._answer(operation, arguments, **given)
        return found

    def _same_shape(
        self, operation: Operation[Any], arguments: Mapping[str, object], **given: Unpack[Plain]
    ) -> JsonObject | list[JsonObject]:
        """An object for an object, a list for a list."""
        found: JsonObject | list[JsonObject] = self._answer(operation, arguments, **given)
        return found

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], **given: Unpack[Plain]
    ) -> list[JsonObject]:
        """A bare list."""
        found: list[JsonObject] = self._answer(operation, arguments, **given)
        return found

    def _all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> list[JsonObject]:
        """The rows of all pages."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run
        from synapse_runtime.pagination.paginator import Paginator, all_items

        conversion = self._conversion(operation, url_conversion)
        size = self._context.service.paginations[operation.pagination].walk_size
        walk = Paginator(
            self._context.with_call_deadline(),
            operation,
            CallArguments(arguments, params),
            size=size,
            whole=True,
        )
        rows: list[JsonObject] = self._converted(operation, run(all_items(walk), self._perform), conversion)
        return rows

    def _page(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> tuple[list[JsonObject], int]:
        """(rows, total) of one page."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run
        from synapse_runtime.pagination.paginator import Paginator

        conversion = self._conversion(operation, url_conversion)
        page = run(
            Paginator(self._context, operation, CallArguments(arguments, params), size=None).page(),
            self._perform,
        )
        assert page is not None
        rows: list[JsonObject] = self._converted(operation, [*page.items], conversion)
        return rows, len(rows) if page.total is None else page.total

    def _page_or_all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """(rows, total) of one page, or the rows of all."""
        form = self._all if list_all else self._page
        return form(operation, arguments, params=params, url_conversion=url_conversion)

    def _lines(
        self, operation: Operation[Any], arguments: Mapping[str, object], *, params: Params | None = None
    ) -> Iterator[str]:
        """Text lines, as they come."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.streaming.follow import follow

        return follow(self._context, operation, CallArguments(arguments, params), self._perform)
