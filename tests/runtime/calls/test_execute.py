"""One call as a flow: the body of an answer as JSON data, what its status means, and the headers it promises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import acme
from synapse_http.errors import DecodeError, NotFoundError, NotModifiedError
from synapse_http.messages import Request, Response
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import make_client_state
from synapse_runtime.calls.execute import call, execute, read_json
from synapse_runtime.operation import Operation

REQUEST = Request("GET", "/things/1/", route="things/{pk}/", display_url="http://host/things/1/", retry="safe")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SPACES = st.text(" \t\r\n", max_size=2)


class TestReading:
    @given(
        VALUES, SPACES, SPACES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]), st.booleans()
    )
    def test_json_is_read_in_each_form_it_may_have(self, value, before, after, coding, escaped):
        content = f"{before}{json.dumps(value, ensure_ascii=escaped)}{after}".encode(coding, "surrogatepass")
        assert read_json(REQUEST, Response(200, {}, content)) == json.loads(content) == value

    @given(st.binary(min_size=1, max_size=12))
    def test_what_is_read_is_what_the_library_reads(self, content):
        try:
            expected = json.loads(content)
        except ValueError:
            with pytest.raises(DecodeError, match="is not JSON"):
                read_json(REQUEST, Response(200, {}, content))
        else:
            assert repr(read_json(REQUEST, Response(200, {}, content))) == repr(expected)

    def test_nothing_is_none(self):
        assert read_json(REQUEST, Response(204, {})) is None

    @pytest.mark.usefixtures("deep_recursion")
    @pytest.mark.parametrize("content", [b"[1] [2]", b"{} x", b"[" * 100_000, b"\xff"])
    def test_anything_else_is_refused(self, content):
        with pytest.raises(DecodeError, match="is not JSON"):
            read_json(REQUEST, Response(200, {}, content))


def run(operation, response, **options):
    """Return what a call makes of a response, and what it reports."""
    state = make_client_state(acme.SERVICE, "https://host", {}, options)
    flow = call(execute, state, operation, CallArguments({}))
    assert next(flow).expected == {*operation.responses, *operation.redirects}
    with pytest.raises(StopIteration) as stop:
        flow.send(response)
    return stop.value.value, [*state.issues.values()]


CHECK = Operation("things.check", "GET", "things/star", "safe", responses={204: "true", 404: "false"})
GET = Operation("things.get", "GET", "things/1", "safe", response="dict[json]")
MISSING = Response(404, {"content-type": "application/json"}, b'{"message": "Not Found"}')


class TestStatuses:
    def test_a_status_that_means_true_or_false_is_returned_as_that(self):
        assert run(CHECK, Response(204, {})) == (True, [])
        assert run(CHECK, MISSING) == (False, [])

    def test_another_error_is_an_error(self):
        with pytest.raises(NotFoundError):
            run(CHECK._replace(responses={204: "true", 409: "false"}), MISSING)

    @pytest.mark.parametrize("operation", [GET, CHECK, GET._replace(pagination="pages")])
    def test_what_has_not_changed_is_an_error_that_says_so(self, operation):
        with pytest.raises(
            NotModifiedError, match="304 Not Modified: no explanation. Go on with what you have"
        ) as caught:
            run(operation, Response(304, {"etag": '"1"'}))
        assert (caught.value.status_code, caught.value.response) == (304, None)

    def test_what_has_not_changed_may_be_a_response(self):
        operation = GET._replace(responses={200: "dict[json]", 304: ""})
        assert run(operation, Response(304, {})) == (None, [])
        assert run(operation, Response(200, {}, b"{}")) == ({}, [])


class TestHeaders:
    LISTED = GET._replace(response_headers={200: {"ETag": "str", "X-Left": "int?"}})

    def test_one_that_was_promised_and_is_missing_is_reported(self):
        _, issues = run(self.LISTED, Response(200, {}, b"{}"))
        assert issues == [("GET things/1.ETag", "the header ETag", "nothing")]
        with pytest.raises(DecodeError, match="https://host/things/1: expected the header ETag, got nothing"):
            run(self.LISTED, Response(200, {}, b"{}"), strict=True)

    def test_those_of_another_status_may_be_missing(self):
        assert run(self.LISTED, Response(201, {}, b"{}"))[1] == []
        assert run(self.LISTED, Response(200, {"etag": '"1"'}, b"{}"), strict=True)[1] == []
