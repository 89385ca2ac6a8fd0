# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Models of serve_applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


@model
class ServeApplication(Model):
    """One application in service.

    Attributes:
        id: Application ID.
        job: ID of the job that put it into service.
        status: How it is, in the words of the serving system, such as `RUNNING`.
        data: What else the serving system reports.
        created_at: When it was created.
    """

    id: int = required("int")
    job: int | str | Unset = field("int | str", default=UNSET)
    status: str | Unset = field("str", default=UNSET)
    data: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class ServeApplicationCreate(Model):
    """What a new application is made from.

    Attributes:
        job: ID of the job that put it into service.
        status: How it is, in the words of the serving system, such as `RUNNING`.
        data: What else the serving system reports.
    """

    job: int | str | Unset = field("int | str", default=UNSET)
    status: str | Unset = field("str", default=UNSET)
    data: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
