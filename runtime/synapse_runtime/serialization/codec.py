"""JSON and models, both ways.

Decoding has two paths. The fast one is compiled, a function per model, and gives up at
the first thing that does not fit. Then the other one explains: it walks the same types,
keeps what does not fit as it is, and says where it stood. A row survives whatever the
server puts into it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from synapse_runtime.errors import DecodeError, InvalidArgumentError
from synapse_runtime.types import (
    UNSET,
    Discriminator,
    Json,
    is_list,
    is_mapping,
    is_object,
    is_sequence,
    iso,
    whole_number,
)

from .converter import SCALARS, Compiler, Hook, fields_of, is_model
from .type_expressions import DictOf, ListOf, Name, Nullable, OneOf, TypeExpression, parse, spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .model import Model


class SchemaIssue(NamedTuple):
    """Something in an answer that is not what the spec says. The value was kept as it came."""

    path: str
    """Where: `Task.status`, `list[Task].*.created_at`."""
    expected: str
    found: str

    def of_all_rows(self) -> SchemaIssue:
        """The same with `*` where the number of a row stands."""
        return self._replace(path=".".join("*" if part.isdigit() else part for part in self.path.split(".")))


def encode_json(data: object) -> bytes:
    """A request body as JSON.

    Raises:
        InvalidArgumentError: It holds something JSON cannot say.
    """
    try:
        return _JSON.encode(data).encode()
    except InvalidArgumentError:
        raise
    except RecursionError:
        raise InvalidArgumentError("the body cannot be sent as JSON: it is nested too deep") from None
    except (ValueError, TypeError) as error:  # NaN, a circle, half a character, a key that is no text
        raise InvalidArgumentError(f"the body cannot be sent as JSON: {error}") from None


def plain(value: object) -> object:
    """What JSON says instead of a Python value it does not know."""
    if is_model(value):
        return unstructure_model(value)
    if isinstance(value, date):  # and datetime
        return iso(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if is_mapping(value):
        return dict(value)
    if value is UNSET:
        raise InvalidArgumentError("UNSET stands inside plain data: leave the member out instead")
    number = whole_number(value)
    if number is not None:
        return number
    from numbers import Real

    if isinstance(value, Real):
        return float(value)
    hint = ": give its tolist()" if hasattr(value, "tolist") else ""
    raise InvalidArgumentError(f"{type(value).__name__} cannot be sent as JSON{hint}")


_JSON = json.JSONEncoder(default=plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def unstructure_model(model: Model) -> dict[str, Json]:
    """A model as JSON data, by wire names; see `Model.to_dict`."""
    return {name: unstructure(value) for name, value in wire_members(model).items()}


def wire_members(model: Model) -> dict[str, Any]:
    """The members of a model by wire names, as they are: files are not read, and UNSET is left out."""
    members = {one.wire: getattr(model, one.name) for one in fields_of(type(model))}
    return {name: value for name, value in members.items() if value is not UNSET} | dict(model.extra)


def unstructure(value: Any) -> Any:
    """Any value of a model's member as JSON data."""
    if isinstance(value, Enum):
        return unstructure(value.value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
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
        self._compiler = Compiler(self.resolve)
        self._hooks: dict[str, Hook] = {}

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
        try:
            return self._hook(type_text)(value)
        except Exception:  # noqa: BLE001 - whatever it is, the explaining path says where
            issues: list[SchemaIssue] = []
            found = self._explained(type_text, value, issues)
        self._tell(issues, value)
        return found

    def decode_rows(self, type_text: str, rows: Sequence[Any]) -> list[Any]:
        """Turn the rows of a page into what a type says, as `decode` does with one.

        A row that does not fit costs the others nothing.
        """
        hook, found, issues = self._hook(type_text), list[Any](), list[SchemaIssue]()
        with suppress(Exception):  # whatever it is, it is met again below, and told
            return [hook(row) for row in rows]
        for row in rows:
            try:
                made = hook(row)
            except Exception:  # noqa: BLE001 - as above
                made = self._explained(type_text, row, issues)
            found.append(made)
        self._tell(issues, rows)
        return found

    def _hook(self, type_text: str) -> Hook:
        found = self._hooks.get(type_text)
        if found is None:
            kind, compiler = parse(type_text), self._compiler
            if isinstance(kind, Name) and kind.name not in SCALARS:
                found = compiler.named(kind.name)
            else:
                found = compiler.hook(kind)
            self._hooks[type_text] = found
        return found

    def _tell(self, issues: list[SchemaIssue], value: Any) -> None:
        """Raise or report what did not fit, once a path: rows of a list share theirs."""
        told = {issue.path: issue for issue in (one.of_all_rows() for one in reversed(issues))}
        listed = [told[path] for path in reversed(told)]
        if listed and self._strict:
            text = "; ".join(f"{one.path}: expected {one.expected}, found {one.found}" for one in listed)
            raise DecodeError(f"The answer is not what the spec says: {text}", response=value)
        if self._report is not None:
            for issue in listed:
                self._report(issue)

    def resolve(self, name: str) -> type[Any] | Discriminator:
        """A model, enum or union by its name."""
        package = import_module(self._models)
        found: type[Any] | Discriminator = getattr(package, f"{name}Variants", None) or getattr(package, name)
        return found

    # The explaining path ---------------------------------------------------------------

    def _explained(self, type_text: str, value: Any, issues: list[SchemaIssue]) -> Any:
        try:
            return self._explain(parse(type_text), value, type_text, issues)
        except RecursionError:
            issues.append(SchemaIssue(type_text, type_text, "something nested too deep"))
            return value

    def _explain(self, expression: TypeExpression, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
        match expression:
            case Nullable(inner):
                return None if value is None else self._explain(inner, value, path, issues)
            case ListOf(item) if is_list(value):
                return [self._explain(item, one, f"{path}.{index}", issues) for index, one in enumerate(value)]
            case DictOf(inner) if is_object(value):
                return {key: self._explain(inner, one, f"{path}.{key}", issues) for key, one in value.items()}
            case Name(name) if name not in SCALARS:
                return self._explain_name(name, value, path, issues)
            case _:
                pass
        try:
            return self._hook(spelled(expression))(value)
        except Exception:  # noqa: BLE001 - the misfit is the finding
            closest = self._closest(expression, value)
            if closest is not None:
                return self._explain(closest, value, path, issues)
            return _kept(expression, value, path, issues)

    def _closest(self, expression: TypeExpression, value: Any) -> TypeExpression | None:
        """The alternative a value was meant as, by its form."""
        for option in expression.options if isinstance(expression, OneOf) else ():
            match option:
                case ListOf() if is_list(value):
                    return option
                case DictOf() if is_object(value):
                    return option
                case Name(name) if is_object(value) and name not in SCALARS and self._holds_members(name):
                    return option
                case _:
                    pass
        return None

    def _holds_members(self, name: str) -> bool:
        target = self.resolve(name)
        return isinstance(target, Discriminator) or not issubclass(target, Enum)

    def _explain_name(self, name: str, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
        target = self.resolve(name)
        if isinstance(target, Discriminator):
            kind = value.get(target.discriminator) if is_object(value) else None
            model = target.models.get(kind) if isinstance(kind, str) else None
            if model is None:
                return _kept(Name(name), value, path, issues)
            return self._explain_name(model, value, path, issues)
        if issubclass(target, Enum):
            if isinstance(value, str):
                return self._hook(name)(value)
            return _kept(Name(name), value, path, issues)
        if not is_object(value):
            return _kept(Name(name), value, path, issues)
        return self._explain_model(target, value, path, issues)

    def _explain_model(self, target: type, value: dict[str, Any], path: str, issues: list[SchemaIssue]) -> Any:
        given: dict[str, Any] = {}
        members = fields_of(target)
        for one in members:
            if one.wire in value:
                item = value[one.wire]
                try:
                    given[one.name] = self._hook(one.type)(item)
                except Exception:  # noqa: BLE001 - this is the member, or one inside it
                    given[one.name] = self._explain(parse(one.type), item, f"{path}.{one.wire}", issues)
            elif one.required:
                issues.append(SchemaIssue(f"{path}.{one.wire}", one.type, "nothing"))
                given[one.name] = UNSET
        made = target(**given)
        known = {one.wire for one in members}
        extra = {key: item for key, item in value.items() if key not in known}
        if extra:
            made.keep_extra(extra)
        return made


def _kept(expression: TypeExpression, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
    issues.append(SchemaIssue(path, spelled(expression), type(value).__name__))
    return value
