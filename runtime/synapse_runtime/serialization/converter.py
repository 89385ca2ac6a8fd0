"""From JSON values to what a type says, fast: compiled once, and it gives up at the first misfit.

A hook is a function of one value; a model's is written out member by member, in the way of
attrs and cattrs. What is already right is not copied. cattrs itself calls a function a
member, which costs twice as much as all the rest: too much for a walk of pages to be as
fast as a bare loop over JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeGuard
from uuid import UUID

from synapse_runtime.types import Discriminator

from .type_expressions import DictOf, ListOf, Name, Nullable, OneOf, TypeExpression, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Model

Hook: TypeAlias = Callable[[Any], Any]
"""Takes a JSON value; raises where it does not fit."""


class StructureError(Exception):
    """A value is not of the type the spec says."""


class ModelField(NamedTuple):
    """One member of a model."""

    name: str
    wire: str
    """As it travels."""
    type: str
    required: bool
    secret: bool
    default: Any


def is_model(value: object) -> TypeGuard[Model]:
    """Tell whether a value is a model, without loading what models are made of."""
    return hasattr(type(value), "keep_extra")


def fields_of(target: type) -> tuple[ModelField, ...]:
    """The members of a model, in the order of the spec."""
    found = _members.get(target)
    if found is None:
        found = _members[target] = _members_of(target)
    return found


_members: dict[type, tuple[ModelField, ...]] = {}


def _members_of(target: type) -> tuple[ModelField, ...]:
    fields: Any = getattr(target, "__attrs_attrs__", ())
    return tuple(
        ModelField(
            one.name,
            one.metadata["wire"] or one.name,
            one.metadata["type"],
            one.metadata["required"],
            not one.repr,
            one.default,
        )
        for one in fields
    )


# Hooks ----------------------------------------------------------------------------------

_KEPT: dict[str, frozenset[type] | None] = {
    "int": frozenset({int}),
    "str": frozenset({str}),
    "bool": frozenset({bool}),
    "file": frozenset({str}),  # what was sent as a file comes back as its URL
    "data_uri": frozenset({str}),
    "json": None,  # any
}
"""Scalars whose values stay as they are, to the classes of these."""


def _as_it_is(value: Any) -> Any:
    return value


def _float(value: Any) -> float:
    if value.__class__ is float:
        return float(value)  # itself
    if value.__class__ is int:
        return float(value)
    raise StructureError


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value)  # refuses what is no text


def _day(value: Any) -> date:
    return date.fromisoformat(value)


def _uuid(value: Any) -> UUID:
    if value.__class__ is str:
        return UUID(value)
    raise StructureError


_MADE: dict[str, Hook] = {"float": _float, "datetime": _moment, "date": _day, "uuid": _uuid}
"""Scalars whose values are made from others."""

SCALARS = _KEPT.keys() | _MADE.keys()


def _of_class(kind: type) -> Hook:
    def hook(value: Any) -> Any:
        if value.__class__ is kind:
            return value
        raise StructureError

    return hook


def _of_classes(kinds: frozenset[type]) -> Hook:
    def hook(value: Any) -> Any:
        if value.__class__ in kinds:
            return value
        raise StructureError

    return hook


def _nullable(inner: Hook) -> Hook:
    def hook(value: Any) -> Any:
        return None if value is None else inner(value)

    return hook


def _list_kept(kinds: frozenset[type] | None) -> Hook:
    """For a list of values that stay as they are: so does it."""

    def hook(value: Any) -> Any:
        if value.__class__ is not list:
            raise StructureError
        if kinds is not None:
            for item in value:
                if item.__class__ not in kinds:
                    raise StructureError
        return value

    return hook


def _dict_kept(kinds: frozenset[type] | None) -> Hook:
    """The same for a dict."""

    def hook(value: Any) -> Any:
        if value.__class__ is not dict:
            raise StructureError
        if kinds is not None:
            for item in value.values():
                if item.__class__ not in kinds:
                    raise StructureError
        return value

    return hook


def _list_of(inner: Hook) -> Hook:
    def hook(value: Any) -> list[Any]:
        if value.__class__ is not list:
            raise StructureError
        return [inner(item) for item in value]

    return hook


def _dict_of(inner: Hook) -> Hook:
    def hook(value: Any) -> dict[str, Any]:
        if value.__class__ is not dict:
            raise StructureError
        return {key: inner(item) for key, item in value.items()}

    return hook


def _one_of(inner: tuple[Hook, ...]) -> Hook:
    def hook(value: Any) -> Any:
        for option in inner:
            try:
                return option(value)
            except Exception:  # noqa: BLE001, S112 - it is another one, or none
                continue
        raise StructureError

    return hook


def _enum(members: Mapping[str, Enum]) -> Hook:
    def hook(value: Any) -> Any:
        if value.__class__ is str:
            return members.get(value, value)  # a value the spec does not know stays a text
        raise StructureError

    return hook


def _variant(discriminator: str, hooks: Mapping[str, Hook]) -> Hook:
    def hook(value: Any) -> Any:
        if value.__class__ is not dict:
            raise StructureError
        kind: Any = value.get(discriminator)
        found = hooks.get(kind)
        if found is None:
            raise StructureError
        return found(value)

    return hook


class Compiler:
    """Makes the hooks of types; those of models when the first value comes, for models may hold themselves."""

    def __init__(self, resolve: Callable[[str], type[Any] | Discriminator]) -> None:
        """Make a compiler.

        Args:
            resolve: Finds a model, enum or union by its name.
        """
        self._resolve = resolve
        self._named: dict[str, Hook] = {}

    def hook(self, expression: TypeExpression) -> Hook:
        """The function that structures values of a type."""
        kept = _kept(expression)
        if kept is not _MIXED:
            return _as_it_is if kept is None else _of_class(*kept) if len(kept) == 1 else _of_classes(kept)
        match expression:
            case Name(name):
                return _MADE.get(name) or self._later(name)
            case ListOf(item):
                kept = _kept(item)
                return _list_of(self.hook(item)) if kept is _MIXED else _list_kept(kept)
            case DictOf(value):
                kept = _kept(value)
                return _dict_of(self.hook(value)) if kept is _MIXED else _dict_kept(kept)
            case Nullable(inner):
                return _nullable(self.hook(inner))
            case _:
                return _one_of(tuple(map(self.hook, expression.options)))

    def _later(self, name: str) -> Hook:
        def hook(value: Any) -> Any:
            return self.named(name)(value)

        return hook

    def named(self, name: str) -> Hook:
        """The function that structures values of a model, an enum or a union."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self._compile(name)
        return found

    def _compile(self, name: str) -> Hook:
        target = self._resolve(name)
        if isinstance(target, Discriminator):
            return _variant(target.discriminator, {value: self._later(model) for value, model in target.models.items()})
        if issubclass(target, Enum):
            return _enum({member.value: member for member in target})
        return self._compile_model(target)

    def _compile_model(self, target: type) -> Hook:
        """One function for a model, its members written out: a call a member would cost more than its work."""
        members = fields_of(target)
        names: dict[str, Any] = {
            "StructureError": StructureError,
            "MISSING": object(),
            "target": target,
            "new": object.__new__,
        }
        lines = [_HEAD]
        for index, one in enumerate(members):
            lines += self._member_lines(one, str(index), names)
        lines.append(_TAIL.format(count=len(members)))
        names["known"] = frozenset(one.wire for one in members)
        exec("\n".join(lines), names)  # noqa: S102 - the names in it are identifiers, wire names are quoted
        made: Hook = names["structure"]
        return made

    def _member_lines(self, one: ModelField, index: str, names: dict[str, Any]) -> list[str]:
        """The statements that structure one member; what they call goes into `names`."""
        expression = parse(one.type)
        fits, taken = self._inlined(expression, index, names)
        absent = "raise StructureError"
        if not one.required:
            made = getattr(one.default, "factory", None)  # attrs': a list or dict is made anew each time
            names[f"default{index}"] = made or one.default
            absent = f"made.{one.name} = default{index}{'()' if made else ''}; absent += 1"
        lines = [f"    value = get({one.wire!r}, MISSING)"]
        if fits:
            lines += [f"    if {fits}: made.{one.name} = {taken}", f"    elif value is MISSING: {absent}"]
            return [*lines, "    else: raise StructureError"]
        return [*lines, f"    if value is MISSING: {absent}", f"    else: made.{one.name} = {taken}"]

    def _inlined(self, expression: TypeExpression, index: str, names: dict[str, Any]) -> tuple[str, str]:
        """A condition under which a value fits, where that can be written so, and what is made of it."""
        kept = _kept(expression)
        if kept is None:
            return "", "value"
        if kept is not _MIXED:
            kinds = sorted(kept - {type(None)}, key=lambda kind: kind.__name__)
            names.update({f"kind{index}_{number}": kind for number, kind in enumerate(kinds)})
            tests = [f"value.__class__ is kind{index}_{number}" for number in range(len(kinds))]
            return " or ".join([*tests, *(["value is None"] if type(None) in kept else [])]), "value"
        if isinstance(expression, Name) and expression.name not in SCALARS:
            target = self._resolve(expression.name)
            if not isinstance(target, Discriminator) and issubclass(target, Enum):
                names[f"known{index}"] = {member.value: member for member in target}.get
                return "value.__class__ is str", f"known{index}(value, value)"
        if isinstance(expression, Name) and expression.name == "datetime":
            names[f"hook{index}"] = datetime.fromisoformat
            return "", f"hook{index}(value)"
        names[f"hook{index}"] = self.hook(expression)
        return "", f"hook{index}(value)"


_HEAD = """\
def structure(row):
    if row.__class__ is not dict: raise StructureError
    made = new(target)
    get = row.get
    absent = 0"""

_TAIL = """\
    if len(row) != {count} - absent:
        made.keep_extra({{key: row[key] for key in row if key not in known}})
    return made"""


_MIXED: frozenset[type] = frozenset({StructureError})
"""Not all values of a type stay as they are."""


def _kept(expression: TypeExpression) -> frozenset[type] | None:
    """The classes of a type's values, where they all stay as they are; None: any class."""
    match expression:
        case Name(name):
            return _KEPT.get(name, _MIXED)
        case Nullable(inner):
            return _joined((_kept(inner), frozenset({type(None)})))
        case OneOf(options):
            return _joined(tuple(map(_kept, options)))
        case _:
            return _MIXED


def _joined(kinds: tuple[frozenset[type] | None, ...]) -> frozenset[type] | None:
    if _MIXED in kinds:
        return _MIXED
    return None if None in kinds else frozenset[type]().union(*filter(None, kinds))
