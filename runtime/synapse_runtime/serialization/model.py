"""Models: their base and decorator, and models and other values of Python as plain data, which is what JSON can say."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from enum import Enum
from functools import partial
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, dataclass_transform, overload

import attrs
from synapse_http.errors import InvalidArgumentError
from synapse_http.values import UNSET, Unset, describe, is_mapping, is_sequence, make_html_table, whole_number

from synapse_runtime.types import DataUri, FileContent, StoredFile, UnknownValue

from .annotations import SCALARS, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
        shown = ", ".join(f"{name}={value}" for name, value in show_fields(self, repr))
        return f"{type(self).__name__}({shown})"

    def _repr_html_(self) -> str:
        unknown = [("extra", f"with {', '.join(self.extra)}")] if self.extra else []
        return make_html_table(type(self).__name__, [*show_fields(self, str), *unknown])

    def __replace__(self, **changes: Any) -> Self:
        """Return a copy with other values in some fields, for `copy.replace`."""
        replaced = attrs.evolve(self, **changes)  # type: ignore[misc]  # its subclasses are attrs classes
        replaced._set_extra(dict(self.extra))  # noqa: SLF001 - of its own class
        return replaced

    @overload
    def to_dict(self, *, dates: Literal["iso"] = "iso") -> dict[str, Json]: ...
    @overload
    def to_dict(self, *, dates: Literal["datetime"]) -> dict[str, Any]: ...
    def to_dict(self, *, dates: str = "iso") -> dict[str, Any]:
        """Return this model as JSON data, without UNSET; what the spec does not know comes last.

        Args:
            dates: "iso" for strings, which JSON can say, or "datetime" for `datetime` and `date` objects.
        """
        if dates not in ("iso", "datetime"):
            raise InvalidArgumentError(f"dates must be 'iso' or 'datetime', got {describe(dates)}")
        fields: dict[str, Any] = unstructure(self, (date,) if dates == "datetime" else ())
        return fields

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, strict: bool = True) -> Self:
        """Make a model of a dict such as `to_dict` returns, its keys named as in JSON. It does not call `__init__`.

        Args:
            data: JSON data; dates, UUIDs and models may be objects. Keys that the spec does not know go to `extra`.
            strict: False keeps a value that does not fit its type as it is, as a client does.

        Raises:
            InvalidArgumentError: A value does not fit, or is missing.
        """
        from .converter import structure_model  # with the first dict, for it loads cattrs

        structured, issues = structure_model(cls, unstructure(data))
        if isinstance(structured, cls) and not (issues and strict):
            return structured
        listed = "; ".join(f"{path}: expected {expected}, found {found}" for path, expected, found in issues)
        raise InvalidArgumentError(f"The data is not what the spec says: {listed}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic, and so FastAPI, validates, serializes and describes this model."""
        from synapse_integrations.pydantic_schema import make_core_schema  # pydantic asks, so it is loaded already

        from .converter import structure_model  # as above

        return make_core_schema(
            cls,
            handler,
            fields_of=lambda model: [(field.wire_name, field.annotation, field.required) for field in fields_of(model)],
            types={Unset: None, UnknownValue: str, FileContent: str, DataUri: str},
            objects={StoredFile: {"url": True, "checksum": False}},
            structure=structure_model,
            unstructure=unstructure,
        )


def read_only(*, init: Literal[False] = False) -> Any:  # noqa: ARG001 - it tells checkers to leave the field out
    """Declare a field that only responses have. Checkers do not let callers pass it; it is UNSET until it is read."""
    return attrs.field(default=UNSET, metadata={"only": "read"})


@overload
def write_only() -> Any: ...
@overload
def write_only(*, default: Any) -> Any: ...
def write_only(*, default: Any = attrs.NOTHING) -> Any:
    """Declare a field that only requests have."""
    return attrs.field(default=default, metadata={"only": "sent"})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(read_only, write_only))
def model(cls: type[M], /) -> type[M]:
    """Make an attrs class of a model: with slots, by keywords, and frozen in the eyes of type checkers."""
    # That of attrs, since Python 3.13, drops `_extra`.
    cls.__replace__ = Model.__replace__  # type: ignore[attr-defined]  # checkers know none of it
    return attrs.define(
        cls,
        kw_only=True,
        eq=False,  # `Model` compares `extra` too
        repr=False,  # `Model` hides secrets
        getstate_setstate=False,  # Python's own state includes `_extra`
        field_transformer=_copy_defaults,
    )


def _copy_defaults(_: type, attributes: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Give each instance a copy of its own of a default that is a list or a dict."""
    return [
        attribute.evolve(default=attrs.Factory(partial(deepcopy, attribute.default)))
        if attribute.default.__class__ in {list, dict}
        else attribute
        for attribute in attributes
    ]


def show_fields(model: Model, show: Callable[[Any], str]) -> Iterator[tuple[str, str]]:
    """Return each field that is set, by its name in Python, with its value as `show` writes it; secrets are masked."""
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if value is not UNSET:
            yield field.name, "***" if field.secret else show(value)


def values_of(model: Model, *, sent: bool = False) -> dict[str, Any]:
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
    if isinstance(value, Model):
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
