"""Views of arguments and fields: name, type, what they mean, what they may hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen.ir.declared import ListOf, Named, Nullable
from synapse_codegen.ir.models import Enum

from .markup import Text

NO_TEXT: Final = Text("")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from synapse_codegen.ir.declared import Evolving, Json, Limits, TypeRef
    from synapse_codegen.ir.models import EnumValue, Field

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
    deprecated: Text = NO_TEXT


def deprecation(context: Context, item: Evolving) -> Text:
    """Say that something goes away, when, why, and what to use instead; "" if it stays."""
    deprecated, word = item.deprecated, context.language.word
    if deprecated is None:
        return Text("")
    dates = [word("deprecated_since").format(deprecated.since)] if deprecated.since else []
    dates += [word("removed_in").format(deprecated.removed_in)] if deprecated.removed_in else []
    heading = f"**{word('deprecated')}**" + (f" ({', '.join(dates)})." if dates else ".")
    use = word("use_instead").format(f"`{deprecated.use}`") if deprecated.use else ""
    return Text(" ".join(filter(None, (heading, deprecated.doc, use))))


def lifetime_notes(context: Context, item: Evolving) -> list[Note]:
    """Say since when something is there, and what it was called before."""
    word = context.language.word
    notes = [Note(word("since"), item.since)] if item.since else []
    return notes + ([Note(word("formerly"), ", ".join(item.was))] if item.was else [])


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
    notes += lifetime_notes(context, field)
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
        deprecated=deprecation(context, field),
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
    deprecated: Text = NO_TEXT,
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
        deprecated=deprecated,
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
    return tuple(make_choice(context, value) for value in enum.values)


def make_choice(context: Context, value: EnumValue, more: str = "") -> Choice:
    """View a value of an enum.

    Args:
        context: The service in a language.
        value: The value.
        more: What else to say of it.
    """
    notes = (f"{note.label} {note.value}." for note in lifetime_notes(context, value))
    texts = (context.language.text(value.doc), *notes, more, deprecation(context, value).source)
    return Choice(value.value, Text(" ".join(filter(None, texts))))


def default_note(context: Context, default: Json, *, has_default: bool) -> Sequence[Note]:
    """Return a note about a default; nothing without one, or if it is null."""
    if not has_default or default is None:
        return ()
    return [Note(context.language.word("default"), json.dumps(default, ensure_ascii=False))]
