# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of the typed clients, one module a resource.

Each is a signature, a docstring and the call of an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from press.resources import articles, bells, scans, weather
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"press.resources": ("articles", "bells", "scans", "weather")})

__all__ = ["articles", "bells", "scans", "weather"]
