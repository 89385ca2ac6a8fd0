# Generated from spec/synapse/service.yaml, spec/synapse/resources/{projects,task_tags,tasks}.yaml by `synapse-codegen generate`. Do not edit.
"""Projects, tasks and their annotations.

프로젝트, 태스크, 어노테이션 관리.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import DocumentedClient, keyword_aliases

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from synapse_runtime import JsonObject, Params, UrlConversion

    from synapse_sdk.clients.backend.arguments import (
        GetTaskParams,
        ListTasksDataParams,
        ListTasksFilesParams,
        ListTasksParams,
        ListTaskTagsParams,
        SetTagsTasksParams,
        TaskAnnotationDict,
        TaskCreateDict,
        TaskTagChangeDict,
    )


class AnnotationClientMixin(DocumentedClient):
    """Projects, tasks and their annotations.

    프로젝트, 태스크, 어노테이션 관리.
    """

    @overload
    def get_project(self, pk: int) -> JsonObject: ...
    @overload
    def get_project(self, *, project_id: int) -> JsonObject: ...
    @keyword_aliases({"project_id": "pk"})
    def get_project(self, pk: int) -> JsonObject:
        """Fetch one project.

        프로젝트 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Project ID. 프로젝트 ID. Also taken as `project_id`.

        Returns:
            dict: One project with its configuration.
        """
        return self._object(operations.projects.GET, {"pk": pk})

    @overload
    def get_task_tag(self, pk: int) -> JsonObject: ...
    @overload
    def get_task_tag(self, *, tag_id: int) -> JsonObject: ...
    @keyword_aliases({"tag_id": "pk"})
    def get_task_tag(self, pk: int) -> JsonObject:
        """Fetch one task tag.

        태스크 태그 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Tag ID. 태그 ID. Also taken as `tag_id`.

        Returns:
            dict: One tag.
        """
        return self._object(operations.task_tags.GET, {"pk": pk})

    def list_task_tags(self, params: ListTaskTagsParams | Params | None = None) -> tuple[list[JsonObject], int]:
        """List task tags.

        태스크 태그 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only tags of this project. 프로젝트 ID로 필터링.
                `search` (str): Only tags whose name contains this string. 태그 이름에서 텍스트 검색.
                `color` (str): Only tags of this color. 태그 색상으로 필터링.

        Returns:
            tuple: The items of one page, and the total number of items. Each item: One tag.
        """
        return self._page(operations.task_tags.LIST, {}, params=params)

    @overload
    def get_task(self, pk: int, params: GetTaskParams | Params | None = None) -> JsonObject: ...
    @overload
    def get_task(self, *, task_id: int, params: GetTaskParams | Params | None = None) -> JsonObject: ...
    @keyword_aliases({"task_id": "pk"})
    def get_task(self, pk: int, params: GetTaskParams | Params | None = None) -> JsonObject:
        """Fetch one task.

        태스크 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Task ID. 태스크 ID. Also taken as `task_id`.
            params: Query arguments by name.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`,
                    `assignment`, `annotations`. ID 대신 포함할 관련 항목: `data_unit`, `assignment`,
                    `annotations`.
                `include_annotations` (bool): Whether to include the annotation data. 어노테이션 데이터
                    포함 여부.

        Returns:
            dict: One piece of annotation work.
        """
        return self._object(operations.tasks.GET, {"pk": pk}, params=params)

    @overload
    def list_tasks(
        self,
        params: ListTasksParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_tasks(
        self,
        params: ListTasksParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks(
        self,
        params: ListTasksParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks(
        self,
        params: ListTasksParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_tasks(
        self,
        params: ListTasksParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List tasks.

        태스크 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only tasks of this project. 프로젝트 ID로 필터링.
                `status` (TaskStatus): Only tasks in this state. 상태로 필터링.
                `assignee` (int): Only tasks of this user. 담당자의 사용자 ID로 필터링.
                `created_after` (datetime): Only tasks created after this time. 이 시각 이후에 생성된
                    태스크만.
                `search` (str): Only tasks whose content contains this string. 태스크 내용에서 텍스트
                    검색.
                `workshops` (list[int]): Only tasks of these workshops. 워크숍 ID 목록으로 필터링.
                `created__gte` (datetime): Only tasks created at or after this time. 이 시각 이후(같은
                    시각 포함)에 생성된 태스크만.
                `created__gt` (datetime): Only tasks created after this time. 이 시각보다 나중에 생성된
                    태스크만.
                `created__lte` (datetime): Only tasks created at or before this time. 이 시각 이전(같은
                    시각 포함)에 생성된 태스크만.
                `created__lt` (datetime): Only tasks created before this time. 이 시각보다 먼저 생성된
                    태스크만.
                `ids` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의 태스크만.
                `ids_ex` (str): Only tasks without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 태스크만.
                `id__in` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의
                    태스크만.
                `id__gte` (int): Only tasks whose ID is at or above this one. ID가 이 값 이상인 태스크만.
                `id__gt` (int): Only tasks whose ID is above this one. ID가 이 값보다 큰 태스크만.
                `id__lte` (int): Only tasks whose ID is at or below this one. ID가 이 값 이하인 태스크만.
                `id__lt` (int): Only tasks whose ID is below this one. ID가 이 값보다 작은 태스크만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
                `response_mode` (str): `presigned`: large `data` comes as an object with its URL.
                    `presigned`: 큰 `data`를 URL이 담긴 객체로 제공합니다.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.
            throttle_seconds: Seconds to wait between two pages, which then come one by one.
            page_retries: How often a page is asked for again. By default as the client's `retry` says.
            page_retry_backoff: Bound of the first wait before that, in seconds; it doubles.
            page_failures: A list that takes each page which is lost after all retries: `{page, url,
                error}`. The walk goes by number, and on to the last page.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One piece of annotation work.
        """
        return self._page_or_all(
            operations.tasks.LIST,
            {},
            params=params,
            url_conversion=url_conversion,
            list_all=list_all,
            throttle_seconds=throttle_seconds,
            page_retries=page_retries,
            page_retry_backoff=page_retry_backoff,
            page_failures=page_failures,
        )

    @overload
    def list_tasks_data(
        self, params: ListTasksDataParams | Params | None = None, list_all: Literal[False] = False
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_tasks_data(
        self, params: ListTasksDataParams | Params | None = None, *, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks_data(
        self, params: ListTasksDataParams | Params | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks_data(
        self, params: ListTasksDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_tasks_data(
        self, params: ListTasksDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the data of tasks, without their other fields.

        태스크의 데이터만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only tasks of this project. 프로젝트 ID로 필터링.
                `status` (TaskStatus): Only tasks in this state. 상태로 필터링.
                `assignee` (int): Only tasks of this user. 담당자의 사용자 ID로 필터링.
                `created_after` (datetime): Only tasks created after this time. 이 시각 이후에 생성된
                    태스크만.
                `search` (str): Only tasks whose content contains this string. 태스크 내용에서 텍스트
                    검색.
                `workshops` (list[int]): Only tasks of these workshops. 워크숍 ID 목록으로 필터링.
                `created__gte` (datetime): Only tasks created at or after this time. 이 시각 이후(같은
                    시각 포함)에 생성된 태스크만.
                `created__gt` (datetime): Only tasks created after this time. 이 시각보다 나중에 생성된
                    태스크만.
                `created__lte` (datetime): Only tasks created at or before this time. 이 시각 이전(같은
                    시각 포함)에 생성된 태스크만.
                `created__lt` (datetime): Only tasks created before this time. 이 시각보다 먼저 생성된
                    태스크만.
                `ids` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의 태스크만.
                `ids_ex` (str): Only tasks without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 태스크만.
                `id__in` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의
                    태스크만.
                `id__gte` (int): Only tasks whose ID is at or above this one. ID가 이 값 이상인 태스크만.
                `id__gt` (int): Only tasks whose ID is above this one. ID가 이 값보다 큰 태스크만.
                `id__lte` (int): Only tasks whose ID is at or below this one. ID가 이 값 이하인 태스크만.
                `id__lt` (int): Only tasks whose ID is below this one. ID가 이 값보다 작은 태스크만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
                `response_mode` (str): `presigned`: large `data` comes as an object with its URL.
                    `presigned`: 큰 `data`를 URL이 담긴 객체로 제공합니다.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The data of one task, without the rest of it.
        """
        return self._page_or_all(operations.tasks.LIST_DATA, {}, params=params, list_all=list_all)

    @overload
    def list_tasks_files(
        self,
        params: ListTasksFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_tasks_files(
        self,
        params: ListTasksFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks_files(
        self,
        params: ListTasksFilesParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_tasks_files(
        self,
        params: ListTasksFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_tasks_files(
        self,
        params: ListTasksFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the files of tasks, without their other fields.

        태스크의 파일만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only tasks of this project. 프로젝트 ID로 필터링.
                `status` (TaskStatus): Only tasks in this state. 상태로 필터링.
                `assignee` (int): Only tasks of this user. 담당자의 사용자 ID로 필터링.
                `created_after` (datetime): Only tasks created after this time. 이 시각 이후에 생성된
                    태스크만.
                `search` (str): Only tasks whose content contains this string. 태스크 내용에서 텍스트
                    검색.
                `workshops` (list[int]): Only tasks of these workshops. 워크숍 ID 목록으로 필터링.
                `created__gte` (datetime): Only tasks created at or after this time. 이 시각 이후(같은
                    시각 포함)에 생성된 태스크만.
                `created__gt` (datetime): Only tasks created after this time. 이 시각보다 나중에 생성된
                    태스크만.
                `created__lte` (datetime): Only tasks created at or before this time. 이 시각 이전(같은
                    시각 포함)에 생성된 태스크만.
                `created__lt` (datetime): Only tasks created before this time. 이 시각보다 먼저 생성된
                    태스크만.
                `ids` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의 태스크만.
                `ids_ex` (str): Only tasks without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 태스크만.
                `id__in` (str): Only tasks with these IDs, separated by commas. 쉼표로 구분한 ID의
                    태스크만.
                `id__gte` (int): Only tasks whose ID is at or above this one. ID가 이 값 이상인 태스크만.
                `id__gt` (int): Only tasks whose ID is above this one. ID가 이 값보다 큰 태스크만.
                `id__lte` (int): Only tasks whose ID is at or below this one. ID가 이 값 이하인 태스크만.
                `id__lt` (int): Only tasks whose ID is below this one. ID가 이 값보다 작은 태스크만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
                `response_mode` (str): `presigned`: large `data` comes as an object with its URL.
                    `presigned`: 큰 `data`를 URL이 담긴 객체로 제공합니다.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The files of one task, without the rest of it.
        """
        return self._page_or_all(
            operations.tasks.LIST_FILES, {}, params=params, url_conversion=url_conversion, list_all=list_all
        )

    @overload
    def create_tasks(self, data: TaskCreateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def create_tasks(self, data: Sequence[TaskCreateDict | Mapping[str, object]]) -> list[JsonObject]: ...
    def create_tasks(
        self, data: TaskCreateDict | Mapping[str, object] | Sequence[TaskCreateDict | Mapping[str, object]]
    ) -> JsonObject | list[JsonObject]:
        """Create one task, or several at once.

        태스크를 하나 또는 여러 개 생성합니다.

        Args:
            data: What to send. It is not changed.
                `project` (int, required): ID of the project. 프로젝트 ID.
                `data_unit` (int, required): ID of the data unit to annotate. 어노테이션할 데이터 유닛 ID.
                `priority` (Priority): Its priority. 우선순위.
                `assignee` (int?): User ID of the assignee. 담당할 사용자의 ID.
                `metadata` (dict[json]): Other metadata to store with it. 함께 저장할 추가 정보.

        Returns:
            dict | list: An object for an object, a list for a list. One piece of annotation work.
        """
        return self._same_shape(operations.tasks.CREATE, {}, data=data)

    @overload
    def annotate_task_data(
        self, pk: int, data: TaskAnnotationDict | Mapping[str, object], schema: str | None = None
    ) -> JsonObject: ...
    @overload
    def annotate_task_data(
        self, *, task_id: int, data: TaskAnnotationDict | Mapping[str, object], schema: str | None = None
    ) -> JsonObject: ...
    @keyword_aliases({"task_id": "pk"})
    def annotate_task_data(
        self, pk: int, data: TaskAnnotationDict | Mapping[str, object], schema: str | None = None
    ) -> JsonObject:
        """Submit the annotations of a task. They replace earlier ones.

        태스크의 어노테이션 데이터를 제출합니다. 이전에 제출한 데이터를 대체합니다.

        Args:
            pk: Task ID. 태스크 ID. Also taken as `task_id`.
            data: What to send. It is not changed.
                `annotations` (list[json]): Annotations, in the format of the project's annotation tool.
                    어노테이션 목록. 형식은 프로젝트의 어노테이션 도구를 따릅니다.
                `metadata` (dict[json]): How they were made, and by whom. 작성자와 작성 방법 등 추가 정보.
            schema: What the data is checked against: `dm_schema_v1`, or `any` for no check. 데이터 검증에
                사용할 스키마: `dm_schema_v1`, 검증하지 않으려면 `any`.

        Returns:
            dict: One piece of annotation work.
        """
        return self._object(operations.tasks.ANNOTATE, {"pk": pk, "schema": schema}, data=data)

    def annotate_task_data_batch(
        self, items: Sequence[Mapping[str, object]], max_workers: int | None = None
    ) -> dict[int | str, JsonObject]:
        """Submit the annotations of several tasks, one request each. One that fails spoils no other; the result
        of each says what became of it.

        여러 태스크의 어노테이션 데이터를 각각의 요청으로 제출합니다. 하나가 실패해도 나머지는 계속 처리되며,
        태스크별 결과를 반환합니다.

        Args:
            items: The tasks, each with its annotations; each task once. 태스크별 어노테이션. 각 태스크는
                한 번만 지정합니다.
            max_workers: Requests at the same time. By default one for each item, but no more than 100.
                동시에 보내는 요청 수. 기본값은 항목 수이며 최대 100입니다.

        Returns:
            dict: What became of each item, by its key. Each value: What became of the annotations of one task
            among several.
        """
        return self._by_key(operations.tasks.ANNOTATE_BATCH, {"items": items, "max_workers": max_workers})

    def set_tags_tasks(
        self, data: TaskTagChangeDict | Mapping[str, object], params: SetTagsTasksParams | Params | None = None
    ) -> JsonObject:
        """Add tags to several tasks, or remove them.

        여러 태스크에 태그를 추가하거나 제거합니다.

        Args:
            data: What to send. It is not changed.
                `ids` (list[int]): IDs of the tasks. 대상 태스크 ID 목록.
                `tags` (list[int]): IDs of the tags. 태그 ID 목록.
                `action` (TagAction): Whether to add or to remove the tags. 태그 추가 또는 제거.
                `task_ids` (list[int]): IDs of the tasks, in the alternative form. 대상 태스크 ID
                    목록(다른 형식).
                `tag_ids` (list[int]): IDs of the tags, in the alternative form. 태그 ID 목록(다른 형식).
            params: Query arguments by name.
                `replace` (bool): Whether the tags replace the existing ones. By default they are added.
                    기존 태그를 교체할지 여부. 지정하지 않으면 기존 태그에 추가합니다.
        """
        return self._object(operations.tasks.SET_TAGS, {}, data=data, params=params)
