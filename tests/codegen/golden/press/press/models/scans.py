# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Models of scans."""

from __future__ import annotations

from uuid import UUID

from synapse_runtime import FileContent, Model, model


@model
class Scan(Model):
    """A picture."""

    id: UUID
    """Its ID."""
    offset: int
    """How much is there."""
    status: int
    """2 when it is complete."""


@model
class Chunk(Model):
    """A piece."""

    file: FileContent
    filename: str


@model
class Finish(Model):
    """The end."""

    md5: str
