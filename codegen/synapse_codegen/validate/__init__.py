"""Check a spec: one table of rules, one function a rule, all violations at once.

Here belongs what needs more than one part of a spec: references, names that clash, examples
that do not fit. A rule yields `Violation`s and never raises. What one key may hold belongs
in `grammar`. Imports the IR, the tables and what is below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen import build as building
from synapse_codegen import loader
from synapse_codegen.diagnostics import Diagnostic, sort_diagnostics

from . import collisions, composites, documented, examples, models, names, requests, settings, style, waiters
from .symbols import collect_symbols

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Severity
    from synapse_codegen.ir import Service

    from .symbols import Rule


class Check(NamedTuple):
    """A rule, and how severe a violation is."""

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
    "name-collision": Check(collisions.name_collision),
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
"""Rule id, which diagnostics show, to the rule."""

RULE_IDS: Final = tuple(sorted({*loader.RULE_IDS, *building.RULE_IDS, *RULES}))
"""Every rule, those of the earlier steps included."""


def validate(service: Service) -> list[Diagnostic]:
    """Check a service by all rules.

    Args:
        service: What `build` made.

    Returns:
        All violations, ordered by location.
    """
    symbols = collect_symbols(service)
    return sort_diagnostics(
        Diagnostic(violation.location, id, violation.message, violation.hint, check.severity)
        for id, check in RULES.items()
        for violation in check.rule(symbols)
    )
