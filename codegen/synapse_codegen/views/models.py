"""Views of models, enums and unions."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from synapse_codegen.annotations import ANSWER, Annotations, or_else
from synapse_codegen.docstrings import docstring, note, summary
from synapse_codegen.imports import Imports
from synapse_codegen.ir import Enum, EnumValue, Field, Model, Resource, UnionModel
from synapse_codegen.layout import (
    STEP,
    Bracket,
    Layout,
    alternatives,
    assignment,
    call,
    lay_out,
    literal,
    mapping,
    prefixed,
    quoted,
)
from synapse_codegen.naming import alias_name, variants_name
from synapse_codegen.type_parser import format_type

from .package import ModuleView, Package, offered_names

OPEN = "The backend may add values: one that is not known here stays a plain string."


class EnumValueView(NamedTuple):
    """One value of an enum."""

    assignment: str
    docstring: str


class EnumView(NamedTuple):
    """An enum, and the alias of what callers may pass for it."""

    name: str
    parent: str
    docstring: str
    values: tuple[EnumValueView, ...]
    alias: str
    alias_docstring: str


class ModelView(NamedTuple):
    """An attrs class."""

    name: str
    decorator: str
    parent: str
    docstring: str
    fields: tuple[str, ...]


class UnionView(NamedTuple):
    """The alias of a union, and what tells its models apart."""

    alias: str
    docstring: str
    variants: str


@frozen(kw_only=True)
class ModelsView(ModuleView):
    """A models module."""

    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]
    unions: tuple[UnionView, ...]


def models_view(package: Package, resource: Resource) -> ModelsView:
    """View the models of one resource."""
    models = [model for model in resource.models if isinstance(model, Model)]
    unions = [model for model in resource.models if isinstance(model, UnionModel)]
    # A member hides what has its name from the annotations after it. `model` stands outside the classes.
    members = {field.python_name for model in models for field in model.fields} - {"model"}
    imports = Imports(package.service.package, {*members, *offered_names(resource)})
    annotations = Annotations(imports, package.definitions, package.models_module(resource))
    return ModelsView(
        path=package.path(f"models.{resource.name}"),
        template="models.py.jinja",
        source=resource.file,
        docstring=docstring("", f"Models of {resource.name}."),
        enums=tuple(_enum(enum, imports) for enum in resource.enums),
        models=tuple(_model(model, annotations) for model in models),
        unions=tuple(_union(union, annotations) for union in unions),
        imports=imports.view(),
    )


def _enum(enum: Enum, imports: Imports) -> EnumView:
    values = [quoted(value.value) for value in enum.values]
    known = Bracket(f"{imports.use('typing', 'Literal')}[", tuple(values), "]")
    alias = f"{alias_name(enum.name)}: {imports.use('typing', 'TypeAlias')} = "
    return EnumView(
        name=enum.name,
        parent=imports.use("enum", "StrEnum"),
        docstring=docstring(STEP, summary(enum.doc, "Values of one kind."), OPEN),
        values=tuple(map(_enum_value, enum.values)),
        alias=alternatives(alias, (enum.name, known, "str")),
        alias_docstring=docstring("", f"What callers may pass for `{enum.name}`."),
    )


def _enum_value(value: EnumValue) -> EnumValueView:
    text = docstring(STEP, summary(value.doc, value.value)) if value.doc.en else ""
    return EnumValueView(assignment(f"{value.python_name} = ", quoted(value.value), STEP), text)


def _model(model: Model, annotations: Annotations) -> ModelView:
    imports = annotations.imports
    documented = {one.python_name: note(one.doc, f"Member `{one.name}`.") for one in model.fields}
    return ModelView(
        name=model.name,
        decorator=imports.runtime("model"),
        parent=imports.runtime("Model"),
        docstring=docstring(STEP, summary(model.doc, f"A `{model.name}`."), sections={"Attributes": documented}),
        fields=tuple(_field(one, annotations) for one in model.fields),
    )


def _field(field: Field, annotations: Annotations) -> str:
    imports = annotations.imports
    annotation = annotations.write(field.type, ANSWER)
    options: dict[str, Layout] = {}
    if field.has_default:
        options["default"] = literal(field.default)
    elif not field.required:
        annotation = or_else(annotation, imports.mention_runtime("Unset"))
        options["default"] = imports.runtime("UNSET")
    if field.name != field.python_name:
        options["wire"] = quoted(field.name)
    flags = {"file_urls": field.file_urls, "secret": field.secret}
    options |= {name: "True" for name, is_set in flags.items() if is_set}
    declares = imports.runtime("field" if "default" in options else "required")
    declared = call(declares, quoted(format_type(field.type)), **options)
    return lay_out(prefixed(f"{field.python_name}: {annotation} = ", declared), STEP)


def _union(union: UnionModel, annotations: Annotations) -> UnionView:
    imports = annotations.imports
    options = " | ".join(dict.fromkeys(annotations.write(model, ANSWER) for _, model in union.variants))
    variants = mapping({value: quoted(model.name) for value, model in union.variants})
    made = call(imports.runtime("Discriminator"), quoted(union.discriminator), variants)
    text = summary(union.doc, f"A `{union.name}`.")
    return UnionView(
        alias=assignment(f"{union.name}: {imports.use('typing', 'TypeAlias')} = ", quoted(options)),
        docstring=docstring("", text, f"Told apart by `{union.discriminator}`."),
        variants=lay_out(prefixed(f"{variants_name(union.name)} = ", made)),
    )
