# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Descriptors of all operations, one module a resource.

They are data, and import nothing that sends. The clients, the mock and the docs read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from press.operations import articles, bells, scans, weather
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"press.operations": ("articles", "bells", "scans", "weather")})

__all__ = ["articles", "bells", "scans", "weather"]
