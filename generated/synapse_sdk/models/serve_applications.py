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
    """One deployed application.

    Attributes:
        id: Application ID.
        job: ID of the job that deployed it.
        status: Its state in the serving system, such as `RUNNING`.
        data: Other details from the serving system.
        created_at: When it was created.
    """

    id: int = required("int")
    job: int | str | Unset = field("int | str", default=UNSET)
    status: str | Unset = field("str", default=UNSET)
    data: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class ServeApplicationCreate(Model):
    """Fields of a new application.

    Attributes:
        job: ID of the job that deployed it.
        status: Its state in the serving system, such as `RUNNING`.
        data: Other details from the serving system.
    """

    job: int | str | Unset = field("int | str", default=UNSET)
    status: str | Unset = field("str", default=UNSET)
    data: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
