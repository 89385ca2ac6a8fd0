"""Rows: what was created, and what the examples say was there before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from synapse_runtime.testing.backend.spec.naming import member_for

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from random import Random

    from synapse_runtime.testing.backend.spec.schema import ModelField

Data: TypeAlias = dict[str, Any]

CACHED_SELECTIONS = 16


class Row:
    """One row."""

    __slots__ = ("data", "key", "plan", "scope", "sequence")

    def __init__(self, key: str, data: Data, scope: Mapping[str, str], sequence: int) -> None:
        self.key = key
        """Its ID as it stands in a path."""
        self.data = data
        self.scope = scope
        """Values of the other holes of the path it lives under, such as its parent's ID."""
        self.sequence = sequence
        """Grows with each row; a cursor points to it."""
        self.plan: list[tuple[str, Any]] = []
        """Members that change with each reading: what a job goes through."""

    def within(self, scope: Mapping[str, str]) -> bool:
        """Whether it lives under a path with these values."""
        return all(self._scoped(name, value) == value for name, value in scope.items())

    def _scoped(self, name: str, value: str) -> str:
        if name in self.scope:
            return self.scope[name]
        found = self.data.get(member_for(name, self.data), value)
        return value if isinstance(found, (dict, list)) else str(found)


class Collection:
    """All rows of one kind."""

    def __init__(self, noun: str, model: str, members: Mapping[str, ModelField], key: str) -> None:
        """Make an empty collection.

        Args:
            noun: The resource.
            model: Name of the rows' model.
            members: The model's members.
            key: The member that holds the ID.
        """
        self.noun = noun
        self.model = model
        self.members = members
        self.key = key
        self.aliases: set[str] = set()
        """Other members that identify a row, such as a code."""
        self.shown: set[str] = set()
        """Members that any example shows."""
        self.template: Data = {}
        """What a new row is made after."""
        self.states: list[str] = []
        """What the `status` of a row goes through, where another operation started it."""
        self._rows: dict[str, Row] = {}
        self._sequence = 0
        self._last_number = 0
        self._given: set[str] = set()
        """Texts that were given as IDs, whatever became of them."""
        self._selections: dict[Hashable, list[Row]] = {}

    def find(self, key: str, scope: Mapping[str, str] | None = None) -> Row | None:
        """The row with an ID, or with that value in an alias."""
        row = self._rows.get(key)
        if row is None and self.aliases:
            row = next(
                (row for row in self.all() if any(str(row.data.get(alias)) == key for alias in self.aliases)), None
            )
        return row if row is not None and row.within(scope or {}) else None

    def all(self) -> list[Row]:
        """Every row, oldest first."""
        return self.select((), lambda _: True)

    def select(self, question: Hashable, fits: Callable[[Row], bool]) -> list[Row]:
        """The rows that fit, oldest first.

        Args:
            question: What `fits` depends on. The same question is answered at once until a row changes:
                walking page by page costs one pass in all.
            fits: Whether a row is wanted.
        """
        found = self._selections.get(question)
        if found is None:
            if len(self._selections) >= CACHED_SELECTIONS:
                self._selections.clear()
            found = self._selections[question] = [row for row in self._rows.values() if fits(row)]
        return found

    def add(self, data: Data, scope: Mapping[str, str] | None = None) -> Row:
        """Store a row that has its ID."""
        self._sequence += 1
        key = str(data[self.key])
        row = self._rows[key] = Row(key, data, dict(scope or {}), self._sequence)
        if type(data[self.key]) is int:
            self._last_number = max(self._last_number, data[self.key])
        self.changed()
        return row

    def remove(self, row: Row) -> None:
        """Forget a row."""
        del self._rows[row.key]
        self.changed()

    def changed(self) -> None:
        """A row is not what it was."""
        self._selections.clear()

    def new_key(self, random: Random) -> Any:
        """An ID that no row has and that was not given before, like those of the rows there are."""
        member = self.members.get(self.key)
        text = member.type if member is not None else "int"
        if re.search(r"\bint\b", text):
            self._last_number += 1
            return self._last_number
        like = next((row.key for row in self._rows.values()), "")
        if "uuid" in text or _is_uuid(like):
            return str(UUID(int=random.getrandbits(128), version=4))
        made = _next_text(like or f"{self.noun}-0", (*self._rows, *self._given))
        self._given.add(made)
        return made


def _next_text(like: str, taken: Iterable[str]) -> str:
    """`usr_7` where `usr_1` to `usr_6` are taken."""
    stem = re.sub(r"\d*$", "", like)
    numbers = [int(key[len(stem) :]) for key in taken if re.fullmatch(re.escape(stem) + r"\d+", key)]
    return f"{stem}{max(numbers, default=0) + 1}"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
