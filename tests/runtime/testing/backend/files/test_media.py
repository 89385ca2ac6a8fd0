"""The files of rows: what was sent comes back under the row's URL, whole or from a byte on."""

from __future__ import annotations

import base64
import hashlib

import pytest
from synapse_runtime.testing import MockBackend, MockRequest, MockServer, MockTransport
from synapse_runtime.testing.backend.requests.routing import MEDIA
from synapse_runtime.testing.backend.spec.examples import load_examples
from synapse_runtime.testing.messages import SPOOL_BYTES
from synapse_sdk import SERVICE
from synapse_sdk.clients.backend import BackendClient

CONTENT = bytes(range(256)) * (SPOOL_BYTES // 100)


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE, seed=7, prefix="/api")
    yield backend
    backend.close()


@pytest.fixture
def client(mock):
    with BackendClient("https://mock/api", "any", transport=MockTransport(mock)) as found:
        yield found


@pytest.fixture
def fetch(mock):
    """Fetches a URL: status, headers, content."""

    def fetch(url, *, method="GET", **headers):
        response = mock.handle(MockRequest.from_target(method, url, [*headers.items()]))
        return (
            response.status_code,
            response.headers,
            response.body if isinstance(response.body, bytes) else b"".join(response.body),
        )

    return fetch


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "large file.bin"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("chunked", [False, True], ids=["in a form", "in chunks"])
def test_a_sent_file_is_served(client, fetch, file, chunked):
    made = client.create_data_file(file, use_chunked_upload=chunked)
    assert made["file"] == "/media/data_files/large%20file.bin"
    status, headers, content = fetch(made["file"])
    assert (status, content == CONTENT, headers["Content-Length"]) == (200, True, str(len(CONTENT)))
    assert headers["Content-Type"] == "application/octet-stream"
    assert fetch("/api" + made["file"])[2] == CONTENT, "below the prefix too: who resolves URLs may do either"


def test_files_are_served_over_http(mock, client, file):
    made = client.create_data_file(file)
    import urllib.request

    with MockServer(mock) as server, urllib.request.urlopen(server.url + made["file"]) as response:
        assert response.read() == CONTENT


@pytest.mark.parametrize(
    ("asked", "told", "part"),
    [
        ("bytes=0-0", "bytes 0-0/{n}", slice(0, 1)),
        ("bytes=5-", "bytes 5-{last}/{n}", slice(5, None)),
        ("bytes=10-19", "bytes 10-19/{n}", slice(10, 20)),
        ("bytes=10-999999999", "bytes 10-{last}/{n}", slice(10, None)),
    ],
)
def test_a_range_of_it(client, fetch, file, asked, told, part):
    url = client.create_data_file(file)["file"]
    status, headers, content = fetch(url, Range=asked)
    assert (status, content == CONTENT[part]) == (206, True)
    assert headers["Content-Range"] == told.format(n=len(CONTENT), last=len(CONTENT) - 1)
    assert headers["Content-Length"] == str(len(content))


def test_a_range_behind_its_end_is_refused_and_other_units_are_not_known(client, fetch, file):
    url = client.create_data_file(file)["file"]
    status, headers, _ = fetch(url, Range=f"bytes={len(CONTENT)}-")
    assert (status, headers) == (416, {"Content-Range": f"bytes */{len(CONTENT)}", **_id(headers)})
    assert fetch(url, Range="rows=1-2")[0] == 200
    assert fetch(url, Range=f"bytes={'9' * 5000}-")[0] == 200


def _id(headers):
    return {name: value for name, value in headers.items() if "request-id" in name.lower()}


def test_files_of_the_same_name_have_different_urls_unless_equal(client, fetch):
    contents = (b"one", b"two", b"three", b"one")
    urls = [client.create_plugin_release({"plugin": 123, "version": "1", "file": one})["file"] for one in contents]
    assert [fetch(url)[2] for url in urls] == [*contents]
    assert len(set(urls)) == 3


def test_a_checksum_names_a_file_that_was_sent(client, fetch, file):
    client.create_data_file(file)
    named = {"checksum": hashlib.md5(CONTENT).hexdigest(), "path": "other.bin"}
    (unit,) = client.create_data_units(
        [{"data_collection": 123, "files": {"image": named, "text": {"checksum": "0" * 32, "path": "a.txt"}}}]
    )
    assert fetch(unit["files"]["image"]["url"])[2] == CONTENT
    assert fetch(unit["files"]["text"]["url"])[2] == b"a.txt"


def test_a_file_inside_json(client, fetch):
    row = client.create_logs({"job": 789, "level": "info", "message": "x", "file": b"\x00\x01"})
    assert fetch(row["file"])[2] == b"\x00\x01"
    assert base64.b64encode(b"\x00\x01").decode() not in row["file"]


def test_a_file_of_an_example_holds_its_own_name(client, fetch, mock):
    url = client.get_data_unit(789)["files"]["image"]["url"]
    status, headers, content = fetch(url)
    assert (status, headers["Content-Type"], content) == (200, "image/jpeg", url.rpartition("/")[2].encode())
    assert fetch(url, Range="bytes=2-4")[2] == content[2:5]
    mock.add("data_units", files={"image": ["/media/elsewhere/b.txt", 7]})
    assert fetch("/media/elsewhere/b.txt")[2] == b"b.txt"


def examples_files(data):
    """Every file that an example's response shows: its URL, and its checksum where one stands beside it."""
    if isinstance(data, dict):
        for name in ("url", "file"):
            if str(data.get(name)).startswith(MEDIA):
                yield data[name], data.get("checksum")
        data = list(data.values())
    for value in data if isinstance(data, list) else []:
        yield from examples_files(value)


def test_every_file_that_an_example_shows_is_served_and_has_its_checksum(fetch):
    found = {
        file for listed in load_examples(SERVICE).values() for one in listed for file in examples_files(one.response)
    }
    assert len(found) > 8
    for url, checksum in sorted(found, key=str):
        status, _, content = fetch(url)
        assert status == 200 or url.endswith(".done"), f"{url}: that upload of the examples is still open"
        assert checksum in {None, hashlib.md5(content).hexdigest()}, url


def test_a_file_is_read_while_another_is_stored(client, fetch, mock, file, tmp_path):
    """A long one is read piece by piece: it does not matter where the writer stands."""
    url = client.create_data_file(file)["file"]
    response = mock.handle(MockRequest.from_target("GET", url))
    begun = next(response.body)
    (tmp_path / "other.bin").write_bytes(CONTENT[::-1])
    client.create_data_file(tmp_path / "other.bin")
    assert begun + b"".join(response.body) == CONTENT


@pytest.mark.parametrize(
    "path", ["/media/", "/media/nothing.txt", "/media/chunked_uploads/.part", "/media/../data_files/", "/other/a.txt"]
)
def test_an_unknown_file_is_404(fetch, path):
    assert fetch(path)[0] == 404


def test_a_file_needs_no_token_and_is_gone_after_a_reset(client, fetch, file, mock):
    mock.strict = True
    url = client.create_data_file(file)["file"]
    assert fetch(url, method="HEAD")[::2] == (200, b"")
    mock.assert_called_once_with(f"HEAD {url}", status=200)
    mock.strict = False
    mock.reset()
    assert fetch(url)[0] == 404
