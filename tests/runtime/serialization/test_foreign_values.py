"""Values of other libraries' types, as tables hold them: each travels as what it stands for, or is refused."""

from __future__ import annotations

import enum
import io
import os
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from support import acme
from support.scripted import Scripted, json_response
from synapse_http.arguments import positive_int
from synapse_http.content import file_part
from synapse_http.errors import InvalidArgumentError
from synapse_http.parameters import path_segment, query_string
from synapse_http.values import whole_number
from synapse_runtime import Resource
from synapse_runtime.calls.config import Options, evolve
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.serialization.json import encode_json


class Whole:
    """A whole number that is no int, as NumPy's are."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Whole({self.value})"


class Table(Whole):
    """Has `__index__` because it may hold one number; this one holds more, as arrays do."""

    def __index__(self):
        raise TypeError("only integer scalar arrays can be converted to a scalar index")

    def tolist(self):
        return [1, 2]


class Stamp(datetime):
    """A moment of another library."""


class Never(datetime):
    """pandas.NaT: a datetime that is none, and equals nothing."""

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    __hash__ = None

    def __str__(self):
        return "NaT"


class Place(os.PathLike):
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return str(self.path)


class Number(enum.Enum):
    SEVEN = 7
    YES = True
    FOREIGN = Whole(9)


class Text(str, enum.Enum):  # noqa: UP042 - as older code has them
    A = "a+b"


class IntText(enum.IntEnum):
    TWO = 2


MOMENT = Stamp(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
NEVER = Never(2025, 1, 1)


def client(*answers):
    transport = Scripted(*answers)
    return DocumentedClient(acme.SERVICE, "https://host/", {}, middleware=[transport]), transport


@pytest.mark.parametrize(
    ("value", "segment"),
    [(Whole(7), "7"), (Number.SEVEN, "7"), (Number.FOREIGN, "9"), (Text.A, "a%2Bb"), (IntText.TWO, "2")],
    ids=repr,
)
def test_a_path_takes_what_is_a_whole_number_or_names_one(value, segment):
    assert path_segment("pk", value) == segment


@pytest.mark.parametrize("value", [True, 7.0, Fraction(7), Table(7), Number.YES, None, date(2025, 1, 1)], ids=repr)
def test_a_path_takes_nothing_else(value):
    with pytest.raises(InvalidArgumentError, match="pk must be a str or an integer, not"):
        path_segment("pk", value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Whole(7), "a=7"),
        ([Whole(7), 8], "a=7&a=8"),
        (Number.SEVEN, "a=7"),
        (Number.YES, "a=true"),
        (Text.A, "a=a%2Bb"),
        (IntText.TWO, "a=2"),
        (MOMENT, "a=2025-01-02T03%3A04%3A05%2B00%3A00"),
    ],
    ids=repr,
)
def test_a_query_takes_them(value, text):
    assert query_string([("a", value)]) == text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Table(7), "Table is not a str, number, date or list"),
        (Fraction(7), "Fraction is not a str"),
        (float("nan"), "nan is not a number"),
        (float("-inf"), "-inf is not a number"),
        (NEVER, "NaT is no date: leave it out, or give None"),
    ],
    ids=["table", "fraction", "nan", "inf", "never"],
)
def test_a_query_refuses_what_is_no_value(value, told):
    with pytest.raises(InvalidArgumentError, match=f"a cannot be sent: {told}"):
        query_string([("a", IntText.TWO), ("a", value)])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Whole(7), "7"),
        (Fraction(1, 2), "0.5"),  # a real number, as NumPy's float32 is
        (Number.SEVEN, "7"),
        (Number.FOREIGN, "9"),
        (Text.A, '"a+b"'),
        (IntText.TWO, "2"),
        (MOMENT, '"2025-01-02T03:04:05+00:00"'),
    ],
    ids=repr,
)
def test_a_body_takes_them(value, text):
    assert encode_json({"a": [value]}) == f'{{"a":[{text}]}}'.encode()


@pytest.mark.parametrize(
    ("value", "told"),
    [(Table(7), r"Table cannot be sent as JSON: give its tolist\(\)"), (NEVER, "NaT is no date"), (b"", "bytes")],
    ids=["table", "never", "bytes"],
)
def test_a_body_refuses_what_json_cannot_say(value, told):
    with pytest.raises(InvalidArgumentError, match=told):
        encode_json([value])


@pytest.mark.filterwarnings("ignore::synapse_runtime.UnknownNameWarning")
def test_a_call_takes_them_in_all_its_places():
    made, transport = client(json_response({}), json_response({}))
    Resource(made)._call(acme.CHANGE, {"pk": Whole(3)}, {"project": Whole(7), "at": MOMENT})
    made._object(acme.GET, {"pk": Number.SEVEN}, params={"page_size": Whole(100)})
    assert transport.targets == ["/things/3/", "/things/7/?page_size=100"]
    assert transport.requests[0].body == b'{"project":7,"at":"2025-01-02T03:04:05+00:00"}'


def test_options_take_them():
    made = evolve(Options(), {"workers": Whole(3), "chunk_size": Whole(1 << 20), "deadline": Whole(9), "timeout": 2})
    assert (made.workers, made.chunk_size, made.deadline) == (3, 1 << 20, 9.0)
    assert (type(made.workers), type(made.deadline), made.timeout) == (int, float, (2.0, 2.0))
    for value in (True, 3.0, Table(3), Whole(0)):
        with pytest.raises(InvalidArgumentError, match="workers must be an integer ≥ 1"):
            positive_int("workers", value)
    with pytest.raises(InvalidArgumentError, match="deadline must be a positive number of seconds"):
        evolve(Options(), {"deadline": Table(3)})


def test_a_file_may_be_any_path_like(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"image")
    part = file_part("file", Place(tmp_path / "a.jpg"))
    assert (part.name, part.read()) == ("a.jpg", b"image")
    assert file_part("file", io.BytesIO(b"image")).read() == b"image"


def test_a_bool_is_no_whole_number():
    assert whole_number(True) is None
    assert whole_number("7") is None
    assert type(whole_number(IntText.TWO)) is int


@pytest.mark.slow
def test_numpy_and_pandas_where_they_are_installed():
    numpy = pytest.importorskip("numpy")
    assert path_segment("pk", numpy.int64(7)) == "7"
    assert path_segment("pk", numpy.uint8(7)) == "7"
    assert query_string([("a", numpy.int32(7)), ("b", numpy.float64(0.5)), ("c", numpy.str_("x"))]) == "a=7&b=0.5&c=x"
    assert encode_json([numpy.int64(7), numpy.float32(0.5), numpy.float64(0.5)]) == b"[7,0.5,0.5]"
    for value in (numpy.float64(7), numpy.float32(7), numpy.bool_(True), numpy.array([7, 8])):
        with pytest.raises(InvalidArgumentError, match="pk must be"):
            path_segment("pk", value)
    with pytest.raises(InvalidArgumentError, match=r"tolist\(\)"):
        encode_json(numpy.array([1, 2]))
    pandas = pytest.importorskip("pandas")
    assert query_string([("at", pandas.Timestamp("2025-01-02", tz="UTC"))]) == "at=2025-01-02T00%3A00%3A00%2B00%3A00"
    with pytest.raises(InvalidArgumentError, match="NaT is no date"):
        encode_json({"at": pandas.NaT})
