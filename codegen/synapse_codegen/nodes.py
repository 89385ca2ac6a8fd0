"""What YAML becomes: plain values that remember where they stand.

A node is the value itself, a dict or a list, so an example of a spec can be handed on as
JSON as it is. Places are pairs of numbers until somebody asks: most are never shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "bool | int | float | str | SequenceNode | MappingNode | None"
"""Anything a spec file can say."""

Spot: TypeAlias = tuple[int, int]
"""Line and column, 1-based."""


class SequenceNode(list[Value]):
    """A list, and where each of its items stands."""

    __slots__ = ("file", "item_at", "spot")

    def __init__(self, file: str, spot: Spot) -> None:
        super().__init__()
        self.file = file
        self.spot = spot
        self.item_at: list[Spot] = []

    def put(self, value: Value, spot: Spot) -> None:
        """Add one item."""
        self.append(value)
        self.item_at.append(spot)

    def place_of(self, index: int) -> Place:
        """Tell where an item stands."""
        return Place(self.file, *self.item_at[index])


class MappingNode(dict[str, Value]):
    """A mapping, and where each of its keys and values stands.

    The accessors are for mappings that `forms` has checked: they do not find fault, they
    tell the type checker what is known by then.
    """

    __slots__ = ("file", "key_at", "spot", "value_at")

    def __init__(self, file: str, spot: Spot) -> None:
        super().__init__()
        self.file = file
        self.spot = spot
        self.key_at: dict[str, Spot] = {}
        self.value_at: dict[str, Spot] = {}

    def put(self, key: str, value: Value, key_spot: Spot, value_spot: Spot) -> None:
        """Add one entry."""
        self[key] = value
        self.key_at[key] = key_spot
        self.value_at[key] = value_spot

    @property
    def place(self) -> Place:
        """Where the mapping begins."""
        return Place(self.file, *self.spot)

    def place_of_key(self, key: str) -> Place:
        """Tell where a key stands; for a missing one, where the mapping begins."""
        return Place(self.file, *self.key_at.get(key, self.spot))

    def place_of(self, key: str) -> Place:
        """Tell where the value of a key stands; for a missing one, where the mapping begins."""
        return Place(self.file, *self.value_at.get(key, self.spot))

    def text(self, key: str, default: str = "") -> str:
        """The text under a key."""
        value = self.get(key, default)
        assert isinstance(value, str)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """The true or false under a key."""
        value = self.get(key, default)
        assert isinstance(value, bool)
        return value

    def number(self, key: str, default: float) -> float:
        """The number under a key."""
        value = self.get(key, default)
        assert isinstance(value, int | float)
        return value

    def mapping(self, key: str) -> MappingNode:
        """The mapping under a key; an empty one where there is none."""
        value = self.get(key)
        return value if isinstance(value, MappingNode) else MappingNode(self.file, self.spot)

    def mappings(self, key: str) -> Iterator[tuple[str, MappingNode]]:
        """The mappings in the mapping under a key, by name."""
        for name, value in self.mapping(key).items():
            assert isinstance(value, MappingNode)
            yield name, value

    def sequence(self, key: str) -> SequenceNode:
        """The list under a key; an empty one where there is none."""
        value = self.get(key)
        return value if isinstance(value, SequenceNode) else SequenceNode(self.file, self.spot)
