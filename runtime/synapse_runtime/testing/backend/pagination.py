"""Lists cut into pages, by number or by cursor."""

from __future__ import annotations

import base64
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urlencode

from synapse_runtime.testing.messages import detail
from synapse_runtime.types import is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_runtime.operation import Pagination

    from .rows.store import Data
    from .spec.examples import Example

DEFAULT_SIZE = 20
MAX_SIZE = 100


class Sequenced(Protocol):
    """What a list is made of."""

    sequence: int
    """Grows with each; a cursor points to it."""


S = TypeVar("S", bound=Sequenced)


class PageForm(NamedTuple):
    """How the pages of one operation look, learned from its style and examples."""

    style: Pagination
    constants: Mapping[str, Any]
    """Members of a page that are none of the style's."""
    previous: str
    """Key of the link back; "" where there is none."""
    links: bool
    """Whether `next` is a URL; else it is a bare cursor."""


class PageQuery(NamedTuple):
    """What a request says about pages."""

    url: str
    """Of the list, as the backend sees itself, without the query."""
    query: Mapping[str, Sequence[str]]


def page_form(style: Pagination, examples: Sequence[Example]) -> PageForm:
    """Learn what pages look like.

    Args:
        style: The pagination of the operation.
        examples: Its examples.
    """
    pages = [example.response for example in examples if is_object(example.response)]
    keys: dict[str, Any] = {key: value for page in pages for key, value in page.items()}
    own = {style.results, style.total, style.next}
    previous = "previous" if "previous" in keys or (style.style == "page_number" and not pages) else ""
    nexts = [page.get(style.next) for page in pages]
    links = style.style == "page_number" or any(
        isinstance(value, str) and ("/" in value or "?" in value) for value in nexts
    )
    constants = {key: value for key, value in keys.items() if key not in own and key != previous}
    return PageForm(style, constants, previous, links)


def cut(form: PageForm, rows: Sequence[S], asked: PageQuery, present: Callable[[S], Data]) -> Data:
    """One page.

    Args:
        form: How it looks.
        rows: All rows of the list, in order.
        asked: Which page.
        present: Makes the answer's row of a row; called for those on the page only.

    Raises:
        Refusal: There is no such page.
    """
    style = form.style
    size = _size(_last(asked, style.size))
    asked_page = _last(asked, style.page)
    if style.style == "page_number":
        shown, following, preceding = _by_number(rows, size, asked_page)
    else:
        shown, following, preceding = _by_cursor(rows, size, asked_page)
    keys: Data = {}
    if style.total:
        keys[style.total] = len(rows)
    for key, target in ((style.next, following), (form.previous, preceding)):
        if key:
            keys[key] = None if target is None else _link(form, asked, target)
    return {**keys, **form.constants, style.results: [present(row) for row in shown]}


def _by_number(rows: Sequence[S], size: int, page: str) -> tuple[Sequence[S], str | None, str | None]:
    pages = max(1, -(-len(rows) // size))
    number = pages if page == "last" else int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 0
    if not page:
        number = 1
    if not 1 <= number <= pages:
        raise detail(404, "Invalid page.")
    shown = rows[(number - 1) * size : number * size]
    previous = {1: None, 2: ""}.get(number, str(number - 1))
    return shown, str(number + 1) if number < pages else None, previous


def _by_cursor(rows: Sequence[S], size: int, cursor: str) -> tuple[Sequence[S], str | None, str | None]:
    start = bisect_right(rows, _position(cursor), key=lambda row: row.sequence)
    shown = rows[start : start + size]
    following = _cursor(shown[-1].sequence) if start + size < len(rows) else None
    before = rows[start - size - 1].sequence if start > size else 0
    return shown, following, _cursor(before) if start else None


def _size(text: str) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return min(wanted, MAX_SIZE) or DEFAULT_SIZE


def _last(asked: PageQuery, name: str) -> str:
    values = asked.query.get(name) if name else None
    return values[-1] if values else ""


def _link(form: PageForm, asked: PageQuery, target: str) -> str:
    if not form.links:
        return target
    query = {name: values for name, values in asked.query.items() if name != form.style.page}
    if target:
        query[form.style.page] = [target]
    return f"{asked.url}?{urlencode(query, doseq=True)}" if query else asked.url


def _cursor(sequence: int) -> str:
    return base64.urlsafe_b64encode(f"after={sequence}".encode()).decode().rstrip("=")


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, value = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("=")
        if name == "after" and value.isdigit():
            return int(value)
    except ValueError:
        pass
    raise detail(404, "Invalid cursor")
