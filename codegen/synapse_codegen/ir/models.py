"""Models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from .declared import Evolving, Json, Limited

if TYPE_CHECKING:
    from .declared import Named, TypeRef

Direction: TypeAlias = Literal["sent", "read"]
"""What callers do with a value."""


@frozen(repr=False)
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
    const: Json | None = None
    """Its only value. Callers do not pass it."""
    has_const: bool = False
    only: Literal["", Direction] = ""
    """Whether it is only sent (`write: only`), or only read (`read: only`)."""

    @property
    def is_sent(self) -> bool:
        """Whether a request may have it."""
        return self.only != "read"

    @property
    def is_read(self) -> bool:
        """Whether a response may have it."""
        return self.only != "sent"


@frozen(repr=False)
class Model(Evolving):
    """An object with known fields."""

    name: str
    fields: tuple[Field, ...]

    @property
    def sent_fields(self) -> tuple[Field, ...]:
        """The fields that a request may have."""
        return tuple(field for field in self.fields if field.is_sent)

    @property
    def arguments(self) -> tuple[Field, ...]:
        """The fields that callers pass."""
        return tuple(field for field in self.sent_fields if not field.has_const)


@frozen(repr=False)
class UnionModel(Evolving):
    """One of several models, told apart by the value of one field; or one of several types, told apart by structure."""

    name: str
    discriminator: str
    """Empty if there is none."""
    variants: tuple[tuple[str, Named], ...]
    """Pairs of a value of the discriminator and its model."""
    options: tuple[TypeRef, ...] = ()
    """What it may be, without a discriminator."""

    @property
    def types(self) -> tuple[TypeRef, ...]:
        """What it may be."""
        return self.options or tuple(variant for _, variant in self.variants)


@frozen(repr=False)
class EnumValue(Evolving):
    """One value of an enum."""

    value: str
    """As the spec writes it, also if it is an integer."""
    python_name: str
    aliases: tuple[str, ...] = ()
    """Other spellings of the value."""


@frozen(repr=False)
class Enum(Evolving):
    """An open set of strings or integers: servers may add to it."""

    name: str
    values: tuple[EnumValue, ...]
    type: Literal["str", "int"] = "str"

    @property
    def spellings(self) -> tuple[str, ...]:
        """All values, in all spellings."""
        return tuple(spelling for value in self.values for spelling in (value.value, *value.aliases))

    @property
    def json_values(self) -> tuple[str | int, ...]:
        """All values as JSON has them, in all spellings."""
        return tuple(map(self.to_json, self.spellings))

    def to_json(self, spelling: str) -> str | int:
        """Return a value as JSON has it."""
        return int(spelling) if self.type == "int" else spelling
