"""Views of models, enums and unions."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from synapse_codegen.annotations import OUTPUT, Annotations, union_with
from synapse_codegen.docstrings import STEP, entry, note, prose, summary
from synapse_codegen.imports import Imports
from synapse_codegen.ir import Enum, EnumValue, Field, Model, Resource, UnionModel
from synapse_codegen.naming import alias_name, variants_name
from synapse_codegen.type_parser import format_type

from .methods import DocEntry
from .package import ModuleView, Package, offered_names

OPEN = "The backend may add values: one that is not known here stays a plain string."


class EnumValueView(NamedTuple):
    """One value of an enum."""

    name: str
    value: str
    doc: str


class EnumView(NamedTuple):
    """An enum, and the alias of what callers may pass for it."""

    name: str
    parent: str
    doc: str
    values: tuple[EnumValueView, ...]
    alias: str
    alias_doc: str


class FieldView(NamedTuple):
    """A field of a model. What is empty is not printed."""

    name: str
    annotation: str
    declaration: str
    """The function that declares it."""
    type: str
    default: str
    wire: str
    file_urls: bool
    secret: bool


class ModelView(NamedTuple):
    """An attrs class."""

    name: str
    decorator: str
    parent: str
    doc: str
    docs: tuple[DocEntry, ...]
    fields: tuple[FieldView, ...]


class VariantView(NamedTuple):
    """One model of a union, and the value that tells it apart."""

    value: str
    model: str


class UnionView(NamedTuple):
    """The alias of a union, and what tells its models apart."""

    name: str
    models: str
    doc: str
    variants_class: str
    variants_name: str
    discriminator: str
    variants: tuple[VariantView, ...]


@frozen(kw_only=True)
class ModelsView(ModuleView):
    """A models module."""

    literal: str
    """By what name `Literal` is known there."""
    type_alias: str
    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]
    unions: tuple[UnionView, ...]


def models_view(package: Package, resource: Resource) -> ModelsView:
    """View the models of one resource."""
    models = [model for model in resource.models if isinstance(model, Model)]
    unions = [model for model in resource.models if isinstance(model, UnionModel)]
    # A field hides what has its name from the annotations after it. `model` stands outside the classes.
    names = {field.python_name for model in models for field in model.fields} - {"model"}
    imports = Imports(package.service.package, {*names, *offered_names(resource)})
    annotations = Annotations(imports, package.definitions, package.models_module(resource))
    return ModelsView(
        path=package.path(f"models.{resource.name}"),
        template="models.py.jinja",
        source=resource.file,
        doc=f"Models of {resource.name}.",
        literal=imports.use("typing", "Literal") if resource.enums else "",
        type_alias=imports.use("typing", "TypeAlias") if resource.enums or unions else "",
        enums=tuple(_enum(enum, imports) for enum in resource.enums),
        models=tuple(_model(model, annotations) for model in models),
        unions=tuple(_union(union, annotations) for union in unions),
        imports=imports.view(),
    )


def _enum(enum: Enum, imports: Imports) -> EnumView:
    return EnumView(
        name=enum.name,
        parent=imports.use("enum", "StrEnum"),
        doc=prose(STEP, summary(enum.doc, f"Values of `{enum.name}`."), OPEN),
        values=tuple(map(_enum_value, enum.values)),
        alias=alias_name(enum.name),
        alias_doc=f"What callers may pass for `{enum.name}`.",
    )


def _enum_value(value: EnumValue) -> EnumValueView:
    doc = prose(STEP, summary(value.doc, value.value)) if value.doc.en else ""
    return EnumValueView(value.python_name, repr(value.value), doc)


def _model(model: Model, annotations: Annotations) -> ModelView:
    imports = annotations.imports
    docs = {field.python_name: note(field.doc, f"Field `{field.name}`.") for field in model.fields}
    return ModelView(
        name=model.name,
        decorator=imports.runtime("model"),
        parent=imports.runtime("Model"),
        doc=prose(STEP, summary(model.doc, f"A `{model.name}`.")),
        docs=tuple(DocEntry(name, entry(2 * STEP, name, text)) for name, text in docs.items()),
        fields=tuple(_field(field, annotations) for field in model.fields),
    )


def _field(field: Field, annotations: Annotations) -> FieldView:
    imports = annotations.imports
    annotation, default = annotations.write(field.type, OUTPUT), ""
    if field.has_default:
        default = repr(field.default)
    elif not field.required:
        annotation = union_with(annotation, imports.mention_runtime("Unset"))
        default = imports.runtime("UNSET")
    return FieldView(
        name=field.python_name,
        annotation=annotation,
        declaration=imports.runtime("field" if default else "required"),
        type=format_type(field.type),
        default=default,
        wire=repr(field.name) if field.name != field.python_name else "",
        file_urls=field.file_urls,
        secret=field.secret,
    )


def _union(union: UnionModel, annotations: Annotations) -> UnionView:
    return UnionView(
        name=union.name,
        models=" | ".join(dict.fromkeys(annotations.write(model, OUTPUT) for _, model in union.variants)),
        doc=prose(0, summary(union.doc, f"A `{union.name}`."), f"Told apart by `{union.discriminator}`."),
        variants_class=annotations.imports.runtime("Discriminator"),
        variants_name=variants_name(union.name),
        discriminator=repr(union.discriminator),
        variants=tuple(VariantView(repr(value), model.name) for value, model in union.variants),
    )
