"""The reference backend as a process of its own, with access to its database and files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from reference.rows import AGENT_TOKEN, API_TOKEN, LOGIN_TOKEN, OTHER_TOKEN, TENANT

from support.processes import python_path

TESTS = Path(__file__).parent.parent
START_SECONDS = 60
TICK = 0.005
EXAMPLE_UPLOAD = "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"

Gate = Literal["create", "append", "checksum", "job"]


class Reference:
    """A running reference backend.

    Attributes:
        url: The base URL, with the path prefix if there is one, without a final slash.
        api_token: Token of user 42; header `Synapse-Access-Token`.
        other_token: Token of another user, 43.
        agent_token: Token of an agent; header `SYNAPSE-Agent`.
        login_token: Token of user 45; header `Authorization`, with `tenant` in `Synapse-Tenant`.
        media: The folder of its files.
    """

    api_token = API_TOKEN
    other_token = OTHER_TOKEN
    agent_token = AGENT_TOKEN
    login_token = LOGIN_TOKEN
    tenant = TENANT

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.media = folder / "media"
        self._folder = folder
        self._database = folder / "db.sqlite3"
        self._first = folder / "first"
        shutil.copytree(self.media, self._first / "media")
        with contextlib.closing(sqlite3.connect(self._first / "db.sqlite3")) as first, self._connect() as live:
            live.backup(first)

    def __str__(self) -> str:
        return self.url

    @property
    def headers(self) -> dict[str, str]:
        """Headers of a request by user 42."""
        return {"Synapse-Access-Token": f"Token {self.api_token}"}

    def reset(self) -> None:
        """Restore the first rows and files."""
        with contextlib.closing(sqlite3.connect(self._first / "db.sqlite3")) as first, self._connect() as live:
            first.backup(live)
        shutil.rmtree(self.media)
        shutil.copytree(self._first / "media", self.media)

    def sql(self, statement: str, *values: object) -> list[dict[str, object]]:
        """Run a statement on the database. The table of tasks is `reference_task`."""
        with self._connect() as database, database:
            return [dict(row) for row in database.execute(statement, values)]

    def count(self, table: str) -> int:
        """Return the number of rows of a table: `count("task")`."""
        (row,) = self.sql(f"SELECT count(*) AS n FROM reference_{table}")
        return int(str(row["n"]))

    def uploads(self) -> list[dict[str, object]]:
        """Return the chunked uploads of all users, oldest first. Their `id` is hex without hyphens."""
        return self.sql("SELECT * FROM drf_chunked_upload_chunkedupload ORDER BY created_at")

    def upload_file(self, upload_id: str) -> Path:
        """Return the path of a chunked upload's file."""
        (row,) = [row for row in self.uploads() if row["id"] == upload_id.replace("-", "")]
        return self.media / str(row["file"])

    def expire(self, upload_id: str) -> None:
        """Make a chunked upload older than a day."""
        self.sql(
            "UPDATE drf_chunked_upload_chunkedupload SET created_at = '2020-01-01 00:00:00' WHERE id = ?",
            upload_id.replace("-", ""),
        )

    def truncate(self, upload_id: str, offset: int) -> None:
        """Truncate the file of an open chunked upload at `offset`."""
        os.truncate(self.upload_file(upload_id), offset)
        self.sql(
            "UPDATE drf_chunked_upload_chunkedupload SET offset = ? WHERE id = ?", offset, upload_id.replace("-", "")
        )

    def add_upload(self, upload_id: str, content: bytes, filename: str, *, complete: bool = False) -> None:
        """Store a chunked upload of user 42 with a chosen ID."""
        file = f"chunked_uploads/{upload_id}{'.done' if complete else '.part'}"
        (self.media / "chunked_uploads").mkdir(exist_ok=True)
        (self.media / file).write_bytes(content)
        self.sql(
            "INSERT INTO drf_chunked_upload_chunkedupload"
            " (id, file, filename, offset, created_at, status, completed_at, user_id)"
            " VALUES (?, ?, ?, ?, datetime('now'), ?, CASE ? WHEN 2 THEN datetime('now') END, 42)",
            upload_id.replace("-", ""),
            file,
            filename,
            len(content),
            *[2 if complete else 1] * 2,
        )

    def add_example_upload(self) -> None:
        """Store the upload that the examples of the spec show, with all of its bytes and still open."""
        self.add_upload(EXAMPLE_UPLOAD, b"large_file.zip", "large_file.zip")

    @contextlib.contextmanager
    def parts_of(self, size: int) -> Iterator[None]:
        """Sign URLs for parts of a size, in bytes, within the block."""
        file = self._folder / "part_bytes"
        file.write_text(str(size))
        try:
            yield
        finally:
            file.unlink()

    def add_console_log(self, job: int | str, message: str, level: str = "info") -> None:
        """Add a line to the log of a job."""
        self.sql(
            "INSERT INTO reference_consolelog (job_id, timestamp, level, message) VALUES (?, datetime('now'), ?, ?)",
            str(job),
            level,
            message,
        )

    @contextlib.contextmanager
    def holding(self, gate: Gate) -> Iterator[None]:
        """Make the server slow within the block.

        Args:
            gate: What waits: requests that create an upload, append to one, or read one for
                its checksum; or (`job`) the end of jobs whose logs are tailed.
        """
        closed = self._folder / "gates" / f"{gate}.closed"
        closed.touch()
        try:
            yield
        finally:
            closed.unlink()
            self._until(lambda: self._waiting(gate) == 0, f"requests still wait at {gate}")

    def wait_held(self, gate: Gate, requests: int = 1) -> None:
        """Wait until a number of requests wait at a gate."""
        self._until(lambda: self._waiting(gate) >= requests, f"no {requests} requests came to wait at {gate}")

    def _waiting(self, gate: Gate) -> int:
        return len(list((self._folder / "gates").glob(f"{gate}.waiting-*")))

    @staticmethod
    def _until(condition, problem: str) -> None:
        deadline = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < deadline, problem
            time.sleep(TICK)

    @contextlib.contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self._database, timeout=20)) as database:
            database.row_factory = sqlite3.Row
            yield database


@contextlib.contextmanager
def reference_server(
    folder: Path,
    *,
    prefix: str = "",
    believed_host: str = "",
    list_errors_as_dict: bool = True,
    max_upload: int | None = None,
) -> Iterator[Reference]:
    """Run the reference backend within the block.

    Args:
        folder: An empty folder for its database and files.
        prefix: A path prefix (`/api`) that a front strips: the backend does not know of it.
        believed_host: The host (and port) the backend believes to have, for the URLs it makes.
        list_errors_as_dict: Errors of list bodies as an object keyed by index, else as a list.
        max_upload: The largest chunked upload, in bytes.

    Yields:
        The backend, ready for requests.

    Raises:
        RuntimeError: It did not start; the message holds what it printed.
    """
    (folder / "gates").mkdir(parents=True)
    options = {
        "folder": str(folder),
        "prefix": prefix,
        "believed_host": believed_host,
        "list_errors_as_dict": list_errors_as_dict,
        "max_upload": max_upload,
    }
    environment = {
        **os.environ,
        "COVERAGE_PROCESS_START": "",  # measured, it would take three times as long
        "REFERENCE": json.dumps(options),
        "PYTHONPATH": python_path(TESTS),
        "DJANGO_SETTINGS_MODULE": "reference.settings",
    }
    log = folder / "log.txt"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "reference"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError(f"the reference backend did not start:\n{log.read_text()}")
            yield Reference(f"http://127.0.0.1:{port}{prefix}", folder)
        finally:
            process.kill()  # nothing it holds is worth an orderly end
