"""The scalars: what the generator knows of each, and that the runtime and the mock have the same."""

from __future__ import annotations

import importlib

import pytest
from synapse_codegen.scalars import SCALARS, SYNONYMS

GOOD = {
    "int": [0, -1],
    "float": [0, 1.5],
    "str": ["", "a"],
    "bool": [True, False],
    "datetime": ["2025-01-31T09:00:00Z", "2025-01-31T09:00:00.5+09:00"],
    "date": ["2025-01-31"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
    "json": [None, 1, "a", [], {}],
    "stored_files": [{}, {"image": "/a"}, {"image": {"url": "/a", "checksum": "0"}}, [{"url": "/a"}]],
    "file": ["a.jpg"],
    "data_uri": ["data:,a"],
}
BAD = {
    "int": [True, 1.5, "1", None],
    "float": [True, "1.5", None],
    "str": [1, None, []],
    "bool": [0, "true", None],
    "datetime": ["yesterday", 1, None],
    "date": ["2025-13-01", 20250131, None],
    "uuid": ["12", 12, None],
    "json": [],
    "stored_files": [None, "/a", [1], {"image": None}, {"image": {"checksum": "0"}}],
    "file": [1, None],
    "data_uri": [1, None],
}


@pytest.mark.parametrize("name", SCALARS)
def test_a_scalar_accepts_its_values_and_no_others(name):
    accepts = SCALARS[name].accepts
    assert all(accepts(value) for value in GOOD[name])
    assert not any(accepts(value) for value in BAD[name])


@pytest.mark.parametrize("name", SCALARS)
def test_the_example_is_one(name):
    scalar = SCALARS[name]
    assert not scalar.example or scalar.accepts(scalar.example)


@pytest.mark.parametrize("name", SCALARS)
def test_the_annotation_can_be_imported(name):
    module, attribute = SCALARS[name].annotation
    assert hasattr(importlib.import_module(module), attribute)


def test_a_synonym_means_one_scalar():
    assert len(SYNONYMS) == sum(len(scalar.synonyms) for scalar in SCALARS.values())
    assert not SYNONYMS.keys() & SCALARS.keys()
    assert all(synonym == synonym.lower() for synonym in SYNONYMS)


def test_the_runtime_and_the_mock_have_the_same_scalars():
    """A new scalar is one row in each table."""
    from synapse_runtime.serialization.annotations import SCALARS as STRUCTURED
    from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS

    assert {*STRUCTURED} == {*MOCK_SCALARS} == {*SCALARS}
