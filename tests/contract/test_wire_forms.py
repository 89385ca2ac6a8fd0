"""What crosses the wire besides JSON objects: styles, text, bytes, several statuses, events, keys; client and mock."""

from __future__ import annotations

import io

import pytest
from support.checkers import check
from support.generated import SPECS, variant
from support.relay import SERVICE, Caller, documented_client, models
from synapse_codegen.cli import main
from synapse_http.errors import (
    ClientConnectionError,
    DecodeError,
    InvalidArgumentError,
    NotFoundError,
)
from synapse_runtime.testing import MockBackend, MockRequest

FORM = {"content-type": "application/x-www-form-urlencoded"}

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    """The tests of `runtime/flow` run both."""
    return "asyncio"


@pytest.fixture
def service():
    return SERVICE


@pytest.fixture(params=["blocking", "async"])
def call(request, mock):
    return Caller(mock, "jobs", is_async=request.param == "async")


@pytest.fixture
def documented(mock):
    return documented_client(mock)


# Styles -------------------------------------------------------------------------------------


async def test_each_style_reaches_the_mock_as_it_was_meant(call, mock):
    near = models.Near(x=2.5, y=-1.0)
    found = await call(
        "list",
        ids=[1, 2],
        states=["done"],
        tags=["a", "b"],
        words=["x", "y"],
        size=models.Range(least=1, near=near),
        where={"a": [1, {"b": "é"}], "n": None},
        fields=["id", "title"],
        context=near,
    )
    assert [job.title for job in found] == ["a house"]
    sent = mock.calls[-1]
    assert sent.query["ids"] == ["1,2"]
    assert sent.query["states[]"] == ["done"]
    assert sent.query["size[near][y]"] == ["-1.0"]
    assert (sent.headers["x-fields"], sent.headers["x-context"]) == ("id,title", '{"x":2.5,"y":-1.0}')
    assert "words=***" in str(sent)
    assert "limit" not in sent.query  # its default is told, and never sent


async def test_an_empty_list_is_left_out(call, mock):
    await call("list", ids=[], states=[], fields=[], size={}, where={})
    assert (mock.calls[-1].query, "x-fields" in mock.calls[-1].headers) == ({"where": ["{}"]}, False)


async def test_a_default_is_told(call):
    assert "How many. Default: `10`." in type(call.client.jobs).list.__doc__


async def test_a_list_in_the_path_names_several_rows(call, mock):
    assert [job.id for job in await call("some", [2, 1])] == [2, 1]
    assert mock.calls[-1].path.endswith("jobs/by-id/2,1/")
    with pytest.raises(NotFoundError, match="No Job matches"):
        await call("some", [1, 99])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"tags": ["a|b"]}, r"tags\[0\] contains '\|', which separates the items of the list"),
        ({"ids": [1, "2,3"]}, r"ids\[1\] contains ','"),
        ({"fields": ["a,b"]}, r"fields\[0\] contains ','"),
        ({"size": 5}, "size must be a dict or a model, not int"),
        ({"where": {"a": object()}}, "object cannot be sent as JSON"),
    ],
)
async def test_what_would_be_misread_is_refused(call, mock, arguments, problem):
    with pytest.raises(InvalidArgumentError, match=problem):
        await call("list", **arguments)
    assert mock.calls == []


def test_documented_dicts_are_written_in_their_styles_and_deep_names_are_known(documented, mock):
    documented.list_jobs({"ids": [1, 2], "size": {"least": 1}, "size[most]": 3, "where": None, "tags": "a|b"})
    assert mock.calls[-1].query == {"ids": ["1,2"], "size[least]": ["1"], "size[most]": ["3"], "tags": ["a|b"]}


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("ids=1,x", {"ids": ["A valid integer is required."]}),
        ("states%5B%5D=gone", {"states": ['"gone" is not a valid choice.']}),
        ("size%5Bleast%5D=x", {"size": {"least": ["A valid integer is required."]}}),
        ("where=%7B", {"where": ["Value must be valid JSON."]}),
        ("where=5", {"where": ['Expected a dictionary of items but got type "int".']}),
    ],
)
def test_the_mock_refuses_values_that_do_not_fit(query, errors):
    backend = MockBackend(SERVICE)
    response = backend.handle(MockRequest("GET", "/jobs/", query, {"authorization": "Bearer t"}))
    assert (response.status_code, response.json()) == (400, errors)
    backend.close()


def test_the_mock_reads_objects_with_the_types_of_their_fields(mock):
    query = "size%5Bnear%5D%5Bx%5D=2&size%5Bother%5D=1&size%5Bleast%5D=1&size%5Bleast%5D=2&where=%7B%22a%22%3A1%7D"
    response = MockBackend(SERVICE).handle(MockRequest("GET", "/jobs/", query, {"authorization": "Bearer t"}))
    assert response.json() == {"size": {"least": ["A valid integer is required."]}}


# Bodies and responses that are no JSON -------------------------------------------------------


async def test_text_is_sent_and_returned_as_it_is(call, mock):
    assert await call("describe", 1, "# Ein Häus\n") == "<h1>A house</h1>"
    sent = mock.calls[-1]
    assert (sent.headers["content-type"], sent.headers["accept"]) == ("text/markdown", "text/html")
    assert sent.json == "# Ein Häus\n"
    with pytest.raises(InvalidArgumentError, match="body must be a str, not int"):
        await call("describe", 1, 5)


@pytest.mark.parametrize("content", ["path", "bytes", "file"])
async def test_a_file_is_streamed_with_its_length(call, mock, tmp_path, content):
    path = tmp_path / "scene.zip"
    path.write_bytes(b"PK" * 100_000)
    with path.open("rb") as file:
        await call("upload", 1, {"path": path, "bytes": path.read_bytes(), "file": file}[content])
    sent = mock.calls[-1]
    assert (sent.headers["content-type"], sent.headers["content-length"]) == ("application/zip", "200000")


async def test_what_is_no_file_is_refused_with_the_reason(call, mock, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nope\.zip"):
        await call("upload", 1, tmp_path / "nope.zip")
    with pytest.raises(IsADirectoryError):
        await call("upload", 1, tmp_path)
    with pytest.raises(InvalidArgumentError, match="body must be a path, bytes or an open binary file, not NoneType"):
        await call("upload", 1, None)
    assert mock.calls == []


async def test_an_optional_body_is_left_out_or_sent(call, mock):
    await call("cancel", 1)
    assert (mock.calls[-1].json, "content-type" in mock.calls[-1].headers) == (None, False)
    await call("cancel", 1, text="Too slow.")
    assert mock.calls[-1].json == {"text": "Too slow."}
    await call("cancel", 1, models.Reason(text="No."))
    assert mock.calls[-1].json == {"text": "No."}
    await call("render", 1)
    assert mock.calls[-1].json is None


async def test_bytes_are_read_whole_or_written_to_a_file(call, tmp_path):
    content = b"a picture of a house"
    assert await call("picture", 1) == content
    assert await call("picture", 1, to=tmp_path / "a.png") is None
    assert (tmp_path / "a.png").read_bytes() == content
    assert await call("picture", 1, to=(file := io.BytesIO())) is None
    assert file.getvalue() == content
    assert await call("render", 1, width=320, to=str(tmp_path / "b.png")) is None
    assert (tmp_path / "b.png").read_bytes() == b"a small picture"


async def test_raw_responses_say_what_came(call, tmp_path):
    whole = await call("picture", 1, raw=True)
    assert (whole.status_code, whole.headers["content-type"], whole.parsed) == (200, "image/png", whole.content)
    written = await call("picture", 1, raw=True, to=tmp_path / "a")
    assert (written.parsed, written.headers["content-type"]) == (None, "image/png")
    later = await call("run", raw=True, title="a city")
    assert (later.status_code, later.parsed) == (202, models.Pending(place=3))


async def test_a_download_that_breaks_off_is_whole_in_the_end(call, mock, tmp_path):
    mock.inject_fault("GET jobs/{pk}/picture/", "cut_body")
    await call("picture", 1, to=tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"a picture of a house"
    mock.inject_fault("POST jobs/{pk}/picture/", "cut_body")
    with pytest.raises(ClientConnectionError, match="may have been applied"):
        await call("render", 1, to=tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("charset", "string"),
    [("", "Hä"), ("; charset=UTF-8", "Hä"), ('; charset="latin-1"', "HÃ¤"), ("; charset=x", "Hä")],
)
async def test_text_is_read_in_its_charset(call, mock, charset, string):
    headers = {"Content-Type": f"text/html{charset}"}
    mock.on("PUT jobs/{pk}/words/").respond(200, content="Hä".encode(), headers=headers)
    assert await call("describe", 1, "x") == string


async def test_another_media_type_is_reported(call, mock):
    mock.on("PUT jobs/{pk}/words/").respond(200, json={"detail": "no"})
    assert await call("describe", 1, "x") == '{"detail":"no"}'
    assert call.client.schema_issues[0] == ("PUT jobs/{pk}/words/", "text/html", "application/json")


@pytest.mark.parametrize(
    ("path", "media_type", "body", "status"),
    [
        ("/jobs/1/words/", "text/markdown; charset=utf-8", b"x", 200),
        ("/jobs/1/words/", "text/plain", b"x", 415),
        ("/jobs/1/input/", "application/json", b"{}", 415),
        ("/jobs/1/input/", "application/zip", b"", 400),
        ("/jobs/1/input/", "application/zip", io.BytesIO(b"PK" * 300_000), 200),
    ],
)
def test_the_mock_refuses_other_media_types_as_drf_does(path, media_type, body, status):
    backend = MockBackend(SERVICE)
    headers = {"authorization": "Bearer t", "content-type": media_type}
    response = backend.handle(MockRequest("PUT", path, "", headers, body))
    assert response.status_code == status
    assert response.status_code != 400 or response.json() == {"body": ["This field is required."]}
    backend.close()


# Several statuses ----------------------------------------------------------------------------


async def test_the_status_says_what_is_returned(call):
    assert isinstance(await call("run", title="a house"), models.Job)
    assert await call("run", title="a city") == models.Pending(place=3)
    assert await call("run", title="") is None
    assert await call("sign_in", text="Let me in.") == "Welcome."


async def test_tests_choose_the_status(call, mock):
    mock.on("POST sign-in/").respond(201, content=b"%PDF", headers={"Content-Type": "application/pdf"})
    assert await call("sign_in", text="x") == b"%PDF"
    mock.on("POST sign-in/").respond(202)
    assert await call("sign_in", text="x") is None


async def test_a_status_that_the_spec_lacks_is_an_error(call, mock):
    mock.on("POST jobs/").respond(203, json={"id": 1})
    with pytest.raises(DecodeError, match=r"jobs\.run: status 203 is none of 200, 202, 204 .*may have been applied"):
        await call("run", title="x")
    mock.on("POST jobs/").respond(202, json={"place": "x"})
    assert (await call("run", title="x")).place == "x"
    assert [issue.path for issue in call.client.schema_issues] == ["Pending.place"]


def test_documented_methods_return_plain_data(documented, tmp_path):
    assert documented.run_job({"title": "a city"}) == {"place": 3}
    assert documented.run_job({"title": ""}) is None
    assert documented.describe_job(1, "x") == "<h1>A house</h1>"
    assert documented.upload_input(1, b"PK")["id"] == 1
    assert documented.cancel_job(1)["id"] == 1
    assert documented.get_picture(1) == b"a picture of a house"
    assert documented.get_picture(1, tmp_path / "a") is None
    assert (tmp_path / "a").read_bytes() == b"a picture of a house"
    assert documented.render_picture(1) == b"a small picture"
    assert next(iter(documented.watch_job(1))) == {"data": {"percent": 50}, "event": "message", "id": "1"}
    assert [event["data"] for event in documented.ask({"title": "a house"})] == ["Here is", "a house."]


# Events and keys -----------------------------------------------------------------------------


async def test_events_come_with_their_types_and_go_on_after_a_fault(call, mock):
    assert [event.data.percent for event in await call("watch", 1)] == [50, 100]
    mock.inject_fault("GET jobs/{pk}/events/", "cut_body")
    assert [event.data.percent for event in await call("watch", 1)] == [50, 100]
    assert mock.calls[-1].headers["last-event-id"] == "1"
    mock.inject_fault("POST ask/", "cut_body")
    with pytest.raises(ClientConnectionError):
        await call("ask", title="a house")


async def test_a_call_has_one_key_and_its_retries_repeat_it(call, mock):
    mock.inject_fault("POST jobs/", "dropped_after_processing")
    before = len(mock.rows("jobs"))
    job = await call("run", title="a barn")
    first, second = (sent.headers["idempotency-key"] for sent in mock.calls)
    assert first == second
    assert len(mock.rows("jobs")) == before + 1
    assert (await call("run", title="a barn")).id != job.id
    assert mock.calls[-1].headers["idempotency-key"] != first


async def test_callers_may_pass_their_own_key(call, mock):
    jobs = [await call("run", title=title, idempotency_key="mine") for title in ("a barn", "another")]
    assert jobs[0] == jobs[1]  # the mock returns its first answer
    assert mock.calls[-1].headers["idempotency-key"] == "mine"


def test_a_mock_without_examples_makes_something_up():
    bare = MockBackend(variant(SERVICE, examples={}))
    response = bare.handle(MockRequest("POST", "/sign-in/", "", {"authorization": "Bearer t", **FORM}, b"text=x"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    bare.close()


# Types ---------------------------------------------------------------------------------------

USAGE = """
from collections.abc import Generator
from pathlib import Path
from typing import assert_type

from relay_client import AsyncRelay, FileTarget, Relay, ServerSentEvent
from relay_client.models import Job, Pending, Range, Reason, Tick
from relay_client.plain import RelayClient

relay = Relay("https://relay.test", token="t")
assert_type(relay.jobs.run(title="a house", idempotency_key="k"), Job | Pending | None)
assert_type(relay.jobs.list(ids=[1], states=["done"], size=Range(least=1), where={"a": 1}, limit=3), list[Job])
assert_type(relay.jobs.some((1, 2)), list[Job])
assert_type(relay.jobs.cancel(1), Job)
assert_type(relay.jobs.cancel(1, Reason(text="x")), Job)
assert_type(relay.jobs.describe(1, "x"), str)
assert_type(relay.jobs.picture(1), bytes)
relay.jobs.picture(1, to=Path("a"))
target: FileTarget = open("b", "wb")
relay.jobs.render(1, width=3, to=target)
assert_type(relay.jobs.watch(1), Generator[ServerSentEvent[Tick]])
for event in relay.jobs.watch(1):
    assert_type(event.data, Tick)
assert_type(relay.with_raw_response.jobs.picture(1).parsed, bytes)
face = RelayClient("https://relay.test", token="t")
assert_type(face.get_picture(1), bytes)
face.get_picture(1, to="a")
face.list_jobs({"ids": [1], "limit": 5})


async def use(client: AsyncRelay) -> None:
    assert_type(await client.jobs.picture(1), bytes)
    async for event in client.jobs.ask(title="x"):
        assert_type(event.data, str)
"""


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_package_and_its_use_satisfy_strict_checkers(checker, tmp_path):
    assert main(["generate", "--spec", str(SPECS / "relay"), "--out", str(tmp_path)]) == 0
    assert check(checker, tmp_path, {"usage.py": USAGE}) == []
