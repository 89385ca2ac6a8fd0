# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""What all operations of Orbit share."""

from __future__ import annotations

from synapse_runtime import Credential, Pagination, Service

SERVICE = Service(
    name="Orbit",
    package="orbit_client",
    version="2.3.1",
    credentials=(
        Credential(
            "key",
            header="Authorization",
            prefix="Bearer ",
            env=("ORBIT_KEY", "ORBIT_LEGACY_KEY"),
            aliases=("legacy_key",),
        ),
        Credential("session", header="X-Session", instead_of="key", hint="A session ends after an hour"),
        Credential("team", header="X-Team", goes_with="session"),
    ),
    paginations={
        "cursor": Pagination(
            style="cursor", results="items", page="after", size="first", next="nextCursor", walk_size=2
        )
    },
    resources=("satellites", "telemetry"),
    base_url="https://orbit.example",
    base_url_env=("ORBIT_URL", "ORBIT_HOST"),
    connect_timeout=2.0,
    read_timeout=10.0,
    query={"region": ("ORBIT_REGION",)},
)
