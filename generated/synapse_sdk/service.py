# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""What all operations of Synapse share."""

from __future__ import annotations

from synapse_runtime import Credential, Pagination, Service

SERVICE = Service(
    name="Synapse",
    package="synapse_sdk",
    version="0.1.0",
    credentials=(
        Credential("api_token", header="Synapse-Access-Token", prefix="Token ", env="SYNAPSE_API_TOKEN"),
        Credential("agent_token", header="SYNAPSE-Agent", prefix="Token ", env="SYNAPSE_AGENT_TOKEN"),
    ),
    paginations={
        "pages": Pagination(
            style="page_number",
            results="results",
            page="page",
            size="page_size",
            total="count",
            next="next",
            walk_size=100,
        ),
        "sdk_pages": Pagination(
            style="page_number",
            results="results",
            page="page",
            size="page_size",
            total="count",
            next="next",
            walk_size=100,
            cursor_query={"pagination": "cursor", "ordering": "-id"},
        ),
        "event_pages": Pagination(
            style="page_number",
            results="results",
            page="page",
            size="page_size",
            total="count",
            next="next",
            walk_size=100,
            key="pgh_id",
            cursor_query={"pagination": "cursor", "ordering": "-pgh_id"},
        ),
    },
    resources=(
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
    ),
    base_url_env="SYNAPSE_BASE_URL",
    log_env="SYNAPSE_LOG",
    connect_timeout=5.0,
    read_timeout=30.0,
    request_id_header="X-Request-Id",
)
