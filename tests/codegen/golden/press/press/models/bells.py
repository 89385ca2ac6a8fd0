# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""Models of bells."""

from __future__ import annotations

from synapse_runtime.model import Model, model, required


@model
class Bell(Model):
    """One bell.

    Attributes:
        state: Whether it rings.
    """

    state: str = required("str")
