"""The examples of the spec as calls of both faces: documented methods, and typed ones, blocking and async."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synapse_codegen.pipeline import read_spec
from synapse_runtime.serialization.annotations import fields_of
from synapse_sdk import SERVICE, AsyncSynapse, Synapse, models

from .examples import Case

_SPEC, _ = read_spec(Path(__file__).parents[2] / "spec" / "synapse")
assert _SPEC is not None
DOCUMENTED = {
    operation.name: operation.documented
    for resource in _SPEC.resources
    for operation in resource.operations
    if operation.documented
}
"""The documented method of each operation that has one."""
STEPS = {step for item in SERVICE.operations() if item.composite for step in item.composite.steps.values()}
NOT_OFFERED = object()


def documented_arguments(case: Case, folder: Path, **extra: Any) -> dict[str, Any]:
    """Return the arguments of the documented method for an example."""
    example = case.arguments(folder)
    named = {argument.target for argument in DOCUMENTED[case.operation.name].arguments}
    query = {name: value for name, value in case.located("query", example).items() if f"query.{name}" not in named}
    values: dict[str, Any] = {
        "query": lambda name: example.get(name) if name else query,
        "body": lambda name: (
            (None if "body" in named else example[name]) if name else case.located("body", example) or example["items"]
        ),
        "path": example.get,
        "argument": example.get,
        "chunked": lambda _: example.get(case.operation.chunked.argument) if case.operation.chunked else None,
        "url_conversion": lambda _: None,
        "list_all": lambda _: None,
    }
    arguments = {}
    for argument in DOCUMENTED[case.operation.name].arguments:
        location, _, name = argument.target.partition(".")
        value = values.get(location, lambda _: None)(name)
        if value is not None:
            arguments[argument.name] = value
    return {**arguments, **extra}


def typed_arguments(case: Case, folder: Path, form: str) -> dict[str, Any]:
    """Return the arguments of the typed method: `keywords`, or a `model` for the body."""
    operation, example = case.operation, case.arguments(folder)
    body = case.located("body", example)
    names = {parameter.wire_name: parameter.name for parameter in operation.parameters}
    types = {parameter.name: parameter.type for parameter in operation.parameters if parameter.location == "argument"}
    arguments = {names[wire]: value for wire, value in example.items() if wire in names and wire not in body}
    if form == "model":
        arguments = {name: _of_type(types.get(name, ""), value) for name, value in arguments.items()}
    if "items" in example and operation.body:
        items = example["items"]
        return {**arguments, "items": [_of_type(operation.body.type, i) for i in items] if form == "model" else items}
    if form == "model" and body:
        return {**arguments, "body": _make_model(operation.body.type, body)}
    return {**arguments, **{names[wire]: value for wire, value in body.items()}}


def _of_type(type_: str, value: Any) -> Any:
    """Return an argument of a composite as the models its type names."""
    if type_.startswith("list[") and isinstance(value, list):
        return [_of_type(type_[5:-1], item) for item in value]
    return _make_model(type_, value) if type_[:1].isupper() and isinstance(value, dict) else value


def _make_model(name: str, data: dict[str, Any]) -> Any:
    """Return a model made of plain data, by wire names."""
    model = getattr(models, name)
    names = {field.wire_name: field.name for field in fields_of(model)}
    return model(**{names[wire]: value for wire, value in data.items()})


def call_typed(case: Case, synapse: Synapse, arguments: dict[str, Any]) -> Any:
    """Return what the blocking client returns, items and lines as a list; NOT_OFFERED if it lacks the operation."""
    method = _method(case, synapse)
    if method is None:
        return NOT_OFFERED
    result = method(**arguments)
    return list(result) if case.operation.stream or case.operation.pagination else result


async def call_typed_async(case: Case, synapse: AsyncSynapse, arguments: dict[str, Any]) -> Any:
    """Return what the async client returns, as `call_typed` does."""
    method = _method(case, synapse)
    if method is None:
        return NOT_OFFERED
    result = method(**arguments)
    listed = case.operation.stream or case.operation.pagination
    return [item async for item in result] if listed else await result


def _method(case: Case, synapse: Any) -> Any:
    """Return the typed method for an example; None if only a composite uses the operation."""
    name, _, verb = case.operation.name.partition(".")
    many = case.operation.body is not None and case.operation.body.batch == "optional"
    verb = f"{verb}_many" if many and "items" in case.example.arguments else verb
    method = getattr(getattr(synapse, name, None), verb, None)
    assert method or case.operation.name in STEPS, (
        f"{case.operation.name}: no typed client has it, and no composite uses it"
    )
    return method
