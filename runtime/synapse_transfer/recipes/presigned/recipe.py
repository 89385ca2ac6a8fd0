"""Many files, batch by batch: signed URLs for them, the files sent to these, and the server told what arrived."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define, frozen
from synapse_http.arguments import positive_int
from synapse_http.content import file_part
from synapse_http.errors import ClientError, InvalidArgumentError, UploadError
from synapse_http.values import describe, is_list, is_mapping, is_object
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.flow.effects import map_concurrently, run_in_thread

from synapse_transfer.recipes.collection.job import batches
from synapse_transfer.recipes.file_group import source_name
from synapse_transfer.uploads.progress import ProgressTracker

from .transfer import Transfer, read_tickets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_http.content import FilePart
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

STRATEGY = "presigned"
PATIENT_READ_SECONDS = 120.0
"""Least time the server gets to sign URLs, or to look at what arrived: a batch has up to a thousand files."""


@frozen(kw_only=True)
class Settings:
    """What the spec says of a presigned upload."""

    files: str
    """Argument with the files."""
    workers: str
    """Argument with the number of files that are sent at the same time."""
    batch_size: str
    """Argument with the number of files in one request for URLs."""
    retries: str
    """Argument that says how often a file is sent again."""
    strategy: str
    """Argument that names the only strategy, so that the storage is not asked."""
    provider: str
    """Field of the storage with its provider."""
    providers: Sequence[str]
    """The providers that sign URLs."""


@define
class _File:
    """One file, and what has become of it."""

    source: Any
    name: str = ""
    """Where it came from, in the result."""
    part: FilePart | None = None
    ticket: Mapping[str, Any] | None = None
    confirmation: dict[str, Any] | None = None
    """What confirms it, once it has arrived."""
    result: dict[str, Any] | None = None

    def fail(self, reason: Exception | str) -> None:
        """Note that it failed, and why."""
        error = reason if isinstance(reason, str) else f"{type(reason).__name__}: {reason}"
        self.result = {"file_key": self.name, "checksum": "", "data_file_id": None, "success": False, "error": error}


def presigned_upload(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[dict[str, Any]]:
    """Upload files straight to the storage; return `{results, created_count, failed_count}`, a result for each file.

    A file that fails stops no other. If not even the first URLs can be had, the error is raised: nothing was sent.
    """
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    steps = {role: state.service.operation(name) for role, name in operation.composite.steps.items()}
    upload = _Upload(state, steps, execute, settings, arguments.named)
    if not upload.files:
        return upload.report()
    if arguments.named.get(settings.strategy) is None:
        yield from upload.check_storage()
    yield from run_in_thread(upload.open_files)
    return (yield from upload.run())


class _Upload:
    """One call: its files, and the steps they go through."""

    def __init__(
        self,
        state: ClientState,
        steps: Mapping[str, Operation[Any]],
        execute: Execute,
        settings: Settings,
        named: Mapping[str, Any],
    ) -> None:
        self.files = [_File(source) for source in _check_files(settings.files, named[settings.files])]
        strategy = named.get(settings.strategy)
        if strategy not in (None, STRATEGY):
            raise InvalidArgumentError(f"{settings.strategy} must be {STRATEGY!r} or None, got {describe(strategy)}")
        workers = named.get(settings.workers)
        self._workers = _in_range(settings.workers, state.options.workers if workers is None else workers, 1, 100)
        self._batch_size = _in_range(settings.batch_size, named[settings.batch_size], 1, 1000)
        self._retries = _in_range(settings.retries, named[settings.retries], 0, 10)
        options, timeout = state.options, state.options.timeout
        self._on_progress, self._bar = options.on_progress, options.progress
        if timeout.read is not None:
            timeout = timeout._replace(read=max(timeout.read, PATIENT_READ_SECONDS))
        options = attrs.evolve(options, timeout=timeout, on_progress=None, progress=False, url_conversion=None)
        self._state, self._patient = state, state._replace(options=options)
        self._steps, self._execute, self._settings = steps, execute, settings
        self._created = 0
        self._lock = Lock()

    def check_storage(self) -> Flow[None]:
        """Raise UploadError if the server's storage does not sign URLs."""
        settings = self._settings
        storage = yield from self._execute(self._state, self._steps["storage"], CallArguments({}))
        provider = storage.get(settings.provider) if is_object(storage) else None
        if provider not in settings.providers:
            raise UploadError(
                f"the default storage has the {settings.provider} {describe(provider)}, which signs no URLs: those "
                f"that do are {', '.join(settings.providers)}. Nothing was sent"
            )

    def open_files(self) -> None:
        """Look at each file: one that cannot be read fails now, and nothing is sent for it."""
        for number, file in enumerate(self.files):
            argument = f"{self._settings.files}[{number}]"
            file.name = str(file.source) if _is_path(file.source) else argument
            try:
                file.part = file_part(argument, file.source)
                file.name = source_name(file.source, file.part)
            except (OSError, InvalidArgumentError) as error:
                file.fail(error)

    def run(self) -> Flow[dict[str, Any]]:
        """Send all files that can be read, and return the result."""
        total = sum(file.part.length for file in self.files if file.part)
        tracker = ProgressTracker(
            f"{len(self.files)} files", total, self._on_progress, bar=self._bar, count=len(self.files)
        )
        try:
            self._advance(tracker, [file for file in self.files if file.result])
            open_files = [file for file in self.files if not file.result]
            for batch in batches(open_files, self._batch_size):
                yield from self._run_batch(batch, tracker, is_first=batch[0] is open_files[0])
        finally:
            tracker.close()
        return self.report()

    def report(self) -> dict[str, Any]:
        """Return the result: one for each file, in their order."""
        results = [file.result for file in self.files if file.result]
        failed = sum(not result["success"] for result in results)
        return {"results": results, "created_count": self._created, "failed_count": failed}

    def _run_batch(self, batch: Sequence[_File], tracker: ProgressTracker, *, is_first: bool) -> Flow[None]:
        try:
            yield from self._sign(batch)
        except ClientError as error:
            if is_first:
                raise
            for file in batch:
                file.fail(error)
            self._advance(tracker, batch)
            return

        def send(file: _File) -> Flow[None]:
            assert file.part is not None
            assert file.ticket is not None
            try:
                confirmation = yield from Transfer(self._state, file.part, file.ticket, retries=self._retries).flow()
                file.confirmation = {"file_key": file.ticket["file_key"], **confirmation}
            except (OSError, ClientError) as error:
                file.fail(error)
            self._advance(tracker, [file])

        yield from map_concurrently(batch, send, min(self._workers, len(batch)))
        arrived = [file for file in batch if file.confirmation]
        if arrived:
            yield from self._confirm(arrived)

    def _sign(self, batch: Sequence[_File]) -> Flow[None]:
        """Ask for the URLs of a batch."""
        import mimetypes  # slow: it reads the system's tables

        asked = [
            {
                "filename": file.part.name,
                "size": file.part.length,
                "content_type": mimetypes.guess_type(file.part.name)[0],
            }
            for file in batch
            if file.part
        ]
        response = yield from self._execute(self._patient, self._steps["sign"], CallArguments({"files": asked}))
        for file, ticket in zip(batch, read_tickets(response, asked), strict=True):
            file.ticket = ticket

    def _confirm(self, files: Sequence[_File]) -> Flow[None]:
        """Tell the server what arrived. It is told once: nobody knows what a second confirmation does."""
        entries = [file.confirmation for file in files]
        try:
            response = yield from self._execute(
                self._patient, self._steps["confirm"], CallArguments({"files": entries})
            )
        except ClientError as error:
            for file in files:
                file.fail(error)
            return
        results: Any = response.get("results") if is_object(response) else None
        by_key = {item.get("file_key"): item for item in (results if is_list(results) else ()) if is_object(item)}
        for file in files:
            assert file.ticket is not None
            item = by_key.get(file.ticket["file_key"])
            if item is None:
                file.fail("the server does not say what became of it: it may be stored")
            elif item.get("success") is not True or not item.get("checksum"):
                file.fail(str(item.get("error") or "the server has not taken it, and does not say why"))
            else:
                known = {"checksum": item["checksum"], "data_file_id": item.get("data_file_id")}
                file.result = {"file_key": file.name, **known, "success": True, "error": None}
        created = response.get("created_count") if is_object(response) else None
        stored = sum(file.result is not None and file.result["success"] for file in files)
        self._created += created if isinstance(created, int) else stored

    def _advance(self, tracker: ProgressTracker, files: Sequence[_File]) -> None:
        """Report files that are dealt with; the workers take turns."""
        with self._lock:
            for file in files:
                tracker.advance(file.part.length if file.part else 0, items=1)


def _check_files(argument: str, files: Any) -> list[Any]:
    """Return the files of any iterable; InvalidArgumentError if it is one file."""
    if _is_path(files) or isinstance(files, bytes) or is_mapping(files) or not hasattr(files, "__iter__"):
        raise InvalidArgumentError(f"{argument} must be a list of paths, not {type(files).__name__}")
    return [*files]


def _is_path(value: object) -> bool:
    return isinstance(value, str) or hasattr(value, "__fspath__")


def _in_range(name: str, value: Any, least: int, most: int) -> int:
    number = positive_int(name, value, least)
    if number > most:
        raise InvalidArgumentError(f"{name} must be at most {most}, got {number}")
    return number
