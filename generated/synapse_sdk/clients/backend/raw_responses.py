# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The methods of `BackendClient`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, raw_method

from synapse_sdk.clients.backend.annotation import AnnotationClientMixin
from synapse_sdk.clients.backend.core import CoreClientMixin
from synapse_sdk.clients.backend.data_collection import DataCollectionClientMixin
from synapse_sdk.clients.backend.hitl import HITLClientMixin
from synapse_sdk.clients.backend.integration import IntegrationClientMixin
from synapse_sdk.clients.backend.ml import MLClientMixin


class RawBackendClient(RawView):
    """The methods of `BackendClient`, which return the response too."""

    get_project = raw_method(AnnotationClientMixin.get_project)
    get_task_tag = raw_method(AnnotationClientMixin.get_task_tag)
    list_task_tags = raw_method(AnnotationClientMixin.list_task_tags)
    get_task = raw_method(AnnotationClientMixin.get_task)
    list_tasks = raw_method(AnnotationClientMixin.list_tasks)
    list_tasks_data = raw_method(AnnotationClientMixin.list_tasks_data)
    list_tasks_files = raw_method(AnnotationClientMixin.list_tasks_files)
    create_tasks = raw_method(AnnotationClientMixin.create_tasks)
    annotate_task_data = raw_method(AnnotationClientMixin.annotate_task_data)
    annotate_task_data_batch = raw_method(AnnotationClientMixin.annotate_task_data_batch)
    set_tags_tasks = raw_method(AnnotationClientMixin.set_tags_tasks)
    create_chunked_upload = raw_method(CoreClientMixin.create_chunked_upload)
    get_chunked_upload = raw_method(CoreClientMixin.get_chunked_upload)
    list_data_collection = raw_method(DataCollectionClientMixin.list_data_collection)
    get_data_collection = raw_method(DataCollectionClientMixin.get_data_collection)
    upload_data_collection = raw_method(DataCollectionClientMixin.upload_data_collection)
    create_data_file = raw_method(DataCollectionClientMixin.create_data_file)
    upload_data_file = raw_method(DataCollectionClientMixin.upload_data_file)
    upload_files_bulk = raw_method(DataCollectionClientMixin.upload_files_bulk)
    data_files_verify_checksums = raw_method(DataCollectionClientMixin.data_files_verify_checksums)
    get_data_unit = raw_method(DataCollectionClientMixin.get_data_unit)
    list_data_units = raw_method(DataCollectionClientMixin.list_data_units)
    create_data_units = raw_method(DataCollectionClientMixin.create_data_units)
    get_assignment = raw_method(HITLClientMixin.get_assignment)
    list_assignments = raw_method(HITLClientMixin.list_assignments)
    list_assignments_data = raw_method(HITLClientMixin.list_assignments_data)
    list_assignments_files = raw_method(HITLClientMixin.list_assignments_files)
    set_tags_assignments = raw_method(HITLClientMixin.set_tags_assignments)
    list_agents = raw_method(IntegrationClientMixin.list_agents)
    health_check_agent = raw_method(IntegrationClientMixin.health_check_agent)
    get_job = raw_method(IntegrationClientMixin.get_job)
    list_jobs = raw_method(IntegrationClientMixin.list_jobs)
    update_job = raw_method(IntegrationClientMixin.update_job)
    list_job_console_logs = raw_method(IntegrationClientMixin.list_job_console_logs)
    create_logs = raw_method(IntegrationClientMixin.create_logs)
    get_plugin_release = raw_method(IntegrationClientMixin.get_plugin_release)
    get_plugin_release_by_lookup = raw_method(IntegrationClientMixin.get_plugin_release_by_lookup)
    list_plugin_releases = raw_method(IntegrationClientMixin.list_plugin_releases)
    create_plugin_release = raw_method(IntegrationClientMixin.create_plugin_release)
    get_plugin = raw_method(IntegrationClientMixin.get_plugin)
    create_plugin = raw_method(IntegrationClientMixin.create_plugin)
    update_plugin = raw_method(IntegrationClientMixin.update_plugin)
    run_plugin = raw_method(IntegrationClientMixin.run_plugin)
    list_serve_applications = raw_method(IntegrationClientMixin.list_serve_applications)
    create_serve_application = raw_method(IntegrationClientMixin.create_serve_application)
    get_storage = raw_method(IntegrationClientMixin.get_storage)
    list_storages = raw_method(IntegrationClientMixin.list_storages)
    get_default_storage = raw_method(IntegrationClientMixin.get_default_storage)
    create_storage = raw_method(IntegrationClientMixin.create_storage)
    list_ground_truth_events = raw_method(MLClientMixin.list_ground_truth_events)
    list_ground_truth_events_data = raw_method(MLClientMixin.list_ground_truth_events_data)
    list_ground_truth_events_files = raw_method(MLClientMixin.list_ground_truth_events_files)
    get_ground_truth_version = raw_method(MLClientMixin.get_ground_truth_version)
    list_ground_truth_versions = raw_method(MLClientMixin.list_ground_truth_versions)
    list_ground_truths = raw_method(MLClientMixin.list_ground_truths)
    get_model = raw_method(MLClientMixin.get_model)
    list_models = raw_method(MLClientMixin.list_models)
    create_model = raw_method(MLClientMixin.create_model)
    list_data_collections = list_data_collection
    verify_data_files_checksums = data_files_verify_checksums
