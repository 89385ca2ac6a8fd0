"""Header names and values: nothing a caller passes can end its line."""

from __future__ import annotations

import pytest
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.headers import header_name, header_value, merge_headers


class TestHeaders:
    @pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "a\0", " a", "a ", "한글", "\x7f"])
    def test_a_value_that_could_end_its_line_is_refused(self, value):
        with pytest.raises(InvalidArgumentError, match="^api_token cannot stand in a header"):
            header_value("api_token", value)

    def test_plain_values(self):
        assert header_value("x", "Token été") == "Token été"
        assert header_value("x", 3) == "3"

    @pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\n", "é", 1])
    def test_a_name_is_a_token(self, name):
        with pytest.raises(InvalidArgumentError, match="is not a header name"):
            header_name(name)

    def test_a_plain_name(self):
        assert header_name("X-Trace") == "X-Trace"

    def test_the_later_of_two_headers_with_one_name_is_kept(self):
        merged = merge_headers([("Accept", "a"), ("X-Trace", "1")], [("x-trace", "2"), ("X-Own", "3")])
        assert merged == (("Accept", "a"), ("x-trace", "2"), ("X-Own", "3"))
