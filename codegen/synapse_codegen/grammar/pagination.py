"""The grammar of pagination, with the table of its styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from .schema import Choice, Condition, MappingOf, Number, Schema, String
from .string_kinds import WIRE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .schema import ValueKind


@frozen(kw_only=True, eq=False, repr=False)
class PaginationStyle:
    """How the next page is requested, and which keys say so."""

    doc: str
    required: Mapping[str, str]
    """Each key that it must have, to a hint."""
    optional: tuple[str, ...] = ()


_SHARED: Final = ("results", "size", "max_size", "total", "walk_size", "key")

PAGINATION_STYLES: Final[Mapping[str, PaginationStyle]] = {
    "page_number": PaginationStyle(
        doc="By its number.",
        required={"page": "write the query name of the page number"},
        optional=(*_SHARED, "next", "cursor_query"),
    ),
    "offset": PaginationStyle(
        doc="By the number of items before it.",
        required={"page": "write the query name of the offset"},
        optional=_SHARED,
    ),
    "cursor": PaginationStyle(
        doc="By a token from the previous page.",
        required={
            "results": "write the key of the items",
            "page": "write the query name of the cursor",
            "next": "write the key of the next cursor",
        },
        optional=_SHARED,
    ),
    "last_item": PaginationStyle(
        doc="By the last item of the previous page.",
        required={"page": "write the query name of the last item", "key": "write the field of an item that is sent"},
        optional=(*_SHARED, "more"),
    ),
    "link_header": PaginationStyle(
        doc="By the link in the header `Link`, as RFC 8288 has it.",
        required={},
        optional=(*_SHARED, "page"),
    ),
}
"""A new style is one row here, its class in the runtime and the mock's twin."""

_PAGINATION_KEYS: Final[Mapping[str, ValueKind]] = {
    "results": WIRE_NAME.described("Key of the items, or a path such as `data.items`; without it a page is a list."),
    "page": WIRE_NAME.described("Query name of the page number, the offset, the last item or the cursor."),
    "size": WIRE_NAME.described("Query name of the page size."),
    "total": WIRE_NAME.described(
        "Key or path of the number of items on all pages; for `link_header` perhaps a header."
    ),
    "next": WIRE_NAME.described("Key or path of the next page's URL, or of the next cursor."),
    "more": WIRE_NAME.described("Key or path of what is false on the last page."),
    "max_size": Number(doc="The largest page size; the backend takes a larger one for it."),
    "walk_size": Number(doc="Page size when all pages are fetched; by default 100."),
    "key": WIRE_NAME.described("Field that tells items apart; by default `id`."),
    "cursor_query": MappingOf(
        doc="Query that asks for a cursor instead of page numbers, which whole walks prefer.",
        names=WIRE_NAME,
        value=String(doc="What is sent."),
        not_empty=True,
    ),
}


def _style_condition(name: str, style: PaginationStyle) -> Condition:
    known = {*style.required, *style.optional}
    return Condition(
        key="style",
        value=name,
        subject=f"a `{name}` pagination",
        required=style.required,
        forbidden=tuple(key for key in _PAGINATION_KEYS if key not in known),
        hint="drop it",
    )


PAGINATION: Final = Schema(
    definition="pagination",
    doc="How a list is divided into pages. All names are wire names.",
    subject="a pagination",
    keys={
        "style": Choice(
            doc="How the next page is requested.",
            words={name: style.doc for name, style in PAGINATION_STYLES.items()},
        ),
        **_PAGINATION_KEYS,
    },
    required=("style",),
    conditions=tuple(_style_condition(name, style) for name, style in PAGINATION_STYLES.items()),
)
