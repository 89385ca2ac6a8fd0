"""Build the IR from nodes: types are parsed, defaults filled in, Python names made.

Here belongs everything that one part of a spec says by itself. What refers to another part
(a name of a model, an operation) is not resolved here: `validate` does that once all is
known. No Python code is written here. Imports the IR, the grammar and what is below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import Diagnostics
from synapse_codegen.grammar import schema
from synapse_codegen.grammar.service import RESOURCE, SERVICE

from .service import build_service

if TYPE_CHECKING:
    from synapse_codegen.ir.service import Service
    from synapse_codegen.source.loader import LoadedSpec

RULE_IDS: Final = ("request-syntax", "spec-layout", "type-syntax", *schema.RULE_IDS)
"""The rules that this package reports."""


def build(loaded: LoadedSpec) -> tuple[Service | None, Diagnostics]:
    """Build the IR of a spec.

    Args:
        loaded: Its files.

    Returns:
        The service, and all problems so far, those of the files included. The service is
        None if a file could not be read: what the file declares is missing everywhere
        else, and would be reported there again.
    """
    diagnostics = Diagnostics(loaded.diagnostics)
    resources = [schema.check_mapping(node, RESOURCE, diagnostics) for node in loaded.resources]
    if loaded.service is None:
        return None, diagnostics
    service = schema.check_mapping(loaded.service, SERVICE, diagnostics)
    if not loaded.complete:
        return None, diagnostics
    return build_service(service, resources, diagnostics), diagnostics
