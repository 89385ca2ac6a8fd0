"""Views of models, enums and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.disambiguation import describe_ambiguity, disambiguate
from synapse_codegen.ir.declared import Named
from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel
from synapse_codegen.naming import alias_name, enum_value_name, module_name
from synapse_codegen.python.annotations import HELD, OUTPUT, AnnotationContext, Annotations, union_with
from synapse_codegen.python.docstrings import STEP, prose, summary
from synapse_codegen.python.history import history, old_python_names, rename_notice
from synapse_codegen.python.imports import Imports
from synapse_codegen.type_parser import walk_type

from .methods import limit_docs, with_history
from .package import ModuleView, Package, RenamedView, offered_names, renamed_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.service import Resource

OPEN = {
    "str": "The backend may add values: one that is not known here is a string, an `UnknownValue`.",
    "int": "The backend may add values: one that is not known here is an int.",
}
"""What becomes of unknown values of an enum, by what its values are."""


class EnumValueView(NamedTuple):
    """One value of an enum."""

    name: str
    value: str
    doc: str


class SpellingView(NamedTuple):
    """Another spelling of a value."""

    alias: str
    value: str


class OldMemberView(NamedTuple):
    """An old name and an old value, of a member. A name is empty if the member still has it."""

    name: str
    value: str
    member: str


class EnumView(NamedTuple):
    """An enum, and the alias of what callers may pass for it."""

    name: str
    parent: str
    type: str
    """What its values are."""
    doc: str
    values: tuple[EnumValueView, ...]
    aliases: tuple[SpellingView, ...]
    spellings: tuple[str, ...]
    old_members: tuple[OldMemberView, ...]
    alias: str
    alias_doc: str


class FieldView(NamedTuple):
    """A field of a model. What is empty is not printed."""

    name: str
    annotation: str
    default: str
    doc: str


class OldFieldView(NamedTuple):
    """An old name of a field, as a property."""

    name: str
    annotation: str
    field: str
    notice: str


class ModelView(NamedTuple):
    """An attrs class."""

    name: str
    decorator: str
    parent: str
    doc: str
    fields: tuple[FieldView, ...]
    old_fields: tuple[OldFieldView, ...]
    old_keys: tuple[OldKeyView, ...]
    property: str
    """By what name the decorator is known there."""


class OldKeyView(NamedTuple):
    """Literals of an old name of a field in JSON, and of the name it has."""

    name: str
    field: str


class VariantView(NamedTuple):
    """One model of a union, and the value that tells it apart."""

    value: str
    model: str


class TestedFieldView(NamedTuple):
    """A field that an object must have, and the values that are allowed there; none: any."""

    name: str
    values: tuple[str, ...]


class TestView(NamedTuple):
    """A model, and what an object must have to be one."""

    model: str
    fields: tuple[TestedFieldView, ...]


class UnionView(NamedTuple):
    """The alias of a union, and what tells its types apart. What is empty is not printed."""

    name: str
    doc: str
    models: str = ""
    """Its models, if a field says which."""
    discriminator: str = ""
    field: str = ""
    variants: tuple[VariantView, ...] = ()
    types: tuple[str, ...] = ()
    """Its types, if they are told apart by structure."""
    union: str = ""
    disambiguator: str = ""
    """By what names `Union` and the marker are known there."""
    tests: tuple[TestView, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class ModelsView(ModuleView):
    """A models module."""

    literal: str
    """By what name `Literal` is known there."""
    annotated: str
    type_alias: str
    type_checking: str
    deprecated: str
    """By what names those that old names need are known there."""
    renamed_fields: str
    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]
    unions: tuple[UnionView, ...]
    renamed: tuple[RenamedView, ...]
    lazy_exports: str


def models_view(package: Package, resource: Resource) -> ModelsView:
    """View the models of one resource."""
    models = [model for model in resource.models if isinstance(model, Model)]
    unions = [model for model in resource.models if isinstance(model, UnionModel)]
    # A field hides what has its name from the annotations after it. `model` stands outside the classes.
    names = {field.python_name for model in models for field in model.fields} - {"model"}
    names |= {
        old for model in models for field in model.fields for old in old_python_names(field.python_name, field.was)
    }
    imports = Imports(package.service.package, {*names, *offered_names(resource)})
    annotations = Annotations(imports, package.definitions, package.models_module(resource))
    model_views = tuple(_model(model, annotations, package.sent_models) for model in models)
    union_views = tuple(_union(union, annotations, package) for union in unions)
    enum_views = tuple(_enum(enum, imports) for enum in resource.enums)
    renamed, has_old_fields = renamed_models(resource), any(model.old_fields for model in model_views)
    has_renames = bool(renamed) or any(enum.old_members for enum in enum_views)
    imports.keep_annotations_resolvable()
    return ModelsView(
        path=package.path(f"models.{module_name(resource.name)}"),
        template="models.py.jinja",
        source=resource.file,
        doc=f"Models of {resource.name}.",
        literal=imports.use("typing", "Literal") if resource.enums else "",
        annotated=imports.use("typing", "Annotated") if unions else "",
        type_alias=imports.use("typing", "TypeAlias") if resource.enums or unions or renamed else "",
        type_checking=imports.use("typing", "TYPE_CHECKING") if has_renames else "",
        deprecated=imports.runtime("deprecated") if has_old_fields else "",
        renamed_fields=imports.runtime("renamed_fields") if any(model.old_keys for model in model_views) else "",
        lazy_exports=imports.runtime("lazy_exports") if renamed else "",
        renamed=renamed,
        enums=enum_views,
        models=model_views,
        unions=union_views,
        imports=imports.view(),
    )


def _enum(enum: Enum, imports: Imports) -> EnumView:
    aliases = tuple((repr(alias), repr(value.value)) for value in enum.values for alias in value.aliases)
    parent = imports.use("enum", "IntEnum" if enum.type == "int" else "StrEnum") if not aliases else ""
    parent = parent or imports.runtime("AliasedEnum")
    old_members = tuple(member for value in enum.values for member in _old_members(enum, value))
    return EnumView(
        name=enum.name,
        parent=f"{imports.runtime('RenamedEnum')}, {parent}" if old_members else parent,
        type=enum.type,
        doc=prose(STEP, summary(enum.doc, f"Values of `{enum.name}`."), history(enum), OPEN[enum.type]),
        old_members=old_members,
        values=tuple(_enum_value(value, enum) for value in enum.values),
        aliases=tuple(SpellingView(*alias) for alias in aliases),
        spellings=tuple(map(repr, enum.json_values)),
        alias=alias_name(enum.name),
        alias_doc=f"What callers may pass for `{enum.name}`.",
    )


def _enum_value(value: EnumValue, enum: Enum) -> EnumValueView:
    doc = _member_doc(value, summary(value.doc, value.value))
    return EnumValueView(value.python_name, repr(enum.to_json(value.value)), doc)


def _old_members(enum: Enum, value: EnumValue) -> Iterator[OldMemberView]:
    for old in value.was:
        name = enum_value_name(old)
        literal = repr(enum.to_json(old))
        yield OldMemberView("" if name == value.python_name else name, literal, value.python_name)


def _member_doc(part: EnumValue | Field, text: str) -> str:
    """Document a value or a field, if the spec says anything of it."""
    return prose(STEP, with_history(text, part)) if part.doc.en or history(part) else ""


def _model(model: Model, annotations: Annotations, sent_models: frozenset[str]) -> ModelView:
    imports, context = annotations.imports, HELD if model.name in sent_models else OUTPUT
    return ModelView(
        name=model.name,
        decorator=imports.runtime("model"),
        parent=imports.runtime("Model"),
        doc=prose(STEP, summary(model.doc, f"A `{model.name}`."), history(model)),
        fields=tuple(_field(field, annotations, context) for field in model.fields),
        old_fields=tuple(old for field in model.fields for old in _old_fields(model.name, field, annotations, context)),
        old_keys=tuple(
            OldKeyView(repr(old), repr(field.name)) for field in model.fields for old in field.was if old != field.name
        ),
        property=imports.builtin("property"),
    )


def _old_fields(
    model: str, field: Field, annotations: Annotations, context: AnnotationContext
) -> Iterator[OldFieldView]:
    for old in old_python_names(field.python_name, field.was):
        annotation, _ = _annotate(field, annotations, context)
        notice = rename_notice(f"{model}.{old}", f"{model}.{field.python_name}")
        yield OldFieldView(old, annotation, field.python_name, repr(notice))


def _field(field: Field, annotations: Annotations, context: AnnotationContext) -> FieldView:
    imports = annotations.imports
    annotation, default = _annotate(field, annotations, context)
    markers = _markers(field, imports)
    return FieldView(
        name=field.python_name,
        annotation=f"{imports.use('typing', 'Annotated')}[{annotation}, {', '.join(markers)}]"
        if markers
        else annotation,
        default=default,
        doc=_member_doc(field, " ".join([summary(field.doc, field.name), *limit_docs(field.limits)])),
    )


def _annotate(field: Field, annotations: Annotations, context: AnnotationContext) -> tuple[str, str]:
    """Return the annotation of a field, and its default."""
    imports = annotations.imports
    # The default of an enum is a string.
    annotation, default = annotations.write(field.type, HELD if field.has_default else context), ""
    if field.has_const:
        annotation, default = f"{imports.use('typing', 'Literal')}[{field.const!r}]", repr(field.const)
    elif field.has_default:
        default = repr(field.default)
    elif not field.required or field.only == "sent":
        annotation = union_with(annotation, imports.runtime("Unset"))
        default = "" if field.required else imports.runtime("UNSET")
    if field.only == "read":
        default = f"{imports.runtime('read_only')}()"
    elif field.only == "sent":
        default = f"{imports.runtime('write_only')}({f'default={default}' if default else ''})"
    return annotation, default


def _markers(field: Field, imports: Imports) -> list[str]:
    markers: list[str] = []
    if field.name != field.python_name:
        markers.append(f"{imports.runtime('WireName')}({field.name!r})")
    if field.file_urls:
        markers.append(f"{imports.runtime('FileUrls')}()")
    if field.secret:
        markers.append(f"{imports.runtime('Secret')}()")
    return markers


def _union(union: UnionModel, annotations: Annotations, package: Package) -> UnionView:
    if union.options:
        return _structural_union(union, annotations, package)
    return UnionView(
        name=union.name,
        models=" | ".join(dict.fromkeys(annotations.write(model, OUTPUT) for _, model in union.variants)),
        doc=prose(
            0, summary(union.doc, f"A `{union.name}`."), history(union), f"Told apart by `{union.discriminator}`."
        ),
        discriminator=annotations.imports.runtime("Discriminator"),
        field=repr(union.discriminator),
        variants=tuple(VariantView(repr(value), model.name) for value, model in union.variants),
    )


TOLD_BY_STRUCTURE = "Told apart by structure."


def _structural_union(union: UnionModel, annotations: Annotations, package: Package) -> UnionView:
    imports, disambiguation = annotations.imports, disambiguate(union, package.declared)
    plain = [describe_ambiguity(union.name, ambiguity) for ambiguity in disambiguation.ambiguities]
    notes = " ".join([TOLD_BY_STRUCTURE, *(f"{sentence[0].upper()}{sentence[1:]}." for sentence in plain)])
    return UnionView(
        name=union.name,
        doc=prose(0, summary(union.doc, f"A `{union.name}`."), notes),
        types=tuple(dict.fromkeys(_structural_type(type, annotations) for type in disambiguation.types)),
        union=imports.use("typing", "Union"),
        disambiguator=imports.runtime("Disambiguator"),
        tests=tuple(
            TestView(
                model,
                tuple(TestedFieldView(repr(name), tuple(map(repr, values))) for name, values in fields.items()),
            )
            for model, fields in disambiguation.models
        ),
    )


def _structural_type(type: TypeRef, annotations: Annotations) -> str:
    """Write a type of a union: in quotes, if it names a model, which may be of a module that is not imported."""
    annotation = annotations.write(type, OUTPUT)
    return f'"{annotation}"' if any(isinstance(part, Named) for part in walk_type(type)) else annotation
