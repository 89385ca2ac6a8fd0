"""Build documented methods: which argument fills what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.grammar.call_settings import CALL_SETTINGS
from synapse_codegen.ir.declared import Json, Named
from synapse_codegen.ir.operations import (
    CompositeArgument,
    Documented,
    DocumentedArgument,
    Operation,
    Parameter,
    ReturnForm,
)
from synapse_codegen.naming import field_name
from synapse_codegen.source.nodes import MappingNode

from .parts import read_choice, read_strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.models import Field, Model

TARGETS: Final[Mapping[str, str]] = {
    "params": "query",
    "data": "body",
    "url_conversion": "url_conversion",
    "list_all": "list_all",
    "to": "to",
    **{name: name for name in CALL_SETTINGS},
}
"""Argument names that fill the same target in every documented method."""


def build_documented(node: MappingNode, operation: Operation, models: Mapping[str, Model]) -> Documented:
    """Build a documented method from its entry.

    Args:
        node: The entry.
        operation: The operation that it calls.
        models: All models of the service.

    Returns:
        The method. An argument whose name does not say what it fills has an empty target.
    """
    arguments = node.sequence("arguments")
    returns: ReturnForm = read_choice(node, "returns", "object")
    return Documented(
        method=node.string("method"),
        mixin=node.string("mixin"),
        returns=returns,
        arguments=tuple(
            _build_argument(argument, arguments.location_of(index), operation, models)
            for index, argument in enumerate(arguments)
            if isinstance(argument, MappingNode)
        ),
        aliases=read_strings(node, "aliases"),
        was=read_strings(node, "was"),
        source=node.location,
        at=node.location_of,
    )


def _build_argument(
    node: MappingNode, source: SourceLocation, operation: Operation, models: Mapping[str, Model]
) -> DocumentedArgument:
    name = node.string("name")
    target = node.string("is") or _target_of_name(name, operation)
    required, default = _required_and_default(target, operation, models)
    if "default" in node:
        required, default = False, node["default"]
    return DocumentedArgument(
        name,
        target,
        required,
        default,
        read_strings(node, "aliases"),
        read_strings(node, "was") if "was" in node else _old_names(name, target, operation, models),
        source=source,
        at=node.location_of,
    )


def _old_names(name: str, target: str, operation: Operation, models: Mapping[str, Model]) -> tuple[str, ...]:
    """Return the old names of an argument that has the name of what it fills: those of that."""
    place, _, wire_name = target.partition(".")
    parts: list[Parameter | CompositeArgument | Field] = []
    if place == "body":
        parts += _body_fields(operation, models)
    elif place == "argument":
        parts += operation.composite_arguments
    else:
        parts += (parameter for parameter in operation.parameters if parameter.location == place)
    part = next((part for part in parts if part.name == wire_name), None)
    return tuple(map(field_name, part.was)) if part and name in {part.name, part.python_name} else ()


def _body_fields(operation: Operation, models: Mapping[str, Model]) -> tuple[Field, ...]:
    """Return the fields that callers pass of a body that is a model."""
    type = operation.body.type if operation.body else None
    model = models.get(type.name) if isinstance(type, Named) else None
    return model.arguments if model else ()


def _target_of_name(name: str, operation: Operation) -> str:
    """Return what a bare name fills, or an empty string if the name does not say it."""
    if any(parameter.name == name for parameter in operation.path_parameters):
        return f"path.{name}"
    if any(argument.name == name for argument in operation.composite_arguments):
        return f"argument.{name}"
    if name in TARGETS:
        return TARGETS[name]
    if operation.chunked and operation.chunked.argument == name:
        return "chunked"
    return ""


def _required_and_default(target: str, operation: Operation, models: Mapping[str, Model]) -> tuple[bool, Json | None]:
    """Return whether an argument that fills a target is required, and else its default."""
    part, _, name = target.partition(".")
    match part:
        case "path":
            return True, None
        case "body" if not name:
            return operation.body is None or operation.body.required, None
        case "body":
            return any(field.name == name and field.required for field in _body_fields(operation, models)), None
        case "query" if name:
            return any(parameter.name == name and parameter.required for parameter in operation.parameters), None
        case "argument":
            for argument in operation.composite_arguments:
                if argument.name == name:
                    return argument.required, argument.default
            return False, None
        case "chunked" | "list_all":
            return False, False
        case _:
            return False, None
