"""Paths, queries and base URLs: nothing a caller passes can leave its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from urllib.parse import parse_qsl, unquote, urlencode
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.headers import header_value
from synapse_runtime.http.urls import (
    BaseURL,
    encode_query_value,
    next_query,
    path_segment,
    query_string,
)
from synapse_runtime.types import UNSET


def encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class TestPaths:
    @given(st.text())
    def test_a_segment_is_quoted_or_refused(self, text):
        try:
            quoted = path_segment("pk", text)
        except InvalidArgumentError as refused:
            assume(not str(refused).startswith("pk must not"))  # then it is right
            raise
        assert unquote(quoted) == text
        assert not set(quoted) & set("/\\?#\r\n\0 ")
        assert quoted not in {"", ".", ".."}

    @pytest.mark.parametrize("value", ["", ".", "..", "a/b", "../x", "a?b", "a#b", "a\\b", "a\r\nb", "a\0b", "a b"])
    def test_what_could_leave_its_place_is_refused(self, value):
        with pytest.raises(InvalidArgumentError, match="^token must not"):
            path_segment("token", value)

    @pytest.mark.parametrize("value", [None, True, 1.5, b"x", ["x"], UNSET])
    def test_a_segment_is_a_text_or_a_whole_number(self, value):
        with pytest.raises(InvalidArgumentError, match="pk must be a str or an integer"):
            path_segment("pk", value)

    def test_unset_is_no_value_of_a_query(self):
        with pytest.raises(InvalidArgumentError, match="project cannot be sent in a URL: Unset is not a str"):
            query_string([("project", UNSET)])

    def test_half_a_character_is_refused_in_a_name_and_in_a_base_url(self):
        with pytest.raises(InvalidArgumentError, match="the name of a parameter cannot be sent: .* half a"):
            query_string([("\ud800", 1)])
        with pytest.raises(InvalidArgumentError, match=r"'https://host/\\ud800' has spaces .* or half a character"):
            BaseURL.parse("https://host/\ud800")

    def test_numbers_and_ids(self):
        assert path_segment("pk", 7) == "7"
        assert path_segment("pk", Index()) == "7"
        assert path_segment("pk", UUID(int=1)) == str(UUID(int=1))
        assert path_segment("pk", OldColour.RED) == "red"
        assert path_segment("pk", "한글") == "%ED%95%9C%EA%B8%80"


class Colour(StrEnum):
    RED = "red"


class OldColour(str, Enum):  # noqa: UP042 - as code before Python 3.11 writes it
    RED = "red"


class Half(float):
    def __repr__(self):
        return "Half(0.5)"


class Index:
    """An integer that is not an int, as NumPy's are."""

    def __index__(self):
        return 7


class TestQueries:
    @given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
    def test_what_is_encoded_is_what_is_read(self, pairs):
        assume(all(encodable(name) and encodable(value) for name, value in pairs))
        assert parse_qsl(query_string(pairs), keep_blank_values=True) == pairs
        assert query_string(pairs) == urlencode(pairs)

    def test_values_travel_as_the_backend_reads_them(self):
        query = query_string(
            [
                ("list", [1, None, 2]),
                ("yes", True),
                ("no", False),
                ("nothing", None),
                ("at", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)),
                ("day", date(2025, 1, 2)),
                ("colour", Colour.RED),
                ("id", UUID(int=0)),
                ("half", 0.5),
                ("old", OldColour.RED),
                ("other", Half(0.5)),
            ]
        )
        assert parse_qsl(query) == [
            ("list", "1"),
            ("list", "2"),
            ("yes", "true"),
            ("no", "false"),
            ("at", "2025-01-02T03:04:05+00:00"),
            ("day", "2025-01-02"),
            ("colour", "red"),
            ("id", str(UUID(int=0))),
            ("half", "0.5"),
            ("old", "red"),
            ("other", "0.5"),
        ]

    @pytest.mark.parametrize("place", [path_segment, lambda name, value: query_string([(name, value)]), header_value])
    def test_half_a_character_is_refused(self, place):
        with pytest.raises(InvalidArgumentError, match="^stem cannot be sent: .* is not valid Unicode"):
            place("stem", "caf\udce9.jpg")

    def test_integers_of_any_type_travel_and_what_is_not_a_number_does_not(self):
        assert query_string([("page", Index())]) == "page=7"
        with pytest.raises(InvalidArgumentError, match="^score cannot be sent in a URL: nan is not a number$"):
            query_string([("score", float("nan"))])

    def test_a_value_no_query_can_carry_is_refused(self):
        with pytest.raises(InvalidArgumentError, match="filter cannot be sent in a URL: dict"):
            query_string([("filter", {"a": 1})])

    @pytest.mark.parametrize(
        ("link", "query"),
        [
            ("http://inner:8000/tasks/?page=2&tag=1&tag=2", {"page": ["2"], "tag": ["1", "2"]}),
            ("?page=", {"page": [""]}),
            ("http://[inner?page=2#top", {"page": ["2"]}),
            (None, {}),
            (7, {}),
        ],
    )
    def test_only_the_query_of_a_link_counts(self, link, query):
        assert next_query(link) == query


class TestBaseURL:
    @pytest.mark.parametrize(
        ("text", "origin", "prefix", "authority"),
        [
            ("https://api.example.com", "https://api.example.com", "/", "api.example.com"),
            (" https://host:443/api/ ", "https://host", "/api/", "host"),
            ("http://host:8000/a/b", "http://host:8000", "/a/b/", "host:8000"),
            ("http://[::1]:9/", "http://[::1]:9", "/", "[::1]:9"),
            ("https://bücher.example", "https://xn--bcher-kva.example", "/", "xn--bcher-kva.example"),
            ("https://host/한글", "https://host", "/%ED%95%9C%EA%B8%80/", "host"),
            ("https://host/%ED%95%9C/a%20b//", "https://host", "/%ED%95%9C/a%20b/", "host"),
        ],
    )
    def test_it_is_read(self, text, origin, prefix, authority):
        base = BaseURL.parse(text)
        assert (base.origin, base.prefix, base.authority) == (origin, prefix, authority)
        assert str(base) == origin + prefix

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "is empty"),
            (" ", "is empty"),
            (None, "must be a str, not NoneType"),
            (b"https://host", "must be a str, not bytes"),
            ("https://ho\nst", "spaces or control characters"),
            ("https://host/a\r\nb", "spaces or control characters"),
            ("https://ho st", "spaces or control characters"),
            ("https://a..b", "name a host"),
            ("https://ü..b", "is not a URL"),
            ("api.example.com", "must start with"),
            ("ftp://host", "must start with"),
            ("https://", "must start with"),
            ("https://user:pw@host", "must not contain credentials"),
            ("https://host?x=1", "must not have a query"),
            ("https://host#x", "must not have a query"),
            ("https://host/a b", "spaces or control characters"),
            ("https://host/a\\b", "a path with '.*' in it"),
            ("https://host//a", "a path with '.*' in it"),
            ("https://host/./a", "a path with '.*' in it"),
            ("https://host/%2e%2E/a", "a path with '.*' in it"),
            ("https://host/../x", "a path with '.*' in it"),
            ("https://host:port", "is not a URL"),
            ("https://[::1", "is not a URL"),
            ("https://user:secret@host:port", "not a URL|credentials"),
        ],
    )
    def test_what_is_no_base_url_is_refused_without_its_secrets(self, text, message):
        with pytest.raises(InvalidArgumentError, match=message) as caught:
            BaseURL.parse(text)
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize(
        ("host", "here"),
        [
            ("localhost", True),
            ("127.0.0.5", True),
            ("[::1]", True),
            ("example.com", False),
            ("127.0.0.1.evil.com", False),
        ],
    )
    def test_whether_it_is_this_machine(self, host, here):
        assert BaseURL.parse(f"http://{host}").loopback is here

    @pytest.mark.parametrize(
        ("url", "target"),
        [
            ("https://host/a?b=1", "/a?b=1"),
            ("https://host:443", "/"),
            ("/x/y", "/x/y"),
            ("x/y", None),
            ("http://host/a", None),
            ("https://host:444/a", None),
            ("https://other/a", None),
            ("https://user@host/a", None),
            ("//other/a", None),
            ("https://[bad", None),
        ],
    )
    def test_what_stands_on_its_origin(self, url, target):
        assert BaseURL.parse("https://host").relative_target(url) == target


@pytest.mark.parametrize("encode", [path_segment, encode_query_value])
def test_a_number_of_more_digits_than_a_str_may_have_is_refused(encode):
    with pytest.raises(InvalidArgumentError, match="pk cannot be sent: it has more digits"):
        encode("pk", 10**5000)
