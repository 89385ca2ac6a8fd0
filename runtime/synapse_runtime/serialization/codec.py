"""Decoding of JSON data into the types of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_http.errors import DecodeError

from .annotations import annotation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synapse_runtime.types import SchemaIssue


class Codec:
    """Decodes the responses of one service.

    A value that does not fit its type is kept as it came, and reported; but a response or an item that is no object or
    list where the spec promises one is an error.
    """

    def __init__(
        self, models: str, report: Callable[[SchemaIssue], None] | None = None, *, strict: bool = False
    ) -> None:
        """Make a codec. `models` is the package that exports the models; `strict` raises instead of reporting."""
        self._models = models
        self._report = report
        self._strict = strict

    def decode(self, type_string: str, value: Any) -> Any:
        """Structure JSON data as a type says, such as `list[Task]?`."""
        return self._decode(type_string, (value,), value)[0]

    def decode_rows(self, type_string: str, rows: Sequence[Any]) -> list[Any]:
        """Structure the rows of a page; one that does not fit costs the others nothing."""
        return self._decode(type_string, rows, rows)

    def _decode(self, type_string: str, values: Sequence[Any], response: Any) -> list[Any]:
        from . import converter  # with the first value, for it loads cattrs

        hook = converter.structure_hook(type_string, self._models)
        strict = self._strict
        structured: list[Any] = []
        issues: list[SchemaIssue] = []
        for value in values:
            try:
                structured.append(hook(value, None))
            except Exception:  # noqa: BLE001 - the lenient converter finds out what does not fit
                annotation = annotation_of(type_string, self._models)
                structured.append(converter.structure_leniently(annotation, value, type_string, issues))
                strict = strict or not converter.has_promised_shape(annotation, value)
        if issues:
            self._report_issues(issues, response, strict=strict)
        return structured

    def _report_issues(self, issues: Sequence[SchemaIssue], response: Any, *, strict: bool) -> None:
        by_path: dict[str, SchemaIssue] = {}  # the items of a list share a path
        for issue in issues:
            path = ".".join("*" if part.isdigit() else part for part in issue.path.split("."))
            by_path.setdefault(path, issue._replace(path=path))
        if strict:
            listed = "; ".join(f"{path}: expected {it.expected}, found {it.found}" for path, it in by_path.items())
            raise DecodeError(f"The response is not what the spec says: {listed}", response=response)
        if self._report is not None:
            for issue in by_path.values():
                self._report(issue)


def structure_if_it_fits(models: str, type_string: str, value: Any) -> Any:
    """Structure JSON data as a type of a package of models says, or return it as it is if anything does not fit."""
    from . import converter  # as above

    try:
        return converter.structure_hook(type_string, models)(value, None)
    except Exception:  # noqa: BLE001 - whatever a server sends with an error, it must not hide the error
        return value
