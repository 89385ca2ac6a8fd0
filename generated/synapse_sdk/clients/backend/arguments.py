# Generated from spec/synapse/service.yaml, spec/synapse/resources/{agents,assignments,data_collections,data_files,data_units,ground_truth_events,ground_truth_versions,ground_truths,jobs,logs,models,plugin_releases,plugins,projects,serve_applications,storages,task_tags,tasks,uploads}.yaml by `synapse-codegen generate`. Do not edit.
"""The dicts that methods of `BackendClient` take, for annotations. Any other mapping works, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime as datetime_
    from typing import Required

    from synapse_runtime import DataUri, FileContent

    from synapse_sdk.models.assignments import AssignmentStatusLike
    from synapse_sdk.models.jobs import JobStatusLike, LogLevelLike
    from synapse_sdk.models.storages import StorageCategoryLike, StorageProviderLike
    from synapse_sdk.models.task_tags import TagActionLike
    from synapse_sdk.models.tasks import PriorityLike, TaskStatusLike


class ListAgentsParams(TypedDict, total=False):
    """Query arguments of `list_agents`."""

    page: int | None
    page_size: int | None


class ListAssignmentsParams(TypedDict, total=False):
    """Query arguments of `list_assignments`."""

    project: int | None
    """Only assignments of this project."""
    status: AssignmentStatusLike | None
    """Only assignments in this state."""
    assignee: int | None
    """Only assignments of this user."""
    created_after: datetime_ | str | None
    """Only assignments created after this time."""
    updated_after: datetime_ | str | None
    """Only assignments changed after this time."""
    priority: PriorityLike | None
    """Only assignments with this priority."""
    search: str | None
    """Only assignments whose content contains this string."""
    workshop: int | None
    """Only assignments of this workshop."""
    tasks: Sequence[int] | None
    """Only assignments of these tasks."""
    ids: str | None
    """Only assignments with these IDs, separated by commas."""
    ids_ex: str | None
    """Only assignments without these IDs, separated by commas."""
    id__in: str | None
    """Only assignments with these IDs, separated by commas."""
    id__gte: int | None
    """Only assignments whose ID is at or above this one."""
    id__gt: int | None
    """Only assignments whose ID is above this one."""
    id__lte: int | None
    """Only assignments whose ID is at or below this one."""
    id__lt: int | None
    """Only assignments whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class ListAssignmentsDataParams(TypedDict, total=False):
    """Query arguments of `list_assignments_data`."""

    project: int | None
    """Only assignments of this project."""
    status: AssignmentStatusLike | None
    """Only assignments in this state."""
    assignee: int | None
    """Only assignments of this user."""
    created_after: datetime_ | str | None
    """Only assignments created after this time."""
    updated_after: datetime_ | str | None
    """Only assignments changed after this time."""
    priority: PriorityLike | None
    """Only assignments with this priority."""
    search: str | None
    """Only assignments whose content contains this string."""
    workshop: int | None
    """Only assignments of this workshop."""
    tasks: Sequence[int] | None
    """Only assignments of these tasks."""
    ids: str | None
    """Only assignments with these IDs, separated by commas."""
    ids_ex: str | None
    """Only assignments without these IDs, separated by commas."""
    id__in: str | None
    """Only assignments with these IDs, separated by commas."""
    id__gte: int | None
    """Only assignments whose ID is at or above this one."""
    id__gt: int | None
    """Only assignments whose ID is above this one."""
    id__lte: int | None
    """Only assignments whose ID is at or below this one."""
    id__lt: int | None
    """Only assignments whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class ListAssignmentsFilesParams(TypedDict, total=False):
    """Query arguments of `list_assignments_files`."""

    project: int | None
    """Only assignments of this project."""
    status: AssignmentStatusLike | None
    """Only assignments in this state."""
    assignee: int | None
    """Only assignments of this user."""
    created_after: datetime_ | str | None
    """Only assignments created after this time."""
    updated_after: datetime_ | str | None
    """Only assignments changed after this time."""
    priority: PriorityLike | None
    """Only assignments with this priority."""
    search: str | None
    """Only assignments whose content contains this string."""
    workshop: int | None
    """Only assignments of this workshop."""
    tasks: Sequence[int] | None
    """Only assignments of these tasks."""
    ids: str | None
    """Only assignments with these IDs, separated by commas."""
    ids_ex: str | None
    """Only assignments without these IDs, separated by commas."""
    id__in: str | None
    """Only assignments with these IDs, separated by commas."""
    id__gte: int | None
    """Only assignments whose ID is at or above this one."""
    id__gt: int | None
    """Only assignments whose ID is above this one."""
    id__lte: int | None
    """Only assignments whose ID is at or below this one."""
    id__lt: int | None
    """Only assignments whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class SetTagsAssignmentsParams(TypedDict, total=False):
    """Query arguments of `set_tags_assignments`."""

    replace: bool | None
    """Whether the tags replace the existing ones. By default they are added."""
    notify: bool | None
    """Whether to notify the assignees."""


class AssignmentTagChangeDict(TypedDict, total=False):
    """Tags to add to or remove from several assignments. The documents have two forms, `ids` and `tags`, or
    `assignment_ids` and `tag_ids`; fields are sent as they are passed.
    """

    ids: Sequence[int]
    """IDs of the assignments."""
    tags: Sequence[int]
    """IDs of the tags."""
    action: TagActionLike
    """Whether to add or to remove the tags."""
    assignment_ids: Sequence[int]
    """IDs of the assignments, in the alternative form."""
    tag_ids: Sequence[int]
    """IDs of the tags, in the alternative form."""


class GetDataUnitParams(TypedDict, total=False):
    """Query arguments of `get_data_unit`."""

    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs."""


class ListDataUnitsParams(TypedDict, total=False):
    """Query arguments of `list_data_units`."""

    page: int | None
    page_size: int | None


class DataUnitCreateDict(TypedDict, total=False):
    """Fields of a new data unit. The documents have two forms: `files` with checksums, as an upload returns it,
    or `file` with the IDs of data files.
    """

    files: Mapping[str, Mapping[str, object]]
    """Name in the collection's file specifications to the uploaded file."""
    data_collection: int
    """ID of its collection."""
    meta: Mapping[str, object]
    """Metadata to store with it."""
    groups: Sequence[str]
    """Names of its groups, the outermost first. It belongs to the last; those that do not exist are made."""
    id: int
    """Number of the entry in the request, in the alternative form."""
    file: Mapping[str, int | str]
    """Name in the file specifications to the ID of a data file, in the alternative form."""


class ListGroundTruthEventsParams(TypedDict, total=False):
    """Query arguments of `list_ground_truth_events`."""

    ground_truth_dataset_versions: Sequence[int] | None
    """Only events of these dataset versions."""
    project: int | None
    """Only events of this project."""
    created_after: datetime_ | str | None
    """Only events created after this time."""
    data_type: str | None
    """Only events on data of this type."""
    search: str | None
    """Only events whose data contains this string."""
    ids: str | None
    """Only events with these IDs, separated by commas."""
    ids_ex: str | None
    """Only events without these IDs, separated by commas."""
    ordering: str | None
    """Field to sort by, such as `pgh_id`; `-pgh_id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class ListGroundTruthEventsDataParams(TypedDict, total=False):
    """Query arguments of `list_ground_truth_events_data`."""

    ground_truth_dataset_versions: Sequence[int] | None
    """Only events of these dataset versions."""
    project: int | None
    """Only events of this project."""
    created_after: datetime_ | str | None
    """Only events created after this time."""
    data_type: str | None
    """Only events on data of this type."""
    search: str | None
    """Only events whose data contains this string."""
    ids: str | None
    """Only events with these IDs, separated by commas."""
    ids_ex: str | None
    """Only events without these IDs, separated by commas."""
    ordering: str | None
    """Field to sort by, such as `pgh_id`; `-pgh_id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class ListGroundTruthEventsFilesParams(TypedDict, total=False):
    """Query arguments of `list_ground_truth_events_files`."""

    ground_truth_dataset_versions: Sequence[int] | None
    """Only events of these dataset versions."""
    project: int | None
    """Only events of this project."""
    created_after: datetime_ | str | None
    """Only events created after this time."""
    data_type: str | None
    """Only events on data of this type."""
    search: str | None
    """Only events whose data contains this string."""
    ids: str | None
    """Only events with these IDs, separated by commas."""
    ids_ex: str | None
    """Only events without these IDs, separated by commas."""
    ordering: str | None
    """Field to sort by, such as `pgh_id`; `-pgh_id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    page: int | None
    page_size: int | None


class ListGroundTruthVersionsParams(TypedDict, total=False):
    """Query arguments of `list_ground_truth_versions`."""

    ground_truth_dataset: int | None
    """Only versions of this dataset."""
    is_archived: bool | None
    """Only versions that are archived, or that are not."""
    page: int | None
    page_size: int | None


class ListGroundTruthsParams(TypedDict, total=False):
    """Query arguments of `list_ground_truths`."""

    ground_truth_dataset: int | None
    """Only ground truths of this dataset."""
    ground_truth_dataset_versions: Sequence[int] | None
    """Only ground truths of these dataset versions."""
    page_size: int | None
    """Number of items on a page."""
    page: int | None


class GetJobParams(TypedDict, total=False):
    """Query arguments of `get_job`."""

    expand: str | Sequence[str] | None
    """What else to include: `logs`, `metrics`, `result`."""


class ListJobsParams(TypedDict, total=False):
    """Query arguments of `list_jobs`."""

    status: JobStatusLike | None
    """Only jobs in this state."""
    plugin: int | str | None
    """Only runs of this plugin."""
    created_after: datetime_ | str | None
    """Only jobs created after this time."""
    user: int | None
    """Only jobs started by this user."""
    page: int | None
    page_size: int | None


class JobUpdateDict(TypedDict, total=False):
    """Changes to a job. Omitted fields stay as they are."""

    status: JobStatusLike
    """Its state."""
    progress: float
    """Progress in percent, from 0 to 100."""
    result: object
    """Its result."""
    metadata: Mapping[str, object]
    """Other metadata to store with it."""
    progress_record: object
    """Progress of its steps, as the plugin reports it."""
    metrics_record: object
    """Metrics, as the plugin reports them."""
    console_logs: object
    """Its console log, as the plugin reports it."""
    meta: Mapping[str, object]
    """Further details, such as `queue`."""


class LogCreateDict(TypedDict, total=False):
    """A log entry to send."""

    job: int | str
    """ID of the job that it belongs to."""
    level: LogLevelLike
    """Its severity."""
    message: str
    """The message."""
    event: str
    """Name of the event, for programs."""
    data: object
    """Details of the event."""
    datetime: datetime_ | str
    """When it happened."""
    file: DataUri
    """A file to attach. It is sent inside the JSON, so it should be small."""


class GetModelParams(TypedDict, total=False):
    """Query arguments of `get_model`."""

    expand: str | Sequence[str] | None
    """What else to include: `metrics`, `evaluations`, `versions`."""
    include_file: bool | None
    """Whether to include its file."""


class ListModelsParams(TypedDict, total=False):
    """Query arguments of `list_models`."""

    project: int | None
    """Only models of this project."""
    model_type: str | None
    """Only models of this type."""
    is_active: bool | None
    """Only active models, or only inactive ones."""
    created_after: datetime_ | str | None
    """Only models created after this time."""
    search: str | None
    """Only models whose name or description contains this string."""
    page: int | None
    page_size: int | None


class MLModelCreateDict(TypedDict, total=False):
    """Fields of a new model."""

    name: Required[str]
    """Name of the model."""
    project: int
    """ID of the project. Either this or `plugin` is needed."""
    plugin: str
    """Code of the plugin that made it."""
    version: str
    """Version of that plugin."""
    checkpoint: int
    """ID of the model it was trained from."""
    file: Required[FileContent]
    """The model's file: a path, bytes, or an open binary file. It is sent in chunks."""
    description: str
    """What it is for."""
    model_type: str
    """Its task, such as `detection`."""
    metrics: Mapping[str, object]
    """Its metrics."""
    configuration: Mapping[str, object]
    """Requirements to run it."""
    is_active: bool
    """Whether it is active."""


class GetPluginReleaseParams(TypedDict, total=False):
    """Query arguments of `get_plugin_release`."""

    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `plugin`."""


class GetPluginReleaseByLookupParams(TypedDict, total=False):
    """Query arguments of `get_plugin_release_by_lookup`."""

    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `plugin`."""


class ListPluginReleasesParams(TypedDict, total=False):
    """Query arguments of `list_plugin_releases`."""

    plugin: Required[str | None]
    """Code of the plugin."""
    page: int | None
    page_size: int | None


class PluginReleaseCreateDict(TypedDict, total=False):
    """Fields of a new release."""

    plugin: Required[int | str]
    """ID or code of the plugin."""
    version: Required[str]
    """Version of the release."""
    file: FileContent
    """The package: a path, bytes, or an open binary file."""
    changelog: str
    """What changed in this release."""
    is_stable: bool
    """Whether it is stable."""
    config: Mapping[str, object]
    """Configuration of the plugin."""
    requirements: Sequence[str]
    """Python packages that it needs."""
    debug: bool
    """Whether it is for debugging."""


class PluginCreateDict(TypedDict, total=False):
    """Fields of a new plugin."""

    name: Required[str]
    """Name of the plugin."""
    description: str
    """What it does."""
    version: str
    """Its version."""
    author: str
    """Its author."""
    category: str
    """Category of its work."""
    configuration: Mapping[str, object]
    """Its configuration schema."""


class PluginUpdateDict(TypedDict, total=False):
    """Changes to a plugin. Omitted fields stay as they are."""

    name: str
    """Name of the plugin."""
    description: str
    """What it does."""
    version: str
    """Its version."""
    author: str
    """Its author."""
    category: str
    """Category of its work."""
    configuration: Mapping[str, object]
    """Its configuration schema."""


class PluginRunDict(TypedDict, total=False):
    """Input of a plugin run."""

    parameters: Mapping[str, object]
    """Values of the plugin's own parameters."""
    context: Mapping[str, object]
    """What the run belongs to, such as a project or a user."""
    agent: int
    """ID of the agent to run it on."""
    action: str
    """Name of the action to run."""
    params: Mapping[str, object]
    """Parameters of the action."""
    storage_id: int
    """ID of the storage to work on."""
    job_id: int
    """ID of a job to run it as."""
    debug: bool
    """Whether to run it for debugging."""
    version: str
    """Version of the plugin to run."""
    language: str
    """Language of its messages, such as `ko`."""


class ListServeApplicationsParams(TypedDict, total=False):
    """Query arguments of `list_serve_applications`."""

    plugin_code: str | None
    """Only applications of the plugin with this code."""
    job__agent: int | None
    """Only applications that this agent runs."""
    page: int | None
    page_size: int | None


class ServeApplicationCreateDict(TypedDict, total=False):
    """Fields of a new application."""

    job: int | str
    """ID of the job that deployed it."""
    status: str
    """Its state in the serving system, such as `RUNNING`."""
    data: Mapping[str, object]
    """Other details from the serving system."""


class StorageCreateDict(TypedDict, total=False):
    """Fields of a new storage."""

    name: Required[str]
    """Name of the storage."""
    provider: Required[StorageProviderLike]
    """The storage's provider."""
    category: StorageCategoryLike
    """Who operates the storage."""
    configuration: Mapping[str, object]
    """Its connection settings, in the provider's terms."""


class ListTaskTagsParams(TypedDict, total=False):
    """Query arguments of `list_task_tags`."""

    project: int | None
    """Only tags of this project."""
    search: str | None
    """Only tags whose name contains this string."""
    color: str | None
    """Only tags of this color."""
    page: int | None
    page_size: int | None


class GetTaskParams(TypedDict, total=False):
    """Query arguments of `get_task`."""

    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`, `assignment`, `annotations`."""
    include_annotations: bool | None
    """Whether to include the annotation data."""


class ListTasksParams(TypedDict, total=False):
    """Query arguments of `list_tasks`."""

    project: int | None
    """Only tasks of this project."""
    status: TaskStatusLike | None
    """Only tasks in this state."""
    assignee: int | None
    """Only tasks of this user."""
    created_after: datetime_ | str | None
    """Only tasks created after this time."""
    search: str | None
    """Only tasks whose content contains this string."""
    workshops: Sequence[int] | None
    """Only tasks of these workshops."""
    created__gte: datetime_ | str | None
    """Only tasks created at or after this time."""
    created__gt: datetime_ | str | None
    """Only tasks created after this time."""
    created__lte: datetime_ | str | None
    """Only tasks created at or before this time."""
    created__lt: datetime_ | str | None
    """Only tasks created before this time."""
    ids: str | None
    """Only tasks with these IDs, separated by commas."""
    ids_ex: str | None
    """Only tasks without these IDs, separated by commas."""
    id__in: str | None
    """Only tasks with these IDs, separated by commas."""
    id__gte: int | None
    """Only tasks whose ID is at or above this one."""
    id__gt: int | None
    """Only tasks whose ID is above this one."""
    id__lte: int | None
    """Only tasks whose ID is at or below this one."""
    id__lt: int | None
    """Only tasks whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    response_mode: str | None
    """`presigned`: large `data` comes as an object with its URL."""
    page: int | None
    page_size: int | None


class ListTasksDataParams(TypedDict, total=False):
    """Query arguments of `list_tasks_data`."""

    project: int | None
    """Only tasks of this project."""
    status: TaskStatusLike | None
    """Only tasks in this state."""
    assignee: int | None
    """Only tasks of this user."""
    created_after: datetime_ | str | None
    """Only tasks created after this time."""
    search: str | None
    """Only tasks whose content contains this string."""
    workshops: Sequence[int] | None
    """Only tasks of these workshops."""
    created__gte: datetime_ | str | None
    """Only tasks created at or after this time."""
    created__gt: datetime_ | str | None
    """Only tasks created after this time."""
    created__lte: datetime_ | str | None
    """Only tasks created at or before this time."""
    created__lt: datetime_ | str | None
    """Only tasks created before this time."""
    ids: str | None
    """Only tasks with these IDs, separated by commas."""
    ids_ex: str | None
    """Only tasks without these IDs, separated by commas."""
    id__in: str | None
    """Only tasks with these IDs, separated by commas."""
    id__gte: int | None
    """Only tasks whose ID is at or above this one."""
    id__gt: int | None
    """Only tasks whose ID is above this one."""
    id__lte: int | None
    """Only tasks whose ID is at or below this one."""
    id__lt: int | None
    """Only tasks whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    response_mode: str | None
    """`presigned`: large `data` comes as an object with its URL."""
    page: int | None
    page_size: int | None


class ListTasksFilesParams(TypedDict, total=False):
    """Query arguments of `list_tasks_files`."""

    project: int | None
    """Only tasks of this project."""
    status: TaskStatusLike | None
    """Only tasks in this state."""
    assignee: int | None
    """Only tasks of this user."""
    created_after: datetime_ | str | None
    """Only tasks created after this time."""
    search: str | None
    """Only tasks whose content contains this string."""
    workshops: Sequence[int] | None
    """Only tasks of these workshops."""
    created__gte: datetime_ | str | None
    """Only tasks created at or after this time."""
    created__gt: datetime_ | str | None
    """Only tasks created after this time."""
    created__lte: datetime_ | str | None
    """Only tasks created at or before this time."""
    created__lt: datetime_ | str | None
    """Only tasks created before this time."""
    ids: str | None
    """Only tasks with these IDs, separated by commas."""
    ids_ex: str | None
    """Only tasks without these IDs, separated by commas."""
    id__in: str | None
    """Only tasks with these IDs, separated by commas."""
    id__gte: int | None
    """Only tasks whose ID is at or above this one."""
    id__gt: int | None
    """Only tasks whose ID is above this one."""
    id__lte: int | None
    """Only tasks whose ID is at or below this one."""
    id__lt: int | None
    """Only tasks whose ID is below this one."""
    ordering: str | None
    """Field to sort by, such as `id`; `-id` for descending order."""
    expand: str | Sequence[str] | None
    """Related objects to embed instead of their IDs: `data_unit`."""
    response_mode: str | None
    """`presigned`: large `data` comes as an object with its URL."""
    page: int | None
    page_size: int | None


class TaskCreateDict(TypedDict, total=False):
    """Fields of a new task."""

    project: Required[int]
    """ID of the project."""
    data_unit: Required[int]
    """ID of the data unit to annotate."""
    priority: PriorityLike
    """Its priority."""
    assignee: int | None
    """User ID of the assignee."""
    metadata: Mapping[str, object]
    """Other metadata to store with it."""


class TaskAnnotationDict(TypedDict, total=False):
    """The annotations of one task."""

    annotations: Sequence[object]
    """Annotations, in the format of the project's annotation tool."""
    metadata: Mapping[str, object]
    """How they were made, and by whom."""


class SetTagsTasksParams(TypedDict, total=False):
    """Query arguments of `set_tags_tasks`."""

    replace: bool | None
    """Whether the tags replace the existing ones. By default they are added."""


class TaskTagChangeDict(TypedDict, total=False):
    """Tags to add to or remove from several tasks. The documents have two forms, `ids` and `tags`, or `task_ids`
    and `tag_ids`; fields are sent as they are passed.
    """

    ids: Sequence[int]
    """IDs of the tasks."""
    tags: Sequence[int]
    """IDs of the tags."""
    action: TagActionLike
    """Whether to add or to remove the tags."""
    task_ids: Sequence[int]
    """IDs of the tasks, in the alternative form."""
    tag_ids: Sequence[int]
    """IDs of the tags, in the alternative form."""
