# Generated from tests/specs/press/resources/paper.yaml by `synapse-codegen generate`. Do not edit.
"""Models of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from synapse_runtime import Unset


@model
class Sheet(Model):
    """One sheet.

    Attributes:
        width: In millimetres.
        surface: How it feels.
    """

    width: float = required("float")
    surface: str | Unset = field("str", default=UNSET, wire="body")


@model
class Bell(Model):
    """One bell.

    Attributes:
        state: Whether it rings.
    """

    state: str = required("str")
