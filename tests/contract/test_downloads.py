"""Files of rows, fetched into a folder by a ready-made `url_conversion`: blocking, on asyncio and on trio."""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from functools import partial
from pathlib import Path

import anyio
import pytest
from support.proxy import drop, reset
from support.steps import cut, redirect, respond
from synapse_http.errors import ClientError, DecodeError, InvalidArgumentError, NotFoundError, RedirectError
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.calls.url_conversion import StoredFile
from synapse_sdk import AsyncSynapse, Synapse
from synapse_sdk.clients.backend import BackendClient
from synapse_transfer.downloads.downloader import Downloads
from synapse_transfer.downloads.part_file import BLOCK_BYTES, PartFile
from synapse_transfer.file_lock import open_locked

CONTENT = bytes(range(256)) * 2000
QUICK = RetryPolicy(attempts=4, backoff=0.01)
TOKEN = "secret-token"
LOOPS = ["asyncio", "trio"]


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


class Fetch:
    """Fetches files into a folder with a client of one kind, which lives as long as that."""

    def __init__(self, backend, folder):
        self.backend = backend
        self.folder = folder

    def __call__(self, url, *files, workers=8, **options):
        options = {"retry": QUICK, **options}
        if self.backend == "blocking":
            with BackendClient(url, TOKEN, **options) as client:
                return Downloads(client, self.folder, workers=workers).convert_many(files)

        async def main():
            async with AsyncSynapse(url, api_token=TOKEN, **options) as client:
                return await Downloads(client, self.folder, workers=workers).fetch_many(files)

        return anyio.run(main, backend=self.backend)


@pytest.fixture(params=["blocking", *LOOPS])
def fetch(request, tmp_path):
    """Fetches into `tmp_path`: blocking, on asyncio and on trio."""
    return Fetch(request.param, tmp_path)


def serving(content=CONTENT, etag='"1"', *, ranges=True):
    """Serves one content as storages do."""

    def step(request):
        wanted = request.header("Range")
        if wanted is None or not ranges:
            return respond(200, content, (("ETag", etag),))
        first = int(wanted.removeprefix("bytes=").rstrip("-"))
        if first >= len(content):
            return respond(416, b"")
        where = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return respond(206, content[first:], (("ETag", etag), ("Content-Range", where)))

    return step


def ranges(server):
    return [request.header("Range") for request in server.requests]


def test_several_are_fetched_and_one_that_is_named_twice_once(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    paths = fetch(server.url, StoredFile("/a/x"), "/b/x", "/a/x")
    assert paths == [str(tmp_path / "a" / "x"), str(tmp_path / "b" / "x"), str(tmp_path / "a" / "x")]
    assert len(server.requests) == 2
    assert fetch(server.url) == []


def test_urls_that_differ_in_their_query_alone_are_different_files(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=lambda request: respond(200, request.target.encode()))
    urls = ["/export", *(f"/export?id={number}" for number in range(20)), "/Export", "/x", "/x.part"]
    paths = fetch(server.url, *urls)
    assert [Path(path).read_bytes().decode() for path in paths] == urls
    assert fetch(server.url, *urls) == paths
    assert len([*tmp_path.iterdir()]) == len(urls)


def test_a_planted_link_is_not_followed(faulty_server, fetch, tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "x.part").symlink_to("precious")
    (tmp_path / "y.part").hardlink_to(tmp_path / "precious")
    (tmp_path / "y").symlink_to("precious")
    server = faulty_server(otherwise=serving())
    paths = fetch(server.url, "/x", StoredFile("/y", md5(CONTENT)))
    assert [Path(path).read_bytes() for path in paths] == [CONTENT] * 2
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "y").is_symlink()


def test_what_is_there_and_proved_is_not_fetched_again(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    assert fetch(server.url, StoredFile("/media/y.bin", None)) == [str(tmp_path / "media" / "y.bin")]
    server.requests.clear()
    file = StoredFile("/media/x.bin", md5(CONTENT).upper())
    assert fetch(server.url, file) == fetch(server.url, file)
    assert len(server.requests) == 1
    (tmp_path / "media" / "x.bin").write_bytes(b"spoilt")
    fetch(server.url, file)
    assert (tmp_path / "media" / "x.bin").read_bytes() == CONTENT


@pytest.mark.parametrize("fault", [drop, reset])
def test_what_breaks_off_goes_on_from_there(fault, faulty_server, fault_proxy, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    proxy = fault_proxy(server.url, fault("to_client", 200_000, 0), fault("to_client", 150_000, 1))
    (path,) = fetch(proxy.url, "/media/x.bin")
    assert Path(path).read_bytes() == CONTENT
    first, *others = ranges(server)
    assert first is None
    assert all(asked.startswith("bytes=") for asked in others)
    assert {request.header("If-Range") for request in server.requests[1:]} == {'"1"'}
    assert proxy.passed("to_client") < len(CONTENT) + 200_000  # a reset loses what was not read yet


def test_without_a_validator_it_begins_anew(faulty_server, fetch, tmp_path):
    server = faulty_server(cut(respond(200, CONTENT), 300_000), otherwise=serving())
    (path,) = fetch(server.url, "/x")
    assert Path(path).read_bytes() == CONTENT
    assert ranges(server) == [None, None]


def test_a_weak_validator_is_none_and_a_date_is_one(faulty_server, fetch, tmp_path):
    date = (("ETag", 'W/"1"'), ("Last-Modified", "Mon, 01 Sep 2025 08:00:00 GMT"))
    server = faulty_server(cut(respond(200, CONTENT, date), 300_000), otherwise=serving())
    assert Path(*fetch(server.url, "/x")).read_bytes() == CONTENT
    assert server.requests[1].header("If-Range") == "Mon, 01 Sep 2025 08:00:00 GMT"


def test_another_process_goes_on_where_the_checksum_can_prove_it(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    (tmp_path / "x.part").write_bytes(CONTENT[:1000])
    fetch(server.url, StoredFile("/x", md5(CONTENT)))
    (tmp_path / "y.part").write_bytes(CONTENT[:1000])
    fetch(server.url, "/y")
    assert ranges(server) == ["bytes=1000-", None]
    assert [(tmp_path / name).read_bytes() for name in "xy"] == [CONTENT, CONTENT]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y"]


def test_a_server_without_ranges_sends_the_whole(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving(ranges=False))
    (tmp_path / "x.part").write_bytes(b"old")
    fetch(server.url, StoredFile("/x", md5(CONTENT)))
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_begun_anew(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    (tmp_path / "x.part").write_bytes(CONTENT + b"more")
    fetch(server.url, StoredFile("/x", md5(CONTENT)))
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_a_part_that_does_not_belong_is_noticed_by_its_checksum(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    (tmp_path / "x.part").write_bytes(b"other bytes")
    fetch(server.url, StoredFile("/x", md5(CONTENT)))
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert ranges(server) == ["bytes=11-", None]


def test_another_range_than_was_asked_for_is_not_believed(faulty_server, fetch, tmp_path):
    other = respond(206, CONTENT[5:], (("Content-Range", f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}"),))
    server = faulty_server(other, otherwise=serving())
    (tmp_path / "x.part").write_bytes(CONTENT[:1000])
    fetch(server.url, StoredFile("/x", md5(CONTENT)))
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_twice_the_wrong_checksum_is_an_error_and_no_file(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    with pytest.raises(DecodeError, match="downloaded twice, and neither has the checksum"):
        fetch(server.url, StoredFile("/x?sig=hidden", md5(b"other")))
    assert not (tmp_path / "x").exists()


def test_what_always_breaks_off_is_an_error_in_the_end(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=cut(respond(200, CONTENT), 10))
    with pytest.raises(ClientError, match="connection was lost"):
        fetch(server.url, "/x")
    assert len(server.requests) == 4


@pytest.mark.parametrize(("status", "error"), [(404, NotFoundError), (416, ClientError)])
def test_a_refusal_is_an_error(status, error, faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=respond(status))
    with pytest.raises(error):
        fetch(server.url, "/x")


def test_two_at_once_do_not_spoil_each_other(faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=serving())
    handle = open_locked(tmp_path / "x.part")  # as another process does
    assert Path(*fetch(server.url, "/x")).read_bytes() == CONTENT
    server.otherwise = respond(404)
    with pytest.raises(NotFoundError):
        fetch(server.url, "/x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "x.part"]
    os.close(handle)


# Origins --------------------------------------------------------------------------------


def secrets(request):
    return [value for name, value in request.headers if "token" in name.lower() or "secret" in value.lower()]


def test_credentials_go_to_the_own_origin_alone(faulty_server, fetch, tmp_path):
    own, other = faulty_server(otherwise=serving()), faulty_server(otherwise=serving())
    files = [f"{own.url}/x", f"{other.url}/x", f"{other.url}/y"]
    paths = fetch(own.url, *files, headers={"X-Own": "secret"})
    assert [Path(path).read_bytes() for path in paths] == [CONTENT] * 3
    assert len(set(paths)) == 3
    assert secrets(own.requests[0]) == ["Token secret-token", "secret"]
    assert [secrets(request) for request in other.requests] == [[], []]


def test_a_redirect_to_a_storage_is_followed_without_credentials(faulty_server, fetch, tmp_path):
    storage = faulty_server(otherwise=serving())
    own = faulty_server(otherwise=redirect(f"{storage.url}/bucket/key?signature=s p"))
    (path,) = fetch(own.url, "/media/x.bin")
    assert path == str(tmp_path / "media" / "x.bin")
    assert secrets(storage.requests[0]) == []
    assert storage.requests[0].target == "/bucket/key?signature=s%20p"


@pytest.mark.parametrize("location", ["/x", "file:///etc/passwd"])
def test_a_redirect_that_leads_nowhere_is_an_error(location, faulty_server, fetch, tmp_path):
    server = faulty_server(otherwise=redirect(location))
    with pytest.raises(RedirectError):
        fetch(server.url, "/x")
    assert len(server.arrivals) <= 6


# Several at a time ----------------------------------------------------------------------


def test_as_many_as_there_are_workers_are_on_their_way(faulty_server, fetch):
    together = threading.Barrier(3)

    def step(request):
        together.wait(10)  # or it breaks, and the answer is none
        return serving()(request)

    server = faulty_server(otherwise=step)
    assert len(fetch(server.url, *(f"/{number}" for number in range(6)), workers=3)) == 6


def test_one_worker_takes_one_after_the_other(faulty_server, fetch):
    server = faulty_server(otherwise=serving())
    fetch(server.url, "/a", "/b", "/c", workers=1)
    assert [request.path for request in server.requests] == ["/a", "/b", "/c"]
    assert server.connections == 1


def test_the_first_failure_ends_the_others_and_gives_all_back(faulty_server, fetch, tmp_path):
    part = tmp_path / "x.part"

    def step(request):
        if request.path == "/x":
            return stalling()
        while written(part) < BLOCK_BYTES:
            assert not server._loopback.stopping.wait(0.001)
        return respond(404)

    server = faulty_server(otherwise=step)
    with pytest.raises(NotFoundError):
        fetch(server.url, StoredFile("/x", md5(CONTENT)), "/missing", timeout={"read": 0.5})
    assert locked_now(part)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".part"] == []
    assert [thread for thread in threading.enumerate() if thread.name.startswith("flow-")] == []


def locked_now(path):
    """Whether nobody else has a file on its way."""
    handle = open_locked(path)
    if handle is not None:
        os.close(handle)
    return handle is not None


# Cancellation ---------------------------------------------------------------------------


async def until(condition):
    with anyio.fail_after(10):
        while not condition():  # noqa: ASYNC110 - no event tells it
            await anyio.sleep(0.001)


def written(path):
    return path.stat().st_size if path.exists() else 0


def stalling(content=CONTENT):
    """Sends more than one write, and then nothing."""
    return cut(respond(200, content, (("ETag", '"1"'),)), BLOCK_BYTES + 1000, "stall")


async def cancelled_by_scope(fetching, ready):
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:
            group.start_soon(fetching)
            await ready()
            scope.cancel()
    assert scope.cancelled_caught


async def cancelled_by_asyncio(fetching, ready):
    task = asyncio.create_task(fetching())
    await ready()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("cancelled", "backend"),
    [(cancelled_by_scope, "asyncio"), (cancelled_by_scope, "trio"), (cancelled_by_asyncio, "asyncio")],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_cancelled_leaves_a_part_to_go_on_with_and_nothing_else(
    cancelled, backend, elsewhere, faulty_server, tmp_path
):
    storage = faulty_server(stalling(), stalling(), otherwise=serving())
    own = faulty_server(otherwise=redirect(f"{storage.url}/b")) if elsewhere else storage
    files = [StoredFile("/x", md5(CONTENT)), StoredFile("/y", md5(CONTENT))]
    parts = [tmp_path / "x.part", tmp_path / "y.part"]

    async def main():
        async with AsyncSynapse(own.url, api_token=TOKEN, retry=QUICK) as client:
            downloads = Downloads(client, tmp_path)

            async def ready():
                await until(lambda: all(written(part) >= BLOCK_BYTES for part in parts))

            await cancelled(partial(downloads.fetch_many, files), ready)
            assert all(map(locked_now, parts))
            await until(lambda: not storage._loopback._live)  # it has no connection any more
            assert await downloads.fetch("/z") == str(tmp_path / "z")
            return await downloads.fetch_many(files)

    paths = anyio.run(main, backend=backend)
    assert [Path(path).read_bytes() for path in paths] == [CONTENT] * 2
    begun = [asked for asked in ranges(storage) if asked is not None]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y", "z"]
    assert len(begun) == 2
    assert all(int(asked.removeprefix("bytes=").rstrip("-")) >= BLOCK_BYTES for asked in begun)
    workers = [thread for thread in threading.enumerate() if thread.name.startswith("AnyIO")]
    for thread in workers:  # they were told to end; trio keeps idle ones of its own for a while
        thread.join(10)
    assert not any(map(threading.Thread.is_alive, workers))


@pytest.mark.parametrize("backend", LOOPS)
def test_no_file_is_touched_on_the_thread_of_the_event_loop(backend, faulty_server, tmp_path, monkeypatch):
    server = faulty_server(otherwise=serving())
    threads = []
    for name in ("open", "write", "restart", "finish", "close"):
        monkeypatch.setattr(PartFile, name, noting(getattr(PartFile, name), threads))
    fetch = Fetch(backend, tmp_path)
    assert Path(*fetch(server.url, "/x")).read_bytes() == CONTENT
    assert len(threads) >= 5
    assert threading.current_thread() not in threads


def noting(method, threads):
    def noted(self):
        threads.append(threading.current_thread())
        method(self)

    return noted


# How it is asked for --------------------------------------------------------------------


@pytest.fixture
def documented(reference):
    with BackendClient(reference.url, reference.api_token) as client:
        yield client


def proved(files):
    """Whether all files of a row are on this disk, whole."""
    found = [StoredFile(**file) if isinstance(file, dict) else file for file in files.values()]
    return bool(found) and all(md5(Path(file.url).read_bytes()) == file.checksum for file in found)


def test_the_files_of_rows_become_local_paths(documented, tmp_path):
    client = documented
    rows = client.list_data_units({}, {"files": Downloads(client, tmp_path)}, list_all=True)
    for row in rows:
        assert proved(row["files"])
        assert all(Path(file["url"]).is_relative_to(tmp_path) for file in row["files"].values())
    unit = client.get_data_unit(789)
    assert unit["files"]["image"]["url"].startswith("/media/")
    model = client.get_model(456, url_conversion={"file": Downloads(client, str(tmp_path))})
    assert Path(model["file"]).read_bytes()


def test_a_documented_client_converts_all_it_fetches(documented, tmp_path):
    client = documented.with_options(url_conversion={"files": Downloads(documented, tmp_path)})
    assert proved(client.get_data_unit(789)["files"])
    rows, _ = client.list_data_units()
    assert all(proved(row["files"]) for row in rows)
    (row, *_), _ = client.list_data_units(url_conversion={})
    assert row["files"]["image"]["url"].startswith("/media/")
    assert client.get_project(123)["id"] == 123


def test_a_field_that_holds_no_files_anywhere_is_refused(documented, tmp_path):
    with pytest.raises(InvalidArgumentError, match="'fles' holds no file URLs; fields that do: file, files"):
        documented.with_options(url_conversion={"files": print, "fles": Downloads(documented, tmp_path)})


def test_a_typed_client_converts_all_it_fetches(reference, tmp_path):
    with Synapse(reference.url, api_token=reference.api_token) as client:
        synapse = client.with_options(url_conversion={"files": Downloads(client, tmp_path)})
        assert proved(synapse.data_units.get(789).files)
        units = synapse.data_units.list()
        assert all(proved(unit.files) for unit in units)
        assert proved(units.first().files)
        assert all(proved(unit.files) for unit in units.page(1).items)


@pytest.mark.parametrize("backend", LOOPS)
def test_an_async_client_converts_all_it_fetches(backend, reference, tmp_path):
    async def main():
        async with AsyncSynapse(reference.url, api_token=reference.api_token) as client:
            synapse = client.with_options(url_conversion={"files": Downloads(client, tmp_path)})
            assert proved((await synapse.data_units.get(789)).files)
            units = synapse.data_units.list()
            assert [proved(unit.files) async for unit in units]
            assert proved((await units.first()).files)
            assert all(proved(unit.files) for unit in (await units.page(1)).items)
            assert all(proved(unit.files) for unit in await units.to_list())

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", LOOPS)
def test_downloads_of_a_blocking_client_run_on_threads_in_async_code(backend, reference, documented, tmp_path):
    async def main():
        conversion = {"files": Downloads(documented, tmp_path)}
        async with AsyncSynapse(reference.url, api_token=reference.api_token, url_conversion=conversion) as synapse:
            return await synapse.data_units.get(789)

    assert proved(anyio.run(main, backend=backend).files)


def test_downloads_of_an_async_client_are_refused_in_blocking_code(documented, tmp_path):
    async def main():
        async with AsyncSynapse("http://127.0.0.1:9") as client:
            downloads = Downloads(client, tmp_path)
            with pytest.raises(InvalidArgumentError, match="await fetch"):
                downloads("/x")
            with pytest.raises(InvalidArgumentError, match="cannot be part of a blocking call"):
                documented.get_model(456, url_conversion={"file": downloads})
        for fetch in (Downloads(documented, tmp_path).fetch, Downloads(documented, tmp_path).fetch_many):
            with pytest.raises(InvalidArgumentError, match="of a blocking client: call them"):
                fetch("/x")  # without `await`, which blocking code would not write

    asyncio.run(main())


def test_it_is_called_with_one_url(faulty_server, tmp_path):
    server = faulty_server(otherwise=serving())
    with BackendClient(server.url, TOKEN) as client:
        assert Path(Downloads(client, tmp_path)("/x")).read_bytes() == CONTENT


def test_there_must_be_a_worker(documented, tmp_path):
    with pytest.raises(InvalidArgumentError, match="workers must be"):
        Downloads(documented, tmp_path, workers=0)


def test_what_is_no_client_and_what_names_no_file_is_refused(documented, tmp_path):
    with pytest.raises(InvalidArgumentError, match="client must be a client of this service, not str"):
        Downloads("https://host", tmp_path)
    with pytest.raises(InvalidArgumentError, match="folder must be a path, not NoneType"):
        Downloads(documented, None)
    downloads = Downloads(documented, tmp_path)
    with pytest.raises(InvalidArgumentError, match="files must be a list of URLs, not a str: '/media/a.jpg'"):
        downloads.convert_many("/media/a.jpg")
    with pytest.raises(InvalidArgumentError, match="a file must be a URL or a StoredFile, not NoneType"):
        downloads(None)


def test_it_shows_whose_files_go_where(documented):
    assert repr(Downloads(documented, "data")) == f"<Downloads of {documented} into 'data'>"


def test_what_is_no_url_is_refused(faulty_server, fetch):
    with pytest.raises(InvalidArgumentError, match="'http://.a' is not a URL"):
        fetch(faulty_server().url, "http://[a")
