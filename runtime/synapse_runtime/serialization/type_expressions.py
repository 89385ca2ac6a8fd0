"""The little language of types, as it stands in descriptors: `list[int]`, `str | Task?`.

The generator has checked every text before it is emitted, so this parser only reads.
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
    """`dict[T]`: an object of free keys."""

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
    """Read a type.

    Args:
        text: A type expression, such as `list[int]`.

    Returns:
        Its parts, as nested tuples.
    """
    tokens = _TOKEN.findall(text)
    return _one_of(iter([*tokens, ""]))[0]


def _one_of(tokens: Iterator[str]) -> tuple[TypeExpression, str]:
    option, token = _single(tokens)
    options = [option]
    while token == "|":
        option, token = _single(tokens)
        options.append(option)
    return (options[0] if len(options) == 1 else OneOf(tuple(options))), token


def _single(tokens: Iterator[str]) -> tuple[TypeExpression, str]:
    name, token = next(tokens), next(tokens)
    found: TypeExpression = Name(name)
    if token == "[":
        inner, _ = _one_of(tokens)
        found = ListOf(inner) if name == "list" else DictOf(inner)
        token = next(tokens)
    while token == "?":
        found, token = Nullable(found), next(tokens)
    return found, token


def spelled(expression: TypeExpression) -> str:
    """Write a type; the inverse of `parse`."""
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
