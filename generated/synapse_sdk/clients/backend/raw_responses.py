# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The methods of `BackendClient`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, raw_method

if TYPE_CHECKING:
    from synapse_sdk.clients.backend.annotation import AnnotationClientMixin
    from synapse_sdk.clients.backend.core import CoreClientMixin
    from synapse_sdk.clients.backend.data_collection import DataCollectionClientMixin
    from synapse_sdk.clients.backend.hitl import HITLClientMixin
    from synapse_sdk.clients.backend.integration import IntegrationClientMixin
    from synapse_sdk.clients.backend.ml import MLClientMixin


class RawBackendClient(RawView):
    """The methods of `BackendClient`, which return the response too."""

    def __init__(
        self,
        annotation: AnnotationClientMixin,
        core: CoreClientMixin,
        data_collection: DataCollectionClientMixin,
        hitl: HITLClientMixin,
        integration: IntegrationClientMixin,
        ml: MLClientMixin,
    ) -> None:
        """Take the methods that end with a response."""
        self.get_project = raw_method(annotation.get_project)
        self.get_task_tag = raw_method(annotation.get_task_tag)
        self.list_task_tags = raw_method(annotation.list_task_tags)
        self.get_task = raw_method(annotation.get_task)
        self.list_tasks = raw_method(annotation.list_tasks)
        self.list_tasks_data = raw_method(annotation.list_tasks_data)
        self.list_tasks_files = raw_method(annotation.list_tasks_files)
        self.create_tasks = raw_method(annotation.create_tasks)
        self.annotate_task_data = raw_method(annotation.annotate_task_data)
        self.annotate_task_data_batch = raw_method(annotation.annotate_task_data_batch)
        self.set_tags_tasks = raw_method(annotation.set_tags_tasks)
        self.create_chunked_upload = raw_method(core.create_chunked_upload)
        self.get_chunked_upload = raw_method(core.get_chunked_upload)
        self.list_data_collection = raw_method(data_collection.list_data_collection)
        self.list_data_collections = raw_method(data_collection.list_data_collections)
        self.get_data_collection = raw_method(data_collection.get_data_collection)
        self.upload_data_collection = raw_method(data_collection.upload_data_collection)
        self.create_data_file = raw_method(data_collection.create_data_file)
        self.upload_data_file = raw_method(data_collection.upload_data_file)
        self.upload_files_bulk = raw_method(data_collection.upload_files_bulk)
        self.data_files_verify_checksums = raw_method(data_collection.data_files_verify_checksums)
        self.verify_data_files_checksums = raw_method(data_collection.verify_data_files_checksums)
        self.get_data_unit = raw_method(data_collection.get_data_unit)
        self.list_data_units = raw_method(data_collection.list_data_units)
        self.create_data_units = raw_method(data_collection.create_data_units)
        self.get_assignment = raw_method(hitl.get_assignment)
        self.list_assignments = raw_method(hitl.list_assignments)
        self.list_assignments_data = raw_method(hitl.list_assignments_data)
        self.list_assignments_files = raw_method(hitl.list_assignments_files)
        self.set_tags_assignments = raw_method(hitl.set_tags_assignments)
        self.list_agents = raw_method(integration.list_agents)
        self.health_check_agent = raw_method(integration.health_check_agent)
        self.get_job = raw_method(integration.get_job)
        self.list_jobs = raw_method(integration.list_jobs)
        self.update_job = raw_method(integration.update_job)
        self.list_job_console_logs = raw_method(integration.list_job_console_logs)
        self.create_logs = raw_method(integration.create_logs)
        self.get_plugin_release = raw_method(integration.get_plugin_release)
        self.get_plugin_release_by_lookup = raw_method(integration.get_plugin_release_by_lookup)
        self.list_plugin_releases = raw_method(integration.list_plugin_releases)
        self.create_plugin_release = raw_method(integration.create_plugin_release)
        self.get_plugin = raw_method(integration.get_plugin)
        self.create_plugin = raw_method(integration.create_plugin)
        self.update_plugin = raw_method(integration.update_plugin)
        self.run_plugin = raw_method(integration.run_plugin)
        self.list_serve_applications = raw_method(integration.list_serve_applications)
        self.create_serve_application = raw_method(integration.create_serve_application)
        self.get_storage = raw_method(integration.get_storage)
        self.list_storages = raw_method(integration.list_storages)
        self.get_default_storage = raw_method(integration.get_default_storage)
        self.create_storage = raw_method(integration.create_storage)
        self.list_ground_truth_events = raw_method(ml.list_ground_truth_events)
        self.list_ground_truth_events_data = raw_method(ml.list_ground_truth_events_data)
        self.list_ground_truth_events_files = raw_method(ml.list_ground_truth_events_files)
        self.get_ground_truth_version = raw_method(ml.get_ground_truth_version)
        self.list_ground_truth_versions = raw_method(ml.list_ground_truth_versions)
        self.list_ground_truths = raw_method(ml.list_ground_truths)
        self.get_model = raw_method(ml.get_model)
        self.list_models = raw_method(ml.list_models)
        self.create_model = raw_method(ml.create_model)
