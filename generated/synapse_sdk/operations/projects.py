# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on projects, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.projects import Project

GET: Operation[Project] = Operation(
    name="projects.get",
    method="GET",
    path="projects/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int", required=True),),
    response="Project",
)
