# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Descriptors of all operations, one module a resource.

They are data, and import nothing that sends. The clients, the mock and the docs read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_sdk.operations import (
        agents,
        assignments,
        data_collections,
        data_files,
        data_units,
        ground_truth_events,
        ground_truth_versions,
        ground_truths,
        jobs,
        logs,
        models,
        plugin_releases,
        plugins,
        projects,
        serve_applications,
        storages,
        task_tags,
        tasks,
        uploads,
    )
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_sdk.operations": (
                "agents",
                "assignments",
                "data_collections",
                "data_files",
                "data_units",
                "ground_truth_events",
                "ground_truth_versions",
                "ground_truths",
                "jobs",
                "logs",
                "models",
                "plugin_releases",
                "plugins",
                "projects",
                "serve_applications",
                "storages",
                "task_tags",
                "tasks",
                "uploads",
            )
        },
    )

__all__ = [
    "agents",
    "assignments",
    "data_collections",
    "data_files",
    "data_units",
    "ground_truth_events",
    "ground_truth_versions",
    "ground_truths",
    "jobs",
    "logs",
    "models",
    "plugin_releases",
    "plugins",
    "projects",
    "serve_applications",
    "storages",
    "task_tags",
    "tasks",
    "uploads",
]
