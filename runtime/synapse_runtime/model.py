"""What emitted models are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, dataclass_transform

from .values import UNSET, Json

M = TypeVar("M")

NO_EXTRA: Final[Mapping[str, Json]] = MappingProxyType({})


class Model:
    """Base of all emitted models: an attrs class with `slots`.

    Members the spec does not know are kept in `extra`, by the name they travel under.
    """

    __slots__ = ("extra",)

    extra: Mapping[str, Json]

    if not TYPE_CHECKING:  # attrs makes the real __init__ of the subclasses

        def __attrs_post_init__(self):
            self.extra = NO_EXTRA

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
    from attrs import field as _attrs_field

    def required(type, *, wire="", file_urls=False):
        return field(type, default=NOTHING, wire=wire, file_urls=file_urls)

    def field(type, *, default=UNSET, wire="", file_urls=False):
        return _attrs_field(default=default, metadata={"type": type, "wire": wire, "file_urls": file_urls})

    model = define(kw_only=True, eq=True)
