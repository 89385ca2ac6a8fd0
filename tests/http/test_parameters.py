"""Parameters: nothing a caller passes can leave its place, and each style is written its own way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from urllib.parse import parse_qsl, unquote, urlencode
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from synapse_http.errors import InvalidArgumentError
from synapse_http.parameters import (
    SEPARATORS,
    encode_query_value,
    header_name,
    header_value,
    merge_headers,
    path_segment,
    query_string,
    write_query,
    write_quoted,
    write_segment,
    write_segments,
    write_value,
)
from synapse_http.values import UNSET


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
        with pytest.raises(InvalidArgumentError, match="project cannot be sent: Unset is not a str"):
            query_string([("project", UNSET)])

    def test_half_a_character_is_refused_in_a_name(self):
        with pytest.raises(InvalidArgumentError, match="the name of a parameter cannot be sent: .* half a"):
            query_string([("\ud800", 1)])

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
        with pytest.raises(InvalidArgumentError, match="^score cannot be sent: nan is not a number$"):
            query_string([("score", float("nan"))])

    def test_a_value_no_query_can_carry_is_refused(self):
        with pytest.raises(InvalidArgumentError, match="filter cannot be sent: dict"):
            query_string([("filter", {"a": 1})])


@pytest.mark.parametrize("encode", [path_segment, encode_query_value])
def test_a_number_of_more_digits_than_a_str_may_have_is_refused(encode):
    with pytest.raises(InvalidArgumentError, match="pk cannot be sent: it has more digits"):
        encode("pk", 10**5000)


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


def written(style, value):
    return query_string(write_query({"a": style}, [("a", value), ("b", 1)]), safe=",").removesuffix("b=1").rstrip("&")


@pytest.mark.parametrize(
    ("style", "value", "query"),
    [
        ("repeat", [1, 2], "a=1&a=2"),
        ("brackets", [1, 2], "a%5B%5D=1&a%5B%5D=2"),
        ("comma", [1, 2], "a=1,2"),
        ("comma", (True, date(2026, 1, 2), None), "a=true,2026-01-02"),
        ("comma", "1,2", "a=1,2"),  # a string that is written already
        ("space", ["x", "y"], "a=x+y"),
        ("pipe", ["x", "y"], "a=x%7Cy"),
        ("deep", {"x": 1, "y": {"z": [1, 2]}, "n": None}, "a%5Bx%5D=1&a%5By%5D%5Bz%5D=1&a%5By%5D%5Bz%5D=2"),
        ("json", {"x": [1]}, "a=%7B%22x%22:%5B1%5D%7D".replace(":", "%3A")),
        ("comma", [], ""),
        ("brackets", [], ""),
        ("deep", {}, ""),
        *((style, None, "") for style in ("repeat", "brackets", "comma", "deep", "json")),
    ],
)
def test_each_style_is_written_its_own_way(style, value, query):
    assert written(style, value) == query


@pytest.mark.parametrize("style", SEPARATORS)
def test_an_item_with_the_separator_in_it_is_refused_and_not_shown(style):
    with pytest.raises(InvalidArgumentError, match=r"^a\[1\] contains '.', which separates the items") as refused:
        written(style, ["x", f"secret{SEPARATORS[style]}word"])
    assert "secret" not in str(refused.value)


def test_only_an_object_is_written_with_keys():
    with pytest.raises(InvalidArgumentError, match="a must be a dict or a model, not int"):
        written("deep", 3)


def test_a_header_with_json_is_ascii():
    assert write_value("a", "json", {"x": "é"}) == '{"x":"\\u00e9"}'


@pytest.mark.parametrize(("value", "segment"), [([1, 2], "1,2"), (["a&b", "c"], "a%26b,c"), (5, "5"), ("1,2", "1%2C2")])
def test_a_list_is_one_segment_of_a_path(value, segment):
    assert write_segment("ids", value) == segment


@pytest.mark.parametrize("value", [[], [""], ["a", ".."], ["a,b"], ["a/b"], None])
def test_a_list_cannot_leave_its_segment(value):
    with pytest.raises(InvalidArgumentError, match="ids"):
        write_segment("ids", value)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1)), st.sampled_from([*SEPARATORS]))
def test_what_is_written_is_read_back(items, style):
    separator = SEPARATORS[style]
    if any(separator in item for item in items):
        with pytest.raises(InvalidArgumentError):
            write_value("a", style, items)
    else:
        string = write_value("a", style, items)
        assert ([] if string is None else string.split(separator)) == items


@pytest.mark.parametrize(
    ("value", "quoted", "segments"),
    [
        ("src/main.py", "src%2Fmain.py", "src/main.py"),
        ("a b/ü?#", "a%20b%2F%C3%BC%3F%23", "a%20b/%C3%BC%3F%23"),
        ("good first issue", "good%20first%20issue", "good%20first%20issue"),
        (7, "7", "7"),
    ],
)
def test_a_path_may_hold_any_characters(value, quoted, segments):
    assert (write_quoted("name", value), write_segments("path", value)) == (quoted, segments)


@pytest.mark.parametrize("value", ["", "/src", "src/", "a//b", "a/../b", "./a", None, "a\nb"])
def test_segments_cannot_lead_elsewhere(value):
    with pytest.raises(InvalidArgumentError, match="path (must not be|cannot be sent)"):
        write_segments("path", value)


@pytest.mark.parametrize("value", ["", ".", "..", "a\rb"])
def test_a_quoted_segment_cannot_lead_elsewhere(value):
    with pytest.raises(InvalidArgumentError, match="name must not be"):
        write_quoted("name", value)
