"""The fields of a model, read from its annotations."""

from __future__ import annotations

import sys
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, frozen

from .markers import FileUrls, Secret, WireName
from .type_expressions import TypeExpression, expression_of


@frozen(kw_only=True)
class ModelField:
    """A field of a model."""

    name: str
    wire_name: str
    """Its name in JSON."""
    annotation: Any
    """Its type, resolved and without markers."""
    required: bool
    secret: bool
    file_urls: bool

    @property
    def expression(self) -> TypeExpression:
        """Its type as the spec writes it."""
        return expression_of(self.annotation)


_FIELDS: dict[type, tuple[ModelField, ...]] = {}


def fields_of(cls: type) -> tuple[ModelField, ...]:
    """Return the fields of a model, in the order of the spec; none for other classes."""
    fields = _FIELDS.get(cls)
    if fields is None:
        fields = _FIELDS[cls] = _read_fields(cls)
    return fields


def _read_fields(cls: type) -> tuple[ModelField, ...]:
    attributes: tuple[Attribute[Any], ...] = getattr(cls, "__attrs_attrs__", ())
    if not attributes:
        return ()
    module = sys.modules[cls.__module__]
    names: Any = (vars(module), _Exports(sys.modules.get(module.__name__.rpartition(".")[0])))
    hints = get_type_hints(cls, localns=ChainMap(*names), include_extras=True)
    return tuple(_field(attribute, hints[attribute.name]) for attribute in attributes)


def _field(attribute: Attribute[Any], annotation: Any) -> ModelField:
    markers = [*get_args(annotation)[1:]] if get_origin(annotation) is Annotated else []
    others = tuple(marker for marker in markers if not isinstance(marker, (WireName, Secret, FileUrls)))
    if len(others) < len(markers):
        unmarked = get_args(annotation)[0]
        annotation = Annotated[(unmarked, *others)] if others else unmarked
    return ModelField(
        name=attribute.name,
        wire_name=next((marker.name for marker in markers if isinstance(marker, WireName)), attribute.name),
        annotation=annotation,
        required=attribute.default is NOTHING,
        secret=Secret() in markers,
        file_urls=FileUrls() in markers,
    )


class _Exports(Mapping[str, Any]):
    """The models that a package exports: annotations name those of other modules, which are not imported."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self._names: Sequence[str] = getattr(package, "__all__", ())

    def __getitem__(self, name: str) -> Any:
        if name in self._names:
            return getattr(self._package, name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
