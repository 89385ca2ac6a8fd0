"""Models: their base and decorator, and the way to JSON data."""

from __future__ import annotations

from copy import deepcopy
from enum import Enum
from functools import partial
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from attrs import Attribute, Factory, define

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import UNSET, is_mapping, is_sequence, whole_number

from .annotations import fields_of
from .scalars import SCALARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.types import Json

M = TypeVar("M")


class Model:
    """Base of all emitted models, which are attrs classes with slots. A field that was not given is UNSET."""

    __slots__ = ("_extra",)

    @property
    def extra(self) -> Mapping[str, Json]:
        """Fields that the spec does not know, by their names in JSON."""
        return getattr(self, "_extra", {})

    def _set_extra(self, extra: dict[str, Json]) -> None:
        self._extra = extra

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return values_of(self) == values_of(other)

    __hash__ = None  # type: ignore[assignment]  # equal by value, and a field may be a list

    def __repr__(self) -> str:
        values = ((field, getattr(self, field.name)) for field in fields_of(type(self)))
        shown = (
            f"{field.name}={'***' if field.secret else repr(value)}" for field, value in values if value is not UNSET
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def to_dict(self) -> dict[str, Json]:
        """Return this model as JSON data, without UNSET; what the spec does not know comes last."""
        return {name: unstructure(value) for name, value in values_of(self).items()}


def values_of(model: Model) -> dict[str, Any]:
    """Return the values of a model by the names of its fields in JSON, as they are; UNSET is left out."""
    values = {field.wire_name: getattr(model, field.name) for field in fields_of(type(model))}
    return {name: value for name, value in values.items() if value is not UNSET} | dict(model.extra)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def model(cls: type[M], /) -> type[M]:
    """Make an attrs class of a model: with slots, by keywords, and frozen in the eyes of type checkers."""
    return define(
        cls,
        kw_only=True,
        eq=False,  # `Model` compares `extra` too
        repr=False,  # `Model` hides secrets
        getstate_setstate=False,  # Python's own state includes `_extra`
        field_transformer=_copy_defaults,
    )


def _copy_defaults(_: type, attributes: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Give each instance a copy of its own of a default that is a list or a dict."""
    return [
        attribute.evolve(default=Factory(partial(deepcopy, attribute.default)))
        if attribute.default.__class__ in {list, dict}
        else attribute
        for attribute in attributes
    ]


# Not by cattrs: it goes by the type of a field, which a raw value does not have, lets bytes, paths and sets pass,
# which JSON cannot say, and bodies of plain data would load it.


def unstructure(value: Any) -> Any:
    """Return any value as JSON data; InvalidArgumentError if JSON cannot say it."""
    if isinstance(value, Enum):
        if value is UNSET:
            raise InvalidArgumentError("UNSET stands inside plain data: leave the field out instead")
        return unstructure(value.value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if is_sequence(value):
        return [unstructure(item) for item in value]
    if is_mapping(value):
        return {key: unstructure(item) for key, item in value.items()}
    if isinstance(value, Model):
        return value.to_dict()
    for scalar in SCALARS.values():
        if scalar.unstructure is not None and isinstance(value, scalar.type):
            return scalar.unstructure(value)
    number = whole_number(value)
    if number is not None:
        return number
    if isinstance(value, Real):
        return float(value)
    hint = ": give its tolist()" if hasattr(value, "tolist") else ""
    raise InvalidArgumentError(f"{type(value).__name__} cannot be sent as JSON{hint}")
