"""Compare resources, and what they declare: models and operations may move from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, frozen

from synapse_codegen.ir.models import Enum, Model
from synapse_codegen.naming import field_name
from synapse_codegen.type_parser import format_type

from .calls import documented_call, typed_call
from .children import LINKED, SIMILAR, are_linked, explain_removal, soften
from .documented import compare_documented
from .matching import match, similarity
from .models import NOUNS, Declaration, compare_declarations
from .operations import OPERATION
from .scope import Attributes, compare_attributes, docs, ignored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Resource, Service

    from .matching import Matched
    from .scope import Scope

T = TypeVar("T")

_ELSEWHERE: Final = ignored("compared across resources: it may move")

RESOURCE: Final[Attributes] = {
    "name": ignored("compared with what became of the resource"),
    "file": ignored("only comments of the emitted package name it"),
    "models": _ELSEWHERE,
    "enums": _ELSEWHERE,
    "operations": _ELSEWHERE,
    "doc": docs,
}
_OPERATION: Final[Attributes] = {**OPERATION, "documented": compare_documented}


# What became of what ---------------------------------------------------------------------


def match_resources(old: Service, new: Service) -> Matched[Resource]:
    """Match resources by name, then by their requests, then by how many of these both have."""

    def resembles(before: Resource, after: Resource) -> float:
        share = _overlap(*({_request(operation) for operation in resource.operations} for resource in (before, after)))
        return share if share >= SIMILAR else 0

    return match(old.resources, new.resources, (_name, _requests), resembles)


def match_declarations(old: Service, new: Service) -> Matched[Declaration]:
    """Match models, unions and enums by name, then by what they hold."""

    def resembles(before: Declaration, after: Declaration) -> float:
        if type(before) is not type(after):
            return 0
        if are_linked((before.name, before.was), (after.name, after.was)):
            return LINKED
        share = _overlap(set(_contents(before)[1:]), set(_contents(after)[1:]))
        is_documented_alike = before.doc.en and before.doc == after.doc
        return 1 + share if is_documented_alike else share if share >= SIMILAR else 0

    return match(_declarations(old), _declarations(new), (_name, _contents), resembles)


def match_operations(old: Service, new: Service) -> Matched[Operation]:
    """Match operations by name, then by their requests, then by their old names and their documentation."""

    def resembles(before: Operation, after: Operation) -> float:
        if are_linked(*((operation.name, _old_names(operation)) for operation in (before, after))):
            return LINKED
        is_documented_alike = before.doc.en and before.doc == after.doc and before.method == after.method
        return 1 + similarity(before.verb, after.verb) if is_documented_alike else 0

    return match(_operations(old), _operations(new), (_name, _request), resembles)


def _old_names(operation: Operation) -> list[str]:
    """Return the old names of an operation: its resource, and an old verb."""
    return [f"{operation.name.removesuffix(operation.verb)}{verb}" for verb in operation.was]


def _name(part: Declaration | Operation | Resource) -> str:
    return part.name


def _declarations(service: Service) -> list[Declaration]:
    return [declaration for resource in service.resources for declaration in (*resource.models, *resource.enums)]


def _operations(service: Service) -> list[Operation]:
    return [operation for resource in service.resources for operation in resource.operations]


def _request(operation: Operation) -> tuple[str, str] | None:
    """Return the route of an operation, if no other has it; a composite has none."""
    return (operation.method, operation.path) if operation.method and not operation.form_of else None


def _requests(resource: Resource) -> frozenset[tuple[str, str]] | None:
    """Return the routes of a resource; None if it has none."""
    return frozenset(route for operation in resource.operations if (route := _request(operation))) or None


def _contents(declaration: Declaration) -> tuple[object, ...]:
    """Return what a model, union or enum is and holds, without its documentation."""
    if isinstance(declaration, Model):
        return "model", *(field.name for field in declaration.fields)
    if isinstance(declaration, Enum):
        return "enum", *(value.value for value in declaration.values)
    return "union", *(value for value, _ in declaration.variants), *map(format_type, declaration.options)


def _overlap(first: set[Any], second: set[Any]) -> float:
    """Return which share of two sets both have."""
    return len(first & second) / (len(first | second) or 1)


# Comparison ------------------------------------------------------------------------------


@frozen(kw_only=True)
class Homes:
    """In which resource everything is declared."""

    old: Mapping[str, Resource]
    new: Mapping[str, Resource]
    """Each name of a model, union, enum or operation to its resource."""
    became: Mapping[str, Resource]
    """What became of the old resources that are left."""
    removed: frozenset[str]
    added: frozenset[str]
    """Resources that came or went as a whole: one finding says so for all they hold."""


def find_homes(old: Service, new: Service, resources: Matched[Resource]) -> Homes:
    """Find in which resource everything is declared."""
    return Homes(
        old={part.name: resource for resource in old.resources for part in _parts(resource)},
        new={part.name: resource for resource in new.resources for part in _parts(resource)},
        became={before.name: after for before, after in resources.pairs},
        removed=frozenset(resource.name for resource in resources.removed),
        added=frozenset(resource.name for resource in resources.added),
    )


def _parts(resource: Resource) -> Iterable[Declaration | Operation]:
    return (*resource.models, *resource.enums, *resource.operations)


def compare_resources(
    scope: Scope, resources: Matched[Resource], declarations: Matched[Declaration], operations: Matched[Operation]
) -> None:
    """Compare resources, and what they declare."""
    specs = scope.specs
    homes = find_homes(specs.old, specs.new, resources)
    removed = {operation.name for operation in operations.removed}
    for resource in resources.removed:
        gone = [operation for operation in resource.operations if operation.name in removed]
        calls = [call for operation in gone for call in _lost_calls(scope, operation)]
        scope.report("resource-removed", old=resource.name, migrations=calls)
    for resource in resources.added:
        scope.report("resource-added", resource, new=resource.name)
    for old, new in resources.pairs:
        inside = scope.enter(new, new.name)
        if old.name != new.name:
            client = field_name(specs.new.sync_client)
            calls = [(f"{client}.{old.name}", f"{client}.{new.name}")]
            scope.enter(new, "service").report("resource-renamed", old=old.name, new=new.name, migrations=calls)
        if old != new:
            compare_attributes(inside, RESOURCE, old, new)
    _compare_declarations(scope, homes, declarations)
    _compare_operations(scope, homes, operations)
    partners = declarations.partners | operations.partners
    for old, new in resources.pairs:
        _compare_order(scope, new, "models", old.models, new.models, partners)
        _compare_order(scope, new, "enums", old.enums, new.enums, partners)
        _compare_order(scope, new, "operations", old.operations, new.operations, partners)


def _compare_declarations(scope: Scope, homes: Homes, matched: Matched[Declaration]) -> None:
    for declaration in matched.removed:
        home = homes.old[declaration.name]
        if home.name not in homes.removed:
            resource = homes.became[home.name]
            noun = NOUNS[type(declaration)]
            scope.enter(resource, resource.name).report(
                "model-removed", old=declaration.name, name=noun, hint=explain_removal(scope, declaration)
            )
    for declaration in matched.added:
        home = homes.new[declaration.name]
        if home.name not in homes.added:
            noun = NOUNS[type(declaration)]
            scope.enter(home, home.name).report("model-added", declaration, new=declaration.name, name=noun)
    for old, new in matched.pairs:
        before, after = homes.old[old.name], homes.new[new.name]
        if homes.became.get(before.name) is not after:
            scope.enter(new, new.name).report("model-moved", old=before.name, new=after.name)
        if old != new:
            compare_declarations(scope, old, new)


def _compare_operations(scope: Scope, homes: Homes, matched: Matched[Operation]) -> None:
    specs = scope.specs
    for operation in matched.removed:
        home = homes.old[operation.name]
        if home.name not in homes.removed:
            inside = scope.enter(homes.became[home.name], operation.name)
            hint = explain_removal(scope, operation)
            inside.report(f"{_noun(operation)}-removed", hint=hint, migrations=_lost_calls(scope, operation))
    for operation in matched.added:
        if homes.new[operation.name].name not in homes.added:
            scope.enter(operation, operation.name).report(f"{_noun(operation)}-added")
    for old, new in matched.pairs:
        now = homes.became.get(homes.old[old.name].name)
        if now is not homes.new[new.name] or old.verb != new.verb:
            is_called = old.typed and new.typed
            rule = "step-renamed"
            if is_called:
                rule = soften("operation-renamed", (old.name,), _old_names(new))
            calls = [(typed_call(specs.old, old), typed_call(specs.new, new))] if is_called else []
            scope.enter(new, old.name).report(rule, new=new.name, migrations=calls)
        if old != new:
            _compare_operation(scope, old, new)


def _compare_operation(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare an operation with what became of it."""
    hits = scope.hits
    if not (old.typed and new.typed):
        hits -= {"python", "types"}
    if not (old.documented and new.documented):
        hits -= {"documented"}
    inside = evolve(scope.enter(new, new.name), hits=hits, operations=(old, new))
    compare_attributes(inside, _OPERATION, old, new)


def _noun(operation: Operation) -> str:
    """Return what rules call an operation: users call it, or it is a step of others."""
    return "operation" if operation.typed or operation.documented else "step"


def _lost_calls(scope: Scope, operation: Operation) -> list[tuple[str, str]]:
    """Return the calls of an operation that is gone."""
    names = operation.documented.names if operation.documented else ()
    typed = [typed_call(scope.specs.old, operation)] if operation.typed else []
    return [(call, "") for call in (*typed, *map(documented_call, names))]


def _compare_order(
    scope: Scope, resource: Resource, noun: str, old: Sequence[T], new: Sequence[T], partners: Mapping[int, int]
) -> None:
    """Report another order of what a resource holds."""
    positions = {id(declaration): index for index, declaration in enumerate(old)}
    kept = [positions[partner] for part in new if (partner := partners.get(id(part))) in positions]
    if kept != sorted(kept):
        scope.enter(resource, resource.name).report("order-changed", name=noun)
