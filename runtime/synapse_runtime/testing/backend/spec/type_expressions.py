"""The types of the spec, as descriptors write them: `list[int]`, `str | Task?`.

The generator checks every expression before it emits one, so `parse` only reads.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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
