"""Decoding that goes on where a value does not fit its type: cattrs' error notes say where."""

from __future__ import annotations

from typing import Any

from cattrs import ClassValidationError, IterableValidationError

from synapse_runtime.types import UNSET

from .converter import Hook, RawValue, StructureError
from .fields import fields_of
from .issues import SchemaIssue
from .type_expressions import spelled


def structure_leniently(hook: Hook, value: Any, error: Exception, path: str, issues: list[SchemaIssue]) -> Any:
    """Structure a value that does not fit, with raw values in the places that do not.

    Args:
        hook: Structures values of the type.
        value: JSON data.
        error: What the hook raised.
        path: Where the value stands.
        issues: Gets what does not fit.

    Returns:
        The structured value; all of it raw if it is nested too deep.
    """
    before = len(issues)
    try:
        return hook(mark_raw(error, value, path, issues), None)
    except Exception:  # noqa: BLE001 - a RecursionError, or groups of groups that end in one
        issues[before:] = [SchemaIssue(path, path, "something nested too deep")]
        return value


def mark_raw(error: Exception, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
    """Return a copy of JSON data with a `RawValue` in each place that an error names; add these places to `issues`."""
    if isinstance(error, ClassValidationError):
        fields, marked = {field.name: field for field in fields_of(error.cl)}, dict(value)
        for nested, note in _noted(error):
            field = fields[note.name]
            name, place = field.wire_name, f"{path}.{field.wire_name}"
            if name in value:
                marked[name] = mark_raw(nested, value[name], place, issues)
            else:
                issues.append(SchemaIssue(place, spelled(field.expression), "nothing"))
                marked[name] = RawValue(UNSET)
        return marked
    if isinstance(error, IterableValidationError):
        marked = value.copy()
        for nested, note in _noted(error):
            marked[note.index] = mark_raw(nested, value[note.index], f"{path}.{note.index}", issues)
        return marked
    if isinstance(error, StructureError):
        issues.append(SchemaIssue(path, error.expected, type(value).__name__))
        return RawValue(value)
    raise error


def _noted(error: ClassValidationError | IterableValidationError) -> list[tuple[Exception, Any]]:
    """Return the errors in a group, each with the note that says where it was raised."""
    noted, others = error.group_exceptions()
    if others:  # of the class itself, not of a field: the stack is used up
        raise others[0]
    return noted
