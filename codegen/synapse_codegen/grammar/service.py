"""The grammar of `service.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from synapse_codegen.schema import Choice, Condition, MappingOf, Number, Schema, SequenceOf
from synapse_codegen.string_kinds import (
    ANY_STRING,
    CLASS_NAME,
    ENVIRONMENT_VARIABLE,
    HEADER_NAME,
    MODULE_PATH,
    NOT_EMPTY,
    PACKAGE_NAME,
    SNAKE_CASE,
    VERSION,
    WIRE_NAME,
)

from .models import DOCS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.schema import ValueKind


@frozen(kw_only=True)
class PaginationStyle:
    """How the next page is requested, and which keys say so."""

    doc: str
    required: Mapping[str, str]
    """Each key that it must have, to a hint."""
    optional: tuple[str, ...] = ()


_RESULTS_HINT: Final = "write the key of the items"

PAGINATION_STYLES: Final[Mapping[str, PaginationStyle]] = {
    "page_number": PaginationStyle(
        doc="By its number.",
        required={"results": _RESULTS_HINT, "page": "write the query name of the page number"},
        optional=("size", "total", "next", "walk_size"),
    ),
    "cursor": PaginationStyle(
        doc="By a token from the previous page.",
        required={
            "results": _RESULTS_HINT,
            "page": "write the query name of the cursor",
            "next": "write the key of the next cursor",
        },
        optional=("size", "total", "walk_size"),
    ),
}
"""A new style is one row here, its class in the runtime and the mock's twin."""

_PAGINATION_KEYS: Final[Mapping[str, ValueKind]] = {
    "results": WIRE_NAME.described("Key of the items."),
    "page": WIRE_NAME.described("Query name of the page number, or of the cursor."),
    "size": WIRE_NAME.described("Query name of the page size."),
    "total": WIRE_NAME.described("Key of the number of items on all pages."),
    "next": WIRE_NAME.described("Key of the next page's URL, or of the next cursor."),
    "walk_size": Number(doc="Page size when all pages are fetched; by default 100."),
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
CREDENTIAL: Final = Schema(
    definition="credential",
    doc="A secret that every request carries in a header, if the client has it.",
    subject="a credential",
    keys={
        "header": HEADER_NAME.described("The header."),
        "prefix": ANY_STRING.described("What precedes the secret, such as `Token `."),
        "env": ENVIRONMENT_VARIABLE.described("Variable that is read if the argument is missing."),
        **DOCS,
    },
    required=("header",),
)
MIXIN: Final = Schema(
    definition="mixin",
    doc="One class of the documented client.",
    subject="a mixin",
    keys={"class": CLASS_NAME.described("Name of the class."), **DOCS},
    required=("class",),
)
DOCUMENTED_FACE: Final = Schema(
    definition="documented_face",
    doc="Where the documents import names from. Modules are relative to the package.",
    subject="the documented face",
    keys={
        **DOCS,
        "module": MODULE_PATH.described("Package of the client, such as `clients.backend`."),
        "class": CLASS_NAME.described("Class of the client."),
        "errors": MODULE_PATH.described("Module that exports the error classes."),
        "enums": Schema(
            doc="Module that exports enums, and which.",
            subject="`documented.enums`",
            keys={
                "module": MODULE_PATH,
                "names": SequenceOf(item=CLASS_NAME, for_editors={"uniqueItems": True}),
            },
            required=("module", "names"),
        ),
        "mixins": MappingOf(
            doc="The classes that the client inherits from, by the name that operations use.",
            value=MIXIN,
            names=SNAKE_CASE,
            for_editors={"minProperties": 1},
        ),
    },
    required=("module", "class", "mixins"),
)
SERVICE: Final = Schema(
    definition="service_file",
    doc="What all resources share: names, credentials, pagination and the documented client.",
    subject="a service",
    keys={
        "service": NOT_EMPTY.described("Name of the service, for people."),
        "package": PACKAGE_NAME.described("The Python package that is emitted."),
        "version": VERSION.described("Version of the API."),
        "distribution": NOT_EMPTY.described("What installs the package; its version is `__version__`."),
        **DOCS,
        "clients": Schema(
            doc="Class names of the typed clients.",
            subject="`clients`",
            keys={
                "sync": CLASS_NAME.described("The blocking client."),
                "async": CLASS_NAME.described("The async client."),
            },
            required=("sync", "async"),
        ),
        "environment": Schema(
            doc="Environment variables that clients read.",
            subject="`environment`",
            keys={
                "base_url": ENVIRONMENT_VARIABLE.described("Variable with the base URL, if callers pass none."),
                "log": ENVIRONMENT_VARIABLE.described("Variable that turns logging on: `debug`, `info`, …"),
            },
        ),
        "timeout": Schema(
            doc="Default timeouts, in seconds.",
            subject="`timeout`",
            keys={
                "connect": Number(doc="To open a connection.", integer=False),
                "read": Number(doc="Between two bytes of a response.", integer=False),
            },
        ),
        "request_id_header": HEADER_NAME.described("Header of a response with the request's ID, for support."),
        "credentials": MappingOf(
            doc="Secrets sent in headers, by the client's argument.", value=CREDENTIAL, names=SNAKE_CASE
        ),
        "pagination": MappingOf(
            doc="How lists are divided into pages, by the name that operations use.",
            value=PAGINATION,
            names=SNAKE_CASE,
        ),
        "documented": DOCUMENTED_FACE,
    },
    required=("service", "package", "version", "clients"),
)
