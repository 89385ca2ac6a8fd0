"""What the soak does, once for blocking and async clients, and the ledger of what must be true at the end."""

from __future__ import annotations

import hashlib
import inspect
import itertools
import json
import random
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.reference import Reference
from synapse_sdk import ClientError, Downloads, RetryPolicy

from .memory import Gate, Leak

WALKED, WRITTEN = 901, 902
"""Projects: one whose tasks are walked over, and one that gets new ones."""
COLLECTION = 123
WALKED_TASKS = 1_000
TEXTS = tuple(f"file {number} ".encode() * 4_000 for number in range(3))
"""What is downloaded."""


class Ledger:
    """What happened, and what the backend must hold at the end. Threads share it.

    What grows with the number of calls goes to a file: the memory of this process is the client's.
    """

    def __init__(self, seed: int, file: Path, leak: Leak) -> None:
        self.outcomes = Counter[str]()
        self.violations: list[str] = []
        self.fixed: list[int] = []
        self.random = random.Random(seed)
        self._file = file
        self._leak = leak
        self._markers = itertools.count(1)
        self._lock = threading.Lock()

    def note(self, table: str, key: int | str, value: bool | str | None) -> None:
        """Note what must hold of a task, an upload or a data unit; the last note of a key counts.

        A task or a unit is there (True), or not (False), or the caller cannot know (None); an upload has an md5.
        """
        with self._lock, self._file.open("a") as file:
            file.write(json.dumps([table, key, value]) + "\n")

    def notes(self, table: str) -> dict[Any, Any]:
        """Return what was noted, by key."""
        lines = map(json.loads, self._file.read_text().splitlines())
        return {key: value for name, key, value in lines if name == table}

    def next_marker(self) -> int:
        """Return a number that no other call has."""
        return next(self._markers)

    def count(self, work: str, outcome: str) -> None:
        """Count a call."""
        with self._lock:
            self.outcomes[f"{work}: {outcome}"] += 1
            self._leak()

    def require(self, condition: object, what: str) -> None:
        """Record what must not be."""
        if not condition:
            self.violations.append(what)


def prepare(reference: Reference, ledger: Ledger) -> None:
    """Fill the backend with what is walked over and downloaded."""
    for project in (WALKED, WRITTEN):
        reference.sql(
            "INSERT INTO reference_project (id, name, configuration, settings, metadata, created_at)"
            " VALUES (?, 'soak', '{}', '{}', '{}', datetime('now'))",
            project,
        )
    for number in range(WALKED_TASKS):
        reference.sql(
            "INSERT INTO reference_task (id, project_id, data_unit_id, status, priority, data, metadata, created_at)"
            " VALUES (?, ?, 789, 'pending', 'normal', '{}', '{}', datetime('now'))",
            100_000 + number,
            WALKED,
        )
        ledger.fixed.append(100_000 + number)
    for number, text in enumerate(TEXTS):
        (reference.media / "data" / f"soak-{number}.bin").write_bytes(text)


async def settle(value: Any) -> Any:
    """Return what a call of either face returns."""
    return await value if inspect.isawaitable(value) else value


async def collect_ids(pager: Any) -> list[int]:
    """Return the IDs of a lazy list of either face; not its items, which would be memory that this process keeps."""
    return [item.id async for item in pager] if hasattr(pager, "__aiter__") else [item.id for item in pager]


async def get(synapse: Any, ledger: Ledger, _: Path) -> None:
    number = ledger.random.choice(ledger.fixed)
    task = await settle(synapse.tasks.get(number))
    ledger.require(task.id == number, f"asked for task {number}, got {task.id}")


async def walk(synapse: Any, ledger: Ledger, _: Path) -> None:
    ids = await collect_ids(synapse.tasks.list(project=WALKED))
    ledger.require(sorted(ids) == ledger.fixed, f"a walk returned {len(ids)} tasks, {len(set(ids))} of them different")


async def create(synapse: Any, ledger: Ledger, _: Path) -> None:
    marker = ledger.next_marker()
    ledger.note("task", marker, None)
    try:
        await settle(synapse.tasks.create(project=WRITTEN, data_unit=789, metadata={"marker": marker}))
    except ClientError as error:
        ledger.note("task", marker, None if error.may_have_been_applied else False)
        raise
    ledger.note("task", marker, True)


async def upload(synapse: Any, ledger: Ledger, folder: Path) -> None:
    content = ledger.random.randbytes(ledger.random.randrange(20_000, 200_000))
    file = folder / f"{ledger.next_marker()}.bin"
    file.write_bytes(content)
    # The usual backoff: a chunk that is sent again while the server still stores it would be stored twice.
    patient = synapse.with_options(chunk_size=32_768, resume=folder / "journals", retry=RetryPolicy(attempts=5))
    result = await settle(patient.uploads.create(file))
    file.unlink()
    ledger.note("upload", str(result.id), hashlib.md5(content).hexdigest())


async def send_file(synapse: Any, ledger: Ledger, _: Path) -> None:
    content = ledger.random.randbytes(20_000)
    stored = await settle(synapse.data_files.create(file=content))
    ledger.require(stored.checksum == hashlib.md5(content).hexdigest(), f"file {stored.id} has another checksum")


async def send_collection(synapse: Any, ledger: Ledger, folder: Path) -> None:
    """Upload three units, again until all are there: nothing is doubled.

    But not while the backend may still be at work on a request whose response was lost: nobody can see that.
    """
    names = [f"unit-{ledger.next_marker()}" for _ in range(3)]
    groups = []
    for name in names:
        file = folder / f"{name}.jpg"
        file.write_bytes(name.encode())
        groups.append({"files": {"image": file}, "meta": {"soak": name}})
        ledger.note("unit", name, None)
    try:
        for _ in range(3):
            result = await settle(synapse.data_collections.upload(COLLECTION, groups))
            errors = [entry.error for entry in result.items if entry.error]
            if not errors:
                for name in names:
                    ledger.note("unit", name, True)
            if not errors or any("may have been applied" in error for error in errors):
                return
    finally:
        for group in groups:
            group["files"]["image"].unlink()


def read(paths: list[str]) -> list[bytes]:
    return [Path(path).read_bytes() for path in paths]


async def download(synapse: Any, ledger: Ledger, folder: Path) -> None:
    target = folder / f"downloads-{ledger.next_marker()}"
    urls = [f"/media/data/soak-{number}.bin" for number in range(len(TEXTS))]
    downloads = Downloads(synapse, target)
    try:
        if hasattr(synapse, "aclose"):
            paths = await downloads.fetch_many(urls)
        else:
            paths = downloads.convert_many(urls)
        ledger.require(read(paths) == [*TEXTS], "a downloaded file is not what the server has")
    finally:
        shutil.rmtree(target, ignore_errors=True)


WORK = {
    "get": (get, 6),
    "walk": (walk, 1),
    "create": (create, 4),
    "upload": (upload, 1),
    "file": (send_file, 2),
    "collection": (send_collection, 1),
    "download": (download, 2),
}
"""Name to what is done, and how often."""


def choose(ledger: Ledger, gate: Gate) -> Iterator[str]:
    """Yield names of pieces of work until the work is over.

    Each begins with all of them in turn, as the other workers do: so the first minute has seen the peak of memory.
    """
    yield from WORK
    while not gate.over:
        yield from ledger.random.choices([*WORK], [weight for _, weight in WORK.values()])


def check(reference: Reference, ledger: Ledger) -> None:
    """Compare the backend with the ledger."""
    found = Counter(
        int(str(row["marker"]))
        for row in reference.sql(
            "SELECT json_extract(metadata, '$.marker') AS marker FROM reference_task WHERE project_id = ?", WRITTEN
        )
    )
    for marker, must in ledger.notes("task").items():
        times = found[marker]
        ledger.require(times <= 1, f"task {marker} was created {times} times")
        ledger.require(must is None or times == must, f"task {marker} is there {times} times, not {int(bool(must))}")
    stored = {str(row["id"]): row for row in reference.uploads()}
    for upload_id, md5 in ledger.notes("upload").items():
        row = stored[upload_id.replace("-", "")]
        file = reference.media / str(row["file"])
        if not file.exists():  # two finishes at a time: the server may save the name from before it renamed the file
            file = file.with_suffix(".done")
        content = file.read_bytes()
        ledger.require(row["status"] == 2, f"upload {upload_id} is not complete")
        ledger.require(hashlib.md5(content).hexdigest() == md5, f"upload {upload_id} holds other bytes")
    units = Counter(
        row["name"] for row in reference.sql("SELECT json_extract(meta, '$.soak') AS name FROM reference_dataunit")
    )
    for name, must in ledger.notes("unit").items():
        ledger.require(units[name] <= 1, f"data unit {name} was created {units[name]} times")
        ledger.require(units[name] or not must, f"data unit {name} is not there")
