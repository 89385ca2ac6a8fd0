"""Views of arguments and fields: name, type, what they mean, what they may hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from synapse_codegen.ir.declared import ListOf, Named, Nullable
from synapse_codegen.ir.models import Enum

from .markup import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from synapse_codegen.ir.declared import Json, Limits, TypeRef
    from synapse_codegen.ir.models import Field

    from .context import Context, TypeText


class Choice(NamedTuple):
    """One value that an argument or a field may have."""

    value: str
    doc: Text


class Note(NamedTuple):
    """A short fact: its label and a value."""

    label: str
    value: str


class Entry(NamedTuple):
    """One argument or field."""

    name: str
    """As callers write it."""
    anchor: str
    type: TypeText
    doc: Text
    requirement: str
    """The word for required; "" for what may be left out."""
    emphasis: str
    """`required` for what callers must pass."""
    notes: tuple[Note, ...]
    """Default, bounds, the name on the wire."""
    choices: tuple[Choice, ...]
    """Values with their docs."""
    words: tuple[Choice, ...] = ()
    """Values without docs."""
    choices_label: str = ""


def field_entry(context: Context, prefix: str, field: Field, *, is_sent: bool = True) -> Entry:
    """View a field of a model.

    Args:
        context: The service in a language.
        prefix: What precedes the field's name in its anchor.
        field: The field.
        is_sent: Whether callers send the model: what is required then is theirs to pass.
    """
    word = context.language.word
    notes = [*default_note(context, field.default, has_default=field.has_default)]
    notes += [Note(word("constant"), json.dumps(field.const, ensure_ascii=False))] if field.has_const else []
    notes += [Note(word(f"only_{field.only}"), "")] if field.only else []
    if field.secret:
        notes.append(Note(word("secret"), ""))
    return make_entry(
        context,
        f"{prefix}{field.python_name}",
        field.python_name,
        field.type,
        context.text(field.doc),
        is_required=field.required,
        wire_name=field.name,
        notes=notes,
        limits=field.limits,
        is_sent=is_sent,
    )


def make_entry(
    context: Context,
    anchor: str,
    name: str,
    type: TypeRef,
    doc: Text,
    *,
    is_required: bool,
    wire_name: str = "",
    notes: Iterable[Note] = (),
    limits: Limits | None = None,
    is_sent: bool = True,
) -> Entry:
    """View an argument or a field."""
    word = context.language.word
    listed = [*notes]
    choices: tuple[Choice, ...] = ()
    if wire_name not in {"", name}:
        listed.append(Note(word("on_the_wire"), wire_name))
    if limits:
        listed += [Note(word(label), _fact(value)) for label, value in _bounds(limits) if value not in {None, ""}]
        choices = tuple(Choice(choice, Text("")) for choice in limits.choices)
    choices = choices or enum_choices(context, type)
    is_explained = any(choice.doc for choice in choices)
    return Entry(
        name=name,
        anchor=anchor,
        type=context.type(type),
        doc=doc,
        requirement=word("required" if is_sent else "always") if is_required else "",
        emphasis="required" if is_sent else "always",
        notes=tuple(listed),
        choices=choices if is_explained else (),
        words=() if is_explained else choices,
        choices_label=word("one_of"),
    )


def _bounds(limits: Limits) -> Iterator[tuple[str, float | str | None]]:
    """Yield the words for the bounds of a value, with each bound."""
    yield "at_least", limits.minimum
    yield "at_most", limits.maximum
    for name in ("format", "pattern", "min_length", "max_length", "min_items", "max_items"):
        yield name, getattr(limits, name)


def _fact(value: float | str | None) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def enum_choices(context: Context, type: TypeRef) -> tuple[Choice, ...]:
    """Return the values of the enum that a type is, or is a list of."""
    while isinstance(type, Nullable | ListOf):
        type = type.inner if isinstance(type, Nullable) else type.item
    definition = context.definitions.get(type.name) if isinstance(type, Named) else None
    enum = definition[1] if definition else None
    if not isinstance(enum, Enum):
        return ()
    return tuple(Choice(value.value, context.text(value.doc)) for value in enum.values)


def default_note(context: Context, default: Json, *, has_default: bool) -> Sequence[Note]:
    """Return a note about a default; nothing without one, or if it is null."""
    if not has_default or default is None:
        return ()
    return [Note(context.language.word("default"), json.dumps(default, ensure_ascii=False))]
