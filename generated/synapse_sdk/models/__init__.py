# Generated from spec/synapse/service.yaml, spec/synapse/resources/{agents,assignments,data_collections,data_files,data_units,ground_truth_events,ground_truth_versions,ground_truths,jobs,logs,models,plugin_releases,plugins,projects,serve_applications,storages,task_tags,tasks,uploads}.yaml by `synapse-codegen generate`. Do not edit.
"""All models, enums and unions of Synapse.

They are data: they send nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_sdk.models.agents import Agent
    from synapse_sdk.models.assignments import (
        Assignment,
        AssignmentData,
        AssignmentFiles,
        AssignmentStatus,
        AssignmentStatusLike,
        AssignmentTagChange,
    )
    from synapse_sdk.models.data_collections import (
        CollectionUpload,
        DataCollection,
        FileSpecification,
        UploadedItem,
        UploadedItemStatus,
        UploadedItemStatusLike,
    )
    from synapse_sdk.models.data_files import ChecksumQuery, DataFile, DataFileCreate, OrganizedFile, UploadedFile
    from synapse_sdk.models.data_units import DataUnit, DataUnitCreate
    from synapse_sdk.models.ground_truth_events import GroundTruthEvent, GroundTruthEventData, GroundTruthEventFiles
    from synapse_sdk.models.ground_truth_versions import GroundTruthVersion
    from synapse_sdk.models.ground_truths import GroundTruth
    from synapse_sdk.models.jobs import ConsoleLog, Job, JobStatus, JobStatusLike, JobUpdate, LogLevel, LogLevelLike
    from synapse_sdk.models.logs import Log, LogCreate
    from synapse_sdk.models.models import MLModel, MLModelCreate
    from synapse_sdk.models.plugin_releases import PluginRelease, PluginReleaseCreate
    from synapse_sdk.models.plugins import Plugin, PluginCreate, PluginRun, PluginRunResult, PluginUpdate
    from synapse_sdk.models.projects import Project
    from synapse_sdk.models.serve_applications import ServeApplication, ServeApplicationCreate
    from synapse_sdk.models.storages import (
        Storage,
        StorageCategory,
        StorageCategoryLike,
        StorageCreate,
        StorageProvider,
        StorageProviderLike,
    )
    from synapse_sdk.models.task_tags import TagAction, TagActionLike, TaskTag
    from synapse_sdk.models.tasks import (
        Priority,
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
        TaskStatus,
        TaskStatusLike,
        TaskTagChange,
    )
    from synapse_sdk.models.uploads import ChunkedUpload, UploadChunk, UploadFinish
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_sdk.models.agents": ("Agent",),
            "synapse_sdk.models.assignments": (
                "Assignment",
                "AssignmentData",
                "AssignmentFiles",
                "AssignmentStatus",
                "AssignmentStatusLike",
                "AssignmentTagChange",
            ),
            "synapse_sdk.models.data_collections": (
                "CollectionUpload",
                "DataCollection",
                "FileSpecification",
                "UploadedItem",
                "UploadedItemStatus",
                "UploadedItemStatusLike",
            ),
            "synapse_sdk.models.data_files": (
                "ChecksumQuery",
                "DataFile",
                "DataFileCreate",
                "OrganizedFile",
                "UploadedFile",
            ),
            "synapse_sdk.models.data_units": ("DataUnit", "DataUnitCreate"),
            "synapse_sdk.models.ground_truth_events": (
                "GroundTruthEvent",
                "GroundTruthEventData",
                "GroundTruthEventFiles",
            ),
            "synapse_sdk.models.ground_truth_versions": ("GroundTruthVersion",),
            "synapse_sdk.models.ground_truths": ("GroundTruth",),
            "synapse_sdk.models.jobs": (
                "ConsoleLog",
                "Job",
                "JobStatus",
                "JobStatusLike",
                "JobUpdate",
                "LogLevel",
                "LogLevelLike",
            ),
            "synapse_sdk.models.logs": ("Log", "LogCreate"),
            "synapse_sdk.models.models": ("MLModel", "MLModelCreate"),
            "synapse_sdk.models.plugin_releases": ("PluginRelease", "PluginReleaseCreate"),
            "synapse_sdk.models.plugins": ("Plugin", "PluginCreate", "PluginRun", "PluginRunResult", "PluginUpdate"),
            "synapse_sdk.models.projects": ("Project",),
            "synapse_sdk.models.serve_applications": ("ServeApplication", "ServeApplicationCreate"),
            "synapse_sdk.models.storages": (
                "Storage",
                "StorageCategory",
                "StorageCategoryLike",
                "StorageCreate",
                "StorageProvider",
                "StorageProviderLike",
            ),
            "synapse_sdk.models.task_tags": ("TagAction", "TagActionLike", "TaskTag"),
            "synapse_sdk.models.tasks": (
                "Priority",
                "PriorityLike",
                "Task",
                "TaskAnnotation",
                "TaskBulkCreate",
                "TaskBulkItem",
                "TaskCreate",
                "TaskData",
                "TaskDataItem",
                "TaskDataResult",
                "TaskFiles",
                "TaskStatus",
                "TaskStatusLike",
                "TaskTagChange",
            ),
            "synapse_sdk.models.uploads": ("ChunkedUpload", "UploadChunk", "UploadFinish"),
        },
    )

__all__ = [
    "Agent",
    "Assignment",
    "AssignmentData",
    "AssignmentFiles",
    "AssignmentStatus",
    "AssignmentStatusLike",
    "AssignmentTagChange",
    "ChecksumQuery",
    "ChunkedUpload",
    "CollectionUpload",
    "ConsoleLog",
    "DataCollection",
    "DataFile",
    "DataFileCreate",
    "DataUnit",
    "DataUnitCreate",
    "FileSpecification",
    "GroundTruth",
    "GroundTruthEvent",
    "GroundTruthEventData",
    "GroundTruthEventFiles",
    "GroundTruthVersion",
    "Job",
    "JobStatus",
    "JobStatusLike",
    "JobUpdate",
    "Log",
    "LogCreate",
    "LogLevel",
    "LogLevelLike",
    "MLModel",
    "MLModelCreate",
    "OrganizedFile",
    "Plugin",
    "PluginCreate",
    "PluginRelease",
    "PluginReleaseCreate",
    "PluginRun",
    "PluginRunResult",
    "PluginUpdate",
    "Priority",
    "PriorityLike",
    "Project",
    "ServeApplication",
    "ServeApplicationCreate",
    "Storage",
    "StorageCategory",
    "StorageCategoryLike",
    "StorageCreate",
    "StorageProvider",
    "StorageProviderLike",
    "TagAction",
    "TagActionLike",
    "Task",
    "TaskAnnotation",
    "TaskBulkCreate",
    "TaskBulkItem",
    "TaskCreate",
    "TaskData",
    "TaskDataItem",
    "TaskDataResult",
    "TaskFiles",
    "TaskStatus",
    "TaskStatusLike",
    "TaskTag",
    "TaskTagChange",
    "UploadChunk",
    "UploadFinish",
    "UploadedFile",
    "UploadedItem",
    "UploadedItemStatus",
    "UploadedItemStatusLike",
]
