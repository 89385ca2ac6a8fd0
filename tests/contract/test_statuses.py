"""What statuses and headers say: true or false, nothing new, elsewhere; a client and the mock, on both faces."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest
from support.checkers import check
from support.generated import SPECS
from support.relay import SERVICE, Caller, documented_client, models, plain, relay_client
from synapse_codegen.cli import main
from synapse_http.errors import ConflictError, DecodeError, NotFoundError, NotModifiedError, RedirectError
from synapse_runtime.testing import MockServer

GET, LOCK = "GET archives/{pk}/", "GET archives/{pk}/lock/"

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def service():
    return SERVICE


@pytest.fixture(params=["blocking", "async"])
def call(request, mock):
    return Caller(mock, "archives", is_async=request.param == "async", strict=True)


@pytest.fixture
def documented(mock):
    return documented_client(mock)


# True or false -------------------------------------------------------------------------------


async def test_a_check_is_true_or_false(call, mock):
    assert await call("is_locked", 1) is True
    assert await call("is_locked", 2) is False  # as its example says
    mock.on(LOCK).respond(404, json={"detail": "No."})
    assert await call("is_locked", 1) is False
    raw = await call("is_locked", 1, raw=True)
    assert (raw.status_code, raw.parsed, raw.json()) == (404, False, {"detail": "No."})


async def test_another_error_of_a_check_is_an_error(call, mock):
    mock.on(LOCK).respond(409, json={"text": "Ask again."})
    with pytest.raises(ConflictError) as caught:
        await call("is_locked", 1)
    assert caught.value.body == models.Reason(text="Ask again.")


async def test_a_status_that_a_check_lacks_is_an_error(call, mock):
    mock.on(LOCK).respond(200)
    with pytest.raises(DecodeError, match=r"archives\.is_locked: status 200 is none of 204, 404"):
        await call("is_locked", 1)


def test_a_documented_check_is_true_or_false(documented):
    assert documented.is_archive_locked(1) is True
    assert documented.is_archive_locked(2) is False
    assert "bool: True: It is locked. False: The status is 404." in plain.JobsMixin.is_archive_locked.__doc__


# Headers -------------------------------------------------------------------------------------


async def test_the_mock_sends_the_headers_of_the_spec(call):
    raw = await call("get", 1, raw=True)
    assert int(raw.headers["x-copies"]) >= 0
    assert raw.headers["x-kept"] in {"true", "false"}
    assert raw.headers.keys() >= {"etag", "x-quota", "x-region"}
    assert "link" not in raw.headers  # which names another page, and there is none
    assert (await call("get", 1, raw=True)).headers["etag"] == raw.headers["etag"]
    made = await call("create", raw=True, name="winter")
    assert made.headers["location"] == "http://mock/archives/"
    assert "x-freed" in (await call("delete", made.parsed.id, raw=True)).headers


async def test_a_promised_header_that_is_missing_is_reported(call, mock):
    mock.on(GET).respond(200, json={"id": 1, "name": "spring"})
    with pytest.raises(DecodeError, match="https://mock/archives/1/: expected the header ETag, got nothing"):
        await call("get", 1)


def test_headers_are_documented_by_the_names_that_they_are_read_by():
    doc = " ".join(relay_client.Relay("https://x").archives.get.__doc__.split())
    assert "Headers, with `with_raw_response`: `etag`: Its version. `last-modified`: When it was changed." in doc
    for client in (relay_client.Relay, relay_client.AsyncRelay, plain.RelayClient):
        shared = "`x-quota`: How many calls are left. `x-region`: A header."
        assert f"Headers, with `with_raw_response`: {shared}" in " ".join(client.__doc__.split())


# What has not changed ------------------------------------------------------------------------


async def test_what_has_not_changed_is_not_sent_again(call, mock):
    headers = (await call("get", 1, raw=True)).headers
    etag, modified = headers["etag"], headers["last-modified"]
    with pytest.raises(NotModifiedError):
        await call("get", 1, if_modified_since=modified)
    assert parsedate_to_datetime(modified).year >= 2023
    assert (await call("get", 1, if_none_match='"other"', if_modified_since=modified)).id == 1  # the tag is more exact
    with pytest.raises(NotModifiedError, match="Go on with what you have"):
        await call("get", 1, if_none_match=f'"other", W/{etag}')
    assert (await call("get", 1, if_none_match='"other"')).name == "spring"
    await call("rename", 1, name="autumn")
    assert (await call("get", 1, if_none_match=etag)).name == "autumn"
    assert (await call("get", 1, if_modified_since=modified)).name == "autumn"
    assert relay_client.NotModifiedError is NotModifiedError


async def test_an_error_without_a_type_is_documented_and_raised(call):
    with pytest.raises(NotFoundError):
        await call("get", 99)
    assert "NotFoundError: 404: There is none." in relay_client.Relay("https://x").archives.get.__doc__


# Redirects -----------------------------------------------------------------------------------


async def test_the_mock_redirects_to_the_bytes(call, mock, tmp_path):
    assert await call("download", 1) == b"PK"
    assert await call("download", 1, to=tmp_path / "a.zip") is None
    assert (tmp_path / "a.zip").read_bytes() == b"PK"
    first, second, *_ = mock.calls
    assert (first.status, second.status, second.path.rpartition(".")[2]) == (302, 200, "zip")


async def test_what_is_written_to_a_file_has_the_same_errors(call, mock, tmp_path):
    mock.on("GET archives/{pk}/content/").respond(409, json={"text": "Wait."})
    for arguments in ({}, {"to": tmp_path / "a.zip"}):
        with pytest.raises(ConflictError) as caught:
            await call("download", 1, **arguments)
        assert caught.value.body == models.Reason(text="Wait.")


async def test_a_redirect_of_a_read_is_followed(call, mock):
    mock.on(GET).respond(301, headers={"Location": "/archives/1/"}, times=1)
    assert (await call("get", 1)).id == 1


async def test_a_write_follows_a_redirect_that_says_that_nothing_is_done(call, mock):
    route = "PUT archives/{pk}/"
    mock.on(route).respond(307, headers={"Location": "/archives/1/"}, times=1)
    assert (await call("rename", 1, name="autumn")).name == "autumn"
    assert [sent.json for sent in mock.calls] == [{"name": "autumn"}] * 2
    mock.on(route).respond(302, headers={"Location": "/archives/1/"}, times=1)
    with pytest.raises(RedirectError, match="a PUT, which is not sent a second time"):
        await call("rename", 1, name="winter")
    mock.on("DELETE archives/{pk}/").respond(307, headers={"Location": "/archives/2/"}, times=1)
    with pytest.raises(RedirectError):
        await call("delete", 1)  # its spec has none


def test_documented_bytes_come_from_elsewhere(documented, tmp_path):
    assert documented.download_archive(1) == b"PK"
    assert documented.download_archive(1, tmp_path / "a") is None
    assert documented.get_archive(1) == {"id": 1, "name": "spring"}


def test_a_server_redirects_as_well(mock):
    with MockServer(mock) as server, relay_client.Relay(server.url, token="t") as relay:
        assert relay.archives.download(1) == b"PK"
        with pytest.raises(NotModifiedError):
            relay.archives.list(if_none_match=relay.with_raw_response.archives.list().headers["etag"])


# Types ---------------------------------------------------------------------------------------

USAGE = """
from typing import assert_type

from relay_client import AsyncRelay, NotModifiedError, Relay
from relay_client.models import Archive
from relay_client.plain import RelayClient

relay = Relay("https://relay.test", token="t")
assert_type(relay.archives.is_locked(1), bool)
assert_type(relay.with_raw_response.archives.is_locked(1).parsed, bool)
assert_type(relay.with_raw_response.archives.get(1).headers["etag"], str)
assert_type(relay.archives.download(1), bytes)
try:
    assert_type(relay.archives.get(1, if_none_match="x"), Archive)
except NotModifiedError as error:
    assert_type(error.status_code, int)
face = RelayClient("https://relay.test", token="t")
assert_type(face.is_archive_locked(1), bool)


async def use(client: AsyncRelay) -> None:
    assert_type(await client.archives.is_locked(1), bool)
"""


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_package_and_its_use_satisfy_strict_checkers(checker, tmp_path):
    assert main(["generate", "--spec", str(SPECS / "relay"), "--out", str(tmp_path)]) == 0
    assert check(checker, tmp_path, {"usage.py": USAGE}) == []
