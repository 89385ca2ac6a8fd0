"""Responses that are written to a file: whole or not at all, resumed, and followed to a storage."""

from __future__ import annotations

import io

import anyio
import httpx
import pytest
from support.generated import generated
from support.scripted import AsyncScripted, Scripted, UnreadBody
from synapse_http.errors import (
    ClientConnectionError,
    DecodeError,
    InvalidArgumentError,
    NotFoundError,
    NotModifiedError,
)
from synapse_http.messages import ReadError, Response
from synapse_runtime import AsyncClient, AsyncResource, Client, Resource
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.documented_client import DocumentedClient

SERVICE = generated("relay")
PICTURE, RENDER = SERVICE.operation("jobs.picture"), SERVICE.operation("jobs.render")
CUT = ReadError("reset")
BACKENDS = pytest.mark.parametrize("backend", ["blocking", "asyncio"])


def response(*pieces, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "image/png", **named}, stream=UnreadBody(*pieces))


def saved(backend, to, *responses, operation=PICTURE, **options):
    options = {"retry": RetryPolicy(attempts=3, backoff=0.0), **options}
    script = Scripted(*responses)
    if backend == "blocking":
        with Client(SERVICE, "https://host", {}, middleware=[script], **options) as client:
            assert Resource(client)._call(operation, {"pk": 1}, to=to) is None
    else:

        async def main():
            twin = AsyncScripted()
            twin.script = script
            async with AsyncClient(SERVICE, "https://host", {}, middleware=[twin], **options) as client:
                assert await AsyncResource(client)._call(operation, {"pk": 1}, to=to) is None

        anyio.run(main, backend=backend)
    return script.requests


@BACKENDS
def test_a_path_gets_the_whole_response(backend, tmp_path):
    (request,) = saved(backend, tmp_path / "new" / "a.png", response(b"ab", b"c", content_length="3"))
    assert (tmp_path / "new" / "a.png").read_bytes() == b"abc"
    assert [path.name for path in tmp_path.rglob("*.p*")] == ["a.png"]
    headers = dict(request.headers)
    assert (headers["Accept"], headers["Accept-Encoding"]) == ("image/png", "identity")


@BACKENDS
def test_what_has_not_changed_leaves_the_file_as_it_is(backend, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"seen")
    with pytest.raises(NotModifiedError):
        saved(backend, path, Response(304, {"etag": '"1"'}))
    assert path.read_bytes() == b"seen"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@BACKENDS
def test_a_promised_header_that_is_missing_is_an_error_in_strict_mode(backend, tmp_path):
    operation = PICTURE._replace(response_headers={200: {"ETag": "str"}})
    saved(backend, tmp_path / "a", response(b"ab", content_length="2", etag='"1"'), operation=operation, strict=True)
    with pytest.raises(DecodeError, match="expected the header ETag, got nothing"):
        saved(backend, tmp_path / "b", response(b"ab", content_length="2"), operation=operation, strict=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@BACKENDS
def test_an_open_file_is_written_from_its_position_on_and_stays_open(backend):
    file = io.BytesIO(b"head")
    file.seek(4)
    saved(backend, file, response(b"x", CUT, content_length="3"), response(b"abc", content_length="3"))
    assert file.getvalue() == b"headabc"


@BACKENDS
def test_what_broke_off_is_resumed_where_the_server_can_prove_that_it_is_the_same(backend, tmp_path):
    first = response(b"ab", CUT, etag='"1"', content_length="3")
    rest = response(b"c", status=206, etag='"1"', content_range="bytes 2-2/3")
    requests = saved(backend, str(tmp_path / "a"), first, rest)
    assert (tmp_path / "a").read_bytes() == b"abc"
    assert dict(requests[1].headers)["Range"] == "bytes=2-"


@BACKENDS
def test_what_is_not_safe_to_repeat_is_not_asked_for_again_and_leaves_nothing(backend, tmp_path):
    with pytest.raises(ClientConnectionError, match="may have been applied"):
        saved(backend, tmp_path / "a", response(b"ab", CUT, content_length="3"), operation=RENDER)
    assert list(tmp_path.iterdir()) == []


@BACKENDS
def test_an_error_of_the_server_leaves_an_older_file_as_it_is(backend, tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(NotFoundError):
        saved(backend, tmp_path / "a", Response(404, {}, b"{}"))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_a_redirect_to_a_storage_is_followed_without_credentials(tmp_path):
    requests = []

    def respond(request):
        requests.append(request)
        if request.url.host == "host":
            return httpx.Response(302, headers={"location": "https://storage.test/a?signature=x"})
        return httpx.Response(200, headers={"content-type": "image/png"}, content=b"abc")

    with httpx.Client(transport=httpx.MockTransport(respond)) as http_client:
        client = Client(SERVICE, "https://host", {"token": "t-123456"}, http_client=http_client)
        Resource(client)._call(PICTURE, {"pk": 1}, to=tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"abc"
    assert ["authorization" in request.headers for request in requests] == [True, False]


def test_another_media_type_is_reported_and_in_strict_mode_an_error(tmp_path):
    page = {"content_type": "text/html", "content_length": "3"}
    script = Scripted(response(b"abc", **page))
    client = Client(SERVICE, "https://host", {}, middleware=[script])
    Resource(client)._call(PICTURE, {"pk": 1}, to=tmp_path / "a")
    (issue,) = client.schema_issues
    assert issue == ("GET jobs/{pk}/picture/", "image/png", "text/html")
    with pytest.raises(DecodeError, match="expected image/png, got text/html"):
        saved("blocking", tmp_path / "a", response(b"abc", **page), strict=True)


def test_the_documented_face_writes_it_too_and_middleware_and_responses_are_seen(tmp_path):
    seen = []

    def watch(request, call):
        seen.append(request.route)
        return (yield from call(request))

    client = DocumentedClient(
        SERVICE,
        "https://host",
        {},
        middleware=[Scripted(response(b"abc", content_length="3"))],
        call_middleware=[watch],
        on_response=lambda response: seen.append(response.status_code),
    )
    assert client._as_it_is(PICTURE, {"pk": 1}, to=tmp_path / "a") is None
    assert (seen, (tmp_path / "a").read_bytes()) == (["jobs/{pk}/picture/", 200], b"abc")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda folder: folder, r"to is a folder, '.*': name a file in it"),
        (lambda folder: (folder / "a").open("w"), "file open in mode 'wb', not TextIOWrapper"),
        (lambda folder: (folder / "b").open("rb"), "open for reading only"),
        (lambda _: 3, "to must be a path, or a file open in mode 'wb', not int"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_sent(make, problem, tmp_path):
    (tmp_path / "b").write_bytes(b"")
    target = make(tmp_path)
    with pytest.raises(InvalidArgumentError, match=problem):
        saved("blocking", target)
    if hasattr(target, "close"):
        target.close()
        with pytest.raises(InvalidArgumentError, match="open in mode 'wb'|to is closed"):
            saved("blocking", target)
