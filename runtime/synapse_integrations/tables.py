"""Plain data as tables of pandas and pyarrow.

A column has the type that is asked for, whatever the rows hold: also where values are missing, and of no rows.
A column of no known type has the type that all of its values have; if they differ, it holds objects in pandas, and
JSON in pyarrow.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from importlib import import_module
from operator import methodcaller
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Column = tuple[str, Any, list[Any]]
    """Name, class of the values (None: several), and values."""

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


def table_maker(library: str) -> Callable[[Mapping[str, Any], Sequence[Any]], Any]:
    """Return what makes a table with pandas or pyarrow.

    It takes the types of columns by their names, each a class such as `int` or `list[int]`, and the rows: dicts of
    plain data, in which dates may stand. Any other row is the value of a column `value`.

    Raises:
        ImportError: The library is not installed.
    """
    try:
        module = import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise ModuleNotFoundError(f"{library} is not installed: pip install {library}", name=library) from None
    make_table = _MAKERS[library]
    return lambda types, rows: make_table(module, _columns(types, rows))


def _to_pandas(pandas: Any, columns: Iterator[Column]) -> Any:
    return pandas.DataFrame(
        {name: pandas.Series(values, dtype=_PANDAS.get(cls, "object")) for name, cls, values in columns}
    )


def _to_arrow(pyarrow: Any, columns: Iterator[Column]) -> Any:
    def arrow_type(cls: Any) -> Any:
        if get_origin(cls) is list:
            return pyarrow.list_(arrow_type(*get_args(cls)))
        name, *arguments = _ARROW[cls]
        return getattr(pyarrow, name)(*arguments)

    return pyarrow.table(
        {
            name: pyarrow.array([*map(_to_json, values)], "string")
            if cls is None
            else pyarrow.array(values, arrow_type(cls))
            for name, cls, values in columns
        }
    )


def _to_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=methodcaller("isoformat"))


def _columns(types: Mapping[str, Any], rows: Sequence[Any]) -> Iterator[Column]:
    """Yield the columns that have a type, and those that the rows hold besides."""
    rows = [row if isinstance(row, dict) else {"value": row} for row in rows]
    for name in dict.fromkeys([*types, *(name for row in rows for name in row)]):
        values = [row.get(name) for row in rows]
        yield name, _class_of(values, types.get(name)), values


def _class_of(values: Sequence[Any], declared: Any) -> Any:
    """Return the class that all values have which are there, or else the declared one; None if it is not a single one.

    A list counts as `list` of the class of its items.
    """
    classes = {*map(type, values)} - {NoneType}
    is_list = get_origin(declared) is list
    if classes == {list} or (not classes and is_list):
        cls = _class_of([item for value in values for item in value or ()], get_args(declared)[0] if is_list else None)
        return cls and list[cls]  # type: ignore[valid-type]  # a class
    if classes == {int, float}:
        return float
    if len(classes) > 1:
        return None
    cls = classes.pop() if classes else declared
    return cls if cls in _ARROW else None


_MAKERS = {"pandas": _to_pandas, "pyarrow": _to_arrow}
