"""The upload flow, driven by hand against a model of the server: no socket, no clock."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.chunked_model import ASK_FAULTS, CONTENT, FATAL, FINISH_FAULTS, PUT_FAULTS, ModelServer, upload
from support.properties import examples
from synapse_http.content import CHUNK_BYTES, file_part
from synapse_http.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    InvalidArgumentError,
    NotFoundError,
    ServerError,
    UploadError,
    ValidationError,
)
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy
from synapse_runtime.types import Progress
from synapse_transfer.uploads import chunked as module
from synapse_transfer.uploads.chunked import STATUS_POLLS
from synapse_transfer.uploads.protocol import created_at


@settings(max_examples=examples(400))
@given(
    st.binary(min_size=1, max_size=40),
    st.integers(1, 15),
    st.lists(st.sampled_from(["", "", *PUT_FAULTS, *ASK_FAULTS, *FINISH_FAULTS, *FATAL]), max_size=40),
)
def test_what_the_server_holds_is_the_file_or_the_caller_gets_an_error(content, size, faults):
    server, reports = ModelServer(faults), list[Progress]()
    try:
        done = upload(server, content, size, on_progress=reports.append)
    except ClientError:
        pass
    else:
        assert (done["status"], server.content(done["id"])) == (2, content)
        assert reports[-1].sent == len(content)
    assert [progress.sent for progress in reports] == sorted(progress.sent for progress in reports)
    assert not module._active


def test_a_file_travels_in_chunks_and_is_finished_with_its_md5():
    server = ModelServer()
    done = upload(server)
    assert server.asked == ["start", "append 4", "append 8", "finish"]
    assert server.content(done["id"]) == CONTENT
    assert server.waits == []


@pytest.mark.parametrize(
    ("fault", "asked"),
    [
        ("dropped", ["append 4", "status", "append 4"]),
        ("cut", ["append 4", *["status"] * STATUS_POLLS, "append 4"]),
        ("unreachable", ["append 4", "status", "append 4"]),
        ("response lost", ["append 4", "status", "append 8"]),
        ("500", ["append 4", "status", "append 8"]),
        ("html", ["append 4", "status", "append 8"]),
        ("503", ["append 4", "status", "append 4"]),
        ("proxy 404", ["append 4", "status", "append 4"]),
        ("misplaced", ["append 4", "status", "append 4"]),
        ("timed out", ["append 4", *["status"] * STATUS_POLLS, "append 4"]),
        ("stored later", ["append 4", "status", "status", "append 8"]),
        ("bytes lost", ["append 4", "status", "append 2", "append 6"]),
    ],
)
def test_after_a_fault_it_asks_and_goes_on_from_where_the_server_stands(fault, asked):
    server = ModelServer(["", fault])
    done = upload(server)
    assert server.asked[1 : len(asked) + 1] == asked
    assert server.asked.count("start") == server.asked.count("finish") == 1
    assert server.content(done["id"]) == CONTENT


@pytest.mark.parametrize("fault", ["stored twice", "410", "404"])
def test_what_no_request_can_mend_is_started_over_once(fault):
    server = ModelServer(["", fault])
    done = upload(server)
    assert server.asked.count("start") == 2
    assert server.content(done["id"]) == CONTENT


@pytest.mark.parametrize("fault", ["410", "404"])
def test_an_upload_that_is_gone_at_its_end_is_started_over(fault):
    server = ModelServer(["", "", "", fault])
    done = upload(server)
    assert server.asked.count("start") == 2
    assert server.content(done["id"]) == CONTENT


def test_an_upload_that_is_gone_when_it_is_asked_for_is_started_over():
    class Forgetful(ModelServer):
        def _respond(self, name, known, response):
            self.uploads.clear()
            return super()._respond(name, known, response)

    server = Forgetful(["", "dropped"])
    done = upload(server)
    assert server.asked[:4] == ["start", "append 4", "status", "start"]
    assert server.content(done["id"]) == CONTENT


def test_when_a_second_upload_goes_wrong_too_the_error_says_why():
    server = ModelServer(["", "stored twice", "", "stored twice"])
    with pytest.raises(
        UploadError, match=r"file: the server does not hold what was sent, after a second upload too: 12"
    ):
        upload(server)


def test_a_wrong_md5_starts_over_and_is_an_error_the_second_time():
    class Spoiling(ModelServer):
        def content_spoilt(self, ident):
            self.uploads[ident]["content"][0] ^= 1

        def _finished(self, ident, md5):
            self.content_spoilt(ident)
            return super()._finished(ident, md5)

    server = Spoiling()
    with pytest.raises(UploadError, match="checksum does not match"):
        upload(server)
    assert server.asked.count("start") == 2


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("fault", sorted(FATAL))
def test_what_will_not_pass_is_raised_at_once(fault, place):
    server = ModelServer([*[""] * place, fault])
    with pytest.raises(ClientError, match=fault):
        upload(server)
    assert len(server.asked) == place + 1
    assert server.waits == []


@pytest.mark.parametrize(
    "response",
    [None, [], {}, {"id": "", "offset": 0, "status": 1}, {"id": "x", "offset": None, "status": 1}],
)
def test_a_response_that_is_no_upload_is_asked_about(response):
    class Odd(ModelServer):
        def _append(self, ident, **fields):
            shown = yield from super()._append(ident, **fields)
            return response if self.asked[-1] == "append 4" else shown

    server = Odd()
    assert server.content(upload(server)["id"]) == CONTENT
    assert server.asked[:3] == ["start", "append 4", "status"]


class Stuck(ModelServer):
    """Takes each chunk, and says the same offset as before."""

    def __init__(self, offset=4):
        super().__init__()
        self.offset = offset

    def shown(self, ident):
        return super().shown(ident) | ({"offset": self.offset} if len(self.asked) > 1 else {})

    def _put(self, ident, part, where):
        if ident is None:
            return super()._put(ident, part, where)
        self.asked.append("append")
        b"".join(part.chunks())
        return self.shown(ident)


def test_an_upload_whose_offset_does_not_move_is_given_up():
    server = Stuck()
    with pytest.raises(DecodeError, match="its offset stays 4 of 10"):
        upload(server)
    assert server.asked.count("append") == RetryPolicy().attempts
    assert server.waits != []


def test_an_upload_that_never_completes_is_given_up():
    class Forgetful(ModelServer):
        def _finished(self, ident, md5):
            self.asked.append("finish")
            return self.shown(ident)

    server = Forgetful()
    with pytest.raises(DecodeError, match="its offset stays 10 of 10"):
        upload(server)
    assert server.asked.count("finish") == RetryPolicy().attempts


@pytest.mark.parametrize(
    "stands",
    [
        *({"offset": offset} for offset in (True, -1, 4.0, "4", [])),
        *({"status": status} for status in (True, None, "1", {})),
        *({"id": ident} for ident in (True, 1.5, "", "..", "a/b", "a b", ["x"], {})),
    ],
    ids=repr,
)
@pytest.mark.parametrize("place", ["start", "append"])
def test_offsets_and_ids_of_other_types_are_a_clear_error_in_the_end(stands, place):
    class Odd(ModelServer):
        def shown(self, ident):
            is_odd = place == "start" or len(self.asked) > 1
            return super().shown(ident) | (stands if is_odd else {})

    server = Odd()
    with pytest.raises(DecodeError, match="not an upload, which has an id, an offset ≥ 0 and a status"):
        upload(server)
    assert len(server.asked) < 20


@pytest.mark.parametrize("offset", [11, 10**30])
def test_an_offset_beyond_the_size_is_started_over_and_then_an_error(offset):
    server = Stuck(offset=offset)
    with pytest.raises(UploadError, match=f"{offset} bytes are stored, and [48] were sent"):
        upload(server)


def test_an_upload_that_is_complete_before_its_end_proves_nothing():
    class Hasty(ModelServer):
        def shown(self, ident):
            return {**super().shown(ident), "status": 2}

    with pytest.raises(UploadError, match="completed before its end was sent"):
        upload(Hasty())


def test_a_404_of_a_proxy_does_not_cost_what_was_sent():
    server = ModelServer(["", *["proxy 404"] * 3])
    done = upload(server)
    assert server.asked.count("start") == 1
    assert server.content(done["id"]) == CONTENT


def test_a_404_before_the_first_response_says_that_the_base_url_is_wrong():
    server = ModelServer(["proxy 404"])
    with pytest.raises(NotFoundError):
        upload(server)
    assert server.asked == ["start"]


def test_a_bar_is_shown_where_it_is_wanted(capsys):
    upload(ModelServer(), bar=True)
    assert "file: 100%" in capsys.readouterr().err


@pytest.mark.parametrize("place", range(4))
def test_a_deadline_ends_it(place):
    class Late(ModelServer):
        def _fault(self, known):
            if len(self.asked) == place + 1:
                raise DeadlineExceededError("over", may_have_been_applied=True)
            return ""

    with pytest.raises(DeadlineExceededError):
        upload(Late())


def test_waits_grow_between_faults_in_a_row_and_then_the_last_error_is_raised():
    server = ModelServer(["", *["dropped"] * 9])
    with pytest.raises(ClientConnectionError, match="dropped"):
        upload(server, policy=RetryPolicy(attempts=4, backoff=1.0))
    assert server.waits == [0.5, 1.0, 2.0]


def test_the_patience_begins_anew_when_the_upload_has_come_further():
    server = ModelServer(["", *[*["dropped", ""] * 3, ""] * 9])
    done = upload(server, bytes(40), size=4, policy=RetryPolicy(attempts=4))
    assert server.content(done["id"]) == bytes(40)
    assert server.asked.count("status") == 27


def test_without_retries_the_first_fault_is_the_last():
    server = ModelServer(["", "response lost"])
    with pytest.raises(ClientConnectionError):
        upload(server, policy=NO_RETRY)


def test_a_server_that_asks_for_more_patience_than_there_is_gets_none():
    class Busy(ModelServer):
        def _common(self, fault):
            raise ServerError("busy", status_code=503, retry_after=61)

    with pytest.raises(ServerError) as caught:
        upload(Busy())
    assert caught.value.retry_after == 61


def test_the_wait_is_as_long_as_the_server_asks():
    class Busy(ModelServer):
        def _common(self, fault):
            if len(self.asked) == 2:
                raise ServerError("busy", status_code=503, retry_after=7)

    server = Busy()
    upload(server)
    assert server.waits == [7]


# The first response ---------------------------------------------------------------------


def test_an_upload_whose_first_answer_was_lost_is_found_in_the_list():
    server = ModelServer(["response lost"])
    server.add(CONTENT[:4], at=server.now - 60)
    server.add(CONTENT[:4], "another")
    server.add(CONTENT[:3])
    server.add(CONTENT[:4], complete=True)
    done = upload(server)
    assert server.asked == ["start", "list", "append 4", "append 8", "finish"]
    assert server.content(done["id"]) == CONTENT


def test_where_the_list_leaves_a_doubt_a_new_upload_is_begun():
    server = ModelServer(["response lost"])
    server.add(CONTENT[:4])
    done = upload(server)
    assert server.asked[:3] == ["start", "list", "start"]
    assert server.content(done["id"]) == CONTENT


def test_an_upload_under_way_in_this_process_is_not_taken_for_ones_own(monkeypatch):
    server = ModelServer(["dropped"])
    taken = server.add(CONTENT)
    monkeypatch.setattr(module, "_active", {taken})
    broken = ModelServer._put

    def put(self, ident, part, where):
        b"".join(part.chunks())  # all of it left, and nothing arrived
        return broken(self, ident, part, where)

    monkeypatch.setattr(ModelServer, "_put", put)
    done = upload(server, size=10)
    assert server.asked == ["start", "list", "start", "finish"]
    assert done["id"] != taken


@pytest.mark.parametrize("faults", [["cut"], ["dropped"], ["unreachable"]])
def test_what_broke_off_before_its_end_is_not_looked_for(faults):
    server = ModelServer(faults)
    upload(server, bytes(2 * CHUNK_BYTES + 1), size=2 * CHUNK_BYTES)
    assert server.asked[:2] == ["start", "start"]


@pytest.mark.parametrize("fault", ["dropped", "html"])
def test_a_list_that_fails_costs_no_more_than_a_chunk(fault):
    server = ModelServer(["response lost", fault])
    upload(server)
    assert server.asked[:3] == ["start", "list", "start"]


def test_a_deadline_that_passes_at_the_list_ends_it():
    class Late(ModelServer):
        def _respond(self, name, known, response):
            raise DeadlineExceededError("over")

    with pytest.raises(DeadlineExceededError):
        upload(Late(["response lost"]))


@pytest.mark.parametrize(
    "response",
    [None, [None], [{"id": "x"}], [{"id": "x", "status": 1, "filename": "file", "offset": 4, "created_at": 5}]],
)
def test_a_list_that_makes_no_sense_is_no_find(response):
    class Odd(ModelServer):
        def _respond(self, name, known, _):
            return super()._respond(name, known, lambda: response)

    server = Odd(["response lost"])
    upload(server)
    assert server.asked[:3] == ["start", "list", "start"]


def test_times_without_a_zone_are_taken_as_utc():
    assert created_at({"created_at": "1970-01-01T00:01:00"}) == created_at({"created_at": "1970-01-01T00:01:00Z"}) == 60


def test_a_refused_beginning_is_raised():
    class Refusing(ModelServer):
        def _put(self, ident, part, where):
            raise ValidationError("Size of file exceeds the limit", response={"detail": "…"})

    with pytest.raises(ValidationError, match="exceeds the limit"):
        upload(Refusing())


# The last response ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "asked"),
    [
        ("response lost", ["finish", "status"]),
        ("slow", ["finish", "status", "status"]),
        ("dropped", ["finish", *["status"] * STATUS_POLLS, "finish"]),
        ("500", ["finish", "status"]),
    ],
)
def test_a_lost_last_answer_is_asked_for_before_it_is_sent_again(fault, asked):
    server = ModelServer(["", "", "", fault])
    done = upload(server)
    assert server.asked[3:] == asked
    assert (done["status"], server.content(done["id"])) == (2, CONTENT)


def test_a_finish_that_never_arrives_is_an_error_in_the_end():
    class Deaf(ModelServer):
        def _finished(self, ident, md5):
            self.asked.append("finish")
            raise ClientConnectionError("unreachable")

    server = Deaf()
    with pytest.raises(ClientConnectionError):
        upload(server)
    assert server.asked.count("finish") == 4


def test_what_an_earlier_finish_completed_is_complete():
    class Twice(ModelServer):
        def _finished(self, ident, md5):
            super()._finished(ident, md5)
            return super()._finished(ident, md5)

    server = Twice()
    assert upload(server)["status"] == 2


def test_an_upload_somebody_else_completed_is_not_ours():
    class Meddling(ModelServer):
        def _put(self, ident, part, where):
            if ident == "upload-0":
                self.uploads[ident]["status"] = 2
            return super()._put(ident, part, where)

    server = Meddling()
    assert upload(server)["id"] == "upload-1"


def test_an_upload_completed_while_its_answer_was_lost_is_not_ours():
    class Meddling(ModelServer):
        def _lost(self, fault):
            if fault == "response lost" and self.asked[-1] == "append 4":
                self.uploads["upload-0"]["status"] = 2
            super()._lost(fault)

    server = Meddling(["", "response lost"])
    assert upload(server)["id"] == "upload-1"


def test_a_refusal_that_explains_itself_is_raised():
    class Refusing(ModelServer):
        def _put(self, ident, part, where):
            if ident:
                raise ValidationError("File size doesn't match headers", response={"detail": "…"})
            return super()._put(ident, part, where)

    with pytest.raises(ValidationError, match="doesn't match headers"):
        upload(Refusing())


def test_a_refusal_that_cannot_be_asked_about_is_an_error():
    class Refusing(ModelServer):
        def _put(self, ident, part, where):
            if ident:
                raise ValidationError("no", response={"detail": "…"})
            return super()._put(ident, part, where)

        def _respond(self, name, known, response):
            raise ClientTimeoutError("status")

    with pytest.raises(ClientTimeoutError):
        upload(Refusing())


# Content --------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [b"", io.BytesIO(b"")])
def test_an_empty_file_is_refused_before_anything_is_sent(source):
    with pytest.raises(InvalidArgumentError, match="is empty, and empty files cannot be uploaded"):
        file_part("file_path", source)


def test_an_open_file_is_sent_from_where_it_stands_and_stays_open():
    source = io.BytesIO(b"skipped" + CONTENT)
    source.seek(7)
    server = ModelServer(["", "dropped", "", "response lost"])
    done = upload(server, file_part("file", source))
    assert server.content(done["id"]) == CONTENT
    assert not source.closed


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(CONTENT + b"more"),
        lambda path: path.write_bytes(CONTENT[:5]),
        lambda path: os.utime(path, ns=(1, 1)),
    ],
    ids=["grows", "shrinks", "rewritten"],
)
def test_a_file_that_changes_while_it_is_sent_is_an_error(tmp_path, change: Callable[..., object]):
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    part = file_part("file", path)
    server = ModelServer()
    start = server._start

    def starting(**fields):
        response = yield from start(**fields)
        change(path)
        return response

    server._start = starting
    with pytest.raises(UploadError, match=r"while it was sent.*Upload it again when nothing writes to it"):
        upload(server, part)
    assert all(row["status"] == 1 for row in server.uploads.values())
