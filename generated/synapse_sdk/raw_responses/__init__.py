# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Synapse, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawClient

if TYPE_CHECKING:
    from synapse_sdk.raw_responses.agents import AsyncRawAgents, RawAgents
    from synapse_sdk.raw_responses.assignments import AsyncRawAssignments, RawAssignments
    from synapse_sdk.raw_responses.data_collections import AsyncRawDataCollections, RawDataCollections
    from synapse_sdk.raw_responses.data_files import AsyncRawDataFiles, RawDataFiles
    from synapse_sdk.raw_responses.data_units import AsyncRawDataUnits, RawDataUnits
    from synapse_sdk.raw_responses.ground_truth_events import AsyncRawGroundTruthEvents, RawGroundTruthEvents
    from synapse_sdk.raw_responses.ground_truth_versions import AsyncRawGroundTruthVersions, RawGroundTruthVersions
    from synapse_sdk.raw_responses.ground_truths import AsyncRawGroundTruths, RawGroundTruths
    from synapse_sdk.raw_responses.jobs import AsyncRawJobs, RawJobs
    from synapse_sdk.raw_responses.logs import AsyncRawLogs, RawLogs
    from synapse_sdk.raw_responses.models import AsyncRawModels, RawModels
    from synapse_sdk.raw_responses.plugin_releases import AsyncRawPluginReleases, RawPluginReleases
    from synapse_sdk.raw_responses.plugins import AsyncRawPlugins, RawPlugins
    from synapse_sdk.raw_responses.projects import AsyncRawProjects, RawProjects
    from synapse_sdk.raw_responses.serve_applications import AsyncRawServeApplications, RawServeApplications
    from synapse_sdk.raw_responses.storages import AsyncRawStorages, RawStorages
    from synapse_sdk.raw_responses.task_tags import AsyncRawTaskTags, RawTaskTags
    from synapse_sdk.raw_responses.tasks import AsyncRawTasks, RawTasks
    from synapse_sdk.raw_responses.uploads import AsyncRawUploads, RawUploads


class RawSynapse(RawClient):
    """The resources of `Synapse`; their methods return the response too."""

    @cached_property
    def agents(self) -> RawAgents:
        """Methods of `agents`."""
        from synapse_sdk.raw_responses.agents import RawAgents
        from synapse_sdk.resources.agents import Agents

        return RawAgents(Agents(self._client))

    @cached_property
    def assignments(self) -> RawAssignments:
        """Methods of `assignments`."""
        from synapse_sdk.raw_responses.assignments import RawAssignments
        from synapse_sdk.resources.assignments import Assignments

        return RawAssignments(Assignments(self._client))

    @cached_property
    def data_collections(self) -> RawDataCollections:
        """Methods of `data_collections`."""
        from synapse_sdk.raw_responses.data_collections import RawDataCollections
        from synapse_sdk.resources.data_collections import DataCollections

        return RawDataCollections(DataCollections(self._client))

    @cached_property
    def data_files(self) -> RawDataFiles:
        """Methods of `data_files`."""
        from synapse_sdk.raw_responses.data_files import RawDataFiles
        from synapse_sdk.resources.data_files import DataFiles

        return RawDataFiles(DataFiles(self._client))

    @cached_property
    def data_units(self) -> RawDataUnits:
        """Methods of `data_units`."""
        from synapse_sdk.raw_responses.data_units import RawDataUnits
        from synapse_sdk.resources.data_units import DataUnits

        return RawDataUnits(DataUnits(self._client))

    @cached_property
    def ground_truth_events(self) -> RawGroundTruthEvents:
        """Methods of `ground_truth_events`."""
        from synapse_sdk.raw_responses.ground_truth_events import RawGroundTruthEvents
        from synapse_sdk.resources.ground_truth_events import GroundTruthEvents

        return RawGroundTruthEvents(GroundTruthEvents(self._client))

    @cached_property
    def ground_truth_versions(self) -> RawGroundTruthVersions:
        """Methods of `ground_truth_versions`."""
        from synapse_sdk.raw_responses.ground_truth_versions import RawGroundTruthVersions
        from synapse_sdk.resources.ground_truth_versions import GroundTruthVersions

        return RawGroundTruthVersions(GroundTruthVersions(self._client))

    @cached_property
    def ground_truths(self) -> RawGroundTruths:
        """Methods of `ground_truths`."""
        from synapse_sdk.raw_responses.ground_truths import RawGroundTruths
        from synapse_sdk.resources.ground_truths import GroundTruths

        return RawGroundTruths(GroundTruths(self._client))

    @cached_property
    def jobs(self) -> RawJobs:
        """Methods of `jobs`."""
        from synapse_sdk.raw_responses.jobs import RawJobs
        from synapse_sdk.resources.jobs import Jobs

        return RawJobs(Jobs(self._client))

    @cached_property
    def logs(self) -> RawLogs:
        """Methods of `logs`."""
        from synapse_sdk.raw_responses.logs import RawLogs
        from synapse_sdk.resources.logs import Logs

        return RawLogs(Logs(self._client))

    @cached_property
    def models(self) -> RawModels:
        """Methods of `models`."""
        from synapse_sdk.raw_responses.models import RawModels
        from synapse_sdk.resources.models import Models

        return RawModels(Models(self._client))

    @cached_property
    def plugin_releases(self) -> RawPluginReleases:
        """Methods of `plugin_releases`."""
        from synapse_sdk.raw_responses.plugin_releases import RawPluginReleases
        from synapse_sdk.resources.plugin_releases import PluginReleases

        return RawPluginReleases(PluginReleases(self._client))

    @cached_property
    def plugins(self) -> RawPlugins:
        """Methods of `plugins`."""
        from synapse_sdk.raw_responses.plugins import RawPlugins
        from synapse_sdk.resources.plugins import Plugins

        return RawPlugins(Plugins(self._client))

    @cached_property
    def projects(self) -> RawProjects:
        """Methods of `projects`."""
        from synapse_sdk.raw_responses.projects import RawProjects
        from synapse_sdk.resources.projects import Projects

        return RawProjects(Projects(self._client))

    @cached_property
    def serve_applications(self) -> RawServeApplications:
        """Methods of `serve_applications`."""
        from synapse_sdk.raw_responses.serve_applications import RawServeApplications
        from synapse_sdk.resources.serve_applications import ServeApplications

        return RawServeApplications(ServeApplications(self._client))

    @cached_property
    def storages(self) -> RawStorages:
        """Methods of `storages`."""
        from synapse_sdk.raw_responses.storages import RawStorages
        from synapse_sdk.resources.storages import Storages

        return RawStorages(Storages(self._client))

    @cached_property
    def task_tags(self) -> RawTaskTags:
        """Methods of `task_tags`."""
        from synapse_sdk.raw_responses.task_tags import RawTaskTags
        from synapse_sdk.resources.task_tags import TaskTags

        return RawTaskTags(TaskTags(self._client))

    @cached_property
    def tasks(self) -> RawTasks:
        """Methods of `tasks`."""
        from synapse_sdk.raw_responses.tasks import RawTasks
        from synapse_sdk.resources.tasks import Tasks

        return RawTasks(Tasks(self._client))

    @cached_property
    def uploads(self) -> RawUploads:
        """Methods of `uploads`."""
        from synapse_sdk.raw_responses.uploads import RawUploads
        from synapse_sdk.resources.uploads import Uploads

        return RawUploads(Uploads(self._client))


class AsyncRawSynapse(RawClient):
    """The resources of `AsyncSynapse`; their methods return the response too."""

    @cached_property
    def agents(self) -> AsyncRawAgents:
        """Methods of `agents`."""
        from synapse_sdk.raw_responses.agents import AsyncRawAgents
        from synapse_sdk.resources.agents import AsyncAgents

        return AsyncRawAgents(AsyncAgents(self._client))

    @cached_property
    def assignments(self) -> AsyncRawAssignments:
        """Methods of `assignments`."""
        from synapse_sdk.raw_responses.assignments import AsyncRawAssignments
        from synapse_sdk.resources.assignments import AsyncAssignments

        return AsyncRawAssignments(AsyncAssignments(self._client))

    @cached_property
    def data_collections(self) -> AsyncRawDataCollections:
        """Methods of `data_collections`."""
        from synapse_sdk.raw_responses.data_collections import AsyncRawDataCollections
        from synapse_sdk.resources.data_collections import AsyncDataCollections

        return AsyncRawDataCollections(AsyncDataCollections(self._client))

    @cached_property
    def data_files(self) -> AsyncRawDataFiles:
        """Methods of `data_files`."""
        from synapse_sdk.raw_responses.data_files import AsyncRawDataFiles
        from synapse_sdk.resources.data_files import AsyncDataFiles

        return AsyncRawDataFiles(AsyncDataFiles(self._client))

    @cached_property
    def data_units(self) -> AsyncRawDataUnits:
        """Methods of `data_units`."""
        from synapse_sdk.raw_responses.data_units import AsyncRawDataUnits
        from synapse_sdk.resources.data_units import AsyncDataUnits

        return AsyncRawDataUnits(AsyncDataUnits(self._client))

    @cached_property
    def ground_truth_events(self) -> AsyncRawGroundTruthEvents:
        """Methods of `ground_truth_events`."""
        from synapse_sdk.raw_responses.ground_truth_events import AsyncRawGroundTruthEvents
        from synapse_sdk.resources.ground_truth_events import AsyncGroundTruthEvents

        return AsyncRawGroundTruthEvents(AsyncGroundTruthEvents(self._client))

    @cached_property
    def ground_truth_versions(self) -> AsyncRawGroundTruthVersions:
        """Methods of `ground_truth_versions`."""
        from synapse_sdk.raw_responses.ground_truth_versions import AsyncRawGroundTruthVersions
        from synapse_sdk.resources.ground_truth_versions import AsyncGroundTruthVersions

        return AsyncRawGroundTruthVersions(AsyncGroundTruthVersions(self._client))

    @cached_property
    def ground_truths(self) -> AsyncRawGroundTruths:
        """Methods of `ground_truths`."""
        from synapse_sdk.raw_responses.ground_truths import AsyncRawGroundTruths
        from synapse_sdk.resources.ground_truths import AsyncGroundTruths

        return AsyncRawGroundTruths(AsyncGroundTruths(self._client))

    @cached_property
    def jobs(self) -> AsyncRawJobs:
        """Methods of `jobs`."""
        from synapse_sdk.raw_responses.jobs import AsyncRawJobs
        from synapse_sdk.resources.jobs import AsyncJobs

        return AsyncRawJobs(AsyncJobs(self._client))

    @cached_property
    def logs(self) -> AsyncRawLogs:
        """Methods of `logs`."""
        from synapse_sdk.raw_responses.logs import AsyncRawLogs
        from synapse_sdk.resources.logs import AsyncLogs

        return AsyncRawLogs(AsyncLogs(self._client))

    @cached_property
    def models(self) -> AsyncRawModels:
        """Methods of `models`."""
        from synapse_sdk.raw_responses.models import AsyncRawModels
        from synapse_sdk.resources.models import AsyncModels

        return AsyncRawModels(AsyncModels(self._client))

    @cached_property
    def plugin_releases(self) -> AsyncRawPluginReleases:
        """Methods of `plugin_releases`."""
        from synapse_sdk.raw_responses.plugin_releases import AsyncRawPluginReleases
        from synapse_sdk.resources.plugin_releases import AsyncPluginReleases

        return AsyncRawPluginReleases(AsyncPluginReleases(self._client))

    @cached_property
    def plugins(self) -> AsyncRawPlugins:
        """Methods of `plugins`."""
        from synapse_sdk.raw_responses.plugins import AsyncRawPlugins
        from synapse_sdk.resources.plugins import AsyncPlugins

        return AsyncRawPlugins(AsyncPlugins(self._client))

    @cached_property
    def projects(self) -> AsyncRawProjects:
        """Methods of `projects`."""
        from synapse_sdk.raw_responses.projects import AsyncRawProjects
        from synapse_sdk.resources.projects import AsyncProjects

        return AsyncRawProjects(AsyncProjects(self._client))

    @cached_property
    def serve_applications(self) -> AsyncRawServeApplications:
        """Methods of `serve_applications`."""
        from synapse_sdk.raw_responses.serve_applications import AsyncRawServeApplications
        from synapse_sdk.resources.serve_applications import AsyncServeApplications

        return AsyncRawServeApplications(AsyncServeApplications(self._client))

    @cached_property
    def storages(self) -> AsyncRawStorages:
        """Methods of `storages`."""
        from synapse_sdk.raw_responses.storages import AsyncRawStorages
        from synapse_sdk.resources.storages import AsyncStorages

        return AsyncRawStorages(AsyncStorages(self._client))

    @cached_property
    def task_tags(self) -> AsyncRawTaskTags:
        """Methods of `task_tags`."""
        from synapse_sdk.raw_responses.task_tags import AsyncRawTaskTags
        from synapse_sdk.resources.task_tags import AsyncTaskTags

        return AsyncRawTaskTags(AsyncTaskTags(self._client))

    @cached_property
    def tasks(self) -> AsyncRawTasks:
        """Methods of `tasks`."""
        from synapse_sdk.raw_responses.tasks import AsyncRawTasks
        from synapse_sdk.resources.tasks import AsyncTasks

        return AsyncRawTasks(AsyncTasks(self._client))

    @cached_property
    def uploads(self) -> AsyncRawUploads:
        """Methods of `uploads`."""
        from synapse_sdk.raw_responses.uploads import AsyncRawUploads
        from synapse_sdk.resources.uploads import AsyncUploads

        return AsyncRawUploads(AsyncUploads(self._client))
