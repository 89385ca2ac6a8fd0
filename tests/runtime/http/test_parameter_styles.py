"""Styles: how a list or an object of one parameter is written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.parameter_styles import (
    SEPARATORS,
    write_query,
    write_quoted,
    write_segment,
    write_segments,
    write_value,
)
from synapse_runtime.http.urls import query_string


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
