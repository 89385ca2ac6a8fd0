"""TLS without I/O, with a peer in memory."""

from __future__ import annotations

import contextlib
import ssl

import pytest
from support.tls import Authority
from synapse_runtime.flow.drivers import run
from synapse_runtime.http.messages import ReadError
from synapse_runtime.transport._http1 import Read, Write
from synapse_runtime.transport._tls import Tls


class Peer:
    """A server that repeats what it hears."""

    def __init__(self, context: ssl.SSLContext, ending: str) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)
        self._ending = ending

    def perform(self, step):
        if isinstance(step, Write):
            self._in.write(step.content)
            return None
        with contextlib.suppress(ssl.SSLWantReadError):
            self._tls.do_handshake()
            while True:
                self._tls.write(self._tls.read(1 << 16))
        found = self._out.read()
        if not found and self._ending == "farewell":
            with contextlib.suppress(ssl.SSLWantReadError):
                self._tls.unwrap()
            found = self._out.read()
        return found


@pytest.mark.parametrize("ending", ["farewell", "cut"])
def test_what_is_sent_arrives_and_an_end_without_a_farewell_is_none(ending):
    authority = Authority()
    peer = Peer(authority.serve("backend.test"), ending)
    tls = Tls(authority.trust(), "backend.test")
    run(tls.handshake(), peer.perform)
    message = bytes(range(256)) * 400
    run(tls.move(Write(message)), peer.perform)
    heard = run(tls.move(Read()), peer.perform)
    assert tls.pending
    while len(heard) < len(message):
        heard += run(tls.move(Read()), peer.perform)
    assert (heard, tls.pending) == (message, False)
    if ending == "farewell":
        assert run(tls.move(Read()), peer.perform) == b""
    else:
        with pytest.raises(ReadError, match="EOF"):
            run(tls.move(Read()), peer.perform)


def test_a_server_of_another_name_is_not_trusted():
    authority = Authority()
    tls = Tls(authority.trust(), "backend.test")
    with pytest.raises(ReadError, match="Hostname mismatch"):
        run(tls.handshake(), Peer(authority.serve("another.test"), "cut").perform)
