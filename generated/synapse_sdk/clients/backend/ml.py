# Generated from spec/synapse/service.yaml, spec/synapse/resources/{ground_truth_events,ground_truth_versions,ground_truths,models}.yaml by `synapse-codegen generate`. Do not edit.
"""Machine-learning models and ground truth.

머신러닝 모델과 정답 데이터 관리.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import DocumentedClient, keyword_aliases

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from synapse_runtime import FileContent, JsonObject, Params, UrlConversion

    from synapse_sdk.clients.backend.arguments import (
        GetModelParams,
        ListGroundTruthEventsDataParams,
        ListGroundTruthEventsFilesParams,
        ListGroundTruthEventsParams,
        ListGroundTruthsParams,
        ListGroundTruthVersionsParams,
        ListModelsParams,
        MLModelCreateDict,
    )


class MLClientMixin(DocumentedClient):
    """Machine-learning models and ground truth.

    머신러닝 모델과 정답 데이터 관리.
    """

    @overload
    def list_ground_truth_events(
        self,
        params: ListGroundTruthEventsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_ground_truth_events(
        self,
        params: ListGroundTruthEventsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events(
        self,
        params: ListGroundTruthEventsParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events(
        self,
        params: ListGroundTruthEventsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_ground_truth_events(
        self,
        params: ListGroundTruthEventsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        throttle_seconds: float | None = None,
        page_retries: int | None = None,
        page_retry_backoff: float | None = None,
        page_failures: list[JsonObject] | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List ground truth events.

        정답 이벤트 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `ground_truth_dataset_versions` (list[int]): Only events of these dataset versions.
                    데이터셋 버전 ID 목록으로 필터링.
                `project` (int): Only events of this project. 프로젝트 ID로 필터링.
                `created_after` (datetime): Only events created after this time. 이 시각 이후에 생성된
                    이벤트만.
                `data_type` (str): Only events on data of this type. 데이터 유형으로 필터링.
                `search` (str): Only events whose data contains this string. 이벤트 데이터에서 텍스트
                    검색.
                `ids` (str): Only events with these IDs, separated by commas. 쉼표로 구분한 ID의 이벤트만.
                `ids_ex` (str): Only events without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 이벤트만.
                `ordering` (str): Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
                    정렬할 필드(예: `pgh_id`). 내림차순은 `-pgh_id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
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
            the items of all pages. Each item: The ground truth of one data unit.
        """
        return self._page_or_all(
            operations.ground_truth_events.LIST,
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
    def list_ground_truth_events_data(
        self, params: ListGroundTruthEventsDataParams | Params | None = None, list_all: Literal[False] = False
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_ground_truth_events_data(
        self, params: ListGroundTruthEventsDataParams | Params | None = None, *, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events_data(
        self, params: ListGroundTruthEventsDataParams | Params | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events_data(
        self, params: ListGroundTruthEventsDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_ground_truth_events_data(
        self, params: ListGroundTruthEventsDataParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the data of ground truth events, without their other fields.

        정답 이벤트의 데이터만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `ground_truth_dataset_versions` (list[int]): Only events of these dataset versions.
                    데이터셋 버전 ID 목록으로 필터링.
                `project` (int): Only events of this project. 프로젝트 ID로 필터링.
                `created_after` (datetime): Only events created after this time. 이 시각 이후에 생성된
                    이벤트만.
                `data_type` (str): Only events on data of this type. 데이터 유형으로 필터링.
                `search` (str): Only events whose data contains this string. 이벤트 데이터에서 텍스트
                    검색.
                `ids` (str): Only events with these IDs, separated by commas. 쉼표로 구분한 ID의 이벤트만.
                `ids_ex` (str): Only events without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 이벤트만.
                `ordering` (str): Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
                    정렬할 필드(예: `pgh_id`). 내림차순은 `-pgh_id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The data of one ground truth event, without the rest of it.
        """
        return self._page_or_all(operations.ground_truth_events.LIST_DATA, {}, params=params, list_all=list_all)

    @overload
    def list_ground_truth_events_files(
        self,
        params: ListGroundTruthEventsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_ground_truth_events_files(
        self,
        params: ListGroundTruthEventsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events_files(
        self,
        params: ListGroundTruthEventsFilesParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truth_events_files(
        self,
        params: ListGroundTruthEventsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_ground_truth_events_files(
        self,
        params: ListGroundTruthEventsFilesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List the files of ground truth events, without their other fields.

        정답 이벤트의 파일만 가져옵니다. 다른 필드는 포함하지 않습니다.

        Args:
            params: Query arguments by name.
                `ground_truth_dataset_versions` (list[int]): Only events of these dataset versions.
                    데이터셋 버전 ID 목록으로 필터링.
                `project` (int): Only events of this project. 프로젝트 ID로 필터링.
                `created_after` (datetime): Only events created after this time. 이 시각 이후에 생성된
                    이벤트만.
                `data_type` (str): Only events on data of this type. 데이터 유형으로 필터링.
                `search` (str): Only events whose data contains this string. 이벤트 데이터에서 텍스트
                    검색.
                `ids` (str): Only events with these IDs, separated by commas. 쉼표로 구분한 ID의 이벤트만.
                `ids_ex` (str): Only events without these IDs, separated by commas. 쉼표로 구분한 ID를
                    제외한 이벤트만.
                `ordering` (str): Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
                    정렬할 필드(예: `pgh_id`). 내림차순은 `-pgh_id`.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `data_unit`. ID
                    대신 포함할 관련 항목: `data_unit`.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: The files of one ground truth event, without the rest of it.
        """
        return self._page_or_all(
            operations.ground_truth_events.LIST_FILES,
            {},
            params=params,
            url_conversion=url_conversion,
            list_all=list_all,
        )

    @overload
    def get_ground_truth_version(self, pk: int) -> JsonObject: ...
    @overload
    def get_ground_truth_version(self, *, version_id: int) -> JsonObject: ...
    @keyword_aliases({"version_id": "pk"})
    def get_ground_truth_version(self, pk: int) -> JsonObject:
        """Fetch one version of a ground truth dataset.

        정답 데이터셋 버전 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Version ID. 정답 데이터셋 버전 ID. Also taken as `version_id`.

        Returns:
            dict: One version of a ground truth dataset.
        """
        return self._object(operations.ground_truth_versions.GET, {"pk": pk})

    def list_ground_truth_versions(
        self, params: ListGroundTruthVersionsParams | Params | None = None
    ) -> tuple[list[JsonObject], int]:
        """List versions of ground truth datasets.

        정답 데이터셋 버전 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `ground_truth_dataset` (int): Only versions of this dataset. 데이터셋 ID로 필터링.
                `is_archived` (bool): Only versions that are archived, or that are not. 보관 여부로
                    필터링.

        Returns:
            tuple: The items of one page, and the total number of items. Each item: One version of a ground
            truth dataset.
        """
        return self._page(operations.ground_truth_versions.LIST, {}, params=params)

    @overload
    def list_ground_truths(
        self,
        params: ListGroundTruthsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
        page_size: int = 100,
        timeout: float | None = None,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_ground_truths(
        self,
        params: ListGroundTruthsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
        page_size: int = 100,
        timeout: float | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truths(
        self,
        params: ListGroundTruthsParams | Params | None,
        url_conversion: UrlConversion | None,
        list_all: Literal[True],
        page_size: int = 100,
        timeout: float | None = None,
    ) -> list[JsonObject]: ...
    @overload
    def list_ground_truths(
        self,
        params: ListGroundTruthsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        page_size: int = 100,
        timeout: float | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_ground_truths(
        self,
        params: ListGroundTruthsParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
        page_size: int = 100,
        timeout: float | None = None,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List ground truths of datasets.

        데이터셋의 정답 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `ground_truth_dataset` (int): Only ground truths of this dataset. 데이터셋 ID로 필터링.
                `ground_truth_dataset_versions` (list[int]): Only ground truths of these dataset versions.
                    데이터셋 버전 ID 목록으로 필터링.
                `page_size` (int): Number of items on a page. 페이지당 항목 수.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `files`.
            list_all: Whether to fetch the items of all pages.
            page_size: Number of items on a page. 페이지당 항목 수.
            timeout: Seconds to wait for the next bytes of a response. None: the client's option.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One ground truth of a dataset.
        """
        return self._with_call_options(read_timeout=timeout)._page_or_all(
            operations.ground_truths.LIST,
            {"page_size": page_size},
            params=params,
            url_conversion=url_conversion,
            list_all=list_all,
        )

    @overload
    def get_model(
        self, pk: int, params: GetModelParams | Params | None = None, url_conversion: UrlConversion | None = None
    ) -> JsonObject: ...
    @overload
    def get_model(
        self,
        *,
        model_id: int,
        params: GetModelParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
    ) -> JsonObject: ...
    @keyword_aliases({"model_id": "pk"})
    def get_model(
        self, pk: int, params: GetModelParams | Params | None = None, url_conversion: UrlConversion | None = None
    ) -> JsonObject:
        """Fetch one model.

        모델 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Model ID. 모델 ID. Also taken as `model_id`.
            params: Query arguments by name.
                `expand` (str | list[str]): What else to include: `metrics`, `evaluations`, `versions`.
                    추가로 포함할 데이터: `metrics`, `evaluations`, `versions`.
                `include_file` (bool): Whether to include its file. 모델 파일 정보 포함 여부.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `file`.

        Returns:
            dict: One machine-learning model.
        """
        return self._object(operations.models.GET, {"pk": pk}, params=params, url_conversion=url_conversion)

    def list_models(self, params: ListModelsParams | Params | None = None) -> tuple[list[JsonObject], int]:
        """List models.

        모델 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `project` (int): Only models of this project. 프로젝트 ID로 필터링.
                `model_type` (str): Only models of this type. 모델 유형으로 필터링.
                `is_active` (bool): Only active models, or only inactive ones. 활성 상태로 필터링.
                `created_after` (datetime): Only models created after this time. 이 시각 이후에 생성된
                    모델만.
                `search` (str): Only models whose name or description contains this string. 모델 이름과
                    설명에서 텍스트 검색.

        Returns:
            tuple: The items of one page, and the total number of items. Each item: One machine-learning
            model.
        """
        return self._page(operations.models.LIST, {}, params=params)

    def create_model(
        self, data: MLModelCreateDict | Mapping[str, object], file: FileContent | None = None
    ) -> JsonObject:
        """Register a model. Its file is uploaded first, in chunks.

        모델을 생성합니다. 모델 파일은 먼저 청크로 나누어 업로드됩니다.

        Args:
            data: What to send. It is not changed.
                `name` (str, required): Name of the model. 모델 이름.
                `project` (int): ID of the project. Either this or `plugin` is needed. 프로젝트 ID. 이
                    값이나 `plugin`이 필요합니다.
                `plugin` (str): Code of the plugin that made it. 모델을 생성한 플러그인의 코드.
                `version` (str): Version of that plugin. 해당 플러그인의 버전.
                `checkpoint` (int): ID of the model it was trained from. 학습의 바탕이 된 상위 모델의 ID.
                `file` (file, required): The model's file: a path, bytes, or an open binary file. It is
                    sent in chunks. 모델 파일: 경로, 바이트, 또는 바이너리로 연 파일. 청크로 나누어
                    전송됩니다.
                `description` (str): What it is for. 모델 설명.
                `model_type` (str): Its task, such as `detection`. 모델 유형. 예: `detection`.
                `metrics` (dict[json]): Its metrics. 성능 지표.
                `configuration` (dict[json]): Requirements to run it. 모델 구성.
                `is_active` (bool): Whether it is active. 활성 상태 여부.
            file: The model's file: a path, bytes, or an open binary file. It is sent in chunks. 모델
                파일: 경로, 바이트, 또는 바이너리로 연 파일. 청크로 나누어 전송됩니다.

        Returns:
            dict: One machine-learning model.
        """
        return self._object(operations.models.CREATE, {"file": file}, data=data)
