"""Models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from .declared import Described, Json, Limited

if TYPE_CHECKING:
    from .declared import Named, TypeRef


@frozen
class Field(Limited):
    """One field of a model."""

    name: str
    """Its name on the wire."""
    python_name: str
    """Its name in Python: made by `naming`, or the spec's `python_name`."""
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False
    file_urls: bool = False
    """Whether it holds URLs of files, which `url_conversion` may rewrite."""
    secret: bool = False
    """Whether a repr hides it."""


@frozen
class Model(Described):
    """An object with known fields."""

    name: str
    fields: tuple[Field, ...]


@frozen
class UnionModel(Described):
    """One of several models. The value of one field says which."""

    name: str
    discriminator: str
    """Empty if the spec has none; `validate` reports that."""
    variants: tuple[tuple[str, Named], ...]
    """Pairs of a value of the discriminator and its model."""


@frozen
class EnumValue(Described):
    """One value of an enum."""

    value: str
    python_name: str
    aliases: tuple[str, ...] = ()
    """Other spellings of the value."""


@frozen
class Enum(Described):
    """An open set of strings: servers may add to it."""

    name: str
    values: tuple[EnumValue, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All values, in all spellings."""
        return tuple(spelling for value in self.values for spelling in (value.value, *value.aliases))
