"""UNSET is one thing in every process, and not null."""

from __future__ import annotations

import copy
import pickle

import pytest
from synapse_runtime.types import UNSET, Unset, is_list, is_mapping, is_object, is_sequence


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_there_is_one_unset_however_it_travels(protocol):
    assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy([UNSET])[0] is UNSET


def test_unset_is_false_and_is_not_none():
    assert not UNSET
    assert UNSET is not None
    assert repr(UNSET) == "UNSET"
    assert isinstance(UNSET, Unset)


def test_json_is_told_from_what_callers_pass():
    assert is_object({})
    assert not is_object([])
    assert is_list([])
    assert not is_list(())
    assert is_mapping({})
    assert not is_mapping([("a", 1)])
    assert is_sequence(())
    assert not is_sequence("ab")
    assert not is_sequence({1})
