"""Views of models, enums and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel
from synapse_codegen.naming import alias_name
from synapse_codegen.python.annotations import HELD, OUTPUT, AnnotationContext, Annotations, union_with
from synapse_codegen.python.docstrings import STEP, prose, summary
from synapse_codegen.python.imports import Imports

from .package import ModuleView, Package, offered_names

if TYPE_CHECKING:
    from synapse_codegen.ir.service import Resource

OPEN = "The backend may add values: one that is not known here is a string, an `UnknownValue`."


class EnumValueView(NamedTuple):
    """One value of an enum."""

    name: str
    value: str
    doc: str


class SpellingView(NamedTuple):
    """Another spelling of a value."""

    alias: str
    value: str


class EnumView(NamedTuple):
    """An enum, and the alias of what callers may pass for it."""

    name: str
    parent: str
    doc: str
    values: tuple[EnumValueView, ...]
    aliases: tuple[SpellingView, ...]
    spellings: tuple[str, ...]
    alias: str
    alias_doc: str


class FieldView(NamedTuple):
    """A field of a model. What is empty is not printed."""

    name: str
    annotation: str
    default: str
    doc: str


class ModelView(NamedTuple):
    """An attrs class."""

    name: str
    decorator: str
    parent: str
    doc: str
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
    discriminator: str
    field: str
    variants: tuple[VariantView, ...]


@frozen(kw_only=True)
class ModelsView(ModuleView):
    """A models module."""

    literal: str
    """By what name `Literal` is known there."""
    annotated: str
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
    model_views = tuple(_model(model, annotations, package.sent_models) for model in models)
    imports.keep_annotations_resolvable()
    return ModelsView(
        path=package.path(f"models.{resource.name}"),
        template="models.py.jinja",
        source=resource.file,
        doc=f"Models of {resource.name}.",
        literal=imports.use("typing", "Literal") if resource.enums else "",
        annotated=imports.use("typing", "Annotated") if unions else "",
        type_alias=imports.use("typing", "TypeAlias") if resource.enums or unions else "",
        enums=tuple(_enum(enum, imports) for enum in resource.enums),
        models=model_views,
        unions=tuple(_union(union, annotations) for union in unions),
        imports=imports.view(),
    )


def _enum(enum: Enum, imports: Imports) -> EnumView:
    aliases = tuple((repr(alias), repr(value.value)) for value in enum.values for alias in value.aliases)
    return EnumView(
        name=enum.name,
        parent=imports.runtime("AliasedEnum") if aliases else imports.use("enum", "StrEnum"),
        doc=prose(STEP, summary(enum.doc, f"Values of `{enum.name}`."), OPEN),
        values=tuple(map(_enum_value, enum.values)),
        aliases=tuple(SpellingView(*alias) for alias in aliases),
        spellings=tuple(map(repr, enum.spellings)),
        alias=alias_name(enum.name),
        alias_doc=f"What callers may pass for `{enum.name}`.",
    )


def _enum_value(value: EnumValue) -> EnumValueView:
    doc = prose(STEP, summary(value.doc, value.value)) if value.doc.en else ""
    return EnumValueView(value.python_name, repr(value.value), doc)


def _model(model: Model, annotations: Annotations, sent_models: frozenset[str]) -> ModelView:
    imports, context = annotations.imports, HELD if model.name in sent_models else OUTPUT
    return ModelView(
        name=model.name,
        decorator=imports.runtime("model"),
        parent=imports.runtime("Model"),
        doc=prose(STEP, summary(model.doc, f"A `{model.name}`.")),
        fields=tuple(_field(field, annotations, context) for field in model.fields),
    )


def _field(field: Field, annotations: Annotations, context: AnnotationContext) -> FieldView:
    imports = annotations.imports
    # The default of an enum is a string.
    annotation, default = annotations.write(field.type, HELD if field.has_default else context), ""
    if field.has_default:
        default = repr(field.default)
    elif not field.required:
        annotation = union_with(annotation, imports.runtime("Unset"))
        default = imports.runtime("UNSET")
    markers = _markers(field, imports)
    return FieldView(
        name=field.python_name,
        annotation=f"{imports.use('typing', 'Annotated')}[{annotation}, {', '.join(markers)}]"
        if markers
        else annotation,
        default=default,
        doc=prose(STEP, summary(field.doc, field.name)) if field.doc.en else "",
    )


def _markers(field: Field, imports: Imports) -> list[str]:
    markers: list[str] = []
    if field.name != field.python_name:
        markers.append(f"{imports.runtime('WireName')}({field.name!r})")
    if field.file_urls:
        markers.append(f"{imports.runtime('FileUrls')}()")
    if field.secret:
        markers.append(f"{imports.runtime('Secret')}()")
    return markers


def _union(union: UnionModel, annotations: Annotations) -> UnionView:
    return UnionView(
        name=union.name,
        models=" | ".join(dict.fromkeys(annotations.write(model, OUTPUT) for _, model in union.variants)),
        doc=prose(0, summary(union.doc, f"A `{union.name}`."), f"Told apart by `{union.discriminator}`."),
        discriminator=annotations.imports.runtime("Discriminator"),
        field=repr(union.discriminator),
        variants=tuple(VariantView(repr(value), model.name) for value, model in union.variants),
    )
