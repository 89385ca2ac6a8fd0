"""From two sides to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.output.lock import LOCK_FILE, hash_inputs, parse_lock
from synapse_codegen.pipeline import build_spec, render
from synapse_codegen.validate.style import find_due

from .compare import compare_services
from .emitted import compare_emitted
from .findings import Finding, sort_findings
from .report import Report
from .revisions import read_file
from .rules import RULES
from .versions import require_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from synapse_codegen.diagnostics import Diagnostic
    from synapse_codegen.ir.service import Service

    from .revisions import Side


class UnreadableSpecError(Exception):
    """A spec has errors, so that nothing can be compared."""

    def __init__(self, side: Side, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(f"the spec of {side.name} has errors")
        self.side = side
        self.diagnostics = diagnostics


def compare_sides(old: Side, new: Side, out: Path) -> Report:
    """Compare two specs, and if the older is a release, the package that was emitted from it.

    Args:
        old: The older spec.
        new: The newer one.
        out: The folder that contains packages.

    Raises:
        UnreadableSpecError: One of them has errors.
    """
    services: list[Service] = []
    for side in (old, new):
        service, diagnostics = build_spec(side.spec, side.root)
        errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
        if service is None or errors:
            raise UnreadableSpecError(side, errors)
        services.append(service)
    before, after = services
    changes = [*compare_services(before, after), *_compare_packages(old, before, out)]
    findings = sort_findings([*changes, *_find_due(after)])
    return Report(
        old_name=old.name,
        new_name=new.name,
        old_version=before.version,
        new_version=after.version,
        required_version=require_version(before.version, findings),
        version_location=after.at("version"),
        findings=findings,
        root=new.root,
    )


def _find_due(service: Service) -> Iterator[Finding]:
    """Yield a finding for everything that should be gone by now."""
    rule = RULES["still-there"]
    for part, name, version in find_due(service):
        yield Finding(
            rule=rule,
            location=part.at("deprecated"),
            subject=name,
            message=rule.message.format(old=version, new=service.version),
            hint=rule.hint,
            hits=frozenset(rule.hits),
        )


def _compare_packages(old: Side, service: Service, out: Path) -> list[Finding]:
    """Compare the package that was released with what its spec gives today."""
    package = out / service.package.replace(".", "/")
    content = read_file(old.revision, package / LOCK_FILE) if old.revision else None
    lock = parse_lock(content) if content else None
    if lock is None:  # a folder, or nothing was emitted then
        return []
    schema = old.spec.parent / "schema.json"
    inputs = hash_inputs(old.spec, schema.read_bytes() if schema.is_file() else None)
    return compare_emitted(lock, inputs, lambda: render(service), out.name)
