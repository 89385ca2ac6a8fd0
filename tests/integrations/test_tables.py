"""Tables of pandas and pyarrow: columns have the types of the spec, and every value is there."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from typing import Annotated
from uuid import UUID

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet
from synapse_http.values import UNSET, Unset
from synapse_integrations.tables import table_maker
from synapse_runtime.serialization.annotations import Discriminator, WireName, plain_types
from synapse_runtime.serialization.model import Model, model, unstructure
from synapse_runtime.types import FileContent, Json

SEOUL = timezone(timedelta(hours=9))


class State(StrEnum):
    NEW = "new"


class Level(IntEnum):
    LOW = 1


@model
class Thing(Model):
    id: int
    done: bool | Unset | None = UNSET
    score: float | Unset | None = UNSET
    state: State | str | Unset = UNSET
    level: Level | int | Unset = UNSET
    file: FileContent | Unset = UNSET
    key: Annotated[UUID | Unset, WireName("thingKey")] = UNSET
    day: date | Unset | None = UNSET
    at: datetime | Unset | None = UNSET
    tags: list[int] | Unset | None = UNSET
    notes: list[Json] | Unset = UNSET
    parent: int | Json | Unset = UNSET
    labels: dict[str, Json] | Unset = UNSET


COLUMNS = [
    "id",
    "done",
    "score",
    "state",
    "level",
    "file",
    "thingKey",
    "day",
    "at",
    "tags",
    "notes",
    "parent",
    "labels",
]
PANDAS = {
    "id": "Int64",
    "done": "boolean",
    "score": "float64",
    "state": "string",
    "level": "Int64",
    "file": "string",
    "thingKey": "string",
    "day": "object",
    "at": "datetime64[us, UTC]",
    "tags": "object",
    "notes": "object",
    "parent": "object",
    "labels": "object",
}
ARROW = {
    "id": "int64",
    "done": "bool",
    "score": "double",
    "state": "string",
    "level": "int64",
    "file": "string",
    "thingKey": "string",
    "day": "date32[day]",
    "at": "timestamp[us, tz=UTC]",
    "tags": "list<item: int64>",
    "notes": "string",
    "parent": "string",
    "labels": "string",
}
FULL = {
    "id": 1,
    "done": True,
    "score": 1,
    "state": "new",
    "level": 2,
    "file": "http://x/y",
    "thingKey": str(UUID(int=7)),
    "day": "2026-01-02",
    "at": "2026-01-02T03:00:00+09:00",
    "tags": [1, 2],
    "notes": [1, "x"],
    "parent": {"id": 7},
    "labels": {"색": None},
}


def table(library, *rows, annotation=Thing):
    models = [Thing.from_dict(row, strict=False) for row in rows] if annotation is Thing else [*rows]
    return table_maker(library)(plain_types(annotation), [unstructure(model, (date,)) for model in models])


def pandas_types(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def arrow_types(arrow):
    return {field.name: str(field.type) for field in arrow.schema}


@pytest.mark.parametrize("rows", [[], [FULL, {"id": 2}]], ids=["no rows", "values and gaps"])
def test_columns_have_the_types_of_the_spec(rows):
    assert pandas_types(table("pandas", *rows)) == PANDAS
    assert arrow_types(table("pyarrow", *rows)) == ARROW


def test_pandas_holds_the_values():
    frame = table("pandas", FULL, {"id": 2, "at": "2026-01-02T00:00:00Z"})
    assert frame["id"].tolist() == [1, 2]
    assert frame["done"].tolist() == [True, pd.NA]
    assert frame["at"].tolist() == [pd.Timestamp("2026-01-01T18:00Z"), pd.Timestamp("2026-01-02T00:00Z")]
    first = frame.iloc[0]
    assert (first["day"], first["tags"], first["labels"]) == (date(2026, 1, 2), [1, 2], {"색": None})


def test_an_id_stays_whole_where_another_is_missing():
    frame = table("pandas", {"id": 2**62 + 1, "parent": 7}, {"parent": None}, {"id": 3, "parent": 8})
    assert frame["id"].tolist() == [2**62 + 1, pd.NA, 3]
    assert frame["parent"].tolist() == [7, pd.NA, 8]


def test_pyarrow_holds_the_values_and_json_of_objects(tmp_path):
    arrow = table("pyarrow", FULL, {"id": 2, "tags": [], "notes": []})
    first, second = arrow.to_pylist()
    assert (first["at"], first["day"]) == (datetime(2026, 1, 2, 3, tzinfo=SEOUL), date(2026, 1, 2))
    assert (first["tags"], second["tags"], second["at"]) == ([1, 2], [], None)
    assert (first["labels"], second["labels"]) == ('{"색": null}', None)
    assert json.loads(first["parent"]) == {"id": 7}
    assert (first["notes"], second["notes"]) == ('[1, "x"]', "[]")
    parquet.write_table(arrow, tmp_path / "things.parquet")
    assert parquet.read_table(tmp_path / "things.parquet") == arrow


def test_a_value_that_does_not_fit_the_spec_is_in_the_table():
    rows = [{"id": "one", "at": "noon", "tags": ["x"]}, {"id": "two"}]
    assert arrow_types(table("pyarrow", *rows)).items() >= {"id": "string", "at": "string"}.items()
    assert table("pyarrow", *rows)["tags"].to_pylist() == [["x"], None]
    mixed = [{"id": "one"}, {"id": 2}]
    assert table("pandas", *mixed)["id"].tolist() == ["one", 2]
    assert table("pyarrow", *mixed)["id"].to_pylist() == ['"one"', "2"]


def test_what_the_spec_does_not_know_has_a_column_by_its_values():
    rows = [{"id": 1, "size": 1, "at_night": True}, {"id": 2, "size": 0.5}]
    frame, arrow = table("pandas", *rows), table("pyarrow", *rows)
    assert [*frame.columns] == arrow.column_names == [*COLUMNS, "size", "at_night"]
    assert (frame["size"].tolist(), arrow["size"].to_pylist()) == ([1.0, 0.5], [1.0, 0.5])
    assert pandas_types(frame)["at_night"] == "boolean"


@pytest.mark.parametrize("annotation", [Json, Annotated[Thing | Json, Discriminator("Any", "kind", {})]])
def test_items_without_a_model_have_the_columns_they_hold(annotation):
    rows = [{"id": 1, "at": datetime(2026, 1, 2, tzinfo=UTC)}, {"name": "x"}]
    assert arrow_types(table("pyarrow", *rows, annotation=annotation)) == {
        "id": "int64",
        "at": "timestamp[us, tz=UTC]",
        "name": "string",
    }
    assert table("pandas", 1, 2, annotation=annotation)["value"].tolist() == [1, 2]
    assert table("pyarrow", annotation=annotation) == pa.table({})


def test_what_a_library_misses_itself_is_its_own_error(monkeypatch, tmp_path):
    (tmp_path / "pandas.py").write_text("import nothing_of_this_name")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "pandas")
    with pytest.raises(ModuleNotFoundError, match="nothing_of_this_name"):
        table_maker("pandas")
