"""Models as callers hold them: equal by value, readable, picklable, and without their secrets."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated

import pytest
from synapse_runtime.serialization.annotations import Secret, WireName
from synapse_runtime.serialization.model import Model, model
from synapse_runtime.types import UNSET, Unset


@model
class Box(Model):
    id: int
    kind: Annotated[str | Unset, WireName("boxKind")] = UNSET
    tags: list[str] = ["new"]  # noqa: RUF012 - each model has its own
    key: Annotated[str | Unset | None, Secret()] = UNSET


@model
class Crate(Box):
    pass


def test_members_are_named_and_some_must_be_there():
    with pytest.raises(TypeError, match="id"):
        Box()
    with pytest.raises(TypeError):
        Box(7)
    with pytest.raises(AttributeError):
        Box(id=7).unknown = 1


def test_a_model_shows_what_it_was_given_and_no_secret():
    assert repr(Box(id=7, kind=None)) == "Box(id=7, kind=None, tags=['new'])"
    assert repr(Box(id=7, tags=UNSET, key="s3cret")) == "Box(id=7, key=***)"


def test_a_default_that_can_change_is_each_model_s_own():
    one, other = Box(id=1), Box(id=1)
    one.tags.append("red")
    assert other.tags == ["new"]
    assert Box(id=2).tags == ["new"]


def test_models_are_equal_by_value_and_class():
    assert Box(id=1) == Box(id=1)
    assert Box(id=1) != Box(id=2)
    assert Box(id=1) != Box(id=1, kind=None)
    assert Box(id=1) != Crate(id=1)
    assert Box(id=1) != {"id": 1}
    extra = Box(id=1)
    extra._set_extra({"new": 1})
    assert extra != Box(id=1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Box(id=1))


def test_null_is_said_and_unset_is_not():
    assert Box(id=1, kind=None, tags=UNSET).to_dict() == {"id": 1, "boxKind": None}


def test_what_the_spec_does_not_know_comes_last():
    box = Box(id=1, tags=UNSET)
    assert box.extra == {}
    box._set_extra({"new": [1]})
    assert list(box.to_dict().items()) == [("id", 1), ("new", [1])]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda box: pickle.loads(pickle.dumps(box))])
def test_a_copy_is_equal_and_keeps_what_is_unset_and_what_is_unknown(again):
    box = Box(id=1, tags=UNSET, key="k")
    box._set_extra({"new": [1]})
    made = again(box)
    assert made == box
    assert made.kind is UNSET
    assert made.extra == {"new": [1]}
    assert again(Box(id=1)).extra == {}
