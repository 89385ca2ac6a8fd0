"""The grammar of a resource file."""

from __future__ import annotations

from typing import Final

from synapse_codegen.schema import MappingOf, Schema
from synapse_codegen.string_kinds import CLASS_NAME, SNAKE_CASE

from .models import DOCS, ENUM, MODEL, UNION
from .operations import OPERATION

RESOURCE: Final = Schema(
    definition="resource_file",
    doc="One resource: its enums, models and operations.",
    subject="a resource",
    keys={
        **DOCS,
        "resource": SNAKE_CASE.described("Name of the resource, in the plural: `data_units`."),
        "enums": MappingOf(
            doc="Sets of strings, by name. Names are unique in the service.", value=ENUM, names=CLASS_NAME
        ),
        "models": MappingOf(
            doc="Objects with known fields, by name. Names are unique in the service.", value=MODEL, names=CLASS_NAME
        ),
        "unions": MappingOf(
            doc="Choices between models, by name. Names are unique in the service.", value=UNION, names=CLASS_NAME
        ),
        "operations": MappingOf(
            doc="Operations, by the verb of the typed face: `list get create update delete`, or the backend's own.",
            value=OPERATION,
            names=SNAKE_CASE,
            for_editors={"minProperties": 1},
        ),
    },
    required=("resource",),
)
