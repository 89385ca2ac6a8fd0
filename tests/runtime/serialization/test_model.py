"""Models as callers hold them: equal by value, readable, picklable, and without their secrets."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.values import UNSET, Unset
from synapse_runtime.serialization.annotations import Secret, WireName
from synapse_runtime.serialization.model import Model, model


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


def test_a_notebook_shows_the_fields_that_are_set_and_no_secret():
    box = Box(id=7, kind="<b>", tags=UNSET, key="s3cret")
    assert "extra" not in box._repr_html_()
    box._set_extra({"new": "t0ken", "newer": 1})
    cells = re.findall(r"<(?:caption|td)[^>]*>(.*?)</", box._repr_html_())
    assert cells == ["Box", "id", "7", "kind", "&lt;b&gt;", "key", "***", "extra", "with new, newer"]


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


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda box: pickle.loads(pickle.dumps(box)), lambda box: box.__replace__()]
)
def test_a_copy_is_equal_and_keeps_what_is_unset_and_what_is_unknown(again):
    box = Box(id=1, tags=UNSET, key="k")
    box._set_extra({"new": [1]})
    made = again(box)
    assert made == box
    assert made.kind is UNSET
    assert made.extra == {"new": [1]}
    assert again(Box(id=1)).extra == {}


def test_a_copy_may_have_other_values_and_extra_fields_of_its_own():
    box = Box(id=1)
    box._set_extra({"new": [1]})
    replaced = box.__replace__(id=2, kind="red")
    assert (replaced.id, replaced.kind, replaced.extra) == (2, "red", {"new": [1]})
    replaced.extra["new"] = []
    assert (box.id, box.kind, box.extra) == (1, UNSET, {"new": [1]})
    with pytest.raises(TypeError, match="colour"):
        box.__replace__(colour="red")
    assert vars(Box)["__replace__"] is Model.__replace__  # not that of attrs


@model
class Event(Model):
    at: datetime
    day: date | Unset = UNSET
    boxes: list[Box] | Unset = UNSET
    id: UUID | Unset = UNSET


MOMENT, DAY = datetime(2026, 1, 2, 3, tzinfo=UTC), date(2026, 1, 2)


def test_dates_are_strings_or_objects():
    event = Event(at=MOMENT, day=DAY, id=UUID(int=7))
    said = {"at": "2026-01-02T03:00:00+00:00", "day": "2026-01-02", "id": str(UUID(int=7))}
    assert event.to_dict() == event.to_dict(dates="iso") == said
    event._set_extra({"inside": [{"day": DAY}]})
    kept = event.to_dict(dates="datetime")
    assert kept == {"at": MOMENT, "day": DAY, "id": str(UUID(int=7)), "inside": [{"day": DAY}]}
    assert Event.from_dict(kept).day == DAY


@pytest.mark.parametrize("dates", ["python", True, None, []])
def test_another_word_for_dates_is_refused(dates):
    with pytest.raises(InvalidArgumentError, match=re.escape(f"dates must be 'iso' or 'datetime', got {dates!r}")):
        Event(at=MOMENT).to_dict(dates=dates)


def test_a_dict_becomes_a_model():
    """Keys are those of JSON; values may be objects."""
    data = {"at": MOMENT, "day": "2026-01-02", "boxes": [{"id": 1, "boxKind": "red", "new": 1}], "id": UUID(int=7)}
    event = Event.from_dict(data)
    assert (event.at, event.day, event.id) == (MOMENT, DAY, UUID(int=7))
    assert event.boxes[0].kind == "red"
    assert event.boxes[0].extra == {"new": 1}
    assert Event.from_dict(event) == Event.from_dict(MappingProxyType(event.to_dict())) == event
    assert type(Crate.from_dict({"id": 1})) is Crate


def test_a_model_shares_no_list_with_the_dict_it_was_made_of():
    data = {"id": 1, "tags": ["red"]}
    Box.from_dict(data).tags.append("blue")
    assert data == {"id": 1, "tags": ["red"]}


def test_what_does_not_fit_is_an_error_or_is_kept():
    data = {"at": "noon", "boxes": [{"id": 1}, {"id": "2", "tags": []}]}
    with pytest.raises(InvalidArgumentError) as caught:
        Event.from_dict(data)
    assert str(caught.value) == (
        "The data is not what the spec says: Event.at: expected datetime, found str; "
        "Event.boxes.1.id: expected int, found str"
    )
    kept = Event.from_dict(data, strict=False)
    assert (kept.at, kept.boxes[1].id) == ("noon", "2")
    assert Event.from_dict({}, strict=False).at is UNSET
    with pytest.raises(InvalidArgumentError, match="Event.at: expected datetime, found nothing"):
        Event.from_dict({})


@pytest.mark.parametrize("data", [[], None, "at", 7])
def test_what_is_no_dict_never_becomes_a_model(data):
    with pytest.raises(InvalidArgumentError, match=f"Event: expected Event, found {type(data).__name__}"):
        Event.from_dict(data, strict=False)
