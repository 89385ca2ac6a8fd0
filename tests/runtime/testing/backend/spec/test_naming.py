"""Names that belong together."""

import pytest
from synapse_runtime.testing.backend.spec.naming import (
    comparison_for,
    field_for,
    id_fields,
    resource_for,
    singularize,
    snake_case,
    strip_id_suffix,
)

MEMBERS = ("created_at", "madeAt", "size", "project", "tags", "version", "shipId", "entry_id")


@pytest.mark.parametrize(
    ("plural", "one"),
    [("data_units", "data_unit"), ("entries", "entry"), ("classes", "class"), ("glass", "glass"), ("sheep", "sheep")],
)
def test_plurals_have_a_singular(plural, one):
    assert singularize(plural) == one


@pytest.mark.parametrize(
    ("name", "expected"),
    [("job_id", "job"), ("jobId", "job"), ("job_ids", "job"), ("shipIds", "ship"), ("row_pk", "row"), ("id", ""),
     ("ids", ""), ("grid", ""), ("status", "")],
)  # fmt: skip
def test_id_suffixes_are_stripped(name, expected):
    assert strip_id_suffix(name) == expected


@pytest.mark.parametrize(
    ("name", "member"),
    [("project", "project"), ("project_id", "project"), ("projectId", "project"), ("project_ids", "project"),
     ("versions", "version"), ("tag_ids", "tags"), ("ship", "shipId"), ("entry", "entry_id"), ("status", "")],
)  # fmt: skip
def test_a_parameter_means_a_field(name, member):
    assert field_for(name, MEMBERS) == member


@pytest.mark.parametrize(
    ("name", "found"),
    [("created_after", ("created_at", ">")), ("madeBefore", ("madeAt", "<")), ("size__gte", ("size", ">=")),
     ("size_lt", ("size", "<")), ("sinceTime", ("", "")), ("after", ("", "")),
     ("color_after", ("", "")), ("", ("", ""))],
)  # fmt: skip
def test_comparisons(name, found):
    assert comparison_for(name, MEMBERS) == found


@pytest.mark.parametrize(
    ("name", "noun"),
    [("data_unit", "data_units"), ("dataUnitId", "data_units"), ("job_id", "jobs"), ("entry", "entries"), ("x", "")],
)
def test_a_field_refers_to_a_resource(name, noun):
    assert resource_for(name, {"data_units", "jobs", "entries"}) == noun


def test_ids_of_rows_have_a_few_names():
    assert id_fields("tasks", ["ids", "task_ids", "taskIds", "tag_ids", "tags"]) == ["ids", "task_ids", "taskIds"]


def test_snake_case():
    assert snake_case("dataUnitID") == "data_unit_id"
