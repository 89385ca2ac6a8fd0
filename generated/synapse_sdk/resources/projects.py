# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Projects, which hold the tasks and assignments of one annotation effort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.projects import GET

if TYPE_CHECKING:
    from synapse_sdk.models.projects import Project


class Projects(Resource):
    """Projects, which hold the tasks and assignments of one annotation effort."""

    def get(self, pk: int) -> Project:
        """Fetch one project.

        Args:
            pk: Project ID.

        Returns:
            One project with its configuration.
        """
        return self._call(GET, {"pk": pk})


class AsyncProjects(AsyncResource):
    """Projects, which hold the tasks and assignments of one annotation effort."""

    async def get(self, pk: int) -> Project:
        """Fetch one project.

        Args:
            pk: Project ID.

        Returns:
            One project with its configuration.
        """
        return await self._call(GET, {"pk": pk})
