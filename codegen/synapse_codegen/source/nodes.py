"""Nodes: the plain values of a YAML file, each with its location.

A node is the value itself, a dict or a list, so an example in a spec can be passed on as
JSON unchanged. Positions stay pairs of numbers until one is asked for: most never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from synapse_codegen.diagnostics import SourceLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "bool | int | float | str | SequenceNode | MappingNode | None"
"""Anything a spec file can contain."""

Position: TypeAlias = tuple[int, int]
"""Line and column, 1-based."""


class WrittenFloat(float):
    """A number that Python writes in another way than the file: a version such as `1.10`."""

    written: str


class SequenceNode(list[Value]):
    """A list, with the position of each item."""

    __slots__ = ("file", "item_positions", "position")

    def __init__(self, file: str, position: Position) -> None:
        super().__init__()
        self.file = file
        self.position = position
        self.item_positions: list[Position] = []

    def put(self, value: Value, position: Position) -> None:
        """Append one item."""
        self.append(value)
        self.item_positions.append(position)

    def location_of(self, index: int) -> SourceLocation:
        """Return the location of an item."""
        return SourceLocation(self.file, *self.item_positions[index])


class MappingNode(dict[str, Value]):
    """A mapping, with the position of each key and value.

    The accessors are for mappings that `schema.check_mapping` has accepted: they report nothing,
    and only tell the type checker what is known by then.
    """

    __slots__ = ("file", "key_positions", "position", "value_positions")

    def __init__(self, file: str, position: Position) -> None:
        super().__init__()
        self.file = file
        self.position = position
        self.key_positions: dict[str, Position] = {}
        self.value_positions: dict[str, Position] = {}

    def put(self, key: str, value: Value, key_position: Position, value_position: Position) -> None:
        """Add one entry."""
        self[key] = value
        self.key_positions[key] = key_position
        self.value_positions[key] = value_position

    @property
    def location(self) -> SourceLocation:
        """Where the mapping begins."""
        return SourceLocation(self.file, *self.position)

    def location_of_key(self, key: str) -> SourceLocation:
        """Return the location of a key, or of the mapping if the key is missing."""
        return SourceLocation(self.file, *self.key_positions.get(key, self.position))

    def location_of(self, key: str) -> SourceLocation:
        """Return the location of a key's value, or of the mapping if the key is missing."""
        return SourceLocation(self.file, *self.value_positions.get(key, self.position))

    def string(self, key: str, default: str = "") -> str:
        """Return the string under a key."""
        value = self.get(key, default)
        assert isinstance(value, str)
        return value

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """Return the boolean under a key."""
        value = self.get(key, default)
        assert isinstance(value, bool)
        return value

    def number(self, key: str, default: float) -> float:
        """Return the number under a key."""
        value = self.get(key, default)
        assert isinstance(value, int | float)
        return value

    def mapping(self, key: str) -> MappingNode:
        """Return the mapping under a key, or an empty one."""
        value = self.get(key)
        return value if isinstance(value, MappingNode) else MappingNode(self.file, self.position)

    def mappings(self, key: str) -> Iterator[tuple[str, MappingNode]]:
        """Yield the entries of the mapping under a key; their values are mappings."""
        for name, value in self.mapping(key).items():
            assert isinstance(value, MappingNode)
            yield name, value

    def sequence(self, key: str) -> SequenceNode:
        """Return the list under a key, or an empty one."""
        value = self.get(key)
        return value if isinstance(value, SequenceNode) else SequenceNode(self.file, self.position)
