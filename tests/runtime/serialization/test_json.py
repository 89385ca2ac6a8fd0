"""JSON of answers: the same with orjson as without it."""

from __future__ import annotations

import json
import math
import runpy
import sys
import traceback
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from synapse_http.errors import InvalidArgumentError
from synapse_runtime.serialization import json as parsing
from synapse_runtime.serialization.json import encode_json, parse
from synapse_sdk.models import TaskCreate

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.integers(2**62, 2**66).map(lambda n: -n),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)
NUMBERS = st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


@pytest.fixture(params=["json", "orjson"])
def reader(request, monkeypatch):
    """Each of the two in turn."""
    monkeypatch.setattr(parsing, "fast", orjson.loads if request.param == "orjson" else None)


def outcome(read: Any, content: bytes) -> tuple[str, str]:
    """What comes of some bytes: a value with all its types, or an error."""
    try:
        return "value", repr(read(content))
    except (ValueError, RecursionError):
        return "error", ""


def agrees(content: bytes) -> bool:
    """Whether both read these bytes as `json` alone does."""
    parsing.fast, plain = orjson.loads, outcome(json.loads, content)
    try:
        if outcome(parse, content) != plain:
            return False
        parsing.fast = None
        return outcome(parse, content) == plain
    finally:
        parsing.fast = orjson.loads


@given(VALUES, st.booleans(), st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_json_wrote_is_read_the_same(value, ascii_only, encoding):
    assert agrees(json.dumps(value, ensure_ascii=ascii_only).encode(encoding, errors="surrogatepass"))


@given(NUMBERS)
@example("9223372036854775808")
@example("18446744073709551616")
@example("-0")
@example("1e400")
@example("0.1234567890123456789")
def test_numbers_are_read_the_same(text):
    assert agrees(text.encode())
    assert agrees(f'{{"a": [{text}]}}'.encode())


@given(VALUES, st.binary(max_size=3), st.integers(0, 60), st.integers(0, 3))
@example("a", b"\xed\xa0\x80", 1, 0)
def test_noise_is_refused_by_both_or_by_none(value, noise, at, dropped):
    good = json.dumps(value).encode()
    assert agrees(good[:at] + noise + good[at + dropped :])


@pytest.mark.parametrize("text", ["", " ", "[1,]", "01", "+1", "'a'", '{"a":1,"a":2}', " [1] \n", "NaN", "-Infinity"])
def test_odd_texts_are_read_the_same(text):
    assert agrees(text.encode())


@pytest.mark.usefixtures("reader")
class TestEach:
    def test_what_only_json_takes_is_taken(self):
        assert math.isnan(parse(b"NaN"))
        assert parse(b'"\\ud800"') == "\ud800"
        assert parse(b"\xef\xbb\xbf[1]") == [1]
        assert parse(b"1" * 30) == int("1" * 30)

    @pytest.mark.usefixtures("deep_recursion")
    def test_what_is_nested_too_deep_raises_no_other_error(self):
        with pytest.raises((RecursionError, ValueError)):
            parse(b"[" * 200_000 + b"]" * 200_000)


def test_without_the_extra_json_reads(monkeypatch):
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert runpy.run_path(parsing.__file__)["fast"] is None


def test_what_json_cannot_say_is_refused_without_the_frames_of_json():
    with pytest.raises(InvalidArgumentError, match="object cannot be sent as JSON") as refused:
        encode_json({"project": object()})
    assert [frame.name for frame in traceback.extract_tb(refused.tb)][1:] == ["encode_json"]


CIRCLE: dict[str, object] = {}
CIRCLE["self"] = CIRCLE


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"a": {"b": [1, object()]}, "c": object()}, "^a.b.1: object cannot be sent as JSON$"),
        ([{"a": 1}, {"a": {1, 2}}], "^1.a: set cannot be sent as JSON$"),
        ({"a": [float("nan")]}, "^a.0: the body cannot be sent as JSON: Out of range"),
        ({"a": "\ud800"}, "^a: the body cannot be sent as JSON: 'utf-8' codec"),
        ({"task": TaskCreate(project=1, data_unit=b"")}, "^task.data_unit: bytes cannot be sent as JSON$"),
        ({"a": CIRCLE}, "^a.self: the body cannot be sent as JSON: Circular reference"),
        ({"a": {(1, 2): 3}}, "^a: the body cannot be sent as JSON: keys must be"),
        (object(), "^object cannot be sent as JSON$"),
    ],
)
def test_what_json_cannot_say_is_named_by_its_path(body, message):
    with pytest.raises(InvalidArgumentError, match=message):
        encode_json(body)
