"""What the mock does for each operation, as values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import evolve, frozen

from .effects import NO_EFFECTS, Effects
from .spec.examples import iter_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Operation

    from .pagination import MockPageStyle
    from .rows.store import Table
    from .spec.examples import Example

Action: TypeAlias = Literal[
    "list",  # return rows
    "retrieve",  # return a row
    "create",  # store new rows
    "create_bulk",  # store a row for each item of a field
    "update",  # change a row
    "destroy",  # delete a row
    "edit_lists",  # add to, or remove from, list fields of several rows
    "start",  # create a row of another resource, which then changes its status
    "check_presence",  # return whether rows contain the values of the request
    "stream",  # stream lines
    "upload",  # a step of a chunked upload
    "sign",  # return URLs of the storage
    "confirm",  # create rows of files that have arrived at the storage
    "replay",  # return the response of an example
]


@frozen
class OperationPlan:
    """What the mock does for an operation."""

    operation: Operation[Any]
    action: Action
    examples: tuple[Example, ...]
    table: Table | None = None
    key: str = ""
    """Path parameter with the ID of the row."""
    owners: tuple[tuple[str, Table], ...] = ()
    """Path parameters with the IDs of other rows that must exist."""
    page: MockPageStyle | None = None
    hidden: frozenset[str] = frozenset()
    """Fields of the row that this operation does not return."""
    effects: Effects = NO_EFFECTS
    bulk_field: str = ""
    """Field of the body with the new rows."""
    list_fields: Mapping[str, str] = MappingProxyType({})
    """Field of the body to the list field of the rows that it changes."""
    started: Mapping[str, Table] = MappingProxyType({})
    """Field of the response to the table of the row whose ID it has."""

    def successes(self) -> list[Example]:
        """Return the examples with a successful response."""
        return [example for example in self.examples if example.status < 400]

    def example_rows(self) -> Iterator[tuple[Table, Example, JsonObject]]:
        """Yield the table with each of its rows that successful examples return."""
        if self.table is None:
            return
        results = "" if self.page is None else self.page.results
        for example in self.successes():
            for row in iter_rows(self.operation, example, results):
                if self.table.key in row:
                    yield self.table, example, row

    def with_tables(self, tables: Mapping[Table, Table]) -> OperationPlan:
        """Return the same plan for other tables.

        Args:
            tables: Each table of the plan, to the one that takes its place.
        """
        return evolve(
            self,
            table=None if self.table is None else tables[self.table],
            owners=tuple((name, tables[owner]) for name, owner in self.owners),
            started={name: tables[table] for name, table in self.started.items()},
        )
