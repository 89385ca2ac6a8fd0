"""What the server has of the files of a plan, by their checksums."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from synapse_http.content import file_part
from synapse_runtime import ClientError
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.dispatch import dispatch
from synapse_runtime.flow.effects import map_concurrently, run_in_thread
from synapse_transfer.recipes.collection.files import digests_of, read_stored
from synapse_transfer.recipes.collection.job import batches

from .findings import Findings
from .units import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime import Flow
    from synapse_runtime.calls.client_state import ClientState

    from .findings import Finding
    from .units import Contents, File, Target

FILES_AT_A_TIME = 250


def compare(state: ClientState, target: Target, contents: Contents) -> Flow[Comparison]:
    """Hash the files that can be uploaded, and ask which are stored; files with the same content become findings."""
    files = [file for unit in contents.units.values() if not unit.problems for file in unit.files.values()]
    checksums: dict[str, str] = {}
    stored: set[str] = set()

    def compare_batch(batch: Sequence[File]) -> Flow[None]:
        digests = yield from run_in_thread(lambda: [_md5_of(contents.root, file) for file in batch])
        checksums.update((file.path, digest) for file, digest in zip(batch, digests, strict=True) if digest)
        stored.update((yield from _find_stored(state, target, {*digests} - {""})))

    slices = [*batches(files, FILES_AT_A_TIME)]
    yield from map_concurrently(slices, compare_batch, min(state.options.workers, len(slices)))
    known = [file for file in files if checksums.get(file.path) in stored]
    _report_twins(contents.findings, files, checksums)
    return Comparison(
        files=len(files),
        bytes=sum(file.size for file in files),
        stored_files=len(known),
        stored_bytes=sum(file.size for file in known),
    )


def _md5_of(root: str, file: File) -> str:
    """Return the MD5 of a file; "" if it cannot be read, which its upload will report."""
    try:
        part = file_part(file.path, os.path.join(root, file.disk_path))  # noqa: PTH118 - may be no UTF-8
        return digests_of(part, ("md5",))[0]
    except (OSError, ClientError):
        return ""


def _find_stored(state: ClientState, target: Target, checksums: set[str]) -> Flow[set[str]]:
    upload = state.service.operation(target.operation)
    assert upload.composite is not None
    verify = state.service.operation(upload.composite.steps["verify"])
    (parameter,) = template_of(verify).body
    asked = sorted(checksums)
    if not asked:
        return set()
    response = yield from dispatch(state.with_call_deadline(), verify, CallArguments({parameter.name: asked}))
    return read_stored(verify.name, response, asked)


def _report_twins(findings: list[Finding], files: Sequence[File], checksums: Mapping[str, str]) -> None:
    """Add a finding for each file with the content of another one."""
    first_paths: dict[str, str] = {}
    twins = Findings(finding for finding in findings if not finding.message.startswith(SAME_CONTENT))
    for file in files:
        digest = checksums.get(file.path, file.path)
        first = first_paths.setdefault(digest, file.path)
        if first != file.path:
            twins.add("duplicate-in-tree", f"{SAME_CONTENT} {first}", file.path)
    findings[:] = twins.all


SAME_CONTENT = "it has the content of"
