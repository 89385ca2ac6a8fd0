"""Tables of rows: those of the examples, and those created since."""

from __future__ import annotations

import re
from string import digits
from typing import TYPE_CHECKING, Any
from uuid import UUID

from synapse_runtime.testing.backend.spec.naming import field_for
from synapse_runtime.testing.backend.spec.scalars import make_uuid

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from random import Random

    from synapse_http.values import JsonObject

    from synapse_runtime.testing.backend.spec.schema import FieldSchema

CACHED_SELECTIONS = 16


class Row:
    """A row of a table."""

    __slots__ = ("data", "key", "scope", "sequence", "transitions")

    def __init__(self, key: str, data: JsonObject, scope: Mapping[str, str], sequence: int) -> None:
        self.key = key
        """Its ID, as in a path."""
        self.data = data
        self.scope = scope
        """The other arguments of its path, such as its parent's ID."""
        self.sequence = sequence
        """Position in the order of creation, for cursors."""
        self.transitions: list[tuple[str, Any]] = []
        """Fields and the values they take, one at each reading: how a job proceeds."""

    def copy(self) -> Row:
        """Return a copy that shares nested values, which nobody changes, and no transitions."""
        return Row(self.key, self.data.copy(), self.scope, self.sequence)

    def values(self) -> Iterator[str]:
        """Yield its values as strings, apart from those of objects and lists."""
        return (str(value) for value in self.data.values() if not isinstance(value, (dict, list)))

    def is_within(self, scope: Mapping[str, str]) -> bool:
        """Return whether the row is below a path with these arguments."""
        return all(self._scope_value(name, value) == value for name, value in scope.items())

    def _scope_value(self, name: str, default: str) -> str:
        if name in self.scope:
            return self.scope[name]
        value = self.data.get(field_for(name, self.data), default)
        return default if isinstance(value, (dict, list)) else str(value)


class Table:
    """All rows of a resource and a model."""

    def __init__(self, resource: str, model: str, fields: Mapping[str, FieldSchema], key: str) -> None:
        """Make an empty table.

        Args:
            resource: The resource.
            model: Name of the rows' model.
            fields: The model's fields.
            key: The field with the ID.
        """
        self.resource = resource
        self.model = model
        self.fields = fields
        self.key = key
        self.aliases: set[str] = set()
        """Other fields that identify a row, such as a code."""
        self.shown: set[str] = set()
        """Fields that any example shows."""
        self.template: JsonObject = {}
        """Values for new rows."""
        self.states: list[str] = []
        """The values that the `status` of a row takes in turn after another operation created it."""
        self._rows: dict[str, Row] = {}
        self._sequence = 0
        self._last_numbers = {"": 0}
        """The highest number so far at the end of an ID, by what stands before it, if that was asked for: `usr_`."""
        self._selections: dict[Hashable, list[Row]] = {}
        self._values: set[str] | None = None
        """The values of all rows; None: not read since a row has changed. New rows are added."""

    def copy(self) -> Table:
        """Return a table of the same rows, which change on their own."""
        table = Table(self.resource, self.model, self.fields, self.key)
        rows = {key: row.copy() for key, row in self._rows.items()}
        vars(table).update(
            vars(self), _rows=rows, _last_numbers=self._last_numbers.copy(), _selections={}, _values=None
        )
        return table

    def find(self, key: str, scope: Mapping[str, str] | None = None) -> Row | None:
        """Return the row with an ID or an alias, or None."""
        row = self._rows.get(key)
        if row is None and self.aliases:
            row = next(
                (row for row in self.all() if any(str(row.data.get(alias)) == key for alias in self.aliases)), None
            )
        return row if row is not None and row.is_within(scope or {}) else None

    def all(self) -> list[Row]:
        """Return all rows, oldest first."""
        return self.select((), lambda _: True)

    def select(self, query: Hashable, predicate: Callable[[Row], bool]) -> list[Row]:
        """Return the rows that satisfy a predicate, oldest first.

        Args:
            query: What the predicate depends on. The result is cached by it until a row changes,
                so that reading all pages of a list costs one pass.
            predicate: Whether a row is selected.
        """
        selection = self._selections.get(query)
        if selection is None:
            if len(self._selections) >= CACHED_SELECTIONS:
                self._selections.clear()
            selection = self._selections[query] = [row for row in self._rows.values() if predicate(row)]
        return selection

    def has_value(self, value: object) -> bool:
        """Return whether a row has a value, in any field."""
        if self._values is None:
            self._values = {own for row in self._rows.values() for own in row.values()}
        return str(value) in self._values

    def add(self, data: JsonObject, scope: Mapping[str, str] | None = None) -> Row:
        """Store a row, which has its ID."""
        self._sequence += 1
        key = str(data[self.key])
        if key in self._rows:
            self.invalidate()
        row = self._rows[key] = Row(key, data, dict(scope or {}), self._sequence)
        prefix, number = _split_number(key)
        if prefix in self._last_numbers:
            self._last_numbers[prefix] = max(self._last_numbers[prefix], number)
        self._selections.clear()
        if self._values is not None:
            self._values.update(row.values())
        return row

    def remove(self, row: Row) -> None:
        """Delete a row."""
        del self._rows[row.key]
        self.invalidate()

    def invalidate(self) -> None:
        """Forget cached selections and values, after a row has changed."""
        self._selections.clear()
        self._values = None

    def make_key(self, random: Random) -> Any:
        """Return an ID that was never used, in the form of the existing ones."""
        field = self.fields.get(self.key)
        type_string = field.type if field is not None else "int"
        if re.search(r"\bint\b", type_string):
            return self._next_number("")
        example = next((row.key for row in self._rows.values()), "")
        if "uuid" in type_string or _is_uuid(example):
            return make_uuid(random)
        prefix, _ = _split_number(example or f"{self.resource}-0")
        return f"{prefix}{self._next_number(prefix)}"

    def _next_number(self, prefix: str) -> int:
        """Return 7 after `usr_1` to `usr_6`, also if some of these were removed or never stored."""
        if prefix not in self._last_numbers:
            pairs = map(_split_number, self._rows)
            self._last_numbers[prefix] = max((number for begin, number in pairs if begin == prefix), default=0)
        self._last_numbers[prefix] += 1
        return self._last_numbers[prefix]


def _split_number(key: str) -> tuple[str, int]:
    """Return an ID without the number at its end, and that number; 0 if it has none."""
    prefix = key.rstrip(digits)
    return prefix, int(key[len(prefix) :][:4000] or 0)  # int() refuses 4,301 digits


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
