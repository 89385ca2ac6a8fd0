# Generated from spec/synapse/service.yaml, spec/synapse/resources/{agents,jobs,logs,plugin_releases,plugins,serve_applications,storages}.yaml by `synapse-codegen generate`. Do not edit.
"""Agents, plugins, jobs, logs, serve applications and storages.

에이전트, 플러그인, 작업, 로그, 서빙 애플리케이션, 스토리지 관리.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import DocumentedClient, keyword_aliases

from synapse_sdk import operations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from synapse_runtime import FileContent, JsonObject, Params

    from synapse_sdk.clients.backend.arguments import (
        GetJobParams,
        GetPluginReleaseByLookupParams,
        GetPluginReleaseParams,
        JobUpdateDict,
        ListAgentsParams,
        ListJobsParams,
        ListPluginReleasesParams,
        ListServeApplicationsParams,
        LogCreateDict,
        PluginCreateDict,
        PluginReleaseCreateDict,
        PluginRunDict,
        PluginUpdateDict,
        ServeApplicationCreateDict,
        StorageCreateDict,
    )


class IntegrationClientMixin(DocumentedClient):
    """Agents, plugins, jobs, logs, serve applications and storages.

    에이전트, 플러그인, 작업, 로그, 서빙 애플리케이션, 스토리지 관리.
    """

    def list_agents(self, params: ListAgentsParams | Params | None = None) -> list[JsonObject]:
        """List all agents.

        모든 에이전트를 가져옵니다.

        Args:
            params: Query arguments by name.

        Returns:
            list: The items of all pages. Each item: One agent.
        """
        return self._all(operations.agents.LIST, {}, params=params)

    @overload
    def health_check_agent(self, token: str) -> JsonObject: ...
    @overload
    def health_check_agent(self, *, agent_token: str) -> JsonObject: ...
    @keyword_aliases({"agent_token": "token"})
    def health_check_agent(self, token: str) -> JsonObject:
        """Check that the backend can reach an agent, and its state.

        백엔드와 에이전트의 연결과 상태를 확인합니다.

        Args:
            token: The agent's token. It is a secret, and hidden in logs and errors. 에이전트 인증 토큰.
                비밀 값이므로 로그와 오류 메시지에 표시되지 않습니다. Also taken as `agent_token`.
        """
        return self._object(operations.agents.HEALTH_CHECK, {"token": token})

    @overload
    def get_job(self, pk: int | str, params: GetJobParams | Params | None = None) -> JsonObject: ...
    @overload
    def get_job(self, *, job_id: int | str, params: GetJobParams | Params | None = None) -> JsonObject: ...
    @keyword_aliases({"job_id": "pk"})
    def get_job(self, pk: int | str, params: GetJobParams | Params | None = None) -> JsonObject:
        """Fetch one job.

        작업 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Job ID: a number, or a UUID as a string. 작업 ID. 숫자 또는 UUID 문자열. Also taken as
                `job_id`.
            params: Query arguments by name.
                `expand` (str | list[str]): What else to include: `logs`, `metrics`, `result`. 추가로
                    포함할 데이터: `logs`, `metrics`, `result`.

        Returns:
            dict: One run of a plugin.
        """
        return self._object(operations.jobs.GET, {"pk": pk}, params=params)

    def list_jobs(self, params: ListJobsParams | Params | None = None) -> tuple[list[JsonObject], int]:
        """List jobs.

        작업 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `status` (JobStatus): Only jobs in this state. 작업 상태로 필터링.
                `plugin` (int | str): Only runs of this plugin. 플러그인 ID로 필터링.
                `created_after` (datetime): Only jobs created after this time. 이 시각 이후에 생성된
                    작업만.
                `user` (int): Only jobs started by this user. 사용자 ID로 필터링.

        Returns:
            tuple: The items of one page, and the total number of items. Each item: One run of a plugin.
        """
        return self._page(operations.jobs.LIST, {}, params=params)

    @overload
    def update_job(self, pk: int | str, data: JobUpdateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def update_job(self, *, job_id: int | str, data: JobUpdateDict | Mapping[str, object]) -> JsonObject: ...
    @keyword_aliases({"job_id": "pk"})
    def update_job(self, pk: int | str, data: JobUpdateDict | Mapping[str, object]) -> JsonObject:
        """Change the state, progress or result of a job.

        작업의 상태, 진행률, 결과 또는 메타데이터를 업데이트합니다.

        Args:
            pk: Job ID: a number, or a UUID as a string. 작업 ID. 숫자 또는 UUID 문자열. Also taken as
                `job_id`.
            data: What to send. It is not changed.
                `status` (JobStatus): Its state. 작업 상태.
                `progress` (float): Progress in percent, from 0 to 100. 진행률(0~100, 퍼센트).
                `result` (json): Its result. 작업 결과 데이터.
                `metadata` (dict[json]): Other metadata to store with it. 추가 작업 메타데이터.
                `progress_record` (json): Progress of its steps, as the plugin reports it. 플러그인이
                    보고하는 단계별 진행 상황.
                `metrics_record` (json): Metrics, as the plugin reports them. 플러그인이 보고하는 측정
                    지표.
                `console_logs` (json): Its console log, as the plugin reports it. 플러그인이 보고하는 콘솔
                    로그.
                `meta` (dict[json]): Further details, such as `queue`. 추가 정보. 예: `queue`.

        Returns:
            dict: One run of a plugin.
        """
        return self._object(operations.jobs.UPDATE, {"pk": pk}, data=data)

    @overload
    def list_job_console_logs(self, pk: int | str) -> list[JsonObject]: ...
    @overload
    def list_job_console_logs(self, *, job_id: int | str) -> list[JsonObject]: ...
    @keyword_aliases({"job_id": "pk"})
    def list_job_console_logs(self, pk: int | str) -> list[JsonObject]:
        """Fetch the console log of a job so far.

        작업이 지금까지 출력한 콘솔 로그를 가져옵니다.

        Args:
            pk: Job ID: a number, or a UUID as a string. 작업 ID. 숫자 또는 UUID 문자열. Also taken as
                `job_id`.

        Returns:
            list: Each item: One entry of a job's console log.
        """
        return self._list(operations.jobs.LIST_CONSOLE_LOGS, {"pk": pk})

    @overload
    def tail_job_console_logs(self, pk: int | str) -> Iterator[str]: ...
    @overload
    def tail_job_console_logs(self, *, job_id: int | str) -> Iterator[str]: ...
    @keyword_aliases({"job_id": "pk"})
    def tail_job_console_logs(self, pk: int | str) -> Iterator[str]:
        """Follow the console log of a job, line by line, while it runs.

        작업이 실행되는 동안 출력되는 콘솔 로그를 한 줄씩 받아 옵니다.

        Args:
            pk: Job ID: a number, or a UUID as a string. 작업 ID. 숫자 또는 UUID 문자열. Also taken as
                `job_id`.

        Returns:
            Iterator: The lines, as they come.
        """
        return self._lines(operations.jobs.TAIL_LOGS, {"pk": pk})

    @overload
    def create_logs(self, data: LogCreateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def create_logs(self, data: Sequence[LogCreateDict | Mapping[str, object]]) -> list[JsonObject]: ...
    def create_logs(
        self, data: LogCreateDict | Mapping[str, object] | Sequence[LogCreateDict | Mapping[str, object]]
    ) -> JsonObject | list[JsonObject]:
        """Send one log entry, or several at once.

        로그를 하나 또는 여러 개 생성합니다.

        Args:
            data: What to send. It is not changed.
                `job` (int | str): ID of the job that it belongs to. 관련 작업의 ID.
                `level` (LogLevel): Its severity. 로그 레벨.
                `message` (str): The message. 로그 내용.
                `event` (str): Name of the event, for programs. 프로그램이 구분할 수 있는 이벤트 이름.
                `data` (json): Details of the event. 이벤트의 세부 데이터.
                `datetime` (datetime): When it happened. 발생 시각.
                `file` (data_uri): A file to attach. It is sent inside the JSON, so it should be small.
                    첨부할 파일. JSON 안에 담겨 전송되므로 작은 파일에 적합합니다.

        Returns:
            dict | list: An object for an object, a list for a list. One log entry.
        """
        return self._same_shape(operations.logs.CREATE, {}, data=data)

    @overload
    def get_plugin_release(self, pk: int, params: GetPluginReleaseParams | Params | None = None) -> JsonObject: ...
    @overload
    def get_plugin_release(
        self, *, release_id: int, params: GetPluginReleaseParams | Params | None = None
    ) -> JsonObject: ...
    @keyword_aliases({"release_id": "pk"})
    def get_plugin_release(self, pk: int, params: GetPluginReleaseParams | Params | None = None) -> JsonObject:
        """Fetch one plugin release.

        플러그인 릴리스 하나의 정보를 가져옵니다.

        Args:
            pk: Release ID. 플러그인 릴리스 ID. Also taken as `release_id`.
            params: Query arguments by name.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `plugin`. ID
                    대신 포함할 관련 항목: `plugin`.

        Returns:
            dict: One version of a plugin.
        """
        return self._object(operations.plugin_releases.GET, {"pk": pk}, params=params)

    def get_plugin_release_by_lookup(
        self,
        lookup: str,
        expand: str | Sequence[str] = "plugin",
        params: GetPluginReleaseByLookupParams | Params | None = None,
    ) -> JsonObject:
        """Fetch one plugin release by its plugin's code and its version.

        플러그인 코드와 버전으로 릴리스 하나의 정보를 가져옵니다.

        Args:
            lookup: `<code>@<version>`, or the release ID as a string. `<코드>@<버전>`, 또는 문자열로 된
                릴리스 ID.
            expand: Related objects to embed instead of their IDs: `plugin`. ID 대신 포함할 관련 항목:
                `plugin`.
            params: Query arguments by name.
                `expand` (str | list[str]): Related objects to embed instead of their IDs: `plugin`. ID
                    대신 포함할 관련 항목: `plugin`.

        Returns:
            dict: One version of a plugin.
        """
        return self._object(
            operations.plugin_releases.GET_BY_LOOKUP, {"lookup": lookup, "expand": expand}, params=params
        )

    def list_plugin_releases(
        self, plugin_code: str, params: ListPluginReleasesParams | Params | None = None
    ) -> list[JsonObject]:
        """List all releases of a plugin.

        플러그인의 모든 릴리스를 가져옵니다.

        Args:
            plugin_code: Code of the plugin. 플러그인 코드.
            params: Query arguments by name.
                `plugin` (str, required): Code of the plugin. 플러그인 코드.

        Returns:
            list: The items of all pages. Each item: One version of a plugin.
        """
        return self._all(operations.plugin_releases.LIST, {"plugin": plugin_code}, params=params)

    def create_plugin_release(
        self, data: PluginReleaseCreateDict | Mapping[str, object], file: FileContent | None = None
    ) -> JsonObject:
        """Publish a new version of a plugin.

        패키지 파일과 함께 플러그인의 새 릴리스를 생성합니다.

        Args:
            data: What to send. It is not changed.
                `plugin` (int | str, required): ID or code of the plugin. 플러그인 ID 또는 코드.
                `version` (str, required): Version of the release. 릴리스 버전.
                `file` (file): The package: a path, bytes, or an open binary file. 플러그인 패키지: 경로,
                    바이트, 또는 바이너리로 연 파일.
                `changelog` (str): What changed in this release. 릴리스 노트.
                `is_stable` (bool): Whether it is stable. 안정 릴리스 여부.
                `config` (dict[json]): Configuration of the plugin. 플러그인 구성.
                `requirements` (list[str]): Python packages that it needs. 필요한 파이썬 패키지 목록.
                `debug` (bool): Whether it is for debugging. 디버그용 릴리스 여부.
            file: The package: a path, bytes, or an open binary file. 플러그인 패키지: 경로, 바이트, 또는
                바이너리로 연 파일.

        Returns:
            dict: One version of a plugin.
        """
        return self._object(operations.plugin_releases.CREATE, {"file": file}, data=data)

    @overload
    def get_plugin(self, pk: int | str) -> JsonObject: ...
    @overload
    def get_plugin(self, *, plugin_id: int | str) -> JsonObject: ...
    @keyword_aliases({"plugin_id": "pk"})
    def get_plugin(self, pk: int | str) -> JsonObject:
        """Fetch one plugin.

        플러그인 하나의 상세 정보를 가져옵니다.

        Args:
            pk: Plugin ID or code. 플러그인 ID 또는 코드. Also taken as `plugin_id`.

        Returns:
            dict: One plugin.
        """
        return self._object(operations.plugins.GET, {"pk": pk})

    def create_plugin(self, data: PluginCreateDict | Mapping[str, object]) -> JsonObject:
        """Create a plugin. Its code is part of a release.

        새 플러그인을 생성합니다. 실행 코드는 릴리스로 등록합니다.

        Args:
            data: What to send. It is not changed.
                `name` (str, required): Name of the plugin. 플러그인 이름.
                `description` (str): What it does. 플러그인 설명.
                `version` (str): Its version. 플러그인 버전.
                `author` (str): Its author. 작성자.
                `category` (str): Category of its work. 카테고리.
                `configuration` (dict[json]): Its configuration schema. 구성 스키마.

        Returns:
            dict: One plugin.
        """
        return self._object(operations.plugins.CREATE, {}, data=data)

    @overload
    def update_plugin(self, pk: int | str, data: PluginUpdateDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def update_plugin(self, *, plugin_id: int | str, data: PluginUpdateDict | Mapping[str, object]) -> JsonObject: ...
    @keyword_aliases({"plugin_id": "pk"})
    def update_plugin(self, pk: int | str, data: PluginUpdateDict | Mapping[str, object]) -> JsonObject:
        """Change a plugin.

        플러그인을 업데이트합니다.

        Args:
            pk: Plugin ID or code. 플러그인 ID 또는 코드. Also taken as `plugin_id`.
            data: What to send. It is not changed.
                `name` (str): Name of the plugin. 플러그인 이름.
                `description` (str): What it does. 플러그인 설명.
                `version` (str): Its version. 플러그인 버전.
                `author` (str): Its author. 작성자.
                `category` (str): Category of its work. 카테고리.
                `configuration` (dict[json]): Its configuration schema. 구성 스키마.

        Returns:
            dict: One plugin.
        """
        return self._object(operations.plugins.UPDATE, {"pk": pk}, data=data)

    @overload
    def run_plugin(self, pk: int | str, data: PluginRunDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def run_plugin(self, *, plugin: int | str, data: PluginRunDict | Mapping[str, object]) -> JsonObject: ...
    @overload
    def run_plugin(self, *, plugin_id: int | str, data: PluginRunDict | Mapping[str, object]) -> JsonObject: ...
    @keyword_aliases({"plugin": "pk", "plugin_id": "pk"})
    def run_plugin(self, pk: int | str, data: PluginRunDict | Mapping[str, object]) -> JsonObject:
        """Run a plugin as a job.

        플러그인을 실행합니다. 실행은 작업으로 진행됩니다.

        Args:
            pk: Plugin ID or code. 플러그인 ID 또는 코드. Also taken as `plugin` and `plugin_id`.
            data: What to send. It is not changed.
                `parameters` (dict[json]): Values of the plugin's own parameters. 플러그인별 매개변수.
                `context` (dict[json]): What the run belongs to, such as a project or a user. 프로젝트,
                    사용자 등 실행 컨텍스트.
                `agent` (int): ID of the agent to run it on. 실행할 에이전트의 ID.
                `action` (str): Name of the action to run. 실행할 액션의 이름.
                `params` (dict[json]): Parameters of the action. 액션의 매개변수.
                `storage_id` (int): ID of the storage to work on. 사용할 스토리지의 ID.
                `job_id` (int): ID of a job to run it as. 실행에 사용할 작업의 ID.
                `debug` (bool): Whether to run it for debugging. 디버그 모드로 실행할지 여부.
                `version` (str): Version of the plugin to run. 실행할 플러그인의 버전.
                `language` (str): Language of its messages, such as `ko`. 메시지 언어. 예: `ko`.

        Returns:
            dict: The job that runs the plugin.
        """
        return self._object(operations.plugins.RUN, {"pk": pk}, data=data)

    @overload
    def list_serve_applications(
        self, params: ListServeApplicationsParams | Params | None = None, list_all: Literal[False] = False
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_serve_applications(
        self, params: ListServeApplicationsParams | Params | None = None, *, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_serve_applications(
        self, params: ListServeApplicationsParams | Params | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_serve_applications(
        self, params: ListServeApplicationsParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_serve_applications(
        self, params: ListServeApplicationsParams | Params | None = None, list_all: bool = False
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """List serve applications.

        서빙 애플리케이션 목록을 가져옵니다.

        Args:
            params: Query arguments by name.
                `plugin_code` (str): Only applications of the plugin with this code. 플러그인 코드로
                    필터링.
                `job__agent` (int): Only applications that this agent runs. 애플리케이션을 실행하는
                    에이전트의 ID로 필터링.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One deployed application.
        """
        return self._page_or_all(operations.serve_applications.LIST, {}, params=params, list_all=list_all)

    def create_serve_application(self, data: ServeApplicationCreateDict | Mapping[str, object]) -> JsonObject:
        """Register a deployed application.

        배포된 서빙 애플리케이션을 등록합니다.

        Args:
            data: What to send. It is not changed.
                `job` (int | str): ID of the job that deployed it. 애플리케이션을 배포한 작업의 ID.
                `status` (str): Its state in the serving system, such as `RUNNING`. 서빙 시스템이 보고하는
                    상태. 예: `RUNNING`.
                `data` (dict[json]): Other details from the serving system. 서빙 시스템이 보고하는 추가
                    정보.

        Returns:
            dict: One deployed application.
        """
        return self._object(operations.serve_applications.CREATE, {}, data=data)

    @overload
    def get_storage(self, pk: int) -> JsonObject: ...
    @overload
    def get_storage(self, *, storage_id: int) -> JsonObject: ...
    @keyword_aliases({"storage_id": "pk"})
    def get_storage(self, pk: int) -> JsonObject:
        """Fetch one storage with its configuration.

        스토리지 하나를 구성과 함께 가져옵니다.

        Args:
            pk: Storage ID. 스토리지 ID. Also taken as `storage_id`.

        Returns:
            dict: One storage.
        """
        return self._object(operations.storages.GET, {"pk": pk})

    def list_storages(self) -> list[JsonObject]:
        """List all storages.

        사용 가능한 모든 스토리지를 가져옵니다.

        Returns:
            list: The items of all pages. Each item: One storage.
        """
        return self._all(operations.storages.LIST, {})

    def get_default_storage(self) -> JsonObject:
        """Fetch the default storage of the backend: the internal one that is marked as the default, else the
        first. If there is none, it is a `NotFoundError`.

        기본 스토리지를 가져옵니다. 내부 스토리지 중 기본으로 지정된 것을, 없으면 첫 번째 것을 반환합니다.

        Returns:
            dict: One storage.
        """
        return self._object(operations.storages.GET_DEFAULT, {})

    def create_storage(self, data: StorageCreateDict | Mapping[str, object]) -> JsonObject:
        """Create a storage.

        새 스토리지를 생성합니다.

        Args:
            data: What to send. It is not changed.
                `name` (str, required): Name of the storage. 스토리지 이름.
                `provider` (StorageProvider, required): The storage's provider. 스토리지 제공업체 유형.
                `category` (StorageCategory): Who operates the storage. 스토리지 카테고리.
                `configuration` (dict[json]): Its connection settings, in the provider's terms. 제공업체별
                    구성.

        Returns:
            dict: One storage.
        """
        return self._object(operations.storages.CREATE, {}, data=data)
