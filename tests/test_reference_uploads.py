"""The chunked upload protocol, observed on the reference backend."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from support.proxy import drop, reset
from support.reference import reference_server

CONTENT = b"0123456789"
MD5 = hashlib.md5(CONTENT).hexdigest()
UNKNOWN_UPLOAD = "chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/"
COMPLETE = {"detail": 'Upload has already been marked as "complete"'}


@pytest.fixture
def client(reference):
    with httpx.Client(base_url=reference.url, headers=reference.headers) as client:
        yield client


def put(client, url, start, chunk, total=10):
    """Send one chunk of an upload."""
    content_range = f"bytes {start}-{start + len(chunk) - 1}/{total}"
    files, form = {"file": ("zip.zip", chunk)}, {"filename": "zip.zip"}
    return client.put(url, files=files, data=form, headers={"Content-Range": content_range})


def finish(client, url, md5=MD5):
    return client.post(url, json={"md5": md5})


def opened(client, chunk=CONTENT[:4]):
    """Start an upload."""
    response = put(client, "chunked_upload/", 0, chunk)
    assert response.status_code == 200
    return response.json()


def test_chunks_then_a_matching_md5_complete_an_upload(client, reference):
    upload = opened(client)
    assert (upload["status"], upload["offset"], upload["completed_at"]) == (1, 4, None)
    assert upload["url"] == f"{reference.url}/chunked_upload/{upload['id']}/"
    assert put(client, upload["url"], 4, CONTENT[4:]).json()["offset"] == 10
    assert finish(client, upload["url"]).json()["status"] == 2
    assert reference.upload_file(upload["id"]).read_bytes() == CONTENT


@pytest.mark.parametrize("md5", ["0" * 32, MD5.upper()])
def test_a_wrong_md5_leaves_the_upload_open(client, md5):
    url = opened(client, CONTENT)["url"]
    response = finish(client, url, md5)
    assert (response.status_code, response.json()) == (400, {"detail": "checksum does not match"})
    assert client.get(url).json()["status"] == 1
    assert finish(client, url).status_code == 200


@pytest.mark.parametrize("start", [0, 3, 5])
def test_a_chunk_that_does_not_start_at_the_offset_is_refused(client, start):
    url = opened(client)["url"]
    response = put(client, url, start, CONTENT[start:])
    assert response.status_code == 400
    assert response.json() == {"detail": "Offsets do not match", "expected_offset": 4, "provided_offset": start}


def test_what_is_complete_takes_nothing_more(client):
    url = opened(client, CONTENT)["url"]
    assert finish(client, url).status_code == 200
    for response in (finish(client, url), put(client, url, 10, b"x", 11)):
        assert (response.status_code, response.json()) == (400, COMPLETE)
    assert client.get(url).json()["status"] == 2


def test_a_day_after_its_start_an_upload_is_gone_though_it_still_looks_open(client, reference):
    upload = opened(client)
    reference.expire(upload["id"])
    for response in (put(client, upload["url"], 4, CONTENT[4:]), finish(client, upload["url"])):
        assert (response.status_code, response.json()) == (410, {"detail": "Upload has expired"})
    assert client.get(upload["url"]).json()["status"] == 1


def test_empty_files_are_refused(client, reference):
    whole = client.post("chunked_upload/", data={"filename": "e"}, files={"file": ("e", b"")})
    assert (whole.status_code, whole.json()) == (400, {"detail": {"file": ["The submitted file is empty."]}})
    assert put(client, "chunked_upload/", 0, b"", 0).status_code == 400
    assert reference.uploads() == []


def test_uploads_are_listed_to_their_user_alone(client, reference):
    upload = opened(client)
    assert client.get("chunked_upload/").json() == [upload]
    client.headers["Synapse-Access-Token"] = f"Token {reference.other_token}"
    assert client.get("chunked_upload/").json() == []
    for url in (upload["url"], UNKNOWN_UPLOAD):
        assert [client.get(url).status_code, put(client, url, 4, b"x").status_code] == [404, 404]


def test_a_file_part_without_a_filename_is_500_in_html(client):
    headers = {"Content-Range": "bytes 0-9/10"}
    response = client.put("chunked_upload/", files={"file": (None, CONTENT)}, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (500, "text/html; charset=utf-8")


def test_a_body_without_a_length_is_seen_as_empty(client):
    headers = {"Content-Range": "bytes 0-9/10", "Content-Type": "multipart/form-data; boundary=b"}
    response = client.put("chunked_upload/", content=iter([CONTENT]), headers=headers)
    assert (response.status_code, response.json()) == (400, {"detail": "No chunk file was submitted"})


@pytest.mark.parametrize("fault", [drop, reset])
def test_a_chunk_that_breaks_off_stores_nothing(client, reference, fault_proxy, fault):
    upload = opened(client)
    proxy = fault_proxy(reference.url, fault("to_server", at=100_000))
    with (
        httpx.Client(base_url=proxy.url, headers=reference.headers) as broken,
        pytest.raises(httpx.TransportError),
    ):
        put(broken, f"chunked_upload/{upload['id']}/", 4, bytes(1_000_000), 1_000_004)
    assert client.get(upload["url"]).json()["offset"] == 4
    assert reference.upload_file(upload["id"]).read_bytes() == CONTENT[:4]


def test_a_chunk_whose_answer_is_lost_is_stored(client, reference, fault_proxy):
    upload = opened(client)
    proxy = fault_proxy(reference.url, drop("to_client"))
    with (
        httpx.Client(base_url=proxy.url, headers=reference.headers) as broken,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        put(broken, f"chunked_upload/{upload['id']}/", 4, CONTENT[4:])
    assert client.get(upload["url"]).json()["offset"] == 10


def test_one_range_sent_twice_at_once_can_be_stored_twice(client, reference):
    upload = opened(client)
    with ThreadPoolExecutor(2) as pool:
        with reference.holding("append"):
            sent = [pool.submit(put, client, upload["url"], 4, CONTENT[4:]) for _ in range(2)]
            reference.wait_held("append", 2)
        assert [response.result().json()["offset"] for response in sent] == [10, 10]
    assert reference.upload_file(upload["id"]).stat().st_size == 16
    assert finish(client, upload["url"]).json() == {"detail": "checksum does not match"}


def test_a_finish_that_is_repeated_while_the_first_still_reads_cannot_do_harm(client, reference):
    upload = opened(client, CONTENT)
    with ThreadPoolExecutor(1) as pool:
        with reference.holding("checksum"):
            first = pool.submit(finish, client, upload["url"])
            reference.wait_held("checksum")
            assert client.get(upload["url"]).json()["status"] == 1
        assert first.result().status_code == 200
    assert finish(client, upload["url"]).json() == COMPLETE


def test_a_complete_upload_becomes_a_data_file_or_a_model(client):
    upload = opened(client, CONTENT)
    data_file = {"chunked_upload": upload["id"], "meta": {"filename": "large.zip"}}
    model = {"chunked_upload": upload["id"], "name": "m", "project": 123}
    assert client.post("data_files/", json=data_file).json()["chunked_upload"][0].startswith("Invalid pk")
    finish(client, upload["url"])
    made = client.post("data_files/", json=data_file).json()
    assert (made["checksum"], made["file"]) == (MD5, "/media/data/large.zip")
    assert client.get(client.post("models/", json=model).json()["file"]).content == CONTENT


@pytest.mark.slow
def test_a_limit_of_the_server_is_a_400(tmp_path):
    with (
        reference_server(tmp_path, max_upload=9) as reference,
        httpx.Client(base_url=reference.url, headers=reference.headers) as client,
    ):
        response = put(client, "chunked_upload/", 0, CONTENT)
    assert (response.status_code, response.json()) == (400, {"detail": "Size of file exceeds the limit (9 bytes)"})


@pytest.mark.slow
def test_a_front_that_hides_host_and_prefix_makes_next_and_upload_urls_wrong(tmp_path):
    with (
        reference_server(tmp_path, prefix="/api", believed_host="inner:8000") as reference,
        httpx.Client(base_url=reference.url, headers=reference.headers) as client,
    ):
        page = client.get("sdk/tasks/?page_size=1").json()
        assert page["next"] == "http://inner:8000/sdk/tasks/?page=2&page_size=1"
        upload = opened(client)
        assert upload["url"] == f"http://inner:8000/chunked_upload/{upload['id']}/"
        assert client.get(f"{reference.url.removesuffix('/api')}/tasks/456/").status_code == 404


def test_a_reset_brings_the_first_rows_and_files_back(client, reference):
    client.post("data_files/", files={"file": ("a.bin", CONTENT)})
    opened(client)
    reference.reset()
    assert (reference.count("datafile"), reference.uploads()) == (2, [])
    assert not (reference.media / "data" / "a.bin").exists()


def test_an_upload_with_a_chosen_id_can_be_put_there(client, reference):
    whole, half = "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a11"
    reference.add_upload(whole, CONTENT, "zip.zip", complete=True)
    reference.add_upload(half, CONTENT[:4], "zip.zip")
    assert client.post("data_files/", json={"chunked_upload": whole}).json()["file"] == "/media/data/zip.zip"
    assert put(client, f"chunked_upload/{half}/", 4, CONTENT[4:]).json()["offset"] == 10
    assert finish(client, f"chunked_upload/{half}/").json()["status"] == 2
    assert {row["completed_at"] is None for row in client.get("chunked_upload/").json()} == {False}


def test_lost_bytes_show_in_the_offset(client, reference):
    upload = opened(client)
    reference.truncate(upload["id"], 2)
    assert client.get(upload["url"]).json()["offset"] == 2
    put(client, upload["url"], 2, CONTENT[2:])
    assert finish(client, upload["url"]).json()["status"] == 2
