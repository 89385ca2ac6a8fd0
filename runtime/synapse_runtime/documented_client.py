"""The documented face: methods that take and return plain data.

Here belongs one method for each form of a return value; an emitted method is a signature, a docstring and a call of
one of them. Imports are deferred, as in `client`.
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

    class RawArguments(TypedDict, total=False):
        """Arguments that documented methods pass on as they are."""

        params: Params | None
        data: object
        url_conversion: UrlConversion | None


Params: TypeAlias = Mapping[str, Any]
"""Query arguments by their names in the request. A list repeats its name, None is left out, dates become ISO 8601."""


class DocumentedClient(Client):
    """A client of plain dicts, lists and tuples."""

    def _call(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        data: object = UNSET,
        url_conversion: UrlConversion | None = None,
    ) -> Any:
        """Call an operation and return its response as plain data."""
        from synapse_runtime.calls import build_request
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        call_arguments = build_request.CallArguments(arguments, build_request.check_params(params), data)
        flow = dispatch(self._context, operation, call_arguments)
        if url_conversion is None and self._context.options.url_conversion is None:
            return drivers.run(flow, self._perform)
        conversion = self._conversion(operation, url_conversion)
        return self._convert(operation, drivers.run(flow, self._perform), conversion)

    def _conversion(self, operation: Operation[Any], url_conversion: UrlConversion | None) -> UrlConversion | None:
        """Return the conversion of a call: the method's argument, else the client's option."""
        if url_conversion is None:
            return self._context.options.url_conversion if operation.method == "GET" else None
        from synapse_runtime.calls.url_conversion import check_conversion

        return check_conversion(operation, url_conversion)

    def _convert(self, operation: Operation[Any], data: Any, conversion: UrlConversion | None) -> Any:
        if conversion is None:
            return data
        from synapse_runtime.calls.url_conversion import convert_urls
        from synapse_runtime.flow.drivers import run

        return run(convert_urls(operation, data, conversion), self._perform)

    def _object(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> JsonObject:
        """Call an operation that returns an object."""
        response: JsonObject = self._call(operation, arguments, **raw)
        return response

    def _same_shape(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> JsonObject | list[JsonObject]:
        """Call an operation that returns an object for an object, and a list for a list."""
        response: JsonObject | list[JsonObject] = self._call(operation, arguments, **raw)
        return response

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], **raw: Unpack[RawArguments]
    ) -> list[JsonObject]:
        """Call an operation that returns a list without pages."""
        response: list[JsonObject] = self._call(operation, arguments, **raw)
        return response

    def _all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> list[JsonObject]:
        """Return the items of all pages."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run
        from synapse_runtime.pagination.paginator import all_items, walk_all

        conversion = self._conversion(operation, url_conversion)
        context = self._context.with_call_deadline()
        paginator = walk_all(context, operation, CallArguments(arguments, params))
        items: list[JsonObject] = self._convert(operation, run(all_items(paginator), self._perform), conversion)
        return items

    def _page(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> tuple[list[JsonObject], int]:
        """Return (items, total) of one page."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run
        from synapse_runtime.pagination.paginator import Paginator

        conversion = self._conversion(operation, url_conversion)
        paginator = Paginator(self._context, operation, CallArguments(arguments, params), size=None)
        page = run(paginator.page(), self._perform)
        assert page is not None
        items: list[JsonObject] = self._convert(operation, [*page.items], conversion)
        return items, len(items) if page.total is None else page.total

    def _page_or_all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """Return (items, total) of one page, or the items of all pages."""
        fetch = self._all if list_all else self._page
        return fetch(operation, arguments, params=params, url_conversion=url_conversion)

    def _lines(
        self, operation: Operation[Any], arguments: Mapping[str, object], *, params: Params | None = None
    ) -> Iterator[str]:
        """Return lines as they come."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.streaming.follow import follow

        return follow(self._context, operation, CallArguments(arguments, params), self._perform)
