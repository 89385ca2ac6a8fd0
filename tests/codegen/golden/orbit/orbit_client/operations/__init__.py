# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""Descriptors of all operations, one module a resource.

They are data, and import nothing that sends. The clients, the mock and the docs read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from orbit_client.operations import satellites, telemetry
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"orbit_client.operations": ("satellites", "telemetry")})

__all__ = ["satellites", "telemetry"]
