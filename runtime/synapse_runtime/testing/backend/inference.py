"""What each operation does to the rows, inferred from its descriptor and its examples.

The spec says what an operation takes and returns, not what it does. Its form says so: a POST that
returns a row creates it, a path that ends in a parameter names a row, and where the response of an
example differs from the row, the operation changes it.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve
from synapse_http.values import is_list, is_object

from .effects import learn_effects
from .pagination import MOCK_STYLES
from .plans import OperationPlan
from .requests.routing import PATH_PARAMETER, path_shape
from .rows.store import Table
from .seeding import expanded_fields, seed_tables
from .spec.examples import load_examples
from .spec.naming import field_for, id_fields, resource_for, strip_id_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_runtime.operation import Operation, Service

    from .pagination import MockPageStyle
    from .plans import Action
    from .spec.examples import Example
    from .spec.schema import Schema

_ACTS: Mapping[str, Action] = {
    "create": "create",
    "list": "list",
    "get": "retrieve",
    "update": "update",
    "delete": "destroy",
    "none": "replay",
}
"""What a spec says that an operation does, to what the mock does."""

_ROW_ACTIONS: Mapping[str, Action] = {"GET": "retrieve", "DELETE": "destroy"}


_catalogs: deque[Catalog] = deque(maxlen=8)
"""Of the last services, as inferred: tests make a mock each, of one service, and inferring takes most of that time."""


class Catalog:
    """The tables of a service, and the plans of its operations."""

    def __init__(self, service: Service, schema: Schema) -> None:
        """Infer tables and plans, and store the rows of the examples."""
        self.service = service
        self.schema = schema
        self.upload_roles = _steps_of(service, "chunked_upload")
        """Operation to its step of a chunked upload."""
        self.presigned_roles = {
            name: role for name, role in _steps_of(service, "presigned_upload").items() if role in {"sign", "confirm"}
        }
        """Operation to its step of a presigned upload."""
        self.tables: dict[tuple[str, str], Table] = {}
        """By resource and model."""
        self.resources: dict[str, Table] = {}
        """The first table of each resource."""
        self._paginations = service.paginations
        self._tables_by_row_path: dict[str, Table] = {}
        self._tables_by_list_path: dict[str, Table] = {}
        examples = load_examples(service)
        operations = [operation for operation in service.operations() if operation.path]
        for operation in operations:
            self._add_table(operation, operations, schema.row_model(operation.response))
        for operation in operations:
            if self.table_of(operation.on) is None:
                self._add_table(operation, operations, operation.on)
        for operation in operations:
            self._add_path(operation)
        plans = [self._make_plan(operation, examples.get(operation.name, ())) for operation in operations]
        self.expansions = seed_tables(plans, self.tables.values(), schema)
        self.plans = {plan.operation.name: self._complete(plan) for plan in plans}

    def copy(self) -> Catalog:
        """Return the same catalog with tables of its own."""
        catalog, tables = copy(self), {table: table.copy() for table in self.tables.values()}
        catalog.tables = {key: tables[table] for key, table in self.tables.items()}
        catalog.resources = {name: tables[table] for name, table in self.resources.items()}
        catalog.plans = {name: plan.with_tables(tables) for name, plan in self.plans.items()}
        return catalog

    def table_for(self, name: str) -> Table | None:
        """Return the table a field such as `data_unit` or `job_id` refers to, or None."""
        return self.resources.get(resource_for(name, self.resources))

    def table_of(self, model: str) -> Table | None:
        """Return the first table of a model, or None."""
        return next((table for table in self.tables.values() if table.model == model), None)

    def example_body(self, model: str) -> Mapping[str, Any]:
        """Return the first body of a model that a successful example sends, or {}."""
        bodies = [
            (example.arguments.get("items") or [example.arguments])[0]
            for plan in self.plans.values()
            if plan.operation.body is not None and plan.operation.body.type == model
            for example in plan.successes()
        ]
        fields = self.schema.fields(model)
        return {name: value for body in bodies[:1] for name, value in body.items() if name in fields}

    # Tables ----------------------------------------------------------------------------

    def _add_table(self, operation: Operation[Any], operations: Iterable[Operation[Any]], model: str) -> None:
        resource = _resource(operation)
        if not model or (resource, model) in self.tables or operation.name in self.upload_roles:
            return
        fields = {name: field for name, field in self.schema.fields(model).items() if field.only != "sent"}
        types = {name: field.type for name, field in fields.items()}.items()
        for table in self.tables.values():  # a part of the rows of another list, such as their data alone
            if (
                table.resource == resource
                and ("files", "stored_files") not in types  # which may be a list here and an object there
                and types <= {name: field.type for name, field in table.fields.items()}.items()
            ):
                self.tables[resource, model] = table
                return
        key = "id" if "id" in fields else ""
        for other in operations:
            parameter = _last_parameter(other.path)
            if not key and parameter and _resource(other) == resource and other.response == model:
                key = field_for(parameter, fields) or next((name for name in fields if fields[name].required), "")
        if key:
            table = self.tables[resource, model] = Table(resource, model, fields, key)
            self.resources.setdefault(resource, table)

    def _add_path(self, operation: Operation[Any]) -> None:
        table = self._table_of_response(operation)
        if table is None:
            return
        shape = path_shape(operation.path)
        if _last_parameter(operation.path) and not _returns_list(operation):
            self._tables_by_row_path.setdefault(shape, table)
        elif _returns_list(operation) or operation.method == "POST":
            self._tables_by_list_path.setdefault(shape, table)

    def _table_of_response(self, operation: Operation[Any]) -> Table | None:
        return self.tables.get((_resource(operation), self.schema.row_model(operation.response)))

    # Plans -----------------------------------------------------------------------------

    def _make_plan(self, operation: Operation[Any], examples: tuple[Example, ...]) -> OperationPlan:
        if operation.name in self.upload_roles:
            return OperationPlan(operation, "upload", examples, page=self._make_page(operation, examples))
        if operation.name in self.presigned_roles:
            action: Action = "sign" if self.presigned_roles[operation.name] == "sign" else "confirm"
            return OperationPlan(operation, action, examples, self.resources.get(_resource(operation)))
        shape, rows, lists = path_shape(operation.path), self._tables_by_row_path, self._tables_by_list_path
        table = self.table_of(operation.on) or self._table_of_response(operation) or rows.get(shape) or lists.get(shape)
        owners = tuple((name, rows[path]) for name, path in _parents(operation.path) if path in rows)
        page = self._make_page(operation, examples)
        plan = OperationPlan(operation, "replay", examples, table, owners=owners, page=page)
        if operation.acts:
            return self._plan_act(plan)
        if operation.stream:
            return evolve(plan, action="stream")
        if table is not None and operation.method == "GET" and _returns_list(operation):
            return evolve(plan, action="list")
        if table is not None and rows.get(shape) is table:
            action = _ROW_ACTIONS.get(operation.method, "update")
            return evolve(plan, action=action, key=_last_parameter(operation.path))
        if table is not None and owners and owners[-1][1] is table and not _returns_list(operation):
            action = "retrieve" if operation.method == "GET" else "update"
            return evolve(plan, action=action, key=owners[-1][0], owners=owners[:-1])
        bulk_field = self._bulk_field(operation) if table is not None and operation.method == "POST" else ""
        if bulk_field and not self._table_of_response(operation):
            return evolve(plan, action="create_bulk", bulk_field=bulk_field)
        if table is not None and operation.method in {"POST", "PUT"}:
            return evolve(plan, action="create")
        return self._plan_special(plan)

    def _plan_act(self, plan: OperationPlan) -> OperationPlan:
        """Complete the plan of an operation that says what it does."""
        operation, action = plan.operation, _ACTS[plan.operation.acts]
        table = plan.table or self.resources.get(_resource(operation))
        parameters = PATH_PARAMETER.findall(operation.path)
        key = parameters[-1] if parameters and action in {"retrieve", "update", "destroy"} else ""
        owners = tuple(owner for owner in plan.owners if owner[0] != key)
        if table is None or action == "replay":
            return evolve(plan, table=None)
        return evolve(plan, action=action, table=table, key=key, owners=owners)

    def _bulk_field(self, operation: Operation[Any]) -> str:
        """Return the field of a body that lists models, or ""."""
        fields = self.schema.body_fields(operation).items()
        names = (name for name, field in fields if "list[" in field.type and self.schema.row_model(field.type))
        return next(names, "")

    def _make_page(self, operation: Operation[Any], examples: tuple[Example, ...]) -> MockPageStyle | None:
        if not operation.pagination:
            return None
        pagination = self._paginations[operation.pagination]
        return MOCK_STYLES[pagination.style](pagination, examples)

    def _plan_special(self, plan: OperationPlan) -> OperationPlan:
        """Complete the plan of an operation that does not return rows."""
        operation, table = plan.operation, self.resources.get(_resource(plan.operation))
        fields = self.schema.body_fields(operation)
        if table is not None and id_fields(table.resource, fields):
            list_fields = {
                name: field
                for name in fields
                if (field := field_for(name, table.fields)) and "list[" in table.fields[field].type
            }
            if list_fields:
                return evolve(plan, action="edit_lists", table=table, list_fields=list_fields)
        if table is not None and any(map(_checks_presence, plan.examples)):
            return evolve(plan, action="check_presence", table=table)
        if operation.method == "POST":
            names = self.schema.fields(self.schema.row_model(operation.response))
            started = {name: other for name in names if strip_id_suffix(name) and (other := self.table_for(name))}
            if started:
                return evolve(plan, action="start", started=started)
        return plan

    def _complete(self, plan: OperationPlan) -> OperationPlan:
        """Add to a plan what the stored rows show."""
        table = plan.table
        if table is None:
            return plan
        if plan.action == "update":
            plan = evolve(plan, effects=learn_effects(plan.operation, plan.examples, table, self.schema))
        shown = {name for _, example, row in plan.example_rows() if not expanded_fields(example) for name in row}
        if not shown:
            return plan
        fields = self.schema.fields(self.schema.row_model(plan.operation.response))
        required = {name for name, field in fields.items() if field.required}
        return evolve(plan, hidden=frozenset(table.shown - shown - required))


def make_catalog(service: Service, schema: Schema) -> Catalog:
    """Return the tables of a service with the rows of its examples, and the plans of its operations."""
    for catalog in tuple(_catalogs):
        if catalog.service is service and catalog.schema is schema:
            return catalog.copy()
    catalog = Catalog(service, schema)
    _catalogs.append(catalog)
    return catalog.copy()


def _steps_of(service: Service, recipe: str) -> dict[str, str]:
    """Return the operations that composites of a recipe are made of, each with its role."""
    return {
        step: role
        for operation in service.operations()
        if operation.composite is not None and operation.composite.kind == recipe
        for role, step in operation.composite.steps.items()
    }


def _checks_presence(example: Example) -> bool:
    """Return whether the response says true or false of each value of the request."""
    asked = {str(item) for value in example.arguments.values() if is_list(value) for item in value}
    response = example.response
    return (
        is_object(response)
        and bool(response)
        and response.keys() <= asked
        and all(isinstance(value, bool) for value in response.values())
    )


def _resource(operation: Operation[Any]) -> str:
    return operation.name.rpartition(".")[0]


def _returns_list(operation: Operation[Any]) -> bool:
    return bool(operation.pagination) or operation.response.startswith("list[")


@cache
def _last_parameter(path: str) -> str:
    """Return the path parameter a path ends in, or ""."""
    match = PATH_PARAMETER.fullmatch(path.rstrip("/").rpartition("/")[2])
    return match[1] if match else ""


def _parents(path: str) -> Iterator[tuple[str, str]]:
    """Yield the path parameters before the last segment, each with the shape of the path up to it."""
    end = "/" if path.endswith("/") else ""
    segments = path.rstrip("/").split("/")
    for index, segment in enumerate(segments[:-1]):
        if match := PATH_PARAMETER.fullmatch(segment):
            yield match[1], path_shape("/".join(segments[: index + 1]) + end)
