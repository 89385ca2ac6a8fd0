"""What the service's types say, read from the emitted models."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from synapse_runtime.serialization.type_expressions import ListOf, Name, Nullable, OneOf, TypeExpression, parse
from synapse_runtime.types import Discriminator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_runtime.operation import Operation

SCALARS: Final = frozenset(
    {"int", "float", "str", "bool", "datetime", "date", "uuid", "json", "file", "data_uri"},
)


class ModelField(NamedTuple):
    """One member of a model."""

    type: str
    required: bool
    file_urls: bool

    @property
    def expression(self) -> TypeExpression:
        """The type, read."""
        return parse(self.type)


_NO_MEMBERS: Mapping[str, ModelField] = MappingProxyType({})


class Schema:
    """The models, enums and unions of one service, each loaded when it is first met."""

    def __init__(self, models: str) -> None:
        """Read types from a package.

        Args:
            models: The package that resolves the names of models.
        """
        self._models = models
        self._members: dict[str, Mapping[str, ModelField]] = {}

    def resolve(self, name: str) -> type | Discriminator:
        """A model, enum or union by its name."""
        package = import_module(self._models)
        found: type | Discriminator = getattr(package, f"{name}Variants", None) or getattr(package, name)
        return found

    def members(self, name: str) -> Mapping[str, ModelField]:
        """The members of a model or of all variants of a union, by wire name; none for other types."""
        found = self._members.get(name)
        if found is None:
            found = self._members[name] = self._read(name)
        return found

    def members_of(self, name: str, data: Mapping[str, Any]) -> Mapping[str, ModelField]:
        """The members of one object: of a union, those of the variant it says it is."""
        target = None if name in SCALARS else self.resolve(name)
        if isinstance(target, Discriminator):
            return self.members(target.models.get(str(data.get(target.discriminator)), name))
        return self.members(name)

    def body(self, operation: Operation[Any]) -> Mapping[str, ModelField]:
        """The members of what an operation sends; none where it sends nothing, or no model."""
        return self.members(operation.body.type) if operation.body is not None else _NO_MEMBERS

    def choices(self, text: str) -> list[str]:
        """The values of the enum a type allows, in order; none where it allows no enum."""
        for name in names(parse(text)):
            target = None if name in SCALARS else self.resolve(name)
            if isinstance(target, type) and issubclass(target, Enum):
                return [member.value for member in target]
        return []

    def row_model(self, text: str) -> str:
        """The model an answer's rows are of: `Task` for `Task`, `list[Task]` and `Task?`; else ""."""
        if not text:
            return ""
        expression = parse(text)
        while isinstance(expression, (ListOf, Nullable)):
            expression = expression.item if isinstance(expression, ListOf) else expression.inner
        return expression.name if isinstance(expression, Name) and self.members(expression.name) else ""

    def _read(self, name: str) -> Mapping[str, ModelField]:
        if not name.isidentifier() or name in SCALARS:
            return _NO_MEMBERS
        target = self.resolve(name)
        if isinstance(target, Discriminator):
            variants = [self.members(model) for model in target.models.values()]
            return {
                wire: member._replace(required=all(wire in one and one[wire].required for one in variants))
                for variant in variants
                for wire, member in variant.items()
            }
        fields: Any = getattr(target, "__attrs_attrs__", ())
        return {
            field.metadata["wire"] or field.name: ModelField(
                field.metadata["type"], field.metadata["required"], field.metadata["file_urls"]
            )
            for field in fields
        }


def names(expression: TypeExpression) -> Iterator[str]:
    """All names in a type, from the left."""
    match expression:
        case Name(name):
            yield name
        case OneOf(options):
            for option in options:
                yield from names(option)
        case ListOf(inner) | Nullable(inner):
            yield from names(inner)
        case _:
            yield from names(expression.value)


def nullable(expression: TypeExpression) -> bool:
    """Whether null is one of the values."""
    match expression:
        case Nullable():
            return True
        case OneOf(options):
            return any(map(nullable, options))
        case _:
            return expression == Name("json")
