"""One file on its way here: what servers answer, and what is made of it, blocking and in async code."""

from __future__ import annotations

import hashlib
from pathlib import Path

import anyio
import pytest
from support import acme
from support.scripted import AsyncScripted, Scripted, UnreadBody
from synapse_http.errors import (
    AuthorizationError,
    ClientConnectionError,
    ClientError,
    DeadlineExceededError,
    DecodeError,
    NotFoundError,
    RedirectError,
)
from synapse_http.messages import ReadError, Response
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.calls.url_conversion import StoredFile
from synapse_transfer.downloads.downloader import Downloads

AT_ONCE = RetryPolicy(attempts=3, backoff=0.0)
PATIENT = RetryPolicy(attempts=3, backoff=2.0**30, backoff_max=2.0**30)
CUT = ReadError("reset")
ETAG = {"etag": '"1"'}


def file(*pieces, status=200, **headers):
    """A response with a body."""
    return Response(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, stream=UnreadBody(*pieces)
    )


def part(start, total, *pieces, **headers):
    """A response with a range."""
    return file(*pieces, status=206, content_range=f"bytes {start}-{start + 9}/{total}", **headers)


class Fetch:
    """Fetches a file, answered by a script, with a client of one kind; all bodies must be closed once."""

    def __init__(self, backend, folder):
        self.backend = backend
        self.folder = folder
        self.requests = []

    def __call__(self, *answers, url="/x", checksum=b"", prepare=lambda _: None, **options):
        md5 = checksum and hashlib.md5(checksum, usedforsecurity=False).hexdigest()
        stored = url if isinstance(url, StoredFile) else StoredFile(url, md5 or "")
        options = {"retry": AT_ONCE, **options}
        script = Scripted(*answers)
        self.requests = script.requests
        try:
            if self.backend == "blocking":
                with acme.blocking("https://host", middleware=[script], **options) as client:
                    prepare(client)
                    (path,) = Downloads(client, self.folder).convert_many([stored])
            else:
                path = anyio.run(self.waiting, script, stored, prepare, options, backend=self.backend)
        finally:
            assert script.responses == []
            assert [response.stream.closed for response in answers if getattr(response, "stream", None)] == [
                1 for response in answers if getattr(response, "stream", None)
            ]
        return Path(path).read_bytes()

    async def waiting(self, script, stored, prepare, options):
        transport = AsyncScripted()
        transport.script = script
        async with acme.waiting("https://host", middleware=[transport], **options) as client:
            prepare(client)
            (path,) = await Downloads(client, self.folder).fetch_many([stored])
        return path

    def asked(self, name):
        """A header of each request."""
        return [dict(request.headers).get(name) for request in self.requests]


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def fetch(request, tmp_path):
    return Fetch(request.param, tmp_path)


def test_what_breaks_off_goes_on_where_a_validator_proves_it(fetch):
    first, rest = file(b"ab", b"", b"c", CUT, **ETAG), part(3, 5, b"de", **ETAG)
    assert fetch(first, rest) == b"abcde"
    assert fetch.asked("Range") == [None, "bytes=3-"]
    assert fetch.asked("If-Range") == [None, '"1"']


def test_an_answer_that_fails_before_it_begins_is_asked_for_again(fetch):
    assert fetch(CUT, Response(503, {}), file(b"abc")) == b"abc"


def test_a_range_that_ends_before_the_file_does_is_gone_on_with(fetch):
    assert fetch(file(b"ab", CUT, **ETAG), part(2, 6, b"cd", **ETAG), part(4, 6, b"ef", **ETAG)) == b"abcdef"
    assert fetch.asked("Range") == [None, "bytes=2-", "bytes=4-"]


def test_a_range_of_a_file_whose_length_nobody_knows_is_taken_as_it_ends(fetch):
    assert fetch(file(b"ab", CUT, **ETAG), part(2, "*", b"cd")) == b"abcd"


def test_a_range_that_is_always_short_is_an_error_in_the_end(fetch):
    short = [part(2, 6, **ETAG) for _ in range(2)]
    with pytest.raises(DecodeError, match="the server sent less than it promised"):
        fetch(file(b"ab", CUT, **ETAG), *short)
    assert not (fetch.folder / "x").exists()


@pytest.mark.parametrize("wrong", [part(1, 5, b"bcde"), file(b"parts", status=206)])
def test_another_range_than_was_asked_for_is_not_believed(fetch, wrong):
    wrong = wrong._replace(stream=UnreadBody(b"other"))
    assert fetch(file(b"ab", CUT, **ETAG), wrong, file(b"abcde")) == b"abcde"
    assert fetch.asked("Range") == [None, "bytes=2-", None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ETAG, {"etag": '"2"'}),  # a server that ignores If-Range
        ({"last_modified": "Mon"}, {"last_modified": "Tue"}),
        ({**ETAG, "content_length": "6"}, ETAG),
    ],
)
def test_a_range_of_a_file_that_has_changed_is_not_believed(fetch, before, after):
    assert fetch(file(b"ab", CUT, **before), part(2, 5, **after), file(b"fghij")) == b"fghij"
    assert fetch.asked("Range") == [None, "bytes=2-", None]


def test_a_range_without_a_validator_is_gone_on_with(fetch):
    """It belongs to the same version: the server was asked for no other."""
    assert fetch(file(b"ab", CUT, **ETAG), part(2, 5, b"c", CUT), part(3, 5, b"de")) == b"abcde"
    assert fetch.asked("If-Range") == [None, '"1"', '"1"']


@pytest.mark.parametrize("digits", ["9" * 5000, "²", "-1"])
def test_a_length_that_is_no_number_is_none(fetch, digits):
    wrong = file(b"other", status=206, content_range=f"bytes {digits}-{digits}/{digits}")
    assert fetch(file(b"ab", CUT, **ETAG), wrong, file(b"abcde", content_length=digits)) == b"abcde"


@pytest.mark.parametrize(("length", "difference"), [(2, "more"), (4, "less")])
def test_another_length_than_promised_is_an_error_in_the_end(fetch, length, difference):
    answers = [file(b"abc", content_length=str(length)) for _ in range(3)]
    with pytest.raises(DecodeError, match=f"https://host/x: the server sent {difference} than it promised"):
        fetch(*answers, url="/x?signature=hidden")
    assert fetch(file(b"abc", content_length=str(length)), file(b"abc", content_length="3")) == b"abc"


@pytest.mark.parametrize(
    ("answer", "checksum"),
    [
        ({"content_length": "3"}, b""),
        ({"transfer_encoding": "chunked"}, b""),
        ({"content_length": "9", "content_encoding": "gzip"}, b""),
        ({}, b"abc"),
    ],
)
def test_a_file_whose_end_is_certain_is_not_reported(fetch, answer, checksum):
    assert fetch(file(b"abc", **answer), checksum=checksum, strict=True) == b"abc"


@pytest.mark.parametrize("make", [lambda: file(b"abc"), lambda: part(0, "*", b"abc")])
def test_a_file_that_nothing_proves_to_be_whole_is_reported(fetch, make, caplog):
    assert fetch(make(), url="/x?signature=hidden") == b"abc"
    assert "https://host/x: expected a length or a checksum to prove that the file is whole, found none" in caplog.text
    assert "hidden" not in caplog.text


def test_a_file_that_nothing_proves_to_be_whole_is_refused_where_responses_are_checked_strictly(fetch):
    with pytest.raises(DecodeError, match="expected a length or a checksum"):
        fetch(file(b"abc"), strict=True)
    assert not (fetch.folder / "x").exists()


def test_a_refusal_that_repeats_a_signature_shows_none_of_it(fetch):
    refusal = Response(403, {}, b"SignatureDoesNotMatch: ab+cdefg of 20260901 for key12345")
    url = "https://host/y?Signature=ab%2Bcdefg&Expires=20260901&KeyId=key12345"
    with pytest.raises(AuthorizationError, match=r"SignatureDoesNotMatch: \*\*\* of \*\*\* for \*\*\*") as caught:
        fetch(redirect(url), refusal)
    assert caught.value.url == "https://host/y"
    assert caught.value.response == "SignatureDoesNotMatch: *** of *** for ***"


def test_a_checksum_that_is_no_md5_is_reported(fetch, caplog):
    url = StoredFile("/x", "sha256:0123")
    assert fetch(file(b"abc", content_length="3"), url=url) == b"abc"
    assert "StoredFile.checksum: expected an md5 in hex, found another checksum" in caplog.text


def test_an_encoded_answer_is_not_gone_on_with(fetch):
    encoded = {**ETAG, "content_encoding": "gzip"}
    assert fetch(file(b"ab", CUT, **encoded), file(b"abc", **encoded)) == b"abc"
    assert fetch.asked("Range") == [None, None]


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_is_no_file(fetch, status):
    with pytest.raises(DecodeError, match=f"https://host/x: a response with status {status} has no body"):
        fetch(Response(status, {}), url="/x?signature=hidden")


def test_faults_are_counted_anew_when_it_goes_on(fetch):
    answers = [part(number, 9, b"x", CUT, **ETAG) for number in range(1, 8)]
    assert fetch(file(b"x", CUT, **ETAG), *answers, part(8, 9, b"x", **ETAG)) == b"x" * 9


def test_without_progress_it_gives_up(fetch):
    with pytest.raises(ClientConnectionError, match="reset"):
        fetch(*(file(CUT) for _ in range(3)))


def test_an_empty_budget_of_retries_goes_on_with_nothing(fetch, monkeypatch):
    def empty(client):
        gate = client._state.retry_state
        now = gate.clock()
        monkeypatch.setattr(gate, "clock", lambda: now)  # else it fills again
        while gate.take_retry():
            pass

    with pytest.raises(ClientConnectionError, match="reset"):
        fetch(file(b"a", CUT, **ETAG), prepare=empty)


@pytest.mark.parametrize(
    ("pieces", "error"),
    [((b"a", b"b", b"c", b"d"), DeadlineExceededError), ((b"a", b"b", b"c", CUT), ClientConnectionError)],
)
def test_the_deadline_holds_for_what_comes_slowly(fetch, monkeypatch, pieces, error):
    class Slow(UnreadBody):
        def __iter__(self):
            for piece in super().__iter__():
                now[0] += 3
                yield piece

    def late(client):
        gate = client._state.retry_state
        now[0] = gate.clock()
        monkeypatch.setattr(gate, "clock", lambda: now[0])

    now = [0.0]
    with pytest.raises(error):
        fetch(Response(200, ETAG, stream=Slow(*pieces)), prepare=late, deadline=10, retry=PATIENT)
    assert (fetch.folder / "x.part").exists()


def redirect(location):
    return Response(302, {"location": location})


def test_a_redirect_on_the_own_origin_is_followed_as_the_server_wrote_it(fetch):
    written = "/b/é".encode().decode("latin-1")  # as headers come
    assert fetch(redirect("../a/b c"), redirect(written), file(b"abc"), url="/d/x") == b"abc"
    assert [request.target for request in fetch.requests] == ["/d/x", "/a/b%20c", "/b/%C3%A9"]


@pytest.mark.parametrize("location", ["http://[a", "ftp://host/x", "https://user:pass@other/x", "/ü€"])
def test_a_redirect_that_cannot_be_followed_is_refused(fetch, location):
    with pytest.raises(RedirectError) as caught:
        fetch(redirect(location))
    assert "pass" not in str(caught.value)


def test_a_redirect_in_circles_is_refused(fetch):
    with pytest.raises(RedirectError):
        fetch(*(redirect("/x") for _ in range(6)))


def test_a_wrong_checksum_is_begun_anew_once(fetch):
    assert fetch(file(b"spoilt"), file(b"right"), checksum=b"right") == b"right"
    with pytest.raises(DecodeError, match="downloaded twice, and neither has the checksum"):
        fetch(file(b"spoilt"), file(b"spoilt"), checksum=b"other")


def test_a_caller_s_header_takes_the_place_of_ours(fetch):
    fetch(file(b"abc"), headers={"user-agent": "mine", "Accept": "image/png"})
    assert (fetch.asked("user-agent"), fetch.asked("User-Agent")) == (["mine"], [None])
    assert fetch.asked("Accept") == ["image/png"]


@pytest.mark.parametrize("status", [404, 416])
def test_a_refusal_is_an_error(fetch, status):
    with pytest.raises(NotFoundError if status == 404 else ClientError):
        fetch(Response(status, {}))


def test_what_cannot_be_written_is_an_error_and_the_body_is_closed(fetch, monkeypatch):
    def full(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("synapse_transfer.downloads.part_file.PartFile.write", full)
    with pytest.raises(OSError, match="No space left"):
        fetch(file(b"x" * 300_000, b"more"))
