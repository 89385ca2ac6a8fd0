"""`Downloads`: a ready-made `url_conversion` that stores files, and returns where they are.

    local = client.with_options(url_conversion={"files": Downloads(client, "data")})
    local.get_data_unit(789)  # with paths instead of URLs

Methods with a `url_conversion` of their own take it there too. Async code does the same, with an `await`.

Each file is written under a temporary name beside its place, proved, and renamed: a file with its final name is whole.
Credentials go to the client's own origin alone; another, such as a storage the backend redirects to, is sent none.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from synapse_http.arguments import positive_int
from synapse_http.errors import InvalidArgumentError
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.effects import RunInThread, Shielded, map_concurrently, run_in_thread
from synapse_runtime.flow.tracebacks import Facade, hide_frames
from synapse_runtime.types import SchemaIssue, StoredFile

from .fetch import FileDownload
from .file_urls import FileUrl, ignores_case, redacted_url
from .part_file import PartFile, has_checksum

if TYPE_CHECKING:
    import os
    from collections.abc import Coroutine, Iterable

    from synapse_runtime.calls.client_state import CallingClient, Driver
    from synapse_runtime.flow.effects import Flow

T = TypeVar("T")

_MD5 = re.compile(r"[0-9a-f]{32}")


class Downloads(Facade):
    """Stores files in a folder. Threads and tasks may share it.

    With a blocking client, call it; with an async client, await `fetch(url)`. As a `url_conversion` both work alike,
    as part of the call.
    """

    def __init__(self, client: CallingClient, folder: str | os.PathLike[str], *, workers: int = 8) -> None:
        """Choose where files go; nothing is fetched yet.

        Args:
            client: Whose files they are; its options (retry, timeout, deadline) apply to each file.
            folder: Where they are stored, by the path of their URL; a folder for one backend. It is created when it
                is needed.
            workers: How many are fetched at the same time.

        Raises:
            InvalidArgumentError: `workers` is less than 1, the client is not one, or the folder no path.
        """
        self._client = client
        self._is_async = driver_of(client).is_async
        try:
            self._folder = Path(folder)
        except TypeError:
            raise InvalidArgumentError(f"folder must be a path, not {type(folder).__name__}") from None
        self._workers = positive_int("workers", workers)
        self._ignores_case: bool | None = None  # unknown until the first file is fetched

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client} into {str(self._folder)!r}>"

    @hide_frames
    def __call__(self, url: str) -> str:
        """Fetch one file, by its URL, absolute or relative to the backend; return its path, as `convert_many` does."""
        return self.convert_many([url])[0]

    def convert_many(self, files: Iterable[StoredFile | str]) -> list[str]:
        """Fetch files, several at a time, each once; return their paths, in order.

        The first that fails ends the others; files that are whole stay.

        Raises:
            ClientError: A file cannot be fetched, or the client is an async one.
            OSError: A file cannot be stored.
        """
        if self._is_async:
            raise InvalidArgumentError("these are downloads of an async client: await fetch(url), or fetch_many(urls)")
        return run(self.converting(files), driver_of(self._client).perform)

    def fetch(self, url: str) -> Coroutine[Any, Any, str]:
        """Fetch one file with an async client; await its path."""
        return self._run_async(self._converting_one(url))

    def fetch_many(self, files: Iterable[StoredFile | str]) -> Coroutine[Any, Any, list[str]]:
        """Fetch files with an async client, as `convert_many` does; await their paths.

        After a cancellation nothing runs on; a part of a file with a checksum is resumed the next time.
        """
        return self._run_async(self.converting(files))

    def converting(self, files: Iterable[StoredFile | str], deadline: float | None = None) -> Flow[list[str]]:
        """Fetch files, as a flow that any client's driver runs, by the deadline of its call, or one of its own."""
        if isinstance(files, str):
            raise InvalidArgumentError(f"files must be a list of URLs, not a str: {redacted_url(files)!r}")
        stored = [StoredFile(file) if isinstance(file, str) else file for file in files]
        for file in cast("list[object]", stored):
            if not isinstance(file, StoredFile):
                raise InvalidArgumentError(f"a file must be a URL or a StoredFile, not {type(file).__name__}")
        unique = list(dict.fromkeys(stored))
        if unique and self._ignores_case is None:
            self._ignores_case = yield from run_in_thread(partial(ignores_case, self._folder))
        driver = driver_of(self._client)
        state = driver.state.with_call_deadline() if deadline is None else driver.state._replace(deadline=deadline)
        paths: dict[StoredFile, str] = {}

        def fetch(file: StoredFile) -> Flow[None]:
            paths[file] = yield from self._fetch(driver._replace(state=state), file)

        yield from map_concurrently(unique, fetch, min(self._workers, len(unique)))
        return [paths[file] for file in stored]

    def _converting_one(self, url: str) -> Flow[str]:
        return (yield from self.converting([url]))[0]

    def _run_async(self, flow: Flow[T]) -> Coroutine[Any, Any, T]:
        """Return what runs a flow. Not itself a coroutine, which would hide the error of who does not await it."""
        if not self._is_async:
            raise InvalidArgumentError("these are downloads of a blocking client: call them, or convert_many(urls)")
        return run_async(flow, driver_of(self._client).perform)

    def _fetch(self, driver: Driver, file: StoredFile) -> Flow[str]:
        url = FileUrl.resolve(driver.state.base, file.url)
        checksum = str(file.checksum or "").lower()
        if checksum and not _MD5.fullmatch(checksum):
            checksum = ""
            driver.state.report_issue(SchemaIssue("StoredFile.checksum", "an md5 in hex", "another checksum"))
        target = self._folder / url.local_path(checksum, ignores_case=bool(self._ignores_case))
        if checksum and (yield from has_checksum(target, checksum)):
            return str(target)
        part = PartFile(target)
        try:
            yield from run_in_thread(part.open)
            # Without a checksum nothing proves that bytes of an earlier download belong to the same file.
            yield from part.hash_existing() if checksum else run_in_thread(part.restart)
            yield from FileDownload(driver, url, checksum, part).flow()
            yield from run_in_thread(part.finish)
        finally:
            yield Shielded(RunInThread(part.close))
        return str(target)
