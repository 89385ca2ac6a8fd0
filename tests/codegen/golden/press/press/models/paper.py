# Generated from tests/specs/press/resources/paper.yaml by `synapse-codegen generate`. Do not edit.
"""Models of paper."""

from __future__ import annotations

from typing import Annotated

from synapse_runtime import UNSET, Model, Unset, WireName, model


@model
class Sheet(Model):
    """One sheet."""

    width: float
    """In millimetres."""
    surface: Annotated[str | Unset, WireName("body")] = UNSET
    """How it feels."""


@model
class Bell(Model):
    """One bell."""

    state: str
    """Whether it rings."""
