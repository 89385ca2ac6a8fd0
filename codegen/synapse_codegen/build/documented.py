"""Documented methods: which argument fills what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.ir import Documented, DocumentedArgument, Json, Model, Named, Operation, ReturnForm
from synapse_codegen.nodes import MappingNode

from .parts import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import Place

ARGUMENTS: Final[Mapping[str, str]] = {
    "params": "query",
    "data": "body",
    "url_conversion": "url_conversion",
    "list_all": "list_all",
}
"""Names that mean the same in every documented method."""


def build_documented(node: MappingNode, operation: Operation, models: Mapping[str, Model]) -> Documented:
    """Make a documented method of its entry.

    Args:
        node: The entry.
        operation: The operation it is an entry of.
        models: All models of the service.

    Returns:
        The method. Where an argument's meaning could not be told from its name, its
        target is empty.
    """
    arguments = node.sequence("arguments")
    returns: ReturnForm = word(node, "returns", "object")
    return Documented(
        method=node.text("method"),
        mixin=node.text("mixin"),
        returns=returns,
        arguments=tuple(
            _argument(argument, arguments.place_of(index), operation, models)
            for index, argument in enumerate(arguments)
            if isinstance(argument, MappingNode)
        ),
        place=node.place,
        at=node.place_of,
    )


def _argument(node: MappingNode, place: Place, operation: Operation, models: Mapping[str, Model]) -> DocumentedArgument:
    name = node.text("name")
    target = node.text("is") or _meaning(name, operation)
    required, default = _need(target, operation, models)
    if "default" in node:
        required, default = False, node["default"]
    return DocumentedArgument(name, target, required, default, place=place, at=node.place_of)


def _meaning(name: str, operation: Operation) -> str:
    """What a bare name fills."""
    paths = {parameter.name for parameter in operation.parameters if parameter.location == "path"}
    if name in paths:
        return f"path.{name}"
    if operation.composite and any(argument.name == name for argument in operation.composite.arguments):
        return f"argument.{name}"
    if name in ARGUMENTS:
        return ARGUMENTS[name]
    if operation.chunked and operation.chunked.argument == name:
        return "chunked"
    return ""


def _need(target: str, operation: Operation, models: Mapping[str, Model]) -> tuple[bool, Json | None]:
    """Whether an argument must be given, and what it is otherwise."""
    place, _, name = target.partition(".")
    match place:
        case "path":
            return True, None
        case "body" if not name:
            return True, None
        case "body":
            model = (
                models.get(operation.body.type.name)
                if operation.body and isinstance(operation.body.type, Named)
                else None
            )
            fields = model.fields if model else ()
            return any(field.name == name and field.required for field in fields), None
        case "query" if name:
            return any(parameter.name == name and parameter.required for parameter in operation.parameters), None
        case "argument":
            arguments = operation.composite.arguments if operation.composite else ()
            for argument in arguments:
                if argument.name == name:
                    return argument.required, argument.default
            return False, None
        case "chunked" | "list_all":
            return False, False
        case _:
            return False, None
