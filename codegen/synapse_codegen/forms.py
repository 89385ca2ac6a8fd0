"""The form of a spec file, as data: which keys there are, and what may stand under each.

`fit` compares a node with a form. It returns a copy that holds only what fits, with
shorthands written out (`pk: int` is `pk: {type: int}`), so that `build` need not look at
anything twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias, get_args

from .diagnostics import Findings, Place, did_you_mean, one_of
from .ir import Batch, Codec, RetryClass, ReturnForm
from .nodes import MappingNode, SequenceNode, Spot, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES: Final = ("missing-key", "unknown-key", "unknown-value", "wrong-kind")
"""What this module finds fault with."""


def fit(node: MappingNode, form: Form, findings: Findings) -> MappingNode:
    """Compare the content of a file with a form.

    Args:
        node: What the file holds.
        form: What it should hold.
        findings: Hears what is wrong.

    Returns:
        The part that fits, with shorthands written out.
    """
    return form.fit(node, node.spot, _Reading(node.file, findings))


class _Refused:
    """Stands for a value that does not fit."""


_REFUSED: Final = _Refused()
_Fitted: TypeAlias = "Value | _Refused"


class _Reading:
    """One file, and who hears what is wrong with it."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file = file
        self.findings = findings

    def fault(self, spot: Spot, rule: str, message: str, hint: str = "") -> _Refused:
        self.findings.add(Place(self.file, *spot), rule, message, hint)
        return _REFUSED

    def wrong(self, spot: Spot, key: str, expected: str, value: Value, hint: str = "") -> _Refused:
        return self.fault(spot, "wrong-kind", f"`{key}` must be {expected}, not {_kind_of(value)}", hint)


def _kind_of(value: Value) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case MappingNode():
            return "a mapping"
        case _:
            return "a list"


# Kinds of values -----------------------------------------------------------------------


class Kind(Protocol):
    """What may stand under a key."""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Return what fits of a value, and tell the reading what does not."""
        ...


class Text(NamedTuple):
    """Text, one of a few words, or text of a form."""

    choices: tuple[str, ...] = ()
    pattern: str = ""
    hint: str = ""
    """What to write where the pattern does not fit."""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept text."""
        if not isinstance(value, str):
            hint = "put it in quotes" if isinstance(value, int | float) else ""
            return reading.wrong(spot, key, "text", value, hint)
        if self.choices and value not in self.choices:
            hint = did_you_mean(value, self.choices) or f"write {one_of(self.choices)}"
            return reading.fault(spot, "unknown-value", f"`{key}` cannot be `{value}`", hint)
        if self.pattern and not re.fullmatch(self.pattern, value):
            return reading.fault(spot, "unknown-value", f"`{key}` cannot be `{value}`", self.hint)
        return value


class Flag:
    """True or false."""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept a boolean."""
        return value if isinstance(value, bool) else reading.wrong(spot, key, "true or false", value)


class Number(NamedTuple):
    """A number above zero, or one between two others."""

    whole: bool = True
    between: tuple[int, int] | None = None

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept a number."""
        kinds = int if self.whole else int | float
        if isinstance(value, bool) or not isinstance(value, kinds):
            return reading.wrong(spot, key, "a whole number" if self.whole else "a number", value)
        low, high = self.between or (0, 0)
        if not (low <= value <= high if self.between else value > 0):
            hint = f"write a number from {low} to {high}" if self.between else "write a number above zero"
            return reading.fault(spot, "unknown-value", f"`{key}` cannot be {value}", hint)
        return value


class Anything:
    """Any JSON: an example, a default."""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:  # noqa: ARG002 - all forms are read alike
        """Accept all."""
        return value


class ListOf(NamedTuple):
    """A list whose items are all of one kind."""

    item: Kind

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept a list, and of it the items that fit."""
        if not isinstance(value, SequenceNode):
            return reading.wrong(spot, key, "a list", value)
        fitted = SequenceNode(value.file, value.spot)
        for index, (item, item_spot) in enumerate(zip(value, value.item_at, strict=True)):
            read = self.item.read(item, item_spot, f"{key}[{index}]", reading)
            if not isinstance(read, _Refused):
                fitted.put(read, item_spot)
        return fitted


class MapOf(NamedTuple):
    """A mapping whose keys are free and whose values are all of one kind."""

    value: Kind
    least: int = 0
    names: Text | None = None
    """What the keys are, where not any name will do."""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept a mapping, and of it the entries that fit."""
        if not isinstance(value, MappingNode):
            return reading.wrong(spot, key, "a mapping", value)
        if len(value) < self.least:
            return reading.fault(spot, "missing-key", f"`{key}` is empty", "write at least one entry")
        fitted = MappingNode(value.file, value.spot)
        for name, inner in value.items():
            if self.names and isinstance(self.names.read(name, value.key_at[name], key, reading), _Refused):
                continue
            read = self.value.read(inner, value.value_at[name], name, reading)
            if not isinstance(read, _Refused):
                fitted.put(name, read, value.key_at[name], value.value_at[name])
        return fitted


class Form(NamedTuple):
    """A mapping with known keys.

    Attributes:
        noun: What it describes, for messages: "a model".
        keys: What may stand under each key.
        required: The keys that must be there.
        shorthand: The key that a bare text stands for.
    """

    noun: str
    keys: Mapping[str, Kind]
    required: tuple[str, ...] = ()
    shorthand: str = ""

    def read(self, value: Value, spot: Spot, key: str, reading: _Reading) -> _Fitted:
        """Accept a mapping or the shorthand."""
        if isinstance(value, str) and self.shorthand:
            written_out = MappingNode(reading.file, spot)
            written_out.put(self.shorthand, value, spot, spot)
            return self.fit(written_out, spot, reading)
        if isinstance(value, MappingNode):
            return self.fit(value, spot, reading)
        expected = f"a mapping, or the text of its `{self.shorthand}`" if self.shorthand else "a mapping"
        return reading.wrong(spot, key, expected, value)

    def fit(self, node: MappingNode, spot: Spot, reading: _Reading) -> MappingNode:
        """Copy the entries that fit."""
        fitted = MappingNode(node.file, node.spot)
        for key, value in node.items():
            kind = self.keys.get(key)
            if kind is None:
                hint = did_you_mean(key, self.keys) or f"its keys are {', '.join(self.keys)}"
                reading.fault(node.key_at[key], "unknown-key", f"{self.noun} has no key `{key}`", hint)
                continue
            read = kind.read(value, node.value_at[key], key, reading)
            if not isinstance(read, _Refused):
                fitted.put(key, read, node.key_at[key], node.value_at[key])
        for key in self.required:
            if key not in node:
                reading.fault(spot, "missing-key", f"{self.noun} needs `{key}`")
        return fitted


# The language --------------------------------------------------------------------------

TEXT: Final = Text()
FLAG: Final = Flag()
ANYTHING: Final = Anything()
HEADER: Final = Text(pattern=r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", hint="write the name of a header: `X-Name`")
ANSWERED: Final = Number(between=(100, 599))
DOC: Final[Mapping[str, Kind]] = {"doc": TEXT, "doc_ko": TEXT}

FIELD: Final = Form(
    "a field",
    {
        "type": TEXT,
        "required": FLAG,
        "default": ANYTHING,
        "file_urls": FLAG,
        "secret": FLAG,
        "python_name": TEXT,
        **DOC,
    },
    required=("type",),
    shorthand="type",
)
MODEL: Final = Form("a model", {"fields": MapOf(FIELD), **DOC}, required=("fields",))
UNION: Final = Form("a union", {"discriminator": TEXT, "variants": MapOf(TEXT, least=1), **DOC}, required=("variants",))
ENUM_VALUE: Final = Form("a value of an enum", {"python_name": TEXT, **DOC}, shorthand="doc")
ENUM: Final = Form("an enum", {"values": MapOf(ENUM_VALUE, least=1), **DOC}, required=("values",))

PARAMETER: Final = Form(
    "a parameter",
    {"type": TEXT, "required": FLAG, "secret": FLAG, "const": ANYTHING, "python_name": TEXT, **DOC},
    required=("type",),
    shorthand="type",
)
BODY: Final = Form(
    "a body",
    {"type": TEXT, "codec": Text(get_args(Codec)), "batch": Text(get_args(Batch))},
    required=("type",),
    shorthand="type",
)
CHUNKED: Final = Form(
    "a chunked field",
    {"field": TEXT, "operation": TEXT, "send_as": TEXT, "filename_as": TEXT, "argument": TEXT},
    required=("field", "operation", "send_as"),
)
COMPOSITE_ARGUMENT: Final = Form(
    "an argument",
    {"type": TEXT, "required": FLAG, "default": ANYTHING, "python_name": TEXT, **DOC},
    required=("type",),
    shorthand="type",
)
DOCUMENTED_ARGUMENT: Final = Form(
    "a documented argument",
    {"name": TEXT, "is": TEXT, "default": ANYTHING},
    required=("name",),
    shorthand="name",
)
DOCUMENTED: Final = Form(
    "a documented method",
    {"method": TEXT, "mixin": TEXT, "arguments": ListOf(DOCUMENTED_ARGUMENT), "returns": Text(get_args(ReturnForm))},
    required=("method", "mixin", "returns"),
)
EXAMPLE: Final = Form(
    "an example",
    {"name": TEXT, "arguments": MapOf(ANYTHING), "request": ANYTHING, "response": ANYTHING, "status": ANSWERED},
    required=("name",),
)
WAITER: Final = Form(
    "a waiter",
    {
        "name": TEXT,
        "field": TEXT,
        "success": ListOf(TEXT),
        "failure": ListOf(TEXT),
        "log": TEXT,
        "log_field": TEXT,
        **DOC,
    },
    required=("field", "success"),
)
OPERATION: Final = Form(
    "an operation",
    {
        **DOC,
        "request": TEXT,
        "path": MapOf(PARAMETER),
        "query": MapOf(PARAMETER),
        "headers": MapOf(PARAMETER, names=HEADER),
        "body": BODY,
        "response": TEXT,
        "status": Number(between=(200, 299)),
        "retry": Text(get_args(RetryClass)),
        "retry_reason": TEXT,
        "pagination": TEXT,
        "stream": Text(("lines",)),
        "chunked": CHUNKED,
        "waiter": WAITER,
        "composite": TEXT,
        "steps": MapOf(TEXT),
        "arguments": MapOf(COMPOSITE_ARGUMENT),
        "settings": MapOf(ANYTHING),
        "documented": DOCUMENTED,
        "typed": FLAG,
        "examples": ListOf(EXAMPLE),
    },
)
RESOURCE: Final = Form(
    "a resource",
    {
        **DOC,
        "resource": TEXT,
        "enums": MapOf(ENUM),
        "models": MapOf(MODEL),
        "unions": MapOf(UNION),
        "operations": MapOf(OPERATION),
    },
    required=("resource",),
)

CREDENTIAL: Final = Form("a credential", {"header": HEADER, "prefix": TEXT, "env": TEXT, **DOC}, required=("header",))
PAGINATION: Final = Form(
    "a pagination style",
    {
        "style": Text(("page_number", "cursor")),
        "results": TEXT,
        "page": TEXT,
        "size": TEXT,
        "total": TEXT,
        "next": TEXT,
        "walk_size": Number(),
    },
    required=("style", "results", "page"),
)
MIXIN: Final = Form("a mixin", {"class": TEXT, **DOC}, required=("class",))
DOCUMENTED_FACE: Final = Form(
    "the documented face",
    {
        **DOC,
        "module": TEXT,
        "class": TEXT,
        "errors": TEXT,
        "enums": Form("the documented enums", {"module": TEXT, "names": ListOf(TEXT)}, required=("module", "names")),
        "mixins": MapOf(MIXIN),
    },
    required=("module", "class", "mixins"),
)
SERVICE: Final = Form(
    "a service",
    {
        **DOC,
        "service": TEXT,
        "package": TEXT,
        "version": Text(pattern=r"\d+\.\d+\.\d+\S*", hint="write three numbers: `1.0.0`"),
        "clients": Form("the clients", {"sync": TEXT, "async": TEXT}, required=("sync", "async")),
        "environment": Form("the environment", {"base_url": TEXT, "log": TEXT}),
        "timeout": Form("the timeout", {"connect": Number(whole=False), "read": Number(whole=False)}),
        "request_id_header": HEADER,
        "credentials": MapOf(CREDENTIAL),
        "pagination": MapOf(PAGINATION),
        "documented": DOCUMENTED_FACE,
    },
    required=("service", "package", "version", "clients"),
)
