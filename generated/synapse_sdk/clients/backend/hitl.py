# Generated from spec/synapse/service.yaml, spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Assignments of work to people (human in the loop).

사람이 참여하는(Human-in-the-loop) 할당 작업.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import DocumentedClient, keyword_aliases

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from synapse_runtime import JsonObject, Params, UrlConversion

    from synapse_sdk.clients.backend.arguments import (
        AssignmentTagChangeDict,
        ListAssignmentsDataParams,
        ListAssignmentsFilesParams,
        ListAssignmentsParams,
        SetTagsAssignmentsParams,
    )


class HITLClientMixin(DocumentedClient):
    """Assignments of work to people (human in the loop).

    사람이 참여하는(Human-in-the-loop) 할당 작업.
    """

    @overload
    def get_assignment(self, pk: int) -> JsonObject: ...
    @overload
    def get_assignment(self, *, assignment_id: int) -> JsonObject: ...
    @keyword_aliases({"assignment_id": "pk"})
    def get_assignment(self, pk: int) -> JsonObject:
        """Fetch one assignment.

        할당 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Assignment ID. 할당 ID. Also taken as `assignment_id`.

        Returns:
            dict: One piece of work, assigned to one person.
        """
        return self._object(operations.assignments.GET, {"pk": pk})

    @overload
    def list_assignments(
        self,
        params: ListAssignmentsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_assignments(
        self,
        params: ListAssignmentsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments(
        self,
        params: ListAssignmentsParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments(
        self,
        params: ListAssignmentsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_assignments(
        self,
        params: ListAssignmentsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List assignments.

        할당 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only assignments of this project. 프로젝트 ID로 필터링.
                `status` (AssignmentStatus): Only assignments in this state. 상태로 필터링.
                `assignee` (int): Only assignments of this user. 할당받은 사용자의 ID로 필터링.
                `created_after` (datetime): Only assignments created after this time. 이 시각 이후에
                    생성된 할당만.
                `updated_after` (datetime): Only assignments changed after this time. 이 시각 이후에
                    수정된 할당만.
                `priority` (Priority): Only assignments with this priority. 우선순위로 필터링.
                `search` (str): Only assignments whose content contains this string. 할당 내용에서 텍스트
                    검색.
                `workshop` (int): Only assignments of this workshop. 워크숍 ID로 필터링.
                `tasks` (list[int]): Only assignments of these tasks. 태스크 ID 목록으로 필터링.
                `ids` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `ids_ex` (str): Only assignments without these IDs, separated by commas. 쉼표로 구분한
                    ID를 제외한 할당만.
                `id__in` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `id__gte` (int): Only assignments whose ID is at or above this one. ID가 이 값 이상인
                    할당만.
                `id__gt` (int): Only assignments whose ID is above this one. ID가 이 값보다 큰 할당만.
                `id__lte` (int): Only assignments whose ID is at or below this one. ID가 이 값 이하인
                    할당만.
                `id__lt` (int): Only assignments whose ID is below this one. ID가 이 값보다 작은 할당만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `file`, `files`.
            list_all: Whether to fetch the items of all pages.
            throttle_seconds: Seconds to wait between two pages, which then come one by one.
            page_retries: How often a page is asked for again. By default as the client's `retry` says.
            page_retry_backoff: Bound of the first wait before that, in seconds; it doubles.
            page_failures: A list that takes each page which is lost after all retries: `{page, url,
                error}`. The walk goes by number, and on to the last page.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One piece of work, assigned to one person.
        """
        return self._page_or_all(
            operations.assignments.LIST,
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
    def list_assignments_data(
        self, params: ListAssignmentsDataParams | Params | None = None, list_all: Literal[False] = False
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_assignments_data(
        self, params: ListAssignmentsDataParams | Params | None = None, *, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments_data(
        self, params: ListAssignmentsDataParams | Params | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments_data(
        self, params: ListAssignmentsDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_assignments_data(
        self, params: ListAssignmentsDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the data of assignments, without their other fields.

        할당의 데이터만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only assignments of this project. 프로젝트 ID로 필터링.
                `status` (AssignmentStatus): Only assignments in this state. 상태로 필터링.
                `assignee` (int): Only assignments of this user. 할당받은 사용자의 ID로 필터링.
                `created_after` (datetime): Only assignments created after this time. 이 시각 이후에
                    생성된 할당만.
                `updated_after` (datetime): Only assignments changed after this time. 이 시각 이후에
                    수정된 할당만.
                `priority` (Priority): Only assignments with this priority. 우선순위로 필터링.
                `search` (str): Only assignments whose content contains this string. 할당 내용에서 텍스트
                    검색.
                `workshop` (int): Only assignments of this workshop. 워크숍 ID로 필터링.
                `tasks` (list[int]): Only assignments of these tasks. 태스크 ID 목록으로 필터링.
                `ids` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `ids_ex` (str): Only assignments without these IDs, separated by commas. 쉼표로 구분한
                    ID를 제외한 할당만.
                `id__in` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `id__gte` (int): Only assignments whose ID is at or above this one. ID가 이 값 이상인
                    할당만.
                `id__gt` (int): Only assignments whose ID is above this one. ID가 이 값보다 큰 할당만.
                `id__lte` (int): Only assignments whose ID is at or below this one. ID가 이 값 이하인
                    할당만.
                `id__lt` (int): Only assignments whose ID is below this one. ID가 이 값보다 작은 할당만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The data of one assignment, without the rest of it.
        """
        return self._page_or_all(operations.assignments.LIST_DATA, {}, params=params, list_all=list_all)

    @overload
    def list_assignments_files(
        self,
        params: ListAssignmentsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_assignments_files(
        self,
        params: ListAssignmentsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments_files(
        self,
        params: ListAssignmentsFilesParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_assignments_files(
        self,
        params: ListAssignmentsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_assignments_files(
        self,
        params: ListAssignmentsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the files of assignments, without their other fields.

        할당의 파일만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only assignments of this project. 프로젝트 ID로 필터링.
                `status` (AssignmentStatus): Only assignments in this state. 상태로 필터링.
                `assignee` (int): Only assignments of this user. 할당받은 사용자의 ID로 필터링.
                `created_after` (datetime): Only assignments created after this time. 이 시각 이후에
                    생성된 할당만.
                `updated_after` (datetime): Only assignments changed after this time. 이 시각 이후에
                    수정된 할당만.
                `priority` (Priority): Only assignments with this priority. 우선순위로 필터링.
                `search` (str): Only assignments whose content contains this string. 할당 내용에서 텍스트
                    검색.
                `workshop` (int): Only assignments of this workshop. 워크숍 ID로 필터링.
                `tasks` (list[int]): Only assignments of these tasks. 태스크 ID 목록으로 필터링.
                `ids` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `ids_ex` (str): Only assignments without these IDs, separated by commas. 쉼표로 구분한
                    ID를 제외한 할당만.
                `id__in` (str): Only assignments with these IDs, separated by commas. 쉼표로 구분한 ID의
                    할당만.
                `id__gte` (int): Only assignments whose ID is at or above this one. ID가 이 값 이상인
                    할당만.
                `id__gt` (int): Only assignments whose ID is above this one. ID가 이 값보다 큰 할당만.
                `id__lte` (int): Only assignments whose ID is at or below this one. ID가 이 값 이하인
                    할당만.
                `id__lt` (int): Only assignments whose ID is below this one. ID가 이 값보다 작은 할당만.
                `ordering` (str): Field to sort by, such as `id`; `-id` for descending order. 정렬할
                    필드(예: `id`). 내림차순은 `-id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The files of one assignment, without the rest of it.
        """
        return self._page_or_all(
            operations.assignments.LIST_FILES, {}, params=params, url_conversion=url_conversion, list_all=list_all
        )

    def set_tags_assignments(
        self,
        data: AssignmentTagChangeDict | Mapping[str, object],
        params: SetTagsAssignmentsParams | Params | None = None,
    ) -> JsonObject:
        """Add tags to several assignments, or remove them.

        여러 할당에 태그를 추가하거나 제거합니다.

        Args:
            data: What to send. It is not changed.
                `ids` (list[int]): IDs of the assignments. 대상 할당 ID 목록.
                `tags` (list[int]): IDs of the tags. 태그 ID 목록.
                `action` (TagAction): Whether to add or to remove the tags. 태그 추가 또는 제거.
                `assignment_ids` (list[int]): IDs of the assignments, in the alternative form. 대상 할당
                    ID 목록(다른 형식).
                `tag_ids` (list[int]): IDs of the tags, in the alternative form. 태그 ID 목록(다른 형식).
            params: Query arguments by name.
                `replace` (bool): Whether the tags replace the existing ones. By default they are added.
                    기존 태그를 교체할지 여부. 지정하지 않으면 기존 태그에 추가합니다.
                `notify` (bool): Whether to notify the assignees. 할당받은 사용자에게 변경을 알릴지 여부.
        """
        return self._object(operations.assignments.SET_TAGS, {}, data=data, params=params)
