"""What the backend does when a request is in order: one function for each kind of operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.testing.messages import HttpError, MockResponse, detail, json_answer, not_found, refuse
from synapse_runtime.types import is_list, is_object

from .pagination import PageQuery, cut
from .requests.multipart import Form
from .requests.validation import REQUIRED
from .rows.filtering import filters
from .spec.naming import EXPANSIONS, ids_named, member_for, singular

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .files.uploads import Upload, Uploads
    from .inference import Catalog, Plan
    from .requests.validation import SentFile
    from .rows.row_factory import RowFactory
    from .rows.store import Collection, Data, Row
    from .spec.examples import Example


class MockState(NamedTuple):
    """What the backend knows."""

    catalog: Catalog
    maker: RowFactory
    uploads: Uploads


class ParsedRequest(NamedTuple):
    """One request, read and checked."""

    plan: Plan
    path: Mapping[str, str]
    query: Mapping[str, Sequence[Any]]
    """Declared parameters by wire name."""
    asked: PageQuery
    headers: Mapping[str, str]
    body: Any
    files: Sequence[Mapping[str, SentFile]]
    """For each item of the body."""
    form: Form | None
    user: str
    url: Callable[[str], str]
    """Absolute URL of a path of the service, as the backend sees itself."""

    @property
    def scope(self) -> dict[str, str]:
        """The holes of the path that do not name the row."""
        return {name: value for name, value in self.path.items() if name != self.plan.key}


def answer(world: MockState, ask: ParsedRequest) -> MockResponse:
    """Do what an operation does, and answer.

    Raises:
        HttpError: A row it needs is not there, or an upload is not as it should be.
    """
    path = dict(ask.path)
    for hole, collection in ask.plan.owners:
        owner = collection.find(path[hole])
        if owner is None:
            raise _no_row(collection, path[hole])
        path[hole] = owner.key  # an owner named by its code owns the same rows
    return ANSWERS[ask.plan.kind](world, ask._replace(path=path))


def scripted(
    plan: Plan, path: Mapping[str, str], query: Mapping[str, Sequence[str]], data: object
) -> MockResponse | None:
    """The error that an example answers exactly this request with, if any."""
    given: dict[str, Any] = {**path, **query, **(data if is_object(data) else {})}
    for example in plan.examples:
        if (
            example.status >= 400
            and example.arguments.keys() == given.keys()
            and _likeness(example, given) == len(given)
        ):
            return json_answer(example.status, example.response)
    return None


# Rows -----------------------------------------------------------------------------------


def _list(world: MockState, ask: ParsedRequest) -> MockResponse:
    collection, plan = _collection(ask), ask.plan
    paging = {plan.page.style.page, plan.page.style.size} if plan.page is not None else set[str]()
    query = {name: values for name, values in ask.query.items() if name not in paging | EXPANSIONS}
    wanted, scope = filters(collection, query), ask.scope
    question = (repr(wanted), tuple(sorted(scope.items())))
    if wanted or scope:
        rows = collection.select(question, lambda row: row.within(scope) and all(one.fits(row) for one in wanted))
    else:
        rows = collection.all()
    if plan.page is None:
        return json_answer(plan.operation.status, [_shown(world, ask, row) for row in rows])
    return json_answer(plan.operation.status, cut(plan.page, rows, ask.asked, lambda row: _shown(world, ask, row)))


def _fetch(world: MockState, ask: ParsedRequest) -> MockResponse:
    row = _row(ask)
    response = json_answer(ask.plan.operation.status, _shown(world, ask, row))
    if row.plan:
        member, value = row.plan.pop(0)
        row.data[member] = value
        _collection(ask).changed()
    return response


def _create(world: MockState, ask: ParsedRequest) -> MockResponse:
    collection, plan = _collection(ask), ask.plan
    many = is_list(ask.body)
    made: list[Data] = []
    fields = world.catalog.schema.body(plan.operation)
    chosen = collection.key in fields and fields[collection.key].required
    for sent, files in zip(ask.body if many else [ask.body], ask.files, strict=True):
        given = {**_named_by_path(collection, ask.scope), **(sent if is_object(sent) else {})}
        data = world.maker.row(collection, given, files, chosen_key=chosen)
        row = collection.add(data, ask.scope)
        made.append(_answered(world, ask, row, given))
    return _told(plan, made if many else made[0])


def _change(world: MockState, ask: ParsedRequest) -> MockResponse:
    collection, row = _collection(ask), _row(ask)
    body = ask.body if is_object(ask.body) else {}
    ask.plan.effects.apply(
        row.data, {name: value for name, value in body.items() if name != collection.key}, collection.members
    )
    row.plan = [step for step in row.plan if step[0] not in body]
    world.maker.changed(collection, row.data, ask.files[0])
    collection.changed()
    return _told(ask.plan, _answered(world, ask, row, body))


def _delete(_world: MockState, ask: ParsedRequest) -> MockResponse:
    _collection(ask).remove(_row(ask))
    return MockResponse(ask.plan.operation.status if ask.plan.operation.status != 200 else 204)


def _retag(_world: MockState, ask: ParsedRequest) -> MockResponse:
    """Add to, or take from, a list member of several rows."""
    collection, body = _collection(ask), ask.body
    keys = {key: name for name in ids_named(collection.noun, body) for key in body[name] or ()}
    rows = [_named(collection, name, key) for key, name in keys.items()]
    missing = {
        names[0]: [REQUIRED]
        for names in (ids_named(collection.noun, ask.plan.fields), list(ask.plan.retagged))
        if not any(is_list(body.get(name)) for name in names)
    }
    if missing:
        raise refuse(400, missing)
    taking = "remove" in body.values()
    replacing = any(True in values for name, values in ask.query.items() if name == "replace")
    for field, member in ask.plan.retagged.items():
        values = body.get(field)
        if not is_list(values):
            continue
        for row in rows:
            there: list[Any] = row.data.get(member) or []
            if taking:
                row.data[member] = [value for value in there if value not in values]
            else:
                row.data[member] = list(dict.fromkeys([*values] if replacing else [*there, *values]))
    collection.changed()
    said = _best(ask).response if ask.plan.examples else None
    if is_object(said):
        said = {name: len(rows) if type(value) is int else value for name, value in said.items()}
    return _told(ask.plan, said)


# What is not rows -----------------------------------------------------------------------


def _start(world: MockState, ask: ParsedRequest) -> MockResponse:
    """Make a row of another resource, which goes through the states of its kind as it is read."""
    said = dict(_best(ask).response) if ask.plan.examples else world.maker.sample(ask.plan.operation.response)
    for name, collection in ask.plan.started.items():
        given = _named_by_owners(ask, collection)
        row = collection.add(world.maker.row(collection, given, {}))
        if collection.states:
            row.data["status"], *later = collection.states
            row.plan = [("status", state) for state in later]
        said[name] = row.data[collection.key]
    return _told(ask.plan, said)


def _presence(_world: MockState, ask: ParsedRequest) -> MockResponse:
    """Say of each thing asked for whether a row holds it."""
    sent: list[Any] = list(ask.body.values()) if is_object(ask.body) else [ask.body]
    asked = [one for value in sent if is_list(value) for one in value]
    rows = _collection(ask).all()
    held = {str(value) for row in rows for value in row.data.values() if not isinstance(value, (dict, list))}
    return _told(ask.plan, {str(one): str(one) in held for one in asked})


def _lines(_world: MockState, ask: ParsedRequest) -> MockResponse:
    said: Any = _best(ask).response if ask.plan.examples else ""
    lines = said if is_list(said) else str(said).splitlines()
    for hole, collection in ask.plan.owners[-1:]:
        row = collection.find(ask.path[hole])
        assert row is not None  # `answer` looked
        row.data.update(row.plan)  # the stream ends when the way is gone
        row.plan = []
        collection.changed()
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return MockResponse(ask.plan.operation.status, headers, iter([f"{line}\n".encode() for line in lines]))


def _replay(world: MockState, ask: ParsedRequest) -> MockResponse:
    operation = ask.plan.operation
    if not operation.response:
        return MockResponse(operation.status)
    if not ask.plan.examples:
        return _told(ask.plan, world.maker.sample(operation.response))
    return _told(ask.plan, _best(ask).response)


def _upload(world: MockState, ask: ParsedRequest) -> MockResponse:
    uploads, catalog, operation = world.uploads, world.catalog, ask.plan.operation
    role = catalog.upload_steps[operation.name][1]
    base = ask.url(operation.path.partition("{")[0])
    if role == "list":
        found = uploads.of(ask.user)
        if ask.plan.page is not None:
            return json_answer(operation.status, cut(ask.plan.page, found, ask.asked, lambda one: one.shown(base)))
        return json_answer(operation.status, [upload.shown(base) for upload in found])
    ident, range_ = next(iter(ask.path.values()), ""), ask.headers.get("content-range", "")
    steps: Mapping[str, Callable[[], Upload]] = {
        "start": lambda: uploads.start(_form(ask), range_, ask.user),
        "append": lambda: uploads.append(ident, _form(ask), range_, ask.user),
        "status": lambda: uploads.status(ident, ask.user),
        "finish": lambda: uploads.finish(ident, ask.body, ask.user),
    }
    return json_answer(operation.status, steps[role]().shown(base))


ANSWERS: Mapping[str, Callable[[MockState, ParsedRequest], MockResponse]] = {
    "list": _list,
    "fetch": _fetch,
    "create": _create,
    "change": _change,
    "delete": _delete,
    "retag": _retag,
    "start": _start,
    "presence": _presence,
    "lines": _lines,
    "upload": _upload,
    "replay": _replay,
}
"""By kind of plan."""


# Parts ----------------------------------------------------------------------------------


def _collection(ask: ParsedRequest) -> Collection:
    assert ask.plan.collection is not None
    return ask.plan.collection


def _row(ask: ParsedRequest) -> Row:
    collection = _collection(ask)
    row = collection.find(ask.path[ask.plan.key], ask.scope)
    if row is None:
        raise _no_row(collection, ask.path[ask.plan.key])
    return row


def _no_row(collection: Collection, key: str) -> HttpError:
    """The answer where a row is not there; or cannot be, with such an ID."""
    only_numbers = collection.members[collection.key].type == "int" and not collection.aliases
    return not_found(collection.model) if key.isdigit() or not only_numbers else detail(404, "Not found.")


def _named(collection: Collection, field: str, key: object) -> Row:
    """A row that a body names by its ID."""
    row = collection.find(str(key))
    if row is None:
        raise refuse(400, {field: [f'Invalid pk "{key}" - object does not exist.']})
    return row


def _form(ask: ParsedRequest) -> Form:
    return Form({}, {}) if ask.form is None else ask.form


def _shown(world: MockState, ask: ParsedRequest, row: Row) -> Data:
    """A row as this operation shows it, with what the query wants in full."""
    hidden, wanted = ask.plan.hidden, [value for name in EXPANSIONS for value in ask.query.get(name, ())]
    if not hidden and not wanted:
        return row.data
    shown = {name: value for name, value in row.data.items() if name not in hidden}
    for name in [name for value in wanted for name in str(value).split(",")]:
        collection = world.catalog.noun(name)
        other = collection.find(str(row.data.get(name))) if collection is not None else None
        if other is not None:
            shown[name] = other.data
        elif name in row.data and row.data[name] is not None:
            shown[name] = row.data[name]
        elif (_collection(ask).noun, name) in world.catalog.expansions:
            shown[name] = world.catalog.expansions[_collection(ask).noun, name]
    return shown


def _answered(world: MockState, ask: ParsedRequest, row: Row, sent: Data) -> Data:
    """A new or changed row as the answer shows it: in the answer's own model, where that is another."""
    shown = {**_shown(world, ask, row), **{name: row.data[name] for name in sent if name in row.data}}
    model = world.catalog.schema.row_model(ask.plan.operation.response)
    if model in {"", _collection(ask).model}:
        return shown
    return {name: value for name, value in shown.items() if name in world.catalog.schema.members(model)}


def _told(plan: Plan, data: object) -> MockResponse:
    """An answer; without a body where the operation has none."""
    if not plan.operation.response:
        return MockResponse(plan.operation.status)
    return json_answer(plan.operation.status, data)


def _best(ask: ParsedRequest) -> Example:
    """The example most like what was asked."""
    body = ask.body if is_object(ask.body) else {}
    given: dict[str, Any] = {**ask.query, **body, **ask.path}
    fitting = [one for one in ask.plan.examples if one.status < 400]
    return max(fitting, key=lambda one: _likeness(one, given), default=ask.plan.examples[0])


def _likeness(example: Example, given: Mapping[str, Any]) -> int:
    """How many arguments of an example a request has."""
    return sum(str(given.get(name)) in {str(value), str([str(value)])} for name, value in example.arguments.items())


def _named_by_path(collection: Collection, scope: Mapping[str, str]) -> Data:
    """The members of a new row that its path says: `projects/7/tasks/` makes tasks of project 7."""
    found: Data = {}
    for hole, value in scope.items():
        member = member_for(hole, collection.members)
        if member and member != collection.key:
            found[member] = int(value) if "int" in collection.members[member].type and value.isdigit() else value
    return found


def _named_by_owners(ask: ParsedRequest, collection: Collection) -> Data:
    """The members of a started row that say where it was started from."""
    found: Data = {}
    for hole, owner in ask.plan.owners:
        row, name = owner.find(ask.path[hole]), singular(owner.noun)
        if row is not None and name in collection.members:
            found[name] = row.data[owner.key]
    return found
