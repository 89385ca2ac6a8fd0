# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of the typed clients, one module a resource.

Each is a signature, a docstring and the call of an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_sdk.resources import (
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
            "synapse_sdk.resources": (
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
