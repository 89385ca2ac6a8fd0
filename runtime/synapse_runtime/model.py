"""What emitted models are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from .values import UNSET, Json

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

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._given() == other._given() and self.extra == other.extra

    __hash__ = None  # type: ignore[assignment]  # equal by value, and a member can be a list

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self._given().items())
        return f"{type(self).__name__}({given})"

    def _given(self) -> dict[str, object]:
        names = [field.name for field in type(self).__attrs_attrs__]  # type: ignore[attr-defined]  # attrs made it
        return {name: value for name in names if (value := getattr(self, name)) is not UNSET}

    def to_dict(self) -> dict[str, Json]:
        """This model as JSON data, by the names of the wire.

        Returns:
            A new dict. Members that are UNSET are left out, null stays null, what the
            spec does not know comes last.
        """
        from .codec import unstructure_model

        return unstructure_model(self)


if TYPE_CHECKING:

    def field(type: str, *, default: Any = UNSET, wire: str = "", file_urls: bool = False) -> Any:
        """Declare an optional member of a model by its spec type."""

    def required(type: str, *, wire: str = "", file_urls: bool = False) -> Any:
        """Declare a member that is always there."""

    @dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, required))
    def model(cls: type[M], /) -> type[M]:
        """Make an attrs class with slots, frozen for type checkers, of a model."""

else:
    from attrs import NOTHING, define
    from attrs import field as attrs_field

    from .codec import annotated

    def required(type, *, wire="", file_urls=False):
        return field(type, default=NOTHING, wire=wire, file_urls=file_urls)

    def field(type, *, default=UNSET, wire="", file_urls=False):
        metadata = {"type": type, "wire": wire, "file_urls": file_urls, "required": default is NOTHING}
        return attrs_field(default=default, metadata=metadata)

    def model(cls):
        # The annotation as written is for people and type checkers, and names things that are
        # not imported at run time; cattrs reads the spec type in its place.
        return define(
            cls,
            kw_only=True,
            eq=False,  # Model's own, which knows `extra`
            repr=False,
            getstate_setstate=False,  # the default keeps `_extra` too
            field_transformer=lambda _, fields: [
                one.evolve(type=annotated(one.metadata["type"])) for one in fields
            ],
        )
