"""Chunked uploads by whole clients, blocking and async, over real sockets that fail."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import uploader
from support.proxy import dribble, drop, reset, stall
from support.steps import json_response, retry_after
from synapse_http.errors import AuthenticationError, AuthorizationError, ClientError, InvalidArgumentError
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.testing import MockBackend
from synapse_sdk import SERVICE, AsyncSynapse
from synapse_sdk.clients.backend import BackendClient

KILLS = int(os.environ.get("SIMULATION_KILLS", "8"))
CHUNK = 64 * 1024
SIZE = 5 * CHUNK + 1234
QUICK = RetryPolicy(attempts=4, backoff=0.01)
FACES = ["blocking", "async"]


@pytest.fixture
def content():
    return random.Random(7).randbytes(SIZE)


@pytest.fixture
def file(tmp_path, content):
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    return path


def upload(face, url, source, token, **options):
    """Upload a file with one of the faces; what comes back has an `id` and a `status` either way."""
    options = {"chunk_size": CHUNK, "retry": QUICK, **options}
    if face == "blocking":
        with BackendClient(url, token, **options) as client:
            return client.create_chunked_upload(source)

    async def run():
        async with AsyncSynapse(url, api_token=token, **options) as client:
            return (await client.uploads.create(source)).to_dict()

    return asyncio.run(run())


def stored(reference, uploaded):
    assert uploaded["status"] == 2
    return reference.upload_file(uploaded["id"]).read_bytes()


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    "faults",
    [
        [reset("to_server", 300, 0)],
        [drop("to_server", 40_000, 0)],
        [reset("to_server", 2 * CHUNK, 0)],
        [drop("to_client", 0, 0)],
        [reset("to_client", 700, 0)],
        [drop("to_client", 1_500, 0), reset("to_server", CHUNK + 5_000, 1), drop("to_client", 0, 2)],
        [dribble("to_client", 0, 0, size=50)],
    ],
    ids=["head", "first chunk", "later chunk", "first response", "later response", "several", "slow"],
)
def test_what_breaks_on_the_way_is_made_good(face, faults, reference, fault_proxy, file, content):
    proxy = fault_proxy(reference.url, *faults)
    uploaded = upload(face, proxy.url, file, reference.api_token)
    assert stored(reference, uploaded) == content
    assert proxy.passed("to_server") < SIZE + (2 + len(faults)) * (CHUNK + 10_000)


@pytest.mark.parametrize("face", FACES)
def test_a_stall_ends_after_the_read_timeout(face, reference, fault_proxy, file, content):
    proxy = fault_proxy(reference.url, stall("to_server", CHUNK + 20_000, 0))
    uploaded = upload(face, proxy.url, file, reference.api_token, timeout={"read": 0.5})
    assert stored(reference, uploaded) == content


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("source", ["mock", "reference"])
def test_a_file_arrives_whole(face, source, reference, serve, file, content):
    if source == "reference":
        assert stored(reference, upload(face, reference.url, file, reference.api_token)) == content
        return
    mock = MockBackend(SERVICE, seed=1, strict=True)
    uploaded = upload(face, serve(mock), file, "api-token-123")
    (kept,) = [kept for kept in mock.uploads.list_for("api-token-123") if kept.id == uploaded["id"]]
    assert b"".join(kept.content.blob.iter_range(0, kept.offset)) == content
    mock.close()


def at_answer(number, act):
    """Does something once that many answers of uploads have come."""
    count = 0

    def report(response):
        nonlocal count
        count += 1
        if count == number:
            act(response)

    return report


@pytest.mark.parametrize("face", FACES)
def test_bytes_the_server_loses_are_sent_again(face, reference, file, content):
    lose = at_answer(3, lambda _: reference.truncate(str(reference.uploads()[-1]["id"]), CHUNK + 17))
    uploaded = upload(face, reference.url, file, reference.api_token, on_response=lose)
    assert stored(reference, uploaded) == content
    assert len(reference.uploads()) == 1


@pytest.mark.parametrize("face", FACES)
def test_an_expired_upload_is_started_over_once(face, reference, file, content):
    expire = at_answer(2, lambda _: reference.expire(str(reference.uploads()[-1]["id"])))
    uploaded = upload(face, reference.url, file, reference.api_token, on_response=expire)
    assert stored(reference, uploaded) == content
    assert len(reference.uploads()) == 2


@pytest.mark.parametrize("face", FACES)
def test_a_range_that_two_requests_stored_is_noticed_and_started_over(face, reference, file, content):
    with ThreadPoolExecutor(1) as pool:
        with reference.holding("append"):
            uploaded = pool.submit(upload, face, reference.url, file, reference.api_token, timeout={"read": 0.3})
            reference.wait_held("append", 2)
        assert stored(reference, uploaded.result()) == content
    assert sorted(int(str(row["offset"])) > SIZE for row in reference.uploads()) in ([False], [False, False])


@pytest.mark.parametrize("face", FACES)
def test_a_slow_finish_is_waited_for(face, reference, file, content):
    with ThreadPoolExecutor(1) as pool:
        with reference.holding("checksum"):
            uploaded = pool.submit(
                upload, face, reference.url, file, reference.api_token, finish_timeout=20, timeout={"read": 1}
            )
            reference.wait_held("checksum")
        assert stored(reference, uploaded.result()) == content


@pytest.mark.parametrize("face", FACES)
def test_a_finish_that_takes_longer_than_its_timeout_is_asked_for(face, reference, file, content):
    with ThreadPoolExecutor(1) as pool:
        with reference.holding("checksum"):
            uploaded = pool.submit(
                upload, face, reference.url, file, reference.api_token, finish_timeout=0.3,
                retry=RetryPolicy(attempts=12, backoff=0.2),
            )  # fmt: skip
            reference.wait_held("checksum", 2)
        assert stored(reference, uploaded.result()) == content


@pytest.mark.parametrize("face", FACES)
def test_a_503_before_the_body_is_read_is_survived(face, faulty_server, file):
    def respond(request):
        if request.method != "PUT":
            return json_response({"id": "x", "offset": SIZE, "status": 2})
        last = request.header("Content-Range").partition("-")[2].partition("/")[0]
        return json_response({"id": "x", "offset": int(last) + 1, "status": 1})

    server = faulty_server(retry_after(0, 503, read="head"), otherwise=respond)
    assert upload(face, server.url, file, "t")["status"] == 2


@pytest.mark.parametrize("face", FACES)
def test_wrong_credentials_end_it_at_once(face, reference, file):
    with pytest.raises((AuthenticationError, AuthorizationError)):
        upload(face, reference.url, file, "wrong")
    assert reference.uploads() == []


# Resume ---------------------------------------------------------------------------------


class Stop(BaseException):
    """Ends an upload as Ctrl-C does."""


def interrupt(url, source, token, journals):
    """Stop an upload after its third chunk."""

    def report(progress):
        if progress.sent > 3 * CHUNK:
            raise Stop

    with pytest.raises(Stop):
        upload("blocking", url, source, token, resume=journals, on_progress=report)


def left_in(journals):
    """The kinds of files in the folder that the client has made in the one it was given."""
    (own,) = journals.iterdir()
    return sorted(path.suffix for path in own.iterdir())


def test_files_of_the_caller_stay_in_the_folder_that_resume_names(reference, file, tmp_path):
    os.utime(file, (1, 1))
    (tmp_path / "thesis.json").touch()
    os.utime(tmp_path / "thesis.json", (1, 1))
    upload("blocking", reference.url, file, reference.api_token, resume=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"file.bin", "thesis.json", "synapse_sdk-uploads"}


def test_an_interrupted_upload_goes_on_in_another_client(reference, file, content, tmp_path, fault_proxy):
    journals = tmp_path / "journals"
    interrupt(reference.url, file, reference.api_token, journals)
    assert ".json" in left_in(journals)
    proxy = fault_proxy(reference.url)
    uploaded = upload("async", proxy.url, file, reference.api_token, resume=journals)
    assert stored(reference, uploaded) == content
    # another address is another backend: nothing of the first is used
    assert len(reference.uploads()) == 2
    reports = []
    uploaded = upload("blocking", reference.url, file, reference.api_token, resume=journals, on_progress=reports.append)
    assert stored(reference, uploaded) == content
    assert len(reference.uploads()) == 2
    assert reports[0].sent >= 2 * CHUNK
    assert left_in(journals) == []


def test_a_cancelled_task_leaves_what_another_can_go_on_with(reference, file, content, tmp_path):
    async def run():
        async with AsyncSynapse(
            reference.url, api_token=reference.api_token, resume=tmp_path / "j", chunk_size=CHUNK
        ) as client:
            started = asyncio.Event()
            loop = asyncio.get_running_loop()
            own = client.with_options(
                on_progress=lambda progress: progress.sent > 3 * CHUNK and loop.call_soon_threadsafe(started.set)
            )
            with reference.holding("append"):
                task = asyncio.create_task(client.with_options(on_progress=None).uploads.create(file))
                await asyncio.to_thread(reference.wait_held, "append")
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            return await own.uploads.create(file)

    uploaded = asyncio.run(run())
    assert stored(reference, uploaded.to_dict()) == content
    assert len(reference.uploads()) == 1


def test_a_changed_file_is_started_over(reference, file, tmp_path):
    interrupt(reference.url, file, reference.api_token, tmp_path / "j")
    changed = random.Random(8).randbytes(SIZE)
    file.write_bytes(changed)
    os.utime(file, ns=(1, 1))
    uploaded = upload("blocking", reference.url, file, reference.api_token, resume=tmp_path / "j")
    assert stored(reference, uploaded) == changed
    assert len(reference.uploads()) == 2


def test_two_at_once_on_one_file_make_two_uploads(reference, file, content, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        with reference.holding("append"):
            both = [
                pool.submit(upload, face, reference.url, file, reference.api_token, resume=tmp_path / "j", timeout=20)
                for face in FACES
            ]
            reference.wait_held("append", 2)
        results = [thread.result() for thread in both]
    assert [stored(reference, uploaded) for uploaded in results] == [content, content]
    assert results[0]["id"] != results[1]["id"]
    assert left_in(tmp_path / "j") == []


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_and_sends_no_more_than_a_chunk_again(
    reference, fault_proxy, file, content, tmp_path
):
    """SIMULATION_KILLS says how often; the moments are random."""

    def process(url, journals, moment):
        command = [uploader.__file__, url, reference.api_token, journals, file, CHUNK, moment]
        return subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)

    steps = int(process(reference.url, tmp_path / "first", 0).stdout)
    chance = random.Random(os.urandom(8) if KILLS > 8 else 7)
    killed = 0
    for number in range(2 * KILLS):
        if killed == KILLS:
            break
        reference.reset()
        proxy, journals = fault_proxy(reference.url), tmp_path / str(number)
        moment = chance.randrange(1, steps)
        ended = process(proxy.url, journals, moment).returncode
        assert ended in {-9, 0}
        if ended == 0:  # it took a few steps fewer than the one that was counted
            continue
        killed += 1
        uploaded = upload(
            "blocking", proxy.url, file, reference.api_token, resume=journals, retry=RetryPolicy(backoff=0.05)
        )
        assert stored(reference, uploaded) == content, moment
        assert proxy.passed("to_server") <= SIZE + CHUNK + 40 * 1024, moment
        assert left_in(journals) == [], moment
    assert killed == KILLS


# Bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda folder: folder / "missing", FileNotFoundError),
        (lambda folder: folder, IsADirectoryError),
        (lambda folder: (folder / "empty").touch() or folder / "empty", InvalidArgumentError),
        (lambda folder: os.mkfifo(folder / "pipe") or folder / "pipe", InvalidArgumentError),
        (lambda _: 42, InvalidArgumentError),
        (lambda folder: (folder / "text").open("w+"), InvalidArgumentError),
        (
            lambda folder: os.fdopen(
                os.open(os.mkfifo(folder / "p") or folder / "p", os.O_RDONLY | os.O_NONBLOCK), "rb"
            ),
            InvalidArgumentError,
        ),
    ],
    ids=["missing", "folder", "empty", "pipe", "number", "text", "open pipe"],
)
def test_what_is_no_file_is_refused_before_anything_is_sent(face, make, error, reference, tmp_path):
    source = make(tmp_path)
    with contextlib.closing(source) if hasattr(source, "close") else contextlib.nullcontext(), pytest.raises(error):
        upload(face, reference.url, source, reference.api_token)
    assert reference.uploads() == []


class Unseekable:
    """Something to read that knows no place."""

    def __init__(self, content):
        self.content = content

    def read(self):
        return self.content


@pytest.mark.parametrize("face", FACES)
def test_what_cannot_seek_is_sent_from_memory(face, reference, content):
    assert stored(reference, upload(face, reference.url, Unseekable(content), reference.api_token)) == content


def test_a_file_that_may_not_be_read_is_told(reference, file, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)  # root may read everything
    with pytest.raises(PermissionError, match=r"file\.bin"):
        upload("blocking", reference.url, file, reference.api_token)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("change", ["grows", "shrinks"])
def test_a_file_that_changes_meanwhile_is_an_error_and_nothing_is_complete(face, change, reference, file):
    once = threading.Event()

    def report(progress):
        if progress.sent > 2 * CHUNK and not once.is_set():
            once.set()
            with Path(file).open("r+b") as handle:
                handle.truncate(SIZE + 9 if change == "grows" else 3)

    with pytest.raises(ClientError, match="while it was sent"):
        upload(face, reference.url, file, reference.api_token, on_progress=report)
    assert {row["status"] for row in reference.uploads()} == {1}


MEASURED = """
import resource, sys
from synapse_sdk.clients.backend import BackendClient

client = BackendClient(sys.argv[1], "t", timeout=60)
client.create_chunked_upload(b"x")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
client.create_chunked_upload(sys.argv[2])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.slow
def test_a_large_file_is_not_held_in_memory(faulty_server, tmp_path):
    def respond(request):
        last = (request.header("Content-Range") or "").partition("-")[2].partition("/")[0]
        return json_response({"id": "x", "offset": int(last or 0) + 1, "status": 1 if last else 2})

    with (tmp_path / "large").open("wb") as file:
        file.truncate(128 * 1024 * 1024)
    server = faulty_server(otherwise=respond, keep_bodies=False)
    command = [sys.executable, "-c", MEASURED, server.url, str(tmp_path / "large")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(printed) <= 32, printed
