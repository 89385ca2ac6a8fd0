"""The types of the spec, as descriptors write them (`list[int]`, `str | Task?`) and as annotations in Python.

The generator checks every expression before it emits one, so `parse` only reads.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from synapse_runtime.types import Unset

from .markers import Discriminator
from .scalars import SCALARS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Name(NamedTuple):
    """A scalar (`int`, `datetime`, …), or a model, union or enum of the service."""

    name: str


class ListOf(NamedTuple):
    """`list[T]`."""

    item: TypeExpression


class DictOf(NamedTuple):
    """`dict[T]`: an object with any keys."""

    value: TypeExpression


class OneOf(NamedTuple):
    """`A | B`."""

    options: tuple[TypeExpression, ...]


class Nullable(NamedTuple):
    """`T?`."""

    inner: TypeExpression


TypeExpression: TypeAlias = Name | ListOf | DictOf | OneOf | Nullable

_TOKEN = re.compile(r"\w+|[\[\]|?]")


@cache
def parse(text: str) -> TypeExpression:
    """Parse a type expression, such as `list[int]`."""
    return _parse_union(iter([*_TOKEN.findall(text), ""]))[0]


def _parse_union(tokens: Iterator[str]) -> tuple[TypeExpression, str]:
    option, token = _parse_option(tokens)
    options = [option]
    while token == "|":
        option, token = _parse_option(tokens)
        options.append(option)
    return (options[0] if len(options) == 1 else OneOf(tuple(options))), token


def _parse_option(tokens: Iterator[str]) -> tuple[TypeExpression, str]:
    name, token = next(tokens), next(tokens)
    expression: TypeExpression = Name(name)
    if token == "[":
        inner, _ = _parse_union(tokens)
        expression = ListOf(inner) if name == "list" else DictOf(inner)
        token = next(tokens)
    while token == "?":
        expression, token = Nullable(expression), next(tokens)
    return expression, token


def spelled(expression: TypeExpression) -> str:
    """Write a type expression; the inverse of `parse`."""
    match expression:
        case Name(name):
            return name
        case ListOf(item):
            return f"list[{spelled(item)}]"
        case DictOf(value):
            return f"dict[{spelled(value)}]"
        case Nullable(inner):
            return f"{spelled(inner)}?"
        case _:
            return " | ".join(map(spelled, expression.options))


def annotation_of(expression: TypeExpression, models: str) -> Any:
    """Return the annotation that says the same in Python.

    Args:
        expression: A type of the spec.
        models: The package that exports the models, enums and unions of the service.
    """
    match expression:
        case Name(name) if name in SCALARS:
            return SCALARS[name].type
        case Name(name):
            return _resolve(name, models)
        case ListOf(item):
            return list[annotation_of(item, models)]  # type: ignore[misc]  # a type made at run time
        case DictOf(value):
            return dict[str, annotation_of(value, models)]  # type: ignore[misc]
        case Nullable(inner):
            return _union([annotation_of(inner, models), None])
        case _:
            return _union([annotation_of(option, models) for option in expression.options])


def _union(options: list[Any]) -> Any:
    return Union[tuple(options)]  # noqa: UP007 - made at run time


def _resolve(name: str, models: str) -> Any:
    package = import_module(models)
    target = getattr(package, name)
    discriminator = discriminator_of(target)
    if discriminator is not None:
        return Annotated[_union([getattr(package, model) for model in discriminator.models.values()]), discriminator]
    return target | str if issubclass(target, Enum) else target


def discriminator_of(annotation: Any) -> Discriminator | None:
    """Return what tells the models of a union apart, or None."""
    markers = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((marker for marker in markers if isinstance(marker, Discriminator)), None)


def union_options(annotation: Any) -> list[Any]:
    """Return the options of an annotation, None among them; a single type is its only option.

    UNSET is none: it never travels. Nor is `str` beside an enum: any string may be a value of that.
    """
    options = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    implied = {Unset, str} if any(map(is_enum, options)) else {Unset}
    return [option for option in options if option not in implied]


def is_enum(annotation: Any) -> bool:
    """Tell whether an annotation is an enum."""
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def expression_of(annotation: Any) -> TypeExpression:
    """Return the type expression of an annotation; the inverse of `annotation_of`."""
    options = union_options(annotation)
    expressions = [_expression_of_option(option) for option in options if option is not NoneType]
    if NoneType in options:
        expressions[-1] = Nullable(expressions[-1])
    return expressions[0] if len(expressions) == 1 else OneOf(tuple(expressions))


_SCALAR_NAMES = {scalar.type: name for name, scalar in SCALARS.items()}


def _expression_of_option(option: Any) -> TypeExpression:
    if get_origin(option) is list:
        return ListOf(expression_of(get_args(option)[0]))
    if get_origin(option) is dict:
        return DictOf(expression_of(get_args(option)[1]))
    discriminator = discriminator_of(option)
    if discriminator is not None:
        return Name(discriminator.union)
    return Name(_SCALAR_NAMES.get(option) or option.__name__)
