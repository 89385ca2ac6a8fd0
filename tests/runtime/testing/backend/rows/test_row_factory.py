"""What new rows are made of."""

from random import Random

import pytest
from synapse_runtime.testing import Clock
from synapse_runtime.testing.backend.files.media import Media
from synapse_runtime.testing.backend.rows.row_factory import RowFactory
from synapse_runtime.testing.backend.rows.store import Table
from synapse_runtime.testing.backend.spec.schema import FieldSchema, Schema

NOW = "2026-01-01T00:00:01Z"


@pytest.fixture
def make(fleet_service):
    """What a member of a type is in a new row, after an example of it."""
    factory = RowFactory(Schema(fleet_service.models), Random(0), Clock(), Media())

    def made(type, like=None, *, file_urls=False, required=True):
        things = Table("things", "Harbor", {"it": FieldSchema(type, required, file_urls)}, "id")
        things.template = {} if like is None else {"it": like}
        schema = factory.schema
        schema._fields["Harbor"] = things.fields
        return factory.make_row(things, {}, {}).get("it", "nothing")

    return made


@pytest.mark.parametrize(
    ("type", "like", "expected"),
    [
        ("str", "as shown", "as shown"),
        ("int | json", 5, 5),
        ("Rig", "ketch", "ketch"),
        ("Position", {"lat": 2.0, "lon": 3.0}, {"lat": 2.0, "lon": 3.0}),
        ("str?", "as shown", None),
        ("Owner?", {"name": "Anna"}, None),
        ("int | str?", 5, None),
        ("list[int]", [1], []),
        ("dict[int]", {"a": 1}, {}),
        ("json", {"a": 1}, {}),
        ("json", [1], []),
        ("json", "x", None),
        ("datetime", "2020-01-01T00:00:00Z", NOW),
        ("datetime?", "2020-01-01T00:00:00Z", None),
    ],
)
def test_a_missing_field_is_empty_or_as_in_the_example(make, type, like, expected):
    assert make(type, like) == expected


def test_missing_files_are_as_in_the_example(make):
    assert make("json", {"image": "/media/a.png"}, file_urls=True) == {"image": "/media/a.png"}
    assert make("str?", "/media/a.png", file_urls=True) == "/media/a.png"


def test_without_an_example_a_required_field_is_made_up_and_another_left_out(make):
    assert make("Position") == {"lat": 1.0, "lon": 1.0}
    assert make("int | str?") is None
    assert make("str", required=False) == "nothing"
