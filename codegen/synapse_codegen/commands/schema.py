"""`schema`: write the JSON Schema of spec files. From then on `generate` and `check` keep it current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.grammar import json_schema

from .generate import read_schema
from .project import OK, CommandError, add_folder_arguments, display_path, find_projects

if TYPE_CHECKING:
    import argparse

add_arguments = add_folder_arguments


def run(options: argparse.Namespace) -> int:
    """Write the schema beside each spec; specs of one folder share it."""
    for project in {project.schema: project for project in find_projects(options)}.values():
        if project.schema.is_file() and read_schema(project) is None:
            raise CommandError(f"{display_path(project.schema)} belongs to another program: move it")
        project.schema.write_bytes(json_schema().encode())
        project.print(f"wrote {display_path(project.schema)}")
    return OK
