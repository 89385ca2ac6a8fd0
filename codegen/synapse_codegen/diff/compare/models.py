"""Compare models, unions and enums: what callers pass, and what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel
from synapse_codegen.naming import enum_value_name, field_name
from synapse_codegen.type_parser import format_type

from .calls import import_line, typed_call
from .children import Children, evolution, explain_removal, soften
from .scope import Attributes, changed, compare_attributes, compare_names, docs, ignored, switched
from .values import compare_limits, compare_types, rename

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .scope import Scope

Declaration: TypeAlias = Model | UnionModel | Enum

NOUNS: Final[Mapping[type, str]] = {Model: "model", UnionModel: "union", Enum: "enum"}

BY_PARENT: Final = ignored("who has the list compares names")


# Fields ----------------------------------------------------------------------------------


def _add_field(scope: Scope, field: Field) -> None:
    is_required = field.required and "sent" in scope.directions
    migrations = list(_sent_calls(scope, "…", f"…, {field.python_name}=…")) if is_required else []
    rule = "required-field-added" if is_required else "field-added"
    scope.report(f"sent-{rule}" if is_required else rule, field, new=field.name, migrations=migrations)


def _remove_field(scope: Scope, field: Field) -> None:
    migrations = [*_sent_calls(scope, f"{field.python_name}=…", ""), *_read_attributes(scope, field.python_name, "")]
    scope.report("field-removed", old=field.name, hint=explain_removal(scope, field), migrations=migrations)


def _rename_field(scope: Scope, old: Field, new: Field) -> None:
    if (old.name, old.python_name) == (new.name, new.python_name):
        return
    before, after = old.python_name, new.python_name
    if before == after:
        scope.report(soften("field-renamed-on-wire", (old.name,), new.was), new, old=old.name, new=new.name)
        return
    migrations = [*_sent_calls(scope, f"{before}=…", f"{after}=…"), *_read_attributes(scope, before, after)]
    if old.name == new.name:
        rule = soften("field-renamed-in-python", (before,), new.was)
        scope.report(rule, new, old=before, new=after, migrations=migrations)
    else:
        rule = soften("field-renamed", (old.name, before), new.was)
        scope.report(rule, new, old=old.name, new=new.name, migrations=migrations)


def _sent_calls(scope: Scope, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the typed calls that take the fields of a body as keywords."""
    if "sent" in scope.directions:
        for operation in scope.specs.senders.get(scope.subject.partition(".")[0], ()):
            if operation.typed and operation.body and not operation.body.must_be_batch:
                service = scope.specs.new
                yield typed_call(service, operation, old), typed_call(service, operation, new)


def _read_attributes(scope: Scope, old: str, new: str) -> Iterator[tuple[str, str]]:
    if "read" in scope.directions:
        item = field_name(scope.subject)
        yield f"{item}.{old}", f"{item}.{new}" if new else ""


def _required(scope: Scope, _old: Field, new: Field) -> None:
    calls = _sent_calls(scope, "…", f"…, {new.python_name}=…") if new.required else ()
    scope.report(f"field-{'required' if new.required else 'optional'}", new, key="required", migrations=calls)


def _default(scope: Scope, old: Field, new: Field) -> None:
    before, after = (field.default if field.has_default else "" for field in (old, new))
    scope.report("default-changed", new, old=before, new=after, key="default")


def _has_default(scope: Scope, old: Field, new: Field) -> None:
    if old.default == new.default:  # None both times, and one of them says so
        _default(scope, old, new)


def _const(scope: Scope, old: Field, new: Field) -> None:
    if old.has_const and new.has_const:
        scope.report("const-changed", new, name=new.name, old=old.const, new=new.const, key="const")


def _has_const(scope: Scope, old: Field, new: Field) -> None:
    if new.has_const:
        scope.report("field-const-added", new, new=new.const, key="const")
    else:
        scope.report("field-const-removed", new, old=old.const)


def _only(scope: Scope, old: Field, new: Field) -> None:
    for direction in ("sent", "read"):
        before, after = (field.only in ("", direction) for field in (old, new))
        if before != after:
            scope.report(f"field-{direction}-too" if after else f"field-no-longer-{direction}", new)


def _within(scope: Scope, field: Field) -> Scope:
    """Return the scope of a field, which may be only sent, or only read."""
    return scope.using((field.only,)) if field.only else scope


FIELD: Final[Attributes] = {
    "name": BY_PARENT,
    "python_name": BY_PARENT,
    "type": lambda scope, old, new: compare_types(scope, old.type, new.type, new, "it"),
    "required": _required,
    "default": _default,
    "has_default": _has_default,
    "file_urls": switched("file-urls", "file_urls"),
    "secret": switched("secret", "secret"),
    "limits": compare_limits,
    "const": _const,
    "has_const": _has_const,
    "only": _only,
    "doc": docs,
    **evolution(lambda field: (field.name, field.python_name)),
}

FIELDS: Final = Children[Field](
    noun="fields",
    name=lambda field: field.name,
    renamed=_rename_field,
    added=_add_field,
    removed=_remove_field,
    alike=lambda old, new: old.type == new.type,
    doc=lambda field: field.doc.en,
    was=lambda field: field.was,
    table=FIELD,
    within=_within,
)

_DECLARATION: Final[Attributes] = {"name": BY_PARENT, "doc": docs, **evolution(lambda entry: (entry.name,))}

MODEL: Final[Attributes] = {
    **_DECLARATION,
    "fields": lambda scope, old, new: FIELDS.compare(scope, old.fields, new.fields),
}


# Unions ----------------------------------------------------------------------------------


def _variants(scope: Scope, old: UnionModel, new: UnionModel) -> None:
    before, after = dict(old.variants), dict(new.variants)
    for value in before.keys() - after.keys():
        scope.report("variant-removed", old=value)
    for value in after.keys() - before.keys():
        scope.report("variant-added", after[value], new=value)
    common = [value for value in after if value in before]
    for value in common:
        if rename(before[value], scope.specs.renamed) != after[value]:
            scope.report("variant-changed", after[value], name=value, old=before[value].name, new=after[value].name)
    if common != [value for value in before if value in after]:
        scope.report("order-changed", name="variants")


def _options(scope: Scope, old: UnionModel, new: UnionModel) -> None:
    before = [format_type(rename(option, scope.specs.renamed)) for option in old.options]
    after = [format_type(option) for option in new.options]
    for option in before:
        if option not in after:
            scope.report("variant-removed", old=option)
    for option in after:
        if option not in before:
            scope.report("variant-added", new, new=option, key="variants")
    if sorted(before) == sorted(after) and before != after:
        scope.report("order-changed", name="variants")


UNION: Final[Attributes] = {
    **_DECLARATION,
    "discriminator": changed("discriminator-changed", "discriminator"),
    "variants": _variants,
    "options": _options,
}


# Enums -----------------------------------------------------------------------------------


def _rename_value(scope: Scope, old: EnumValue, new: EnumValue) -> None:
    before, after = (old.value, *old.aliases), (new.value, *new.aliases)
    constants = {value.value: f"{scope.subject}.{value.python_name}" for value in (new, old)}
    has_constant = old.python_name != new.python_name
    if before != after:
        names = constants if has_constant else {}
        was = old.was, new.was
        compare_names(
            scope, ("value", "spelling"), new, (before, after), lambda name: names.get(name, f'"{name}"'), was
        )
    if has_constant and (old.value in after or new.value in before):  # else it is a rename, and reported as one
        calls = [(constants[old.value], f"{scope.subject}.{new.python_name}")]
        rule = soften("value-renamed-in-python", (old.python_name,), [*map(enum_value_name, new.was)])
        scope.report(rule, new, old=old.python_name, new=new.python_name, migrations=calls)


ENUM_VALUE: Final[Attributes] = {
    "value": BY_PARENT,
    "python_name": BY_PARENT,
    "aliases": BY_PARENT,
    "doc": docs,
    **evolution(lambda value: (value.value, *value.aliases)),
}

ENUM_VALUES: Final = Children[EnumValue](
    noun="values",
    name=lambda value: value.value,
    renamed=_rename_value,
    added=lambda scope, value: scope.report("value-added", value, new=value.value),
    removed=lambda scope, value: scope.report(
        "value-removed",
        old=value.value,
        hint=explain_removal(scope, value),
        migrations=[(f"{scope.subject}.{value.python_name}", "")],
    ),
    doc=lambda value: value.doc.en,
    was=lambda value: value.was,
    table=ENUM_VALUE,
)

ENUM: Final[Attributes] = {
    **_DECLARATION,
    "values": lambda scope, old, new: ENUM_VALUES.compare(scope, old.values, new.values),
    "type": changed("enum-type-changed", "type"),
}

TABLES: Final[Mapping[type, Attributes]] = {Model: MODEL, UnionModel: UNION, Enum: ENUM}


# Declarations of the whole service ---------------------------------------------------------


def compare_declarations(scope: Scope, old: Declaration, new: Declaration) -> None:
    """Compare a model, union or enum with what became of it."""
    specs = scope.specs
    inside = scope.enter(new, new.name).using(specs.directions(old.name, new.name))
    if old.name != new.name:
        lines = import_line(specs.old, "models", old.name), import_line(specs.new, "models", new.name)
        scope.enter(new, old.name).report(
            soften("model-renamed", (old.name,), new.was),
            name=NOUNS[type(new)],
            old=old.name,
            new=new.name,
            migrations=[lines],
        )
    if type(old) is type(new):
        compare_attributes(inside, TABLES[type(new)], old, new)
    else:
        inside.report("model-replaced", old=NOUNS[type(old)], new=NOUNS[type(new)])
