# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Work assigned to people, and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.assignments import GET, LIST, LIST_DATA, LIST_FILES, SET_TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.assignments import (
        Assignment,
        AssignmentData,
        AssignmentFiles,
        AssignmentStatusLike,
        AssignmentTagChange,
    )
    from synapse_sdk.models.task_tags import TagActionLike
    from synapse_sdk.models.tasks import PriorityLike


class Assignments(Resource):
    """Work assigned to people, and its results."""

    def get(self, pk: int) -> Assignment:
        """Fetch one assignment.

        Args:
            pk: Assignment ID.

        Returns:
            One piece of work, assigned to one person.
        """
        return self._call(GET, {"pk": pk})

    def list(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[Assignment]:
        """List assignments.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One piece of work, assigned to one
            person.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[AssignmentData]:
        """List the data of assignments, without their other fields.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one assignment, without the
            rest of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[AssignmentFiles]:
        """List the files of assignments, without their other fields.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one assignment, without the
            rest of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    @overload
    def set_tags(
        self, body: AssignmentTagChange, *, replace: bool | None = None, notify: bool | None = None
    ) -> dict[str, Json]: ...
    @overload
    def set_tags(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        assignment_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
        notify: bool | None = None,
    ) -> dict[str, Json]: ...
    def set_tags(
        self,
        body: AssignmentTagChange | Unset = UNSET,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        assignment_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
        notify: bool | None = None,
    ) -> dict[str, Json]:
        """Add tags to several assignments, or remove them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            ids: IDs of the assignments.
            tags: IDs of the tags.
            action: Whether to add or to remove the tags.
            assignment_ids: IDs of the assignments, in the alternative form.
            tag_ids: IDs of the tags, in the alternative form.
            replace: Whether the tags replace the existing ones. By default they are added.
            notify: Whether to notify the assignees.
        """
        return self._call(
            SET_TAGS,
            {
                "ids": ids,
                "tags": tags,
                "action": action,
                "assignment_ids": assignment_ids,
                "tag_ids": tag_ids,
                "replace": replace,
                "notify": notify,
            },
            body,
        )


class AsyncAssignments(AsyncResource):
    """Work assigned to people, and its results."""

    async def get(self, pk: int) -> Assignment:
        """Fetch one assignment.

        Args:
            pk: Assignment ID.

        Returns:
            One piece of work, assigned to one person.
        """
        return await self._call(GET, {"pk": pk})

    def list(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[Assignment]:
        """List assignments.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One piece of work, assigned to one
            person.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[AssignmentData]:
        """List the data of assignments, without their other fields.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one assignment, without the
            rest of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        project: int | None = None,
        status: AssignmentStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        updated_after: datetime | None = None,
        priority: PriorityLike | None = None,
        search: str | None = None,
        workshop: int | None = None,
        tasks: Sequence[int] | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[AssignmentFiles]:
        """List the files of assignments, without their other fields.

        Args:
            project: Only assignments of this project.
            status: Only assignments in this state.
            assignee: Only assignments of this user.
            created_after: Only assignments created after this time.
            updated_after: Only assignments changed after this time.
            priority: Only assignments with this priority.
            search: Only assignments whose content contains this string.
            workshop: Only assignments of this workshop.
            tasks: Only assignments of these tasks.
            ids: Only assignments with these IDs, separated by commas.
            ids_ex: Only assignments without these IDs, separated by commas.
            id_in: Only assignments with these IDs, separated by commas.
            id_gte: Only assignments whose ID is at or above this one.
            id_gt: Only assignments whose ID is above this one.
            id_lte: Only assignments whose ID is at or below this one.
            id_lt: Only assignments whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one assignment, without the
            rest of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "updated_after": updated_after,
                "priority": priority,
                "search": search,
                "workshop": workshop,
                "tasks": tasks,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )

    @overload
    async def set_tags(
        self, body: AssignmentTagChange, *, replace: bool | None = None, notify: bool | None = None
    ) -> dict[str, Json]: ...
    @overload
    async def set_tags(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        assignment_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
        notify: bool | None = None,
    ) -> dict[str, Json]: ...
    async def set_tags(
        self,
        body: AssignmentTagChange | Unset = UNSET,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        assignment_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
        notify: bool | None = None,
    ) -> dict[str, Json]:
        """Add tags to several assignments, or remove them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            ids: IDs of the assignments.
            tags: IDs of the tags.
            action: Whether to add or to remove the tags.
            assignment_ids: IDs of the assignments, in the alternative form.
            tag_ids: IDs of the tags, in the alternative form.
            replace: Whether the tags replace the existing ones. By default they are added.
            notify: Whether to notify the assignees.
        """
        return await self._call(
            SET_TAGS,
            {
                "ids": ids,
                "tags": tags,
                "action": action,
                "assignment_ids": assignment_ids,
                "tag_ids": tag_ids,
                "replace": replace,
                "notify": notify,
            },
            body,
        )
