# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of the typed clients, one module a resource.

Each is a signature, a docstring and the call of an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from orbit_client.resources import satellites, telemetry
else:
    __getattr__, __dir__ = lazy_exports(__name__, {"orbit_client.resources": ("satellites", "telemetry")})

__all__ = ["satellites", "telemetry"]
