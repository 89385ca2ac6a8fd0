# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Annotation work, one data unit each."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.tasks import (
    ANNOTATE,
    ANNOTATE_BATCH,
    CREATE,
    CREATE_BULK,
    GET,
    LIST,
    LIST_DATA,
    LIST_FILES,
    SET_TAGS,
)

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.task_tags import TagActionLike
    from synapse_sdk.models.tasks import (
        PriorityLike,
        Task,
        TaskAnnotation,
        TaskBulkCreate,
        TaskBulkItem,
        TaskCreate,
        TaskData,
        TaskDataItem,
        TaskDataResult,
        TaskFiles,
        TaskStatusLike,
        TaskTagChange,
    )


class Tasks(Resource):
    """Annotation work, one data unit each."""

    def get(
        self, pk: int, *, expand: str | Sequence[str] | None = None, include_annotations: bool | None = None
    ) -> Task:
        """Fetch one task.

        Args:
            pk: Task ID.
            expand: Related objects to embed instead of their IDs: `data_unit`, `assignment`,
                `annotations`.
            include_annotations: Whether to include the annotation data.

        Returns:
            One piece of annotation work.
        """
        return self._call(GET, {"pk": pk, "expand": expand, "include_annotations": include_annotations})

    def list(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> Pager[Task]:
        """List tasks.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One piece of annotation work.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> Pager[TaskData]:
        """List the data of tasks, without their other fields.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one task, without the rest
            of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> Pager[TaskFiles]:
        """List the files of tasks, without their other fields.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one task, without the rest
            of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    @overload
    def create(self, body: TaskCreate) -> Task: ...
    @overload
    def create(
        self,
        *,
        project: int,
        data_unit: int,
        priority: PriorityLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> Task: ...
    def create(
        self,
        body: TaskCreate | Unset = UNSET,
        *,
        project: int | Unset = UNSET,
        data_unit: int | Unset = UNSET,
        priority: PriorityLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> Task:
        """Create one task, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            project: ID of the project.
            data_unit: ID of the data unit to annotate.
            priority: Its priority.
            assignee: User ID of the assignee.
            metadata: Other metadata to store with it.

        Returns:
            One piece of annotation work.
        """
        return self._call(
            CREATE,
            {
                "project": project,
                "data_unit": data_unit,
                "priority": priority,
                "assignee": assignee,
                "metadata": metadata,
            },
            body,
        )

    def create_many(self, items: Sequence[TaskCreate]) -> builtins.list[Task]:
        """Create one task, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One piece of annotation work.
        """
        return self._call_many(CREATE, {}, items)

    @overload
    def create_bulk(self, body: TaskBulkCreate) -> Json: ...
    @overload
    def create_bulk(self, *, project: int, data: Sequence[TaskBulkItem]) -> Json: ...
    def create_bulk(
        self,
        body: TaskBulkCreate | Unset = UNSET,
        *,
        project: int | Unset = UNSET,
        data: Sequence[TaskBulkItem] | Unset = UNSET,
    ) -> Json:
        """Create many tasks of one project. The new tasks are not returned; `create_many` returns them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            project: ID of the project.
            data: The tasks.
        """
        return self._call(CREATE_BULK, {"project": project, "data": data}, body)

    @overload
    def annotate(self, pk: int, body: TaskAnnotation, *, schema: str | None = None) -> Task: ...
    @overload
    def annotate(
        self,
        pk: int,
        *,
        annotations: Sequence[Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        schema: str | None = None,
    ) -> Task: ...
    def annotate(
        self,
        pk: int,
        body: TaskAnnotation | Unset = UNSET,
        *,
        annotations: Sequence[Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        schema: str | None = None,
    ) -> Task:
        """Submit the annotations of a task. They replace earlier ones.

        Args:
            pk: Task ID.
            body: The whole body, as a model. Pass either this or the keywords below.
            annotations: Annotations, in the format of the project's annotation tool.
            metadata: How they were made, and by whom.
            schema: What the data is checked against: `dm_schema_v1`, or `any` for no check.

        Returns:
            One piece of annotation work.
        """
        return self._call(
            ANNOTATE, {"pk": pk, "annotations": annotations, "metadata": metadata, "schema": schema}, body
        )

    def annotate_batch(
        self, items: Sequence[TaskDataItem], *, max_workers: int | None = None
    ) -> builtins.list[TaskDataResult]:
        """Submit the annotations of several tasks, one request each. One that fails spoils no other; the result
        of each says what became of it.

        Args:
            items: The tasks, each with its annotations; each task once.
            max_workers: Requests at the same time. By default one for each item, but no more than 100.

        Returns:
            A list. Each item: What became of the annotations of one task among several.
        """
        return self._call(ANNOTATE_BATCH, {"items": items, "max_workers": max_workers})

    @overload
    def set_tags(self, body: TaskTagChange, *, replace: bool | None = None) -> dict[str, Json]: ...
    @overload
    def set_tags(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        task_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
    ) -> dict[str, Json]: ...
    def set_tags(
        self,
        body: TaskTagChange | Unset = UNSET,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        task_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
    ) -> dict[str, Json]:
        """Add tags to several tasks, or remove them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            ids: IDs of the tasks.
            tags: IDs of the tags.
            action: Whether to add or to remove the tags.
            task_ids: IDs of the tasks, in the alternative form.
            tag_ids: IDs of the tags, in the alternative form.
            replace: Whether the tags replace the existing ones. By default they are added.
        """
        return self._call(
            SET_TAGS,
            {"ids": ids, "tags": tags, "action": action, "task_ids": task_ids, "tag_ids": tag_ids, "replace": replace},
            body,
        )


class AsyncTasks(AsyncResource):
    """Annotation work, one data unit each."""

    async def get(
        self, pk: int, *, expand: str | Sequence[str] | None = None, include_annotations: bool | None = None
    ) -> Task:
        """Fetch one task.

        Args:
            pk: Task ID.
            expand: Related objects to embed instead of their IDs: `data_unit`, `assignment`,
                `annotations`.
            include_annotations: Whether to include the annotation data.

        Returns:
            One piece of annotation work.
        """
        return await self._call(GET, {"pk": pk, "expand": expand, "include_annotations": include_annotations})

    def list(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[Task]:
        """List tasks.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One piece of annotation work.
        """
        return self._pages(
            LIST,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[TaskData]:
        """List the data of tasks, without their other fields.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one task, without the rest
            of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        project: int | None = None,
        status: TaskStatusLike | None = None,
        assignee: int | None = None,
        created_after: datetime | None = None,
        search: str | None = None,
        workshops: Sequence[int] | None = None,
        created_gte: datetime | None = None,
        created_gt: datetime | None = None,
        created_lte: datetime | None = None,
        created_lt: datetime | None = None,
        ids: str | None = None,
        ids_ex: str | None = None,
        id_in: str | None = None,
        id_gte: int | None = None,
        id_gt: int | None = None,
        id_lte: int | None = None,
        id_lt: int | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        response_mode: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[TaskFiles]:
        """List the files of tasks, without their other fields.

        Args:
            project: Only tasks of this project.
            status: Only tasks in this state.
            assignee: Only tasks of this user.
            created_after: Only tasks created after this time.
            search: Only tasks whose content contains this string.
            workshops: Only tasks of these workshops.
            created_gte: Only tasks created at or after this time.
            created_gt: Only tasks created after this time.
            created_lte: Only tasks created at or before this time.
            created_lt: Only tasks created before this time.
            ids: Only tasks with these IDs, separated by commas.
            ids_ex: Only tasks without these IDs, separated by commas.
            id_in: Only tasks with these IDs, separated by commas.
            id_gte: Only tasks whose ID is at or above this one.
            id_gt: Only tasks whose ID is above this one.
            id_lte: Only tasks whose ID is at or below this one.
            id_lt: Only tasks whose ID is below this one.
            ordering: Field to sort by, such as `id`; `-id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
            response_mode: `presigned`: large `data` comes as an object with its URL.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one task, without the rest
            of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "project": project,
                "status": status,
                "assignee": assignee,
                "created_after": created_after,
                "search": search,
                "workshops": workshops,
                "created_gte": created_gte,
                "created_gt": created_gt,
                "created_lte": created_lte,
                "created_lt": created_lt,
                "ids": ids,
                "ids_ex": ids_ex,
                "id_in": id_in,
                "id_gte": id_gte,
                "id_gt": id_gt,
                "id_lte": id_lte,
                "id_lt": id_lt,
                "ordering": ordering,
                "expand": expand,
                "response_mode": response_mode,
            },
            page_size,
        )

    @overload
    async def create(self, body: TaskCreate) -> Task: ...
    @overload
    async def create(
        self,
        *,
        project: int,
        data_unit: int,
        priority: PriorityLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> Task: ...
    async def create(
        self,
        body: TaskCreate | Unset = UNSET,
        *,
        project: int | Unset = UNSET,
        data_unit: int | Unset = UNSET,
        priority: PriorityLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> Task:
        """Create one task, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            project: ID of the project.
            data_unit: ID of the data unit to annotate.
            priority: Its priority.
            assignee: User ID of the assignee.
            metadata: Other metadata to store with it.

        Returns:
            One piece of annotation work.
        """
        return await self._call(
            CREATE,
            {
                "project": project,
                "data_unit": data_unit,
                "priority": priority,
                "assignee": assignee,
                "metadata": metadata,
            },
            body,
        )

    async def create_many(self, items: Sequence[TaskCreate]) -> builtins.list[Task]:
        """Create one task, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One piece of annotation work.
        """
        return await self._call_many(CREATE, {}, items)

    @overload
    async def create_bulk(self, body: TaskBulkCreate) -> Json: ...
    @overload
    async def create_bulk(self, *, project: int, data: Sequence[TaskBulkItem]) -> Json: ...
    async def create_bulk(
        self,
        body: TaskBulkCreate | Unset = UNSET,
        *,
        project: int | Unset = UNSET,
        data: Sequence[TaskBulkItem] | Unset = UNSET,
    ) -> Json:
        """Create many tasks of one project. The new tasks are not returned; `create_many` returns them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            project: ID of the project.
            data: The tasks.
        """
        return await self._call(CREATE_BULK, {"project": project, "data": data}, body)

    @overload
    async def annotate(self, pk: int, body: TaskAnnotation, *, schema: str | None = None) -> Task: ...
    @overload
    async def annotate(
        self,
        pk: int,
        *,
        annotations: Sequence[Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        schema: str | None = None,
    ) -> Task: ...
    async def annotate(
        self,
        pk: int,
        body: TaskAnnotation | Unset = UNSET,
        *,
        annotations: Sequence[Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        schema: str | None = None,
    ) -> Task:
        """Submit the annotations of a task. They replace earlier ones.

        Args:
            pk: Task ID.
            body: The whole body, as a model. Pass either this or the keywords below.
            annotations: Annotations, in the format of the project's annotation tool.
            metadata: How they were made, and by whom.
            schema: What the data is checked against: `dm_schema_v1`, or `any` for no check.

        Returns:
            One piece of annotation work.
        """
        return await self._call(
            ANNOTATE, {"pk": pk, "annotations": annotations, "metadata": metadata, "schema": schema}, body
        )

    async def annotate_batch(
        self, items: Sequence[TaskDataItem], *, max_workers: int | None = None
    ) -> builtins.list[TaskDataResult]:
        """Submit the annotations of several tasks, one request each. One that fails spoils no other; the result
        of each says what became of it.

        Args:
            items: The tasks, each with its annotations; each task once.
            max_workers: Requests at the same time. By default one for each item, but no more than 100.

        Returns:
            A list. Each item: What became of the annotations of one task among several.
        """
        return await self._call(ANNOTATE_BATCH, {"items": items, "max_workers": max_workers})

    @overload
    async def set_tags(self, body: TaskTagChange, *, replace: bool | None = None) -> dict[str, Json]: ...
    @overload
    async def set_tags(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        task_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
    ) -> dict[str, Json]: ...
    async def set_tags(
        self,
        body: TaskTagChange | Unset = UNSET,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        task_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
        replace: bool | None = None,
    ) -> dict[str, Json]:
        """Add tags to several tasks, or remove them.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            ids: IDs of the tasks.
            tags: IDs of the tags.
            action: Whether to add or to remove the tags.
            task_ids: IDs of the tasks, in the alternative form.
            tag_ids: IDs of the tags, in the alternative form.
            replace: Whether the tags replace the existing ones. By default they are added.
        """
        return await self._call(
            SET_TAGS,
            {"ids": ids, "tags": tags, "action": action, "task_ids": task_ids, "tag_ids": tag_ids, "replace": replace},
            body,
        )
