"""The documented face: methods that take and return plain data.

One method a return form; emitted methods are a signature, a docstring and a call of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from . import calls, lines
from .client import Client
from .flow import run
from .paging import Walk, all_rows
from .prepare import Arguments, checked_params
from .url_conversion import UrlConversion, checked, convert_row
from .values import UNSET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .operation import Operation

Params: TypeAlias = Mapping[str, Any]
"""Query arguments as they travel. A list repeats its name, None is left out, dates become ISO 8601."""


class PlainClient(Client):
    """A client of plain dicts, lists and tuples."""

    def _object(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        data: object = UNSET,
        url_conversion: UrlConversion | None = None,
    ) -> Any:
        """What the backend answers, as it is."""
        conversion = checked(operation, url_conversion)
        flow = calls.answer(self._context, operation, Arguments(arguments, checked_params(params), data))
        return convert_row(run(flow, self._perform), conversion)

    _alike = _object
    _list = _object

    def _all(self, operation: Operation[Any], arguments: Mapping[str, object], *, params: Params | None = None) -> Any:
        """The rows of all pages."""
        return self._page_or_all(operation, arguments, params=params, list_all=True)

    def _page(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> Any:
        """(rows, total) of one page."""
        return self._page_or_all(operation, arguments, params=params, url_conversion=url_conversion)

    def _page_or_all(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        *,
        params: Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> Any:
        """(rows, total) of one page, or the rows of all."""
        conversion = checked(operation, url_conversion)
        size = self._context.service.paginations[operation.pagination].walk_size if list_all else None
        walk = Walk(self._context, operation, Arguments(arguments, params), size=size)
        if list_all:
            return [convert_row(row, conversion) for row in run(all_rows(walk), self._perform)]
        page = run(walk.page(), self._perform)
        assert page is not None
        rows = [convert_row(row, conversion) for row in page.rows]
        return rows, len(rows) if page.total is None else page.total

    def _lines(
        self, operation: Operation[Any], arguments: Mapping[str, object], *, params: Params | None = None
    ) -> Iterator[str]:
        """Text lines, as they come."""
        body = run(calls.streamed(self._context, operation, Arguments(arguments, params)), self._perform)
        yield from lines.iterate(body)
