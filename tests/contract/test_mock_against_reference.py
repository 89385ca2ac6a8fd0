"""The mock is held to the reference backend: the same raw requests give the same statuses, keys and error forms."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from support.examples import Case
from support.forms import FORM, encode_form
from support.reference import EXAMPLE_UPLOAD as UPLOAD
from support.reference import Reference
from synapse_runtime.testing import MockBackend, MockServer
from synapse_runtime.testing.backend.spec.examples import load_examples
from synapse_sdk import SERVICE

TOKENS = (Reference.api_token, Reference.other_token)
KNOWN = {"Synapse-Access-Token": f"Token {Reference.api_token}"}
OTHER = {"Synapse-Access-Token": f"Token {Reference.other_token}"}
JSON, TEXT = "application/json", "text/plain"
NOBODY = "00000000-0000-4000-8000-000000000000"


class Ask(NamedTuple):
    """One request as it travels."""

    name: str
    method: str
    target: str
    body: bytes = b""
    type: str = ""
    headers: Mapping[str, str] = KNOWN

    def __str__(self) -> str:
        return self.name


class Response(NamedTuple):
    """One response, read."""

    status_code: int
    type: str
    data: Any


def send(url: str, ask: Ask) -> Response:
    base = urlsplit(url)
    connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=30)
    try:
        headers = {**ask.headers, **({"Content-Type": ask.type} if ask.type else {})}
        connection.request(ask.method, f"{base.path}/{ask.target}", ask.body or None, headers)
        response = connection.getresponse()
        media_type, raw = (response.headers.get("Content-Type") or "").partition(";")[0], response.read()
        return Response(response.status, media_type, json.loads(raw) if media_type == JSON else None)
    finally:
        connection.close()


def form(value: Any) -> Any:
    """Return the keys and types of a value: of a list, those of its first item. Integers and floats are numbers."""
    if isinstance(value, dict):
        return {name: form(item) for name, item in value.items()}
    if isinstance(value, list):
        return [form(item) for item in value[:1]]
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE, seed=7, tokens=TOKENS, list_errors_by_index=True)
    yield backend
    backend.close()


@pytest.fixture
def both(mock, reference):
    """Asks both, and gives back their responses: of the mock first."""
    reference.add_example_upload()
    with MockServer(mock) as server:
        yield lambda ask: (send(server.url, ask), send(reference.url, ask))


def assert_alike(mocked: Response, real: Response, differs: frozenset[str] = frozenset()) -> None:
    """Status, type and form are the same; of an error every word is."""
    assert mocked[:2] == real[:2]
    if real.status_code >= 400:
        assert mocked.data == real.data
    elif isinstance(real.data, dict):
        assert form(mocked.data) == form({name: value for name, value in real.data.items() if name not in differs})
    else:
        assert form(mocked.data) == form(real.data)


# The examples of the spec ----------------------------------------------------------------

SHOWN_BY_THE_REFERENCE_ONLY = {"uploads": frozenset({"user"})}
"""Members of responses that the spec does not name. The mock knows tokens, and no users."""


def encoded(query: Mapping[str, Any]) -> str:
    """A query, its bools as the wire has them."""
    return urlencode(
        {name: json.dumps(value) if isinstance(value, bool) else value for name, value in query.items()}, doseq=True
    )


def asked(case: Case, folder: Path) -> Ask:
    """The request that an example stands for."""
    operation, arguments = case.operation, case.arguments(folder)
    fixed = {
        item.wire_name: item.const
        for item in operation.parameters
        if item.location == "query" and item.const is not None
    }
    query = encoded({**fixed, **case.located("query", arguments)})
    target = operation.path.format(**case.located("path", arguments)) + (f"?{query}" if query else "")
    headers = {**KNOWN, **{name: str(value) for name, value in case.located("header", arguments).items()}}
    ask = Ask(str(case), operation.method, target, headers=headers)
    if operation.body is None:
        return ask
    body = case.example.request or case.located("body", arguments) or arguments.get("items", arguments.get("body", {}))
    files = {name for name, value in body.items() if isinstance(value, Path)} if isinstance(body, dict) else set()
    if operation.body.codec == "multipart" and files:
        parts = {
            name: (value.name, value.read_bytes())
            if name in files
            else value
            if isinstance(value, str)
            else json.dumps(value)
            for name, value in body.items()
        }
        return ask._replace(body=encode_form(parts), type=FORM)
    if operation.chunked and operation.chunked.field in files:  # it has travelled ahead
        body = {**body, operation.chunked.send_as: UPLOAD}
        del body[operation.chunked.field]
    return ask._replace(body=json.dumps(body).encode(), type=JSON)


EXAMPLES = [
    Case(operation, example)
    for operation in SERVICE.operations()
    if operation.path
    for example in load_examples(SERVICE)[operation.name]
]


@pytest.mark.parametrize(
    "target",
    [
        "sdk/tasks/?pagination=cursor&ordering=-id",
        "sdk/assignments/?pagination=cursor&ordering=-id",
        "sdk/ground_truth_events/?pagination=cursor&ordering=-pgh_id",
        "jobs/?pagination=cursor&ordering=-id",
    ],
)
def test_a_page_by_cursor_where_a_list_knows_one(target, both):
    mocked, real = both(Ask("", "GET", f"{target}&page_size=1"))
    assert_alike(mocked, real)
    if "count" not in real.data:
        assert [row["id"] for row in mocked.data["results"]] == [row["id"] for row in real.data["results"]]


@pytest.mark.parametrize("case", EXAMPLES, ids=str)
def test_an_example_of_the_spec(case, both, tmp_path):
    noun = case.operation.name.partition(".")[0]
    ask = asked(case, tmp_path)
    if UPLOAD in ask.body.decode("latin-1"):
        finish = json.dumps({"md5": hashlib.md5(b"large_file.zip").hexdigest()}).encode()
        assert {
            response.status_code for response in both(Ask("", "POST", f"chunked_upload/{UPLOAD}/", finish, JSON))
        } == {200}
    if case.operation.name == "uploads.append":  # what is stored decides; `test_an_upload_has_the_same_steps`
        assert ask.method == "PUT"
        return
    mocked, real = both(ask)
    if noun == "uploads" and isinstance(real.data, list):
        mocked, real = (response._replace(data=response.data[0]) for response in (mocked, real))
    assert_alike(mocked, real, SHOWN_BY_THE_REFERENCE_ONLY.get(noun, frozenset()))
    assert real.status_code == case.example.status


# What is wrong ---------------------------------------------------------------------------


def wrong(name: str, method: str, target: str, data: Any = None, type: str = JSON, **more: Any) -> Ask:
    body = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
    return Ask(name, method, target, body, type if data is not None else "", **more)


TASK = {"project": 123, "data_unit": 789}
ERRORS = [
    wrong("unknown id", "GET", "tasks/999999/"),
    wrong("an id that is no number", "GET", "tasks/many/"),
    wrong("unknown id in a change", "PUT", "tasks/999999/annotate_task_data/", {"annotations": []}),
    wrong("unknown job", "PATCH", f"jobs/{NOBODY}/", {"status": "completed"}),
    wrong("unknown owner", "GET", "jobs/999999/console_logs/"),
    wrong("unknown route", "GET", "nowhere/"),
    wrong("unknown route below a row", "POST", "tasks/456/explode/", {}),
    wrong("path trick", "GET", "tasks/../projects/%2e%2e/"),
    wrong("no final slash", "GET", "tasks/456"),
    wrong("wrong method on a list", "DELETE", "tasks/"),
    wrong("wrong method on a row", "POST", "projects/123/", {}),
    wrong("wrong method on a step", "GET", "tasks/set_tags/"),
    wrong("malformed JSON", "POST", "tasks/", b'{"project": 12'),
    wrong("no UTF-8", "POST", "tasks/", b'{"project": "\xff"}'),
    wrong("an empty body", "POST", "tasks/", b""),
    wrong("JSON of another type: text", "POST", "tasks/", "text"),
    wrong("JSON of another type: number", "POST", "tasks/", 7),
    wrong("JSON of another type: null", "POST", "tasks/", b"null"),
    wrong("wrong content type", "POST", "tasks/", b"project=123", TEXT),
    wrong("wrong content type of a file", "POST", "data_files/", b"bytes", "application/octet-stream"),
    wrong("multipart without a boundary", "POST", "data_files/", b"--b--", "multipart/form-data"),
    wrong("missing field", "POST", "tasks/", {"project": 123}),
    wrong("two missing fields", "POST", "tasks/", {}),
    wrong("null field", "POST", "tasks/", {**TASK, "project": None}),
    wrong("unknown field", "POST", "tasks/", {**TASK, "added_later": 1}),
    wrong("wrong enum value", "PATCH", "jobs/789/", {"status": "dancing"}),
    wrong("wrong type of a number", "PATCH", "jobs/789/", {"progress": "half"}),
    wrong("list body: one item wrong", "POST", "tasks/", [TASK, {"project": 123}]),
    wrong("list body: all items wrong", "POST", "tasks/", [{}, {"data_unit": 789}]),
    wrong("list body: an item of another type", "POST", "tasks/", [TASK, 7]),
    wrong("empty list body", "POST", "tasks/", []),
    wrong("string where a list belongs", "POST", "data_units/", {"data_collection": 123, "groups": "night"}),
    wrong("missing file", "POST", "data_files/", encode_form({"other": "x"}), FORM),
    wrong("empty file", "POST", "data_files/", encode_form({"file": ("empty.bin", b"")}), FORM),
    wrong("page too far", "GET", "sdk/tasks/?page=99"),
    wrong("page zero", "GET", "sdk/tasks/?page=0"),
    wrong("page that is no number", "GET", "sdk/tasks/?page=first"),
    wrong("no credentials", "GET", "tasks/456/", headers={}),
    wrong("no credentials for a creation", "POST", "tasks/", TASK, headers={}),
    wrong("unknown token", "GET", "tasks/456/", headers={"Synapse-Access-Token": "Token no"}),
    wrong("token without its word", "GET", "tasks/456/", headers={"Synapse-Access-Token": Reference.api_token}),
    wrong("no credentials on an unknown route", "GET", "nowhere/", headers={}),
    wrong("no credentials with a wrong method", "DELETE", "tasks/", headers={}),
]


@pytest.mark.parametrize("ask", ERRORS, ids=str)
def test_errors_are_the_same(ask, both):
    assert_alike(*both(ask))


class Difference(NamedTuple):
    """Where the mock is not as the reference, and why."""

    ask: Ask
    mock: int
    reference: int
    why: str


DIFFERENCES = [
    Difference(
        wrong("a form of another type", "POST", "data_files/", b"a=1", "application/x-www-form-urlencoded"),
        415,
        400,
        "The framework reads such forms by default. The spec does not name them, and no client sends them.",
    ),
    Difference(
        wrong("a file without a file name", "POST", "data_files/", encode_form({"file": "bytes"}), FORM),
        500,
        400,
        "The real backend fails on it. The mock does too, so that such a client does not pass its tests.",
    ),
    Difference(
        wrong("questions about a route", "OPTIONS", "tasks/"),
        405,
        200,
        "The framework describes its routes. The spec does not.",
    ),
    Difference(
        wrong("a number for a text", "PUT", "plugins/123/", {"name": 5}),
        400,
        200,
        "The framework makes a text of it. The mock holds callers to the types of the spec.",
    ),
    Difference(
        wrong("a text for a number", "POST", "tasks/", {**TASK, "project": "123"}),
        400,
        201,
        "As above, the other way round.",
    ),
    Difference(
        wrong("a list where the spec has one object", "POST", "plugins/", [{"name": "a", "code": "a"}]),
        400,
        201,
        "The reference takes lists everywhere. The spec says where.",
    ),
    Difference(
        wrong("a row of a project that is not there", "POST", "tasks/", {**TASK, "project": 999999}),
        201,
        400,
        "The mock has no foreign keys: tests need not create rows they do not use.",
    ),
]


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.ask.name)
def test_a_difference_is_known(difference, both):
    """A difference that has disappeared must leave the table."""
    expected = (difference.mock, difference.reference)
    assert tuple(response.status_code for response in both(difference.ask)) == expected, difference.why


# The upload protocol ---------------------------------------------------------------------

CONTENT = b"large_file.zip"
MD5 = hashlib.md5(CONTENT).hexdigest()


def chunk(name: str, start: int, end: int, target: str = "{id}/", *, content_range: str = "", **more: Any) -> Ask:
    parts = {"filename": "large_file.zip", "file": ("large_file.zip", CONTENT[start:end])}
    headers = {**KNOWN, "Content-Range": content_range or f"bytes {start}-{end - 1}/{len(CONTENT)}"}
    body = encode_form({**parts, **more})
    return Ask(name, "PUT", f"chunked_upload/{target}", body, FORM, headers)


def finish(name: str, data: Any = None, target: str = "{id}/", headers: Mapping[str, str] = KNOWN) -> Ask:
    body = json.dumps({"md5": MD5} if data is None else data).encode()
    return Ask(name, "POST", f"chunked_upload/{target}", body, JSON, headers)


def status(name: str, target: str = "{id}/", headers: Mapping[str, str] = KNOWN) -> Ask:
    return Ask(name, "GET", f"chunked_upload/{target}", headers=headers)


REFUSED_STARTS = [
    Ask(
        "without a file",
        "PUT",
        "chunked_upload/",
        encode_form({"filename": "a"}),
        FORM,
        {**KNOWN, "Content-Range": "bytes 0-1/2"},
    ),
    Ask("without a range", "PUT", "chunked_upload/", encode_form({"filename": "a", "file": ("a", b"ab")}), FORM),
    chunk("a range that is none", 0, 7, "", content_range="bytes many"),
    chunk("a range of another size", 0, 7, "", content_range="bytes 0-7/14"),
    chunk("a range beyond the total", 0, 7, "", content_range="bytes 0-20/14"),
    chunk("an empty file", 0, 0, "", content_range="bytes 0--1/0"),
    chunk("an empty file that is said to hold a byte", 0, 0, "", content_range="bytes 0-0/1"),
    chunk("an empty file name", 0, 7, "", filename=""),
    Ask(
        "without a file name",
        "PUT",
        "chunked_upload/",
        encode_form({"file": ("a", b"ab")}),
        FORM,
        {**KNOWN, "Content-Range": "bytes 0-1/2"},
    ),
    Ask("no form", "PUT", "chunked_upload/", b"{}", JSON, {**KNOWN, "Content-Range": "bytes 0-1/2"}),
    chunk("no credentials", 0, 7, "")._replace(headers={"Content-Range": "bytes 0-6/14"}),
]
OPEN = [
    status("where it stands"),
    status("of another user", headers=OTHER),
    status("without credentials", headers={}),
    chunk("the first chunk again", 0, 7),
    chunk("a chunk too far", 8, 14),
    chunk("a chunk of another size", 7, 14, content_range="bytes 7-12/14"),
    finish("too early"),
    finish("without a checksum", {}),
    finish("of another user", headers=OTHER),
    chunk("the second chunk", 7, 14),
    status("where it stands now"),
    finish("with a wrong checksum", {"md5": "0" * 32}),
    finish("in capitals", {"md5": MD5.upper()}),
    status("still open"),
    finish("rightly"),
    finish("a second time"),
    chunk("a chunk after the end", 7, 14),
    status("complete"),
    status("all of them", ""),
    status("none of another user", "", OTHER),
]
EXPIRED = [
    status("can be looked at"),
    chunk("no more chunks", 7, 14),
    finish("no end"),
    status("can still be looked at"),
]
UNKNOWN = [
    status("unknown", f"{NOBODY}/"),
    chunk("a chunk for nothing", 7, 14, f"{NOBODY}/"),
    finish("the end of nothing", target=f"{NOBODY}/"),
    status("no ID", "none/"),
    Ask("wrong method", "DELETE", f"chunked_upload/{NOBODY}/"),
]


@pytest.mark.parametrize("ask", REFUSED_STARTS + UNKNOWN, ids=str)
def test_what_begins_no_upload_is_refused_the_same_way(ask, both):
    assert_alike(*both(ask))


class Pair:
    """The same upload on both: each step names its own."""

    def __init__(self, both_urls):
        self.urls = both_urls
        self.ids = ["", ""]
        started = self(chunk("start", 0, 7, ""))
        self.ids = [response.data["id"] for response in started]

    def __call__(self, ask):
        targets = [ask._replace(target=ask.target.format(id=ident)) for ident in self.ids]
        return [send(url, target) for url, target in zip(self.urls, targets, strict=True)]

    def follow(self, steps):
        """Take steps, and hold what both say against each other: values too, but for IDs, times and users."""
        for ask in steps:
            mocked, real = (self.named(response, ident) for response, ident in zip(self(ask), self.ids, strict=True))
            assert mocked == real, ask.name

    @staticmethod
    def named(response, ident):
        if isinstance(response.data, list):
            return response._replace(
                data=[Pair.named(Response(0, "", item), ident).data for item in response.data if item["id"] != UPLOAD]
            )
        if "url" not in response.data:
            return response
        path = urlsplit(response.data["url"]).path.replace(ident, "ID")
        kept = {name: response.data[name] for name in ("filename", "offset", "status")}
        return response._replace(data={**kept, "path": path, "done": response.data["completed_at"] is not None})


@pytest.fixture
def pair(mock, reference):
    with MockServer(mock) as server:
        yield Pair((server.url, reference.url))


def test_an_upload_has_the_same_steps(pair):
    pair.follow(OPEN)


def test_an_upload_expires_the_same_way(pair, mock, reference):
    mock.clock.advance(days=1)
    reference.expire(pair.ids[1])
    pair.follow(EXPIRED)


def test_an_upload_can_be_used_once_it_is_complete(pair):
    def used(name: str) -> list[Response]:
        data = {"chunked_upload": "{id}", "meta": {"filename": "large_file.zip"}}
        return [
            send(url, wrong(name, "POST", "data_files/", {**data, "chunked_upload": ident}))
            for url, ident in zip(pair.urls, pair.ids, strict=True)
        ]

    early = [(response.status_code, [*response.data]) for response in used("too early")]
    assert early[0] == early[1] == (400, ["chunked_upload"])
    pair.follow([chunk("the second chunk", 7, 14), finish("rightly")])
    mocked, real = used("in time")
    assert mocked.status_code == real.status_code == 201
    assert form(mocked.data) == form(real.data)
    assert [response.data["checksum"] for response in (mocked, real)] == [MD5, MD5]


# Files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["", "bytes=2-4", "bytes=2-", "bytes=2-999", "bytes=999-", "rows=1-2"])
def test_a_file_is_served_the_same_way(asked, both, mock, reference):
    """Files of the examples and of requests, whole and in ranges; and a missing file."""
    created = both(Ask("a file", "POST", "data_files/", encode_form({"file": ("b.txt", CONTENT)}), FORM))
    assert [response.status_code for response in created] == [201, 201]
    headers = {"Range": asked} if asked else {}
    with MockServer(mock) as server:
        for target in (
            ["media/data/image.jpg"] * 2,
            [response.data["file"].partition("/media/")[2] for response in created],
            ["x"] * 2,
        ):
            responses = []
            for url, path in zip((server.url, reference.url), target, strict=True):
                base = urlsplit(url)
                connection = http.client.HTTPConnection(base.hostname, base.port, timeout=30)
                connection.request("GET", f"/media/{path.removeprefix('media/')}", headers=headers)
                response = connection.getresponse()
                content = response.read() if response.status < 400 else b""
                connection.close()
                media_type = response.headers["Content-Type"].partition(";")[0] if response.status < 400 else ""
                responses.append((response.status, media_type, response.headers["Content-Range"], content))
            assert responses[0] == responses[1]
