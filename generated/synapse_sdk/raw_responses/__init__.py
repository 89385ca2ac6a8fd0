# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Synapse, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawView

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


class RawSynapse(RawView):
    """The resources of `Synapse`; their methods return the response too."""

    @cached_property
    def agents(self) -> RawAgents:
        """Methods of `agents`."""
        from synapse_sdk.raw_responses.agents import RawAgents

        return RawAgents(self._client, "agents")

    @cached_property
    def assignments(self) -> RawAssignments:
        """Methods of `assignments`."""
        from synapse_sdk.raw_responses.assignments import RawAssignments

        return RawAssignments(self._client, "assignments")

    @cached_property
    def data_collections(self) -> RawDataCollections:
        """Methods of `data_collections`."""
        from synapse_sdk.raw_responses.data_collections import RawDataCollections

        return RawDataCollections(self._client, "data_collections")

    @cached_property
    def data_files(self) -> RawDataFiles:
        """Methods of `data_files`."""
        from synapse_sdk.raw_responses.data_files import RawDataFiles

        return RawDataFiles(self._client, "data_files")

    @cached_property
    def data_units(self) -> RawDataUnits:
        """Methods of `data_units`."""
        from synapse_sdk.raw_responses.data_units import RawDataUnits

        return RawDataUnits(self._client, "data_units")

    @cached_property
    def ground_truth_events(self) -> RawGroundTruthEvents:
        """Methods of `ground_truth_events`."""
        from synapse_sdk.raw_responses.ground_truth_events import RawGroundTruthEvents

        return RawGroundTruthEvents(self._client, "ground_truth_events")

    @cached_property
    def ground_truth_versions(self) -> RawGroundTruthVersions:
        """Methods of `ground_truth_versions`."""
        from synapse_sdk.raw_responses.ground_truth_versions import RawGroundTruthVersions

        return RawGroundTruthVersions(self._client, "ground_truth_versions")

    @cached_property
    def ground_truths(self) -> RawGroundTruths:
        """Methods of `ground_truths`."""
        from synapse_sdk.raw_responses.ground_truths import RawGroundTruths

        return RawGroundTruths(self._client, "ground_truths")

    @cached_property
    def jobs(self) -> RawJobs:
        """Methods of `jobs`."""
        from synapse_sdk.raw_responses.jobs import RawJobs

        return RawJobs(self._client, "jobs")

    @cached_property
    def logs(self) -> RawLogs:
        """Methods of `logs`."""
        from synapse_sdk.raw_responses.logs import RawLogs

        return RawLogs(self._client, "logs")

    @cached_property
    def models(self) -> RawModels:
        """Methods of `models`."""
        from synapse_sdk.raw_responses.models import RawModels

        return RawModels(self._client, "models")

    @cached_property
    def plugin_releases(self) -> RawPluginReleases:
        """Methods of `plugin_releases`."""
        from synapse_sdk.raw_responses.plugin_releases import RawPluginReleases

        return RawPluginReleases(self._client, "plugin_releases")

    @cached_property
    def plugins(self) -> RawPlugins:
        """Methods of `plugins`."""
        from synapse_sdk.raw_responses.plugins import RawPlugins

        return RawPlugins(self._client, "plugins")

    @cached_property
    def projects(self) -> RawProjects:
        """Methods of `projects`."""
        from synapse_sdk.raw_responses.projects import RawProjects

        return RawProjects(self._client, "projects")

    @cached_property
    def serve_applications(self) -> RawServeApplications:
        """Methods of `serve_applications`."""
        from synapse_sdk.raw_responses.serve_applications import RawServeApplications

        return RawServeApplications(self._client, "serve_applications")

    @cached_property
    def storages(self) -> RawStorages:
        """Methods of `storages`."""
        from synapse_sdk.raw_responses.storages import RawStorages

        return RawStorages(self._client, "storages")

    @cached_property
    def task_tags(self) -> RawTaskTags:
        """Methods of `task_tags`."""
        from synapse_sdk.raw_responses.task_tags import RawTaskTags

        return RawTaskTags(self._client, "task_tags")

    @cached_property
    def tasks(self) -> RawTasks:
        """Methods of `tasks`."""
        from synapse_sdk.raw_responses.tasks import RawTasks

        return RawTasks(self._client, "tasks")

    @cached_property
    def uploads(self) -> RawUploads:
        """Methods of `uploads`."""
        from synapse_sdk.raw_responses.uploads import RawUploads

        return RawUploads(self._client, "uploads")


class AsyncRawSynapse(RawView):
    """The resources of `AsyncSynapse`; their methods return the response too."""

    @cached_property
    def agents(self) -> AsyncRawAgents:
        """Methods of `agents`."""
        from synapse_sdk.raw_responses.agents import AsyncRawAgents

        return AsyncRawAgents(self._client, "agents")

    @cached_property
    def assignments(self) -> AsyncRawAssignments:
        """Methods of `assignments`."""
        from synapse_sdk.raw_responses.assignments import AsyncRawAssignments

        return AsyncRawAssignments(self._client, "assignments")

    @cached_property
    def data_collections(self) -> AsyncRawDataCollections:
        """Methods of `data_collections`."""
        from synapse_sdk.raw_responses.data_collections import AsyncRawDataCollections

        return AsyncRawDataCollections(self._client, "data_collections")

    @cached_property
    def data_files(self) -> AsyncRawDataFiles:
        """Methods of `data_files`."""
        from synapse_sdk.raw_responses.data_files import AsyncRawDataFiles

        return AsyncRawDataFiles(self._client, "data_files")

    @cached_property
    def data_units(self) -> AsyncRawDataUnits:
        """Methods of `data_units`."""
        from synapse_sdk.raw_responses.data_units import AsyncRawDataUnits

        return AsyncRawDataUnits(self._client, "data_units")

    @cached_property
    def ground_truth_events(self) -> AsyncRawGroundTruthEvents:
        """Methods of `ground_truth_events`."""
        from synapse_sdk.raw_responses.ground_truth_events import AsyncRawGroundTruthEvents

        return AsyncRawGroundTruthEvents(self._client, "ground_truth_events")

    @cached_property
    def ground_truth_versions(self) -> AsyncRawGroundTruthVersions:
        """Methods of `ground_truth_versions`."""
        from synapse_sdk.raw_responses.ground_truth_versions import AsyncRawGroundTruthVersions

        return AsyncRawGroundTruthVersions(self._client, "ground_truth_versions")

    @cached_property
    def ground_truths(self) -> AsyncRawGroundTruths:
        """Methods of `ground_truths`."""
        from synapse_sdk.raw_responses.ground_truths import AsyncRawGroundTruths

        return AsyncRawGroundTruths(self._client, "ground_truths")

    @cached_property
    def jobs(self) -> AsyncRawJobs:
        """Methods of `jobs`."""
        from synapse_sdk.raw_responses.jobs import AsyncRawJobs

        return AsyncRawJobs(self._client, "jobs")

    @cached_property
    def logs(self) -> AsyncRawLogs:
        """Methods of `logs`."""
        from synapse_sdk.raw_responses.logs import AsyncRawLogs

        return AsyncRawLogs(self._client, "logs")

    @cached_property
    def models(self) -> AsyncRawModels:
        """Methods of `models`."""
        from synapse_sdk.raw_responses.models import AsyncRawModels

        return AsyncRawModels(self._client, "models")

    @cached_property
    def plugin_releases(self) -> AsyncRawPluginReleases:
        """Methods of `plugin_releases`."""
        from synapse_sdk.raw_responses.plugin_releases import AsyncRawPluginReleases

        return AsyncRawPluginReleases(self._client, "plugin_releases")

    @cached_property
    def plugins(self) -> AsyncRawPlugins:
        """Methods of `plugins`."""
        from synapse_sdk.raw_responses.plugins import AsyncRawPlugins

        return AsyncRawPlugins(self._client, "plugins")

    @cached_property
    def projects(self) -> AsyncRawProjects:
        """Methods of `projects`."""
        from synapse_sdk.raw_responses.projects import AsyncRawProjects

        return AsyncRawProjects(self._client, "projects")

    @cached_property
    def serve_applications(self) -> AsyncRawServeApplications:
        """Methods of `serve_applications`."""
        from synapse_sdk.raw_responses.serve_applications import AsyncRawServeApplications

        return AsyncRawServeApplications(self._client, "serve_applications")

    @cached_property
    def storages(self) -> AsyncRawStorages:
        """Methods of `storages`."""
        from synapse_sdk.raw_responses.storages import AsyncRawStorages

        return AsyncRawStorages(self._client, "storages")

    @cached_property
    def task_tags(self) -> AsyncRawTaskTags:
        """Methods of `task_tags`."""
        from synapse_sdk.raw_responses.task_tags import AsyncRawTaskTags

        return AsyncRawTaskTags(self._client, "task_tags")

    @cached_property
    def tasks(self) -> AsyncRawTasks:
        """Methods of `tasks`."""
        from synapse_sdk.raw_responses.tasks import AsyncRawTasks

        return AsyncRawTasks(self._client, "tasks")

    @cached_property
    def uploads(self) -> AsyncRawUploads:
        """Methods of `uploads`."""
        from synapse_sdk.raw_responses.uploads import AsyncRawUploads

        return AsyncRawUploads(self._client, "uploads")
