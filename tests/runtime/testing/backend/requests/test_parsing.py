"""Bodies, read and checked."""

from datetime import date
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.generated import variant
from synapse_runtime.operation import Body
from synapse_runtime.testing import MockBackend, MockTransport

PNG = {"file": ("a.png", b"1")}


@pytest.mark.parametrize(
    "type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", ""]
)
def test_a_body_of_another_type_is_415(ask, type):
    response = ask("POST", "/books/", body=b"title=x", headers={"Content-Type": type})
    assert (response.status_code, response.json()) == (415, {"detail": f'Unsupported media type "{type}" in request.'})


def test_a_missing_body_is_an_empty_object(ask):
    assert ask("POST", "/books/").json() == {
        "title": ["This field is required."],
        "author": ["This field is required."],
    }


def test_malformed_json_is_reported(ask):
    response = ask("POST", "/books/", body=b"{", headers={"Content-Type": "application/json; charset=utf-8"})
    assert response.status_code == 400
    assert response.json()["detail"].startswith("JSON parse error - Expecting property name")


@pytest.mark.parametrize(
    ("path", "body", "findings"),
    [
        ("/books/", 5, {"non_field_errors": ["Invalid data. Expected a dictionary, but got int."]}),
        ("/books/import/", {}, {"non_field_errors": ['Expected a list of items but got type "dict".']}),
        ("/books/import/", [5], [{"non_field_errors": ["Invalid data. Expected a dictionary, but got int."]}]),
        ("/scans/known/", [], {"non_field_errors": ["Invalid data. Expected a dictionary, but got list."]}),
        ("/desks/hush/", {}, ['Expected a list of items but got type "dict".']),
        ("/desks/hush/", [1, "a"], {"1": ["A valid integer is required."]}),
    ],
)
def test_the_form_of_the_body_is_checked(ask, path, body, findings):
    response = ask("POST", path, body)
    assert (response.status_code, response.json()) == (400, findings)


def test_a_body_that_is_no_model_is_taken(ask):
    assert ask("POST", "/desks/hush/", [1, 2]).json() == {}


def test_a_partial_update_requires_no_field(ask):
    assert ask("PATCH", "/books/7/", {}).status_code == 200


def test_fields_of_a_form_are_read_by_their_type(ask):
    fields = {"dpi": "72", "settings": '{"a": [1]}', "color": "true", "made": "2025-01-01T00:00:00Z", "more": "x"}
    made = ask.form("POST", "/scans/", fields, PNG).json()
    assert (made["dpi"], made["settings"], made["size"], made["file"]) == (72, {"a": [1]}, 1, "/media/scans/a.png")
    assert ask.form("POST", "/scans/", {"dpi": ""}, PNG).json()["dpi"] is None
    assert ask.backend.calls[0].json == fields
    assert ask.backend.calls[0].files["file"].size == 1


@pytest.mark.parametrize(
    ("fields", "files", "findings"),
    [
        ({"dpi": "x"}, PNG, {"dpi": ["A valid integer is required."]}),
        ({"settings": "{"}, PNG, {"settings": ['Expected a dictionary of items but got type "str".']}),
        ({"settings": "[]"}, PNG, {"settings": ['Expected a dictionary of items but got type "list".']}),
        ({"dpi": "72"}, {}, {"file": ["No file was submitted."]}),
        ({}, {"file": ("a.png", b"")}, {"file": ["The submitted file is empty."]}),
        ({"color": "maybe"}, {}, {"color": ["Must be a valid boolean."], "file": ["No file was submitted."]}),
    ],
)
def test_errors_of_a_form_are_by_field(ask, fields, files, findings):
    response = ask.form("POST", "/scans/", fields, files)
    assert (response.status_code, response.json()) == (400, findings)


def test_a_file_without_a_filename_crashes_the_view(ask):
    response = ask.form("POST", "/scans/", {"file": "content"})
    assert response.status_code == 500
    assert "<title>Server Error (500)</title>" in response.text


def test_a_string_is_not_a_file(ask):
    said = {"file": ["The submitted data was not a file. Check the encoding type on the form."]}
    assert ask("POST", "/scans/", {"file": "a.png"}).json() == said


def test_an_optional_file_may_be_missing(library_service, asking):
    bind = library_service.operation("scans.bind")._replace(body=Body("Question"), chunked=None)
    service = variant(library_service, [bind])
    assert asking(MockBackend(service))("POST", "/scans/bind/", {"checksums": []}).status_code == 201


def test_null_in_place_of_an_object_is_no_data(library_service, asking):
    headers = {"Content-Type": "application/json"}
    response = asking(MockBackend(library_service))("POST", "/books/", body=b"null", headers=headers)
    assert (response.status_code, response.json()) == (400, {"non_field_errors": ["No data provided"]})


class TestFormWithoutParts:
    """Sent by a client, read by the mock; a list repeats its name."""

    @pytest.fixture
    def stamps(self, library_service):
        library = import_module(library_service.package)
        mock = MockBackend(library_service)
        with library.Library("https://mock", token="1", transport=MockTransport(mock)) as client:
            yield client.stamps, mock
        mock.close()

    @given(
        loans=st.lists(st.integers(-9, 10**9), min_size=1, max_size=3),
        text=st.none() | st.text(st.characters(codec="utf-8")),
        urgent=st.booleans(),
        marks=st.dictionaries(st.text("ab&= "), st.text("x=&ü"), max_size=2),
    )
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_what_is_read_is_what_was_sent(self, stamps, loans, text, urgent, marks):
        stamp = stamps[0].create(loans=loans, day=date(2026, 2, 28), text=text, urgent=urgent, marks=marks)
        assert stamps[0].get(stamp.id) == stamp
        assert (stamp.loans, stamp.day, stamp.urgent, stamp.marks) == (loans, date(2026, 2, 28), urgent, marks)
        assert stamp.text == (text or None)

    @pytest.mark.parametrize(
        ("body", "findings"),
        [
            (b"", {"loans": ["This field is required."], "day": ["This field is required."]}),
            (b"loans=1&loans=x&day=2025-09-01", {"loans": ["A valid integer is required."]}),
            (b"loans=1&day=x&urgent=maybe", {"day": [], "urgent": ["Must be a valid boolean."]}),
            (b"\xff", {"detail": "Form parse error - "}),
            (b"a&" * 1001, {"detail": "Form parse error - "}),
        ],
    )
    def test_errors(self, ask, body, findings):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        response = ask("POST", "/stamps/", body=body, headers=headers)
        assert response.status_code == 400
        answer = response.json()
        assert answer.keys() == findings.keys()
        for name, messages in findings.items():
            assert str(answer[name]).startswith(str(messages).rstrip("]'")), answer
