"""The grammar of the spec language, as data: every key, what may stand under it, and its description.

Here belongs what a spec file may contain, in the terms of `schema`, a small engine that also writes JSON Schema.
No code that builds the IR belongs here, and no rule about several parts of a spec: those are in `build` and
`validate`. Imports `source`, and the table of scalars.

A new key is one line here. `synapse-codegen generate` writes `spec/schema.json` from the
grammar, so editors know the key at once; `build` reads it into the IR.
"""

from __future__ import annotations

from .editor_schema import render_json_schema
from .service import RESOURCE, SERVICE


def json_schema() -> str:
    """Write the JSON Schema of spec files: the content of `spec/schema.json`."""
    header = {
        "$id": "urn:synapse-codegen:spec-language",
        "$comment": "Written by `synapse-codegen generate`. Do not edit.",
        "title": "API spec",
        "description": "One file of a spec: the service (`service.yaml`) or one resource (`resources/<name>.yaml`).",
    }
    return render_json_schema(header, {"service": SERVICE, "resource": RESOURCE})
