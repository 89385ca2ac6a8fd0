"""Names and values that the spec does not have: warned of, or refused, before anything is sent."""

from __future__ import annotations

import warnings
from contextlib import closing

import pytest
from support.library import SERVICE
from synapse_http.values import UNSET
from synapse_runtime import DocumentedClient, InvalidArgumentError, Resource, UnknownNameWarning
from synapse_runtime.calls import argument_checks
from synapse_runtime.calls.argument_checks import find_limit_error, query_names
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.operation import Body, Operation, Pagination, Parameter
from synapse_runtime.pagination.pager import Pager
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_sdk import SERVICE as SYNAPSE

GET = SERVICE.operation("books.get")
LIST = SERVICE.operation("books.list")
CREATE = SERVICE.operation("books.create")
AUTHOR = {"title": "Emma", "author": 2}
LIMITED = LIST._replace(
    parameters=(
        Parameter("expand", "query", "str | list[str]", choices=("index", "chapters")),
        Parameter("pages", "query", "float", minimum=0.5, maximum=900),
        *LIST.parameters,
    )
)


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE)
    yield backend
    backend.close()


@pytest.fixture
def client(mock):
    transport = MockTransport(mock)
    with closing(DocumentedClient(SERVICE, "https://mock", mock.credentials, transport=transport)) as client:
        yield client


@pytest.fixture
def strict(client):
    return client.with_options(strict=True)


def test_an_unknown_query_parameter_warns_at_the_callers_line(client, mock):
    with pytest.warns(UnknownNameWarning) as caught:
        client._page(LIST, {}, params={"auther": 1, "page": 1})
    (warning,) = caught
    assert str(warning.message) == (
        "books.list: unknown query parameter 'auther', which the backend ignores: did you mean 'author'?"
    )
    assert warning.filename == __file__
    assert mock.calls[0].query["auther"] == ["1"], "it is sent all the same"


def test_an_unknown_field_of_the_body_warns(client):
    with pytest.warns(UnknownNameWarning, match=r"^books.create: unknown field 'titel' of BookCreate, .*'title'\?$"):
        client._object(CREATE, {}, data={**AUTHOR, "titel": "Emma"})


def test_each_item_of_a_list_is_looked_at(client):
    with pytest.warns(UnknownNameWarning) as caught:
        client._same_shape(CREATE, {}, data=[AUTHOR, {**AUTHOR, "a": 1}, {**AUTHOR, "a": 2, "b": 3}])
    assert [str(warning.message).partition(" of ")[0][-3:] for warning in caught] == ["'a'", "'b'"]


def test_fields_of_another_form_of_the_request_are_known():
    """`tasks.create` and `tasks.create_bulk` are one route, and the documents have one method for both."""
    for operation in (SYNAPSE.operation("tasks.create"), SYNAPSE.operation("tasks.create_bulk")):
        known = argument_checks._body_names(SYNAPSE, operation)
        assert {"project", "data_unit", "data"} <= known
        assert "ids" not in known


def test_a_name_is_warned_of_once_by_a_client_and_its_clones(client, mock):
    with pytest.warns(UnknownNameWarning):
        client._object(GET, {"pk": 7}, params={"x": 1})
    client._object(GET, {"pk": 7}, params={"x": 1})
    client.with_options(deadline=9)._object(GET, {"pk": 8}, params={"x": 2})
    with pytest.warns(UnknownNameWarning, match=r"books\.list: .*'x'"):
        client._page(LIST, {}, params={"x": 1})
    with (
        DocumentedClient(SERVICE, "https://mock", mock.credentials, transport=MockTransport(mock)) as other,
        pytest.warns(UnknownNameWarning),
    ):
        other._object(GET, {"pk": 7}, params={"x": 1})


def test_where_warnings_are_errors_nothing_is_sent_and_each_call_raises(client, mock):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with pytest.raises(UnknownNameWarning):
                client._object(GET, {"pk": 7}, params={"x": 1})
    mock.assert_not_called()


def test_names_without_end_are_not_remembered_without_end(client, monkeypatch):
    monkeypatch.setattr(argument_checks, "MAX_ISSUES", 2)
    with pytest.warns(UnknownNameWarning) as caught:
        client._object(GET, {"pk": 7}, params={"a": 1, "b": 2, "c": 3})
    assert len(caught) == 2


def test_what_the_spec_has_is_not_warned_of(client):
    client._page(LIST, {}, params={"author": 1, "page": 1, "page_size": 2, "expand": "chapters"})
    client._all(LIST, {}, params={"lent": False})
    client._object(CREATE, {}, data=AUTHOR)


def test_a_request_of_the_callers_own_takes_any_name(client, strict):
    for own in (client, strict):
        assert own.request("GET", "books/{pk}/", pk=7, params={"x": 1}).status_code == 200
        assert own.request("POST", "books/", json={**AUTHOR, "x": 1}).status_code == 201
        assert own.request("GET", "sdk/books/", params={"x": 1}, paginate=True, cast_to=dict).first()


def test_a_stream_is_looked_at_when_it_is_opened(client, strict):
    operation = Operation("books.read", "GET", "books/{pk}/", "safe", (Parameter("pk", "path", "int"),), stream="lines")
    with pytest.warns(UnknownNameWarning, match=r"'x', .*: drop it$"):
        next(client._lines(operation, {"pk": 7}, params={"x": 1}))
    with pytest.raises(InvalidArgumentError, match="unknown query parameter 'x'"):
        next(strict._lines(operation, {"pk": 7}, params={"x": 1}))


class TestStrict:
    def test_unknown_names_are_refused_all_at_once(self, strict, mock):
        with pytest.raises(InvalidArgumentError) as raised:
            strict._page(LIST, {}, params={"auther": 1, "shelv": "open"})
        assert str(raised.value) == (
            "books.list: unknown query parameter 'auther': did you mean 'author'?; "
            "unknown query parameter 'shelv': did you mean 'shelf'?"
        )
        with pytest.raises(InvalidArgumentError, match="unknown field 'titel' of BookCreate: did you mean 'title'"):
            strict._object(CREATE, {}, data={**AUTHOR, "titel": "Emma"})
        mock.assert_not_called()

    @pytest.mark.parametrize(
        ("params", "problem"),
        [
            ({"expand": "indx"}, "unknown value 'indx' of expand: did you mean 'index'?"),
            ({"expand": "index,zzz"}, "unknown value 'zzz' of expand: choose one of chapters, index"),
            ({"expand": ["index", "zzz"]}, "unknown value 'zzz' of expand: choose one of chapters, index"),
            ({"shelf": "opn"}, "unknown value 'opn' of shelf: did you mean 'open'?"),
            ({"pages": 0.25}, "pages must be ≥ 0.5, got 0.25"),
            ({"pages": "1000"}, "pages must be ≤ 900, got 1000"),
            ({"page_size": 0}, "page_size must be ≥ 1, got 0"),
        ],
    )
    def test_values_that_the_spec_does_not_allow_are_refused(self, strict, client, mock, params, problem):
        with pytest.raises(InvalidArgumentError) as raised:
            strict._page(LIMITED, {}, params=params)
        assert str(raised.value) == f"books.list: {problem}"
        mock.assert_not_called()

    @pytest.mark.parametrize("named", [{"expand": "indx"}, {"expand": ["indx"]}, {"shelf": "opn"}, {"pages": -1}])
    def test_named_arguments_are_compared_too(self, strict, mock, named):
        with pytest.raises(InvalidArgumentError):
            Resource(strict)._call(LIMITED._replace(pagination=""), named)
        with pytest.raises(InvalidArgumentError):
            Resource(strict)._pages(LIMITED, named).to_list()
        mock.assert_not_called()

    @pytest.mark.parametrize(
        "params", [{}, {"expand": "index,chapters", "pages": 900, "shelf": None}, {"page": "last", "page_size": True}]
    )
    def test_allowed_values_are_sent(self, strict, mock, params):
        strict._page(LIMITED, {}, params=params)
        assert mock.calls[0].status == 200

    def test_arguments_that_are_left_out_have_no_limits(self, strict):
        mood = Parameter("mood", "body", "str", choices=("merry",))
        Resource(strict)._call(CREATE._replace(parameters=(*CREATE.parameters, mood)), {**AUTHOR, "mood": UNSET})

    def test_fields_of_the_body_have_limits(self, strict, mock):
        limited = CREATE._replace(parameters=(*CREATE.parameters, Parameter("pages", "body", "int", maximum=5000)))
        for data in ({**AUTHOR, "pages": 5001}, [AUTHOR, {**AUTHOR, "pages": 5001}]):
            with pytest.raises(InvalidArgumentError, match="pages must be ≤ 5000, got 5001"):
                strict._same_shape(limited, {}, data=data)
        mock.assert_not_called()


def test_the_largest_page_is_the_paginations():
    service = SERVICE._replace(paginations={"pages": Pagination("page_number", "results", size="n", max_size=50)})
    (size,) = [entry for entry in argument_checks.limited_parameters(service, LIST) if entry.name == "n"]
    assert find_limit_error(size, 51) == "n must be ≤ 50, got 51"


def test_names_of_pages_cursors_and_uploads_are_known():
    pages = Pagination("page_number", "results", "p", "n", cursor_query={"by": "cursor"})
    known = query_names(SERVICE._replace(paginations={"pages": pages}, query={"region": ()}), LIST)
    assert known >= {"p", "n", "by", "cursor", "region", "author"}
    scan = SERVICE.operation("scans.create")
    assert scan.chunked is not None
    assert scan.chunked.send_as in template_of(scan).body_names


def test_a_body_without_fields_takes_any(client, strict):
    search = GET._replace(method="POST", path="books/", body=Body("json"), parameters=())
    assert template_of(search).body_names == frozenset()
    argument_checks.check_arguments(strict._state, search, CallArguments({}, None, {"x": 1}))


def test_plain_calls_are_not_looked_at(client, monkeypatch):
    """So that they cost what they did."""
    monkeypatch.setattr(argument_checks, "_find_unknown", None)
    client._object(GET, {"pk": 7})
    Resource(client)._call(CREATE, AUTHOR)
    assert Pager(client._state, LIST, CallArguments({}), client._perform).to_list()
