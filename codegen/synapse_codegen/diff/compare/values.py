"""Compare what a value may be: its type and its limits. Does the new one take more, less, or others?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from synapse_codegen.ir.declared import DictOf, ListOf, Named, Nullable, OneOf, Scalar
from synapse_codegen.type_parser import SCALAR_TYPES, format_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from synapse_codegen.ir.declared import Declared, Limited, Limits, TypeRef

    from .scope import Scope

Relation: TypeAlias = Literal["same", "rewritten", "widened", "narrowed", "changed"]

_NULL: Final = Scalar("null")
"""No type of the spec: what `T?` adds to `T`."""
_JSON: Final = SCALAR_TYPES["json"]
_PLAIN: Final = frozenset({"int", "float", "str", "bool", "json", "null"})
"""Scalars whose values in Python are those of JSON."""


def compare_types(scope: Scope, old: TypeRef, new: TypeRef, at: Declared, name: str) -> None:
    """Report how a type relates to an earlier one."""
    relation = relate(old, new, scope.specs.renamed, scope.specs.enums)
    if relation != "same":
        scope.report(f"type-{relation}", at, old=format_type(old), new=format_type(new), name=name, key="type")


def relate(old: TypeRef, new: TypeRef, renamed: Mapping[str, str], enums: AbstractSet[str]) -> Relation:
    """Return how a new type relates to an old one.

    Args:
        old: The old type.
        new: The new type.
        renamed: Models, unions and enums that have another name now, old to new.
        enums: All enums, by their new names: an enum is open, so its values are strings.

    Returns:
        `rewritten` if another way of writing allows the same values.
    """
    old = rename(old, renamed)
    if old == new:
        return "same"
    is_wider, is_narrower = _holds(new, old, enums), _holds(old, new, enums)
    if is_wider and is_narrower:
        return "rewritten"
    return "widened" if is_wider else "narrowed" if is_narrower else "changed"


def rename(type: TypeRef, renamed: Mapping[str, str]) -> TypeRef:
    """Return a type with the new names of models, unions and enums."""
    match type:
        case Named(name):
            return Named(renamed[name]) if name in renamed else type
        case ListOf(inner):
            return ListOf(rename(inner, renamed))
        case DictOf(inner):
            return DictOf(rename(inner, renamed))
        case Nullable(inner):
            return Nullable(rename(inner, renamed))
        case OneOf(options):
            return OneOf(tuple(rename(option, renamed) for option in options))
        case _:
            return type


def _options(type: TypeRef) -> Iterator[TypeRef]:
    """Yield the alternatives of a type; null is one."""
    match type:
        case Nullable(inner):
            yield from _options(inner)
            yield _NULL
        case OneOf(options):
            for option in options:
                yield from _options(option)
        case _:
            yield type


def _holds(type: TypeRef, other: TypeRef, enums: AbstractSet[str]) -> bool:
    """Return whether every value of another type is one of this type, in JSON and in Python."""
    return all(any(_includes(mine, its, enums) for mine in _options(type)) for its in _options(other))


def _includes(mine: TypeRef, its: TypeRef, enums: AbstractSet[str]) -> bool:
    match mine, its:
        case Scalar("json"), _:
            return _is_plain(its, enums)
        case Scalar("float"), Scalar("int"):
            return True
        case Scalar("str"), Named(name):
            return name in enums
        case (ListOf(inner), ListOf(other)) | (DictOf(inner), DictOf(other)):
            return _holds(inner, other, enums)
        case _:
            return mine == its


def _is_plain(type: TypeRef, enums: AbstractSet[str]) -> bool:
    """Return whether values of a type are the same in Python as in JSON."""
    if isinstance(type, ListOf):
        return all(_is_plain(option, enums) for option in _options(type.item))
    if isinstance(type, DictOf):
        return all(_is_plain(option, enums) for option in _options(type.value))
    return isinstance(type, Scalar | Named) and (type.name in _PLAIN or type.name in enums)


def compare_limits(scope: Scope, old: Limited, new: Limited) -> None:
    """Report other limits: looser ones, tighter ones, or others."""
    before, after = old.limits, new.limits
    is_looser, is_tighter = _allows(after, before), _allows(before, after)
    if is_looser and is_tighter:
        scope.report("order-changed", name="choices")
        return
    rule = "limits-loosened" if is_looser else "limits-tightened" if is_tighter else "limits-changed"
    scope.report(rule, new, old=_describe(before), new=_describe(after))


def _allows(limits: Limits, other: Limits) -> bool:
    """Return whether everything that other limits allow is allowed."""
    return (
        (not limits.choices or (bool(other.choices) and set(other.choices) <= set(limits.choices)))
        and all(_allows_from(getattr(limits, name), getattr(other, name)) for name in _LEAST)
        and all(_allows_to(getattr(limits, name), getattr(other, name)) for name in _MOST)
        and all(getattr(limits, name) in ("", getattr(other, name)) for name in ("format", "pattern"))
    )


_LEAST: Final = {"minimum": "≥ {:g}", "min_length": "length ≥ {}", "min_items": "items ≥ {}"}
_MOST: Final = {"maximum": "≤ {:g}", "max_length": "length ≤ {}", "max_items": "items ≤ {}"}


def _allows_from(least: float | None, other: float | None) -> bool:
    return least is None or (other is not None and other >= least)


def _allows_to(most: float | None, other: float | None) -> bool:
    return most is None or (other is not None and other <= most)


def _describe(limits: Limits) -> str:
    bounds = [
        phrase.format(value)
        for name, phrase in {**_LEAST, **_MOST}.items()
        if (value := getattr(limits, name)) is not None
    ]
    words = (" | ".join(limits.choices), limits.format, limits.pattern and f"like {limits.pattern}", *bounds)
    return ", ".join(filter(None, words)) or "anything"
