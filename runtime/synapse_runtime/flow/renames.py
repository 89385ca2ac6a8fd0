"""Old names that go on working, and what is deprecated: who uses one is warned, at the line that does.

Here belongs what marks emitted code, and what renews the arguments of a call. Only services with a history load it.
"""

from __future__ import annotations

from enum import Enum, EnumType
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from synapse_http.errors import InvalidArgumentError
from synapse_http.values import UNSET, is_mapping, is_sequence

from synapse_runtime._lazy_exports import ApiDeprecationWarning, warn_caller

from .tracebacks import intercept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import ClassVar

    from typing_extensions import deprecated

    from synapse_runtime.operation import Operation, Parameter

__all__ = ["RenamedEnum", "deprecated", "renamed_fields", "renew_arguments"]

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T")

if not TYPE_CHECKING:  # pragma: no branch - checkers know the one of `typing_extensions`, which is no dependency

    def deprecated(message: str) -> Callable[[F], F]:
        """Mark a function as deprecated (PEP 702): each call of it warns."""

        def warn(_: object, keywords: dict[str, Any]) -> dict[str, Any]:
            warn_caller(message, ApiDeprecationWarning)
            return keywords

        def decorate(function: F) -> F:
            marked = intercept(function, warn)
            marked.__deprecated__ = message
            return marked

        return decorate


# Models -----------------------------------------------------------------------------------


def renamed_fields(names: Mapping[str, str], keys: Mapping[str, str]) -> Callable[[type[T]], type[T]]:
    """Let a model be made with old names of its fields: `names` in Python, and `keys` in the dicts of `from_dict`."""

    def decorate(cls: type[T]) -> type[T]:
        model: Any = cls
        from_dict = model.from_dict.__func__

        @wraps(from_dict)
        def renewed(cls: Any, data: Mapping[str, Any], *, strict: bool = True) -> Any:
            return from_dict(cls, _renew_keys(f"{cls.__name__}: key", data, keys), strict=strict)

        def prepare(_: object, keywords: dict[str, Any]) -> Mapping[str, Any]:
            return _renew_keys(f"{cls.__name__}: keyword", keywords, names)

        model.__init__ = intercept(model.__init__, prepare)
        model.from_dict = classmethod(renewed)
        return cls

    return decorate


class _OldMembers(EnumType):
    """Looks up members by their old names, if nothing else has the name."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):  # of the enum that is being made
            raise AttributeError(name)
        try:
            return cls[name]
        except KeyError:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}") from None

    def __getitem__(cls: Any, name: str) -> Any:
        for old_name, _, new_name in cls.__renamed__:
            if name == old_name:
                warn_caller(f"{cls.__name__}.{name} is now {cls.__name__}.{new_name}", ApiDeprecationWarning)
                return cls._member_map_[new_name]
        return cls._member_map_[name]


class RenamedEnum(Enum, metaclass=_OldMembers):
    """First base of an enum with old members: `__renamed__` has an old name, an old value and the new name of each."""

    if TYPE_CHECKING:
        __renamed__: ClassVar[Iterable[tuple[str, str | int, str]]]

    @classmethod
    def _missing_(cls, value: object) -> Any:
        for _, old_value, name in cls.__renamed__:
            if value == old_value:
                member = cls._member_map_[name]
                warn_caller(f"{cls.__name__}: value {value!r} is now {member.value!r}", ApiDeprecationWarning)
                return member
        return super()._missing_(value)


# Arguments of a call ------------------------------------------------------------------------


def renew_arguments(operation: Operation[Any], named: Mapping[str, Any], params: Any, body: Any) -> dict[str, Any]:
    """Return the arguments of a call with new names and values; warn of old ones, and of what is deprecated.

    Raises:
        InvalidArgumentError: A dict has both names of one thing.
    """
    by_name = {parameter.name: parameter for parameter in operation.parameters}

    def renew(kind: str, location: str, data: Any) -> Any:
        if not is_mapping(data):
            return [renew(kind, location, item) for item in data] if is_sequence(data) else data
        known = {part.wire_name: part for part in operation.parameters if part.location == location}
        old_names = {old: name for name, part in known.items() for old in part.was if old not in known}
        return _renew_values(operation, _renew_keys(f"{operation.name}: {kind}", data, old_names), known)

    return {
        "named": _renew_values(operation, named, by_name),
        "params": renew("query parameter", "query", params),
        "body": renew("field", "body", body),
    }


def _renew_keys(subject: str, data: Mapping[str, Any], renamed: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a mapping with new names instead of old ones."""
    old_names = [name for name in data if name in renamed]
    for old in old_names:
        if renamed[old] in data:
            raise InvalidArgumentError(f"{subject} {old!r} is the old name of {renamed[old]!r}: give one of them")
        warn_caller(f"{subject} {old!r} is now {renamed[old]!r}", ApiDeprecationWarning)
    return {renamed.get(name, name): value for name, value in data.items()} if old_names else data


def _renew_values(
    operation: Operation[Any], values: Mapping[str, Any], known: Mapping[str, Parameter]
) -> Mapping[str, Any]:
    """Return values of arguments without old ones; a default that a method passes on is not the caller's."""
    renewed = dict(values)
    for name, parameter in known.items():
        value = renewed.get(name, UNSET)
        if value is None or value is UNSET or value == parameter.default:
            continue
        notices = [parameter.deprecated]
        items = value if is_sequence(value) else (value,)
        for item in dict.fromkeys(item for item in items if isinstance(item, (str, int))):
            notices.append(parameter.deprecated_values.get(item, ""))
            if item in parameter.old_values:
                notices.append(f"value {item!r} of {name} is now {parameter.old_values[item]!r}")
        if parameter.old_values and is_sequence(value):
            renewed[name] = [parameter.old_values.get(item, item) for item in value]
        elif isinstance(value, (str, int)):
            renewed[name] = parameter.old_values.get(value, value)
        for notice in filter(None, notices):
            warn_caller(f"{operation.name}: {notice}", ApiDeprecationWarning)
    return renewed
