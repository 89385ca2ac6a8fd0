"""The grammar of models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from .schema import Anything, Boolean, Choice, Condition, MappingOf, MappingOrList, Number, Release, Schema, SequenceOf
from .string_kinds import ANY_STRING, CLASS_NAME, DOC, DOC_KO, IDENTIFIER, NOT_EMPTY, TYPE, WIRE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .schema import ValueKind


DOCS: Final[Mapping[str, ValueKind]] = {"doc": DOC, "doc_ko": DOC_KO}
"""What everything that readers see may have."""
PYTHON_NAME: Final = IDENTIFIER.described("Name in Python, if the name made from the wire name does not fit.")

MOST: Final = 2**53
"""The largest integer that every reader of JSON can hold."""
WAS: Final = SequenceOf(
    doc="Its old name, or several: they go on working in Python, and warn. The backend never sees them.",
    item=WIRE_NAME,
    or_one=True,
)
RELEASE: Final = Release(definition="release", doc="A version of the API: `1.4`.")
DEPRECATION: Final = Schema(
    definition="deprecation",
    doc="Why callers should stop using it, and until when it works.",
    subject="a deprecation",
    keys={
        "doc": NOT_EMPTY.described("Why, in a sentence."),
        "use": WIRE_NAME.described("What to use instead, by its name in the spec: `tasks.search`."),
        "since": RELEASE.described("The version that deprecates it."),
        "removed_in": RELEASE.described("The version in which it will be gone. `lint` and `diff` remind of it."),
    },
    shorthand="doc",
)
EVOLUTION: Final[Mapping[str, ValueKind]] = {
    "deprecated": DEPRECATION.described("Why callers should stop using it; it works until then."),
    "was": WAS,
    "since": RELEASE.described("The version that added it, or gave it this name."),
}
"""What may be said of anything that callers name."""

LIMITS: Final[Mapping[str, ValueKind]] = {
    "choices": SequenceOf(
        doc="The strings that have a meaning. The backend ignores others; in strict mode clients and the mock do not.",
        item=ANY_STRING,
        for_editors={"minItems": 1, "uniqueItems": True},
    ),
    "minimum": Number(doc="The least number that is allowed.", integer=False, signed=True),
    "maximum": Number(doc="The largest number that is allowed.", integer=False, signed=True),
    "format": NOT_EMPTY.described("What its strings are, in a word of JSON Schema: `email`, `uri`, `ipv4`."),
    "pattern": NOT_EMPTY.described("A regular expression that is found in its strings; `^` and `$` are their ends."),
    "min_length": Number(doc="Characters that its strings have at least.", between=(0, MOST)),
    "max_length": Number(doc="Characters that its strings have at most.", between=(0, MOST)),
    "min_items": Number(doc="Items that the list has at least.", between=(0, MOST)),
    "max_items": Number(doc="Items that the list has at most.", between=(0, MOST)),
}
"""What a parameter or a field may hold, if its type does not say it all."""

FIELD: Final = Schema(
    definition="field",
    doc="One field of a model.",
    subject="a field",
    keys={
        "type": TYPE,
        "required": Boolean(doc="Whether it is always present."),
        "default": Anything(doc="Its value if it is missing. Not together with `required`."),
        "file_urls": Boolean(doc="Whether it holds URLs of files, which `url_conversion` may rewrite."),
        "secret": Boolean(doc="Whether a model's repr hides it."),
        "const": Anything(doc="Its only value. It is sent without being passed."),
        "read": Choice(doc="Whether responses alone have it.", words={"only": "It is never sent."}),
        "write": Choice(doc="Whether requests alone have it.", words={"only": "No response has it."}),
        **LIMITS,
        "python_name": PYTHON_NAME,
        **EVOLUTION,
        **DOCS,
    },
    required=("type",),
    shorthand="type",
    conditions=(
        Condition(
            key="read",
            subject="a field that is only read",
            forbidden=("write", "default", "const"),
            hint="drop one of the two: nobody passes a field that is only read",
        ),
    ),
)
MODEL: Final = Schema(
    definition="model",
    doc="An object with known fields.",
    subject="a model",
    keys={
        "fields": MappingOf(doc="Its fields, by wire name.", value=FIELD),
        **EVOLUTION,
        "was": evolve(WAS, item=CLASS_NAME),
        **DOCS,
    },
    required=("fields",),
)
UNION: Final = Schema(
    definition="union",
    doc="One of several models, told apart by the value of one field; or of several types, told apart by structure.",
    subject="a union",
    keys={
        "discriminator": WIRE_NAME.described("The field whose value says which model it is."),
        "variants": MappingOrList(
            doc="Value of the discriminator, to the model; or a list of types, which are told apart by structure.",
            mapping=MappingOf(value=CLASS_NAME, not_empty=True),
            sequence=SequenceOf(item=TYPE, for_editors={"minItems": 2}),
        ),
        **EVOLUTION,
        "was": evolve(WAS, item=CLASS_NAME),
        **DOCS,
    },
    required=("variants",),
)
ENUM_VALUE: Final = Schema(
    definition="enum_value",
    doc="One value of an enum.",
    subject="a value of an enum",
    keys={
        "python_name": IDENTIFIER.described("Name of the member in Python."),
        "aliases": SequenceOf(
            doc="Other spellings of the value, in which some backends send it.",
            item=WIRE_NAME,
            for_editors={"uniqueItems": True},
        ),
        **EVOLUTION,
        **DOCS,
    },
    shorthand="doc",
)
ENUM: Final = Schema(
    definition="enum",
    doc="A set of strings or integers. It is open: a backend may add values.",
    subject="an enum",
    keys={
        "type": Choice(
            doc="What its values are; by default `str`.",
            words={"str": "They are strings.", "int": "They are integers."},
        ),
        "values": MappingOf(doc="Each value as it is sent.", value=ENUM_VALUE, not_empty=True),
        **EVOLUTION,
        "was": evolve(WAS, item=CLASS_NAME),
        **DOCS,
    },
    required=("values",),
)
