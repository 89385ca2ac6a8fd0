"""Requests that the spec does not have, on clients without a network."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from support import acme
from support.scripted import AsyncScripted, Scripted, json_response
from synapse_http.errors import ClientConnectionError, DecodeError, InvalidArgumentError, NotFoundError
from synapse_http.messages import ReadError, Response
from synapse_runtime.calls import build_request
from synapse_runtime.calls.raw_request import describe_raw_request
from synapse_runtime.calls.retry_policy import RetryPolicy

AT_ONCE = RetryPolicy(backoff=0.0)
FILE = {"file": "/7", "label": "seven"}
PAGE = {"count": 2, "next": None, "previous": None, "results": [FILE, {"file": "/8"}]}


def make_client(*responses, **options):
    script = Scripted(*responses)
    client = acme.blocking("https://host/api", credentials={"token": "s3cret"}, middleware=[script], **options)
    return client, script


def test_a_response_comes_with_its_status_headers_and_json():
    client, script = make_client(json_response({"id": 7}, 202, x_acme_request="r1"))
    response = client.request("delete", "things/{pk}/", pk="a+b", params={"force": True, "tag": ["x", "y"]})
    assert script.targets == ["/api/things/a%2Bb/?force=true&tag=x&tag=y"]
    assert script.requests[0].method == "DELETE"
    assert (response.status_code, response.json(), response.request_id) == (202, {"id": 7}, "r1")
    assert response.headers["content-type"] == "application/json"


def test_credentials_are_sent():
    client, script = make_client(json_response(None))
    client.request("GET", "/things/")
    assert script.targets == ["/api/things/"]
    assert "s3cret" in str(script.requests[0].headers)


def test_an_empty_body_is_none_and_another_one_must_be_json():
    client, _ = make_client(Response(204, {}), Response(200, {"content-type": "text/csv"}, b"a,b"))
    assert client.request("DELETE", "things/7/").json() is None
    response = client.request("GET", "things.csv")
    assert response.content == b"a,b"
    with pytest.raises(DecodeError, match=r"The response \(200\) is not JSON: read its content"):
        response.json()


def test_json_is_sent():
    client, script = make_client(json_response({}), json_response({}))
    client.request("POST", "things/", json={"name": "x"})
    client.request("POST", "things/", json=None)
    assert [request.body for request in script.requests] == [b'{"name":"x"}', b"null"]
    assert ("Content-Type", "application/json") in script.requests[0].headers


def test_files_travel_in_a_form_with_the_fields_of_json():
    client, script = make_client(json_response({}), json_response({}))
    client.request("POST", "things/", json={"meta": {"a": 1}}, files={"file": b"abc"})
    client.request("POST", "things/", files={"file": b"abc"})
    both, alone = (b"".join(request.body.chunks()) for request in script.requests)
    assert b'name="meta"\r\n\r\n{"a":1}' in both
    assert b'name="file"; filename="' in both
    assert b"meta" not in alone
    assert b"abc" in alone


@pytest.mark.parametrize(
    ("method", "path", "arguments", "words"),
    [
        ("G T", "things/", {}, "method must be one such as 'GET' or 'DELETE', got 'G T'"),
        (None, "things/", {}, "method must be one"),
        ("GET", "", {}, "path must be a str such as 'tasks/{pk}/', got ''"),
        ("GET", 7, {}, "path must be a str such as 'tasks/{pk}/', got 7"),
        ("GET", "https://else.where/", {}, "must not contain 'https:': it is relative to the base URL"),
        ("GET", "//else.where/", {}, "must not contain '//'"),
        (
            "GET",
            "things/?a=1",
            {},
            "must not contain '?': it is relative to the base URL, and a query goes into params",
        ),
        ("GET", "things/\n", {}, r"must not contain '\n'"),
        ("GET", "things/../keys/", {}, "must not contain '.' or '..': it would lead elsewhere"),
        ("GET", "things/%2e%2e/keys/", {}, "must not contain '.' or '..'"),
        ("GET", "things/{pk}/", {}, "needs pk=…"),
        ("GET", "things/", {"status": "x"}, "has no {status}; a query argument goes into params"),
        ("GET", "things/{pk!r}/", {"pk": 1}, "must have its parameters as '{name}', each one given by its name"),
        ("GET", "things/{0}/", {}, "must have its parameters as '{name}'"),
        ("GET", "things/{pk/", {"pk": 1}, "must have its parameters as '{name}'"),
        ("GET", "things/{pk}/", {"pk": ".."}, "pk must not be '..'"),
        ("GET", "things/", {"timeout": 3}, "has no {timeout}; an option goes into with_options(timeout=…)"),
        ("POST", "things/", {"data": {}}, "has no {data}; a body goes into json, files into files"),
        ("GET", "things/", {"retry": "always"}, "retry must be one of safe, idempotent, unsafe, got 'always'"),
        ("GET", "things/", {"retry": 3}, "got 3; how often is an option: max_retries=3"),
        ("GET", "things/", {"params": "a=1"}, "params must be a dict"),
        ("GET", "things/", {"cast_to": 3}, "cast_to must be a model of acme.models, or a list of one"),
        ("GET", "things/", {"cast_to": list["Thing"]}, "cast_to must be a model of acme.models"),  # noqa: F821
        ("GET", "things/", {"paginate": "x"}, "paginate must be True or the name of a pagination (pages), got 'x'"),
        ("POST", "things/", {"files": b"abc"}, "files must be a dict of fields to files"),
        ("POST", "things/", {"files": {"f": b"abc"}, "json": [1]}, "and json a dict of the other fields"),
        (
            "POST",
            "things/",
            {"files": {"f": b"abc"}, "json": {"f": 1}},
            "files and json both have f: one of them would be",
        ),
        ("POST", "things/", {"files": {"f": None}}, "f must be a path, bytes or an open binary file, not NoneType"),
    ],
)
def test_what_has_no_place_in_a_request_is_refused(method, path, arguments, words):
    client, script = make_client()
    with pytest.raises(InvalidArgumentError) as caught:
        client.request(method, path, **arguments)
    assert words in str(caught.value)
    assert script.requests == []


def test_a_brace_and_other_letters_keep_their_place():
    client, script = make_client(json_response({}))
    client.request("GET", "things/{{a}}/한 글/".replace(" ", "%20"))
    assert script.targets == ["/api/things/%7Ba%7D/%ED%95%9C%20%EA%B8%80/"]


def test_errors_are_those_of_other_calls():
    client, _ = make_client(json_response({"detail": "Not found."}, 404))
    with pytest.raises(NotFoundError, match=r"GET https://host/api/things/7/"):
        client.request("GET", "things/7/")


def test_the_retry_class_is_the_callers():
    client, script = make_client(ReadError("cut"), json_response(1), retry=AT_ONCE)
    with pytest.raises(ClientConnectionError) as caught:
        client.request("GET", "things/7/")
    assert caught.value.may_have_been_applied
    assert client.request("GET", "things/7/").json() == 1
    script.responses = [ReadError("cut"), json_response(2)]
    assert client.request("GET", "things/7/", retry="safe").json() == 2


def test_a_type_is_structured():
    models = import_module(acme.SERVICE.models)
    client, _ = make_client(*[json_response(data) for data in (FILE, [FILE], FILE)])
    assert client.request("GET", "things/7/", cast_to=models.File).label == "seven"
    assert [file.file for file in client.request("GET", "things/", cast_to=list[models.File])] == ["/7"]
    assert client.request("GET", "things/7/", cast_to=dict) == FILE


@pytest.mark.parametrize(
    ("cast_to", "data", "problem"),
    [(dict, [FILE], "expected dict[json], found list"), (list, FILE, "expected list[json], found dict")],
)
def test_a_response_of_another_shape_is_an_error(cast_to, data, problem):
    client, _ = make_client(json_response(data), json_response({"results": [data]}))
    with pytest.raises(DecodeError, match=re.escape(problem)):
        client.request("GET", "things/", cast_to=cast_to)
    with pytest.raises(DecodeError, match=re.escape(problem)):
        client.request("GET", "things/", cast_to=cast_to, paginate=True).to_list()


def test_pages_are_walked():
    models = import_module(acme.SERVICE.models)
    client, script = make_client(*[json_response(PAGE) for _ in range(3)])
    files = client.request("GET", "things/{pk}/parts/", pk=3, params={"kind": "x"}, cast_to=models.File, paginate=True)
    assert script.requests == []
    assert [file.file for file in files] == ["/7", "/8"]
    assert script.targets == ["/api/things/3/parts/?kind=x&page_size=100"]
    assert [*client.request("GET", "things/", paginate="pages", cast_to=dict)] == PAGE["results"]
    assert [*client.request("GET", "things/", paginate=True)] == PAGE["results"]


def test_a_service_without_pages_has_none_to_walk():
    service = acme.SERVICE._replace(paginations={})
    with pytest.raises(InvalidArgumentError, match=r"the name of a pagination \(none\), got True"):
        describe_raw_request(service, "GET", "things/", paginate=True)


@pytest.mark.anyio
async def test_async_clients_have_it_too():
    models = import_module(acme.SERVICE.models)
    script = AsyncScripted(json_response(FILE), json_response(FILE), json_response(PAGE))
    client = acme.waiting("https://host", middleware=[script])
    assert (await client.request("GET", "things/7/")).json() == FILE
    assert (await client.request("GET", "things/7/", cast_to=models.File)).label == "seven"
    pager = client.request("GET", "things/", cast_to=models.File, paginate=True)
    assert [file.file async for file in pager] == ["/7", "/8"]


def test_requests_without_number_leave_nothing_behind(monkeypatch):
    templates = {}
    monkeypatch.setattr(build_request, "_templates", templates)
    monkeypatch.setattr(build_request, "MAX_TEMPLATES", 2)
    client, _ = make_client(*[json_response(None) for _ in range(5)])
    for number in range(5):
        client.request("GET", f"things/{number}/")
        assert 0 < len(templates) <= 2


def test_requests_that_are_alike_are_one_operation():
    def describe(number, **arguments):
        return describe_raw_request(acme.SERVICE, "GET", "things/{pk}/", pk=number, **arguments)[0]

    assert describe(7) is describe(8)
    assert describe(7) is not describe(7, retry="safe")
