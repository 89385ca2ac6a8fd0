"""Files of rows, fetched into a folder by a ready-made `url_conversion`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.proxy import drop, reset
from support.steps import answer, cut, redirect
from synapse_runtime.download import Downloads, local_name
from synapse_runtime.errors import ClientError, DecodeError, InvalidArgument, NotFound, RedirectRefused
from synapse_runtime.journal import locked
from synapse_runtime.retry import RetryPolicy
from synapse_runtime.url_conversion import StoredFile
from synapse_runtime.urls import BaseURL
from synapse_sdk.clients.backend import BackendClient

CONTENT = bytes(range(256)) * 2000
QUICK = RetryPolicy(attempts=4, backoff=0.01)
BASE = BaseURL.parse("https://backend.example/api")


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture
def connect():
    clients = []

    def make(url, token="secret-token", **options):
        clients.append(BackendClient(url, token, **{"retry": QUICK, **options}))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def serving(content=CONTENT, etag='"1"', *, ranges=True):
    """Serves one content as storages do."""

    def step(request):
        wanted = request.header("Range")
        if wanted is None or not ranges:
            return answer(200, content, (("ETag", etag),))
        first = int(wanted.removeprefix("bytes=").rstrip("-"))
        if first >= len(content):
            return answer(416, b"")
        where = f"bytes {first}-{len(content) - 1}/{len(content)}"
        return answer(206, content[first:], (("ETag", etag), ("Content-Range", where)))

    return step


def ranges(server):
    return [request.header("Range") for request in server.requests]


def test_the_files_of_rows_become_local_paths(reference, connect, tmp_path):
    client = connect(reference.url, reference.api_token)
    rows = client.list_data_units({}, {"files": Downloads(client, tmp_path)}, list_all=True)
    for row in rows:
        for file in row["files"].values():
            assert md5(Path(file["url"]).read_bytes()) == file["checksum"]
            assert Path(file["url"]).is_relative_to(tmp_path)
    one = client.get_data_unit(789)
    assert one["files"]["image"]["url"].startswith("/media/")
    model = client.get_model(456, url_conversion={"file": Downloads(client, str(tmp_path))})
    assert Path(model["file"]).read_bytes()


def test_a_list_of_urls_and_a_page_are_converted_too(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    client = connect(server.url)
    found = Downloads(client, tmp_path).convert_many([StoredFile("/a/x"), StoredFile("/b/x"), StoredFile("/a/x")])
    assert found == [str(tmp_path / "a" / "x"), str(tmp_path / "b" / "x"), str(tmp_path / "a" / "x")]
    assert len(server.requests) == 2
    assert Downloads(client, tmp_path).convert_many([]) == []


def test_what_is_there_and_proved_is_not_fetched_again(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    downloads = Downloads(connect(server.url), tmp_path)
    file = StoredFile("/media/x.bin", md5(CONTENT).upper())
    assert downloads.convert_many([file]) == downloads.convert_many([file])
    assert len(server.requests) == 1
    (tmp_path / "media" / "x.bin").write_bytes(b"spoilt")
    downloads.convert_many([file])
    assert (tmp_path / "media" / "x.bin").read_bytes() == CONTENT


@pytest.mark.parametrize("fault", [drop, reset])
def test_what_breaks_off_goes_on_from_there(fault, faulty_server, fault_proxy, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    proxy = fault_proxy(server.url, fault("to_client", 200_000, 0), fault("to_client", 150_000, 1))
    path = Downloads(connect(proxy.url), tmp_path)("/media/x.bin")
    assert Path(path).read_bytes() == CONTENT
    first, *others = ranges(server)
    assert first is None
    assert all(one.startswith("bytes=") for one in others)
    assert {request.header("If-Range") for request in server.requests[1:]} == {'"1"'}
    assert proxy.passed("to_client") < len(CONTENT) + 200_000  # a reset loses what was not read yet


def test_without_a_validator_it_begins_anew(faulty_server, connect, tmp_path):
    server = faulty_server(cut(answer(200, CONTENT), 300_000), otherwise=serving())
    path = Downloads(connect(server.url), tmp_path)("/x")
    assert Path(path).read_bytes() == CONTENT
    assert ranges(server) == [None, None]


def test_a_weak_validator_is_none_and_a_date_is_one(faulty_server, connect, tmp_path):
    date = (("ETag", 'W/"1"'), ("Last-Modified", "Mon, 01 Sep 2025 08:00:00 GMT"))
    server = faulty_server(cut(answer(200, CONTENT, date), 300_000), otherwise=serving())
    assert Path(Downloads(connect(server.url), tmp_path)("/x")).read_bytes() == CONTENT
    assert server.requests[1].header("If-Range") == "Mon, 01 Sep 2025 08:00:00 GMT"


def test_another_process_goes_on_where_the_checksum_can_prove_it(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    downloads = Downloads(connect(server.url), tmp_path)
    (tmp_path / "x.part").write_bytes(CONTENT[:1000])
    downloads.convert_many([StoredFile("/x", md5(CONTENT))])
    (tmp_path / "y.part").write_bytes(CONTENT[:1000])
    downloads("/y")
    assert ranges(server) == ["bytes=1000-", None]
    assert [(tmp_path / name).read_bytes() for name in "xy"] == [CONTENT, CONTENT]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "y"]


def test_a_server_without_ranges_sends_the_whole(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving(ranges=False))
    (tmp_path / "x.part").write_bytes(b"old")
    Downloads(connect(server.url), tmp_path).convert_many([StoredFile("/x", md5(CONTENT))])
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_begun_anew(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    (tmp_path / "x.part").write_bytes(CONTENT + b"more")
    Downloads(connect(server.url), tmp_path).convert_many([StoredFile("/x", md5(CONTENT))])
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_a_part_that_does_not_belong_is_noticed_by_its_checksum(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    (tmp_path / "x.part").write_bytes(b"other bytes")
    Downloads(connect(server.url), tmp_path).convert_many([StoredFile("/x", md5(CONTENT))])
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert ranges(server) == ["bytes=11-", None]


def test_another_range_than_was_asked_for_is_not_believed(faulty_server, connect, tmp_path):
    other = answer(206, CONTENT[5:], (("Content-Range", f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}"),))
    server = faulty_server(other, otherwise=serving())
    (tmp_path / "x.part").write_bytes(CONTENT[:1000])
    Downloads(connect(server.url), tmp_path).convert_many([StoredFile("/x", md5(CONTENT))])
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_twice_the_wrong_checksum_is_an_error_and_no_file(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    with pytest.raises(DecodeError, match="twice what came does not have the checksum"):
        Downloads(connect(server.url), tmp_path).convert_many([StoredFile("/x?sig=hidden", md5(b"other"))])
    assert not (tmp_path / "x").exists()


def test_what_always_breaks_off_is_an_error_in_the_end(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=cut(answer(200, CONTENT), 10))
    with pytest.raises(ClientError, match="connection was lost"):
        Downloads(connect(server.url), tmp_path)("/x")
    assert len(server.requests) == 4


@pytest.mark.parametrize(("status", "error"), [(404, NotFound), (416, ClientError)])
def test_a_refusal_is_an_error(status, error, faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=answer(status))
    with pytest.raises(error):
        Downloads(connect(server.url), tmp_path)("/x")


def test_two_at_once_do_not_spoil_each_other(faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=serving())
    handle = locked(tmp_path / "x.part")  # as another process does
    downloads = Downloads(connect(server.url), tmp_path)
    assert Path(downloads("/x")).read_bytes() == CONTENT
    server.otherwise = answer(404)
    with pytest.raises(NotFound):
        downloads("/x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x", "x.part"]
    os.close(handle)


# Origins --------------------------------------------------------------------------------


def secrets(request):
    return [value for name, value in request.headers if "token" in name.lower() or "secret" in value.lower()]


def test_credentials_go_to_the_own_origin_alone(faulty_server, connect, tmp_path):
    own, other = faulty_server(otherwise=serving()), faulty_server(otherwise=serving())
    downloads = Downloads(connect(own.url, headers={"X-Own": "secret"}), tmp_path)
    paths = downloads.convert_many(
        [StoredFile(f"{own.url}/x"), StoredFile(f"{other.url}/x"), StoredFile(f"{other.url}/y")]
    )
    assert [Path(path).read_bytes() for path in paths] == [CONTENT] * 3
    assert len(set(paths)) == 3
    assert secrets(own.requests[0]) == ["Token secret-token", "secret"]
    assert [secrets(request) for request in other.requests] == [[], []]


def test_a_redirect_to_a_storage_is_followed_without_credentials(faulty_server, connect, tmp_path):
    storage = faulty_server(otherwise=serving())
    own = faulty_server(otherwise=redirect(f"{storage.url}/bucket/key?signature=s p"))
    path = Downloads(connect(own.url), tmp_path)("/media/x.bin")
    assert path == str(tmp_path / "media" / "x.bin")
    assert secrets(storage.requests[0]) == []
    assert storage.requests[0].target == "/bucket/key?signature=s%20p"


@pytest.mark.parametrize("location", ["/x", "file:///etc/passwd"])
def test_a_redirect_that_leads_nowhere_is_an_error(location, faulty_server, connect, tmp_path):
    server = faulty_server(otherwise=redirect(location))
    with pytest.raises(RedirectRefused):
        Downloads(connect(server.url), tmp_path)("/x")
    assert len(server.arrivals) <= 6


# Names ----------------------------------------------------------------------------------


@given(st.text())
def test_no_url_leads_out_of_the_folder(path):
    try:
        found = local_name(BASE, f"https://backend.example/{path}")
    except InvalidArgument:
        return
    assert not found.is_absolute()
    assert ".." not in found.parts
    assert os.path.normpath(f"/folder/{found}").startswith("/folder/")
    assert all(len(part.encode()) < 200 for part in found.parts)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://backend.example/media/a/image.jpg?x=1", "media/a/image.jpg"),
        ("https://backend.example/media//a%20b.jpg", "media/a b.jpg"),
        ("https://other.example/a.jpg", "other.example/a.jpg"),
        ("https://backend.example/그림.jpg", "그림.jpg"),
    ],
)
def test_a_plain_name_stays(url, expected):
    assert str(local_name(BASE, url)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        ".",
        "..%2f..%2fetc",
        "a%00b",
        "CON",
        "nul.txt",
        "a%5Cb",
        "x" * 300,
        "é" * 200 + ".jpg",
        "...",
        "a:b",
        "end. ",
    ],
)
def test_an_odd_name_is_made_safe_and_stays_its_own(name):
    found = local_name(BASE, f"https://backend.example/m/{name}")
    assert found.parts[0] == "m"
    assert len(found.parts) == 2
    assert found != local_name(BASE, f"https://backend.example/m/{name}x")


@pytest.mark.parametrize(
    "url", ["https://backend.example/", "https://backend.example/a/", "ftp://backend.example/a", "https:///a", "x"]
)
def test_what_names_no_file_is_refused(url):
    with pytest.raises(InvalidArgument):
        local_name(BASE, url)


def test_there_must_be_a_worker(connect, tmp_path):
    with pytest.raises(InvalidArgument, match="workers must be"):
        Downloads(connect("http://127.0.0.1:9"), tmp_path, workers=0)
