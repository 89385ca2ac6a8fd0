"""Rules about operations that are made of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean, one_of
from synapse_codegen.type_parser import SCALARS, format_type

from .symbols import Finding, operations_of, without_null

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir import ChunkedField, Operation

    from .symbols import Scope

COMPOSITES: Final[Mapping[str, tuple[str, ...]]] = {
    "chunked_upload": ("start", "append", "status", "finish", "list"),
    "file_group": ("file",),
    "collection": ("collection", "verify", "group", "unit_list", "units", "task_list", "tasks"),
}
"""The recipes of the runtime, and the steps each is made of."""


def composite_steps(scope: Scope) -> Iterator[Finding]:
    """A composite is a known recipe, and names an operation for each of its steps."""
    for operation in operations_of(scope.service):
        composite = operation.composite
        if composite is None:
            continue
        roles = COMPOSITES.get(composite.kind)
        if roles is None:
            hint = did_you_mean(composite.kind, COMPOSITES) or f"write {one_of(COMPOSITES)}"
            yield Finding(composite.place, f"there is no recipe `{composite.kind}`", hint)
            continue
        given = dict(composite.steps)
        for role in roles:
            if role not in given:
                told = f"the step `{role}` of `{composite.kind}` is missing"
                yield Finding(composite.place, told, f"write `{role}: <resource>.<verb>` under `steps`")
        for role in given:
            if role not in roles:
                hint = did_you_mean(role, roles) or f"its steps are {', '.join(roles)}"
                yield Finding(composite.at(role), f"`{composite.kind}` has no step `{role}`", hint)


def unknown_operation(scope: Scope) -> Iterator[Finding]:
    """An operation that is named elsewhere exists."""
    for operation in operations_of(scope.service):
        for role, name in operation.composite.steps if operation.composite else ():
            if name not in scope.operations:
                assert operation.composite is not None
                yield Finding(operation.composite.at(role), f"there is no operation `{name}`", _nearest(name, scope))
        chunked = operation.chunked
        if chunked and chunked.operation not in scope.operations:
            told = f"there is no operation `{chunked.operation}`"
            yield Finding(chunked.at("operation"), told, _nearest(chunked.operation, scope))


def _nearest(name: str, scope: Scope) -> str:
    return did_you_mean(name, scope.operations) or "write `<resource>.<verb>`"


def chunked_field(scope: Scope) -> Iterator[Finding]:
    """What travels ahead is a file of the body, by a chunked upload."""
    for operation in operations_of(scope.service):
        if operation.chunked:
            yield from _chunked(operation, operation.chunked, scope)


def _chunked(operation: Operation, chunked: ChunkedField, scope: Scope) -> Iterator[Finding]:
    fields = {field.name: field for field in scope.body_fields(operation)}
    field = fields.get(chunked.field)
    if scope.body_unknown(operation):
        pass
    elif field is None:
        hint = did_you_mean(chunked.field, fields) or "name a field of the body"
        yield Finding(chunked.at("field"), f"the body has no field `{chunked.field}`", hint)
    elif without_null(field.type) != SCALARS["file"]:
        told = f"`{chunked.field}` is `{format_type(field.type)}`, and no file"
        yield Finding(chunked.at("field"), told, "make its type `file`, or name another field")
    upload = scope.operations.get(chunked.operation)
    if upload and not (upload.composite and upload.composite.kind == "chunked_upload"):
        told = f"`{chunked.operation}` is no chunked upload"
        yield Finding(chunked.at("operation"), told, "name an operation with `composite: chunked_upload`")


def unused_operation(scope: Scope) -> Iterator[Finding]:
    """Whoever leaves the typed face is documented, or a step of something."""
    composites = [operation.composite for operation in operations_of(scope.service) if operation.composite]
    steps = {name for composite in composites for _, name in composite.steps}
    steps |= {operation.chunked.operation for operation in operations_of(scope.service) if operation.chunked}
    for operation in operations_of(scope.service):
        if not operation.typed and not operation.documented and operation.name not in steps:
            hint = "drop `typed: false`, or make it a step of a composite"
            yield Finding(operation.place, f"nobody can call `{operation.name}`", hint)
