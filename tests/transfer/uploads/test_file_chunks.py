"""The md5 of what is sent, taken while it is sent."""

from __future__ import annotations

import hashlib
import random
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_transfer.uploads.file_chunks import MAX_QUEUED, Digest


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@given(st.binary(min_size=1, max_size=50), st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50))))
def test_bytes_count_once_however_often_they_are_sent(content, ranges):
    digest = Digest()
    for start, size in ranges:
        digest.update(start, content[start : start + size])
    digest.update(0, content)
    assert digest.hexdigest() == md5(content)


def test_what_leaves_a_gap_is_not_taken_in():
    digest = Digest()
    digest.update(5, b"later")
    assert (digest.position, digest.hexdigest()) == (0, md5(b""))


PIECE_BYTES = 128 * 1024


@pytest.mark.parametrize("last", [0, 10])
def test_large_pieces_are_hashed_on_a_thread_in_order(last):
    content = random.Random(1).randbytes((MAX_QUEUED + 3) * PIECE_BYTES + last)
    digest = Digest()
    for start in range(0, len(content), PIECE_BYTES):
        digest.update(start, content[start : start + PIECE_BYTES])
    assert any(thread.name.startswith("md5") for thread in threading.enumerate())
    assert digest.hexdigest() == md5(content)
    digest.close()
    digest.close()
