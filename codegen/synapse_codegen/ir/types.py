"""Types: scalars, names, and what is made of them."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from .declared import Declared


@frozen
class Scalar:
    """A type that the language has by itself."""

    name: str
    """A key of `scalars.SCALARS`."""


@frozen
class Named(Declared):
    """A model, union or enum, by its name."""

    name: str


@frozen
class ListOf:
    """`list[T]`."""

    item: TypeRef


@frozen
class DictOf:
    """`dict[T]`: an object with free keys, whose values are all `T`."""

    value: TypeRef


@frozen
class OneOf:
    """`A | B`: scalars, lists and enums only. Models need a named union with a discriminator."""

    options: tuple[TypeRef, ...]


@frozen
class Nullable:
    """`T?`: `T` or null."""

    inner: TypeRef


TypeRef: TypeAlias = Scalar | Named | ListOf | DictOf | OneOf | Nullable
