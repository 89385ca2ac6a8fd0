"""Rules of style and upkeep: a spec that breaks one still works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.ir.models import Model

from .symbols import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir.declared import Described, Evolving
    from synapse_codegen.ir.operations import CompositeArgument, Parameter
    from synapse_codegen.ir.service import Service

    from .symbols import SymbolTable


def missing_doc(symbols: SymbolTable) -> Iterator[Violation]:
    """Everything that callers see has documentation."""
    for owner, name, part in _described_parts(symbols.service):
        if not part.doc.en:
            yield Violation(part.source, f"`{name}` has no documentation", "write one sentence: `doc: …`", owner)


def removal_due(symbols: SymbolTable) -> Iterator[Violation]:
    """What is deprecated goes in the version that the deprecation names."""
    for part, name, version in find_due(symbols.service):
        message = f"`{name}` was to be gone in {version}, and the version is {symbols.service.version}"
        yield Violation(part.at("deprecated"), message, "delete it, or give it more time: raise `removed_in`")


def find_due(service: Service) -> Iterator[tuple[Evolving, str, str]]:
    """Yield what should be gone by now: each part, its name, and the version in which it was to go."""
    for siblings in service.evolving_parts():
        for name, part in siblings.parts:
            if part.deprecated and part.deprecated.is_due(service.version):
                yield part, siblings.owner + name, part.deprecated.removed_in


def _described_parts(service: Service) -> Iterator[tuple[str, str, Described]]:
    """Yield everything that callers see, each with what it belongs to and a name for messages."""
    for credential in service.credentials:
        yield "", credential.name, credential
    yield from (("", query.name, query) for query in service.query)
    yield from (("", header.name, header) for header in service.headers)
    yield from (("", server.name, server) for server in service.servers)
    for resource in service.resources:
        yield "", resource.name, resource
        for enum in resource.enums:
            yield "", enum.name, enum
            yield from ((enum.name, f"{enum.name}.{value.value}", value) for value in enum.values)
        for model in resource.models:
            yield "", model.name, model
            fields = model.fields if isinstance(model, Model) else ()
            yield from ((model.name, f"{model.name}.{field.name}", field) for field in fields)
        for operation in resource.operations:
            yield "", operation.name, operation
            arguments: list[Parameter | CompositeArgument] = [*operation.parameters, *operation.composite_arguments]
            for argument in arguments:
                yield operation.name, f"{operation.name}.{argument.name}", argument
