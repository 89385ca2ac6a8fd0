"""Models and other values of Python as plain data, which is what JSON can say."""

from __future__ import annotations

from enum import Enum
from numbers import Real
from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import (
    UNSET,
    StoredFile,
    UnknownValue,
    is_mapping,
    is_sequence,
    make_html_table,
    whole_number,
)

from .annotations import SCALARS, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from synapse_runtime.types import Json


class ModelBase:
    """What a model holds: its fields, and those that the spec does not know."""

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
        shown = ", ".join(f"{name}={value}" for name, value in show_fields(self, repr))
        return f"{type(self).__name__}({shown})"

    def _repr_html_(self) -> str:
        unknown = [("extra", f"with {', '.join(self.extra)}")] if self.extra else []
        return make_html_table(type(self).__name__, [*show_fields(self, str), *unknown])


def show_fields(model: ModelBase, show: Callable[[Any], str]) -> Iterator[tuple[str, str]]:
    """Return each field that is set, by its name in Python, with its value as `show` writes it; secrets are masked."""
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if value is not UNSET:
            yield field.name, "***" if field.secret else show(value)


def values_of(model: ModelBase, *, sent: bool = False) -> dict[str, Any]:
    """Return the values of a model by the names of its fields in JSON, as they are; UNSET is left out.

    With `sent`, so are the fields that are only read.
    """
    shown = (field for field in fields_of(type(model)) if not (sent and field.only == "read"))
    values = {field.wire_name: getattr(model, field.name) for field in shown}
    return {name: value for name, value in values.items() if value is not UNSET} | dict(model.extra)


# Not by cattrs: it goes by the type of a field, which a raw value does not have, lets bytes, paths and sets pass,
# which JSON cannot say, and bodies of plain data would load it.


def unstructure(value: Any, kept_types: tuple[type, ...] = (), *, sent: bool = False) -> Any:
    """Return any value as JSON data, but dates as they are if `kept_types` has them; `sent` is that of `values_of`.

    Raises:
        InvalidArgumentError: JSON cannot say it.
    """
    if isinstance(value, (Enum, UnknownValue)):
        if value is UNSET:
            raise InvalidArgumentError("UNSET stands inside plain data: leave the field out instead")
        return unstructure(value.value, kept_types)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, StoredFile):
        value = value.to_dict()
    if is_sequence(value):
        return [unstructure(item, kept_types, sent=sent) for item in value]
    if isinstance(value, ModelBase):
        value = values_of(value, sent=sent)
    if is_mapping(value):
        return {key: unstructure(item, kept_types, sent=sent) for key, item in value.items()}
    for scalar in SCALARS.values():
        if scalar.unstructure is not None and isinstance(value, scalar.type):
            return value if isinstance(value, kept_types) else scalar.unstructure(value)
    number = whole_number(value)
    if number is not None:
        return number
    if isinstance(value, Real):
        return float(value)
    hint = ": give its tolist()" if hasattr(value, "tolist") else ""
    raise InvalidArgumentError(f"{type(value).__name__} cannot be sent as JSON{hint}")
