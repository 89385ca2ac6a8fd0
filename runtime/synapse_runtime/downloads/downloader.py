"""Downloads: a ready-made `url_conversion` that stores files and gives back where they are.

    local = client.with_options(url_conversion={"files": Downloads(client, "data")})
    local.get_data_unit(789)  # with paths where URLs were

Methods that take a `url_conversion` of their own take it there too. In async code it is the same, with an `await`.

Each file is written under a temporary name beside its place, proved, and renamed: what has the
final name is whole. Credentials go to the client's own origin alone; another origin, such as a
storage that the backend redirects to, is sent none.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from synapse_runtime.arguments import positive_int
from synapse_runtime.calls.url_conversion import StoredFile
from synapse_runtime.client import AsyncClient, Client, driver_of
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.effects import RunInThread, Shielded, map_concurrently, run_in_thread

from .client_sender import ClientSender
from .fetch import FileDownload
from .filenames import local_name, redacted_url
from .part_file import PartFile, has_checksum

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from synapse_runtime.flow.effects import Flow

__all__ = ["Downloads", "StoredFile", "local_name"]

_MD5 = re.compile(r"[0-9a-f]{32}")


class Downloads:
    """Stores files under a folder. Threads and tasks may share it.

    Those of a blocking client are called, those of an async client awaited: `await downloads.fetch(url)`.
    As a `url_conversion` both work alike, as part of the call.
    """

    def __init__(self, client: Client | AsyncClient, folder: str | os.PathLike[str], *, workers: int = 8) -> None:
        """Choose where files go; nothing is fetched yet.

        Args:
            client: Whose files they are; its options (retry, timeout, deadline) hold for each of them.
            folder: Where they are stored, by the path of their URL. It is made when it is needed.
            workers: How many are fetched at the same time.

        Raises:
            InvalidArgumentError: There is no worker, or the client is none.
        """
        given: Any = client
        if not isinstance(given, (Client, AsyncClient)):
            raise InvalidArgumentError(f"client must be a client whose files these are, not {type(given).__name__}")
        self._client = client
        self._folder = Path(folder)
        self._workers = positive_int("workers", workers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client} into {str(self._folder)!r}>"

    def __call__(self, url: str) -> str:
        """Fetch one file, blocking.

        Args:
            url: Its URL, absolute or relative to the backend.

        Returns:
            Where it is now.

        Raises:
            ClientError: It cannot be fetched.
            OSError: It cannot be stored.
        """
        return self.convert_many([url])[0]

    def convert_many(self, files: Sequence[StoredFile | str]) -> list[str]:
        """Fetch files, several at a time; one that is named twice is fetched once.

        The first that fails ends the others; what is whole stays.

        Args:
            files: URLs, or such with checksums.

        Returns:
            Where each is now.

        Raises:
            ClientError: One cannot be fetched, or the client is an async one.
            OSError: One cannot be stored.
        """
        if isinstance(self._client, AsyncClient):
            raise InvalidArgumentError("these are downloads of an async client: await fetch(url), or fetch_many(urls)")
        return run(self.converting(files), driver_of(self._client)[1])

    async def fetch(self, url: str) -> str:
        """Fetch one file, of an async client.

        Args:
            url: Its URL, absolute or relative to the backend.

        Returns:
            Where it is now.

        Raises:
            ClientError: It cannot be fetched, or the client is a blocking one.
            OSError: It cannot be stored.
        """
        return (await self.fetch_many([url]))[0]

    async def fetch_many(self, files: Sequence[StoredFile | str]) -> list[str]:
        """Fetch files, of an async client, several at a time; one that is named twice is fetched once.

        The first that fails ends the others; what is whole stays. Where it is cancelled nothing runs
        on, and what has come of a file with a checksum is gone on with the next time.

        Args:
            files: URLs, or such with checksums.

        Returns:
            Where each is now.

        Raises:
            ClientError: One cannot be fetched, or the client is a blocking one.
            OSError: One cannot be stored.
        """
        if not isinstance(self._client, AsyncClient):
            raise InvalidArgumentError("these are downloads of a blocking client: call them, or convert_many(urls)")
        return await run_async(self.converting(files), driver_of(self._client)[1])

    def converting(self, files: Sequence[StoredFile | str]) -> Flow[list[str]]:
        """Fetch files, as a flow; see `convert_many`.

        Args:
            files: URLs, or such with checksums.

        Returns:
            Where each is now.
        """
        if isinstance(files, str):
            raise InvalidArgumentError(f"files must be a list of URLs, not one: {redacted_url(files)!r}")
        named = [_stored(file) for file in files]
        wanted = list(dict.fromkeys(named))
        sender = ClientSender(self._client)
        found: dict[StoredFile, str] = {}

        def fetch(file: StoredFile) -> Flow[None]:
            found[file] = yield from self._fetched(sender, file)

        yield from map_concurrently(wanted, fetch, min(self._workers, len(wanted)))
        return [found[file] for file in named]

    def _fetched(self, sender: ClientSender, file: StoredFile) -> Flow[str]:
        base = sender.context.base
        try:
            url = urljoin(base.origin + "/", file.url)
        except ValueError:
            raise InvalidArgumentError(f"{redacted_url(file.url)!r} is no URL") from None
        target = self._folder / local_name(base, url)
        checksum = file.checksum.lower() if _MD5.fullmatch(file.checksum.lower()) else ""
        if checksum and (yield from has_checksum(target, checksum)):
            return str(target)
        part = PartFile(target)
        try:
            yield from run_in_thread(part.open)
            yield from part.hash_existing() if checksum else run_in_thread(part.restart)
            yield from FileDownload(sender, url, checksum, part).flow()
            yield from run_in_thread(part.finish)
        finally:
            yield Shielded(RunInThread(part.close))
        return str(target)


def _stored(file: object) -> StoredFile:
    """A file, however it is named."""
    if isinstance(file, StoredFile):
        return file
    if isinstance(file, str):
        return StoredFile(file)
    raise InvalidArgumentError(f"a file must be a URL or a StoredFile, not {type(file).__name__}")
