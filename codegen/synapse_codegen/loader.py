"""Read the files of a spec: YAML text to nodes that remember where they stand.

Scalars follow YAML 1.2, which is what editors check by: `no` and `on` are text, and so is
a timestamp. Keys are always text. A tag that makes anything but plain data is refused.

The parser's events become nodes in one pass, with no tree of PyYAML's in between. That is
faster than `yaml.load`, and the depth is bounded here: PyYAML's C composer runs out of
stack on a hostile file and takes the process with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

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

from .diagnostics import Diagnostic, Findings, Place, did_you_mean, ordered
from .nodes import MappingNode, SequenceNode, Spot, Value

SERVICE_FILE: Final = "service.yaml"
RESOURCE_FOLDER: Final = "resources"
MAX_DEPTH: Final = 60
"""How deep a file may nest; no readable spec comes near."""
MAX_VALUES: Final = 1_000_000
"""How many values a file may hold, repeated ones counted each time: aliases of aliases add up."""

RULES: Final = ("duplicate-key", "spec-layout", "unreadable-file", "wrong-kind", "yaml-syntax")
"""What this module finds fault with."""

Events: TypeAlias = Callable[[str], Any]
"""Makes a parser of a text: an object whose `get_event` gives PyYAML's events."""


class LoadedSpec(NamedTuple):
    """The files of one spec.

    Attributes:
        service: The content of `service.yaml`; None where it could not be read.
        resources: The content of each resource file that could be read, ordered by name.
        complete: Whether every file could be read.
        diagnostics: What was wrong with the files themselves.
    """

    service: MappingNode | None
    resources: tuple[MappingNode, ...]
    complete: bool
    diagnostics: tuple[Diagnostic, ...]


def load_spec(path: Path, root: Path | None = None) -> LoadedSpec:
    """Read `service.yaml` and `resources/*.yaml` of a folder.

    Args:
        path: The folder of the spec.
        root: The folder that file names are told relative to; by default the current one.

    Returns:
        What could be read, and what was wrong with the rest.
    """
    loading = _Loading(root or Path.cwd())
    if not path.is_dir():
        loading.misplaced(path, "there is no such folder", f"give the folder that holds `{SERVICE_FILE}`")
        return LoadedSpec(None, (), complete=False, diagnostics=tuple(loading.findings))
    service = None
    if (path / SERVICE_FILE).exists():
        service = loading.read(path / SERVICE_FILE)
    else:
        loading.misplaced(path, f"`{SERVICE_FILE}` is missing", "it names the service, its package and its clients")
    nodes: list[MappingNode | None] = []
    files = sorted((path / RESOURCE_FOLDER).glob("*"))
    if not files:
        loading.misplaced(path / RESOURCE_FOLDER, "there are no resources", "describe each in a `<noun>.yaml` there")
    for file in files:
        if file.suffix == ".yaml":
            nodes.append(loading.read(file))
        elif not file.name.startswith("."):
            loading.misplaced(file, "this is no resource file", "name it `<noun>.yaml`, or keep it elsewhere")
    resources = tuple(node for node in nodes if node is not None)
    complete = service is not None and len(resources) == len(nodes)
    return LoadedSpec(service, resources, complete, tuple(ordered(loading.findings)))


class _Loading:
    """Gathers the findings about the files of one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings = Findings()

    def name(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()

    def misplaced(self, path: Path, message: str, hint: str) -> None:
        self.findings.add(Place(self.name(path), 1, 1), "spec-layout", message, hint)

    def read(self, path: Path) -> MappingNode | None:
        file = self.name(path)
        start = Place(file, 1, 1)
        try:
            content = path.read_bytes()
        except OSError as error:
            self.findings.add(start, "unreadable-file", f"the file cannot be read: {error.strerror}")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = _place_after(content[: error.start].decode("utf-8-sig"), file)
            self.findings.add(place, "unreadable-file", "the file is not UTF-8 from here on", "save it as UTF-8")
            return None
        value, findings = read_yaml(text, file)
        self.findings += findings
        if any(finding.rule == "yaml-syntax" for finding in findings):
            return None
        if isinstance(value, MappingNode):
            return value
        told = "the file is empty" if value is None else "the file does not hold a mapping"
        self.findings.add(start, "wrong-kind", told, "write `key: value` lines")
        return None


# One document --------------------------------------------------------------------------


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, where it was built without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


PARSER: Final[Events] = getattr(getattr(yaml, "cyaml", None), "CParser", PureParser)
"""The fastest parser there is: libyaml's, where PyYAML was built with it."""


def read_yaml(text: str, file: str, events: Events = PARSER) -> tuple[Value, Findings]:
    """Read one YAML document.

    Args:
        text: The document.
        file: Its name, for places.
        events: Makes the parser.

    Returns:
        Its value (None where the syntax is broken, and for an empty document) and what
        was wrong.
    """
    findings = Findings()
    if character := _CONTROL.search(text):
        place = _place_after(text[: character.start()], file)
        findings.add(place, "yaml-syntax", "a control character stands here", "delete it")
        return None, findings
    try:
        return _Document(events(text), file, findings).read(), findings
    except yaml.MarkedYAMLError as error:
        findings.append(_syntax_error(error, file))
        return None, findings


_CONTROL: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a text."""


def _place_after(text: str, file: str) -> Place:
    return Place(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


_SYNTAX_HINTS: Final = {
    "mapping values are not allowed in this context": "put text that holds `: ` in quotes, or check the indentation",
    "found character that cannot start any token": "indent with spaces; quote text that begins with @, ` or %",
    "could not find expected ':'": "write `key: value`, or check the indentation",
}


def _syntax_error(error: yaml.MarkedYAMLError, file: str) -> Diagnostic:
    problem = str(error.problem)
    hint = _SYNTAX_HINTS.get(problem, "")
    if not hint and error.context_mark:
        hint = f"{error.context} that begins at {file}:{error.context_mark.line + 1}:{error.context_mark.column + 1}"
    mark = error.problem_mark
    assert mark is not None  # both parsers know where they stand
    return Diagnostic(Place(file, mark.line + 1, mark.column + 1), "yaml-syntax", problem, hint)


_WORDS: Final[dict[str, Value]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,400}")
_RADIX: Final = re.compile(r"0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMERIC: Final = frozenset("+-.0123456789")

_CORE: Final = "tag:yaml.org,2002:"
_TEXT_TAGS: Final = ("!", f"{_CORE}str")
_PLAIN_TAGS: Final = (f"{_CORE}int", f"{_CORE}float", f"{_CORE}bool", f"{_CORE}null")


def _plain(text: str) -> Value:
    """What an unquoted scalar stands for, by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _RADIX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and isfinite(number := float(text)):
        return number
    return text


class _Open:
    """Stands for a node under an anchor as long as the node is not complete."""


class _Document:
    """Turns the events of one document into nodes."""

    def __init__(self, parser: Any, file: str, findings: Findings) -> None:
        self.next: Callable[[], Any] = parser.get_event
        self.file = file
        self.findings = findings
        self.anchors: dict[str, Value | _Open] = {}
        self.sizes: dict[str, int] = {}  # how many values an anchor stands for
        self.depth = 0
        self.size = 0

    def fault(self, event: Any, message: str, hint: str = "", rule: str = "yaml-syntax") -> None:
        mark = event.start_mark
        self.findings.add(Place(self.file, mark.line + 1, mark.column + 1), rule, message, hint)

    def tagged(self, event: Any) -> None:
        tag = event.tag.replace(_CORE, "!!")
        self.fault(event, f"the tag `{tag}` is not known here", "write plain data without tags")

    def read(self) -> Value:
        self.next()  # the stream begins
        if not isinstance(self.next(), DocumentStartEvent):
            return None
        value = self.value(self.next())
        self.next()  # the document ends
        if not isinstance(after := self.next(), StreamEndEvent):
            self.fault(after, "a second document begins here", "write one document a file")
        return value

    def value(self, event: Any) -> Value:
        if type(event) is ScalarEvent:
            value = self.scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = value
            return value
        if type(event) is AliasEvent:
            return self.alias(event)
        return self.collection(event)

    def scalar(self, event: Any) -> Value:
        text: str = event.value
        if (event.implicit[0] and not event.tag) or event.tag in _PLAIN_TAGS:
            return _plain(text)
        if event.tag and event.tag not in _TEXT_TAGS:
            self.tagged(event)
        return text

    def alias(self, event: Any) -> Value:
        name = event.anchor
        if name not in self.anchors:
            self.fault(event, f"nothing is anchored as `&{name}` above", did_you_mean(name, self.anchors))
            return None
        value = self.anchors[name]
        if isinstance(value, _Open):
            self.fault(event, f"`*{name}` stands inside of what it repeats")
            return None
        self.size += self.sizes.get(name, 1)
        if self.size > MAX_VALUES:
            raise _impossible(event, f"with all that is repeated, the file holds more than {MAX_VALUES} values")
        return value

    def collection(self, event: Any) -> Value:
        mapping = type(event) is MappingStartEvent
        if event.tag not in (None, "!", f"{_CORE}map" if mapping else f"{_CORE}seq"):
            self.tagged(event)
        if self.depth == MAX_DEPTH:
            raise _impossible(event, f"values are nested more than {MAX_DEPTH} deep")
        before = self.size
        self.depth += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = _Open()
        value = self.mapping(event) if mapping else self.sequence(event)
        self.size += len(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
            self.sizes[event.anchor] = self.size - before
        self.depth -= 1
        return value

    def sequence(self, start: Any) -> SequenceNode:
        node = SequenceNode(self.file, _spot(start))
        while type(event := self.next()) is not SequenceEndEvent:
            node.append(self.value(event))
            node.item_at.append(_spot(event))
        return node

    def mapping(self, start: Any) -> MappingNode:
        node = MappingNode(self.file, _spot(start))
        key_at, value_at = node.key_at, node.value_at
        merged: list[MappingNode] = []
        while type(key_event := self.next()) is not MappingEndEvent:
            key = self.key(key_event)
            event = self.next()
            value = self.value(event)
            if key == "<<" and not key_event.style:
                merged += self.merged(value, event)
            elif key is None:
                continue
            elif key in node:
                first = Place(self.file, *key_at[key])
                self.fault(key_event, f"`{key}` is given twice", f"it stands at {first} already", "duplicate-key")
            else:
                node[key] = value
                key_at[key] = _spot(key_event)
                value_at[key] = _spot(event)
        return _whole(node, merged) if merged else node

    def key(self, event: Any) -> str | None:
        if type(event) is ScalarEvent:
            text: str = event.value
            if event.anchor is not None:
                self.anchors[event.anchor] = text
            return text
        key = self.value(event)
        if isinstance(key, str):
            return key
        self.fault(event, "a key must be text")
        return None

    def merged(self, value: Value, event: Any) -> list[MappingNode]:
        sources = value if isinstance(value, SequenceNode) else [value]
        mappings = [source for source in sources if isinstance(source, MappingNode)]
        if len(mappings) != len(sources):
            self.fault(event, "`<<` merges mappings only", "write `<<: *anchor` of a mapping")
        return mappings


def _whole(node: MappingNode, merged: list[MappingNode]) -> MappingNode:
    """A mapping with what is merged into it, in the order of what is merged: what it says itself wins."""
    whole = MappingNode(node.file, node.spot)
    for source in (*reversed(merged), node):  # of several, the first wins
        for key, value in source.items():
            whole.put(key, value, source.key_at[key], source.value_at[key])
    return whole


def _impossible(event: Any, told: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=told, problem_mark=event.start_mark)


def _spot(event: Any) -> Spot:
    """Where an event's content begins: of quoted text, behind the quote."""
    mark = event.start_mark
    if type(event) is ScalarEvent and event.style in ("'", '"'):
        return mark.line + 1, mark.column + 2
    return mark.line + 1, mark.column + 1
