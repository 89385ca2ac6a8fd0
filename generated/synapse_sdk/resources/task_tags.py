# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Labels to sort the tasks and assignments of a project by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.task_tags import GET, LIST

if TYPE_CHECKING:
    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.task_tags import TaskTag


class TaskTags(Resource):
    """Labels to sort the tasks and assignments of a project by."""

    def get(self, pk: int) -> TaskTag:
        """Fetch one task tag.

        Args:
            pk: Tag ID.

        Returns:
            One tag.
        """
        return self._call(GET, {"pk": pk})

    def list(
        self,
        *,
        project: int | None = None,
        search: str | None = None,
        color: str | None = None,
        page_size: int | None = None,
    ) -> Pager[TaskTag]:
        """List task tags.

        Args:
            project: Only tags of this project.
            search: Only tags whose name contains this string.
            color: Only tags of this color.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One tag.
        """
        return self._pages(LIST, {"project": project, "search": search, "color": color}, page_size)


class AsyncTaskTags(AsyncResource):
    """Labels to sort the tasks and assignments of a project by."""

    async def get(self, pk: int) -> TaskTag:
        """Fetch one task tag.

        Args:
            pk: Tag ID.

        Returns:
            One tag.
        """
        return await self._call(GET, {"pk": pk})

    def list(
        self,
        *,
        project: int | None = None,
        search: str | None = None,
        color: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[TaskTag]:
        """List task tags.

        Args:
            project: Only tags of this project.
            search: Only tags whose name contains this string.
            color: Only tags of this color.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One tag.
        """
        return self._pages(LIST, {"project": project, "search": search, "color": color}, page_size)
