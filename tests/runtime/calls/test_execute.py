"""The body of an answer as JSON data: the short way reads what the long one does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.calls.execute import read_json
from synapse_runtime.errors import DecodeError
from synapse_runtime.http.messages import Request, Response

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

    @pytest.mark.parametrize("content", [b"[1] [2]", b"{} x", b"[" * 100_000, b"\xff"])
    def test_anything_else_is_refused(self, content):
        with pytest.raises(DecodeError, match="is not JSON"):
            read_json(REQUEST, Response(200, {}, content))
