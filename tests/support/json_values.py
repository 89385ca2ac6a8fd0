"""Hypothesis strategies for JSON values that fit the types of a service."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from synapse_runtime.serialization.annotations import Discriminator, fields_of, is_enum, union_marker
from synapse_runtime.testing.backend.spec.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse

if TYPE_CHECKING:
    from types import ModuleType

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False) | st.text("xyz"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=2),
    max_leaves=4,
)

STORED_FILE = st.fixed_dictionaries(
    {"url": st.text("xyz")}, optional={"checksum": st.text("abc", min_size=1), "_new": JSON}
)
SCALARS = {
    "int": st.integers(),
    "str": st.text("xyz"),
    "bool": st.booleans(),
    "float": st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9),
    "datetime": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    "date": st.dates().map(date.isoformat),
    "uuid": st.uuids().map(str),
    "json": JSON,
    "stored_files": st.dictionaries(st.text("abc"), STORED_FILE, max_size=2),
    "file": st.text("xyz"),
    "data_uri": st.text("xyz"),
}


def json_values(module: ModuleType, type_string: str, depth: int = 3) -> st.SearchStrategy[Any]:
    """Return values that fit a type, in whose name the models and enums of a module may stand."""

    def of(expression: Any, depth: int) -> st.SearchStrategy[Any]:
        match expression:
            case Nullable(inner):
                return st.none() | of(inner, depth)
            case ListOf(item):
                return st.lists(of(item, depth - 1), max_size=2) if depth > 0 else st.just([])
            case DictOf(value):
                return st.dictionaries(st.text("abc"), of(value, depth - 1), max_size=2) if depth > 0 else st.just({})
            case OneOf(options):
                return st.one_of(*(of(option, depth) for option in options))
            case Name(name) if name in SCALARS:
                return SCALARS[name]
            case Name(name):
                return named(getattr(module, name), depth)
        raise AssertionError(expression)

    def named(target: Any, depth: int) -> st.SearchStrategy[Any]:
        if is_enum(target):
            return st.sampled_from([*(member.value for member in target), "unheard of"])
        if isinstance(discriminator := union_marker(target), Discriminator):
            tag, model = next(iter(discriminator.models.items()))
            return objects(getattr(module, model), depth).map(lambda value: {**value, discriminator.field: tag})
        return objects(target, depth)

    def objects(model: type, depth: int) -> st.SearchStrategy[Any]:
        fields = {field.wire_name: (of(parse(field.type), depth - 1), field.required) for field in fields_of(model)}
        return st.fixed_dictionaries(
            {name: value for name, (value, required) in fields.items() if required},
            optional={name: value for name, (value, required) in fields.items() if not required} | {"_new": JSON},
        )

    return of(parse(type_string), depth)
