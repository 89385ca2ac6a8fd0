"""The protocol of chunked uploads."""

import gc
import hashlib
import warnings

import pytest
from support import library
from support.generated import variant
from synapse_runtime.testing import Clock, MockBackend

CONTENT = b"0123456789"
MD5 = hashlib.md5(CONTENT).hexdigest()

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def put(ask):
    """Sends bytes of CONTENT from one place to before another."""

    def sent(start, end, target="/uploads/", filename="data.bin", total=10, **options):
        fields = {} if filename is None else {"filename": filename}
        headers = {"Content-Range": f"bytes {start}-{end - 1}/{total}", **options}
        return ask.form("PUT", target, fields, {"file": ("blob", CONTENT[start:end])}, headers)

    return sent


@pytest.fixture
def upload(put):
    """The path of an open upload with the first four bytes."""
    return f"/uploads/{put(0, 4).json()['id']}/"


def test_an_upload_is_started_continued_and_finished(ask, put):
    begun = put(0, 4).json()
    path = f"/uploads/{begun['id']}/"
    assert begun == {
        "id": begun["id"],
        "url": f"http://backend{path}",
        "file": f"/media/chunked_uploads/{begun['id']}.part",
        "filename": "data.bin",
        "offset": 4,
        "created_at": begun["created_at"],
        "status": 1,
        "completed_at": None,
    }
    assert put(4, 9, path).json()["offset"] == 9
    assert put(9, 10, path, filename=None).json()["offset"] == 10
    done = ask("POST", path, {"md5": MD5})
    assert (done.status_code, done.json()["status"]) == (200, 2)
    assert done.json()["completed_at"] > begun["created_at"]
    assert done.json()["file"].endswith(".done")
    assert ask("GET", path).json() == done.json()


def test_what_is_stored_so_far_is_served_under_the_path_that_the_upload_shows(ask, put):
    begun = put(0, 4).json()
    assert ask("GET", begun["file"]).body == CONTENT[:4]
    assert ask("GET", begun["file"], headers={"Range": "bytes=1-2"}).body == CONTENT[1:3]
    path = f"/uploads/{begun['id']}/"
    put(4, 10, path)
    assert ask("GET", begun["file"]).body == CONTENT
    done = ask("POST", path, {"md5": MD5}).json()
    response = ask("GET", done["file"], headers={"X-Card": ""})
    assert (response.status_code, response.body) == (200, CONTENT), "as all files, without a token"
    assert ask("GET", begun["file"]).status_code == ask("GET", f"/media/x/{begun['id']}.done").status_code == 404


def test_the_uploads_of_a_token_are_listed(ask, upload):
    listed = ask("GET", "/uploads/").json()
    assert [one["id"] for one in listed] == [library.UPLOAD, upload.split("/")[2]]
    assert [one["id"] for one in ask("GET", "/uploads/", headers={"X-Card": "Card 2"}).json()] == [library.UPLOAD]


def test_uploads_can_be_paged(library_service, asking):
    paged = library_service.operation("uploads.list")._replace(pagination="pages", response="ChunkedUpload")
    others = [operation for operation in library_service.operations() if operation.name != paged.name]
    service = variant(library_service, [*others, paged])
    page = asking(MockBackend(service))("GET", "/uploads/", query={"page_size": 1}).json()
    assert (page["count"], page["results"][0]["id"]) == (1, library.UPLOAD)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_an_upload_of_another_token_is_404(ask, put, upload, method):
    for path, card in ((upload, "Card 2"), (upload.replace(upload.split("/")[2], NOBODY), "Card 1")):
        if method == "PUT":
            response = put(4, 9, path, **{"X-Card": card})
        else:
            response = ask(method, path, {"md5": MD5} if method == "POST" else None, headers={"X-Card": card})
        assert (response.status_code, response.json()) == (404, {"detail": "No ChunkedUpload matches the given query."})


def test_a_malformed_upload_id_is_an_unknown_path(ask, upload):
    response = ask("GET", upload.replace(upload.split("/")[2], "x"))
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_an_empty_and_a_missing_file_name_have_different_errors(ask):
    def said(fields):
        head = {"Content-Range": "bytes 0-0/1"}
        return ask.form("PUT", "/uploads/", fields, {"file": ("a", b"a")}, head).json()["detail"]["filename"]

    assert said({}) == ["This field is required."]
    assert said({"filename": ""}) == ["This field may not be blank."]


@pytest.mark.parametrize("start", [0, 3, 5])
def test_a_chunk_must_start_at_the_offset_of_the_server(put, upload, start):
    response = put(start, 9, upload)
    assert response.status_code == 400
    assert response.json() == {"detail": "Offsets do not match", "expected_offset": 4, "provided_offset": start}


def test_a_wrong_checksum_leaves_the_upload_open(ask, put, upload):
    put(4, 10, upload)
    response = ask("POST", upload, {"md5": MD5.upper()})
    assert (response.status_code, response.json()) == (400, {"detail": "checksum does not match"})
    assert ask("POST", upload, {"md5": MD5}).status_code == 200


@pytest.mark.parametrize("body", [{}, {"md5": ""}, []])
def test_a_checksum_is_required(ask, upload, body):
    assert ask("POST", upload, body).json() == {"detail": "Checksum of type 'md5' is required"}


def test_a_complete_upload_cannot_be_finished_or_continued(ask, put, upload):
    put(4, 10, upload)
    ask("POST", upload, {"md5": MD5})
    said = {"detail": 'Upload has already been marked as "complete"'}
    for response in (ask("POST", upload, {"md5": MD5}), put(10, 10, upload, total=10), put(0, 4, upload)):
        assert response.status_code == 400
        assert response.json() in (said, {"detail": "Error in request headers"})
    assert put(0, 4, upload).json() == said


def test_an_upload_expires_after_a_day_unless_it_is_complete(ask, put, upload):
    done = f"/uploads/{put(0, 10).json()['id']}/"
    ask("POST", done, {"md5": MD5})
    ask.backend.clock.advance(days=1)
    for response in (put(4, 9, upload), ask("POST", upload, {"md5": MD5})):
        assert (response.status_code, response.json()) == (410, {"detail": "Upload has expired"})
    assert ask("GET", upload).status_code == 200
    assert ask("GET", done).json()["status"] == 2


@pytest.mark.parametrize(
    ("content_range", "said"),
    [
        ("", "Error in request headers"),
        ("bytes 0-3/*", "Error in request headers"),
        ("bytes 0--1/0", "Error in request headers"),
        (f"bytes 0-3/{'9' * 5000}", "Error in request headers"),
        ("bytes 0-11/10", "End of chunk exceeds reported total (10 bytes)"),
        ("bytes 0-7/10", "File size doesn't match headers: file size is 4 but 8 reported"),
    ],
)
def test_a_wrong_range_is_refused(put, content_range, said):
    response = put(0, 4, **{"Content-Range": content_range})
    assert (response.status_code, response.json()) == (400, {"detail": said})


def test_an_empty_or_unnamed_file_is_refused_with_an_object(ask):
    empty = ask.form("PUT", "/uploads/", {}, {"file": ("blob", b"")}, {"Content-Range": "bytes 1-0/0"})
    assert (empty.status_code, empty.json()) == (
        400,
        {"detail": {"file": ["The submitted file is empty."], "filename": ["This field is required."]}},
    )


def test_a_chunk_is_a_file(ask):
    missing = ask.form("PUT", "/uploads/", {"filename": "a"}, {}, {"Content-Range": "bytes 0-3/10"})
    assert missing.json() == {"detail": "No chunk file was submitted"}
    text = ask.form("PUT", "/uploads/", {"filename": "a", "file": "0123"}, {}, {"Content-Range": "bytes 0-3/10"})
    assert (text.status_code, text.headers["Content-Type"]) == (500, "text/html; charset=utf-8")


def test_a_chunk_must_be_in_a_form(ask):
    said = {"detail": "No chunk file was submitted"}
    assert ask("PUT", "/uploads/", {"file": "x"}).json() == ask("PUT", "/uploads/").json() == said
    assert ask("PUT", "/uploads/", body=b"x", headers={"Content-Type": "text/plain"}).status_code == 415


def test_an_upload_of_the_examples_can_be_finished(ask):
    path = f"/uploads/{library.UPLOAD}/"
    assert ask("GET", path).json()["offset"] == len("novel.zip")
    assert ask("POST", path, {"md5": hashlib.md5(b"novel.zip").hexdigest()}).json()["status"] == 2


class TestReferences:
    @pytest.fixture
    def done(self, ask, put):
        ident = put(0, 10).json()["id"]
        ask("POST", f"/uploads/{ident}/", {"md5": MD5})
        return ident

    def test_a_complete_upload_stands_for_a_file(self, ask, done):
        sent = {"chunked_upload": done, "meta": {"filename": "map.bin"}, "dpi": 72}
        made = ask("POST", "/scans/", sent).json()
        assert made == {
            "id": 1002,
            "checksum": MD5,
            "size": 10,
            "file": "/media/scans/map.bin",
            "dpi": 72,
            "settings": {},
        }
        assert ask("POST", "/scans/bind/", {"chunked_upload": done}).json()["file"] == "/media/scans/data.bin"

    @pytest.mark.parametrize("meta", [{}, {"meta": {}}, {"meta": "x"}, {"meta": {"filename": 5}}])
    def test_without_a_file_name_the_upload_keeps_its_own(self, ask, done, meta):
        assert ask("POST", "/scans/", {"chunked_upload": done, **meta}).json()["file"] == "/media/scans/data.bin"

    def test_an_open_or_unknown_upload_is_refused(self, ask, upload, done):
        ident = upload.split("/")[2]
        said = {"chunked_upload": ["This upload is not complete."]}
        assert ask("POST", "/scans/", {"chunked_upload": ident}).json() == said
        for unknown, card in (("x", "Card 1"), (done, "Card 2")):
            response = ask("POST", "/scans/bind/", {"chunked_upload": unknown}, headers={"X-Card": card})
            assert response.json() == {"chunked_upload": [f'Invalid pk "{unknown}" - object does not exist.']}

    def test_a_file_or_an_upload_is_required(self, ask):
        said = {"chunked_upload": ["This field is required."]}
        assert ask("POST", "/scans/bind/", {}).json() == said
        assert ask("POST", "/scans/", {}).json() == {"file": ["No file was submitted."]}


def test_a_mock_that_is_not_closed_leaves_no_file_open(library_service, asking):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        backend = MockBackend(library_service, clock=Clock())
        asking(backend).form("PUT", "/uploads/", {"filename": "a"}, {"file": ("a", b"x" * 300_000)},
                             {"Content-Range": "bytes 0-299999/300000"})  # fmt: skip
        upload = backend.uploads.list_for("1")[-1]
        assert upload.content.blob._file._rolled
        content = upload.content.blob._file
        del backend, upload
        gc.collect()
        assert content.closed
