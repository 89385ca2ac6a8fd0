"""The scalar types of the spec: what each is in Python, in which JSON values it travels, and how it is converted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from synapse_runtime.types import DataUri, FileContent, Json, StoredFiles, iso

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Scalar(NamedTuple):
    """One scalar type."""

    type: Any
    json_types: tuple[type, ...]
    """Classes of the JSON values it is made from."""
    structure: Callable[[Any], Any] | None = None
    """Turns a JSON value into a Python value, or raises ValueError; None keeps it as it is."""
    unstructure: Callable[[Any], str] | None = None
    """Turns a Python value into a JSON value; None keeps it as it is."""


SCALARS: Final[Mapping[str, Scalar]] = {
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

SCALAR_NAMES: Final = {scalar.type: name for name, scalar in SCALARS.items()}
"""By Python type, in the same order."""
