"""Models as types of pydantic: cattrs validates them, `to_dict` serializes them, and the JSON schema has the fields."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from synapse_http.values import UNSET, Unset
from synapse_runtime.serialization.annotations import Discriminator, WireName
from synapse_runtime.serialization.model import Model, model
from synapse_runtime.types import DataUri, Json


class Colour(StrEnum):
    RED = "red"


@model
class Cat(Model):
    """A cat."""

    name: str
    kittens: list[Cat] | Unset = UNSET
    colour: Colour | str | Unset = UNSET


@model
class Dog(Model):
    name: str
    portrait: DataUri | Unset | None = UNSET
    notes: Json | Unset = UNSET


Pet = Annotated[Cat | Dog, Discriminator("Pet", "kind", {"cat": "Cat", "dog": "Dog"})]


@model
class Home(Model):
    since: Annotated[datetime, WireName("livesThereSince")]
    pets: dict[str, Pet] | Unset = UNSET
    counts: list[int] | Unset = UNSET


class Street(BaseModel):
    homes: list[Home]
    first: Home | None = None


DATA = {
    "livesThereSince": "2026-01-02T03:04:05+00:00",
    "pets": {"Tom": {"kind": "cat", "name": "Tom", "kittens": [{"name": "Tim"}], "colour": "green"}},
    "counts": [1, 2],
    "new": {"x": 1},
}


def test_data_becomes_models_and_goes_out_as_it_came():
    street = Street.model_validate({"homes": [DATA], "first": Home.from_dict(DATA)})
    assert street.first == street.homes[0] == Home.from_dict(DATA)
    assert street.model_dump() == street.model_dump(mode="json") == {"homes": [DATA], "first": DATA}
    assert Street.model_validate_json(street.model_dump_json()) == street
    assert Street(homes=[]).model_dump() == {"homes": [], "first": None}


def test_a_model_stays_the_object_it_is():
    home = Home.from_dict(DATA)
    assert Street(homes=[home]).homes[0] is home


def test_each_value_that_does_not_fit_is_named_by_its_place():
    with pytest.raises(ValidationError) as caught:
        Street.model_validate({"homes": [DATA, {"counts": [1, "2"]}, 7]})
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [
        (("homes", 1, "livesThereSince"), "Expected datetime, found nothing"),
        (("homes", 1, "counts", 1), "Expected int, found str"),
        (("homes", 2), "Expected Home, found int"),
    ]


def test_a_value_that_json_cannot_say_is_an_error_of_pydantic_too():
    with pytest.raises(ValidationError, match="object cannot be sent as JSON"):
        Street.model_validate({"homes": [{"livesThereSince": object()}]})


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_has_the_fields_and_what_they_hold(mode):
    schema = Street.model_json_schema(mode=mode)
    home, cat, dog = (schema["$defs"][name] for name in ("Home", "Cat", "Dog"))
    assert schema["properties"]["homes"]["items"] == {"$ref": "#/$defs/Home"}
    assert home["required"] == ["livesThereSince"]
    assert home.get("additionalProperties", True) is True  # pydantic 2.11 leaves out what is the default
    assert home["properties"]["livesThereSince"]["format"] == "date-time"
    assert home["properties"]["counts"]["items"] == {"type": "integer"}
    assert home["properties"]["pets"]["additionalProperties"] == {
        "anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]
    }
    assert cat["description"] == "A cat."
    assert cat["properties"]["kittens"]["items"] == {"$ref": "#/$defs/Cat"}
    assert cat["properties"]["colour"]["anyOf"] == [{"$ref": "#/$defs/Colour"}, {"type": "string"}]
    assert [option["type"] for option in dog["properties"]["portrait"]["anyOf"]] == ["string", "null"]


def test_a_model_has_an_adapter_of_its_own():
    adapter = TypeAdapter(list[Cat])
    assert adapter.dump_python(adapter.validate_python([{"name": "Tom"}])) == [{"name": "Tom"}]
    assert adapter.json_schema()["items"] == {"$ref": "#/$defs/Cat"}
