"""Content codings of answers."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.http.messages import ReadError
from synapse_runtime.transport import content_coding
from synapse_runtime.transport.content_coding import Decoder


def decode_content(chunks, coding):
    decoder = Decoder(coding)
    content = b"".join(map(decoder.decode, chunks))
    decoder.finish()
    return content


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_pieces_of_any_size_give_the_content(content, size):
    for coding, packed in (("gzip", gzip.compress(content)), ("deflate", zlib.compress(content)), ("", content)):
        decoder = Decoder(coding)
        found = b"".join(decoder.decode(packed[at : at + size]) for at in range(0, len(packed), size))
        decoder.finish()
        assert found == content
        assert decode_content([packed], coding) == content


def test_several_members_are_one_content():
    assert decode_content([gzip.compress(b"one") + gzip.compress(b"two")], "gzip") == b"onetwo"


def test_an_empty_body_stays_empty_and_an_unknown_coding_stays_as_it_is():
    assert decode_content([b""], "gzip") == b""
    assert decode_content([b"raw"], "br") == b"raw"


def test_what_is_cut_or_not_what_it_is_said_to_be_is_told():
    with pytest.raises(ReadError, match="cut"):
        decode_content([gzip.compress(b"content")[:-3]], "gzip")
    with pytest.raises(ReadError, match="not compressed as it says"):
        decode_content([b"no gzip"], "gzip")


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4), st.integers(1, 40), st.sampled_from([b"", b"\0" * 9]))
def test_members_and_padding_may_be_cut_anywhere(contents, size, padding):
    packed = b"".join(map(gzip.compress, contents)) + padding + (gzip.compress(b"late") if padding else b"")
    decoder = Decoder("gzip")
    found = b"".join(decoder.decode(packed[at : at + size]) for at in range(0, len(packed), size))
    decoder.finish()
    assert found == b"".join(contents) == decode_content([packed], "gzip")


def test_a_member_may_begin_with_the_last_byte_of_a_chunk():
    first, second = gzip.compress(b"first "), gzip.compress(b"second")
    decoder = Decoder("gzip")
    assert [decoder.decode(first + second[:1]), decoder.decode(second[1:])] == [b"first ", b"second"]
    decoder.finish()


def test_the_work_grows_with_the_bytes_and_no_faster(monkeypatch):
    """However many members there are, and however much padding follows."""
    copied = []

    class Member:
        def __init__(self, wbits):
            self.made = made(wbits)

        def decompress(self, block, most):
            found = self.made.decompress(block, most)
            copied.append(len(block) + len(self.made.unused_data))
            return found

        unconsumed_tail = b""
        eof = property(lambda self: self.made.eof)
        unused_data = property(lambda self: self.made.unused_data)

    made = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Member)
    members = gzip.compress(b"") * 5000
    assert decode_content([members], "gzip") == b""
    assert sum(copied) < 5000 * 2100 + 2 * len(members)
    copied.clear()
    decoder = Decoder("gzip")
    for _ in range(100):
        decoder.decode(gzip.compress(b"a") if not copied else bytes(1000))
    assert sum(copied) < 3000


def test_what_inflates_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(content_coding, "MAX_BODY_BYTES", 1000)
    with pytest.raises(ReadError, match="inflates to more than 1000 bytes"):
        decode_content([gzip.compress(bytes(1001))], "gzip")
    assert decode_content([gzip.compress(bytes(1000))], "gzip") == bytes(1000)
