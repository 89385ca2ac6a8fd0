"""Faults, in this process."""

import json
import re

import pytest
from support import library
from synapse_http.messages import ConnectError, ReadError, ReadTimeout
from synapse_runtime.testing import MockBackend, faults

NEW = {"title": "Ulysses", "author": 1}


def count(ask):
    return ask("GET", "/sdk/books/").json()["count"]


def test_every_fault_has_a_name_and_applies_once_by_default():
    for name, make in faults.FAULTS.items():
        assert make() == make()
        assert (make().name, make().times, make(times=3).times) == (name, 1, 3)


@pytest.mark.parametrize(
    ("fault", "status", "header"),
    [
        (faults.status(), 503, None),
        (faults.status(429, retry_after=2), 429, "2"),
        (faults.status(503, retry_after="Fri, 31 Dec 1999 23:59:59 GMT"), 503, "Fri, 31 Dec 1999 23:59:59 GMT"),
        (faults.status(599), 599, None),
    ],
)
def test_an_error_status_keeps_the_request_from_being_processed(ask, fault, status, header):
    ask.backend.inject_fault("POST books/", fault)
    response = ask("POST", "/books/", NEW)
    assert (response.status_code, response.headers.get("Retry-After")) == (status, header)
    assert response.json().keys() == {"detail"}
    assert count(ask) == 2
    assert ask("POST", "/books/", NEW).status_code == 201


def test_an_error_status_may_follow_processing(ask):
    ask.backend.inject_fault("books.create", faults.status(504, processed=True))
    assert ask("POST", "/books/", NEW).status_code == 504
    assert count(ask) == 3


def test_a_proxy_error_is_a_page(ask):
    ask.backend.inject_fault("* books/*", faults.html_error(502))
    response = ask("GET", "/books/7/")
    assert (response.status_code, response.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert "<title>502 Bad Gateway</title>" in response.text


@pytest.mark.parametrize(
    ("fault", "raised", "done"),
    [
        (faults.refused(), ConnectError, False),
        (faults.dropped_before_processing(), ReadError, False),
        (faults.dropped_after_processing(), ReadError, True),
        (faults.reset(), ReadError, False),
        (faults.reset(processed=True), ReadError, True),
        (faults.cut_body(), ReadError, True),
    ],
)
def test_a_connection_breaks_before_or_after_the_work(ask, fault, raised, done):
    ask.backend.inject_fault("POST books/", fault)
    with pytest.raises(raised):
        ask("POST", "/books/", NEW)
    (call,) = ask.backend.calls
    assert call.processed is done
    assert (call.status is None) is (fault.name != "cut_body")
    assert count(ask) == 2 + done


def test_a_cut_response_has_half_of_its_body(backend, ask):
    from synapse_runtime.testing import MockRequest

    for path in ("/books/7/", "/loans/70/tail/"):
        whole = ask("GET", path).body
        backend.inject_fault("*", faults.cut_body())
        came = []
        with pytest.raises(ReadError):
            came.extend(backend.handle(MockRequest.from_target("GET", path, [("X-Card", "Card 1")])).body)
        assert whole.startswith(b"".join(came))
        assert 0 < len(b"".join(came)) < len(whole)


def test_a_late_response_is_awaited_or_times_out_at_once(library_service, asking):
    slept = []
    backend = MockBackend(library_service, sleep=slept.append)
    ask = asking(backend)
    backend.inject_fault("POST books/", faults.latency(2, times=2))
    assert ask("POST", "/books/", NEW, timeout=3).status_code == 201
    assert slept == [2]
    with pytest.raises(ReadTimeout):
        ask("POST", "/books/", NEW, timeout=2)
    assert slept == [2]
    assert count(ask) == 4, "it was done all the same"


@pytest.mark.parametrize("path", ["/books/7/", "/loans/70/tail/"])
def test_a_slow_response_comes_in_small_chunks(library_service, asking, path):
    slept = []
    backend = MockBackend(library_service, sleep=slept.append)
    ask = asking(backend)
    whole = ask("GET", path).body
    backend.inject_fault("*", faults.slow_drip(0.5, size=10))
    assert ask("GET", path, timeout=1).body == whole
    assert slept == [0.5] * -(-len(whole) // 10)


def test_broken_json_is_a_complete_response(ask):
    ask.backend.inject_fault("*", faults.broken_json())
    response = ask("GET", "/books/7/")
    assert response.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        response.json()


def test_links_lead_elsewhere(ask):
    ask.backend.inject_fault("books.list", faults.wrong_next_host("https://evil"))
    page = ask("GET", "/sdk/books/", query={"page_size": 1}).json()
    assert page["next"] == "https://evil/sdk/books/?page_size=1&page=2"
    assert page["results"][0]["cover"]["front"]["url"] == "/media/moby.jpg"


def rows(ask, path):
    found = ask("GET", path).json()
    return found if isinstance(found, list) else found.get("results", [found])


@pytest.mark.parametrize("path", ["/books/7/", "/sdk/books/", "/loans/"])
@pytest.mark.parametrize(
    ("fault", "member", "value"),
    [
        (faults.extra_fields(), "added_later", {"version": 2}),
        (faults.extra_fields({"x": 1}), "x", 1),
        (faults.unknown_enum("status", value="odd"), "status", "odd"),
        (faults.null_field("id"), "id", None),
    ],
)
def test_each_row_is_not_what_the_spec_says(ask, fault, member, value, path):
    ask.backend.inject_fault("*", fault)
    assert [row[member] for row in rows(ask, path)] == [value] * len(rows(ask, path))


def test_by_default_each_enum_and_the_last_required_field_are_wrong(ask):
    ask.backend.inject_fault("books.get", faults.unknown_enum())
    assert ask("GET", "/books/7/").json() == {**library.BOOK, "shelf": "added_later"}
    ask.backend.inject_fault("books.get", faults.null_field())
    assert ask("GET", "/books/7/").json() == {**library.BOOK, "shelf": None}


@pytest.mark.parametrize("fault", ["null_field", "unknown_enum"])
@pytest.mark.parametrize("route", ["books.get", "GET books/{pk}/", "GET books/7/", "* books/*", "*"])
def test_a_field_that_no_row_of_the_route_has_is_refused(ask, fault, route):
    with pytest.raises(ValueError, match=re.escape(f"{route}: no row has the field 'shelv': did you mean 'shelf'?")):
        ask.backend.inject_fault(route, fault, field="shelv")


def test_a_response_without_rows_is_unchanged(ask):
    for path, fault in (("/nowhere/", faults.null_field()), ("/loans/70/tail/", faults.extra_fields()),
                        ("/loans/70/tail/", faults.wrong_next_host())):  # fmt: skip
        expected = ask("GET", path).body
        ask.backend.inject_fault("*", fault)
        assert ask("GET", path).body == expected
    ask.backend.inject_fault("*", faults.null_field())
    assert ask("GET", "/authors/2/books/").json() == ["Emma"]
    ask.backend.inject_fault("*", faults.null_field())
    assert ask("POST", "/desks/x/ping/").json() == {"ok": None}
    ask.backend.inject_fault("*", faults.null_field())
    assert ask("GET", "/authors/count/").json() == 1


def test_a_chunk_stored_twice_spoils_the_upload(ask):
    ask.backend.inject_fault("PUT uploads/", faults.stored_twice())
    sent = {"fields": {"filename": "a"}, "files": {"file": ("a", b"1234")}, "headers": {"Content-Range": "bytes 0-3/8"}}
    begun = ask.form("PUT", "/uploads/", **sent).json()
    assert begun["offset"] == 4
    assert ask("GET", f"/uploads/{begun['id']}/").json()["offset"] == 8
    ask.backend.inject_fault("GET books/{pk}/", faults.stored_twice())
    assert ask("GET", "/books/7/").status_code == 200


class TestRules:
    def test_a_fault_is_chosen_by_name_with_its_options(self, ask):
        ask.backend.inject_fault("GET books/{pk}/", "status", code=500, times=2)
        assert [ask("GET", "/books/7/").status_code for _ in range(3)] == [500, 500, 200]

    def test_options_change_a_fault_value(self, ask):
        ask.backend.inject_fault("GET books/{pk}/", faults.status(), times=None)
        assert {ask("GET", "/books/7/").status_code for _ in range(5)} == {503}

    def test_a_fault_can_wait_for_some_requests(self, ask):
        ask.backend.inject_fault("GET books/{pk}/", faults.status(), after=2)
        assert [ask("GET", "/books/7/").status_code for _ in range(4)] == [200, 200, 503, 200]

    def test_the_first_matching_rule_applies_and_then_the_next(self, ask):
        ask.backend.inject_fault("GET books/{pk}/", faults.status(500))
        ask.backend.inject_fault("* books/*", faults.status(501))
        assert [ask("GET", path).status_code for path in ("/loans/", "/books/7/", "/books/7/", "/books/7/")] == [
            200,
            500,
            501,
            200,
        ]

    def test_an_unknown_fault_is_refused_with_the_known_ones(self, backend):
        with pytest.raises(ValueError, match="unknown fault 'boom': choose one of status, html_error"):
            backend.inject_fault("*", "boom")

    @pytest.mark.parametrize(
        ("fault", "options", "told"),
        [
            ("status", {"code": "x"}, "code must be a status from 100 to 599, got 'x'"),
            ("html_error", {"code": 700}, "code must be a status from 100 to 599, got 700"),
            ("status", {"after": -1}, "after must be an integer ≥ 0, got -1"),
            ("latency", {"seconds": -1}, "seconds must be a finite number ≥ 0, got -1"),
            ("latency", {"seconds": "1"}, "seconds must be a finite number ≥ 0, got '1'"),
            ("slow_drip", {"seconds": float("inf")}, "seconds must be a finite number ≥ 0, got inf"),
        ],
    )
    def test_numbers_out_of_range_are_refused(self, backend, fault, options, told):
        with pytest.raises(ValueError, match=told):
            backend.inject_fault("*", fault, **options)

    @pytest.mark.parametrize("times", [0, -1, "2"])
    def test_a_fault_applies_at_least_once(self, backend, times):
        with pytest.raises(ValueError, match="times must be an integer ≥ 1"):
            backend.inject_fault("*", faults.status(times=times))
