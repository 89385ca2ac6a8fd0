"""What an operation changes in a row, learned from its examples."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_http.values import is_object

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Operation

    from .rows.store import Table
    from .spec.examples import Example
    from .spec.schema import Schema

_NONE: Mapping[str, Any] = MappingProxyType({})


class Effects(NamedTuple):
    """How a body becomes part of a row."""

    paths: Mapping[str, tuple[str, ...]] = _NONE
    """Body fields the row does not have, to where their values go: `annotations` to `("data", "annotations")`."""
    constants: Mapping[str, Any] = _NONE
    """Fields that change whatever the body says."""

    def apply(self, row: JsonObject, body: Mapping[str, Any], fields: Container[str]) -> None:
        """Change a row.

        Args:
            row: The row.
            body: The values of the request.
            fields: The fields of the row's model. Other values go along `paths`, or are dropped.
        """
        row.update(self.constants)
        replaced: set[str] = set()
        for name, value in body.items():
            if name in fields:
                row[name] = value
            elif path := self.paths.get(name):
                *containers, last = path
                target = row
                for container in containers:
                    if container not in replaced or not isinstance(target.get(container), dict):
                        target[container] = {}  # a body replaces what an earlier one has set
                        replaced.add(container)
                    target = target[container]
                target[last] = value


NO_EFFECTS = Effects()


def learn_effects(operation: Operation[Any], examples: Sequence[Example], table: Table, schema: Schema) -> Effects:
    """Compare the bodies of an operation's examples with their responses.

    Args:
        operation: An operation that changes a row.
        examples: Its examples.
        table: The table of the row.
        schema: Knows the fields of the body.
    """
    fields = schema.body_fields(operation)
    paths: dict[str, tuple[str, ...]] = {}
    constants: dict[str, Any] = {}
    for example in examples:
        response = example.response
        row = table.find(str(response.get(table.key))) if is_object(response) else None
        if row is None or example.status >= 400:
            continue
        for name in fields:
            if name in example.body and name not in table.fields:
                path = next(_find_paths(response, name, example.body[name]), None)
                if path is not None:
                    paths[name] = path
        touched = {path[0] for path in paths.values()} | fields.keys()
        constants |= {
            name: value
            for name, value in response.items()
            if name not in touched and row.data.get(name, value) != value and not _is_automatic(name, table)
        }
    containers = {path[:-1] for path in paths.values()}
    if len(containers) == 1:  # the fields no example shows go to the same container
        (container,) = containers
        paths = {name: (*container, name) for name in fields if name not in table.fields} | paths
    return Effects(paths, constants)


def _is_automatic(name: str, table: Table) -> bool:
    """Return whether a field changes by itself: times and URLs of files."""
    field = table.fields.get(name)
    return field is not None and (field.file_urls or "date" in field.type)


def _find_paths(response: Any, name: str, value: Any) -> Iterator[tuple[str, ...]]:
    """Yield the paths within a response at which a name has a value."""
    if not is_object(response):
        return
    if name in response and response[name] == value:
        yield (name,)
    for key, inner in response.items():
        for path in _find_paths(inner, name, value):
            yield (key, *path)
