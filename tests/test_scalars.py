"""The scalars of the spec language: the generator, the runtime and the mock know the same."""

from __future__ import annotations

from synapse_codegen.scalars import SCALARS as GENERATED
from synapse_runtime.serialization.scalars import SCALARS as STRUCTURED
from synapse_runtime.testing.backend.spec.scalars import SCALARS as MOCKED


def test_generator_runtime_and_mock_know_the_same_scalars():
    assert GENERATED.keys() == STRUCTURED.keys() == MOCKED.keys()
