"""The packages that calls run through: tracebacks leave their frames out, and a fork waits until none is imported."""

from __future__ import annotations

LIBRARIES = frozenset({
    *("anyio", "attr", "cattr", "cattrs", "certifi", "h11", "h2", "hpack", "httpcore", "httpx", "hyperframe", "idna"),
    *("opentelemetry", "orjson", "outcome", "socksio", "tqdm", "trio"),
})  # fmt: skip
"""Top-level packages that calls import on demand: dependencies, and what those import on demand."""

PACKAGES = {"synapse_http", "synapse_integrations", *LIBRARIES}
"""All of them: this one, the leaf, dependencies, and each package with lazy exports, which adds itself."""
