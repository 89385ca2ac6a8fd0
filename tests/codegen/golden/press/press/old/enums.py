# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Enums of the documented methods."""

from __future__ import annotations

from press.models.articles import Section

__all__ = ["Section"]
