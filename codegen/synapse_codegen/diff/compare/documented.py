"""Compare documented methods, and the documented client itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.ir.operations import DocumentedArgument
from synapse_codegen.ir.service import Mixin

from .calls import documented_call
from .children import Children, old_names
from .matching import is_shifted
from .scope import Attributes, changed, compare_attributes, compare_names, docs, ignored, replaced

if TYPE_CHECKING:
    from synapse_codegen.ir.operations import Documented, Operation
    from synapse_codegen.ir.service import DocumentedFace, Service

    from .scope import Scope

BY_PARENT: Final = ignored("who has the list compares names")


# Methods ---------------------------------------------------------------------------------


def _names(scope: Scope, old: Documented, new: Documented) -> None:
    was = old.was, new.was
    compare_names(scope, ("method", "method"), new, (old.names, new.names), documented_call, was)


def _aliases(scope: Scope, old: Documented, new: Documented) -> None:
    if old.method == new.method:  # else the comparison of the methods has seen them
        _names(scope, old, new)


def _add(scope: Scope, argument: DocumentedArgument) -> None:
    rule = "required-documented-argument-added" if argument.required else "documented-argument-added"
    scope.report(rule, argument, new=argument.name)


def _rename(scope: Scope, old: DocumentedArgument, new: DocumentedArgument) -> None:
    documented = scope.operations[1].documented if scope.operations else None
    method = documented.method if documented else ""
    nouns = "documented-argument", "documented-argument-alias"
    was = old.was, new.was
    compare_names(scope, nouns, new, (old.names, new.names), lambda name: documented_call(method, f"{name}=…"), was)


def _required(scope: Scope, _old: DocumentedArgument, new: DocumentedArgument) -> None:
    scope.report(f"documented-argument-{'required' if new.required else 'optional'}", new)


ARGUMENT: Final[Attributes] = {
    "name": BY_PARENT,
    "aliases": BY_PARENT,
    "was": old_names(lambda argument: argument.names),
    "target": changed("documented-argument-retargeted", "target"),
    "required": _required,
    "default": changed("documented-default-changed", "default"),
}

ARGUMENTS: Final = Children[DocumentedArgument](
    noun="documented arguments",
    keys=(lambda argument: argument.name, lambda argument: argument.target),
    name=lambda argument: argument.name,
    was=lambda argument: argument.was,
    renamed=_rename,
    added=_add,
    removed=lambda scope, argument: scope.report("documented-argument-removed", old=argument.name),
    table=ARGUMENT,
)


def _mixin(scope: Scope, old: Documented, new: Documented) -> None:
    if scope.specs.mixins.get(old.mixin) != new.mixin:  # else it is a rename, and reported as one
        scope.report("method-moved", new, old=old.mixin, new=new.mixin, key="mixin")


def _arguments(scope: Scope, old: Documented, new: Documented) -> None:
    matched = ARGUMENTS.compare(scope, old.arguments, new.arguments)
    if is_shifted(old.arguments, new.arguments, matched.pairs):
        scope.report("documented-arguments-shifted", new, key="arguments")


DOCUMENTED: Final[Attributes] = {
    "method": _names,
    "aliases": _aliases,
    "was": old_names(lambda documented: documented.names),
    "mixin": _mixin,
    "returns": changed("returns-changed", "returns"),
    "arguments": _arguments,
}


def compare_documented(scope: Scope, old: Operation, new: Operation) -> None:
    """Compare the documented methods of an operation."""
    if old.documented and new.documented:
        compare_attributes(scope, DOCUMENTED, old.documented, new.documented)
        return
    for name in old.documented.names if old.documented else ():
        scope.report("method-removed", old=name, migrations=[(documented_call(name), "")])
    for name in new.documented.names if new.documented else ():
        scope.report("method-added", new.documented, new=name)


# The client ------------------------------------------------------------------------------

MIXIN: Final[Attributes] = {
    "name": BY_PARENT,
    "class_name": changed("documented-class-renamed", "class_name"),
    "module": ignored("the module of the face, and the name"),
    "doc": docs,
}

MIXINS: Final = Children[Mixin](
    noun="mixins",
    subject="mixin {name}",
    keys=(lambda mixin: mixin.name, lambda mixin: mixin.class_name),
    name=lambda mixin: mixin.name,
    renamed=lambda scope, old, new: (
        scope.report("mixin-renamed", new, old=old.name, new=new.name) if old.name != new.name else None
    ),
    added=lambda scope, mixin: scope.report("mixin-added", mixin, new=mixin.class_name),
    removed=lambda scope, mixin: scope.report("mixin-removed", old=mixin.class_name),
    doc=lambda mixin: mixin.doc.en,
    table=MIXIN,
)


def _enums(scope: Scope, old: DocumentedFace, new: DocumentedFace) -> None:
    before = [scope.specs.renamed.get(enum.name, enum.name) for enum in old.enums]
    after = [enum.name for enum in new.enums]
    for name in before:
        if name not in after:
            scope.report("documented-enum-removed", old=name)
    for enum in new.enums:
        if enum.name not in before:
            scope.report("documented-enum-added", enum, new=enum.name)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        scope.report("order-changed", name="exported enums")


FACE: Final[Attributes] = {
    "module": changed("documented-module-moved", "module"),
    "class_name": changed("documented-class-renamed", "class_name"),
    "mixins": lambda scope, old, new: MIXINS.compare(scope, old.mixins, new.mixins),
    "errors_module": replaced("documented-module", "documented-module-moved", "errors_module"),
    "enums_module": replaced("documented-module", "documented-module-moved", "enums_module"),
    "enums": _enums,
    "doc": docs,
}


def compare_faces(scope: Scope, old: Service, new: Service) -> None:
    """Compare the documented clients of a service."""
    before, after = old.documented, new.documented
    if before and after:
        compare_attributes(scope.enter(after, "documented"), FACE, before, after)
    else:
        scope.report(f"documented-face-{'added' if after else 'removed'}", after)
