"""What emitted models are made of."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from attrs import NOTHING, Factory, define
from attrs import field as attrs_field

from synapse_runtime.types import UNSET

from .codec import unstructure_model
from .converter import fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.types import Json

M = TypeVar("M")


class Model:
    """Base of all emitted models: an attrs class with slots.

    Members that were not given are UNSET.
    """

    __slots__ = ("_extra",)

    _extra: dict[str, Json]

    @property
    def extra(self) -> Mapping[str, Json]:
        """Members the spec does not know, by the name they travel under."""
        return getattr(self, "_extra", {})

    def keep_extra(self, extra: dict[str, Json]) -> None:
        """Set what the spec does not know; the codec does, once."""
        self._extra = extra

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._given() == other._given() and self.extra == other.extra

    __hash__ = None  # type: ignore[assignment]  # equal by value, and a member can be a list

    def __repr__(self) -> str:
        hidden = {one.name for one in fields_of(type(self)) if one.secret}
        given = ", ".join(f"{name}={'***' if name in hidden else repr(value)}" for name, value in self._given().items())
        return f"{type(self).__name__}({given})"

    def _given(self) -> dict[str, object]:
        values = {one.name: getattr(self, one.name) for one in fields_of(type(self))}
        return {name: value for name, value in values.items() if value is not UNSET}

    def to_dict(self) -> dict[str, Json]:
        """This model as JSON data, by the names of the wire.

        Returns:
            A new dict. Members that are UNSET are left out, null stays null, what the
            spec does not know comes last.
        """
        return unstructure_model(self)


def required(type: str, *, wire: str = "", file_urls: bool = False, secret: bool = False) -> Any:
    """Declare a member that is always there.

    Args:
        type: Its spec type.
        wire: Its name on the wire, where that is another.
        file_urls: Whether it holds file URLs.
        secret: Whether it is kept out of the repr.
    """
    return field(type, default=NOTHING, wire=wire, file_urls=file_urls, secret=secret)


def field(type: str, *, default: Any, wire: str = "", file_urls: bool = False, secret: bool = False) -> Any:
    """Declare a member that may be missing; its default is mostly UNSET.

    Args:
        type: Its spec type.
        default: What it is when it is not given.
        wire: Its name on the wire, where that is another.
        file_urls: Whether it holds file URLs.
        secret: Whether it is kept out of the repr.
    """
    metadata = {"type": type, "wire": wire, "file_urls": file_urls, "required": default is NOTHING}
    if default.__class__ in {list, dict}:
        default = Factory(partial(deepcopy, default))  # each model has its own
    return attrs_field(default=default, metadata=metadata, repr=not secret)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, required))
def model(cls: type[M], /) -> type[M]:
    """Make an attrs class with slots, frozen for type checkers, of a model."""
    return define(
        cls,
        kw_only=True,
        eq=False,  # Model's own, which knows `extra`
        repr=False,
        getstate_setstate=False,  # the default keeps `_extra` too
    )
