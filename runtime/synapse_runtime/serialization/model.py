"""Models: their base and decorator, and the way to dicts and back."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, dataclass_transform, overload

from attrs import NOTHING, Attribute, Factory, define, evolve, field

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import UNSET, describe

from .plain_data import ModelBase, unstructure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.types import Json

M = TypeVar("M")


class Model(ModelBase):
    """Base of all emitted models, which are attrs classes with slots. A field that was not given is UNSET."""

    __slots__ = ()

    def __replace__(self, **changes: Any) -> Self:
        """Return a copy with other values in some fields, for `copy.replace`."""
        replaced = evolve(self, **changes)  # type: ignore[misc]  # its subclasses are attrs classes
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
        """Make a model of a dict such as `to_dict` returns, its keys named as in JSON.

        Args:
            data: JSON data; dates, UUIDs and models may be objects. Keys that the spec does not know go to `extra`.
            strict: False keeps a value that does not fit its type as it is, as a client does.

        Raises:
            InvalidArgumentError: A value does not fit, or is missing.
        """
        from .codec import structure_model  # with the first dict, for it loads cattrs

        structured, issues = structure_model(cls, unstructure(data))
        if isinstance(structured, cls) and not (issues and strict):
            return structured
        listed = "; ".join(f"{path}: expected {expected}, found {found}" for path, expected, found in issues)
        raise InvalidArgumentError(f"The data is not what the spec says: {listed}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic, and so FastAPI, validates, serializes and describes this model."""
        from .pydantic_schema import make_core_schema  # pydantic alone asks for it, so it is loaded already

        return make_core_schema(cls, handler)


def read_only(*, init: Literal[False] = False) -> Any:  # noqa: ARG001 - it tells checkers to leave the field out
    """Declare a field that only responses have. Checkers do not let callers pass it; it is UNSET until it is read."""
    return field(default=UNSET, metadata={"only": "read"})


@overload
def write_only() -> Any: ...
@overload
def write_only(*, default: Any) -> Any: ...
def write_only(*, default: Any = NOTHING) -> Any:
    """Declare a field that only requests have."""
    return field(default=default, metadata={"only": "sent"})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(read_only, write_only))
def model(cls: type[M], /) -> type[M]:
    """Make an attrs class of a model: with slots, by keywords, and frozen in the eyes of type checkers."""
    # That of attrs, since Python 3.13, drops `_extra`.
    cls.__replace__ = Model.__replace__  # type: ignore[attr-defined]  # checkers know none of it
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
