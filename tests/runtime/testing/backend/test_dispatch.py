"""Whatever is sent, there is an response."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import fleet, library
from support.mock_caller import CARD, KEY
from support.properties import examples
from synapse_runtime.testing import MockBackend, MockRequest
from synapse_runtime.testing.backend.spec.examples import load_examples

ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["open", "7", "sail"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["title", "author", "pages", "shelf", "cover", "ids", "tags", "tag_ids", "action", "remarks", "checksums", "file",
     "dpi", "settings", "chunked_upload", "meta", "md5", "kind", "rig", "owner", "power", "status", "id", "image"]
)  # fmt: skip
BODIES = st.dictionaries(FIELDS, ANY | st.lists(st.integers(1, 9)), max_size=5)
RIGHT = st.sampled_from(
    [{"title": "T", "author": 1}, {"remarks": ["x"]}, {"ids": [7], "tags": [1]}, {"checksums": ["a"]}, {"md5": "x"},
     {"kind": "sail", "rig": "sloop"}, {"kind": "motor", "power": 1}, {"status": "lost"},
     {"id": 1, "image": "data:;base64,"}]
)  # fmt: skip
NEARLY = st.builds(lambda right, wrong: {**right, **wrong}, RIGHT, BODIES)
VALUES = st.text(max_size=6) | st.sampled_from(
    ["7", "70", "moby", "kiel", library.UPLOAD, fleet.SLOOP["shipId"], "../x"]
)
NAMES = ["author", "shelf", "created_after", "page", "page_size", "first", "after", "expand", "search", "lent"]
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES))

FINE = {200, 201, 202, 204, 301, 400, 401, 404, 405, 409, 410, 413, 415}


@pytest.fixture(scope="module")
def mocks():
    made = [(MockBackend(library.SERVICE), CARD), (MockBackend(fleet.SERVICE), KEY)]
    examples = [deepcopy(dict(load_examples(backend.service))) for backend, _ in made]
    yield made
    for backend, _ in made:
        backend.close()
    assert [dict(load_examples(backend.service)) for backend, _ in made] == examples, "all mocks share them"


@pytest.mark.slow
@settings(max_examples=examples(400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), body=RIGHT | NEARLY | ANY | st.lists(NEARLY, max_size=3), query=QUERIES)
def test_any_call_of_any_operation_gets_a_response(mocks, data, body, query):
    from urllib.parse import quote, urlencode

    backend, headers = data.draw(st.sampled_from(mocks))
    operations = [operation for operation in backend.service.operations() if operation.path]
    operation = data.draw(st.sampled_from(operations))
    path = operation.path
    while "{" in path:
        start, end = path.index("{"), path.index("}")
        path = path[:start] + quote(data.draw(VALUES), safe="") + path[end + 1 :]
    sent = {**headers, "Content-Type": "application/json", "Idempotency-Key": data.draw(VALUES)}
    request = MockRequest.from_target(
        operation.method, f"/{path}?{urlencode(query)}", sent.items(), json.dumps(body, ensure_ascii=True).encode()
    )
    response = backend.respond(request)
    assert response.status_code in FINE
    if response.headers.get("Content-Type") == "application/json":
        json.loads(response.body, parse_constant=pytest.fail)


@settings(max_examples=examples(200))
@given(
    method=st.sampled_from(["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"]),
    target=st.text("/ab7%2e.?&=#:\\{}*", max_size=20).map(lambda text: f"/books{text}"),
    type=st.sampled_from(
        ["application/json", "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", ""]
    ),
    body=st.binary(max_size=60) | st.sampled_from([b"--b--", b"--b\r\n\r\n", b'{"a": 1}']),
)
@example(method="POST", target="/books/", type="application/json", body=b'{"title": "\\ud800", "author": 1}')
def test_any_request_gets_a_response(mocks, method, target, type, body):
    backend, headers = mocks[0]
    request = MockRequest.from_target(method, target, {**headers, "Content-Type": type}.items(), body)
    assert backend.respond(request).status_code in FINE


def test_head_is_get_without_a_body(ask):
    response = ask("HEAD", "/books/7/")
    assert (response.status_code, response.body) == (200, b"")


def test_a_wrong_method_is_405(ask):
    response = ask("DELETE", "/authors/1/")
    assert (response.status_code, response.json()) == (405, {"detail": 'Method "DELETE" not allowed.'})
    assert response.headers["Allow"] == "GET"


def test_an_unknown_path_is_a_page(ask):
    response = ask("GET", "/nowhere/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "http://backend/sdk/books/?page_size=1&page=2"),
        ({"prefix": "api"}, "http://backend/api/sdk/books/?page_size=1&page=2"),
        ({"prefix": "api", "advertised_origin": "inner:8000"}, "http://inner:8000/sdk/books/?page_size=1&page=2"),
        ({"advertised_origin": "https://inner/"}, "https://inner/sdk/books/?page_size=1&page=2"),
    ],
)
def test_urls_have_the_advertised_origin(library_service, asking, options, url):
    ask = asking(MockBackend(library_service, **options))
    assert ask("GET", f"/{options.get('prefix', '')}/sdk/books/?page_size=1".replace("//", "/")).json()["next"] == url


def test_urls_without_a_host_have_a_default(ask):
    ask.headers = {"X-Card": "Card 1"}
    assert ask("GET", "/sdk/books/?page_size=1").json()["next"].startswith("http://testserver/sdk/")
