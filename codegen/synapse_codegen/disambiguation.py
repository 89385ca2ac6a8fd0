"""Tell the types of a union without a discriminator apart, by the structure of a value.

An object is the first model whose tests it passes: it has a field that the later models lack, or a field has a value
that it cannot have in them. Types that no test can tell apart stay plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from synapse_codegen.ir.declared import DictOf, ListOf, Named, OneOf, Scalar
from synapse_codegen.ir.models import Enum, Model
from synapse_codegen.type_parser import format_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.models import Field, UnionModel

JsonKind: TypeAlias = Literal["object", "list", "string", "number", "boolean"]

Tests: TypeAlias = "dict[str, tuple[str | int, ...]]"
"""Fields that an object must have, each with the values that it may have there; none: any value."""

PLAIN: Final[Mapping[JsonKind, TypeRef]] = {
    "object": DictOf(Scalar("json")),
    "list": ListOf(Scalar("json")),
    "string": Scalar("str"),
}
"""What values of a kind are if they cannot be told apart."""

_SCALAR_KINDS: Final[Mapping[str, JsonKind]] = {"int": "number", "float": "number", "bool": "boolean"}


class Ambiguity(NamedTuple):
    """Two types of a union that cannot be told apart."""

    kind: JsonKind
    first: TypeRef
    second: TypeRef
    hint: str


class Disambiguation(NamedTuple):
    """How the types of a union are told apart."""

    types: tuple[TypeRef, ...]
    """What a value becomes; plain data for types that cannot be told apart."""
    models: tuple[tuple[str, Tests], ...]
    """The models in the order in which they are tested, if there are several."""
    ambiguities: tuple[Ambiguity, ...]


def disambiguate(union: UnionModel, declared: Mapping[str, Model | UnionModel | Enum]) -> Disambiguation:
    """Find how the types of a union are told apart.

    Args:
        union: A union without a discriminator.
        declared: All models, unions and enums by name.
    """
    by_kind: dict[JsonKind, list[TypeRef]] = {}
    for option in union.options:
        by_kind.setdefault(json_kind(option, declared), []).append(option)
    ambiguities: list[Ambiguity] = []
    types: list[TypeRef] = []
    models: tuple[tuple[str, Tests], ...] = ()
    for kind, options in by_kind.items():
        problem: Ambiguity | None = None
        if kind == "object" and len(options) > 1:
            models, problem = _order_objects(options, declared)
        elif kind == "list":
            problem = _compare_lists(options, declared)
        elif kind == "string":
            problem = _compare_enums(options, declared)
        ambiguities += [problem] if problem else []
        types += [PLAIN[kind]] if problem else options
    return Disambiguation(tuple(types), models, tuple(ambiguities))


def json_kind(type: TypeRef, declared: Mapping[str, Model | UnionModel | Enum]) -> JsonKind:
    """Return what the values of a type are in JSON."""
    match type:
        case ListOf():
            return "list"
        case Scalar(name):
            return _SCALAR_KINDS.get(name, "string")
        case Named(name):
            declaration = declared.get(name)
            if isinstance(declaration, Enum):
                return "number" if declaration.type == "int" else "string"
            return "object"
        case _:
            return "object"


def _order_objects(
    options: Sequence[TypeRef], declared: Mapping[str, Model | UnionModel | Enum]
) -> tuple[tuple[tuple[str, Tests], ...], Ambiguity | None]:
    """Order models so that each test fails for all later models; or name two that no order tells apart."""
    models: list[Model] = []
    for option in options:
        model = declared.get(option.name) if isinstance(option, Named) else None
        if not isinstance(model, Model):
            beside = next(another for another in options if another is not option)
            hint = "an object with free keys may be any model: drop it, or write `dict[json]` alone"
            return (), Ambiguity("object", option, beside, hint)
        models.append(model)
    ordered: list[Model] = []
    while models:
        first = next((model for model in models if _tests_all(model, models, declared)), None)
        if first is None:
            pair = _find_alike(models, declared)
            return (), Ambiguity("object", Named(pair[0].name), Named(pair[1].name), _hint(*pair))
        models.remove(first)
        ordered.append(first)
    tested: list[tuple[str, Tests]] = []
    for index, model in enumerate(ordered):
        tests: Tests = {}
        for place, other in enumerate(ordered):
            new = {} if other is model else _tests(model, other, declared) or {}
            # What it is not is known already; but a constant that differs says that it is something new.
            tests |= {name: values for name, values in new.items() if values or (place > index and name not in tests)}
        tested.append((model.name, tests))
    return tuple(tested), None


def _tests_all(model: Model, models: Iterable[Model], declared: Mapping[str, Model | UnionModel | Enum]) -> bool:
    """Return whether tests tell a model from all others."""
    return all(other is model or _tests(model, other, declared) for other in models)


def _tests(model: Model, other: Model, declared: Mapping[str, Model | UnionModel | Enum]) -> Tests | None:
    """Return a test that a value of a model passes and one of another fails; None if there is none."""
    theirs = {field.name: field for field in other.fields if field.is_read}
    required = [field for field in model.fields if (field.required and field.is_read) or field.has_const]
    for field in required:
        mine = _values(field, declared)
        if mine and field.name in theirs and (its := _values(theirs[field.name], declared)) and not {*mine} & {*its}:
            return {field.name: mine}
    for field in required:
        if field.name not in theirs:
            return {field.name: _values(field, declared) if field.has_const else ()}
    return None


def _values(field: Field, declared: Mapping[str, Model | UnionModel | Enum]) -> tuple[str | int, ...]:
    """Return the values that a field may have, if they are known."""
    if isinstance(field.const, str | int):
        return (field.const,)
    enum = declared.get(field.type.name) if isinstance(field.type, Named) else None
    return enum.json_values if isinstance(enum, Enum) else ()


def _find_alike(models: Sequence[Model], declared: Mapping[str, Model | UnionModel | Enum]) -> tuple[Model, Model]:
    """Return two models of which neither can be told from the other; or from which a circle of tests begins."""
    pairs = [(first, second) for index, first in enumerate(models) for second in models[index + 1 :]]
    alike = [
        (first, second)
        for first, second in pairs
        if not _tests(first, second, declared) and not _tests(second, first, declared)
    ]
    return (alike or pairs)[0]


def _hint(first: Model, second: Model) -> str:
    """Write what would tell two models apart."""
    for model, other in ((first, second), (second, first)):
        names = {field.name for field in other.fields}
        for field in model.fields:
            if field.name not in names and field.is_read and not field.required:
                return f"`required: true` at `{model.name}.{field.name}` would tell them, if it is always there"
    common = [field.name for field in first.fields if any(field.name == other.name for other in second.fields)]
    name = common[0] if common else "type"
    return f"a `const` that differs would tell them, such as at `{name}`; or declare one model for both"


def _compare_lists(options: Iterable[TypeRef], declared: Mapping[str, Model | UnionModel | Enum]) -> Ambiguity | None:
    """Lists of scalars differ by their items; of lists of objects there is one at most."""
    of_objects = [
        option
        for option in options
        if isinstance(option, ListOf)
        and (isinstance(option.item, OneOf) or json_kind(option.item, declared) in ("object", "list"))
    ]
    if len(of_objects) < 2:
        return None
    hint = "declare a union of their items, and write one list of it"
    return Ambiguity("list", of_objects[0], of_objects[1], hint)


def _compare_enums(options: Iterable[TypeRef], declared: Mapping[str, Model | UnionModel | Enum]) -> Ambiguity | None:
    """Enums are open, so that any string may be a value of each."""
    enums = [option for option in options if isinstance(option, Named) and option.name in declared]
    if len(enums) < 2:
        return None
    return Ambiguity("string", enums[0], enums[1], "declare one enum with the values of both")


def describe_ambiguity(union: str, ambiguity: Ambiguity) -> str:
    """Say which two types of a union cannot be told apart."""
    first, second = format_type(ambiguity.first), format_type(ambiguity.second)
    return f"`{first}` and `{second}` cannot be told apart in `{union}`, whose {ambiguity.kind}s stay plain data"
