"""The models, enums and unions of a service, read from its emitted package."""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from synapse_runtime.calls.build_request import RAW_TYPES
from synapse_runtime.serialization.annotations import (
    Disambiguator,
    Discriminator,
    annotation_of,
    fields_of,
    has_origin,
    spell,
    union_marker,
    union_options,
)

from .scalars import MOCK_SCALARS
from .type_expressions import ListOf, Name, Nullable, OneOf, TypeExpression, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_runtime.operation import Operation
    from synapse_runtime.serialization.annotations import ModelField


UNREAD_TYPES = frozenset({"", "true", "false"})
"""Types of responses whose body is not read."""


class FieldSchema(NamedTuple):
    """What the spec says of a model's field."""

    type: str
    required: bool
    file_urls: bool
    only: str = ""
    """`read` if only responses have it, `sent` if only requests have it."""
    const: Any = None
    """Its only value, if it has one."""

    @property
    def expression(self) -> TypeExpression:
        """The parsed type."""
        return parse(self.type)


_NO_FIELDS: Mapping[str, FieldSchema] = MappingProxyType({})


class Schema:
    """The types of a service, each read on first use."""

    def __init__(self, models: str) -> None:
        """Make a schema.

        Args:
            models: The package that resolves the names of models.
        """
        self._models = models
        self._fields: dict[str, Mapping[str, FieldSchema]] = {}

    def resolve(self, name: str) -> type | Discriminator | Disambiguator:
        """Return the model, enum or union with a name."""
        target: Any = getattr(import_module(self._models), name)
        return union_marker(target) or target

    def expression(self, name: str) -> TypeExpression:
        """Return the types of a union that are told apart by structure; for any other name, the name itself."""
        if name in MOCK_SCALARS or not isinstance(self.resolve(name), Disambiguator):
            return Name(name)
        annotation = annotation_of(name, self._models)
        return OneOf(tuple(parse(spell(option)) for option in union_options(get_args(annotation)[0])))

    def fields(self, name: str) -> Mapping[str, FieldSchema]:
        """Return the fields of a model, or of all variants of a union, by wire name; none for other types."""
        if name not in self._fields:
            self._fields[name] = self._read_fields(name)
        return self._fields[name]

    def fields_of(self, name: str, data: Mapping[str, Any]) -> Mapping[str, FieldSchema]:
        """Return the fields of an object: of a union, those of the variant that its discriminator names."""
        target = None if name in MOCK_SCALARS else self.resolve(name)
        if isinstance(target, Discriminator):
            return self.fields(target.models.get(str(data.get(target.field)), name))
        return self.fields(name)

    def body_fields(self, operation: Operation[Any]) -> Mapping[str, FieldSchema]:
        """Return the fields of an operation's body; none without a body, or if it is not a model."""
        return self.fields(operation.body.type) if operation.body is not None else _NO_FIELDS

    def has_model_body(self, operation: Operation[Any]) -> bool:
        """Return whether an operation's body is an object of one model: no union, no scalar, no list."""
        body = operation.body
        return body is not None and bool(self.fields(body.type)) and isinstance(self.resolve(body.type), type)

    def choices(self, type_string: str) -> list[Any]:
        """Return the values of the first enum in a type, in order; none without an enum."""
        for name in iter_names(parse(type_string)):
            target = None if name in MOCK_SCALARS else self.resolve(name)
            if isinstance(target, type) and issubclass(target, Enum):
                return [choice.value for choice in target]
        return []

    def spellings(self, name: str) -> frozenset[Any]:
        """Return the values of an enum in all spellings; none for other types."""
        target: Any = None if name in MOCK_SCALARS else self.resolve(name)
        return frozenset((*self.choices(name), *(alias for alias, _ in getattr(target, "__aliases__", ()))))

    def row_model(self, type_string: str) -> str:
        """Return the model of a response's rows: `Task` for `Task`, `list[Task]` and `Task?`; else ""."""
        if type_string in RAW_TYPES or type_string in UNREAD_TYPES:
            return ""
        expression = parse(type_string)
        while isinstance(expression, (ListOf, Nullable)):
            expression = expression.item if isinstance(expression, ListOf) else expression.inner
        return expression.name if isinstance(expression, Name) and self.fields(expression.name) else ""

    def _read_fields(self, name: str) -> Mapping[str, FieldSchema]:
        if not name.isidentifier() or name in MOCK_SCALARS:
            return _NO_FIELDS
        target = self.resolve(name)
        if isinstance(target, Discriminator):
            variants = [self.fields(model) for model in target.models.values()]
            return {
                wire: field._replace(required=all(wire in fields and fields[wire].required for fields in variants))
                for variant in variants
                for wire, field in variant.items()
            }
        if isinstance(target, Disambiguator):
            return _NO_FIELDS
        return {field.wire_name: _read_field(field) for field in fields_of(target)}


def _read_field(field: ModelField) -> FieldSchema:
    type_string, const = field.type, None
    for option in union_options(field.annotation):
        if has_origin({Literal}, option):
            (const,) = get_args(option)
            type_string = type(const).__name__
    return FieldSchema(type_string, field.required, field.file_urls, field.only, const)


@cache
def schema_of(models: str) -> Schema:
    """Return the schema of a package of models. All mocks of a service share it: tests make hundreds of them."""
    return Schema(models)


def iter_names(expression: TypeExpression) -> Iterator[str]:
    """Yield all names in a type, from left to right."""
    match expression:
        case Name(name):
            yield name
        case OneOf(options):
            for option in options:
                yield from iter_names(option)
        case ListOf(inner) | Nullable(inner):
            yield from iter_names(inner)
        case _:
            yield from iter_names(expression.value)


def is_nullable(expression: TypeExpression) -> bool:
    """Return whether a type allows null."""
    match expression:
        case Nullable():
            return True
        case OneOf(options):
            return any(map(is_nullable, options))
        case _:
            return expression == Name("json")
