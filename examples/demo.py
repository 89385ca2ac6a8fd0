"""A user's day with the documented client, against a mock backend on this machine.

Run it with `make demo`, or `python examples/demo.py` where the extras `mock` and
`progress` are installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from synapse_sdk import SERVICE, BackendClient, ClientError, Progress
from synapse_sdk.testing import MockBackend, MockServer

SIZE = 60 * 1024 * 1024
PROJECT = 123
BOX = {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]}


def main() -> int:
    """Live through the day.

    Returns:
        Exit status: 0 where all went as it should.
    """
    started = time.monotonic()
    with prepared() as (mock, url):
        print(f"\nA day at work, against a mock backend at {url}. Nothing leaves this machine.\n")
        with BackendClient(url, api_token="demo-token") as client:
            list_everything(client)
            annotate(client)
            upload(client, mock)
            run_a_plugin(client)
            ask_for_too_much(client)
        calls = len(mock.calls)
    print(f"\nDone: {calls} requests in {time.monotonic() - started:.1f} s.\n")
    return 0


@contextmanager
def prepared() -> Generator[tuple[MockBackend, str]]:
    """A mock backend with a day's work in it, on a free port."""
    mock = MockBackend(SERVICE, seed=7)
    for number in range(248):
        mock.add("tasks", id=1000 + number, project=PROJECT, data_unit=789, status="pending")
    try:
        with MockServer(mock) as server:
            yield mock, server.url
    finally:
        mock.close()


def list_everything(client: BackendClient) -> None:
    """One page, and then all of them."""
    step("List everything")
    project = client.get_project(PROJECT)
    rows, total = client.list_tasks(params={"project": PROJECT})
    tell(f"project {project['name']!r}: {total} tasks, {len(rows)} on the first page")
    tasks = client.list_tasks(params={"project": PROJECT}, list_all=True)
    tell(f"all {len(tasks)} tasks, page by page, in one call")
    for name, listed in (
        ("data collections", client.list_data_collection()),
        ("assignments", client.list_assignments(list_all=True)),
        ("storages", client.list_storages()),
    ):
        tell(f"{len(listed)} {name}")


def annotate(client: BackendClient) -> None:
    """Submit annotations, and see that they are there."""
    step("Submit annotations")
    pending, _ = client.list_tasks(params={"project": PROJECT, "status": "pending", "page_size": 3})
    for task in pending:
        client.annotate_task_data(task["id"], BOX)
    states = {client.get_task(task["id"])["status"] for task in pending}
    tell(f"tasks {', '.join(str(task['id']) for task in pending)} are now {' and '.join(states)}")


def upload(client: BackendClient, mock: MockBackend) -> None:
    """Send a large file in chunks; the connection breaks once."""
    step("Upload 60 MB in chunks; the connection will break once")
    with tempfile.TemporaryDirectory() as folder:
        file, md5 = large_file(Path(folder))
        mock.inject_fault("uploads.append", "dropped_before_processing")
        with shown(client) as watched:
            stored = watched.create_data_file(file, use_chunked_upload=True)
    requests = [call for call in mock.calls if call.operation.startswith("uploads.")]
    lost = sum(call.status is None for call in requests)
    tell(f"{lost} chunk was lost; the client asked where the server stood, and went on from there")
    tell(f"data file {stored['id']}: {stored['size']:,} bytes, md5 {stored['checksum']}")
    if stored["checksum"] != md5:
        raise SystemExit("demo: what was stored is not what was sent")
    (unit,) = client.create_data_units([{"id": 1, "file": {"image": stored["id"]}, "meta": {"batch": "demo"}}])
    task = client.create_tasks({"project": PROJECT, "data_unit": unit["id"]})
    tell(f"data unit {unit['id']} made of it, and task {task['id']} to annotate it")


def run_a_plugin(client: BackendClient) -> None:
    """Start a job, follow its log, and see how it ended."""
    step("Run a plugin and tail its log")
    job = client.run_plugin(123, {"parameters": {"threshold": 0.8}, "context": {"project_id": PROJECT}})["job_id"]
    for line in client.tail_job_console_logs(job):
        tell(f"job {job} | {line}")
    tell(f"job {job} is {client.get_job(job)['status']}")


def ask_for_too_much(client: BackendClient) -> None:
    """See what an error says."""
    step("Make a mistake")
    try:
        client.create_tasks([{"project": PROJECT, "data_unit": 789}, {"project": PROJECT}])
    except ClientError as error:
        tell(f"{type(error).__name__}: {error}")


# Presentation ---------------------------------------------------------------------------


def large_file(folder: Path) -> tuple[Path, str]:
    """Write a file of 60 MB, and tell its md5."""
    file, digest = folder / "street_scenes.zip", hashlib.md5(usedforsecurity=False)
    with file.open("wb") as opened:
        for number in range(SIZE // (1 << 20)):
            block = hashlib.sha256(bytes([number])).digest() * (1 << 15)
            digest.update(block)
            opened.write(block)
    return file, digest.hexdigest()


@contextmanager
def shown(client: BackendClient) -> Generator[BackendClient]:
    """A clone of the client that shows how far an upload is: as a bar where tqdm is installed, else in words."""
    if importlib.util.find_spec("tqdm") is not None and sys.stderr.isatty():
        yield client.with_options(progress=True)
        return
    quarters = {0}

    def report(progress: Progress) -> None:
        quarter = 4 * progress.sent // progress.total
        if quarter not in quarters:
            quarters.add(quarter)
            tell(f"{25 * quarter:3} % of {progress.total:,} bytes")

    yield client.with_options(on_progress=report)


def step(text: str) -> None:
    """Begin something."""
    print(text, flush=True)


def tell(text: str) -> None:
    """Say what came of it."""
    print(f"  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
