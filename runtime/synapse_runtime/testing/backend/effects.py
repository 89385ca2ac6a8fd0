"""What an operation changes about a row, learned from its examples."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.types import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_runtime.operation import Operation

    from .rows.store import Collection, Data
    from .spec.examples import Example
    from .spec.schema import Schema

_NONE: Mapping[str, Any] = MappingProxyType({})


class Effects(NamedTuple):
    """How a body becomes part of a row."""

    places: Mapping[str, tuple[str, ...]] = _NONE
    """Body field that is no member of the row to where its value goes: `annotations` to `data`, `annotations`."""
    constants: Mapping[str, Any] = _NONE
    """Members that change whatever the body says."""

    def apply(self, row: Data, body: Data, members: Mapping[str, Any]) -> None:
        """Change a row as a body asks.

        Args:
            row: What is changed.
            body: What was sent.
            members: The members of the row's model; other fields go where an example put them, or nowhere.
        """
        row.update(self.constants)
        cleared: set[str] = set()
        for name, value in body.items():
            if name in members:
                row[name] = value
            elif place := self.places.get(name):
                *containers, last = place
                holder = row
                for container in containers:
                    if container not in cleared or not isinstance(holder.get(container), dict):
                        holder[container] = {}  # what is sent replaces what was sent before
                        cleared.add(container)
                    holder = holder[container]
                holder[last] = value


def learn(operation: Operation[Any], examples: Sequence[Example], collection: Collection, schema: Schema) -> Effects:
    """Compare what the examples send with what they answer.

    Args:
        operation: One that changes a row.
        examples: Its examples.
        collection: Where the row is.
        schema: Tells the fields of the body.
    """
    fields = schema.body(operation)
    places: dict[str, tuple[str, ...]] = {}
    constants: dict[str, Any] = {}
    for example in examples:
        answer = example.response
        row = collection.find(str(answer.get(collection.key))) if is_object(answer) else None
        if row is None or example.status >= 400:
            continue
        for name in fields:
            if name in example.body and name not in collection.members:
                found = next(_paths(answer, name, example.body[name]), None)
                if found is not None:
                    places[name] = found
        touched = {path[0] for path in places.values()} | fields.keys()
        constants |= {
            name: value
            for name, value in answer.items()
            if name not in touched and row.data.get(name, value) != value and not _own(name, collection)
        }
    containers = {path[:-1] for path in places.values()}
    if len(containers) == 1:  # the fields no example shows belong with those one does
        (container,) = containers
        places = {name: (*container, name) for name in fields if name not in collection.members} | places
    return Effects(places, constants)


def _own(name: str, collection: Collection) -> bool:
    """Whether a member is the row's own affair: its files, and times."""
    member = collection.members.get(name)
    return member is not None and (member.file_urls or "date" in member.type)


def _paths(answer: Any, name: str, value: Any) -> Iterator[tuple[str, ...]]:
    """Where a value stands under a name in an answer."""
    if not is_object(answer):
        return
    if name in answer and answer[name] == value:
        yield (name,)
    for key, inner in answer.items():
        for path in _paths(inner, name, value):
            yield (key, *path)
