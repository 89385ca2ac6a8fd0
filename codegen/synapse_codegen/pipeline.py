"""The front door: from the folder of a spec to the files of a package.

load → build → validate → views → emit
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import build as building
from .build import build
from .diagnostics import Diagnostic, Diagnostics, has_errors, merge_repeats, sort_diagnostics
from .source import loader
from .source.loader import load_spec
from .validate import RULES, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from synapse_codegen.ir.service import Service


RULE_IDS: Final = tuple(sorted({*loader.RULE_IDS, *building.RULE_IDS, *RULES}))
"""Every rule of every step."""


def generate_package(spec: Path, root: Path | None = None) -> tuple[Mapping[str, bytes] | None, list[Diagnostic]]:
    """Generate the files of a package.

    Args:
        spec: The folder of the spec.
        root: The folder that file names in diagnostics are relative to; by default the
            current one.

    Returns:
        Path below the output folder to content, or None if the spec has errors; and all
        diagnostics, sorted.
    """
    service, diagnostics = read_spec(spec, root)
    return None if service is None else render(service), diagnostics


def read_spec(spec: Path, root: Path | None = None) -> tuple[Service | None, list[Diagnostic]]:
    """Load, build and validate a spec.

    Args:
        spec: The folder of the spec.
        root: The folder that file names in diagnostics are relative to; by default the
            current one.

    Returns:
        The service, or None if there are errors; and all diagnostics, sorted.
    """
    service, diagnostics = build_spec(spec, root)
    if service is not None:
        diagnostics += validate(service, diagnostics)
    return None if has_errors(diagnostics) else service, merge_repeats(sort_diagnostics(diagnostics))


def build_spec(spec: Path, root: Path | None = None) -> tuple[Service | None, Diagnostics]:
    """Load and build a spec, but do not check what its parts say about each other.

    Args:
        spec: The folder of the spec.
        root: The folder that file names in diagnostics are relative to; by default the
            current one.

    Returns:
        The service, or None if a file cannot be read; and all diagnostics so far.
    """
    return build(load_spec(spec, root))


def render(service: Service) -> Mapping[str, bytes]:
    """Render the files of a service that has no errors: path below the output folder to content."""
    # jinja2 takes longer to import than all the rest, and neither lint nor a spec with errors needs it.
    from .output.emit import emit
    from .views import views

    return {path: text.encode() for path, text in emit(views(service)).items()}
