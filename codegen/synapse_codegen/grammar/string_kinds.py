"""The kinds of strings in the spec language: names on the wire, names in Python, types, docs.

Most patterns are for editors: a rule of `validate` reports the same with a better hint.
"""

from __future__ import annotations

from typing import Final

from synapse_codegen.scalars import SCALARS

from .call_settings import CALL_SETTINGS
from .schema import SequenceOf, String

ANY_STRING: Final = String()

WIRE_NAME: Final = String(definition="wire_name", for_editors={"minLength": 1})
"""A key of a JSON object, or a name in a query."""

HEADER_NAME: Final = String(
    definition="header_name", pattern=r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", hint="write the name of a header: `X-Name`"
)
MEDIA_TYPE: Final = String(
    definition="media_type",
    pattern=r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9-]+=[A-Za-z0-9_.+-]+)*",
    hint="write a media type: `image/png`",
)
SUCCESS_STATUS: Final = String(
    pattern="(2[0-9][0-9]|304|4(?!01|08|29)[0-9][0-9])",
    hint='write the status of a success, 304, or one from 400 on that is no error, in quotes: `"202"`',
)
"""304 answers who has asked by `If-None-Match`. After 401, 408 and 429 a client may send the request again."""
REDIRECT_STATUS: Final = String(pattern="30[12378]", hint='write the status of a redirect, in quotes: `"302"`')
ENVIRONMENT_VARIABLE: Final = String(definition="environment_variable", for_editors={"pattern": "^[A-Z][A-Z0-9_]*$"})
ENVIRONMENT_VARIABLES: Final = SequenceOf(item=ENVIRONMENT_VARIABLE, or_one=True)
"""Several are read in order."""

IDENTIFIER: Final = String(definition="identifier", for_editors={"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"})
SNAKE_CASE: Final = String(definition="snake_case", for_editors={"pattern": "^[a-z][a-z0-9_]*$"})
CLASS_NAME: Final = String(definition="class_name", for_editors={"pattern": "^[A-Z][A-Za-z0-9]*$"})
PACKAGE_NAME: Final = String(for_editors={"pattern": "^[a-z_][a-z0-9_]*$"})
MODULE_PATH: Final = String(
    definition="module_path", for_editors={"pattern": r"^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$"}
)
VERSION: Final = String(pattern=r"\d+\.\d+\.\d+\S*", hint="write three numbers: `1.0.0`")

OPERATION_NAME: Final = String(
    definition="operation_name",
    doc="`<resource>.<verb>`.",
    for_editors={"pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"},
)
RESOURCE_NAME: Final = String(
    definition="resource_name", for_editors={"pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"}
)
ERROR_STATUS: Final = String(
    definition="error_status",
    pattern="([45][0-9][0-9]|304|[45]XX|default)",
    hint="write a status from 400 to 599, or 304; `4XX` and `5XX` are all others of these, and `default` any other",
)
"""304 is an error to who has asked by `If-None-Match`, unless it is among the responses."""
REQUEST: Final = String(for_editors={"pattern": r"^(GET|HEAD|POST|PUT|PATCH|DELETE) [^/\s]\S*$"})
DOTTED_FIELD: Final = String(for_editors={"pattern": r"^[^.\s]+(\.[^.\s]+)*$"})
DOCUMENTED_TARGET: Final = String(
    for_editors={
        "pattern": r"^(query|body|url_conversion|list_all|chunked|to|(path|query|body|argument|option)\.\S+"
        f"|{'|'.join(CALL_SETTINGS)})$"
    }
)

TYPE: Final = String(
    definition="type",
    doc=f"A type: {' '.join(f'`{name}`' for name in SCALARS)}, `list[T]`, `dict[T]`, `T?` (may be null), `A | B`, "
    "or the name of a model, enum or union.",
    for_editors={
        "pattern": r"^((list|dict)\[)*[A-Za-z]\w*\??(\]\??)*(\s*\|\s*((list|dict)\[)*[A-Za-z]\w*\??(\]\??)*)*$"
    },
)

NOT_EMPTY: Final = String(for_editors={"minLength": 1})
DOC: Final = String(definition="doc", doc="Documentation in English.", for_editors={"minLength": 1})
DOC_KO: Final = String(definition="doc_ko", doc="Documentation in Korean.", for_editors={"minLength": 1})
