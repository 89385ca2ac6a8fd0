"""The table of scalars."""

from random import Random

import pytest
from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS

NOW = "2026-01-01T00:00:01Z"
SENT_AS_FILES = {"file", "data_uri"}
"""Their samples are what a response shows, a name or a URL, and not what a request sends."""


@pytest.mark.parametrize("name", sorted(MOCK_SCALARS.keys() - SENT_AS_FILES))
def test_a_sample_is_accepted(name):
    scalar = MOCK_SCALARS[name]
    assert scalar.accepts(scalar.sample(Random(0), NOW))


@pytest.mark.parametrize("name", sorted(SENT_AS_FILES))
def test_the_sample_of_a_file_is_a_name(name):
    assert MOCK_SCALARS[name].sample(Random(0), NOW) == f"{name}-d82c07cd"
