"""Views of models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from synapse_codegen.ir.models import Enum, UnionModel

from .context import Link
from .entries import Choice, Entry, Note, deprecation, field_entry, lifetime_notes, make_choice
from .markup import Code, Text

if TYPE_CHECKING:
    from synapse_codegen.ir.models import Model
    from synapse_codegen.ir.service import Resource

    from .context import Context, TypeText


class VariantView(NamedTuple):
    """One variant of a union."""

    value: str
    link: Link


class ModelView(NamedTuple):
    """A model, a union or an enum."""

    name: str
    import_line: Code
    doc: Text
    deprecated: Text
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    """Fields of a model."""
    values: tuple[Choice, ...]
    """Values of an enum."""
    variants_text: Text
    discriminator: str
    variants: tuple[VariantView, ...]
    options: tuple[TypeText, ...]
    """What a union without a discriminator may be."""
    note: Text
    users: tuple[Link, ...]
    """Operations that send or return it."""


def model_views(context: Context, resource: Resource) -> tuple[ModelView, ...]:
    """View the models and enums of a resource."""
    return tuple(_view(context, item) for item in (*resource.models, *resource.enums))


def _view(context: Context, item: Model | UnionModel | Enum) -> ModelView:
    is_sent = item.name in context.sent
    is_enum = isinstance(item, Enum)
    values: tuple[Choice, ...] = ()
    if isinstance(item, Enum):
        also = context.language.word("also_accepted")
        values = tuple(make_choice(context, value, _aliases(also, value.aliases)) for value in item.values)
    return ModelView(
        name=item.name,
        import_line=Code("python", f"from {context.service.package}.models import {item.name}"),
        doc=context.text(item.doc),
        deprecated=deprecation(context, item),
        notes=tuple(lifetime_notes(context, item)),
        entries=()
        if isinstance(item, Enum | UnionModel)
        else tuple(field_entry(context, f"{item.name}.", field, is_sent=is_sent) for field in item.fields),
        values=values,
        variants_text=context.word("union_of" if item.discriminator else "union_options")
        if isinstance(item, UnionModel)
        else Text(""),
        discriminator=item.discriminator if isinstance(item, UnionModel) else "",
        variants=tuple(
            VariantView(value, Link(named.name, context.model_url(named.name))) for value, named in item.variants
        )
        if isinstance(item, UnionModel)
        else (),
        options=tuple(map(context.type, item.options)) if isinstance(item, UnionModel) else (),
        note=context.word("open_enum") if is_enum else Text(""),
        users=tuple(map(context.operation_link, context.users.get(item.name, ()))),
    )


def _aliases(label: str, aliases: tuple[str, ...]) -> str:
    return f"({label} {', '.join(f'`{alias}`' for alias in aliases)})" if aliases else ""
