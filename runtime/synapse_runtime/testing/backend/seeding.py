"""The first rows of the tables: those that the examples of the spec show or name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_http.values import is_list, is_object

from .requests.routing import PATH_PARAMETER
from .spec.naming import EXPANSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_http.values import JsonObject

    from .plans import OperationPlan
    from .rows.store import Table
    from .spec.examples import Example
    from .spec.schema import Schema

_SEEDING_ORDER: Mapping[str, int] = {"retrieve": 0, "list": 1, "create": 2}
"""The first example that shows a field decides its value."""


def seed_tables(plans: Sequence[OperationPlan], tables: Iterable[Table], schema: Schema) -> dict[tuple[str, str], Any]:
    """Store the rows of all examples; learn the tables' templates, aliases and states.

    Returns:
        What an expanded field looks like, by resource and field.
    """
    expansions: dict[tuple[str, str], Any] = {}
    ranked = sorted(plans, key=lambda plan: _SEEDING_ORDER.get(plan.action, len(_SEEDING_ORDER)))
    for plan in ranked:
        for table, example, row in plan.example_rows():
            if expanded := expanded_fields(example):
                expansions |= {(table.resource, name): row[name] for name in expanded if name in row}
            else:
                _seed_row(plan, table, example, row)
    for plan in plans:
        _seed_named_rows(plan)
    for plan in ranked:
        if plan.action == "create":
            _learn_template(plan)
    for table in tables:
        rows = table.all()
        if rows and not table.template:
            table.template = dict(rows[0].data)
        table.states = _learn_states(table, schema)
    return expansions


def expanded_fields(example: Example) -> list[str]:
    """Return the fields that an example asks to see in full."""
    fields: list[str] = []
    for name in EXPANSIONS & example.arguments.keys():
        value = example.arguments[name]
        fields += value if is_list(value) else str(value).split(",")
    return fields


def _seed_row(plan: OperationPlan, table: Table, example: Example, values: JsonObject) -> None:
    table.shown.update(values)
    row = table.find(str(values[table.key]))
    if row is None:
        parameters = [name for name in PATH_PARAMETER.findall(plan.operation.path) if name != plan.key]
        scope = {name: str(example.arguments[name]) for name in parameters if name in example.arguments}
        row = table.add(dict(values), scope)
    else:
        row.data.update({name: value for name, value in values.items() if name not in row.data})
    argument = str(example.arguments.get(plan.key, row.key)) if plan.key else row.key
    if argument != row.key:  # `plugins/my-code/` returns the row 123: its code identifies it too
        table.aliases.update(name for name, value in values.items() if str(value) == argument)


def _seed_named_rows(plan: OperationPlan) -> None:
    """Store rows that examples name in a path, but do not show."""
    keys = [(plan.key, plan.table)] if plan.table is not None and plan.key else []
    for name, table in (*keys, *plan.owners):
        for example in plan.successes():
            value = example.arguments.get(name)
            is_shown = name == plan.key and is_object(example.response) and table.key in example.response
            if value is not None and not is_shown and table.find(str(value)) is None:
                rows = table.all()
                table.add({**(rows[0].data if rows else {}), table.key: value})


def _learn_template(plan: OperationPlan) -> None:
    for table, _, values in plan.example_rows():
        row = table.find(str(values[table.key]))
        table.template = table.template or {**(row.data if row else {}), **values}


def _learn_states(table: Table, schema: Schema) -> list[str]:
    """Return the values of the `status` enum, in order, up to the last that an example shows."""
    field = table.fields.get("status")
    choices = schema.choices(field.type) if field is not None else []
    shown = [choices.index(row.data["status"]) for row in table.all() if row.data.get("status") in choices]
    return choices[: max(shown, default=0) + 1]
