"""The grammar of the two kinds of files: a resource, and the service."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from .models import DOCS, ENUM, EVOLUTION, MODEL, UNION, WAS
from .operations import ERRORS, OPERATION, SHARED_RESPONSE_HEADER
from .pagination import PAGINATION
from .schema import Boolean, Choice, Condition, MappingOf, Number, Schema, SequenceOf
from .string_kinds import (
    ANY_STRING,
    CLASS_NAME,
    ENVIRONMENT_VARIABLE,
    ENVIRONMENT_VARIABLES,
    HEADER_NAME,
    MODULE_PATH,
    NOT_EMPTY,
    PACKAGE_NAME,
    RESOURCE_NAME,
    SNAKE_CASE,
    VERSION,
    WIRE_NAME,
)

RESOURCE: Final = Schema(
    definition="resource_file",
    doc="One resource: its enums, models and operations.",
    subject="a resource",
    keys={
        **DOCS,
        "resource": RESOURCE_NAME.described(
            "Name of the resource, in the plural: `data_units`; of one inside another, `issues.comments`."
        ),
        "enums": MappingOf(
            doc="Sets of strings or integers, by name. Names are unique in the service.", value=ENUM, names=CLASS_NAME
        ),
        "models": MappingOf(
            doc="Objects with known fields, by name. Names are unique in the service.", value=MODEL, names=CLASS_NAME
        ),
        "unions": MappingOf(
            doc="Choices between types, by name. Names are unique in the service.", value=UNION, names=CLASS_NAME
        ),
        "operations": MappingOf(
            doc="Operations, by the verb of the typed face: `list get create update delete`, or the backend's own.",
            value=OPERATION,
            names=SNAKE_CASE,
            for_editors={"minProperties": 1},
        ),
    },
    required=("resource",),
)

SCHEMES: Final = {
    "bearer": "In the header `Authorization`, after `Bearer `.",
    "basic": "A pair of user and password in the header `Authorization`, as RFC 7617 encodes it.",
}
"""How a secret is written in its header."""

_PLACES: Final = "a secret is sent in one place: a header, the query or a cookie"

CREDENTIAL: Final = Schema(
    definition="credential",
    doc="A secret that requests carry, if the client has it.",
    subject="a credential",
    keys={
        "header": HEADER_NAME.described("The header that carries it; of a `scheme`, by default `Authorization`."),
        "query": WIRE_NAME.described("The query argument that carries it."),
        "cookie": HEADER_NAME.described("The cookie that carries it."),
        "scheme": Choice(doc="How it is written in its header.", words=SCHEMES),
        "prefix": ANY_STRING.described("What precedes the secret, such as `Token `."),
        "env": ENVIRONMENT_VARIABLES.described(
            "Variable that is read if the argument is missing, or several in order."
        ),
        "aliases": SequenceOf(
            doc="Other names of the argument, which other clients of the backend use.",
            item=SNAKE_CASE,
            for_editors={"uniqueItems": True},
        ),
        "instead_of": SNAKE_CASE.described(
            "A credential that this one stands in for: if the client has that one, no variable is read for this one."
        ),
        "goes_with": SNAKE_CASE.described(
            "A credential without which this one proves nothing: if the client lacks that one, no variable is read."
        ),
        "keyword_only": Boolean(doc="Whether the documented client takes it by name only."),
        "hint": NOT_EMPTY.described("What to do about a 401 if it was sent."),
        **EVOLUTION,
        "was": evolve(WAS, item=SNAKE_CASE),
        **DOCS,
    },
    conditions=(
        Condition(
            key="query",
            subject="a credential in the query",
            forbidden=("header", "cookie", "scheme", "prefix"),
            hint=_PLACES,
        ),
        Condition(
            key="cookie",
            subject="a credential in a cookie",
            forbidden=("header", "query", "scheme", "prefix"),
            hint=_PLACES,
        ),
        Condition(
            key="scheme",
            subject="a credential with a `scheme`",
            forbidden=("prefix",),
            hint="the scheme says what precedes the secret: drop `prefix`, or drop `scheme`",
        ),
    ),
)
SERVER: Final = Schema(
    definition="server",
    doc="Another origin of the service, beside that of the base URL.",
    subject="a server",
    keys={
        "url": NOT_EMPTY.described("Its base URL, if neither callers nor the environment say."),
        "env": ENVIRONMENT_VARIABLES.described(
            "Variable with its base URL, if callers pass none, or several in order."
        ),
        "credentials": SequenceOf(
            doc="The credentials that may be sent to it; by default none.",
            item=SNAKE_CASE,
            for_editors={"uniqueItems": True},
        ),
        **DOCS,
    },
    required=("url",),
    shorthand="url",
)
SHARED_HEADER: Final = Schema(
    definition="shared_header",
    doc="A header of every request: always the same, or an argument of the client. A call's own value wins.",
    subject="a shared header",
    keys={
        "const": NOT_EMPTY.described("Always sent with this value; not an argument."),
        "type": Choice(doc="What the argument is.", words={"str": "A string."}),
        "python_name": SNAKE_CASE.described("Name of the argument, if the one made from the header does not fit."),
        "env": ENVIRONMENT_VARIABLES.described(
            "Variable that is read if the argument is missing, or several in order."
        ),
        **DOCS,
    },
    conditions=(
        Condition(
            key="const",
            subject="a header with a `const`",
            forbidden=("type", "python_name", "env"),
            hint="it is not an argument: drop `const` to make it one",
        ),
    ),
)
SHARED_QUERY: Final = Schema(
    definition="shared_query",
    doc="A query argument of every request, which the client is made with. A call's own value wins.",
    subject="a shared query argument",
    keys={
        "env": ENVIRONMENT_VARIABLES.described(
            "Variable that is read if the argument is missing, or several in order."
        ),
        **DOCS,
    },
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
        "base_url": NOT_EMPTY.described("The base URL of typed clients if neither callers nor the environment say."),
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
                "base_url": ENVIRONMENT_VARIABLES.described(
                    "Variable with the base URL, if callers pass none, or several in order."
                ),
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
            doc="Secrets that requests carry, by the client's argument.", value=CREDENTIAL, names=SNAKE_CASE
        ),
        "servers": MappingOf(
            doc="Other origins of the service, by the name that operations use.", value=SERVER, names=SNAKE_CASE
        ),
        "headers": MappingOf(doc="Headers of every request, by name.", value=SHARED_HEADER, names=HEADER_NAME),
        "query": MappingOf(
            doc="Query arguments of every request, by the client's argument.", value=SHARED_QUERY, names=SNAKE_CASE
        ),
        "pagination": MappingOf(
            doc="How lists are divided into pages, by the name that operations use.",
            value=PAGINATION,
            names=SNAKE_CASE,
        ),
        "response_headers": MappingOf(
            doc="Headers that any response may have, by name.", value=SHARED_RESPONSE_HEADER, names=HEADER_NAME
        ),
        "errors": ERRORS,
        "documented": DOCUMENTED_FACE,
    },
    required=("service", "package", "version", "clients"),
)
