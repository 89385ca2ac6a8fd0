"""What each operation does to the rows, read from its descriptor and its examples.

The spec says what an operation is called with and what it answers, not what it does. That
follows from its form: a POST that answers with rows makes one, a path that ends in a hole
names one, and what an example's answer has that the row had not is what the operation changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from synapse_runtime.types import is_list, is_object

from .effects import Effects, learn
from .pagination import PageForm, page_form
from .requests.routing import HOLE
from .rows.store import Collection
from .spec import examples as example_files
from .spec.naming import EXPANSIONS, ids_named, member_for, noun_for, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from synapse_runtime.operation import Operation, Service

    from .rows.store import Data
    from .spec.examples import Example
    from .spec.schema import Schema

Kind: TypeAlias = Literal[
    "list",  # rows
    "fetch",  # one row
    "create",  # a new row
    "change",  # one row, changed
    "delete",  # one row, gone
    "retag",  # a list member of several rows, changed
    "start",  # a row of another resource, which goes its way from then on
    "presence",  # whether rows hold what was asked for
    "lines",  # a stream of text
    "upload",  # a step of the chunked upload protocol
    "replay",  # what the example says
]


class Plan(NamedTuple):
    """One operation, understood."""

    operation: Operation[Any]
    kind: Kind
    examples: tuple[Example, ...]
    collection: Collection | None = None
    key: str = ""
    """The hole that names the row."""
    owners: tuple[tuple[str, Collection], ...] = ()
    """Holes that name rows which must be there."""
    page: PageForm | None = None
    hidden: frozenset[str] = frozenset()
    """Members of the rows that this operation does not show."""
    effects: Effects = Effects()
    fields: tuple[str, ...] = ()
    """Members of the body."""
    retagged: Mapping[str, str] = {}
    """Body field to the list member it changes."""
    started: Mapping[str, Collection] = {}
    """Member of the answer to where the new row's ID comes from."""


class Catalog:
    """The plans and collections of one service."""

    def __init__(self, service: Service, schema: Schema) -> None:
        """Understand a service and store the rows of its examples."""
        self.schema = schema
        self.examples = example_files.load(service)
        operations = [operation for operation in service.operations() if operation.path]
        self.upload_steps = _upload_steps(service)
        self._results = {name: style.results for name, style in service.paginations.items()}
        self._paginations = service.paginations
        self.collections: dict[tuple[str, str], Collection] = {}
        self.nouns: dict[str, Collection] = {}
        """The first collection of each resource."""
        self._items: dict[str, Collection] = {}
        self._bases: dict[str, Collection] = {}
        for operation in operations:
            self._collect(operation, operations)
        for operation in operations:
            self._place(operation)
        self.expansions: dict[tuple[str, str], Any] = {}
        plans = [self._plan(operation) for operation in operations]
        self._seed(plans)
        self.plans = {plan.operation.name: self._finished(plan) for plan in plans}

    def noun(self, name: str) -> Collection | None:
        """The collection a member such as `data_unit` or `job_id` speaks of."""
        return self.nouns.get(noun_for(name, self.nouns))

    def body(self, model: str) -> Data:
        """What the first example sends in a body of a model; nothing where no example does."""
        sent = [
            (example.arguments.get("items") or [example.arguments])[0]
            for plan in self.plans.values()
            if plan.operation.body is not None and plan.operation.body.type == model
            for example in plan.examples
            if example.status < 400
        ]
        members = self.schema.members(model)
        return {name: value for one in sent[:1] for name, value in one.items() if name in members}

    # Collections -----------------------------------------------------------------------

    def _collect(self, operation: Operation[Any], operations: Iterable[Operation[Any]]) -> None:
        noun, model = _noun(operation), self.schema.row_model(operation.response)
        if not model or (noun, model) in self.collections or operation.name in self.upload_steps:
            return
        members = self.schema.members(model)
        key = "id" if "id" in members else ""
        for other in operations:
            hole = _last_hole(other.path)
            if not key and hole and _noun(other) == noun and other.response == model:
                key = member_for(hole, members) or next((name for name in members if members[name].required), "")
        if key:
            collection = self.collections[noun, model] = Collection(noun, model, members, key)
            self.nouns.setdefault(noun, collection)

    def _place(self, operation: Operation[Any]) -> None:
        collection = self._of_model(operation)
        if collection is None:
            return
        if _last_hole(operation.path) and not self._many(operation):
            self._items.setdefault(_shape(operation.path), collection)
        elif self._many(operation) or operation.method == "POST":
            self._bases.setdefault(_shape(operation.path), collection)

    def _of_model(self, operation: Operation[Any]) -> Collection | None:
        return self.collections.get((_noun(operation), self.schema.row_model(operation.response)))

    @staticmethod
    def _many(operation: Operation[Any]) -> bool:
        return bool(operation.pagination) or operation.response.startswith("list[")

    # Plans -----------------------------------------------------------------------------

    def _plan(self, operation: Operation[Any]) -> Plan:
        examples = self.examples.get(operation.name, ())
        shape = _shape(operation.path)
        collection = self._of_model(operation) or self._items.get(shape) or self._bases.get(shape)
        owners = tuple(
            (hole, self._items[prefix]) for hole, prefix in _prefixes(operation.path) if prefix in self._items
        )
        plan = Plan(operation, "replay", examples, collection, owners=owners)
        if operation.pagination:
            plan = plan._replace(page=page_form(self._paginations[operation.pagination], examples))
        if operation.name in self.upload_steps:
            return plan._replace(kind="upload", collection=None, owners=())
        if operation.stream:
            return plan._replace(kind="lines")
        if collection is not None and operation.method == "GET" and self._many(operation):
            return plan._replace(kind="list")
        if collection is not None and self._items.get(shape) is collection:
            kind = _ITEM_KINDS.get(operation.method, "change")
            return plan._replace(kind=kind, key=_last_hole(operation.path))
        if collection is not None and owners and owners[-1][1] is collection and not self._many(operation):
            kind = "fetch" if operation.method == "GET" else "change"
            return plan._replace(kind=kind, key=owners[-1][0], owners=owners[:-1])
        if collection is not None and operation.method in {"POST", "PUT"}:
            return plan._replace(kind="create")
        return self._special(plan)

    def _special(self, plan: Plan) -> Plan:
        """Operations whose answers are no rows."""
        operation, collection = plan.operation, self.nouns.get(_noun(plan.operation))
        fields = self.schema.body(operation)
        if collection is not None and ids_named(collection.noun, fields):
            lists = {
                name: member
                for name in fields
                if (member := member_for(name, collection.members)) and "list[" in collection.members[member].type
            }
            if lists:
                return plan._replace(kind="retag", collection=collection, fields=tuple(fields), retagged=lists)
        if collection is not None and any(map(_asks_presence, plan.examples)):
            return plan._replace(kind="presence", collection=collection)
        if operation.method == "POST":
            answered = self.schema.members(self.schema.row_model(operation.response))
            started = {name: found for name in answered if stem(name) and (found := self.noun(name)) is not None}
            if started:
                return plan._replace(kind="start", started=started)
        return plan

    # Examples --------------------------------------------------------------------------

    def _seed(self, plans: Sequence[Plan]) -> None:
        ranked = sorted(plans, key=lambda plan: _SEED_ORDER.get(plan.kind, len(_SEED_ORDER)))
        for plan in ranked:
            for example, row in self._rows(plan):
                assert plan.collection is not None
                self._seed_row(plan, plan.collection, example, row)
        for plan in plans:
            self._seed_named(plan)
        for plan in ranked:
            if plan.kind == "create":
                for _, row in self._rows(plan):
                    assert plan.collection is not None
                    stored = plan.collection.find(str(row[plan.collection.key]))
                    assert stored is not None
                    plan.collection.template = plan.collection.template or {**stored.data, **row}
        for collection in self.collections.values():
            rows = collection.all()
            if rows and not collection.template:
                collection.template = dict(rows[0].data)
            collection.states = self._states(collection)

    def _seed_row(self, plan: Plan, collection: Collection, example: Example, row: Data) -> None:
        if _expanding(example):
            for name in _expanding(example):
                if name in row:
                    self.expansions[collection.noun, name] = row[name]
            return
        collection.shown.update(row)
        known = collection.find(str(row[collection.key]))
        if known is None:
            holes = [hole for hole in HOLE.findall(plan.operation.path) if hole != plan.key]
            scope = {hole: str(example.arguments[hole]) for hole in holes if hole in example.arguments}
            known = collection.add(dict(row), scope)
        else:
            known.data.update({name: value for name, value in row.items() if name not in known.data})
        asked = str(example.arguments.get(plan.key, known.key)) if plan.key else known.key
        if asked != known.key:  # `plugins/my-code/` answered with number 123: a code names a row too
            collection.aliases.update(name for name, value in row.items() if str(value) == asked)

    def _seed_named(self, plan: Plan) -> None:
        """Rows that an example names and no example shows."""
        named = [(plan.key, plan.collection)] if plan.collection is not None and plan.key else []
        for hole, collection in (*named, *plan.owners):
            for example in plan.examples:
                value = example.arguments.get(hole)
                if value is not None and example.status < 400 and collection.find(str(value)) is None:
                    rows = collection.all()
                    collection.add({**(rows[0].data if rows else {}), collection.key: value})

    def _states(self, collection: Collection) -> list[str]:
        """The values of a `status` in the order of its enum, as far as the examples show them."""
        member = collection.members.get("status")
        choices = self.schema.choices(member.type) if member is not None else []
        seen = [choices.index(row.data["status"]) for row in collection.all() if row.data.get("status") in choices]
        return choices[: max(seen, default=0) + 1]

    def _rows(self, plan: Plan) -> Iterator[tuple[Example, Data]]:
        if plan.collection is None:
            return
        results = self._results.get(plan.operation.pagination, "")
        for example in plan.examples:
            if example.status < 400:
                for row in example_files.rows(plan.operation, example, results):
                    if plan.collection.key in row:
                        yield example, row

    def _finished(self, plan: Plan) -> Plan:
        collection = plan.collection
        if collection is None:
            return plan
        if plan.kind == "change":
            plan = plan._replace(effects=learn(plan.operation, plan.examples, collection, self.schema))
        shown = {name for example, row in self._rows(plan) if not _expanding(example) for name in row}
        if not shown:
            return plan
        required = {name for name, member in collection.members.items() if member.required}
        return plan._replace(hidden=frozenset(collection.shown - shown - required))


_ITEM_KINDS: Mapping[str, Kind] = {"GET": "fetch", "DELETE": "delete"}

_SEED_ORDER: Mapping[str, int] = {"fetch": 0, "list": 1, "create": 2}
"""The first example that shows a member says what the row holds."""


def _upload_steps(service: Service) -> dict[str, tuple[str, str]]:
    """Name of a step of a chunked upload to the upload and the step's role."""
    return {
        step: (operation.name, role)
        for operation in service.operations()
        if operation.composite is not None and operation.composite.kind == "chunked_upload"
        for role, step in operation.composite.steps.items()
    }


def _expanding(example: Example) -> list[str]:
    """The members an example asks to see in full."""
    found: list[str] = []
    for name in EXPANSIONS & example.arguments.keys():
        value = example.arguments[name]
        found += value if is_list(value) else str(value).split(",")
    return found


def _asks_presence(example: Example) -> bool:
    """Whether the answer says of each thing asked for whether it is there."""
    asked = {str(one) for value in example.arguments.values() if is_list(value) for one in value}
    answer = example.response
    return (
        is_object(answer)
        and bool(answer)
        and answer.keys() <= asked
        and all(isinstance(value, bool) for value in answer.values())
    )


def _noun(operation: Operation[Any]) -> str:
    return operation.name.partition(".")[0]


def _shape(path: str) -> str:
    return HOLE.sub("{}", path)


def _last_hole(path: str) -> str:
    """The hole a path ends in, or ""."""
    found = HOLE.fullmatch(path.rstrip("/").rpartition("/")[2])
    return found[1] if found else ""


def _prefixes(path: str) -> Iterator[tuple[str, str]]:
    """The holes of a path that something follows, each with the shape of the path to it."""
    end = "/" if path.endswith("/") else ""
    parts = path.rstrip("/").split("/")
    for index, part in enumerate(parts[:-1]):
        if found := HOLE.fullmatch(part):
            yield found[1], _shape("/".join(parts[: index + 1]) + end)
