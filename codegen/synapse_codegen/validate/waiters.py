"""Rules about waiters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import did_you_mean, join_choices
from synapse_codegen.ir.declared import ListOf, Named

from .symbols import Violation, operations_of, strip_nullable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import Operation, Waiter

    from .symbols import SymbolTable


def waiter(symbols: SymbolTable) -> Iterator[Violation]:
    """A waiter polls a safe operation until a field has a final value; its log has the same path parameters."""
    for operation in operations_of(symbols.service):
        if operation.waiter:
            yield from _check_poll(operation, operation.waiter, symbols)
            if operation.waiter.log:
                yield from _check_log(operation, operation.waiter, symbols)


def _check_poll(operation: Operation, waiter: Waiter, symbols: SymbolTable) -> Iterator[Violation]:
    model = symbols.model_of(operation.response) if operation.response else None
    if operation.retry != "safe" or operation.pagination or operation.stream or model is None:
        message = f"`{operation.name}` cannot be polled for a state"
        yield Violation(waiter.source, message, "a waiter needs a safe operation whose response is one model")
        return
    if not operation.typed:
        message = f"`{operation.name}` is not on the typed face, where waiters are"
        yield Violation(waiter.source, message, "drop `waiter`, or drop `typed: false`")
    if "timeout" in _path_names(operation):
        hint = "give the parameter a `python_name`"
        yield Violation(waiter.source, "a waiter has an argument `timeout` of its own", hint)
    fields = {field.name: field for field in model.fields}
    field = fields.get(waiter.field)
    if field is None:
        hint = did_you_mean(waiter.field, fields) or "name a field of the response"
        yield Violation(waiter.at("field"), f"`{model.name}` has no field `{waiter.field}`", hint)
    else:
        yield from _check_states(field, waiter, symbols)


def _check_states(field: Field, waiter: Waiter, symbols: SymbolTable) -> Iterator[Violation]:
    if not waiter.success:
        hint = f"list the values of `{field.name}` after a success"
        yield Violation(waiter.at("success"), "a waiter needs a value that ends it", hint)
    for value in waiter.success:
        if value in waiter.failure:
            hint = "keep it in one of the two lists"
            yield Violation(waiter.at("failure"), f"`{value}` is both a success and a failure", hint)
    type = strip_nullable(field.type)
    enum = symbols.enums.get(type.name) if isinstance(type, Named) else None
    known = enum.spellings if enum else ()
    for key, values in {"success": waiter.success, "failure": waiter.failure}.items():
        for value in values:
            if enum and value not in known:
                hint = did_you_mean(value, known) or f"its values are {join_choices(known, 'and')}"
                yield Violation(waiter.at(key), f"`{enum.name}` has no value `{value}`", hint)


def _check_log(operation: Operation, waiter: Waiter, symbols: SymbolTable) -> Iterator[Violation]:
    log = symbols.operations.get(waiter.log)
    if log is None:
        if symbols.is_unread(waiter.log):
            return
        hint = did_you_mean(waiter.log, symbols.operations) or "write `<resource>.<verb>`"
        yield Violation(waiter.at("log"), f"there is no operation `{waiter.log}`", hint)
        return
    has_same_path = _path_names(log) == _path_names(operation)
    if not isinstance(log.response, ListOf) or log.pagination or not has_same_path:
        message = f"`{waiter.log}` does not list a log by the path parameters of `{operation.name}`"
        yield Violation(
            waiter.at("log"), message, "name an operation that returns a list, with the same path parameters"
        )
        return
    model = symbols.model_of(log.response.item)
    fields = [field.name for field in model.fields] if model else []
    if waiter.log_field and waiter.log_field not in fields:
        hint = did_you_mean(waiter.log_field, fields) or "drop it: whole items are shown then"
        yield Violation(waiter.at("log_field"), f"items of `{waiter.log}` have no field `{waiter.log_field}`", hint)


def _path_names(operation: Operation) -> set[str]:
    return {parameter.python_name for parameter in operation.path_parameters}
