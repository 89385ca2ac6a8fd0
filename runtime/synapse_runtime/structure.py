"""From JSON values to what a type says, fast: compiled once, and it gives up at the first misfit.

cattrs compiles a function per model. It calls one hook a member, which is all that a row
costs, so hooks are single functions that look at a class or into a dict, and what is
already right is not copied. They take a second argument because cattrs passes one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, get_args
from uuid import UUID

from .types import DictOf, ListOf, Name, Nullable, OneOf, TypeExpression, parse
from .values import Variants

if TYPE_CHECKING:
    from collections.abc import Mapping

Hook: TypeAlias = Callable[[Any, Any], Any]
"""Takes a JSON value; raises where it does not fit."""


class Misfit(Exception):
    """A value is not of the type the spec says."""


class Member(NamedTuple):
    """One member of a model."""

    name: str
    wire: str
    """As it travels."""
    type: str
    required: bool
    secret: bool


def members_of(target: type) -> tuple[Member, ...]:
    """The members of a model, in the order of the spec."""
    found = _members.get(target)
    if found is None:
        found = _members[target] = _members_of(target)
    return found


_members: dict[type, tuple[Member, ...]] = {}


def _members_of(target: type) -> tuple[Member, ...]:
    fields: Any = getattr(target, "__attrs_attrs__", ())
    return tuple(
        Member(one.name, one.metadata["wire"] or one.name, one.metadata["type"], one.metadata["required"], not one.repr)
        for one in fields
    )


def spec_type(annotation: Any) -> str | None:
    """The spec type a member's annotation carries; see `model.field`."""
    arguments = get_args(annotation)
    return arguments[1] if len(arguments) == 2 and arguments[0] is object and isinstance(arguments[1], str) else None


def _carries_type(annotation: Any) -> bool:
    return spec_type(annotation) is not None


def annotated(type_text: str) -> Any:
    """An annotation that carries a spec type."""
    return Annotated[object, type_text]


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


def _as_it_is(value: Any, _: Any = None) -> Any:
    return value


def _float(value: Any, _: Any = None) -> float:
    if value.__class__ is float:
        return float(value)  # itself
    if value.__class__ is int:
        return float(value)
    raise Misfit


def _moment(value: Any, _: Any = None) -> datetime:
    return datetime.fromisoformat(value)  # refuses what is no text


def _day(value: Any, _: Any = None) -> date:
    return date.fromisoformat(value)


def _uuid(value: Any, _: Any = None) -> UUID:
    if value.__class__ is str:
        return UUID(value)
    raise Misfit


_MADE: dict[str, Hook] = {"float": _float, "datetime": _moment, "date": _day, "uuid": _uuid}
"""Scalars whose values are made from others."""

SCALARS = _KEPT.keys() | _MADE.keys()


def _of_class(kind: type) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ is kind:
            return value
        raise Misfit

    return hook


def _of_classes(kinds: frozenset[type]) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ in kinds:
            return value
        raise Misfit

    return hook


def _nullable(inner: Hook) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        return None if value is None else inner(value, None)

    return hook


def _list_kept(kinds: frozenset[type] | None) -> Hook:
    """For a list of values that stay as they are: so does it."""

    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ is not list:
            raise Misfit
        if kinds is not None:
            for item in value:
                if item.__class__ not in kinds:
                    raise Misfit
        return value

    return hook


def _dict_kept(kinds: frozenset[type] | None) -> Hook:
    """The same for a dict."""

    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ is not dict:
            raise Misfit
        if kinds is not None:
            for item in value.values():
                if item.__class__ not in kinds:
                    raise Misfit
        return value

    return hook


def _list_of(inner: Hook) -> Hook:
    def hook(value: Any, _: Any = None) -> list[Any]:
        if value.__class__ is not list:
            raise Misfit
        return [inner(item, None) for item in value]

    return hook


def _dict_of(inner: Hook) -> Hook:
    def hook(value: Any, _: Any = None) -> dict[str, Any]:
        if value.__class__ is not dict:
            raise Misfit
        return {key: inner(item, None) for key, item in value.items()}

    return hook


def _one_of(inner: tuple[Hook, ...]) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        for option in inner:
            try:
                return option(value, None)
            except Exception:  # noqa: BLE001, S112 - it is another one, or none
                continue
        raise Misfit

    return hook


def _enum(members: Mapping[str, Enum]) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ is str:
            return members.get(value, value)  # a value the spec does not know stays a text
        raise Misfit

    return hook


def _variant(discriminator: str, hooks: Mapping[str, Hook]) -> Hook:
    def hook(value: Any, _: Any = None) -> Any:
        if value.__class__ is not dict:
            raise Misfit
        kind: Any = value.get(discriminator)
        found = hooks.get(kind)
        if found is None:
            raise Misfit
        return found(value, None)

    return hook


class Compiler:
    """Makes the hooks of types; those of models when the first value comes, for models may hold themselves."""

    def __init__(self, resolve: Callable[[str], type[Any] | Variants]) -> None:
        """Make a compiler.

        Args:
            resolve: Finds a model, enum or union by its name.
        """
        self._resolve = resolve
        self._named: dict[str, Hook] = {}
        self._converter: Any = None

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
        def hook(value: Any, _: Any = None) -> Any:
            found = self._named.get(name)
            if found is None:
                found = self._named[name] = self._compile(name)
            return found(value, None)

        return hook

    def _compile(self, name: str) -> Hook:
        target = self._resolve(name)
        if isinstance(target, Variants):
            return _variant(target.discriminator, {value: self._later(model) for value, model in target.models.items()})
        if issubclass(target, Enum):
            return _enum({member.value: member for member in target})
        return self._compile_model(target)

    def _compile_model(self, target: type) -> Hook:
        from cattrs.gen import make_dict_structure_fn, override

        members = members_of(target)
        renames: dict[str, Any] = {one.name: override(rename=one.wire) for one in members if one.wire != one.name}
        structure: Any = make_dict_structure_fn(  # pyright: ignore[reportUnknownVariableType]  # cattrs keeps it open
            target, self._cattrs(), _cattrs_use_linecache=False, _cattrs_detailed_validation=False, **renames
        )
        known = frozenset(one.wire for one in members)

        def hook(value: Any, _: Any = None) -> Any:
            if value.__class__ is not dict:
                raise Misfit
            made: Any = structure(value, target)
            if not known >= value.keys():
                made.keep_extra({key: value[key] for key in value if key not in known})
            return made

        return hook

    def _cattrs(self) -> Any:
        """The converter: members carry their spec type in an annotation, which it hands back to us."""
        if self._converter is None:
            from cattrs import Converter

            self._converter = Converter(detailed_validation=False)
            self._converter.register_structure_hook_factory(_carries_type, self._member_hook)
        return self._converter

    def _member_hook(self, annotation: Any) -> Hook:
        expression = parse(spec_type(annotation) or "")
        if isinstance(expression, Name) and expression.name not in SCALARS:
            target = self._resolve(expression.name)
            if not isinstance(target, Variants) and issubclass(target, Enum):
                return self._compile(expression.name)  # no enum holds itself
        return self.hook(expression)


_MIXED: frozenset[type] = frozenset({Misfit})
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
