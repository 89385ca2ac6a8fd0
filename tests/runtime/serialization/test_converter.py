"""Structuring by type: what fits is converted, what does not is kept and reported where it stands."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from types import ModuleType
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.values import UNSET, Unset
from synapse_runtime.serialization.annotations import Discriminator, FileUrls, WireName, annotation_of, spell
from synapse_runtime.serialization.codec import Codec
from synapse_runtime.serialization.model import Model, model
from synapse_runtime.types import SchemaIssue, StoredFile, StoredFiles


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@model
class Leaf(Model):
    id: int
    colour: Colour | str | Unset = UNSET


@model
class Tree(Model):
    id: Annotated[int | str, WireName("ID")]
    name: str | Unset | None = UNSET
    leaves: list[Leaf] | Unset = UNSET
    by_name: Annotated[dict[str, Tree | int] | Unset, WireName("byName")] = UNSET
    planted: datetime | Unset = UNSET
    height: float | Unset = UNSET
    kind: Plant | Unset | None = UNSET
    below: Plant | Unset = UNSET


@model
class Moss(Model):
    kind: str
    area: int


@model
class Fern(Model):
    kind: str
    fronds: list[int] | Unset = UNSET


@model
class Seed(Model):
    files: Annotated[StoredFiles, FileUrls()]


Plant: TypeAlias = Annotated["Moss | Fern", Discriminator("Plant", "kind", {"moss": "Moss", "fern": "Fern"})]

models = ModuleType("garden_models")
models.__dict__.update(
    Colour=Colour,
    Leaf=Leaf,
    Tree=Tree,
    Moss=Moss,
    Fern=Fern,
    Seed=Seed,
    Plant=Plant,
    __all__=["Colour", "Leaf", "Tree", "Moss", "Fern", "Seed", "Plant"],
)
sys.modules["garden_models"] = models

ISSUES: list[SchemaIssue] = []


def codec(*, strict=False):
    ISSUES.clear()
    return Codec("garden_models", ISSUES.append, strict=strict)


SCALARS = ("int", "str", "bool", "float", "datetime", "date", "uuid", "json", "file", "data_uri")
NAMES = ("Colour", "Leaf", "Tree", "Plant")


def larger(types):
    return st.one_of(
        types.map("list[{}]".format),
        types.map("dict[{}]".format),
        types.map(lambda text: text if text.endswith("?") or "|" in text else f"{text}?"),
        st.lists(types, min_size=2, max_size=3).map(" | ".join),
    )


TYPES = st.recursive(st.sampled_from(SCALARS + NAMES), larger, max_leaves=4)
TEXTS = st.sampled_from(
    ["", "red", "moss", "2025-09-06T08:00:00Z", "2025-09-06", "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11"]
)
KEYS = st.sampled_from(
    ["id", "ID", "name", "colour", "leaves", "byName", "planted", "height", "kind", "area", "fronds", "new"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(TYPES, VALUES)
def test_a_value_is_reported_if_and_only_if_a_strict_codec_refuses_it(text, value):
    try:
        found = codec().decode(text, value)
    except DecodeError:  # no object or list, although one is promised
        with pytest.raises(DecodeError):
            codec(strict=True).decode(text, value)
        return
    assert "RawValue" not in repr(found)
    issues = [*ISSUES]
    try:
        made = codec(strict=True).decode(text, value)
    except DecodeError:
        assert issues, f"{text} does not fit {value!r}, and nobody says why"
    else:
        assert issues == []
        assert made == found
        assert type(made) is type(found)


TREE = {
    "ID": "oak",
    "name": None,
    "leaves": [{"id": 1, "colour": "red"}, {"id": 2, "colour": "gold"}],
    "byName": {"a": {"ID": 7}, "b": 3},
    "planted": "2025-09-06T08:00:00Z",
    "height": 12,
    "kind": {"kind": "fern", "fronds": [1, 2]},
    "age": 300,
}


def test_a_model_is_made_with_all_it_holds():
    tree = codec().decode("Tree", TREE)
    assert (
        tree
        == Tree(
            id="oak",
            name=None,
            leaves=[Leaf(id=1, colour=Colour.RED), Leaf(id=2, colour="gold")],
            by_name={"a": Tree(id=7), "b": 3},
            planted=datetime(2025, 9, 6, 8, tzinfo=UTC),
            height=12.0,
            kind=Fern(kind="fern", fronds=[1, 2]),
        )
        or tree.extra
    )
    assert tree.extra == {"age": 300}
    assert tree.leaves[0].colour is Colour.RED
    assert tree.leaves[1].colour == "gold", "a value the spec does not know stays a plain text"
    assert type(tree.height) is float
    assert ISSUES == []


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("date", "2025-09-06", date(2025, 9, 6)),
        ("uuid", "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11", UUID("0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11")),
        ("float", 1.5, 1.5),
        ("datetime?", None, None),
        ("date | int", 5, 5),
        ("dict[date]", {"a": "2025-09-06"}, {"a": date(2025, 9, 6)}),
        ("dict[int]", {"a": 1}, {"a": 1}),
        ("dict[json]", {"a": [None]}, {"a": [None]}),
        ("list[json]", [1, None], [1, None]),
        ("file", "/media/a.jpg", "/media/a.jpg"),
    ],
)
def test_values_of_each_kind(text, value, expected):
    assert codec().decode(text, value) == expected
    assert ISSUES == []


def test_one_misfit_costs_only_itself_and_is_told_with_its_path():
    found = codec().decode("Tree", {**TREE, "height": "tall", "leaves": [{"id": 1}, {"id": None, "colour": 5}, 7]})
    assert found.height == "tall"
    assert found.planted == datetime(2025, 9, 6, 8, tzinfo=UTC)
    assert found.leaves == [Leaf(id=1), Leaf(id=None, colour=5), 7]
    assert found.extra == {"age": 300}
    assert [issue.path for issue in ISSUES] == [
        "Tree.leaves.*.id",
        "Tree.leaves.*.colour",
        "Tree.leaves.*",
        "Tree.height",
    ]
    assert ISSUES[-1] == SchemaIssue("Tree.height", "float", "str")


def test_rows_that_fit_are_not_touched_by_one_that_does_not():
    rows = [{"id": 1}, {"id": "x"}, {}, {"id": 4, "new": 1}]
    found = codec().decode_rows("Leaf", rows)
    assert [one.id for one in found] == [1, "x", UNSET, 4]
    assert [SchemaIssue("Leaf.id", "int", "str")] == ISSUES, "told once, by the first that was found"


def test_a_strict_codec_raises_with_all_paths_each_once():
    with pytest.raises(DecodeError) as caught:
        codec(strict=True).decode_rows("Leaf", [{"id": "x"}, {"id": "y", "colour": 1}])
    assert "Leaf.id: expected int, found str; Leaf.colour: expected Colour, found int" in str(caught.value)
    assert str(caught.value).count("Leaf.id") == 1
    assert ISSUES == []


@pytest.mark.parametrize("text", SCALARS)
def test_an_object_is_no_scalar(text):
    assert codec().decode(text, {}) == {}
    assert len(ISSUES) == (text != "json")


def test_what_fits_beside_a_misfit_is_structured():
    assert codec().decode("list[Colour]", ["red", 5, "gold"]) == [Colour.RED, 5, "gold"]
    assert codec().decode("list[date]", ["2025-09-06", 5]) == [date(2025, 9, 6), 5]


def test_nobody_needs_to_listen():
    assert Codec("garden_models").decode("int", "x") == "x"


@pytest.mark.parametrize(
    ("text", "value", "path"),
    [
        ("int | Leaf", {"id": "x"}, "int | Leaf.id"),
        ("int | list[Leaf]", [{"id": "x"}], "int | list[Leaf].*.id"),
        ("int | dict[Leaf]", {"a": {"id": "x"}}, "int | dict[Leaf].a.id"),
        ("Colour | Plant", {"kind": "moss", "area": "x"}, "Colour | Plant.area"),
    ],
)
def test_a_misfit_in_an_alternative_is_told_where_it_stands(text, value, path):
    codec().decode(text, value)
    assert [issue.path for issue in ISSUES] == [path]


@pytest.mark.parametrize("value", [{"kind": "tree"}, {"kind": ["moss"]}, {}])
def test_a_union_of_no_known_kind_is_kept_as_it_came(value):
    assert codec().decode("Plant", value) == value
    assert [SchemaIssue("Plant", "Plant", type(value).__name__)] == ISSUES


def test_a_misfit_in_a_list_of_kept_values():
    assert codec().decode("list[int]", [1, "a"]) == [1, "a"]
    assert codec().decode("dict[int]", {"a": "b"}) == {"a": "b"}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("Leaf", [{"id": 1}], "Leaf: expected Leaf, found list"),
        ("Leaf", 5, "Leaf: expected Leaf, found int"),
        ("Leaf", None, "Leaf: expected Leaf, found NoneType"),
        ("Leaf?", "x", "Leaf?: expected Leaf?, found str"),
        ("Plant", "moss", "Plant: expected Plant, found str"),
        ("Leaf | int", True, "Leaf | int: expected int | Leaf, found bool"),
        ("list[Leaf]", {"id": 1}, "list[Leaf]: expected list[Leaf], found dict"),
        ("list[Leaf]", [{"id": 1}, 5], "list[Leaf].*: expected Leaf, found int"),
        ("list[int]", "no", "list[int]: expected list[int], found str"),
        ("dict[int]", [1], "dict[int]: expected dict[int], found list"),
    ],
)
def test_no_object_or_list_where_one_is_promised_is_an_error(text, value, found, strict):
    with pytest.raises(DecodeError) as caught:
        codec(strict=strict).decode(text, value)
    assert str(caught.value).endswith(f": {found}")
    with pytest.raises(DecodeError):
        codec(strict=strict).decode_rows(text, [value])
    assert ISSUES == []


@given(TYPES)
def test_types_are_spelled_as_they_are_written(text):
    annotation = annotation_of(text, "garden_models")
    assert annotation_of(spell(annotation), "garden_models") == annotation


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("list[int?]?", "list[int?]?"),
        ("dict[list[Colour]]", "dict[list[Colour]]"),
        ("int? | Plant", "int | Plant?"),
        ("json?", "json?"),
        ("file | data_uri | uuid", "uuid | file | data_uri"),
    ],
)
def test_types_are_spelled_with_the_most_specific_first_and_null_last(text, spelled):
    assert spell(annotation_of(text, "garden_models")) == spelled


@pytest.mark.parametrize(
    ("text", "value", "issue"),
    [
        ("date", "yesterday", SchemaIssue("date", "date", "str")),
        ("float", 10**400, SchemaIssue("float", "float", "int")),
        ("date | uuid", "yesterday", SchemaIssue("date | uuid", "uuid | date", "str")),
        ("list[date] | list[uuid]", ["yesterday"], SchemaIssue("list[date] | list[uuid].*", "date", "str")),
        ("Moss", {"kind": "moss"}, SchemaIssue("Moss.area", "int", "nothing")),
    ],
)
def test_what_does_not_fit_is_named_with_its_type(text, value, issue):
    decoded = codec().decode(text, value)
    assert decoded == (Moss(kind="moss", area=UNSET) if text == "Moss" else value)
    assert [issue] == ISSUES


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("str | date", "2025-09-06", date(2025, 9, 6)),
        ("float | int", 5, 5),
        ("list[date] | list[str]", ["x"], ["x"]),
        ("json | Leaf", {"id": 1}, {"id": 1}),
    ],
)
def test_a_value_becomes_the_most_specific_option_in_whatever_order_they_stand(text, value, expected):
    decoded = codec().decode(text, value)
    assert decoded == expected
    assert type(decoded) is type(expected)


# Stored files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wire", "files"),
    [
        ({}, {}),
        ({"image": "/a"}, {"image": StoredFile("/a")}),
        ({"image": {"url": "/a", "checksum": "c"}}, {"image": StoredFile("/a", "c")}),
        ({"image": {"url": "/a", "checksum": None}}, {"image": StoredFile("/a")}),
        ({"a": {"url": "/a", "checksum": "c"}, "b": "/b"}, {"a": StoredFile("/a", "c"), "b": StoredFile("/b")}),
        ({"a": {"url": "/a", "is_primary": True}}, {"a": StoredFile("/a", "", {"is_primary": True})}),
        ({"a": {"url": "/a", "checksum": "c", "size": 1}}, {"a": StoredFile("/a", "c", {"size": 1})}),
        ([{"url": "/a"}, {"url": "/b", "checksum": "c"}], {"0": StoredFile("/a"), "1": StoredFile("/b", "c")}),
    ],
)
def test_files_are_by_name_whatever_form_they_come_in(wire, files):
    assert codec(strict=True).decode("stored_files", wire) == files


def test_one_file_without_a_url_costs_only_itself():
    broken = [None, 7, {"checksum": "c"}, {"url": None}, {"url": ["/a"], "checksum": "c"}, {"url": "/a", "checksum": 1}]
    files = codec().decode("stored_files", {**dict(enumerate(broken)), "image": "/a"})
    assert files == {**dict(enumerate(broken)), "image": StoredFile("/a")}
    assert [SchemaIssue("stored_files.*", "a URL, or an object with `url`", "NoneType")] == ISSUES


def test_one_file_of_a_list_without_a_url_costs_only_itself():
    assert codec().decode("stored_files", [{}, {"url": "/b"}]) == {"0": {}, "1": StoredFile("/b")}
    assert [SchemaIssue("stored_files.*", "a URL, or an object with `url`", "dict")] == ISSUES


def test_what_a_conversion_made_of_a_url_stays(tmp_path):
    wire = {"a": tmp_path, "b": {"url": tmp_path, "checksum": "c"}}
    assert codec(strict=True).decode("stored_files", wire) == {
        "a": StoredFile(tmp_path),
        "b": StoredFile(tmp_path, "c"),
    }


def test_files_that_are_no_object_and_no_list_are_reported():
    assert codec().decode("Seed", {"files": "/a"}).files == "/a"
    assert [SchemaIssue("Seed.files", "stored_files", "str")] == ISSUES


@model
class Sprout(Model):
    kind: Literal["sprout"] | None


def test_a_constant_may_be_null():
    assert Sprout.from_dict({"kind": "sprout"}).kind == "sprout"
    assert Sprout.from_dict({"kind": None}).kind is None
    with pytest.raises(InvalidArgumentError, match=r"Sprout\.kind: expected 'sprout'\?, found str"):
        Sprout.from_dict({"kind": "tree"})
