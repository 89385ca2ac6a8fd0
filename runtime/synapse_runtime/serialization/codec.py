"""Decoding of JSON data into the types of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import DecodeError
from synapse_runtime.types import SchemaIssue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .converter import Hook


class Codec:
    """Decodes the responses of one service.

    A value that does not fit its type is kept as it came, and reported: a row survives whatever the server sends.
    """

    def __init__(
        self, models: str, report: Callable[[SchemaIssue], None] | None = None, *, strict: bool = False
    ) -> None:
        """Make a codec. Models are loaded when they are first met.

        Args:
            models: The package that exports the models of the service.
            report: Called with each issue.
            strict: Raise instead of reporting.
        """
        self._models = models
        self._report = report
        self._strict = strict
        self._hooks: dict[str, Hook] = {}

    def decode(self, type_text: str, value: Any) -> Any:
        """Structure JSON data.

        Args:
            type_text: A type expression, such as `list[Task]`.
            value: JSON data.

        Returns:
            Models, enums, datetimes, as the type says; what does not fit is kept as it came.

        Raises:
            DecodeError: Something does not fit, and the codec is strict.
        """
        issues: list[SchemaIssue] = []
        structured = self._structure(self._hook(type_text), value, type_text, issues)
        self._report_issues(issues, value)
        return structured

    def decode_rows(self, type_text: str, rows: Sequence[Any]) -> list[Any]:
        """Structure the rows of a page, each as `decode` does.

        A row that does not fit costs the others nothing.
        """
        hook, issues = self._hook(type_text), list[SchemaIssue]()
        structured = [self._structure(hook, row, type_text, issues) for row in rows]
        self._report_issues(issues, rows)
        return structured

    def _hook(self, type_text: str) -> Hook:
        hook = self._hooks.get(type_text)
        if hook is None:
            from .converter import structure_hook  # loads cattrs

            hook = self._hooks[type_text] = structure_hook(type_text, self._models)
        return hook

    def _structure(self, hook: Hook, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
        try:
            return hook(value, None)
        except Exception as error:  # noqa: BLE001 - `structure_leniently` says what it was
            from .converter import structure_leniently  # loads cattrs

            return structure_leniently(hook, value, error, path, issues)

    def _report_issues(self, issues: list[SchemaIssue], value: Any) -> None:
        if not issues:
            return
        unique = _unique(issues)
        if self._strict:
            text = "; ".join(f"{issue.path}: expected {issue.expected}, found {issue.found}" for issue in unique)
            raise DecodeError(f"The response is not what the spec says: {text}", response=value)
        if self._report is not None:
            for issue in unique:
                self._report(issue)


def _unique(issues: list[SchemaIssue]) -> list[SchemaIssue]:
    """Return the first issue of each path, with `*` for indices: the items of a list share a path."""
    by_path: dict[str, SchemaIssue] = {}
    for issue in issues:
        path = ".".join("*" if part.isdigit() else part for part in issue.path.split("."))
        by_path.setdefault(path, issue._replace(path=path))
    return [*by_path.values()]
