"""Question a spec: one function a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .build import build
from .diagnostics import Diagnostic, has_errors, ordered
from .loader import load_spec

if TYPE_CHECKING:
    from pathlib import Path

    from .ir import Service


def read_service(path: Path, root: Path | None = None) -> tuple[Service | None, list[Diagnostic]]:
    """Load, build and validate a spec.

    Args:
        path: The folder of the spec.
        root: The folder that file names are told relative to; by default the current one.

    Returns:
        The service, None where there is any error; and all findings, in order.
    """
    service, findings = build(load_spec(path, root))
    return None if has_errors(findings) else service, ordered(findings)
