# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed clients of Synapse: one attribute a resource."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import AsyncClient, Client, resource_property

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from synapse_runtime import ClientOptions, Timeout, Token

    from synapse_sdk.raw_responses import AsyncRawSynapse, RawSynapse
    from synapse_sdk.resources.agents import Agents, AsyncAgents
    from synapse_sdk.resources.assignments import Assignments, AsyncAssignments
    from synapse_sdk.resources.data_collections import AsyncDataCollections, DataCollections
    from synapse_sdk.resources.data_files import AsyncDataFiles, DataFiles
    from synapse_sdk.resources.data_units import AsyncDataUnits, DataUnits
    from synapse_sdk.resources.ground_truth_events import AsyncGroundTruthEvents, GroundTruthEvents
    from synapse_sdk.resources.ground_truth_versions import AsyncGroundTruthVersions, GroundTruthVersions
    from synapse_sdk.resources.ground_truths import AsyncGroundTruths, GroundTruths
    from synapse_sdk.resources.jobs import AsyncJobs, Jobs
    from synapse_sdk.resources.logs import AsyncLogs, Logs
    from synapse_sdk.resources.models import AsyncModels, Models
    from synapse_sdk.resources.plugin_releases import AsyncPluginReleases, PluginReleases
    from synapse_sdk.resources.plugins import AsyncPlugins, Plugins
    from synapse_sdk.resources.projects import AsyncProjects, Projects
    from synapse_sdk.resources.serve_applications import AsyncServeApplications, ServeApplications
    from synapse_sdk.resources.storages import AsyncStorages, Storages
    from synapse_sdk.resources.task_tags import AsyncTaskTags, TaskTags
    from synapse_sdk.resources.tasks import AsyncTasks, Tasks
    from synapse_sdk.resources.uploads import AsyncUploads, Uploads


class Synapse(Client):
    """The Synapse backend: projects, data, annotation work, plugins, jobs and machine-learning models of a data
    annotation platform.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_token: Token | None = None,
        authorization_token: Token | None = None,
        tenant: Token | None = None,
        agent_token: Token | None = None,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        access_token: Token | None = None,
        url_host: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Synapse. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`. Default: the
                environment variable SYNAPSE_BASE_URL or SYNAPSE_HOST, else https://api.synapse.sh.
            api_token: Access token of the backend. Default: the environment variable SYNAPSE_API_TOKEN or
                SYNAPSE_ACCESS_TOKEN.
            authorization_token: Login token of a user, which goes with a `tenant`. The environment is
                read only without an `api_token`. Default: the environment variable
                SYNAPSE_PLUGIN_RUN_USER_TOKEN.
            tenant: Code of the tenant that the user with the `authorization_token` works for. Default:
                the environment variable SYNAPSE_PLUGIN_RUN_TENANT.
            agent_token: Token of an agent that runs plugins for the backend. Default: the environment
                variable SYNAPSE_AGENT_TOKEN.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 5, 'read': 30}`; a name
                that is left out keeps its default.
            access_token: Another name of `api_token`.
            url_host: Host of the signed URLs in responses, such as `internal`. A call's own `url_host` in
                `params` wins. Default: the environment variable SYNAPSE_PLUGIN_RUN_URL_HOST.
            **options: The options that `with_options` takes, and those of a new client alone.
                transport: An httpx transport that moves the bytes. It is closed with the client.
                http_client: An `httpx.Client`, or `httpx.AsyncClient` for async code, that stays open.
                middleware: Functions around each attempt, the first one outermost: see `Middleware`.
                verify: Certificates to trust: an `ssl.SSLContext`, or a file. Default: the system's.
                connections: Most connections in use at the same time. Default: 100.
                max_response_bytes: Most bytes of a response that is held in memory. Default: 256 MiB.
                pickle_secrets: Whether a pickled client carries its tokens. Default: False.

        Raises:
            InvalidArgumentError: An argument is missing or makes no sense.
        """
        from synapse_sdk.service import SERVICE

        super().__init__(
            SERVICE,
            base_url,
            {
                "api_token": api_token,
                "access_token": access_token,
                "authorization_token": authorization_token,
                "tenant": tenant,
                "agent_token": agent_token,
            },
            timeout=timeout,
            query={"url_host": url_host},
            **options,
        )

    @cached_property
    def with_raw_response(self) -> RawSynapse:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from synapse_sdk.raw_responses import RawSynapse

        return RawSynapse(self)

    @resource_property
    def agents(self) -> Agents:
        """Agents, the programs that run plugins for the backend."""
        from synapse_sdk.resources.agents import Agents

        return Agents(self)

    @resource_property
    def assignments(self) -> Assignments:
        """Work assigned to people, and its results."""
        from synapse_sdk.resources.assignments import Assignments

        return Assignments(self)

    @resource_property
    def data_collections(self) -> DataCollections:
        """Collections of data units of one kind, with a specification of the files each unit has."""
        from synapse_sdk.resources.data_collections import DataCollections

        return DataCollections(self)

    @resource_property
    def data_files(self) -> DataFiles:
        """Single data files, stored once for each content."""
        from synapse_sdk.resources.data_files import DataFiles

        return DataFiles(self)

    @resource_property
    def data_units(self) -> DataUnits:
        """Data units, each a group of files that is annotated as one."""
        from synapse_sdk.resources.data_units import DataUnits

        return DataUnits(self)

    @resource_property
    def ground_truth_events(self) -> GroundTruthEvents:
        """Ground truth to train and to evaluate models, one annotated data unit each."""
        from synapse_sdk.resources.ground_truth_events import GroundTruthEvents

        return GroundTruthEvents(self)

    @resource_property
    def ground_truth_versions(self) -> GroundTruthVersions:
        """Frozen versions of ground truth datasets."""
        from synapse_sdk.resources.ground_truth_versions import GroundTruthVersions

        return GroundTruthVersions(self)

    @resource_property
    def ground_truths(self) -> GroundTruths:
        """Ground truths of datasets, with the files of their data units and annotations."""
        from synapse_sdk.resources.ground_truths import GroundTruths

        return GroundTruths(self)

    @resource_property
    def jobs(self) -> Jobs:
        """Jobs, the runs of plugins."""
        from synapse_sdk.resources.jobs import Jobs

        return Jobs(self)

    @resource_property
    def logs(self) -> Logs:
        """Log entries of running plugins."""
        from synapse_sdk.resources.logs import Logs

        return Logs(self)

    @resource_property
    def models(self) -> Models:
        """Machine-learning models, with their files."""
        from synapse_sdk.resources.models import Models

        return Models(self)

    @resource_property
    def plugin_releases(self) -> PluginReleases:
        """Versions of plugins, each with the package that runs."""
        from synapse_sdk.resources.plugin_releases import PluginReleases

        return PluginReleases(self)

    @resource_property
    def plugins(self) -> Plugins:
        """Plugins, which extend the platform with their own processing."""
        from synapse_sdk.resources.plugins import Plugins

        return Plugins(self)

    @resource_property
    def projects(self) -> Projects:
        """Projects, which hold the tasks and assignments of one annotation effort."""
        from synapse_sdk.resources.projects import Projects

        return Projects(self)

    @resource_property
    def serve_applications(self) -> ServeApplications:
        """Deployed models, which serve predictions."""
        from synapse_sdk.resources.serve_applications import ServeApplications

        return ServeApplications(self)

    @resource_property
    def storages(self) -> Storages:
        """Places where the backend stores files."""
        from synapse_sdk.resources.storages import Storages

        return Storages(self)

    @resource_property
    def task_tags(self) -> TaskTags:
        """Labels to sort the tasks and assignments of a project by."""
        from synapse_sdk.resources.task_tags import TaskTags

        return TaskTags(self)

    @resource_property
    def tasks(self) -> Tasks:
        """Annotation work, one data unit each."""
        from synapse_sdk.resources.tasks import Tasks

        return Tasks(self)

    @resource_property
    def uploads(self) -> Uploads:
        """Files sent in chunks, so that a lost connection costs one chunk and not the file."""
        from synapse_sdk.resources.uploads import Uploads

        return Uploads(self)


class AsyncSynapse(AsyncClient):
    """The Synapse backend: projects, data, annotation work, plugins, jobs and machine-learning models of a data
    annotation platform.

    For async code.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_token: Token | None = None,
        authorization_token: Token | None = None,
        tenant: Token | None = None,
        agent_token: Token | None = None,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        access_token: Token | None = None,
        url_host: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """Make a client of Synapse. Nothing is sent yet.

        Args:
            base_url: Where the backend is, such as `https://backend.example.com/api`. Default: the
                environment variable SYNAPSE_BASE_URL or SYNAPSE_HOST, else https://api.synapse.sh.
            api_token: Access token of the backend. Default: the environment variable SYNAPSE_API_TOKEN or
                SYNAPSE_ACCESS_TOKEN.
            authorization_token: Login token of a user, which goes with a `tenant`. The environment is
                read only without an `api_token`. Default: the environment variable
                SYNAPSE_PLUGIN_RUN_USER_TOKEN.
            tenant: Code of the tenant that the user with the `authorization_token` works for. Default:
                the environment variable SYNAPSE_PLUGIN_RUN_TENANT.
            agent_token: Token of an agent that runs plugins for the backend. Default: the environment
                variable SYNAPSE_AGENT_TOKEN.
            timeout: Seconds to wait, for both or by name. Default: `{'connect': 5, 'read': 30}`; a name
                that is left out keeps its default.
            access_token: Another name of `api_token`.
            url_host: Host of the signed URLs in responses, such as `internal`. A call's own `url_host` in
                `params` wins. Default: the environment variable SYNAPSE_PLUGIN_RUN_URL_HOST.
            **options: The options that `with_options` takes, and those of a new client alone.
                transport: An httpx transport that moves the bytes. It is closed with the client.
                http_client: An `httpx.Client`, or `httpx.AsyncClient` for async code, that stays open.
                middleware: Functions around each attempt, the first one outermost: see `Middleware`.
                verify: Certificates to trust: an `ssl.SSLContext`, or a file. Default: the system's.
                connections: Most connections in use at the same time. Default: 100.
                max_response_bytes: Most bytes of a response that is held in memory. Default: 256 MiB.
                pickle_secrets: Whether a pickled client carries its tokens. Default: False.

        Raises:
            InvalidArgumentError: An argument is missing or makes no sense.
        """
        from synapse_sdk.service import SERVICE

        super().__init__(
            SERVICE,
            base_url,
            {
                "api_token": api_token,
                "access_token": access_token,
                "authorization_token": authorization_token,
                "tenant": tenant,
                "agent_token": agent_token,
            },
            timeout=timeout,
            query={"url_host": url_host},
            **options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncRawSynapse:
        """The methods of this client, which return the response too: its status, its headers, and what they parsed."""
        from synapse_sdk.raw_responses import AsyncRawSynapse

        return AsyncRawSynapse(self)

    @resource_property
    def agents(self) -> AsyncAgents:
        """Agents, the programs that run plugins for the backend."""
        from synapse_sdk.resources.agents import AsyncAgents

        return AsyncAgents(self)

    @resource_property
    def assignments(self) -> AsyncAssignments:
        """Work assigned to people, and its results."""
        from synapse_sdk.resources.assignments import AsyncAssignments

        return AsyncAssignments(self)

    @resource_property
    def data_collections(self) -> AsyncDataCollections:
        """Collections of data units of one kind, with a specification of the files each unit has."""
        from synapse_sdk.resources.data_collections import AsyncDataCollections

        return AsyncDataCollections(self)

    @resource_property
    def data_files(self) -> AsyncDataFiles:
        """Single data files, stored once for each content."""
        from synapse_sdk.resources.data_files import AsyncDataFiles

        return AsyncDataFiles(self)

    @resource_property
    def data_units(self) -> AsyncDataUnits:
        """Data units, each a group of files that is annotated as one."""
        from synapse_sdk.resources.data_units import AsyncDataUnits

        return AsyncDataUnits(self)

    @resource_property
    def ground_truth_events(self) -> AsyncGroundTruthEvents:
        """Ground truth to train and to evaluate models, one annotated data unit each."""
        from synapse_sdk.resources.ground_truth_events import AsyncGroundTruthEvents

        return AsyncGroundTruthEvents(self)

    @resource_property
    def ground_truth_versions(self) -> AsyncGroundTruthVersions:
        """Frozen versions of ground truth datasets."""
        from synapse_sdk.resources.ground_truth_versions import AsyncGroundTruthVersions

        return AsyncGroundTruthVersions(self)

    @resource_property
    def ground_truths(self) -> AsyncGroundTruths:
        """Ground truths of datasets, with the files of their data units and annotations."""
        from synapse_sdk.resources.ground_truths import AsyncGroundTruths

        return AsyncGroundTruths(self)

    @resource_property
    def jobs(self) -> AsyncJobs:
        """Jobs, the runs of plugins."""
        from synapse_sdk.resources.jobs import AsyncJobs

        return AsyncJobs(self)

    @resource_property
    def logs(self) -> AsyncLogs:
        """Log entries of running plugins."""
        from synapse_sdk.resources.logs import AsyncLogs

        return AsyncLogs(self)

    @resource_property
    def models(self) -> AsyncModels:
        """Machine-learning models, with their files."""
        from synapse_sdk.resources.models import AsyncModels

        return AsyncModels(self)

    @resource_property
    def plugin_releases(self) -> AsyncPluginReleases:
        """Versions of plugins, each with the package that runs."""
        from synapse_sdk.resources.plugin_releases import AsyncPluginReleases

        return AsyncPluginReleases(self)

    @resource_property
    def plugins(self) -> AsyncPlugins:
        """Plugins, which extend the platform with their own processing."""
        from synapse_sdk.resources.plugins import AsyncPlugins

        return AsyncPlugins(self)

    @resource_property
    def projects(self) -> AsyncProjects:
        """Projects, which hold the tasks and assignments of one annotation effort."""
        from synapse_sdk.resources.projects import AsyncProjects

        return AsyncProjects(self)

    @resource_property
    def serve_applications(self) -> AsyncServeApplications:
        """Deployed models, which serve predictions."""
        from synapse_sdk.resources.serve_applications import AsyncServeApplications

        return AsyncServeApplications(self)

    @resource_property
    def storages(self) -> AsyncStorages:
        """Places where the backend stores files."""
        from synapse_sdk.resources.storages import AsyncStorages

        return AsyncStorages(self)

    @resource_property
    def task_tags(self) -> AsyncTaskTags:
        """Labels to sort the tasks and assignments of a project by."""
        from synapse_sdk.resources.task_tags import AsyncTaskTags

        return AsyncTaskTags(self)

    @resource_property
    def tasks(self) -> AsyncTasks:
        """Annotation work, one data unit each."""
        from synapse_sdk.resources.tasks import AsyncTasks

        return AsyncTasks(self)

    @resource_property
    def uploads(self) -> AsyncUploads:
        """Files sent in chunks, so that a lost connection costs one chunk and not the file."""
        from synapse_sdk.resources.uploads import AsyncUploads

        return AsyncUploads(self)
