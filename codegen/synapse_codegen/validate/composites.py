"""Rules about operations that are made of others. `grammar.recipes` says which steps and settings a recipe has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.diagnostics import Diagnostics, did_you_mean, nearest
from synapse_codegen.grammar import schema
from synapse_codegen.grammar.recipes import CHUNKED_UPLOAD, RECIPES, ArgumentName
from synapse_codegen.source.nodes import MappingNode
from synapse_codegen.type_parser import SCALAR_TYPES, format_type

from .symbols import Violation, operations_of, strip_nullable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.grammar.recipes import Recipe, Step
    from synapse_codegen.ir.operations import ChunkedField, Composite, Operation

    from .symbols import SymbolTable


def composite_steps(symbols: SymbolTable) -> Iterator[Violation]:
    """A composite names an operation for each step of its recipe."""
    for operation in operations_of(symbols.service):
        composite = operation.composite
        if composite is None:
            continue
        known = RECIPES[composite.kind].steps
        steps = dict(composite.steps)
        misspelled = {nearest(role, known) for role in steps if role not in known}
        for role in known:
            if role not in steps and role not in misspelled:
                message = f"the step `{role}` of `{composite.kind}` is missing"
                yield Violation(composite.source, message, f"write `{role}: <resource>.<verb>` under `steps`")
        for role in steps:
            if role not in known:
                hint = did_you_mean(role, known) or f"its steps are {', '.join(known)}"
                yield Violation(composite.at(role), f"`{composite.kind}` has no step `{role}`", hint)


def unknown_operation(symbols: SymbolTable) -> Iterator[Violation]:
    """An operation that another one names exists."""
    for operation in operations_of(symbols.service):
        if composite := operation.composite:
            for role, name in composite.steps:
                if name not in symbols.operations and not symbols.is_unread(name):
                    hint = _suggest_operation(name, symbols)
                    yield Violation(composite.at(role), f"there is no operation `{name}`", hint, name)
        chunked = operation.chunked
        if chunked and chunked.operation not in symbols.operations and not symbols.is_unread(chunked.operation):
            hint = _suggest_operation(chunked.operation, symbols)
            name = chunked.operation
            yield Violation(chunked.at("operation"), f"there is no operation `{name}`", hint, name)


def _suggest_operation(name: str, symbols: SymbolTable) -> str:
    return did_you_mean(name, symbols.operations) or "write `<resource>.<verb>`"


def chunked_field(symbols: SymbolTable) -> Iterator[Violation]:
    """A chunked field is a file of the body, and a chunked upload sends it."""
    for operation in operations_of(symbols.service):
        if operation.chunked:
            yield from _check_chunked(operation, operation.chunked, symbols)


def _check_chunked(operation: Operation, chunked: ChunkedField, symbols: SymbolTable) -> Iterator[Violation]:
    if operation.body and operation.body.can_be_batch:
        message = f"a list of bodies cannot have `chunked`: one file is sent ahead, and `{chunked.field}` has many"
        yield Violation(operation.body.at("batch"), message, "drop `batch`, or drop `chunked`")
    fields = {field.name: field for field in symbols.body_fields(operation)}
    field = fields.get(chunked.field)
    if field is None:
        hint = did_you_mean(chunked.field, fields) or "name a field of the body"
        yield Violation(chunked.at("field"), f"the body has no field `{chunked.field}`", hint)
    elif strip_nullable(field.type) != SCALAR_TYPES["file"]:
        message = f"`{chunked.field}` is `{format_type(field.type)}`, not a file"
        yield Violation(chunked.at("field"), message, "make its type `file`, or name another field")
    upload = symbols.operations.get(chunked.operation)
    if upload and not (upload.composite and upload.composite.kind == CHUNKED_UPLOAD):
        message = f"`{chunked.operation}` is not a chunked upload"
        yield Violation(chunked.at("operation"), message, f"name an operation with `composite: {CHUNKED_UPLOAD}`")


def unused_operation(symbols: SymbolTable) -> Iterator[Violation]:
    """An operation that is not on the typed face is documented, or a step of another one."""
    operations = list(operations_of(symbols.service))
    steps = {name for operation in operations if operation.composite for _, name in operation.composite.steps}
    steps |= {operation.chunked.operation for operation in operations if operation.chunked}
    for operation in operations:
        if not operation.typed and not operation.documented and operation.name not in steps:
            hint = "drop `typed: false`, or make it a step of a composite"
            yield Violation(operation.source, f"nothing calls `{operation.name}`", hint)


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
            yield from _check_argument_name(composite, name, location)
        for role, step in recipe.steps.items():
            if step.recipe:
                yield from _check_inner_step(composite, role, step, symbols)


def _argument_names(settings: MappingNode, recipe: Recipe) -> Iterator[tuple[str, SourceLocation]]:
    """Yield each name of an argument in the settings, with its location."""
    for name, value in settings.items():
        kind = recipe.settings[name]
        if isinstance(kind, ArgumentName):
            yield settings.string(name), settings.location_of(name)
        elif isinstance(kind, schema.MappingOf) and isinstance(kind.names, ArgumentName):
            assert isinstance(value, MappingNode)
            for key in value:
                yield key, value.location_of_key(key)


def _check_argument_name(composite: Composite, name: str, location: SourceLocation) -> Iterator[Violation]:
    arguments = [argument.name for argument in composite.arguments]
    if name not in arguments:
        hint = did_you_mean(name, arguments) or "declare it under `arguments`"
        yield Violation(location, f"there is no argument `{name}`", hint)


def _check_inner_step(composite: Composite, role: str, step: Step, symbols: SymbolTable) -> Iterator[Violation]:
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
