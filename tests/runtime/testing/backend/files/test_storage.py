"""The mock's storage: what it refuses, and what it says of it. Its good days are in the contract tests."""

from __future__ import annotations

import hashlib

import pytest
from synapse_runtime.testing import MockBackend, MockRequest
from synapse_runtime.testing.backend.files.storage import origin_of_storage
from synapse_sdk import SERVICE

TOKEN = {"host": "backend", "synapse-access-token": "Token t"}


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE)
    backend.storage.part_bytes = 4
    yield backend
    backend.close()


def sign(mock, size=4, content_type=None):
    (file,) = mock.storage.sign(
        {"files": [{"filename": "a", "size": size, "content_type": content_type}]}, "https://storage.x"
    )["files"]
    return file


def put(mock, url, content=b"1234", method="PUT", **headers):
    request = MockRequest.from_target(method, url, headers.items(), content)
    return mock.handle(request)


def confirm(mock, file, content=b"1234", size=4, **more):
    checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return mock.storage.confirm({"file_key": file["file_key"], "checksum": checksum, "size": size, **more})


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"url": "https://storage.x/storage/uploads/none?X-Amz-Signature=x"}, 403, b"SignatureDoesNotMatch"),
        ({"method": "GET"}, 403, b"SignatureDoesNotMatch"),
        ({"authorization": "Token t"}, 400, b"InvalidArgument"),
        ({"transfer-encoding": "chunked"}, 400, b"InvalidArgument"),
        ({"content-type": "text/plain"}, 403, b"SignatureDoesNotMatch"),
    ],
)
def test_what_it_refuses(mock, change, status, code):
    file = sign(mock)
    url = change.pop("url", file["presigned_url"])
    response = put(mock, url, **change)
    assert response.status_code == status
    assert code in response.body
    assert confirm(mock, file) == "The file has not arrived."


def test_a_url_expires(mock):
    file = sign(mock)
    mock.clock.advance(hours=2)
    assert b"Request has expired" in put(mock, file["presigned_url"]).body


def test_a_second_put_replaces_the_first(mock):
    file = sign(mock)
    put(mock, file["presigned_url"], b"0000")
    assert confirm(mock, file) == "Checksum or size does not match."
    put(mock, file["presigned_url"])
    assert confirm(mock, file) == ""
    assert confirm(mock, file, size=5) == "Checksum or size does not match."


def test_parts_may_be_missing(mock):
    file = sign(mock, size=8)
    first, second = file["multipart"]["parts"]
    put(mock, first["presigned_url"])
    numbers = {"multipart": {"parts": [{"part_number": 1}, {"part_number": 2}]}}
    assert confirm(mock, file, b"12345678", 8, **numbers) == "Parts are missing."
    put(mock, second["presigned_url"], b"5678")
    assert confirm(mock, file, b"12345678", 8) == "Parts are missing."
    assert confirm(mock, file, b"12345678", 8, **numbers) == ""


def test_an_unknown_file_is_reported(mock):
    body = b'{"files": [{"file_key": "none", "checksum": "x", "size": 1}]}'
    headers = {**TOKEN, "content-type": "application/json"}
    target = "/data_files/presigned_upload/confirm_upload/"
    response = mock.handle(MockRequest.from_target("POST", target, headers.items(), body)).json()
    assert response["results"] == [
        {
            "file_key": "none",
            "checksum": "",
            "data_file_id": None,
            "success": False,
            "error": "The file has not arrived.",
        }
    ]
    assert (response["created_count"], response["failed_count"]) == (0, 1)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:80", "http://localhost:80"),
        ("localhost:8000", "http://127.0.0.1:8000"),
        ("mock", "https://storage.mock"),
    ],
)
def test_its_origin_is_another_one(host, origin):
    assert origin_of_storage(host) == origin
