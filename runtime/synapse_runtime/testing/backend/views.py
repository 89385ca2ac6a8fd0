"""The response to a valid request: one view for each action."""

from __future__ import annotations

import json
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve
from synapse_http.values import is_list, is_object

from synapse_runtime.calls.build_request import RAW_TYPES
from synapse_runtime.testing.messages import (
    HttpError,
    MockResponse,
    detail_error,
    json_error,
    json_response,
    missing_row_error,
)

from .files.storage import origin_of_storage
from .matching import count_matches
from .pagination import CURSOR, ORDERING
from .requests.parameter_styles import OBJECT_STYLES
from .requests.parsing import NO_FILES
from .requests.validation import REQUIRED
from .rows.filtering import make_filters
from .spec.naming import EXPANSIONS, field_for, id_fields, singularize
from .spec.schema import UNREAD_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Operation, Parameter

    from .files.uploads import Upload
    from .plans import Action
    from .rows.store import Row, Table
    from .state import MockState, ParsedRequest


def respond(state: MockState, request: ParsedRequest) -> MockResponse:
    """Carry out an operation.

    Raises:
        HttpError: A row does not exist, or a step of an upload is invalid.
    """
    path = dict(request.path)
    if request.plan.key and request.plan.table is not None:
        path[request.plan.key] = _key_at_version(state, request.plan.table, path[request.plan.key])
    for name, table in request.plan.owners:
        path[name] = _find_row(table, path[name]).key  # an alias such as a code names the same rows as the ID
    return VIEWS[request.plan.action](state, evolve(request, path=path))


# Rows -----------------------------------------------------------------------------------


def _list(state: MockState, request: ParsedRequest) -> MockResponse:
    table, plan, scope = _table(request), request.plan, request.scope
    ignored = EXPANSIONS if plan.page is None else EXPANSIONS | plan.page.parameters
    ignored |= {parameter.wire_name for parameter in plan.operation.parameters if parameter.style in OBJECT_STYLES}
    query = {name: _to_keys(state, name, values) for name, values in request.query.items() if name not in ignored}
    filters = make_filters(table, query)
    if filters or scope:
        cache_key = (repr(filters), tuple(sorted(scope.items())))
        rows = table.select(cache_key, lambda row: row.is_within(scope) and all(item.matches(row) for item in filters))
    else:
        rows = table.all()
    if CURSOR not in request.page.query:  # a cursor has an order of its own
        rows = _sort(rows, request.query.get(ORDERING, ()), table)
    if listed := [parameter.wire_name for parameter in plan.operation.parameters if _lists_keys(parameter)]:
        rows = [_find_row(table, key) for name in listed for key in request.arguments[name]]
    if plan.page is None:
        return json_response(plan.operation.status, [_serialize(state, request, row) for row in rows])
    return plan.page.respond(plan.operation.status, rows, request.page, lambda row: _serialize(state, request, row))


def _lists_keys(parameter: Parameter) -> bool:
    return parameter.location == "path" and bool(parameter.style)


def _sort(rows: list[Row], ordering: Sequence[Any], table: Table) -> list[Row]:
    """Return rows in the order that a query asks for: by fields separated by commas, `-` for descending order."""
    for name in reversed(",".join(map(str, ordering)).split(",")):
        field = name.removeprefix("-")
        if field in table.fields:
            rows = sorted(rows, key=partial(_sort_key, field), reverse=name != field)
    return rows


def _sort_key(field: str, row: Row) -> tuple[bool, Any]:
    """Return what orders a row by a field: numbers by value, all else as strings."""
    value = row.data.get(field)
    is_number = isinstance(value, (int, float))
    return is_number, value if is_number else str(value)


def _retrieve(state: MockState, request: ParsedRequest) -> MockResponse:
    row = _row(request)
    response = json_response(request.plan.operation.status, _serialize(state, request, row))
    if row.transitions:
        field, value = row.transitions.pop(0)
        row.data[field] = value
        _table(request).invalidate()
    return response


def _create(state: MockState, request: ParsedRequest) -> MockResponse:
    table, operation = _table(request), request.plan.operation
    fields = state.catalog.schema.body_fields(operation)
    keep_key = table.key in fields and fields[table.key].required and fields[table.key].only != "read"
    is_batch = operation.body is not None and operation.body.batch != "forbidden" and is_list(request.body)
    returns_list = is_batch or operation.response.startswith("list[")
    created: list[JsonObject] = []
    items = request.body if returns_list and is_list(request.body) else [request.body]
    for item, files in zip(items, chain(request.files, repeat(NO_FILES)), strict=False):
        values = {**_values_of_path(table, request.scope), **(item if is_object(item) else {})}
        values = {name: _to_key(state, table, name, value) for name, value in values.items()}
        new_row = state.factory.make_row(table, values, files, keep_key=keep_key)
        unsent = (name for name, field in fields.items() if field.type == "file" and not field.required)
        new_row.update({name: None for name in unsent if name in new_row and name not in files})
        row = table.add(new_row, request.scope)
        created.append(_serialize_changed(state, request, row, values))
    return _respond(request, created if returns_list else created[0])


def _create_bulk(state: MockState, request: ParsedRequest) -> MockResponse:
    """Store a row for each item of one field; the other fields belong to all of them."""
    table, field = _table(request), request.plan.bulk_field
    shared = {name: value for name, value in request.body.items() if name != field}
    for item in request.body[field]:
        table.add(state.factory.make_row(table, {**shared, **item}, NO_FILES), request.scope)
    return _respond(request, request.body)


def _update(state: MockState, request: ParsedRequest) -> MockResponse:
    table, row = _table(request), _row(request)
    files = next(iter(request.files), NO_FILES)
    body = request.body if is_object(request.body) else {}
    ignored = {name for name, field in table.fields.items() if field.only == "read"} | {table.key}
    values = {name: value for name, value in body.items() if name not in ignored}
    request.plan.effects.apply(row.data, values, table.fields)
    row.transitions = [transition for transition in row.transitions if transition[0] not in body]
    state.factory.update_row(table, row.data, files)
    table.invalidate()
    return _respond(request, _serialize_changed(state, request, row, body))


def _destroy(_state: MockState, request: ParsedRequest) -> MockResponse:
    _table(request).remove(_row(request))
    status = request.plan.operation.status
    return MockResponse(204 if status == 200 else status)


def _edit_lists(state: MockState, request: ParsedRequest) -> MockResponse:
    table, list_fields = _table(request), request.plan.list_fields
    body = request.body if is_object(request.body) else {}
    keys = {str(key): name for name in id_fields(table.resource, body) if is_list(body[name]) for key in body[name]}
    rows = [_row_of_body(table, name, key) for key, name in keys.items()]
    key_fields = id_fields(table.resource, state.catalog.schema.body_fields(request.plan.operation))
    missing = {
        names[0]: [REQUIRED]
        for names in (key_fields, list(list_fields))
        if not any(is_list(body.get(name)) for name in names)
    }
    if missing:
        raise json_error(400, missing)
    replaces = any(True in values for name, values in request.query.items() if name == "replace")
    for name, field in list_fields.items():
        values = body.get(name)
        if not is_list(values):
            continue
        for row in rows:
            existing: list[Any] = row.data.get(field) or []
            if "remove" in body.values():
                row.data[field] = [value for value in existing if value not in values]
            else:
                row.data[field] = _drop_repeated([*values] if replaces else [*existing, *values])
    table.invalidate()
    response = _example_response(state, request)
    if is_object(response):
        response = {name: len(rows) if type(value) is int else value for name, value in response.items()}
    return _respond(request, response)


# Everything else ------------------------------------------------------------------------


def _start(state: MockState, request: ParsedRequest) -> MockResponse:
    def start(value: Any) -> Any:
        """Return an object of the example with the IDs of new rows."""
        if is_list(value):
            return [start(item) for item in value]
        if not is_object(value):
            return value
        return {**value, **{name: _start_row(state, request, table) for name, table in request.plan.started.items()}}

    return _respond(request, start(_example_response(state, request)))


def _start_row(state: MockState, request: ParsedRequest, table: Table) -> Any:
    """Store a row that takes the states of its table in turn; return its ID."""
    data, later = state.factory.make_row(table, _values_of_owners(request, table), {}), table.states
    if later:
        data["status"], *later = table.states
    table.add(data).transitions = [("status", status) for status in later]
    return data[table.key]


def _check_presence(_state: MockState, request: ParsedRequest) -> MockResponse:
    fields: list[Any] = list(request.body.values()) if is_object(request.body) else [request.body]
    has_value = _table(request).has_value
    return _respond(request, {str(item): has_value(item) for field in fields if is_list(field) for item in field})


def _stream(state: MockState, request: ParsedRequest) -> MockResponse:
    response: Any = _example_response(state, request)
    lines = response if is_list(response) else str(response).splitlines()
    for name, table in request.plan.owners[-1:]:
        row = _find_row(table, request.path[name])
        row.data.update(row.transitions)  # a stream ends in the last state
        row.transitions = []
        table.invalidate()
    if request.plan.operation.stream == "events":
        headers = {"Content-Type": "text/event-stream"}
        return MockResponse(request.plan.operation.status, headers, _write_events(request, lines))
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return MockResponse(request.plan.operation.status, headers, iter([f"{line}\n".encode() for line in lines]))


def _write_events(request: ParsedRequest, items: Sequence[Any]) -> Iterator[bytes]:
    """Yield the events behind the one that a client has received last. Their ids count from 1."""
    last_id = request.headers.get("last-event-id", "")
    for number, item in enumerate(items, 1):
        if not last_id.isdigit() or number > int(last_id):
            data = item if request.plan.operation.response == "text" else json.dumps(item, ensure_ascii=False)
            lines = "".join(f"data: {line}\n" for line in data.split("\n"))
            yield f"id: {number}\n{lines}\n".encode()


def _upload(state: MockState, request: ParsedRequest) -> MockResponse:
    uploads, operation = state.uploads, request.plan.operation
    base_url = request.make_url(operation.path.partition("{")[0])
    id, range_ = next(iter(request.path.values()), ""), request.headers.get("content-range", "")
    role = state.catalog.upload_roles[operation.name]
    if role == "list":
        items = uploads.list_for(request.token)
        if request.plan.page is not None:
            return request.plan.page.respond(
                operation.status, items, request.page, lambda upload: upload.to_json(base_url)
            )
        return json_response(operation.status, [upload.to_json(base_url) for upload in items])
    steps: Mapping[str, Callable[[], Upload]] = {
        "start": lambda: uploads.start(request.form, range_, request.token),
        "append": lambda: uploads.append(id, request.form, range_, request.token),
        "status": lambda: uploads.get(id, request.token),
        "finish": lambda: uploads.finish(id, request.body, request.token),
    }
    return json_response(operation.status, steps[role]().to_json(base_url))


def _sign(state: MockState, request: ParsedRequest) -> MockResponse:
    origin = origin_of_storage(request.headers.get("host", ""))
    return json_response(request.plan.operation.status, state.storage.sign(request.body, origin))


def _confirm(state: MockState, request: ParsedRequest) -> MockResponse:
    table, results = _table(request), list[Any]()
    for entry in request.body["files"]:
        problem = state.storage.confirm(entry)
        known: JsonObject = {"checksum": "", "data_file_id": None, "success": False, "error": problem}
        if not problem:
            row = table.add(
                state.factory.make_row(table, {"checksum": entry["checksum"], "size": entry["size"]}, {}), {}
            )
            known = {"checksum": entry["checksum"], "data_file_id": row.key, "success": True, "error": None}
        results.append({"file_key": entry["file_key"], **known})
    created = sum(result["success"] for result in results)
    counts = {"created_count": created, "failed_count": len(results) - created}
    return json_response(request.plan.operation.status, {"results": results, **counts})


def _replay(state: MockState, request: ParsedRequest) -> MockResponse:
    return _respond(request, _example_response(state, request))


VIEWS: Mapping[Action, Callable[[MockState, ParsedRequest], MockResponse]] = {
    "list": _list,
    "retrieve": _retrieve,
    "create": _create,
    "create_bulk": _create_bulk,
    "update": _update,
    "destroy": _destroy,
    "edit_lists": _edit_lists,
    "start": _start,
    "check_presence": _check_presence,
    "stream": _stream,
    "upload": _upload,
    "sign": _sign,
    "confirm": _confirm,
    "replay": _replay,
}


# Parts ----------------------------------------------------------------------------------


def _table(request: ParsedRequest) -> Table:
    return cast("Table", request.plan.table)  # only `replay` and `upload` have none


def _row(request: ParsedRequest) -> Row:
    return _find_row(_table(request), request.path[request.plan.key], request.scope)


def _find_row(table: Table, key: str, scope: Mapping[str, str] | None = None) -> Row:
    row = table.find(key, scope)
    if row is None:
        raise _missing_row_error(table, key)
    return row


def _to_key(state: MockState, table: Table, name: str, value: Any) -> Any:
    """Return a value that is sent, or the ID of the row whose code it is, if the field holds IDs."""
    other = state.catalog.table_for(name) if isinstance(value, str) else None
    row = (
        None if other is None or name not in table.fields or "int" not in table.fields[name].type else other.find(value)
    )
    return value if row is None or other is None else row.data[other.key]


def _to_keys(state: MockState, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a filter with IDs for codes, if it names rows of another table."""
    table = state.catalog.table_for(name)
    if table is None:
        return values
    return [value if (row := table.find(str(value))) is None else row.key for value in values]


def _key_at_version(state: MockState, table: Table, key: str) -> str:
    """Return the ID of the row that `code@version` names: a version of a row of another table; else the string."""
    owner, _, version = key.rpartition("@")
    for row in table.all() if owner else ():
        for name, value in row.data.items():
            other = state.catalog.table_for(name)
            found = other.find(owner) if other is not None else None
            if found is not None and str(value) == found.key and version in map(str, row.data.values()):
                return row.key
    return key


def _missing_row_error(table: Table, key: str) -> HttpError:
    """Return the 404 of a row; Django's message differs where no row can have such an ID."""
    has_numbers = table.fields[table.key].type == "int" and not table.aliases
    return missing_row_error(table.model) if key.isdigit() or not has_numbers else detail_error(404, "Not found.")


def _row_of_body(table: Table, field: str, key: str) -> Row:
    row = table.find(key)
    if row is None:
        raise json_error(400, {field: [f'Invalid pk "{key}" - object does not exist.']})
    return row


def _drop_repeated(values: Sequence[Any]) -> list[Any]:
    kept: list[Any] = []  # a set would want values that can be hashed
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def _serialize(state: MockState, request: ParsedRequest, row: Row) -> JsonObject:
    """Return a row as the operation shows it, with the fields that the query expands."""
    hidden = request.plan.hidden
    expanded = [value for name in EXPANSIONS for value in request.query.get(name, ())]
    if not hidden and not expanded:
        return row.data
    data = {name: value for name, value in row.data.items() if name not in hidden}
    for name in [name for value in expanded for name in str(value).split(",")]:
        table = state.catalog.table_for(name)
        other = table.find(str(row.data.get(name))) if table is not None else None
        if other is not None:
            data[name] = other.data
        elif row.data.get(name) is not None:
            data[name] = row.data[name]
        elif (_table(request).resource, name) in state.catalog.expansions:
            data[name] = state.catalog.expansions[_table(request).resource, name]
    return data


def _serialize_changed(state: MockState, request: ParsedRequest, row: Row, sent: Mapping[str, Any]) -> JsonObject:
    """Return a new or changed row with all that was sent, as far as the response's model has it."""
    data = {**_serialize(state, request, row), **{name: row.data[name] for name in sent if name in row.data}}
    schema = state.catalog.schema
    model = schema.row_model(request.plan.operation.response)
    if model in {"", _table(request).model}:
        return data
    return {name: value for name, value in data.items() if name in schema.fields(model)}


def _respond(request: ParsedRequest, data: object) -> MockResponse:
    """Return a response, without a body if the operation has none."""
    return make_response(request.plan.operation, data, request.plan.operation.status)


def make_response(operation: Operation[Any], data: Any, status: int) -> MockResponse:
    """Return a response as its type is sent: JSON, or text and bytes, which examples write as a string."""
    type_string = operation.responses.get(status, operation.response)
    if type_string in UNREAD_TYPES:
        return MockResponse(status)
    if type_string not in RAW_TYPES:
        return json_response(status, data)
    media_types = [name.strip() for name in operation.accept.split(",") if "*" not in name and "/json" not in name]
    media_type = media_types[0] if media_types else RAW_TYPES[type_string]
    if type_string == "text" and "charset" not in media_type:
        media_type += "; charset=utf-8"
    content = str(data).encode()
    return MockResponse(status, {"Content-Type": media_type, "Content-Length": str(len(content))}, content)


def _example_response(state: MockState, request: ParsedRequest) -> Any:
    """Return the response of the successful example closest to the request, or one made up."""
    type_string, status = request.plan.operation.response, request.plan.operation.status
    examples = request.plan.successes()
    if examples := [example for example in examples if example.status == status] or examples:
        return max(examples, key=lambda example: count_matches(example.arguments, request.arguments)).response
    if type_string in UNREAD_TYPES:
        return ""
    return state.factory.make_sample("str" if type_string in RAW_TYPES else type_string)


def _values_of_path(table: Table, scope: Mapping[str, str]) -> JsonObject:
    """Return the values that a path gives a new row: `projects/7/tasks/` makes tasks of project 7."""
    values: JsonObject = {}
    for name, value in scope.items():
        field = field_for(name, table.fields)
        if field and field != table.key:
            values[field] = int(value) if "int" in table.fields[field].type and value.isdigit() else value
    return values


def _values_of_owners(request: ParsedRequest, table: Table) -> JsonObject:
    """Return the values that say where a started row was started."""
    values: JsonObject = {}
    for name, owner in request.plan.owners:
        row, field = owner.find(request.path[name]), singularize(owner.resource)
        if row is not None and field in table.fields:
            values[field] = row.data[owner.key]
    return values
