"""The types of the spec: scalars, annotations that are taken apart and spelled as in the spec, fields of models."""

from __future__ import annotations

import sys
from collections import ChainMap
from datetime import date, datetime
from enum import Enum, IntEnum
from importlib import import_module
from types import MappingProxyType, NoneType, SimpleNamespace, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from synapse_http.values import Unset, iso

from synapse_runtime.types import DataUri, FileContent, Json, StoredFile, StoredFiles, UnknownValue

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping


class Scalar(NamedTuple):
    """One scalar type."""

    type: Any
    json_types: tuple[type, ...]
    """Classes of the JSON values it is made from."""
    structure: Callable[[Any], Any] | None = None
    """Turns a JSON value into a Python value, or raises ValueError; None keeps it as it is."""
    unstructure: Callable[[Any], str] | None = None
    """Turns a Python value into a JSON value; None keeps it as it is."""


SCALARS: Mapping[str, Scalar] = {
    "bool": Scalar(bool, (bool,)),
    "int": Scalar(int, (int,)),
    "float": Scalar(float, (float, int), structure=float),
    "uuid": Scalar(UUID, (str,), structure=UUID, unstructure=str),
    "date": Scalar(date, (str,), structure=date.fromisoformat, unstructure=iso),
    "datetime": Scalar(datetime, (str,), structure=datetime.fromisoformat, unstructure=iso),
    "str": Scalar(str, (str,)),
    "file": Scalar(FileContent, (str,)),  # a stored file comes back as its URL
    "data_uri": Scalar(DataUri, (str,)),
    "stored_files": Scalar(StoredFiles, (dict, list)),  # `converter` has its hook, for each file may not fit
    "json": Scalar(Json, (dict, list, str, int, float, bool, type(None))),
}
"""By name in the spec, the most specific first: a value of a union becomes the first option that takes it."""

SCALAR_NAMES = {scalar.type: name for name, scalar in SCALARS.items()}
"""By Python type, in the same order."""


@attrs.frozen
class Discriminator:
    """Marker of a union whose models are told apart by the value of one field."""

    union: str
    """Name of the union."""
    field: str
    """Name of the field, in JSON."""
    models: Mapping[str, str] = attrs.field(hash=False)
    """Value of the field to name of the model."""

    def model_of(self, value: Mapping[str, Any]) -> str:
        """Return the model that an object is, or "" if it is none that is known."""
        tag = value.get(self.field)
        return self.models.get(tag, "") if isinstance(tag, str) else ""


@attrs.frozen
class Disambiguator:
    """Marker of a union whose types are told apart by their structure."""

    union: str
    tests: Mapping[str, Mapping[str, tuple[Any, ...]]] = attrs.field(default=MappingProxyType({}), hash=False)
    """Models, in the order in which an object is compared with them, each to the fields that it must have, and the
    values that are allowed there; no values: any. Empty if no two types are objects."""

    def model_of(self, value: Mapping[str, Any]) -> str:
        """Return the model that an object is, or "" if it is none that is known."""
        for model, test in self.tests.items():
            if all(name in value and (not allowed or value[name] in allowed) for name, allowed in test.items()):
                return model
        return ""


def annotation_of(type_string: str, models: str) -> Any:
    """Return the annotation of a type as a descriptor writes it, such as `dict[Task]?`; `models` exports the models."""
    python = type_string.replace("dict[", "dict[str, ").replace("?", " | None")
    scalars = {name: scalar.type for name, scalar in SCALARS.items()}
    return _resolve(SimpleNamespace(__annotations__={"type": python}), scalars, models)["type"]


def _resolve(annotated: Any, names: Mapping[str, Any], models: str) -> dict[str, Any]:
    """Return resolved annotations. What is missing in `names`, the models package exports."""
    namespaces: Any = (names, _Exports(models))
    return get_type_hints(annotated, localns=ChainMap(*namespaces), include_extras=True)


class _Exports(dict[str, Any]):
    """What a package exports, loaded when it is looked up; an enum is open, so it comes with `str`, or `int`."""

    def __init__(self, package: str) -> None:
        self._package = import_module(package) if package else None
        super().__init__(dict.fromkeys(getattr(self._package, "__all__", ())))

    def __getitem__(self, name: str) -> Any:
        if name not in self:
            raise KeyError(name)
        export = getattr(self._package, name)
        return export | enum_type(export) if is_enum(export) else export


def is_enum(annotation: Any) -> bool:
    """Return whether an annotation is an enum of the spec."""
    return isinstance(annotation, type) and issubclass(annotation, Enum) and annotation is not Unset


def enum_type(enum: type[Enum]) -> type[int | str]:
    """Return what the values of an enum are: strings, or integers."""
    return int if issubclass(enum, IntEnum) else str


def has_origin(origins: Container[Any], annotation: Any) -> bool:
    """Return whether an annotation is one of some generic types, such as a list or a union."""
    return get_origin(annotation) in origins


def union_marker(annotation: Any) -> Discriminator | Disambiguator | None:
    """Return what tells the types of a named union apart, or None."""
    markers = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((marker for marker in markers if isinstance(marker, (Discriminator, Disambiguator))), None)


def union_options(annotation: Any) -> list[Any]:
    """Return the options of an annotation, the most specific first: equal unions may be written in any order.

    UNSET, which is never sent, and what stands beside an enum, which is open, are left out.
    """
    options = get_args(annotation) if has_origin({Union, UnionType}, annotation) else (annotation,)
    implied = {Unset, UnknownValue, *(enum_type(option) for option in options if is_enum(option))}
    return sorted((option for option in options if option not in implied), key=_specificity)


def _specificity(option: Any) -> int:
    order = [*SCALAR_NAMES]
    return order.index(enum_type(option) if is_enum(option) else option if option in order else Json)


def spell(annotation: Any) -> str:
    """Write an annotation as the spec writes the type."""
    options = union_options(annotation)
    spelled = [_spell_option(option) for option in options if option is not NoneType]
    return " | ".join(spelled) + ("?" if NoneType in options else "")


def _spell_option(option: Any) -> str:
    if has_origin({list, dict}, option) and option not in SCALAR_NAMES:
        return f"{get_origin(option).__name__}[{spell(get_args(option)[-1])}]"
    if has_origin({Literal}, option):
        return repr(get_args(option)[0])
    marker = union_marker(option)
    if option is StoredFile:
        return "a URL, or an object with `url`"
    return marker.union if marker else SCALAR_NAMES.get(option) or option.__name__


@attrs.frozen
class WireName:
    """Marker of a field with another name in JSON: `Annotated[str, WireName("type")]`."""

    name: str


@attrs.frozen
class Secret:
    """Marker of a field that stays out of the repr."""


@attrs.frozen
class FileUrls:
    """Marker of a field that holds URLs of stored files."""


@attrs.frozen(kw_only=True)
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
    only: str
    """`read` if only responses have it, `sent` if only requests have it, else ""."""

    @property
    def type(self) -> str:
        """Its type, as the spec writes it."""
        return spell(self.annotation)


_FIELDS: dict[type, tuple[ModelField, ...]] = {}


def fields_of(cls: type) -> tuple[ModelField, ...]:
    """Return the fields of a model, in the order of the spec; none for other classes."""
    if cls not in _FIELDS:
        attributes: tuple[attrs.Attribute[Any], ...] = getattr(cls, "__attrs_attrs__", ())
        models = cls.__module__.rpartition(".")[0]
        annotations = _resolve(cls, vars(sys.modules[cls.__module__]), models) if attributes else {}
        _FIELDS[cls] = tuple(_field(attribute, annotations[attribute.name]) for attribute in attributes)
    return _FIELDS[cls]


def _field(attribute: attrs.Attribute[Any], annotation: Any) -> ModelField:
    type_, *metadata = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
    others = tuple(marker for marker in metadata if not isinstance(marker, (WireName, Secret, FileUrls)))
    only = attribute.metadata.get("only", "")
    is_due = Unset not in get_args(type_) if only == "read" else attribute.default is attrs.NOTHING
    return ModelField(
        name=attribute.name,
        wire_name=next((marker.name for marker in metadata if isinstance(marker, WireName)), attribute.name),
        annotation=Annotated[(type_, *others)] if others else type_,
        required=is_due,
        secret=Secret() in metadata,
        file_urls=FileUrls() in metadata,
        only=only,
    )


def plain_types(cls: type) -> dict[str, Any]:
    """Return the class of each field of a model as plain data with dates, by its name in JSON; Json for several."""
    return {field.wire_name: _plain_type(field.annotation) for field in fields_of(cls)}


def _plain_type(annotation: Any) -> Any:
    options = [option for option in union_options(annotation) if option is not NoneType]
    if len(options) != 1:
        return Json
    (option,) = options
    if is_enum(option):
        return enum_type(option)
    if option in SCALAR_NAMES and option not in {date, datetime}:
        return SCALARS[SCALAR_NAMES[option]].json_types[0]
    return list[_plain_type(get_args(option)[0])] if has_origin({list}, option) else option  # type: ignore[misc]  # a class
