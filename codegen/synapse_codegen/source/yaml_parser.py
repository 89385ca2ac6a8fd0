"""Parse one YAML document into nodes that know their locations. The only place that knows PyYAML.

Scalars follow YAML 1.2, as editors do: `no` and `on` are strings, and so is a timestamp.
Keys are always strings. A tag that makes anything but plain data is an error.

The parser's events become nodes in one pass, without PyYAML's tree in between. That is
faster than `yaml.load`, and it bounds the depth: PyYAML's C composer overflows the stack on
a hostile file, which kills the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from synapse_codegen.diagnostics import Diagnostic, Diagnostics, SourceLocation, did_you_mean

from .control_characters import FORBIDDEN, describe_character
from .nodes import MappingNode, Position, SequenceNode, Value, WrittenFloat

MAX_YAML_DEPTH: Final = 60
"""Maximum nesting of a file; no readable spec comes near."""
MAX_VALUES: Final = 1_000_000
"""Maximum number of values in a file. Aliases count each time: aliases of aliases grow exponentially."""

RULE_IDS: Final = ("control-character", "duplicate-key", "yaml-syntax")
"""The rules that this module reports."""

Events: TypeAlias = Callable[[str], Any]
"""Makes a parser of a string: an object whose `get_event` returns PyYAML's events."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for a PyYAML without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


PARSER: Final[Events] = getattr(getattr(yaml, "cyaml", None), "CParser", PureParser)
"""The fastest parser available: libyaml's, if PyYAML was built with it."""


def parse_yaml(text: str, file: str, events: Events = PARSER) -> tuple[Value, Diagnostics]:
    """Parse one YAML document.

    Args:
        text: The document.
        file: Its name, for locations.
        events: Makes the parser.

    Returns:
        Its value, and the problems. The value is None if the document is empty or its
        syntax is broken.
    """
    diagnostics = Diagnostics()
    for match in FORBIDDEN.finditer(text.replace("\r\n", " \n")):
        diagnostics.append(_control_character(match[0], location_after(text[: match.start()], file)))
    if diagnostics:  # the parsers would stop at some of them
        return None, diagnostics
    try:
        return _Document(events(text), file, diagnostics).parse(), diagnostics
    except yaml.MarkedYAMLError as error:
        diagnostics.append(_syntax_error(error, file))
        return None, diagnostics


def _control_character(character: str, location: SourceLocation) -> Diagnostic:
    message = f"{describe_character(character)} is not allowed in a spec"
    hint = "delete it: what readers see would not be what is emitted"
    return Diagnostic(location, "control-character", message, hint)


def location_after(text: str, file: str) -> SourceLocation:
    """Return the location right after a text from the start of a file."""
    return SourceLocation(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


_SYNTAX_HINTS: Final = {
    "mapping values are not allowed in this context": "quote a string that contains `: `, or check the indentation",
    "found character that cannot start any token": "indent with spaces; quote a string that begins with @, ` or %",
    "did not find expected ',' or ']'": 'put a type with brackets in quotes: `variants: [Task, "list[Task]"]`',
    "could not find expected ':'": "write `key: value`, or check the indentation",
}


def _syntax_error(error: yaml.MarkedYAMLError, file: str) -> Diagnostic:
    problem = str(error.problem)
    hint = _SYNTAX_HINTS.get(problem, "")
    if not hint and error.context_mark:
        hint = f"{error.context} that begins at {file}:{error.context_mark.line + 1}:{error.context_mark.column + 1}"
    mark = error.problem_mark
    assert mark is not None  # both parsers always set it
    return Diagnostic(SourceLocation(file, mark.line + 1, mark.column + 1), "yaml-syntax", problem, hint)


_WORDS: Final[dict[str, Value]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,400}")
_RADIX: Final = re.compile(r"0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]*0")
"""Numbers that could be versions, and that a float shortens: `1.10`."""
_NUMERIC: Final = frozenset("+-.0123456789")

_CORE: Final = "tag:yaml.org,2002:"
_STRING_TAGS: Final = ("!", f"{_CORE}str")
_PLAIN_TAGS: Final = (f"{_CORE}int", f"{_CORE}float", f"{_CORE}bool", f"{_CORE}null")


def _resolve_plain(text: str) -> Value:
    """Return the value of an unquoted scalar, by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _RADIX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and isfinite(number := float(text)):
        return _keep_written(number, text) if _VERSION.fullmatch(text) else number
    return text


def _keep_written(number: float, text: str) -> WrittenFloat:
    written = WrittenFloat(number)
    written.written = text
    return written


class _Incomplete:
    """Stands for an anchored node until it is complete."""


class _Document:
    """Turns the events of one document into nodes."""

    def __init__(self, parser: Any, file: str, diagnostics: Diagnostics) -> None:
        self.next: Callable[[], Any] = parser.get_event
        self.file = file
        self.diagnostics = diagnostics
        self.anchors: dict[str, Value | _Incomplete] = {}
        self.sizes: dict[str, int] = {}  # number of values under an anchor
        self.depth = 0
        self.size = 0

    def error(self, event: Any, message: str, hint: str = "", rule: str = "yaml-syntax") -> None:
        mark = event.start_mark
        self.diagnostics.add(SourceLocation(self.file, mark.line + 1, mark.column + 1), rule, message, hint)

    def tag_error(self, event: Any) -> None:
        tag = event.tag.replace(_CORE, "!!")
        self.error(event, f"the tag `{tag}` is not supported", "write plain data without tags")

    def parse(self) -> Value:
        self.next()  # the start of the stream
        if not isinstance(self.next(), DocumentStartEvent):
            return None
        value = self.parse_value(self.next())
        self.next()  # the end of the document
        if not isinstance(after := self.next(), StreamEndEvent):
            self.error(after, "a second document begins here", "write one document in each file")
        return value

    def parse_value(self, event: Any) -> Value:
        if type(event) is ScalarEvent:
            value = self.parse_scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = value
            return value
        if type(event) is AliasEvent:
            return self.resolve_alias(event)
        return self.parse_collection(event)

    def parse_scalar(self, event: Any) -> Value:
        text: str = event.value
        self.check_characters(event)
        if (event.implicit[0] and not event.tag) or event.tag in _PLAIN_TAGS:
            return _resolve_plain(text)
        if event.tag and event.tag not in _STRING_TAGS:
            self.tag_error(event)
        return text

    def check_characters(self, event: Any) -> None:
        """Report what an escape in a quoted string stands for; the rest of the file is checked already."""
        if event.style == '"' and (match := FORBIDDEN.search(event.value)):
            self.diagnostics.append(_control_character(match[0], SourceLocation(self.file, *_position(event))))

    def resolve_alias(self, event: Any) -> Value:
        name = event.anchor
        if name not in self.anchors:
            self.error(event, f"there is no anchor `&{name}` above", did_you_mean(name, self.anchors))
            return None
        value = self.anchors[name]
        if isinstance(value, _Incomplete):
            self.error(event, f"`*{name}` is inside the value that it repeats")
            return None
        self.size += self.sizes.get(name, 1)
        if self.size > MAX_VALUES:
            raise _limit_error(event, f"the file has more than {MAX_VALUES} values, aliases included")
        return value

    def parse_collection(self, event: Any) -> Value:
        is_mapping = type(event) is MappingStartEvent
        if event.tag not in (None, "!", f"{_CORE}map" if is_mapping else f"{_CORE}seq"):
            self.tag_error(event)
        if self.depth == MAX_YAML_DEPTH:
            raise _limit_error(event, f"values are nested more than {MAX_YAML_DEPTH} deep")
        size_before = self.size
        self.depth += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = _Incomplete()
        value = self.parse_mapping(event) if is_mapping else self.parse_sequence(event)
        self.size += len(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
            self.sizes[event.anchor] = self.size - size_before
        self.depth -= 1
        return value

    def parse_sequence(self, start: Any) -> SequenceNode:
        node = SequenceNode(self.file, _position(start))
        while type(event := self.next()) is not SequenceEndEvent:
            node.append(self.parse_value(event))
            node.item_positions.append(_position(event))
        return node

    def parse_mapping(self, start: Any) -> MappingNode:
        node = MappingNode(self.file, _position(start))
        key_positions, value_positions = node.key_positions, node.value_positions
        merged: list[MappingNode] = []
        while type(key_event := self.next()) is not MappingEndEvent:
            key = self.parse_key(key_event)
            event = self.next()
            value = self.parse_value(event)
            if key == "<<" and not key_event.style:
                merged += self.check_merge(value, event)
            elif key is None:
                continue
            elif key in node:
                first = SourceLocation(self.file, *key_positions[key])
                self.error(key_event, f"`{key}` appears twice", f"the first one is at {first}", "duplicate-key")
            else:
                node[key] = value
                key_positions[key] = _position(key_event)
                value_positions[key] = _position(event)
        return _merge(node, merged) if merged else node

    def parse_key(self, event: Any) -> str | None:
        if type(event) is ScalarEvent:
            text: str = event.value
            self.check_characters(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = text
            return text
        key = self.parse_value(event)
        if isinstance(key, str):
            return key
        self.error(event, "a key must be a string")
        return None

    def check_merge(self, value: Value, event: Any) -> list[MappingNode]:
        sources = value if isinstance(value, SequenceNode) else [value]
        mappings = [source for source in sources if isinstance(source, MappingNode)]
        if len(mappings) != len(sources):
            self.error(event, "`<<` can only merge mappings", "write `<<: *anchor` of a mapping")
        return mappings


def _merge(node: MappingNode, merged: list[MappingNode]) -> MappingNode:
    """Merge mappings into one whose own keys win, in the order of the merged keys."""
    result = MappingNode(node.file, node.position)
    for source in (*reversed(merged), node):  # of several merged mappings, the first wins
        for key, value in source.items():
            result.put(key, value, source.key_positions[key], source.value_positions[key])
    return result


def _limit_error(event: Any, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=event.start_mark)


def _position(event: Any) -> Position:
    """Return where the content of an event begins: after the quote of a quoted string."""
    mark = event.start_mark
    if type(event) is ScalarEvent and event.style in ("'", '"'):
        return mark.line + 1, mark.column + 2
    return mark.line + 1, mark.column + 1
