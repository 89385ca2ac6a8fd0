"""Names: whatever travels can be written in Python, and what is written already stays."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from synapse_codegen.naming import (
    RESERVED,
    alias_name,
    class_name,
    constant_name,
    enum_value_name,
    field_name,
    is_name,
)

WIRE = st.text(max_size=12) | st.text("abzABZ019_-. $ß한", max_size=12) | st.sampled_from(keyword.kwlist)


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("project", "project"),
        ("created_at", "created_at"),
        ("createdAt", "created_at"),
        ("CreatedAt", "created_at"),
        ("HTTPServerID", "http_server_id"),
        ("userIDs", "user_ids"),
        ("URLsFound", "urls_found"),
        ("Content-Range", "content_range"),
        ("meta.filename", "meta_filename"),
        ("__private__", "private"),
        ("s3Bucket", "s3_bucket"),
        ("x1Y2", "x1_y2"),
        ("2fa", "value_2fa"),
        ("$", "value"),
        ("", "value"),
        ("class", "class_"),
        ("from", "from_"),
        ("self", "self_"),
        ("None", "none"),
        ("이름", "이름"),
        ("ｆｕｌｌ", "full"),
    ],
)
def test_fields_are_snake_case(wire, name):
    assert field_name(wire) == name


@pytest.mark.parametrize(
    ("wire", "name"),
    [("amazon_s3", "AMAZON_S3"), ("in progress", "IN_PROGRESS"), ("inProgress", "IN_PROGRESS"), ("1", "VALUE_1")],
)
def test_enum_values_are_upper_case(wire, name):
    assert enum_value_name(wire) == name


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("tasks", "Tasks"),
        ("data_units", "DataUnits"),
        ("HTTPServer", "HTTPServer"),
        ("none", "None_"),
        ("2d", "Value2d"),
    ],
)
def test_classes_are_pascal_case(wire, name):
    assert class_name(wire) == name


def test_constants_are_the_verb_in_capitals():
    assert constant_name("set_tags") == "SET_TAGS"


def test_aliases_and_variants_are_named_after_their_class():
    assert alias_name("TaskStatus") == "TaskStatusLike"


def test_keywords_are_no_names():
    assert is_name("project")
    assert not is_name("class")
    assert not is_name("None")
    assert not is_name("1st")


@pytest.mark.parametrize("make", [field_name, enum_value_name, class_name])
@given(wire=WIRE)
@example(wire="¯")
@example(wire="ŉ")
@example(wire="İ")
def test_every_name_is_valid_and_idempotent(make, wire):
    name = make(wire)
    assert is_name(name)
    assert make(name) == name


@given(WIRE)
def test_fields_take_no_reserved_name(wire):
    assert field_name(wire) not in RESERVED
