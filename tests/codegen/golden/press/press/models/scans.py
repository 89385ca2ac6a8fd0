# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Models of scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Model, model, required

if TYPE_CHECKING:
    from uuid import UUID

    from synapse_runtime import FileContent


@model
class Scan(Model):
    """A picture.

    Attributes:
        id: Its ID.
        offset: How much is there.
        status: 2 when it is complete.
    """

    id: UUID = required("uuid")
    offset: int = required("int")
    status: int = required("int")


@model
class Chunk(Model):
    """A piece.

    Attributes:
        file: Field `file`.
        filename: Field `filename`.
    """

    file: FileContent = required("file")
    filename: str = required("str")


@model
class Finish(Model):
    """The end.

    Attributes:
        md5: Field `md5`.
    """

    md5: str = required("str")
