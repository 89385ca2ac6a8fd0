"""Requests and responses of the mock."""

import io

import pytest
from synapse_runtime.testing.messages import (
    SPOOL_BYTES,
    MockRequest,
    MockResponse,
    detail_error,
    html_response,
    json_response,
    spool,
)


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/a/b/?x=1&y=2", "/a/b/", "x=1&y=2"),
        ("http://host:80/a/?x=1", "/a/", "x=1"),
        ("https://host", "/", ""),
        ("/a/?next=http://b/", "/a/", "next=http://b/"),
        ("/a/http://b/", "/a/http://b/", ""),
        ("/a/#part", "/a/", ""),
        ("*", "*", ""),
    ],
)
def test_a_request_is_made_from_its_request_line(target, path, query):
    request = MockRequest.from_target("GET", target)
    assert (request.path, request.query) == (path, query)


def test_header_names_are_lower_case_and_the_media_type_has_no_parameters():
    request = MockRequest.from_target(
        "GET", "/", [("Content-TYPE", "Text/Plain; charset=x"), ("X-A", "1"), ("x-a", "2")]
    )
    assert request.headers == {"content-type": "Text/Plain; charset=x", "x-a": "2"}
    assert request.content_type == "text/plain"
    assert MockRequest.from_target("GET", "/").content_type == ""


@pytest.mark.parametrize("body", [b"0123456789", io.BytesIO(b"0123456789")])
def test_a_body_is_read_up_to_a_limit_or_in_chunks(body):
    request = MockRequest("POST", "/", body=body)
    assert not request.is_empty()
    assert request.read(4) == b"01234"
    if not isinstance(body, bytes):
        body.seek(0)
    assert b"".join(request.iter_chunks()) == b"0123456789"


@pytest.mark.parametrize("body", [b"", io.BytesIO()])
def test_an_empty_body_is_recognized(body):
    assert MockRequest("POST", "/", body=body).is_empty()


def test_a_long_body_goes_to_disk_and_a_short_one_stays_in_memory():
    with spool([b"a" * SPOOL_BYTES]) as short, spool([b"a" * SPOOL_BYTES, b"b"]) as long:
        assert not short._rolled
        assert long._rolled
        assert long.read()[-2:] == b"ab"


def test_only_json_responses_can_be_decoded():
    assert json_response(200, {"a": "é"}).json() == {"a": "é"}
    assert json_response(200, "half a pair: \ud83d").body == b'"half a pair: \\ud83d"'
    assert html_response(404, "Not Found", "x").json() is None
    assert MockResponse(200, {"Content-Type": "application/json"}, iter([b"1"])).json() is None


def test_an_error_has_a_response():
    refusal = detail_error(418, "No.")
    assert (refusal.response.status_code, refusal.response.json()) == (418, {"detail": "No."})
    assert str(refusal) == "418"
