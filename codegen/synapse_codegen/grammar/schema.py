"""A small schema engine: which keys a mapping has, and what each value is.

`grammar` describes the spec language in these terms. `check_mapping` compares a node with a
schema; `editor_schema` writes the same schema as JSON Schema.

Kinds are compared by identity: code for `==` and `repr` would double the time to import
this module, and every run imports it.

Some keywords are `for_editors` alone. There a rule of `validate` finds the same problem
with a better message, so checking it here would report it twice.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, field, frozen

from synapse_codegen.diagnostics import Diagnostics, SourceLocation, did_you_mean, join_choices, nearest
from synapse_codegen.source.nodes import MappingNode, Position, SequenceNode, Value, WrittenFloat

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Self

RULE_IDS: Final = ("misplaced-key", "missing-key", "unknown-key", "unknown-value", "wrong-kind")
"""The rules that this module reports."""


def check_mapping(
    node: MappingNode, schema: Schema, diagnostics: Diagnostics, position: Position | None = None
) -> MappingNode:
    """Compare a mapping with a schema.

    Args:
        node: What a file holds.
        schema: What it should hold.
        diagnostics: Receives the problems.
        position: Where missing keys are reported; by default where the mapping begins.

    Returns:
        A copy of the valid part, with shorthands written out (`pk: int` is
        `pk: {type: int}`), so that `build` need not check anything again.
    """
    return schema.check_keys(node, position or node.position, _Checker(node.file, diagnostics))


class _Invalid:
    """Marks a value that does not match."""


_INVALID: Final = _Invalid()
_Checked: TypeAlias = "Value | _Invalid"


class _Checker:
    """The file that is checked, and the problems found in it."""

    def __init__(self, file: str, diagnostics: Diagnostics) -> None:
        self.file = file
        self.diagnostics = diagnostics

    def error(self, position: Position, rule: str, message: str, hint: str = "", cause: str = "") -> _Invalid:
        self.diagnostics.add(SourceLocation(self.file, *position), rule, message, hint, cause)
        return _INVALID

    def skip(self, key: str, value: Value) -> None:
        """Remember the names that may be declared by a key and a value that are not read."""
        self.diagnostics.unread.add(key)
        if isinstance(value, MappingNode):
            for inner_key, inner in value.items():
                self.skip(inner_key, inner)

    def type_error(self, position: Position, key: str, expected: str, value: Value, hint: str = "") -> _Invalid:
        return self.error(position, "wrong-kind", f"`{key}` must be {expected}, not {_describe_node(value)}", hint)


def _describe_node(value: Value) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case MappingNode():
            return "a mapping"
        case _:
            return "a list"


# Kinds of values -----------------------------------------------------------------------


@frozen(kw_only=True, eq=False, repr=False)
class ValueKind(ABC):
    """What may stand under a key."""

    doc: str = ""
    """What such a value is, for editors."""
    key_doc: str = ""
    """What it means under a certain key, for editors."""
    definition: str = ""
    """Name under `$defs` in the JSON Schema; without one it is written out wherever it is used."""
    for_editors: Mapping[str, Any] = field(factory=dict[str, Any])
    """Keywords of JSON Schema that are not checked here."""

    def described(self, doc: str) -> Self:
        """Return the same kind, described for one key."""
        return evolve(self, key_doc=doc)

    @abstractmethod
    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Return the valid part of a value, and report the rest."""


@frozen(kw_only=True, eq=False, repr=False)
class String(ValueKind):
    """A string, or one that matches a pattern."""

    pattern: str = ""
    hint: str = ""
    """What to write if the pattern does not match."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a string."""
        if not isinstance(value, str):
            hint = "put it in quotes" if isinstance(value, int | float) else ""
            return checker.type_error(position, key, "a string", value, hint)
        if self.pattern and not re.fullmatch(self.pattern, value):
            return checker.error(position, "unknown-value", f"`{key}` cannot be `{value}`", self.hint)
        return value


@frozen(kw_only=True, eq=False, repr=False)
class Choice(ValueKind):
    """One of a few words."""

    words: Mapping[str, str]
    """Each word to its description."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept one of the words."""
        if not isinstance(value, str):
            return checker.type_error(position, key, join_choices(self.words), value)
        if value not in self.words:
            hint = did_you_mean(value, self.words) or f"write {join_choices(self.words)}"
            return checker.error(position, "unknown-value", f"`{key}` cannot be `{value}`", hint)
        return value


@frozen(kw_only=True, eq=False, repr=False)
class Boolean(ValueKind):
    """True or false."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a boolean."""
        return value if isinstance(value, bool) else checker.type_error(position, key, "true or false", value)


@frozen(kw_only=True, eq=False, repr=False)
class Number(ValueKind):
    """A number above zero, one in a range, or any number."""

    integer: bool = True
    between: tuple[int, int] | None = None
    signed: bool = False
    """Whether it may be zero or less."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a number."""
        types = int if self.integer else int | float
        if isinstance(value, bool) or not isinstance(value, types):
            return checker.type_error(position, key, "an integer" if self.integer else "a number", value)
        low, high = self.between or (0, 0)
        if not (low <= value <= high if self.between else self.signed or value > 0):
            hint = f"write a number from {low} to {high}" if self.between else "write a number above zero"
            return checker.error(position, "unknown-value", f"`{key}` cannot be {value}", hint)
        return value


@frozen(kw_only=True, eq=False, repr=False)
class Release(ValueKind):
    """A version: one to three numbers, which need no quotes."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a version, and return it as a string."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return checker.type_error(position, key, "a version", value)
        version = value.written if isinstance(value, WrittenFloat) else str(value)
        if not re.fullmatch(RELEASE_PATTERN, version):
            return checker.error(position, "unknown-value", f"`{key}` cannot be `{version}`", "write numbers: `1.4`")
        return version


RELEASE_PATTERN: Final = r"\d+(\.\d+){0,2}"


@frozen(kw_only=True, eq=False, repr=False)
class Anything(ValueKind):
    """Any JSON value, such as an example or a default."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:  # noqa: ARG002 - one signature for all kinds
        """Accept every value."""
        return value


@frozen(kw_only=True, eq=False, repr=False)
class SequenceOf(ValueKind):
    """A list whose items are all of one kind."""

    item: ValueKind
    or_one: bool = False
    """Whether an item alone may stand for a list of it."""

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a list, without its invalid items."""
        if self.or_one and not isinstance(value, SequenceNode):
            several = SequenceNode(checker.file, position)
            several.put(value, position)
            value = several
        if not isinstance(value, SequenceNode):
            return checker.type_error(position, key, "a list", value)
        valid = SequenceNode(value.file, value.position)
        for index, (item, item_position) in enumerate(zip(value, value.item_positions, strict=True)):
            checked = self.item.check(item, item_position, f"{key}[{index}]", checker)
            if not isinstance(checked, _Invalid):
                valid.put(checked, item_position)
        return valid


@frozen(kw_only=True, eq=False, repr=False)
class MappingOf(ValueKind):
    """A mapping with free keys, whose values are all of one kind."""

    value: ValueKind
    names: String | None = None
    """What the keys are; any string without it."""
    not_empty: bool = False

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a mapping, without its invalid entries."""
        if not isinstance(value, MappingNode):
            return checker.type_error(position, key, "a mapping", value)
        if self.not_empty and not value:
            return checker.error(position, "missing-key", f"`{key}` is empty", "write at least one entry")
        valid = MappingNode(value.file, value.position)
        misplaced = self._report_misplaced(value, checker) if isinstance(self.value, Schema) else ()
        for name, inner in value.items():
            key_position, value_position = value.key_positions[name], value.value_positions[name]
            if name in misplaced or (
                self.names and isinstance(self.names.check(name, key_position, key, checker), _Invalid)
            ):
                continue
            checked = self.value.check(inner, value_position, name, checker)
            if isinstance(checked, _Invalid):
                checker.diagnostics.unread.add(name)
            else:
                valid.put(name, checked, key_position, value_position)
        return valid

    def _report_misplaced(self, mapping: MappingNode, checker: _Checker) -> set[str]:
        """Report keys of an entry that stand beside it, and return them and the entry."""
        assert isinstance(self.value, Schema)
        entry, misplaced = "", dict[str, str]()
        for name, inner in mapping.items():
            keys = self.value.keys
            is_entry = isinstance(inner, MappingNode) and not inner.keys().isdisjoint(keys)
            # Names are free: `type: str` may well be a field named `type`, unless an empty entry precedes it.
            if name not in keys or is_entry or (self.value.shorthand and mapping.get(entry, "") is not None):
                entry = name
            else:
                misplaced[name] = entry
        if misplaced:
            first, *others = misplaced
            message = f"`{first}` stands beside {self.value.subject}, and belongs inside"
            below = f" below `{misplaced[first]}`" if misplaced[first] else ""
            hint = f"indent it{below}" + (f", as well as {join_choices(others, 'and')}" if others else "")
            checker.error(mapping.key_positions[first], "misplaced-key", message, hint)
            checker.diagnostics.unread |= {*misplaced.values()}
        return {*misplaced, *misplaced.values()}


@frozen(kw_only=True, eq=False, repr=False)
class MappingOrList(ValueKind):
    """A mapping of one kind, or a list of another."""

    mapping: MappingOf
    sequence: SequenceOf

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept either."""
        kind = self.mapping if isinstance(value, MappingNode) else self.sequence
        if isinstance(value, MappingNode | SequenceNode):
            return kind.check(value, position, key, checker)
        return checker.type_error(position, key, "a mapping or a list", value)


@frozen(kw_only=True, eq=False, repr=False)
class Condition:
    """Which other keys a mapping must or cannot have if a key is there, or has a certain value."""

    key: str
    value: str = ""
    """The value that the key must have; any without it."""
    absent: bool = False
    """Whether the condition applies to mappings without the key instead."""
    subject: str
    """What such a mapping is, for messages: "a composite operation"."""
    required: Mapping[str, str] = field(factory=dict[str, str])
    """Each key that must be there, to a hint."""
    required_for_editors: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    hint: str = ""
    """What to do about a forbidden key."""
    then: Mapping[str, Schema] = field(factory=dict[str, "Schema"])
    """More exact schemas of other keys, for editors."""

    def applies_to(self, node: MappingNode) -> bool:
        """Return whether a mapping meets the condition."""
        if self.value:
            return node.get(self.key) == self.value
        return (self.key in node) is not self.absent


@frozen(kw_only=True, eq=False, repr=False)
class Schema(ValueKind):
    """A mapping with known keys."""

    subject: str
    """What it describes, for messages: "a model"."""
    keys: Mapping[str, ValueKind]
    required: tuple[str, ...] = ()
    required_for_editors: tuple[str, ...] = ()
    shorthand: str = ""
    """The key that a bare string is the value of."""
    shorthand_doc: str = ""
    conditions: tuple[Condition, ...] = ()

    def check(self, value: Value, position: Position, key: str, checker: _Checker) -> _Checked:
        """Accept a mapping or the shorthand."""
        if isinstance(value, str) and self.shorthand:
            written_out = MappingNode(checker.file, position)
            written_out.put(self.shorthand, value, position, position)
            return self.check_keys(written_out, position, checker)
        if isinstance(value, MappingNode):
            return self.check_keys(value, position, checker)
        expected = f"a mapping, or a string for its `{self.shorthand}`" if self.shorthand else "a mapping"
        return checker.type_error(position, key, expected, value)

    def check_keys(self, node: MappingNode, position: Position, checker: _Checker) -> MappingNode:
        """Copy the valid entries of a mapping."""
        valid = MappingNode(node.file, node.position)
        misspelled = self._report_unknown(node, checker)
        forbidden = self._check_conditions(node, position, checker, misspelled) if self.conditions else ()
        for key, value in node.items():
            kind = self.keys.get(key)
            if kind is None:
                continue
            checked = kind.check(value, node.value_positions[key], key, checker)
            if not isinstance(checked, _Invalid) and key not in forbidden:
                valid.put(key, checked, node.key_positions[key], node.value_positions[key])
        for key in self.required:
            if key not in node and key not in misspelled:
                kind = self.keys[key]
                doc = kind.key_doc or kind.doc
                hint = f"`{key}`: {doc}" if doc else ""
                checker.error(position, "missing-key", f"{self.subject} must have `{key}`", hint)
        return valid

    def _report_unknown(self, node: MappingNode, checker: _Checker) -> Collection[str]:
        """Report keys that are not known, and return the known ones that they may stand for."""
        unknown = {key: nearest(key, self.keys) for key in node if key not in self.keys}
        foreign = [key for key, similar in unknown.items() if not similar]
        for key, similar in unknown.items():
            value = node[key]
            checker.skip(key, value)
            if isinstance(value, MappingNode) and value and value.keys() <= self.keys.keys():
                hint = f"indent it less, if it is {self.subject} of its own"
            elif similar:
                hint = f"did you mean `{similar}`?"
            elif key == foreign[0]:
                others = f"; nor can it have {join_choices(foreign[1:])}" if foreign[1:] else ""
                hint = f"the keys are {', '.join(self.keys)}{others}"
            else:
                continue
            message = f"{self.subject} cannot have `{key}`"
            checker.error(node.key_positions[key], "unknown-key", message, hint, cause=message)
        return self.keys if len(foreign) > 1 else unknown.values()  # several: the mapping is something else

    def _check_conditions(
        self, node: MappingNode, position: Position, checker: _Checker, misspelled: Collection[str]
    ) -> set[str]:
        """Report what the conditions ask for, and return the keys they forbid."""
        forbidden: set[str] = set()
        for condition in self.conditions:
            if not condition.applies_to(node):
                continue
            for key, hint in condition.required.items():
                if key not in node and key not in misspelled:
                    checker.error(position, "missing-key", f"{condition.subject} must have `{key}`", hint)
            for key in filter(condition.forbidden.__contains__, node):
                forbidden.add(key)
                message = f"{condition.subject} cannot have `{key}`"
                checker.error(node.key_positions[key], "unknown-key", message, condition.hint)
        return forbidden
