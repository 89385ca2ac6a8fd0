"""The cattrs converter: strict hooks that structure JSON values.

cattrs' own hooks coerce (`int("7")`, `str(None)`) and read a string letter by letter as a list. These take exactly what
the spec says and refuse anything else, except a `RawValue`, which they let through.
"""

from __future__ import annotations

from functools import cache, partial
from operator import eq
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union, get_args, get_origin

from attrs import fields, has
from cattrs import BaseValidationError, Converter
from cattrs.cols import list_structure_factory
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType]  # `Attribute` without its parameter
    override,
)

from synapse_runtime.types import Json

from .fields import fields_of
from .scalars import SCALARS, Scalar
from .type_expressions import (
    Name,
    annotation_of,
    discriminator_of,
    expression_of,
    is_enum,
    parse,
    spelled,
    union_options,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Hook: TypeAlias = "Callable[[Any, Any], Any]"
"""Turns a JSON value into a value of a type; cattrs passes both."""

converter = Converter(detailed_validation=True)  # costs nothing: on Python 3.11 a `try` is free
"""One for all services: hooks are found by type, and each service has types of its own."""


class StructureError(Exception):
    """A value does not fit its type."""

    def __init__(self, expected: str) -> None:
        """Name the type, as the spec writes it."""
        super().__init__(expected)
        self.expected = expected


class RawValue:
    """A value that stays as it is, whatever its type says."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def unwrap(value: Any, expected: str) -> Any:
    """Return what a `RawValue` holds; refuse any other value.

    Raises:
        StructureError: It is another.
    """
    if value.__class__ is RawValue:
        return value.value
    raise StructureError(expected)


# Hooks ----------------------------------------------------------------------------------


def scalar_hook(name: str, scalar: Scalar) -> Hook:
    """Make the hook of a scalar."""
    json_type, json_types, structure = scalar.json_types[0], frozenset(scalar.json_types), scalar.structure

    def check(value: Any, _: Any) -> Any:
        if value.__class__ is json_type or value.__class__ in json_types:
            return value
        return unwrap(value, name)

    def convert(value: Any, _: Any) -> Any:
        if value.__class__ in json_types:
            try:
                return structure(value)  # type: ignore[misc]  # only a scalar that has one gets this hook
            except (ValueError, OverflowError):
                pass
        return unwrap(value, name)

    return convert if structure else check


def container_hook(annotation: Any) -> Hook:
    """Make the hook of a list, or of an object with any keys."""
    container, item, expected = get_origin(annotation), get_args(annotation)[-1], spelled(expression_of(annotation))
    if item == Json:
        structure: Hook = _keep
    elif container is list:
        structure = list_structure_factory(annotation, converter)
    else:
        structure = converter.gen_structure_mapping(dict[Any, item])  # type: ignore[valid-type]  # JSON has string keys

    def structure_container(value: Any, _: Any) -> Any:
        return structure(value, annotation) if value.__class__ is container else unwrap(value, expected)

    return structure_container


def _keep(value: Any, _: Any) -> Any:
    return value


def enum_hook(enum: Any) -> Hook:
    """Make the hook of an enum. Enums are open: an unknown string stays a string."""
    members = {member.value: member for member in enum}

    def structure_enum(value: Any, _: Any) -> Any:
        return members.get(value, value) if value.__class__ is str else unwrap(value, enum.__name__)

    return structure_enum


def union_hook(annotation: Any) -> Hook:
    """Make the hook of a union: the class of a JSON value says which options to try."""
    options = sorted(union_options(annotation), key=_specificity)
    if len(options) == 1:  # of a field that may be UNSET, or an enum
        return _option_hook(options[0])
    expected, hooks = spelled(expression_of(annotation)), dict[type, list[Hook]]()
    for option in options:
        for json_type in _json_types(option):
            hooks.setdefault(json_type, []).append(_option_hook(option))

    def structure_union(value: Any, _: Any) -> Any:
        nested = None
        for hook in hooks.get(value.__class__, ()):
            try:
                return hook(value, annotation)
            except StructureError:
                continue
            except BaseValidationError as error:  # right in itself, and something in it does not fit
                nested = nested or error
        if nested is not None:
            raise nested
        return unwrap(value, expected)

    return structure_union


def _option_hook(option: Any) -> Hook:
    if option is NoneType:
        return _keep
    return enum_hook(option) if is_enum(option) else converter.get_structure_hook(option)


def _json_types(option: Any) -> tuple[type, ...]:
    """Return the classes of the JSON values that an option may take."""
    if option is NoneType or get_origin(option) is list:
        return (get_origin(option) or option,)
    if is_enum(option):
        return (str,)
    expression = expression_of(option)
    scalar = SCALARS.get(expression.name) if isinstance(expression, Name) else None
    return scalar.json_types if scalar else (dict,)


_ORDER = [scalar.type for scalar in SCALARS.values()]


def _specificity(option: Any) -> int:
    """Sort the options of a union: equal unions share a hook, whatever the order they are written in."""
    if is_enum(option):
        return _ORDER.index(str)
    return _ORDER.index(option) if option in _ORDER else _ORDER.index(Json)


def tagged_union_hook(annotation: Any) -> Hook:
    """Make the hook of models that a discriminator tells apart."""
    discriminator = discriminator_of(annotation)
    assert discriminator is not None
    models = {model.__name__: converter.get_structure_hook(model) for model in union_options(get_args(annotation)[0])}
    hooks = {tag: models[name] for tag, name in discriminator.models.items()}

    def structure_tagged_union(value: Any, _: Any) -> Any:
        if value.__class__ is dict:
            tag = value.get(discriminator.field)
            hook = hooks.get(tag) if tag.__class__ is str else None
            if hook is not None:
                return hook(value, annotation)
        return unwrap(value, discriminator.union)

    return structure_tagged_union


@cache
def model_hook(cls: Any) -> Hook:
    """Make the hook of a model."""
    known = frozenset(field.wire_name for field in fields_of(cls))
    structure: Hook

    def generate(value: Any, _: Any) -> Any:
        nonlocal structure
        structure = _generate(cls)
        return structure(value, cls)

    structure = generate  # with the first value, for a model may hold itself

    def structure_model(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            return unwrap(value, cls.__name__)
        model = structure(value, cls)
        if not known.issuperset(value):
            model._set_extra({name: item for name, item in value.items() if name not in known})  # noqa: SLF001
        return model

    return structure_model


def _generate(cls: Any) -> Hook:
    overrides = [
        override(rename=field.wire_name, struct_hook=converter.get_structure_hook(field.annotation))
        for field in fields_of(cls)
    ]
    # As annotations, not as keywords: a field may have the name of a parameter, such as `converter`.
    attributes = [
        attribute.evolve(type=Annotated[Any, overriding])
        for attribute, overriding in zip(fields(cls), overrides, strict=True)
    ]
    return make_dict_structure_fn_from_attrs(attributes, cls, converter)


def _has_origin(*origins: Any) -> Callable[[Any], bool]:
    return lambda annotation: get_origin(annotation) in origins


for _name, _scalar in SCALARS.items():
    if isinstance(_scalar.type, type):
        converter.register_structure_hook(_scalar.type, scalar_hook(_name, _scalar))
    else:
        converter.register_structure_hook_func(partial(eq, _scalar.type), scalar_hook(_name, _scalar))
# The last that fits is taken: a tagged union, which is `Annotated`, counts as what it annotates.
converter.register_structure_hook_factory(_has_origin(list, dict), container_hook)
converter.register_structure_hook_factory(_has_origin(Union, UnionType), union_hook)
converter.register_structure_hook_factory(has, model_hook)
converter.register_structure_hook_factory(
    lambda annotation: discriminator_of(annotation) is not None, tagged_union_hook
)


def structure_hook(type_text: str, models: str) -> Hook:
    """Return the hook of a type expression.

    Args:
        type_text: Such as `list[Task]`.
        models: The package that exports the models of the service.
    """
    return converter.get_structure_hook(annotation_of(parse(type_text), models))
