"""Content codings of answers."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http.errors import DecodeError
from synapse_http.messages import ReadError
from synapse_http.transport.content_coding import Decoder


def decode_content(chunks, coding):
    decoder = Decoder(coding)
    content = b"".join(piece for chunk in chunks for piece in decoder.decode(chunk))
    decoder.finish()
    return content


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_pieces_of_any_size_give_the_content(content, size):
    for coding, packed in (("gzip", gzip.compress(content)), ("deflate", zlib.compress(content)), ("", content)):
        assert decode_content([packed[at : at + size] for at in range(0, len(packed), size)], coding) == content
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
    packed = b"".join(gzip.compress(content) + padding for content in contents)
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert decode_content(chunks, "gzip") == b"".join(contents) == decode_content([packed], "gzip")


def test_a_member_may_begin_with_the_last_byte_of_a_chunk():
    first, second = gzip.compress(b"first "), gzip.compress(b"second")
    assert decode_content([first + second[:1], second[1:]], "gzip") == b"first second"


def test_what_follows_a_whole_member_and_is_none_is_told():
    with pytest.raises(ReadError, match="not compressed as it says"):
        decode_content([gzip.compress(b"content") + b"\0 and something else"], "gzip")


def test_the_work_grows_with_the_bytes_and_no_faster(monkeypatch):
    """However many members there are, and however much padding follows."""
    copied = []

    class Member:
        def __init__(self, wbits):
            self.made = made(wbits)

        def decompress(self, block):
            content = self.made.decompress(block)
            copied.append(len(block) + len(self.made.unused_data))
            return content

        eof = property(lambda self: self.made.eof)
        unused_data = property(lambda self: self.made.unused_data)

    made = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Member)
    members = gzip.compress(b"") * 5000
    assert decode_content([members], "gzip") == b""
    assert sum(copied) < 5000 * 2100 + 2 * len(members)
    copied.clear()
    assert decode_content([gzip.compress(b"a"), *[bytes(1000)] * 99], "gzip") == b"a"
    assert sum(copied) < 3000


def test_a_bomb_is_inflated_piece_by_piece():
    packed = gzip.compress(bytes(1 << 25))
    assert max(map(len, Decoder("gzip").decode(packed))) < 1 << 21


def bounded(*chunks, coding="gzip", max_bytes=1000):
    decoder = Decoder(coding, max_bytes)
    content = b"".join(piece for chunk in chunks for piece in decoder.decode(chunk))
    decoder.finish()
    return content


@pytest.mark.parametrize(
    "chunks", [[gzip.compress(bytes(1001))], [gzip.compress(b"")] * 51, [gzip.compress(b"") * 51]], ids=len
)
def test_what_inflates_or_is_sent_without_end_is_refused_and_says_what_to_do(chunks):
    with pytest.raises(DecodeError, match="more than 1000 bytes. .* with a larger max_response_bytes"):
        bounded(*chunks)


def test_what_is_as_large_as_allowed_is_whole():
    assert bounded(gzip.compress(bytes(1000))) == bytes(1000)
    assert bounded(b"a" * 500, b"b" * 500, coding="") == b"a" * 500 + b"b" * 500
    assert bounded(coding="") == b""
