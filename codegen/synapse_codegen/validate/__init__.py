"""Check a spec: one function a rule, in stages, and all violations that do not follow from others.

Here belongs what needs more than one part of a spec: references, names that clash, examples
that do not fit. A rule yields `Violation`s and never raises. What one key may hold belongs
in `grammar`. Imports the IR, the tables and what is below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from synapse_codegen.diagnostics import Diagnostic, sort_diagnostics

from . import collisions, composites, documented, examples, models, names, requests, style, waiters
from .symbols import Parts, collect_symbols

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import Diagnostics
    from synapse_codegen.ir.service import Service

    from .symbols import Rule


_LAST_STAGES: Final[tuple[Mapping[str, Rule], ...]] = (
    {"unused-model": models.unused_model, "unused-operation": composites.unused_operation},
    {
        "example-missing": examples.example_missing,
        "missing-doc": style.missing_doc,
        "removal-due": style.removal_due,
        "union-ambiguous": models.union_ambiguous,
    },
)
"""Checked only if all else is right: what is not understood may be the use, or the documentation."""

STAGES: Final[tuple[Mapping[str, Rule], ...]] = (
    {  # names, and what an operation says of its own request
        "composite-steps": composites.composite_steps,
        "credential-place": names.credential_place,
        "duplicate-example": examples.duplicate_example,
        "duplicate-method": documented.duplicate_method,
        "duplicate-model": models.duplicate_model,
        "duplicate-route": requests.duplicate_route,
        "enum-value": models.enum_value,
        "idempotency-key": requests.idempotency_key,
        "name-collision": collisions.name_collision,
        "path-parameter-missing": requests.path_parameter_missing,
        "path-parameter-unused": requests.path_parameter_unused,
        "required-with-default": models.required_with_default,
        "reserved-name": names.reserved_name,
        "retry-safe-post": requests.retry_safe_post,
        "retry-unsafe-get": requests.retry_unsafe_get,
        "union-without-discriminator": models.union_without_discriminator,
        "unknown-credential": names.unknown_credential,
        "unknown-mixin": documented.unknown_mixin,
        "unknown-operation": composites.unknown_operation,
        "unknown-server": names.unknown_server,
        "unknown-pagination": requests.unknown_pagination,
        "unknown-replacement": names.unknown_replacement,
        "unknown-type": models.unknown_type,
    },
    {  # what fits which type
        "body-misplaced": requests.body_misplaced,
        "chunked-field": composites.chunked_field,
        "composite-settings": composites.composite_settings,
        "documented-argument": documented.documented_argument,
        "documented-return": documented.documented_return,
        "file-misplaced": models.file_misplaced,
        "limit-mismatch": models.limit_mismatch,
        "pagination-not-list": requests.pagination_not_list,
        "parameter-type": requests.parameter_type,
        "response-codec": requests.response_codec,
        "response-header": requests.response_header,
        "response-status": requests.response_status,
        "waiter": waiters.waiter,
    },
    {"default-mismatch": examples.default_mismatch, "example-mismatch": examples.example_mismatch},
    *_LAST_STAGES,
)
"""Rule id, which diagnostics show, to the rule. A part with an error is not checked by later stages."""

RULES: Final = {id: rule for stage in STAGES for id, rule in stage.items()}
WARNINGS: Final = frozenset({"example-missing", "missing-doc", "removal-due", "union-ambiguous"})
"""Rules that a working spec may break."""


def validate(service: Service, earlier: Diagnostics) -> list[Diagnostic]:
    """Check a service by all rules, and leave out what follows from another problem.

    Args:
        service: What `build` made.
        earlier: The problems of the earlier steps.

    Returns:
        All violations, ordered by location.
    """
    parts = Parts(service)
    broken = {parts.find(diagnostic.location) for diagnostic in earlier}
    # A file under a wrong name may be a copy: what it declares is left out.
    misnamed = {diagnostic.location.file for diagnostic in earlier if diagnostic.rule == "spec-layout"}
    unread = {part.name for part in parts.all if part in broken}
    unread |= {part.name.rpartition(".")[2] for part in parts.all if part.file in misnamed}
    resources = tuple(resource for resource in service.resources if resource.file not in misnamed)
    symbols = collect_symbols(evolve(service, resources=resources), earlier.unread | unread)
    incomparable = {parts.find(operation.source) for operation in models.operations_with_unknown_types(symbols)}
    diagnostics: list[Diagnostic] = []
    for stage in STAGES:
        if stage in _LAST_STAGES and (earlier or diagnostics):
            continue
        new = [
            Diagnostic(location, id, message, hint, "warning" if id in WARNINGS else "error", cause)
            for id, rule in stage.items()
            for location, message, hint, cause in rule(symbols)
            if parts.find(location) not in broken
        ]
        diagnostics += new
        broken |= incomparable.union(parts.find(diagnostic.location) for diagnostic in new)
    return sort_diagnostics(diagnostics)
