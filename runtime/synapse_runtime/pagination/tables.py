"""Lists as tables of pandas and pyarrow, which come with the first table that is asked for.

A column has the type of its field in the spec, whatever the rows hold: also where values are missing, and of no rows.
A field without one type has the type that all of its values have. A column without a type holds objects in pandas,
and JSON in pyarrow.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import partial
from importlib import import_module
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

from synapse_runtime.serialization.annotations import fields_of, has_origin, is_enum, union_options
from synapse_runtime.serialization.plain_data import unstructure
from synapse_runtime.types import DataUri, FileContent, Json, is_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


_PANDAS: Mapping[Any, str] = {
    bool: "boolean",
    int: "Int64",  # which may be missing, and stay whole
    float: "float64",
    str: "string",
    datetime: "datetime64[us, UTC]",
}
"""Type of a column, by the class of its values; objects of any other."""

_ARROW: Mapping[Any, tuple[str, ...]] = {
    bool: ("bool_",),
    int: ("int64",),
    float: ("float64",),
    str: ("string",),
    date: ("date32",),
    datetime: ("timestamp", "us", "UTC"),
}
"""Function that makes the type of a column, and its arguments, by the class of its values; JSON of any other."""

_STRINGS = frozenset({UUID, FileContent, DataUri})
"""What a model says as a string."""


def table_maker(library: str) -> Callable[[Any, Sequence[Any]], Any]:
    """Return what makes a table of items, given their annotation, with pandas or pyarrow.

    Raises:
        ImportError: The library is not installed.
    """
    try:
        module = import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise ModuleNotFoundError(f"{library} is not installed: pip install {library}", name=library) from None
    return partial(_MAKERS[library], module)


def _to_pandas(pandas: Any, annotation: Any, items: Sequence[Any]) -> Any:
    columns = {
        name: pandas.Series(values, dtype=_PANDAS.get(cls, "object"))
        for name, cls, values in _columns(annotation, items)
    }
    return pandas.DataFrame(columns)


def _to_arrow(pyarrow: Any, annotation: Any, items: Sequence[Any]) -> Any:
    def arrow_type(cls: Any) -> Any:
        if has_origin({list}, cls):
            return pyarrow.list_(arrow_type(*get_args(cls)))
        name, *arguments = _ARROW[cls]
        return getattr(pyarrow, name)(*arguments)

    return pyarrow.table(
        {
            name: pyarrow.array([*map(_to_json, values)], "string")
            if cls is None
            else pyarrow.array(values, arrow_type(cls))
            for name, cls, values in _columns(annotation, items)
        }
    )


def _to_json(value: Any) -> str | None:
    return None if value is None else json.dumps(unstructure(value), ensure_ascii=False)


def _columns(annotation: Any, items: Sequence[Any]) -> Iterator[tuple[str, Any, list[Any]]]:
    """Return name, class of the values, and values of each column: those of the spec, and what else the items hold."""
    rows = [unstructure(item, (date,)) for item in items]
    rows = [row if is_mapping(row) else {"value": row} for row in rows]
    annotations: dict[str, Any] = {field.wire_name: field.annotation for field in fields_of(annotation)}
    for name in dict.fromkeys([*annotations, *(name for row in rows for name in row)]):
        values = [row.get(name) for row in rows]
        yield name, _class_of(values, annotations.get(name, Json)), values


def _class_of(values: Sequence[Any], annotation: Any) -> Any:
    """Return the class that all values have which are there, or else the annotation's; None if it is not a single one.

    A list counts as `list` of the class of its items.
    """
    classes = {*map(type, values)} - {NoneType}
    options = [option for option in union_options(annotation) if option is not NoneType]
    option = options[0] if len(options) == 1 else Json
    if classes == {list} or (not classes and has_origin({list}, option)):
        items = [item for value in values for item in value or ()]
        cls = _class_of(items, get_args(option)[0] if has_origin({list}, option) else Json)
        return cls and list[cls]  # type: ignore[valid-type]  # a class
    if classes == {int, float}:
        return float
    if classes:
        return classes.pop() if len(classes) == 1 and classes <= _ARROW.keys() else None
    cls = str if is_enum(option) or option in _STRINGS else option
    return cls if cls in _ARROW else None


_MAKERS = {"pandas": _to_pandas, "pyarrow": _to_arrow}
