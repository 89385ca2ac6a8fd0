"""`generate`: write the packages that the specs describe.

What is right already is found by hashes: slow imports are deferred until something is not.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from synapse_codegen.output import lock as locks

from .project import (
    DIFFERENT,
    GENERATE,
    OK,
    CommandError,
    add_project_arguments,
    display_path,
    pluralize,
    run_each,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from synapse_codegen.output.folder import Changes

    from .project import Project

add_arguments = add_project_arguments


class State(NamedTuple):
    """What is known without reading the spec."""

    schema: bytes | None
    """The JSON Schema beside the spec; None if there is none."""
    inputs: str
    """Hash of the spec, the generator and the JSON Schema."""
    lock: locks.Lock | None
    """The lock of the package that was emitted from this spec."""
    others: Sequence[locks.Lock]
    """The locks of other specs' packages in the output folder."""
    is_fresh: bool
    """Whether the package on disk is what these inputs give."""


class Output(NamedTuple):
    """What a spec gives."""

    lock: locks.Lock
    files: Mapping[str, bytes]
    """Path below the output folder to content, without the lock."""


def run(options: argparse.Namespace) -> int:
    """Write the files that are not right yet."""
    return run_each(generate_package, options)


def generate_package(project: Project) -> int:
    """Write the files that are not right yet."""
    state = read_state(project)
    if state.is_fresh and state.lock:
        project.print(f"nothing to do: {pluralize(len(state.lock.files), 'file')} unchanged")
        return OK
    output = generate_output(project, state)
    if output is None:
        return DIFFERENT
    from synapse_codegen.output import folder as output_dir

    lock = output.lock
    earlier = [*state.lock.files, state.lock.path] if state.lock else []
    changes = output_dir.compare(project.out, {**output.files, lock.path: lock.render().encode()}, earlier)
    _check_own_files(project, [*earlier, lock.path], changes)
    output_dir.apply(project.out, changes)
    for path in changes.written:
        project.print(f"wrote {project.display(path)}")
    for path in changes.deleted:
        project.print(f"deleted {project.display(path)}")
    counts = [f"{pluralize(len(changes.written), 'file')} written"]
    if changes.deleted:
        counts.append(f"{len(changes.deleted)} deleted")
    project.print(", ".join([*counts, f"{changes.unchanged} unchanged"]))
    return OK


def read_state(project: Project) -> State:
    """Hash the inputs, and compare the package on disk with its lock."""
    schema = read_schema(project)
    inputs = locks.hash_inputs(project.spec, schema)
    others = locks.find_locks(project.out)
    lock = others.pop(project.spec_name, None)
    is_fresh = lock is not None and lock.inputs == inputs and lock.matches(project.out)
    return State(schema, inputs, lock, [*others.values()], is_fresh)


def read_schema(project: Project) -> bytes | None:
    """Return the JSON Schema beside the spec; None if there is none, or one of another program."""
    content = project.schema.read_bytes() if project.schema.is_file() else b""
    return content if locks.NOTE.encode() in content else None


def generate_output(project: Project, state: State) -> Output | None:
    """Generate all files; without any if the spec has errors, which are printed."""
    from synapse_codegen import pipeline
    from synapse_codegen.diagnostics import count_errors
    from synapse_codegen.output.formatter import FormatterError

    try:
        files, diagnostics = pipeline.generate_package(project.spec, project.root)
    except FormatterError as error:
        raise CommandError(str(error)) from error
    project.report.add(diagnostics, project.root)
    if files is None:
        errors = pluralize(count_errors(diagnostics), "error")
        project.print(f"{display_path(project.spec)}: {errors}; nothing is written")
        return None
    lock = locks.make_lock(project.spec_name, state.inputs, files)
    _check_other_packages(project, state, lock)
    if state.schema is not None:
        from synapse_codegen.grammar import json_schema

        content = json_schema().encode()
        if content != state.schema:
            lock = lock._replace(inputs=locks.hash_inputs(project.spec, content))
        files = {os.path.relpath(project.schema, project.out): content, **files}
    return Output(lock, files)


def _check_other_packages(project: Project, state: State, lock: locks.Lock) -> None:
    """Raise if a file belongs to the package of another spec."""
    paths = {*lock.files, lock.path}
    for other in state.others:
        if (project.root / other.spec).is_dir() and not paths.isdisjoint((*other.files, other.path)):
            folder = project.display(other.folder)
            problem = f"{folder} holds the package of {other.spec}, which {project.spec_name} would overwrite"
            raise CommandError(f"{problem}: give one of them another `package`, or delete {folder}")


def _check_own_files(project: Project, known: Sequence[str], changes: Changes) -> None:
    """Raise if a file that would change was not emitted: every emitted one names the command."""
    for path, content in changes.before.items():
        if path not in known and GENERATE.encode() not in content:
            raise CommandError(f"{project.display(path)} was not written by `{GENERATE}`: move it, or delete it")


def list_files(project: Project, folder: str) -> set[str]:
    """Return all files in the package's folder, as paths below the output folder."""
    return {f"{folder}/{path}" for path in locks.walk(project.out / folder)}
