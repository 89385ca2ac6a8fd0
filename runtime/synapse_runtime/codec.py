"""JSON and models, both ways.

Decoding has two paths. The fast one is compiled by cattrs, a function per model, and
gives up at the first thing that does not fit. Then the other one explains: it walks the
same types, keeps what does not fit as it is, and says where it stood. A row survives
whatever the server puts into it.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args
from uuid import UUID

from .errors import DecodeError, InvalidArgument
from .types import DictOf, ListOf, Name, Nullable, OneOf, TypeExpression, parse
from .values import UNSET, Json, Variants, is_list, is_mapping, is_object, is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Model


class SchemaIssue(NamedTuple):
    """Something in an answer that is not what the spec says. The value was kept as it came."""

    path: str
    """Where: `Task.status`, `list[Task].0.created_at`."""
    expected: str
    found: str


class Misfit(Exception):
    """A value is not of the type the spec says."""


def encode_json(data: object) -> bytes:
    """A request body as JSON.

    Raises:
        InvalidArgument: It holds something JSON cannot say.
    """
    try:
        return json.dumps(data, default=plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except InvalidArgument:
        raise
    except (ValueError, TypeError) as error:  # NaN, a circle, a lone surrogate, a key that is no text
        raise InvalidArgument(f"the body cannot be sent as JSON: {error}") from None


def plain(value: object) -> object:
    """What JSON says instead of a Python value it does not know."""
    from .model import Model

    if isinstance(value, Model):
        return unstructure_model(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if is_mapping(value):
        return dict(value)
    if value is UNSET:
        raise InvalidArgument("UNSET stands inside plain data: leave the member out instead")
    raise InvalidArgument(f"{type(value).__name__} cannot be sent as JSON")


def unstructure_model(model: Model) -> dict[str, Json]:
    """A model as JSON data, by wire names; see `Model.to_dict`."""
    return {name: unstructure(value) for name, value in wire_members(model).items()}


def wire_members(model: Model) -> dict[str, Any]:
    """The members of a model by wire names, as they are: files are not read, and UNSET is left out."""
    members = {one.wire: getattr(model, one.name) for one in members_of(type(model))}
    return {name: value for name, value in members.items() if value is not UNSET} | dict(model.extra)


def unstructure(value: Any) -> Any:
    """Any value of a model's member as JSON data."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)  # an enum's value, without its class
    if is_sequence(value):
        return [unstructure(item) for item in value]
    if is_mapping(value):
        return {key: unstructure(item) for key, item in value.items()}
    return plain(value)


class Codec:
    """Decodes the answers of one service."""

    def __init__(
        self, models: str, report: Callable[[SchemaIssue], None] | None = None, *, strict: bool = False
    ) -> None:
        """Make a codec; models are loaded when they are first met.

        Args:
            models: The package that resolves the names of models.
            report: Told each thing that does not fit.
            strict: Raise instead.
        """
        self._models = models
        self._report = report
        self._strict = strict
        self._hooks: dict[str, Callable[[Any], Any]] = {}
        self._converter: Any = None

    def decode(self, type_text: str, value: Any) -> Any:
        """Turn JSON data into what a type says.

        Args:
            type_text: A type expression, such as `list[Task]`.
            value: Decoded JSON.

        Returns:
            Models, enums, datetimes, as the type says; where something does not fit, that
            part as it came.

        Raises:
            DecodeError: Something did not fit, and the codec is strict.
        """
        hook = self._hooks.get(type_text)
        if hook is None:
            hook = self._hooks[type_text] = self._compile(parse(type_text))
        try:
            return hook(value)
        except Exception:  # noqa: BLE001 - whatever it is, the explaining path says where
            issues: list[SchemaIssue] = []
            found = self._explain(parse(type_text), value, type_text, issues)
        if issues and self._strict:
            listed = "; ".join(f"{issue.path}: expected {issue.expected}, found {issue.found}" for issue in issues)
            raise DecodeError(f"The answer is not what the spec says: {listed}", response=value)
        if self._report is not None:
            for issue in issues:
                self._report(issue)
        return found

    def resolve(self, name: str) -> type[Any] | Variants:
        """A model, enum or union by its name."""
        package = import_module(self._models)
        found: type[Any] | Variants = getattr(package, f"{name}Variants", None) or getattr(package, name)
        return found

    # The fast path ---------------------------------------------------------------------

    def _compile(self, expression: TypeExpression) -> Callable[[Any], Any]:
        match expression:
            case Name(name) if name in _SCALARS:
                return _SCALARS[name]
            case Name(name):
                return self._compile_name(name)
            case ListOf(item):
                return partial(_list_of, self._lazily(item))
            case DictOf(value):
                return partial(_dict_of, self._lazily(value))
            case Nullable(inner):
                return partial(_nullable, self._lazily(inner))
            case OneOf(options):
                return partial(_one_of, tuple(map(self._lazily, options)))

    def _lazily(self, expression: TypeExpression) -> Callable[[Any], Any]:
        """The hook of a part. A model is compiled when its first value comes: models may hold themselves."""
        if isinstance(expression, Name) and expression.name not in _SCALARS:
            name = expression.name

            def hook(value: Any) -> Any:
                found = self._hooks.get(name)
                if found is None:
                    found = self._hooks[name] = self._compile_name(name)
                return found(value)

            return hook
        return self._compile(expression)

    def _compile_name(self, name: str) -> Callable[[Any], Any]:
        target = self.resolve(name)
        if isinstance(target, Variants):
            variants = {value: self._lazily(Name(model)) for value, model in target.models.items()}
            return partial(_variant, target.discriminator, variants)
        if issubclass(target, Enum):
            return partial(_enum, {member.value: member for member in target})
        return self._compile_model(target)

    def _compile_model(self, target: type) -> Callable[[Any], Any]:
        from cattrs.gen import make_dict_structure_fn, override

        renames: dict[str, Any] = {one.name: override(rename=one.wire) for one in members_of(target)}
        structure: Any = make_dict_structure_fn(  # pyright: ignore[reportUnknownVariableType]  # cattrs keeps it open
            target, self._cattrs(), _cattrs_use_linecache=False, _cattrs_detailed_validation=False, **renames
        )
        known = frozenset(one.wire for one in members_of(target))

        def hook(value: Any) -> Any:
            if value.__class__ is not dict:
                raise Misfit
            made: Any = structure(value, target)
            if not known >= value.keys():
                made.keep_extra({key: value[key] for key in value if key not in known})
            return made

        return hook

    def _cattrs(self) -> Any:
        """The converter: members carry their spec type in an annotation, which it hands back to us."""
        if self._converter is None:
            from cattrs import Converter

            self._converter = Converter(detailed_validation=False)
            self._converter.register_structure_hook_factory(_carries_type, self._member_hook)
        return self._converter

    def _member_hook(self, annotation: Any) -> Callable[[Any, Any], Any]:
        hook = self._lazily(parse(spec_type(annotation) or ""))
        return lambda value, _: hook(value)

    # The explaining path ---------------------------------------------------------------

    def _explain(self, expression: TypeExpression, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
        match expression:
            case Nullable(inner):
                return None if value is None else self._explain(inner, value, path, issues)
            case ListOf(item) if is_list(value):
                return [self._explain(item, one, f"{path}.{index}", issues) for index, one in enumerate(value)]
            case DictOf(inner) if is_object(value):
                return {key: self._explain(inner, one, f"{path}.{key}", issues) for key, one in value.items()}
            case Name(name) if name not in _SCALARS:
                return self._explain_name(name, value, path, issues)
            case _:
                pass
        try:
            return self._compile(expression)(value)
        except Exception:  # noqa: BLE001 - the misfit is the finding
            return _kept(expression, value, path, issues)

    def _explain_name(self, name: str, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
        target = self.resolve(name)
        if isinstance(target, Variants):
            model = target.models.get(str(value.get(target.discriminator))) if is_object(value) else None
            if model is None:
                return _kept(Name(name), value, path, issues)
            return self._explain_name(model, value, path, issues)
        if issubclass(target, Enum) or not is_object(value):
            try:
                return self._compile_name(name)(value)
            except Misfit:
                return _kept(Name(name), value, path, issues)
        return self._explain_model(target, value, path, issues)

    def _explain_model(self, target: type, value: dict[str, Any], path: str, issues: list[SchemaIssue]) -> Any:
        given: dict[str, Any] = {}
        members = members_of(target)
        for one in members:
            if one.wire in value:
                given[one.name] = self._explain(parse(one.type), value[one.wire], f"{path}.{one.wire}", issues)
            elif one.required:
                issues.append(SchemaIssue(f"{path}.{one.wire}", one.type, "nothing"))
                given[one.name] = UNSET
        made = target(**given)
        known = {one.wire for one in members}
        extra = {key: item for key, item in value.items() if key not in known}
        if extra:
            made.keep_extra(extra)
        return made


class Member(NamedTuple):
    """One member of a model."""

    name: str
    wire: str
    """As it travels."""
    type: str
    required: bool
    secret: bool


def members_of(target: type) -> list[Member]:
    """The members of a model, in the order of the spec."""
    fields: Any = getattr(target, "__attrs_attrs__", ())
    return [
        Member(one.name, one.metadata["wire"] or one.name, one.metadata["type"], one.metadata["required"], not one.repr)
        for one in fields
    ]


def spec_type(annotation: Any) -> str | None:
    """The spec type a member's annotation carries; see `model.field`."""
    arguments = get_args(annotation)
    return arguments[1] if len(arguments) == 2 and arguments[0] is object and isinstance(arguments[1], str) else None


def _carries_type(annotation: Any) -> bool:
    return spec_type(annotation) is not None


def annotated(type_text: str) -> Any:
    """An annotation that carries a spec type."""
    return Annotated[object, type_text]


def _exactly(kind: type, value: Any) -> Any:
    if value.__class__ is not kind:
        raise Misfit
    return value


def _float(value: Any) -> float:
    if value.__class__ is not float and value.__class__ is not int:
        raise Misfit
    return float(value)


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(_exactly(str, value))


_SCALARS: dict[str, Callable[[Any], Any]] = {
    "int": partial(_exactly, int),
    "str": partial(_exactly, str),
    "bool": partial(_exactly, bool),
    "float": _float,
    "datetime": _moment,
    "date": lambda value: date.fromisoformat(_exactly(str, value)),
    "uuid": lambda value: UUID(_exactly(str, value)),
    "json": lambda value: value,
    "file": partial(_exactly, str),  # what was sent as a file comes back as its URL
    "data_uri": partial(_exactly, str),
}


def _list_of(hook: Callable[[Any], Any], value: Any) -> list[Any]:
    return [hook(item) for item in _exactly(list, value)]


def _dict_of(hook: Callable[[Any], Any], value: Any) -> dict[str, Any]:
    return {key: hook(item) for key, item in _exactly(dict, value).items()}


def _nullable(hook: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else hook(value)


def _one_of(hooks: tuple[Callable[[Any], Any], ...], value: Any) -> Any:
    for hook in hooks:
        try:
            return hook(value)
        except (Misfit, ValueError):
            continue
    raise Misfit


def _enum(members: dict[str, Enum], value: Any) -> Any:
    return members.get(_exactly(str, value), value)  # a value the spec does not know stays a text


def _variant(discriminator: str, hooks: dict[str, Callable[[Any], Any]], value: Any) -> Any:
    try:
        hook = hooks[_exactly(dict, value)[discriminator]]
    except (KeyError, TypeError):
        raise Misfit from None
    return hook(value)


def _kept(expression: TypeExpression, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
    issues.append(SchemaIssue(path, _spelled(expression), type(value).__name__))
    return value


def _spelled(expression: TypeExpression) -> str:
    match expression:
        case Name(name):
            return name
        case ListOf(item):
            return f"list[{_spelled(item)}]"
        case DictOf(value):
            return f"dict[{_spelled(value)}]"
        case Nullable(inner):
            return f"{_spelled(inner)}?"
        case OneOf(options):
            return " | ".join(map(_spelled, options))
