# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Models of Synapse for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET
from synapse_runtime.testing import ModelFactory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from synapse_runtime import FileContent, Json, Unset

    from synapse_sdk.models.assignments import Assignment, AssignmentStatusLike, AssignmentTagChange
    from synapse_sdk.models.data_collections import (
        CollectionUpload,
        DataCollection,
        FileSpecification,
        UploadedItem,
        UploadedItemStatusLike,
    )
    from synapse_sdk.models.data_files import ChecksumQuery, DataFile, DataFileCreate, OrganizedFile, UploadedFile
    from synapse_sdk.models.data_units import DataUnit, DataUnitCreate
    from synapse_sdk.models.ground_truth_events import GroundTruthEvent
    from synapse_sdk.models.ground_truth_versions import GroundTruthVersion
    from synapse_sdk.models.jobs import ConsoleLog, Job, JobStatusLike, JobUpdate, LogLevelLike
    from synapse_sdk.models.logs import Log, LogCreate
    from synapse_sdk.models.models import MLModel, MLModelCreate
    from synapse_sdk.models.plugin_releases import PluginRelease, PluginReleaseCreate
    from synapse_sdk.models.plugins import Plugin, PluginCreate, PluginRun, PluginRunResult, PluginUpdate
    from synapse_sdk.models.projects import Project
    from synapse_sdk.models.serve_applications import ServeApplication, ServeApplicationCreate
    from synapse_sdk.models.storages import Storage, StorageCategoryLike, StorageCreate, StorageProviderLike
    from synapse_sdk.models.task_tags import TagActionLike, TaskTag
    from synapse_sdk.models.tasks import PriorityLike, Task, TaskAnnotation, TaskCreate, TaskStatusLike, TaskTagChange
    from synapse_sdk.models.uploads import ChunkedUpload, UploadChunk, UploadFinish


class Build(ModelFactory):
    """Makes models of Synapse. What is not given is made up, and nothing is stored."""

    def assignment(
        self,
        *,
        id: int | Unset = UNSET,
        project: int | Unset = UNSET,
        task: int | Unset = UNSET,
        status: AssignmentStatusLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        priority: PriorityLike | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        data: Json | Unset = UNSET,
        file: Json | Unset = UNSET,
        files: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
        updated_at: datetime | Unset = UNSET,
    ) -> Assignment:
        """Make a model `Assignment`: one piece of work in the hands of one person."""
        from synapse_sdk.models.assignments import Assignment

        return self._make(
            Assignment,
            {
                "id": id,
                "project": project,
                "task": task,
                "status": status,
                "assignee": assignee,
                "priority": priority,
                "tags": tags,
                "data": data,
                "file": file,
                "files": files,
                "metadata": metadata,
                "created_at": created_at,
                "updated_at": updated_at,
            },
        )

    def assignment_tag_change(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        assignment_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
    ) -> AssignmentTagChange:
        """Make a model `AssignmentTagChange`: tags to add to or remove from several assignments. The documents
        write it in two ways,
        """
        from synapse_sdk.models.assignments import AssignmentTagChange

        return self._make(
            AssignmentTagChange,
            {"ids": ids, "tags": tags, "action": action, "assignment_ids": assignment_ids, "tag_ids": tag_ids},
        )

    def data_collection(
        self,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        file_specifications: Sequence[FileSpecification] | Unset = UNSET,
        project: int | Unset | None = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> DataCollection:
        """Make a model `DataCollection`: one data collection."""
        from synapse_sdk.models.data_collections import DataCollection

        return self._make(
            DataCollection,
            {
                "id": id,
                "name": name,
                "description": description,
                "file_specifications": file_specifications,
                "project": project,
                "created_at": created_at,
            },
        )

    def file_specification(
        self,
        *,
        name: str | Unset = UNSET,
        is_required: bool | Unset = UNSET,
        file_type: str | Unset = UNSET,
    ) -> FileSpecification:
        """Make a model `FileSpecification`: one file that a data unit has, or may have."""
        from synapse_sdk.models.data_collections import FileSpecification

        return self._make(FileSpecification, {"name": name, "is_required": is_required, "file_type": file_type})

    def collection_upload(
        self,
        *,
        units: Sequence[DataUnit] | Unset = UNSET,
        tasks: Sequence[Task] | Unset = UNSET,
        items: Sequence[UploadedItem] | Unset = UNSET,
    ) -> CollectionUpload:
        """Make a model `CollectionUpload`: what an upload of many data units made."""
        from synapse_sdk.models.data_collections import CollectionUpload

        return self._make(CollectionUpload, {"units": units, "tasks": tasks, "items": items})

    def uploaded_item(
        self,
        *,
        index: int | Unset = UNSET,
        status: UploadedItemStatusLike | Unset = UNSET,
        unit: int | Unset | None = UNSET,
        task: int | Unset | None = UNSET,
        error: str | Unset | None = UNSET,
    ) -> UploadedItem:
        """Make a model `UploadedItem`: what became of one entry."""
        from synapse_sdk.models.data_collections import UploadedItem

        return self._make(UploadedItem, {"index": index, "status": status, "unit": unit, "task": task, "error": error})

    def data_file(
        self,
        *,
        id: int | str | Unset = UNSET,
        checksum: str | Unset = UNSET,
        size: int | Unset = UNSET,
        file: str | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> DataFile:
        """Make a model `DataFile`: one stored file."""
        from synapse_sdk.models.data_files import DataFile

        return self._make(
            DataFile,
            {"id": id, "checksum": checksum, "size": size, "file": file, "created_at": created_at},
        )

    def data_file_create(self, *, file: FileContent | Unset = UNSET) -> DataFileCreate:
        """Make a model `DataFileCreate`: a file to store."""
        from synapse_sdk.models.data_files import DataFileCreate

        return self._make(DataFileCreate, {"file": file})

    def checksum_query(self, *, checksums: Sequence[str] | Unset = UNSET) -> ChecksumQuery:
        """Make a model `ChecksumQuery`: checksums to look up."""
        from synapse_sdk.models.data_files import ChecksumQuery

        return self._make(ChecksumQuery, {"checksums": checksums})

    def organized_file(
        self,
        *,
        files: Mapping[str, FileContent] | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> OrganizedFile:
        """Make a model `OrganizedFile`: the files of one data unit, on their way to a collection."""
        from synapse_sdk.models.data_files import OrganizedFile

        return self._make(OrganizedFile, {"files": files, "meta": meta})

    def uploaded_file(self, *, checksum: str | Unset = UNSET, path: str | Unset = UNSET) -> UploadedFile:
        """Make a model `UploadedFile`: one file that a data unit is made of."""
        from synapse_sdk.models.data_files import UploadedFile

        return self._make(UploadedFile, {"checksum": checksum, "path": path})

    def data_unit(
        self,
        *,
        id: int | Unset = UNSET,
        data_collection: int | Unset | None = UNSET,
        files: Json | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> DataUnit:
        """Make a model `DataUnit`: one data unit."""
        from synapse_sdk.models.data_units import DataUnit

        return self._make(
            DataUnit,
            {"id": id, "data_collection": data_collection, "files": files, "meta": meta, "created_at": created_at},
        )

    def data_unit_create(
        self,
        *,
        files: Mapping[str, UploadedFile] | Unset = UNSET,
        data_collection: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
        id: int | Unset = UNSET,
        file: Mapping[str, int | str] | Unset = UNSET,
    ) -> DataUnitCreate:
        """Make a model `DataUnitCreate`: what a new data unit is made from. The documents write it in two ways:
        `files` with
        """
        from synapse_sdk.models.data_units import DataUnitCreate

        return self._make(
            DataUnitCreate,
            {"files": files, "data_collection": data_collection, "meta": meta, "id": id, "file": file},
        )

    def ground_truth_event(
        self,
        *,
        id: int | Unset = UNSET,
        ground_truth_dataset_version: int | Unset = UNSET,
        data_unit: int | Json | Unset = UNSET,
        category: str | Unset | None = UNSET,
        data: Json | Unset = UNSET,
        files: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> GroundTruthEvent:
        """Make a model `GroundTruthEvent`: what is true of one data unit."""
        from synapse_sdk.models.ground_truth_events import GroundTruthEvent

        return self._make(
            GroundTruthEvent,
            {
                "id": id,
                "ground_truth_dataset_version": ground_truth_dataset_version,
                "data_unit": data_unit,
                "category": category,
                "data": data,
                "files": files,
                "metadata": metadata,
                "created_at": created_at,
            },
        )

    def ground_truth_version(
        self,
        *,
        id: int | Unset = UNSET,
        version: str | Unset = UNSET,
        ground_truth_dataset: int | Json | Unset = UNSET,
        event_count: int | Unset = UNSET,
        description: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
        statistics: Json | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> GroundTruthVersion:
        """Make a model `GroundTruthVersion`: one version of a ground truth dataset."""
        from synapse_sdk.models.ground_truth_versions import GroundTruthVersion

        return self._make(
            GroundTruthVersion,
            {
                "id": id,
                "version": version,
                "ground_truth_dataset": ground_truth_dataset,
                "event_count": event_count,
                "description": description,
                "is_active": is_active,
                "statistics": statistics,
                "created_at": created_at,
            },
        )

    def job(
        self,
        *,
        id: int | str | Unset = UNSET,
        status: JobStatusLike | Unset = UNSET,
        plugin: int | str | Unset = UNSET,
        user: int | Unset | None = UNSET,
        progress: float | Unset | None = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        logs: Sequence[ConsoleLog] | Unset = UNSET,
        metrics: Json | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> Job:
        """Make a model `Job`: one run of a plugin."""
        from synapse_sdk.models.jobs import Job

        return self._make(
            Job,
            {
                "id": id,
                "status": status,
                "plugin": plugin,
                "user": user,
                "progress": progress,
                "result": result,
                "metadata": metadata,
                "logs": logs,
                "metrics": metrics,
                "created_at": created_at,
            },
        )

    def console_log(
        self,
        *,
        timestamp: datetime | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
    ) -> ConsoleLog:
        """Make a model `ConsoleLog`: one entry of what a job printed."""
        from synapse_sdk.models.jobs import ConsoleLog

        return self._make(ConsoleLog, {"timestamp": timestamp, "level": level, "message": message})

    def job_update(
        self,
        *,
        status: JobStatusLike | Unset = UNSET,
        progress: float | Unset = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> JobUpdate:
        """Make a model `JobUpdate`: what shall change about a job. What is left out stays."""
        from synapse_sdk.models.jobs import JobUpdate

        return self._make(JobUpdate, {"status": status, "progress": progress, "result": result, "metadata": metadata})

    def log(
        self,
        *,
        id: int | str | Unset = UNSET,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: str | Unset | None = UNSET,
    ) -> Log:
        """Make a model `Log`: one reported entry."""
        from synapse_sdk.models.logs import Log

        return self._make(
            Log,
            {
                "id": id,
                "job": job,
                "level": level,
                "message": message,
                "event": event,
                "data": data,
                "timestamp": timestamp,
                "file": file,
            },
        )

    def log_create(
        self,
        *,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: FileContent | Unset = UNSET,
    ) -> LogCreate:
        """Make a model `LogCreate`: an entry to report."""
        from synapse_sdk.models.logs import LogCreate

        return self._make(
            LogCreate,
            {
                "job": job,
                "level": level,
                "message": message,
                "event": event,
                "data": data,
                "timestamp": timestamp,
                "file": file,
            },
        )

    def ml_model(
        self,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        model_type: str | Unset | None = UNSET,
        project: int | Unset | None = UNSET,
        file: str | Unset | None = UNSET,
        metrics: Json | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> MLModel:
        """Make a model `MLModel`: one machine-learning model."""
        from synapse_sdk.models.models import MLModel

        return self._make(
            MLModel,
            {
                "id": id,
                "name": name,
                "description": description,
                "model_type": model_type,
                "project": project,
                "file": file,
                "metrics": metrics,
                "configuration": configuration,
                "is_active": is_active,
                "created_at": created_at,
            },
        )

    def ml_model_create(
        self,
        *,
        name: str | Unset = UNSET,
        project: int | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        description: str | Unset = UNSET,
        model_type: str | Unset = UNSET,
        metrics: Mapping[str, Json] | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> MLModelCreate:
        """Make a model `MLModelCreate`: what a new model is made from."""
        from synapse_sdk.models.models import MLModelCreate

        return self._make(
            MLModelCreate,
            {
                "name": name,
                "project": project,
                "file": file,
                "description": description,
                "model_type": model_type,
                "metrics": metrics,
                "configuration": configuration,
                "is_active": is_active,
            },
        )

    def plugin_release(
        self,
        *,
        id: int | Unset = UNSET,
        plugin: int | Json | Unset = UNSET,
        version: str | Unset = UNSET,
        changelog: str | Unset | None = UNSET,
        is_stable: bool | Unset = UNSET,
        file: str | Unset | None = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> PluginRelease:
        """Make a model `PluginRelease`: one version of a plugin."""
        from synapse_sdk.models.plugin_releases import PluginRelease

        return self._make(
            PluginRelease,
            {
                "id": id,
                "plugin": plugin,
                "version": version,
                "changelog": changelog,
                "is_stable": is_stable,
                "file": file,
                "created_at": created_at,
            },
        )

    def plugin_release_create(
        self,
        *,
        plugin: int | Unset = UNSET,
        version: str | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        changelog: str | Unset = UNSET,
        is_stable: bool | Unset = UNSET,
    ) -> PluginReleaseCreate:
        """Make a model `PluginReleaseCreate`: what a new release is made from."""
        from synapse_sdk.models.plugin_releases import PluginReleaseCreate

        return self._make(
            PluginReleaseCreate,
            {"plugin": plugin, "version": version, "file": file, "changelog": changelog, "is_stable": is_stable},
        )

    def plugin(
        self,
        *,
        id: int | Unset = UNSET,
        code: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        version: str | Unset | None = UNSET,
        author: str | Unset | None = UNSET,
        category: str | Unset | None = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> Plugin:
        """Make a model `Plugin`: one plugin."""
        from synapse_sdk.models.plugins import Plugin

        return self._make(
            Plugin,
            {
                "id": id,
                "code": code,
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
                "created_at": created_at,
            },
        )

    def plugin_create(
        self,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> PluginCreate:
        """Make a model `PluginCreate`: what a new plugin is made from."""
        from synapse_sdk.models.plugins import PluginCreate

        return self._make(
            PluginCreate,
            {
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
        )

    def plugin_update(
        self,
        *,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        version: str | Unset = UNSET,
        author: str | Unset = UNSET,
        category: str | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> PluginUpdate:
        """Make a model `PluginUpdate`: what shall change about a plugin. What is left out stays."""
        from synapse_sdk.models.plugins import PluginUpdate

        return self._make(
            PluginUpdate,
            {
                "name": name,
                "description": description,
                "version": version,
                "author": author,
                "category": category,
                "configuration": configuration,
            },
        )

    def plugin_run(
        self,
        *,
        parameters: Mapping[str, Json] | Unset = UNSET,
        context: Mapping[str, Json] | Unset = UNSET,
    ) -> PluginRun:
        """Make a model `PluginRun`: what a plugin shall work on."""
        from synapse_sdk.models.plugins import PluginRun

        return self._make(PluginRun, {"parameters": parameters, "context": context})

    def plugin_run_result(self, *, job_id: int | str | Unset = UNSET) -> PluginRunResult:
        """Make a model `PluginRunResult`: the job a plugin was started as."""
        from synapse_sdk.models.plugins import PluginRunResult

        return self._make(PluginRunResult, {"job_id": job_id})

    def project(
        self,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        settings: Mapping[str, Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> Project:
        """Make a model `Project`: one project with its configuration."""
        from synapse_sdk.models.projects import Project

        return self._make(
            Project,
            {
                "id": id,
                "name": name,
                "description": description,
                "configuration": configuration,
                "settings": settings,
                "metadata": metadata,
                "created_at": created_at,
            },
        )

    def serve_application(
        self,
        *,
        id: int | Unset = UNSET,
        job: int | str | Unset = UNSET,
        status: str | Unset = UNSET,
        data: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> ServeApplication:
        """Make a model `ServeApplication`: one application in service."""
        from synapse_sdk.models.serve_applications import ServeApplication

        return self._make(
            ServeApplication,
            {"id": id, "job": job, "status": status, "data": data, "created_at": created_at},
        )

    def serve_application_create(
        self,
        *,
        job: int | str | Unset = UNSET,
        status: str | Unset = UNSET,
        data: Mapping[str, Json] | Unset = UNSET,
    ) -> ServeApplicationCreate:
        """Make a model `ServeApplicationCreate`: what a new application is made from."""
        from synapse_sdk.models.serve_applications import ServeApplicationCreate

        return self._make(ServeApplicationCreate, {"job": job, "status": status, "data": data})

    def storage(
        self,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        provider: StorageProviderLike | Unset = UNSET,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> Storage:
        """Make a model `Storage`: one storage."""
        from synapse_sdk.models.storages import Storage

        return self._make(
            Storage,
            {
                "id": id,
                "name": name,
                "provider": provider,
                "category": category,
                "configuration": configuration,
                "created_at": created_at,
            },
        )

    def storage_create(
        self,
        *,
        name: str | Unset = UNSET,
        provider: StorageProviderLike | Unset = UNSET,
        category: StorageCategoryLike | Unset = UNSET,
        configuration: Mapping[str, Json] | Unset = UNSET,
    ) -> StorageCreate:
        """Make a model `StorageCreate`: what a new storage is made from."""
        from synapse_sdk.models.storages import StorageCreate

        return self._make(
            StorageCreate,
            {"name": name, "provider": provider, "category": category, "configuration": configuration},
        )

    def task_tag(
        self,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        color: str | Unset | None = UNSET,
        project: int | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> TaskTag:
        """Make a model `TaskTag`: one tag."""
        from synapse_sdk.models.task_tags import TaskTag

        return self._make(
            TaskTag,
            {"id": id, "name": name, "description": description, "color": color, "project": project, "meta": meta},
        )

    def task(
        self,
        *,
        id: int | Unset = UNSET,
        project: int | Unset = UNSET,
        data_unit: int | Json | Unset = UNSET,
        status: TaskStatusLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        priority: PriorityLike | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        data: Json | Unset = UNSET,
        files: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
    ) -> Task:
        """Make a model `Task`: one piece of annotation work."""
        from synapse_sdk.models.tasks import Task

        return self._make(
            Task,
            {
                "id": id,
                "project": project,
                "data_unit": data_unit,
                "status": status,
                "assignee": assignee,
                "priority": priority,
                "tags": tags,
                "data": data,
                "files": files,
                "metadata": metadata,
                "created_at": created_at,
            },
        )

    def task_create(
        self,
        *,
        project: int | Unset = UNSET,
        data_unit: int | Unset = UNSET,
        priority: PriorityLike | Unset = UNSET,
        assignee: int | Unset | None = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> TaskCreate:
        """Make a model `TaskCreate`: what a new task is made from."""
        from synapse_sdk.models.tasks import TaskCreate

        return self._make(
            TaskCreate,
            {
                "project": project,
                "data_unit": data_unit,
                "priority": priority,
                "assignee": assignee,
                "metadata": metadata,
            },
        )

    def task_annotation(
        self,
        *,
        annotations: Sequence[Json] | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
    ) -> TaskAnnotation:
        """Make a model `TaskAnnotation`: the annotations of one task."""
        from synapse_sdk.models.tasks import TaskAnnotation

        return self._make(TaskAnnotation, {"annotations": annotations, "metadata": metadata})

    def task_tag_change(
        self,
        *,
        ids: Sequence[int] | Unset = UNSET,
        tags: Sequence[int] | Unset = UNSET,
        action: TagActionLike | Unset = UNSET,
        task_ids: Sequence[int] | Unset = UNSET,
        tag_ids: Sequence[int] | Unset = UNSET,
    ) -> TaskTagChange:
        """Make a model `TaskTagChange`: tags to add to or remove from several tasks. The documents write it in
        two ways, `ids`
        """
        from synapse_sdk.models.tasks import TaskTagChange

        return self._make(
            TaskTagChange,
            {"ids": ids, "tags": tags, "action": action, "task_ids": task_ids, "tag_ids": tag_ids},
        )

    def chunked_upload(
        self,
        *,
        id: UUID | str | Unset = UNSET,
        url: str | Unset = UNSET,
        file: str | Unset | None = UNSET,
        filename: str | Unset = UNSET,
        offset: int | Unset = UNSET,
        status: int | Unset = UNSET,
        created_at: datetime | Unset = UNSET,
        completed_at: datetime | Unset | None = UNSET,
    ) -> ChunkedUpload:
        """Make a model `ChunkedUpload`: one file under way, or arrived. Whatever takes a file in chunks names it
        by this ID.
        """
        from synapse_sdk.models.uploads import ChunkedUpload

        return self._make(
            ChunkedUpload,
            {
                "id": id,
                "url": url,
                "file": file,
                "filename": filename,
                "offset": offset,
                "status": status,
                "created_at": created_at,
                "completed_at": completed_at,
            },
        )

    def upload_chunk(self, *, file: FileContent | Unset = UNSET, filename: str | Unset = UNSET) -> UploadChunk:
        """Make a model `UploadChunk`: one piece of a file."""
        from synapse_sdk.models.uploads import UploadChunk

        return self._make(UploadChunk, {"file": file, "filename": filename})

    def upload_finish(self, *, md5: str | Unset = UNSET) -> UploadFinish:
        """Make a model `UploadFinish`: proof that the whole file arrived."""
        from synapse_sdk.models.uploads import UploadFinish

        return self._make(UploadFinish, {"md5": md5})
