"""Rules about waiting for what an operation tells of to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.ir import ListOf as ListType
from synapse_codegen.ir import Named, Operation

from .symbols import Finding, operations_of, without_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir import Field, Waiter

    from .symbols import Scope


def waiter(scope: Scope) -> Iterator[Finding]:
    """A waiter asks a safe operation for a field that has its final states, and for a log by the same path."""
    for operation in operations_of(scope.service):
        if operation.waiter:
            yield from _asked(operation, operation.waiter, scope)
            if operation.waiter.log:
                yield from _log(operation, operation.waiter, scope)


def _asked(operation: Operation, waiter: Waiter, scope: Scope) -> Iterator[Finding]:
    model = scope.model_of(operation.response) if operation.response else None
    if operation.retry != "safe" or operation.pagination or operation.stream or model is None:
        told = f"`{operation.name}` cannot be asked again and again how one thing stands"
        yield Finding(waiter.place, told, "wait on an operation that is safe to repeat and answers one model")
        return
    if not operation.typed:
        yield Finding(
            waiter.place, f"`{operation.name}` is not on the typed face, where waiters are", "drop one of them"
        )
    if any(one.location == "path" and one.python_name == "timeout" for one in operation.parameters):
        yield Finding(waiter.place, "the waiter has its own argument `timeout`", "give the parameter a `python_name`")
    fields = {field.name: field for field in model.fields}
    field = fields.get(waiter.field)
    if field is None:
        hint = did_you_mean(waiter.field, fields) or "name a field of the response"
        yield Finding(waiter.at("field"), f"`{model.name}` has no field `{waiter.field}`", hint)
    else:
        yield from _states(field, waiter, scope)


def _states(field: Field, waiter: Waiter, scope: Scope) -> Iterator[Finding]:
    if not waiter.success:
        hint = f"list the values that `{field.name}` has when it ended well"
        yield Finding(waiter.at("success"), "this waiter waits for nothing", hint)
    for value in waiter.success:
        if value in waiter.failure:
            yield Finding(waiter.at("failure"), f"`{value}` is a success and a failure", "leave it in one of the lists")
    kind = without_null(field.type)
    enum = scope.enums.get(kind.name) if isinstance(kind, Named) else None
    known = [value.value for value in enum.values] if enum else []
    for key, values in {"success": waiter.success, "failure": waiter.failure}.items():
        for value in values:
            if enum and value not in known:
                hint = did_you_mean(value, known) or f"its values are {', '.join(known)}"
                yield Finding(waiter.at(key), f"`{enum.name}` has no value `{value}`", hint)


def _log(operation: Operation, waiter: Waiter, scope: Scope) -> Iterator[Finding]:
    log = scope.operations.get(waiter.log)
    if log is None:
        hint = did_you_mean(waiter.log, scope.operations) or "write `<resource>.<verb>`"
        yield Finding(waiter.at("log"), f"there is no operation `{waiter.log}`", hint)
        return
    if not isinstance(log.response, ListType) or log.pagination or _path(log) != _path(operation):
        told = f"`{waiter.log}` is no list by the path parameters of `{operation.name}`"
        yield Finding(waiter.at("log"), told, "name an operation that answers a list, with the same path parameters")
        return
    model = scope.model_of(log.response.item)
    fields = [field.name for field in model.fields] if model else []
    if waiter.log_field and waiter.log_field not in fields:
        hint = did_you_mean(waiter.log_field, fields) or "leave it out: whole rows are shown then"
        yield Finding(waiter.at("log_field"), f"rows of `{waiter.log}` have no field `{waiter.log_field}`", hint)


def _path(operation: Operation) -> set[str]:
    return {one.python_name for one in operation.parameters if one.location == "path"}
