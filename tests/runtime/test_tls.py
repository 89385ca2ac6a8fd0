"""TLS inside TLS, with a peer in memory."""

from __future__ import annotations

import contextlib
import ssl
from functools import partial

import pytest
from support.tls import Authority
from synapse_runtime._tls import InnerTls


class Peer:
    """The outer connection and the server behind it, which repeats what it hears; it takes a few bytes at a time."""

    def __init__(self, context: ssl.SSLContext, ending: str) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)
        self._ending = ending
        self.settimeout, self.fileno, self.close = print, partial(int, "7"), print

    def send(self, data: memoryview) -> int:
        return self._in.write(data[:1000])

    def recv(self, size: int) -> bytes:
        with contextlib.suppress(ssl.SSLWantReadError):
            self._tls.do_handshake()
            self._tls.write(self._tls.read(size))
        found = self._out.read(size)
        if not found and self._ending == "farewell":
            with contextlib.suppress(ssl.SSLWantReadError):
                self._tls.unwrap()
            found = self._out.read(size)
        return found


@pytest.mark.parametrize("ending", ["farewell", "cut"])
def test_what_is_sent_arrives_and_an_end_without_a_farewell_is_none(ending):
    authority = Authority()
    inner = InnerTls(Peer(authority.serve("backend.test"), ending), authority.trust(), "backend.test")
    message = bytes(range(256)) * 40
    assert inner.send(memoryview(message)) == len(message)
    heard = b""
    while len(heard) < len(message):
        heard += inner.recv(4000)
    assert (heard, inner.fileno()) == (message, 7)
    if ending == "farewell":
        assert inner.recv(10) == b""
    else:
        with pytest.raises(ssl.SSLEOFError):
            inner.recv(10)


def test_a_server_of_another_name_is_not_trusted():
    authority = Authority()
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        InnerTls(Peer(authority.serve("another.test"), "cut"), authority.trust(), "backend.test")
