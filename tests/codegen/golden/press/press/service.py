# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""What all operations of Press share."""

from __future__ import annotations

from synapse_runtime import Pagination, Service

SERVICE = Service(
    name="Press",
    package="press",
    version="0.0.1",
    credentials=(),
    paginations={
        "numbered": Pagination(
            style="page_number", results="rows", page="page", size="size", total="count", next="next", walk_size=100
        )
    },
    resources=("articles", "bells", "scans", "weather"),
    connect_timeout=5.0,
    read_timeout=30.0,
)
