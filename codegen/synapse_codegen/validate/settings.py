"""Rules about the settings of composite operations. `recipes` says which a recipe has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen import schema
from synapse_codegen.diagnostics import Diagnostics, did_you_mean
from synapse_codegen.nodes import MappingNode
from synapse_codegen.recipes import RECIPES, ArgumentName
from synapse_codegen.schema import MappingOf

from .symbols import Violation, operations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir import Composite
    from synapse_codegen.recipes import Recipe, Step

    from .symbols import SymbolTable


def composite_settings(symbols: SymbolTable) -> Iterator[Violation]:
    """A composite has the settings of its recipe, and no others."""
    for operation in operations_of(symbols.service):
        composite = operation.composite
        if composite is None:
            continue
        recipe = RECIPES[composite.kind]
        node = composite.settings
        assert isinstance(node, MappingNode)
        diagnostics = Diagnostics()
        settings = schema.check_mapping(node, recipe.settings_schema, diagnostics, composite.source.position)
        for diagnostic in diagnostics:
            yield Violation(diagnostic.location, diagnostic.message, diagnostic.hint)
        for name, location in _argument_names(settings, recipe):
            yield from _check_argument(composite, name, location)
        for role, step in recipe.steps.items():
            if step.recipe:
                yield from _check_step(composite, role, step, symbols)


def _argument_names(settings: MappingNode, recipe: Recipe) -> Iterator[tuple[str, SourceLocation]]:
    """Yield each name of an argument in the settings, with its location."""
    for name, value in settings.items():
        kind = recipe.settings[name]
        if isinstance(kind, ArgumentName):
            yield settings.string(name), settings.location_of(name)
        elif isinstance(kind, MappingOf) and isinstance(kind.names, ArgumentName):
            assert isinstance(value, MappingNode)
            for key in value:
                yield key, value.location_of_key(key)


def _check_argument(composite: Composite, name: str, location: SourceLocation) -> Iterator[Violation]:
    arguments = [argument.name for argument in composite.arguments]
    if name not in arguments:
        hint = did_you_mean(name, arguments) or "declare it under `arguments`"
        yield Violation(location, f"there is no argument `{name}`", hint)


def _check_step(composite: Composite, role: str, step: Step, symbols: SymbolTable) -> Iterator[Violation]:
    """Check a step whose operation must be a composite too."""
    operation = symbols.operations.get(dict(composite.steps).get(role, ""))
    if operation is None:
        return  # another rule reports it
    inner = operation.composite
    if inner is None or inner.kind != step.recipe:
        message = f"`{operation.name}` is not a `{step.recipe}`"
        yield Violation(composite.at(role), message, f"name an operation with `composite: {step.recipe}`")
        return
    for inner_setting, setting in step.lists.items():
        name, listed = composite.settings.get(setting), inner.settings.get(inner_setting)
        if isinstance(name, str) and not (isinstance(listed, MappingNode) and name in listed):
            message = f"`{operation.name}` must have `{name}` under `{inner_setting}`: it is the `{setting}` here"
            yield Violation(composite.at(role), message, f"add it to the settings of `{operation.name}`")
