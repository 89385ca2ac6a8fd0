"""Many files straight to the storage: signed URLs, no credentials with them, and a report for each file."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import re

import httpx
import pytest
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport, no_backoff
from synapse_sdk import (
    SERVICE,
    AsyncSynapse,
    AuthenticationError,
    ClientError,
    InvalidArgumentError,
    RetryPolicy,
    Synapse,
    UploadError,
)
from synapse_sdk.clients.backend import BackendClient

SIGN, CONFIRM = "POST data_files/presigned_upload/upload/", "POST data_files/presigned_upload/confirm_upload/"
PUT = "PUT storage/*"
QUICK = RetryPolicy(backoff=0.0)
SIGNED = {"filename": "0.jpg", "file_key": "k", "presigned_url": "https://storage.mock/k", "multipart": None}
PARTS = {
    "upload_id": "u",
    "part_size": 10,
    "parts": [{"part_number": 1, "presigned_url": "https://storage.mock/k"}],
}


@pytest.fixture
def files(tmp_path):
    """Makes files: `files(3)` are their paths."""

    def make(count, size=10):
        paths = [tmp_path / f"{number}.jpg" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_bytes((f"{number}".encode() * size)[:size])
        return paths

    return make


@pytest.fixture(autouse=True)
def _no_waits():
    with no_backoff():
        yield


def sha1(path):
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def assert_stored(result, paths):
    assert [item["file_key"] for item in result["results"]] == [str(path) for path in paths]
    assert [item["checksum"] for item in result["results"]] == [sha1(path) for path in paths]
    assert all(item["success"] and item["error"] is None and item["data_file_id"] for item in result["results"])
    assert (result["created_count"], result["failed_count"]) == (len(paths), 0)


class Storage:
    """An httpx transport that spoils what goes to the storage: `spoil(request)` returns a response, raises, or None."""

    def __init__(self, mock, spoil=lambda request: None):
        self.requests = []
        self._mock = MockTransport(mock)
        self._spoil = spoil

    def handler(self, request):
        if request.url.host == "storage.mock":
            request.read()
            self.requests.append(request)
            response = self._spoil(request)
            if response is not None:
                return response
        return self._mock.handle_request(request)

    def client(self, **options):
        return BackendClient(
            "https://mock", "api-s3cret", transport=httpx.MockTransport(self.handler), retry=QUICK, **options
        )


def storage_error(status, code="AccessDenied", message="Not today"):
    body = f"<Error><Code>{code}</Code><Message>{message}</Message><StringToSign>s3cret</StringToSign></Error>"
    return httpx.Response(status, headers={"content-type": "application/xml"}, content=body)


def html(status):
    return httpx.Response(status, headers={"content-type": "text/html"}, content="<html><title>Nope</title></html>")


class TestWhatIsStored:
    def test_files_of_several_batches(self, reference, files):
        paths, seen = files(5), []
        with BackendClient(reference.url, reference.api_token) as client:
            result = client.upload_files_bulk(paths, 2, lambda done, total: seen.append((done, total)), 2)
        assert_stored(result, paths)
        assert seen == [(number, 5) for number in range(1, 6)]
        stored = reference.sql("SELECT checksum, size FROM reference_datafile WHERE size = 10")
        assert {row["checksum"] for row in stored} == {sha1(path) for path in paths}

    def test_large_files_in_parts_of_the_server_s_choice(self, reference, files):
        paths = files(2, 2500)
        with reference.parts_of(1000), Synapse(reference.url, api_token=reference.api_token) as synapse:
            result = synapse.data_files.upload_bulk(paths, strategy="presigned")
        assert_stored(result.to_dict(), paths)

    def test_async(self, reference, files):
        paths = files(4, 2500)

        async def main():
            async with AsyncSynapse(reference.url, api_token=reference.api_token) as synapse:
                return await synapse.data_files.upload_bulk(paths, batch_size=3)

        with reference.parts_of(1000):
            assert_stored(asyncio.run(main()).to_dict(), paths)

    def test_any_kind_of_file(self, client, mock):
        result = client.upload_files_bulk([b"12345", io.BytesIO(b"678")])
        assert [item["checksum"] for item in result["results"]] == [
            hashlib.sha1(content, usedforsecurity=False).hexdigest() for content in (b"12345", b"678")
        ]
        assert mock.calls[1].json["files"][0]["content_type"] is None

    def test_its_checksum_makes_a_data_unit(self, reference, files):
        (path,) = files(1)
        with BackendClient(reference.url, reference.api_token) as client:
            (stored,) = client.upload_files_bulk([path])["results"]
            (unit,) = client.create_data_units(
                [{"data_collection": 123, "files": {"image": {"checksum": stored["checksum"], "path": str(path)}}}]
            )
        assert unit["files"]["image"]["checksum"] == sha1(path)

    def test_no_files_send_nothing(self, client, mock):
        assert client.upload_files_bulk([]) == {"results": [], "created_count": 0, "failed_count": 0}
        mock.assert_not_called()

    def test_one_that_cannot_be_read_stops_no_other(self, client, files, tmp_path):
        (path,) = files(1)
        empty = tmp_path / "empty.jpg"
        empty.touch()
        seen = []
        paths = [tmp_path / "missing.jpg", path, str(empty), tmp_path]
        result = client.upload_files_bulk(paths, on_progress=lambda *numbers: seen.append(numbers))
        assert [item["success"] for item in result["results"]] == [False, True, False, False]
        assert [item["file_key"] for item in result["results"]] == [str(path) for path in paths]
        errors = [item["error"] for item in result["results"]]
        assert errors[0].startswith("FileNotFoundError: ")
        assert "is empty" in errors[2]
        assert errors[3].startswith("IsADirectoryError: ")
        assert (result["created_count"], result["failed_count"]) == (1, 3)
        assert seen[-1] == (4, 4)

    def test_if_none_can_be_read_nothing_is_sent(self, client, mock, tmp_path):
        result = client.upload_files_bulk([tmp_path / "missing.jpg"], strategy="presigned")
        assert (result["created_count"], result["failed_count"]) == (0, 1)
        mock.assert_not_called()


class TestArguments:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"paths": "image.jpg"}, "paths must be a list of paths, not str"),
            ({"paths": b"bytes"}, "paths must be a list of paths, not bytes"),
            ({"paths": {"a": 1}}, "paths must be a list of paths, not dict"),
            ({"paths": 5}, "paths must be a list of paths, not int"),
            ({"max_workers": 0}, "max_workers must be an integer ≥ 1, got 0"),
            ({"max_workers": 101}, "max_workers must be at most 100, got 101"),
            ({"batch_size": 1001}, "batch_size must be at most 1000, got 1001"),
            ({"max_upload_retries": -1}, "max_upload_retries must be an integer ≥ 0, got -1"),
            ({"max_upload_retries": 11}, "max_upload_retries must be at most 10, got 11"),
            ({"strategy": "sync"}, "strategy must be 'presigned' or None, got 'sync'"),
            ({"on_progress": 5}, "on_progress must be a function, not int"),
        ],
    )
    def test_what_makes_no_sense_is_an_error_before_anything_is_sent(self, client, mock, arguments, message):
        with pytest.raises(InvalidArgumentError, match=message):
            client.upload_files_bulk(**{"paths": [b"1"], **arguments})
        mock.assert_not_called()

    def test_a_storage_that_signs_no_urls_is_an_error_unless_the_strategy_is_named(self, reference, files):
        reference.sql("DELETE FROM reference_storage WHERE id = 125")
        paths = files(1)
        with BackendClient(reference.url, reference.api_token) as client:
            with pytest.raises(UploadError, match="the provider 'file_system', which signs no URLs: those that do are"):
                client.upload_files_bulk(paths)
            assert reference.sql("SELECT * FROM reference_datafile WHERE size = 10") == []
            assert_stored(client.upload_files_bulk(paths, strategy="presigned"), paths)


class TestSecrets:
    def test_the_storage_gets_no_token_and_no_header_of_the_api(self, mock, files):
        storage = Storage(mock)
        with storage.client(headers={"X-Own": "1"}, url_host="internal", tenant="acme-labs") as client:
            assert_stored(client.upload_files_bulk(paths := files(1)), paths)
        (request,) = storage.requests
        assert {name.lower() for name in request.headers} == {"host", "content-length", "content-type"}
        assert (request.headers["content-type"], request.headers["content-length"]) == ("image/jpeg", "10")
        assert b"url_host" not in request.url.query

    def test_a_part_has_no_type(self, mock, files):
        mock.storage.part_bytes = 4
        storage = Storage(mock)
        with storage.client() as client:
            assert_stored(client.upload_files_bulk(paths := files(1)), paths)
        assert [request.headers.get("content-type") for request in storage.requests] == [None] * 3
        assert [request.content for request in storage.requests] == [b"0000", b"0000", b"00"]
        (confirmed,) = mock.calls[-1].json["files"]
        assert [part["part_number"] for part in confirmed["multipart"]["parts"]] == [1, 2, 3]
        assert all(re.fullmatch(r'"[0-9a-f]{32}"', part["etag"]) for part in confirmed["multipart"]["parts"])

    @pytest.mark.parametrize("fault", ["storage_error", "html_error", "dropped_before_processing"])
    def test_a_signature_is_in_no_log_no_error_and_no_result(self, mock, files, caplog, fault):
        caplog.set_level(logging.DEBUG)
        mock.inject_fault(PUT, fault, times=None)
        with Storage(mock).client() as client:
            result = client.upload_files_bulk(files(2))
        assert result["failed_count"] == 2
        signatures = [value for call in mock.calls for value in call.query.get("X-Amz-Signature", [])]
        assert signatures
        shown = json.dumps(result) + caplog.text
        assert not any(signature in shown for signature in [*signatures, "s3cret", "signed-and-secret"])

    def test_a_response_that_cannot_be_followed_is_not_shown(self, mock, files):
        mock.inject_fault(SIGN, "broken_json")
        with Storage(mock).client() as client, pytest.raises(ClientError) as caught:
            client.upload_files_bulk(files(1))
        assert "Signature" not in str(caught.value)


class TestFaults:
    """What the storage, the proxy before it and the network do to a PUT."""

    def upload(self, mock, files, spoil, **arguments):
        storage = Storage(mock, spoil)
        with storage.client() as client:
            (result,) = client.upload_files_bulk(files(1), **arguments)["results"]
        return result, len(storage.requests)

    @pytest.mark.parametrize(
        "make",
        [
            lambda: html(400),
            lambda: html(403),
            lambda: httpx.Response(404, content=b"{}"),
            lambda: storage_error(408),
            lambda: storage_error(425),
            lambda: storage_error(429),
            lambda: storage_error(500, "InternalError"),
            lambda: storage_error(503, "SlowDown"),
        ],
    )
    def test_what_may_pass_is_sent_again(self, mock, files, make):
        faults = [make(), make()]
        result, sent = self.upload(mock, files, lambda _: faults.pop() if faults else None)
        assert (result["success"], sent) == (True, 3)

    @pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadError, httpx.ReadTimeout])
    def test_a_lost_request_is_sent_again(self, mock, files, error):
        faults = [error("gone"), error("gone")]

        def spoil(_):
            if faults:
                raise faults.pop()

        result, sent = self.upload(mock, files, spoil)
        assert (result["success"], sent) == (True, 3)

    def test_a_lost_response_too(self, mock, files):
        faults = ["once"]

        def spoil(request):
            if faults and MockTransport(mock).handle_request(request):
                faults.pop()
                raise httpx.ReadError("gone")

        result, sent = self.upload(mock, files, spoil)
        assert (result["success"], sent) == (True, 2)

    def test_it_gives_up_after_the_retries(self, mock, files):
        result, sent = self.upload(mock, files, lambda _: html(400))
        assert (result["success"], sent) == (False, 3)
        assert result["error"] == "UploadError: the storage refused it: 400, no code of a storage"
        assert self.upload(mock, files, lambda _: html(400), max_upload_retries=0)[1] == 1

    def test_a_refusal_of_the_storage_is_final_and_only_code_and_message_are_shown(self, mock, files):
        result, sent = self.upload(mock, files, lambda _: storage_error(403))
        assert sent == 1
        assert result["error"] == "UploadError: the storage refused it: 403, AccessDenied: Not today"

    def test_a_redirect_is_not_followed(self, mock, files):
        result, sent = self.upload(mock, files, lambda _: httpx.Response(307, headers={"location": "https://evil/"}))
        assert sent == 1
        assert "the storage redirects (307)" in result["error"]

    def test_a_part_is_sent_again_by_itself(self, mock, files):
        mock.storage.part_bytes = 4
        faults = {"2": [html(400)]}

        def spoil(request):
            left = faults.get(request.url.params["partNumber"])
            return left.pop() if left else None

        result, sent = self.upload(mock, files, spoil)
        assert (result["success"], sent) == (True, 4)

    def test_a_file_that_is_written_to_meanwhile_fails(self, mock, files):
        (path,) = files(1)

        def spoil(_):
            path.write_bytes(b"another content")
            return html(400)

        result, sent = self.upload(mock, lambda _: [path], spoil)
        assert (result["success"], sent) == (False, 1)
        assert "was written to while it was sent" in result["error"] or "became shorter" in result["error"]

    def test_a_response_before_the_file_was_sent_proves_nothing(self, mock, files):
        def respond(request):
            if request.url.host == "storage.mock":
                return httpx.Response(200, headers={"etag": "x"})  # its body is never read
            return MockTransport(mock).handle_request(request)

        class Unread(httpx.BaseTransport):
            def handle_request(self, request):
                return respond(request)

        with BackendClient("https://mock", "t", transport=Unread(), retry=QUICK) as client:
            (result,) = client.upload_files_bulk(files(1))["results"]
        assert "the storage responded before the file was sent" in result["error"]


class TestTheServer:
    def test_if_the_first_urls_cannot_be_had_the_error_is_raised(self, mock, files):
        mock.inject_fault(SIGN, "status", code=401)
        with Storage(mock).client() as client, pytest.raises(AuthenticationError):
            client.upload_files_bulk(files(2))
        mock.assert_not_called(PUT)

    def test_a_later_batch_without_urls_is_reported(self, mock, files):
        mock.inject_fault(SIGN, "status", code=400, after=1)
        seen = []
        with Storage(mock).client() as client:
            result = client.upload_files_bulk(files(3), batch_size=1, on_progress=lambda *numbers: seen.append(numbers))
        assert [item["success"] for item in result["results"]] == [True, False, True]
        assert result["results"][1]["error"].startswith("ValidationError: 400 Bad Request")
        assert seen[-1] == (3, 3)

    def test_urls_are_asked_for_again_after_a_lost_response(self, mock, files):
        mock.inject_fault(SIGN, "dropped_after_processing")
        with Storage(mock).client() as client:
            assert_stored(client.upload_files_bulk(paths := files(1)), paths)

    def test_a_confirmation_is_never_sent_twice(self, mock, files):
        mock.inject_fault(CONFIRM, "dropped_after_processing")
        with Storage(mock).client() as client:
            result = client.upload_files_bulk(files(2))
        assert [item["success"] for item in result["results"]] == [False, False]
        assert all("may have been applied" in item["error"] for item in result["results"])
        mock.assert_called_once_with(CONFIRM)

    def test_a_confirmation_that_was_refused_is_sent_again(self, mock, files):
        mock.inject_fault(CONFIRM, "status", code=503)
        with Storage(mock).client() as client:
            assert_stored(client.upload_files_bulk(paths := files(1)), paths)

    @pytest.mark.parametrize(
        ("response", "error"),
        [
            ({"results": []}, "the server does not say what became of it: it may be stored"),
            ([], "the server does not say what became of it: it may be stored"),
            ({"results": [{"success": False, "error": "Too odd."}]}, "Too odd."),
            ({"results": [{"success": False}]}, "the server has not taken it, and does not say why"),
            ({"results": [{"success": True}]}, "the server has not taken it, and does not say why"),
        ],
    )
    def test_what_it_does_not_confirm_has_failed(self, mock, files, response, error):
        def respond(request):
            if "confirm_upload" not in request.url.path:
                return MockTransport(mock).handle_request(request)
            (file,) = json.loads(request.read())["files"]
            if isinstance(response, dict):
                return httpx.Response(
                    200, json={"results": [{"file_key": file["file_key"], **item} for item in response["results"]]}
                )
            return httpx.Response(200, json=response)

        with BackendClient("https://mock", "t", transport=httpx.MockTransport(respond)) as client:
            result = client.upload_files_bulk(files(1))
        assert result["results"][0]["error"] == error
        assert (result["results"][0]["success"], result["results"][0]["data_file_id"]) == (False, None)
        assert (result["created_count"], result["failed_count"]) == (0, 1)

    @pytest.mark.parametrize(
        "response",
        [
            [],
            {},
            {"files": []},
            {"files": [1]},
            {"files": [{**SIGNED, "filename": "other.jpg"}]},
            {"files": [{**SIGNED, "file_key": None}]},
            {"files": [{**SIGNED, "presigned_url": None}]},
            {"files": [{**SIGNED, "multipart": PARTS}]},
            {"files": [{**SIGNED, "presigned_url": None, "multipart": 5}]},
            {"files": [{**SIGNED, "presigned_url": None, "multipart": {**PARTS, "part_size": 4}}]},
            {"files": [{**SIGNED, "presigned_url": None, "multipart": {**PARTS, "part_size": "10"}}]},
            {"files": [{**SIGNED, "presigned_url": None, "multipart": {**PARTS, "parts": [{"part_number": 1}]}}]},
        ],
    )
    def test_urls_of_another_form_are_an_error_without_them(self, mock, files, response):
        def respond(request):
            if "presigned_upload" in request.url.path:
                return httpx.Response(200, json=response)
            return MockTransport(mock).handle_request(request)

        with (
            BackendClient("https://mock", "t", transport=httpx.MockTransport(respond)) as client,
            pytest.raises(ClientError, match="does not say where to send each of the files") as caught,
        ):
            client.upload_files_bulk(files(1))
        assert caught.value.response is None

    def test_a_url_that_leads_nowhere_fails_its_file(self, mock, files):
        def respond(request):
            if "presigned_upload/upload" in request.url.path:
                return httpx.Response(200, json={"files": [{**SIGNED, "presigned_url": "ftp://x/?X=s3cret"}]})
            return MockTransport(mock).handle_request(request)

        with BackendClient("https://mock", "t", transport=httpx.MockTransport(respond)) as client:
            (result,) = client.upload_files_bulk(files(1))["results"]
        assert "is not a URL of a file" in result["error"]
        assert "s3cret" not in result["error"]

    def test_a_client_that_waits_for_ever_still_does(self, mock, files):
        with Storage(mock).client(timeout={"read": None}) as client:
            assert_stored(client.upload_files_bulk(paths := files(1)), paths)


class TestProgress:
    def test_the_option_reports_bytes_and_files(self, mock, files):
        seen = []
        with Synapse("https://mock", api_token="t", transport=MockTransport(mock), on_progress=seen.append) as synapse:
            synapse.data_files.upload_bulk(files(3), max_workers=1)
        assert [(report.sent, report.total, report.done, report.items) for report in seen] == [
            (10, 30, 1, 3),
            (20, 30, 2, 3),
            (30, 30, 3, 3),
        ]

    def test_what_it_raises_passes_through(self, client, files):
        def fail(done, total):
            raise KeyError(done)

        with pytest.raises(KeyError):
            client.upload_files_bulk(files(1), on_progress=fail)


def test_the_mock_over_http_has_its_storage_at_another_origin(serve, files):
    mock = MockBackend(SERVICE, seed=7)
    url = serve(mock)
    with BackendClient(url, "t") as client:
        assert_stored(client.upload_files_bulk(paths := files(3)), paths)
    assert len(mock.storage.objects) == 3


def test_an_async_mock_too(files):
    mock = MockBackend(SERVICE, seed=7)

    async def main():
        async with AsyncSynapse("https://mock", api_token="t", transport=AsyncMockTransport(mock)) as synapse:
            return await synapse.data_files.upload_bulk(paths)

    paths = files(3)
    assert_stored(asyncio.run(main()).to_dict(), paths)
    mock.close()


class TestCollections:
    """What a bulk upload has stored, a collection finds by its SHA-1."""

    def groups(self, paths):
        return [{"files": {"image": path}, "meta": {"stem": path.stem}} for path in paths]

    def test_a_file_is_not_sent_again(self, mock, client, files):
        paths = files(3)
        client.upload_files_bulk(paths[:2])
        result = client.upload_data_collection(123, self.groups(paths))
        assert [item["status"] for item in result["items"]] == ["created"] * 3
        assert len([call for call in mock.calls if call.matches("POST data_files/")]) == 1
        checksums = [unit["files"]["image"]["checksum"] for unit in result["units"]]
        assert checksums[:2] == [sha1(path) for path in paths[:2]]
        again = client.upload_data_collection(123, self.groups(paths))
        assert [item["status"] for item in again["items"]] == ["skipped"] * 3
        assert len([call for call in mock.calls if call.matches("POST data_files/")]) == 1
        assert client.schema_issues == []

    def test_a_server_that_takes_md5_alone_is_reported_and_asked_once(self, reference, files):
        paths, asked = files(4), []

        def note(request, send):
            asked.append(request.route)
            return send(request)

        with BackendClient(reference.url, reference.api_token, middleware=[note]) as client:
            for half in (paths[:2], paths[2:]):
                result = client.upload_data_collection(123, self.groups(half))
                assert [item["status"] for item in result["items"]] == ["created"] * 2
            (issue,) = client.schema_issues
        assert (issue.path, issue.found) == ("data_files.verify_checksums by sha1", "400")
        assert asked.count("data_files/verify_checksums/") == 3
