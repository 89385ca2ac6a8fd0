"""Question a spec: one table of rules, one function a rule, all findings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen import build as building
from synapse_codegen import forms, loader
from synapse_codegen.diagnostics import Diagnostic, has_errors, ordered

from . import composites, documented, examples, models, names, requests, settings, style, waiters
from .symbols import scope_of

if TYPE_CHECKING:
    from pathlib import Path

    from synapse_codegen.diagnostics import Severity
    from synapse_codegen.ir import Service

    from .symbols import Rule


class Check(NamedTuple):
    """A rule, and how grave it is to break it."""

    rule: Rule
    severity: Severity = "error"


RULES: Final = {
    "body-misplaced": Check(requests.body_misplaced),
    "chunked-field": Check(composites.chunked_field),
    "composite-settings": Check(settings.composite_settings),
    "composite-steps": Check(composites.composite_steps),
    "default-mismatch": Check(examples.default_mismatch),
    "documented-argument": Check(documented.documented_argument),
    "documented-return": Check(documented.documented_return),
    "duplicate-example": Check(examples.duplicate_example),
    "duplicate-method": Check(documented.duplicate_method),
    "duplicate-model": Check(models.duplicate_model),
    "duplicate-route": Check(requests.duplicate_route),
    "example-mismatch": Check(examples.example_mismatch),
    "example-missing": Check(examples.example_missing),
    "file-misplaced": Check(models.file_misplaced),
    "missing-doc": Check(style.missing_doc, "warning"),
    "name-collision": Check(names.name_collision),
    "pagination-not-list": Check(requests.pagination_not_list),
    "parameter-type": Check(requests.parameter_type),
    "path-parameter-missing": Check(requests.path_parameter_missing),
    "path-parameter-unused": Check(requests.path_parameter_unused),
    "required-with-default": Check(models.required_with_default),
    "reserved-name": Check(names.reserved_name),
    "retry-safe-post": Check(requests.retry_safe_post),
    "retry-unsafe-get": Check(requests.retry_unsafe_get),
    "union-without-discriminator": Check(models.union_without_discriminator),
    "unknown-mixin": Check(documented.unknown_mixin),
    "unknown-operation": Check(composites.unknown_operation),
    "unknown-pagination": Check(requests.unknown_pagination),
    "unknown-type": Check(models.unknown_type),
    "unused-model": Check(models.unused_model),
    "unused-operation": Check(composites.unused_operation),
    "waiter": Check(waiters.waiter),
}
"""Rule id to what is asked. The findings bear the id."""

RULE_IDS: Final = tuple(sorted({*loader.RULES, *forms.RULES, *building.RULES, *RULES}))
"""Every rule there is, those of the earlier steps included."""


def validate(service: Service) -> list[Diagnostic]:
    """Ask all rules about a service.

    Args:
        service: What `build` made.

    Returns:
        All findings, in the order of their places.
    """
    scope = scope_of(service)
    return ordered(
        Diagnostic(finding.place, id, finding.message, finding.hint, check.severity)
        for id, check in RULES.items()
        for finding in check.rule(scope)
    )


def read_service(path: Path, root: Path | None = None) -> tuple[Service | None, list[Diagnostic]]:
    """Load, build and validate a spec.

    Args:
        path: The folder of the spec.
        root: The folder that file names are told relative to; by default the current one.

    Returns:
        The service, None where there is any error; and all findings, in order.
    """
    service, findings = building.build(loader.load_spec(path, root))
    if service is not None:
        findings += validate(service)
    return None if has_errors(findings) else service, ordered(findings)
