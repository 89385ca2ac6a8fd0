"""Views of the dicts that documented methods take: one `TypedDict` for each `params`, and for each model in `data`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.ir.declared import Doc, Named, Nullable
from synapse_codegen.naming import class_name, is_name
from synapse_codegen.python.annotations import DICT_VALUE, Annotations
from synapse_codegen.python.docstrings import STEP, prose, summary
from synapse_codegen.python.imports import Imports
from synapse_codegen.type_parser import SCALAR_TYPES

from .package import ModuleView, Package, RenamedView, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import Operation, Parameter
    from synapse_codegen.ir.service import DocumentedFace

MODULE: Final = "arguments"
"""Name of the module, beside the documented client."""


class Key(NamedTuple):
    """One key of a dict, as the spec has it."""

    name: str
    type: TypeRef
    required: bool
    doc: Doc | None


class KeyView(NamedTuple):
    """One key of a dict. What is empty is not printed."""

    name: str
    annotation: str
    doc: str


class DictView(NamedTuple):
    """A `TypedDict`."""

    name: str
    doc: str
    keys: tuple[KeyView, ...]


@frozen(kw_only=True, eq=False, repr=False)
class ArgumentDictsView(ModuleView):
    """The module with the dicts."""

    typed_dict: str
    """By what name `TypedDict` is known there."""
    dicts: tuple[DictView, ...]
    renamed: tuple[RenamedView, ...]
    """Old names of dicts, which warn."""
    type_alias: str
    type_checking: str
    lazy_exports: str
    """By what names those that old names need are known there."""


def params_name(package: Package, operation: Operation) -> str:
    """Name the dict of a documented method's `params`; "" if it has none."""
    documented = operation.documented
    keys = [*_params(package, operation)] if _takes(operation, "query") else []
    return f"{class_name(documented.method)}Params" if documented and _is_class(keys) else ""


def body_name(package: Package, operation: Operation) -> str:
    """Name the dict of a documented method's `data`, or of its items; "" if it has none."""
    type = operation.body.type if operation.body else None
    keys = [*_fields(package, operation)] if _takes(operation, "body") else []
    return f"{type.name}Dict" if isinstance(type, Named) and _is_class(keys) else ""


def argument_dicts_view(package: Package, face: DocumentedFace) -> ArgumentDictsView | None:
    """View the module with the dicts of all documented methods; None if there are none."""
    resources = [
        resource
        for resource in package.service.resources
        if any(operation.documented for operation in resource.operations)
    ]
    operations = [operation for resource in resources for operation in resource.operations if operation.documented]
    # A key hides what has its name from the annotations after it.
    keys = {
        key.name for operation in operations for key in (*_params(package, operation), *_fields(package, operation))
    }
    imports = Imports(package.service.package, keys)
    annotations = Annotations(imports, package.definitions)
    dicts: dict[str, DictView] = {}
    for operation in operations:
        if operation.documented and (name := params_name(package, operation)):
            text = f"Query arguments of `{operation.documented.method}`."
            dicts[name] = DictView(name, prose(STEP, text), (*_views(_params(package, operation), annotations),))
        if operation.body and (name := body_name(package, operation)):
            text = package.describe(operation.body.type) or f"The dict of `{name.removesuffix('Dict')}`."
            dicts[name] = DictView(name, prose(STEP, text), (*_views(_fields(package, operation), annotations),))
    if not dicts:
        return None
    renamed = tuple(_renamed(package, operations))
    return ArgumentDictsView(
        path=package.path(f"{face.module}.{MODULE}"),
        template="argument_dicts.py.jinja",
        source=sources((package.service.file, *(resource.file for resource in resources))),
        doc=f"The dicts that methods of `{face.class_name}` take, for annotations. Any other mapping works, too.",
        typed_dict=imports.use("typing", "TypedDict"),
        dicts=tuple(dicts.values()),
        renamed=renamed,
        type_alias=imports.use("typing", "TypeAlias") if renamed else "",
        type_checking=imports.use("typing", "TYPE_CHECKING") if renamed else "",
        lazy_exports=imports.runtime("lazy_exports") if renamed else "",
        imports=imports.view(),
    )


def _renamed(package: Package, operations: Iterable[Operation]) -> Iterator[RenamedView]:
    """Yield the old names of dicts: those of the methods, and of the models."""
    bodies: dict[str, RenamedView] = {}
    for operation in operations:
        documented, model = operation.documented, package.model(operation.body.type) if operation.body else None
        if documented and (name := params_name(package, operation)):
            yield from (RenamedView(f"{class_name(old)}Params", name) for old in documented.was)
        if model and (name := body_name(package, operation)):
            bodies |= {f"{old}Dict": RenamedView(f"{old}Dict", name) for old in model.was}
    yield from bodies.values()


def _takes(operation: Operation, place: str) -> bool:
    arguments = operation.documented.arguments if operation.documented else ()
    return any(argument.target == place for argument in arguments)


def _is_class(keys: list[Key]) -> bool:
    """Tell whether a class can have these keys as attributes."""
    return bool(keys) and all(is_name(key.name) for key in keys)


def _params(package: Package, operation: Operation) -> Iterator[Key]:
    for parameter in operation.parameters:
        if parameter.location == "query" and not parameter.has_const:
            yield Key(parameter.name, Nullable(parameter.type), parameter.required, parameter.doc)  # None is left out
            yield from _old_keys(parameter, Nullable(parameter.type))
    known = {"", *(parameter.name for parameter in operation.parameters)}
    paginations = {pagination.name: pagination for pagination in package.service.paginations}
    if pagination := paginations.get(operation.pagination):
        names = [name for name in (pagination.page, pagination.size) if name not in known]
        yield from (Key(name, Nullable(SCALAR_TYPES["int"]), required=False, doc=None) for name in names)


def _fields(package: Package, operation: Operation) -> Iterator[Key]:
    for field in package.body_arguments(operation):
        yield Key(field.name, field.type, field.required, field.doc)
        yield from _old_keys(field, field.type)


def _old_keys(part: Parameter | Field, type: TypeRef) -> Iterator[Key]:
    for old in part.was:
        if old != part.name:
            yield Key(old, type, required=False, doc=Doc(f"Old name of `{part.name}`."))


def _views(keys: Iterator[Key], annotations: Annotations) -> Iterator[KeyView]:
    for key in keys:
        annotation = annotations.write(key.type, DICT_VALUE)
        if key.required:
            annotation = f"{annotations.imports.mention('typing', 'Required')}[{annotation}]"
        yield KeyView(key.name, annotation, prose(STEP, summary(key.doc, key.name)) if key.doc and key.doc.en else "")
