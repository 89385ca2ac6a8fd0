"""Content codings of answers."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.coding import Decoder, decoded
from synapse_runtime.message import ConnectionLost


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_pieces_of_any_size_give_the_content(content, size):
    for coding, packed in (("gzip", gzip.compress(content)), ("deflate", zlib.compress(content)), ("", content)):
        decoder = Decoder(coding)
        found = b"".join(decoder.feed(packed[at : at + size]) for at in range(0, len(packed), size))
        decoder.end()
        assert found == content
        assert decoded(packed, coding) == content


def test_several_members_are_one_content():
    assert decoded(gzip.compress(b"one") + gzip.compress(b"two"), "gzip") == b"onetwo"


def test_an_empty_body_stays_empty_and_an_unknown_coding_stays_as_it_is():
    assert decoded(b"", "gzip") == b""
    assert decoded(b"raw", "br") == b"raw"


def test_what_is_cut_or_not_what_it_is_said_to_be_is_told():
    with pytest.raises(ConnectionLost, match="cut"):
        decoded(gzip.compress(b"content")[:-3], "gzip")
    with pytest.raises(ConnectionLost, match="not compressed as it says"):
        decoded(b"no gzip", "gzip")
