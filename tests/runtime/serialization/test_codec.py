"""JSON and models, both ways: for any model, what is valid comes back as it was sent, and no misfit costs a row."""

from __future__ import annotations

import json
import sys
from collections import UserDict
from datetime import UTC, date, datetime
from enum import Enum, IntEnum, StrEnum
from itertools import count
from types import ModuleType
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import json_values
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.values import UNSET, Unset
from synapse_runtime.serialization import converter
from synapse_runtime.serialization.annotations import SCALARS, Discriminator, WireName
from synapse_runtime.serialization.codec import Codec
from synapse_runtime.serialization.json import encode_json
from synapse_runtime.serialization.model import Model, model, unstructure
from synapse_runtime.testing.backend.spec.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse
from synapse_runtime.types import SchemaIssue

PACKAGE = "random_models"


class Mood(StrEnum):
    WRY = "wry"
    SAD = "sad"


TYPES = st.recursive(
    st.sampled_from([*json_values.SCALARS, "Mood", "Inner", "Kind"]),
    lambda inner: st.one_of(
        inner.map("list[{}]".format),
        inner.map("dict[{}]".format),
        inner.filter(lambda text: text[-1] != "?" and "|" not in text).map("{}?".format),
        st.lists(st.sampled_from(["int", "bool", "date", "str", "list[int]"]), min_size=2, unique=True).map(" | ".join),
    ),
    max_leaves=3,
)
NAMES = ["id", "class_", "made", "row", "value", "get", "new", "target", "known", "absent", "cl", "converter", "self_"]


def annotation(text, wire="", *, needed=True):
    """The annotation of a field, as the generator writes it."""

    def of(expression):
        match expression:
            case Name("Mood"):
                return "Mood | str"
            case Name(name):
                return name
            case ListOf(item):
                return f"list[{of(item)}]"
            case DictOf(value):
                return f"dict[str, {of(value)}]"
            case Nullable(inner):
                return of(inner) if inner == Name("json") else f"{of(inner)} | None"
            case OneOf(options):
                return " | ".join(map(of, options))

    written = of(parse(text)) + ("" if needed else " | Unset")
    return f"Annotated[{written}, WireName({wire!r})]" if wire else written


def make_model(name, members):
    annotations = {one: annotation(text, wire, needed=needed) for one, (text, wire, needed) in members.items()}
    defaults = {one: UNSET for one, (_, _, needed) in members.items() if not needed}
    return model(type(name, (Model,), {**defaults, "__annotations__": annotations, "__module__": PACKAGE}))


MEMBERS = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(TYPES, st.sampled_from(["", "wire"]), st.booleans()), min_size=1, max_size=4
)


@st.composite
def services(draw):
    """A package with an inner and an outer model, a union of the two, and an enum."""
    module = ModuleType(PACKAGE)
    module.__dict__.update({name: scalar.type for name, scalar in SCALARS.items()})
    module.__dict__.update(Annotated=Annotated, WireName=WireName, Unset=Unset)
    for name in ("Inner", "Outer"):
        numbers = count()
        members = {
            one: (text, f'{one}"{wire}\n{next(numbers)}' if wire else "", needed)
            for one, (text, wire, needed) in draw(MEMBERS).items()
        }
        if name == "Inner":  # may hold itself, in a way that ends
            members = {
                one: (text if "Inner" not in text and "Kind" not in text else f"list[{text}]", wire, needed)
                for one, (text, wire, needed) in members.items()
            }
        setattr(module, name, make_model(name, members | {"kind": ("str", "", True)}))
    sys.modules[PACKAGE] = module
    module.__all__ = ["Inner", "Outer", "Kind", "Mood"]
    module.Mood = Mood
    kind = Discriminator("Kind", "kind", {"in": "Inner", "out": "Outer"})
    module.Kind = Annotated["Inner | Outer", kind]  # noqa: F821 - classes of the module
    return module


@pytest.fixture(autouse=True)
def _package(monkeypatch):
    monkeypatch.setitem(sys.modules, PACKAGE, ModuleType(PACKAGE))


def codec_of(module, report=None, *, strict=False):
    sys.modules[PACKAGE] = module
    converter.structure_hook.cache_clear()  # of another module of this name
    return Codec(PACKAGE, report, strict=strict)


@given(st.data())
def test_what_is_valid_comes_back_as_it_was_sent(data):
    module = data.draw(services())
    value = data.draw(json_values.json_values(module, "Outer"))
    issues: list[SchemaIssue] = []
    made = codec_of(module, issues.append).decode("Outer", json.loads(json.dumps(value)))
    assert issues == []
    assert made.to_dict() == value
    assert json.loads(encode_json(made)) == value
    assert codec_of(module, strict=True).decode_rows("Outer", [value, value]) == [made, made]


@given(st.data())
def test_a_misfit_is_kept_and_told_and_costs_nothing_else(data):
    module = data.draw(services())
    value = data.draw(json_values.json_values(module, "Outer"))
    spoiled = {
        key: data.draw(st.just(one) | json_values.JSON)
        for key, one in value.items()
        if key == "_new" or data.draw(st.booleans())
    }
    issues: list[SchemaIssue] = []
    made = codec_of(module, issues.append).decode("Outer", spoiled)
    assert isinstance(made, module.Outer)
    assert made.to_dict() == spoiled
    if issues:
        with pytest.raises(DecodeError) as caught:
            codec_of(module, strict=True).decode("Outer", spoiled)
        assert all(f"{one.path}: expected {one.expected}, found {one.found}" in str(caught.value) for one in issues)
        assert len({one.path for one in issues}) == len(issues)
    else:
        assert codec_of(module, strict=True).decode("Outer", spoiled) == made


@model
class Tree(Model):
    trees: list[Tree] | Unset = UNSET


@pytest.mark.usefixtures("deep_recursion")
def test_what_is_nested_too_deep_is_kept_and_told():
    module = ModuleType(PACKAGE)
    module.Tree = Tree
    module.__all__ = ["Tree"]
    deep: dict = {}
    for _ in range(5000):
        deep = {"trees": [deep]}
    issues: list[SchemaIssue] = []
    codec = codec_of(module, issues.append)
    assert codec.decode("Tree", deep) is deep
    assert codec.decode_rows("Tree", [{}, deep])[1] is deep
    assert issues == [SchemaIssue("Tree", "Tree", "something nested too deep")] * 2


class OldMood(str, Enum):  # noqa: UP042 - as code before Python 3.11 writes it
    WRY = "wry"


class Level(IntEnum):
    HIGH = 3


class Plain(Enum):
    X = "x"


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Mood.WRY, "wry"),
        (OldMood.WRY, "wry"),
        (Level.HIGH, 3),
        (Plain.X, "x"),
        (datetime(2025, 1, 2, 3, tzinfo=UTC), "2025-01-02T03:00:00+00:00"),
        (date(2025, 1, 2), "2025-01-02"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ((1, [Mood.SAD, None]), [1, ["sad", None]]),
        (UserDict({"a": (UUID(int=0),)}), {"a": ["00000000-0000-0000-0000-000000000000"]}),
        (Tree(trees=[Tree()]), {"trees": [{}]}),
        ({"tree": Tree(trees=None)}, {"tree": {"trees": None}}),
        ("한글", "한글"),
    ],
)
def test_python_values_travel_as_json_says_them(value, data):
    assert json.loads(encode_json(value)) == data
    assert unstructure(value) == data
    assert type(unstructure(value)) is type(data)


def circle():
    made: list = []
    made.append(made)
    return made


def deep():
    made: list = []
    for _ in range(100_000):
        made = [made]
    return made


@pytest.mark.usefixtures("deep_recursion")
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (float("nan"), "cannot be sent as JSON"),
        (float("inf"), "cannot be sent as JSON"),
        (circle(), "Circular"),
        (deep(), "nested too deep"),
        ("\ud800", "cannot be sent as JSON"),
        ({UUID(int=0): 1}, "keys must be"),
        ({"a": {1, 2}}, "set cannot be sent as JSON"),
        ({"a": b"x"}, "bytes cannot be sent as JSON"),
        ({"a": UNSET}, "UNSET stands inside plain data: leave the field out instead"),
    ],
    ids=lambda one: one if isinstance(one, str) and one.isascii() else "value",
)
def test_what_json_cannot_say_is_refused(value, told):
    with pytest.raises(InvalidArgumentError, match=told):
        encode_json(value)
