"""The server's side of TLS, in as many layers as a test wants, and with its bytes as they shall travel."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time


class Layer:
    """A plain connection, or TLS over another layer."""

    def __init__(self, beneath: socket.socket | Layer, context: ssl.SSLContext | None = None) -> None:
        self._beneath = beneath
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context and context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        if self._tls is not None:
            self._until(self._tls.do_handshake)

    def send(self, *parts: bytes) -> None:
        """Send, each part as a record of its own, all at once."""
        if self._tls is None:
            self._beneath.sendall(b"".join(parts))
        else:
            for part in parts:
                self._tls.write(part)
            self._flush()

    def send_apart(self, *parts: bytes) -> None:
        """Send all parts at once, each as a record of its own in the layer beneath too."""
        assert self._tls is not None
        records = []
        for part in parts:
            self._tls.write(part)
            records.append(self._outgoing.read())
        if isinstance(self._beneath, Layer):
            self._beneath.send(*records)
        else:
            self._beneath.sendall(b"".join(records))

    def sendall(self, content: bytes) -> None:
        self.send(content)

    def receive(self) -> bytes:
        """What comes next."""
        if self._tls is None:
            return self._beneath.recv(1 << 16)
        return self._until(self._tls.read, 1 << 16)

    def dribble(self, content: bytes) -> None:
        """Send a byte at a time, of what is encrypted, until nobody listens."""
        if self._tls is None:
            raw = content
        else:
            self._tls.write(content)
            raw = self._outgoing.read()
        for number in range(len(raw)):
            if isinstance(self._beneath, Layer):
                self._beneath.send(raw[number : number + 1])
            else:
                self._beneath.sendall(raw[number : number + 1])
            time.sleep(0.01)

    def farewell(self) -> None:
        """Say, in each layer, that nothing more comes."""
        if self._tls is not None:
            with contextlib.suppress(ssl.SSLWantReadError):
                self._tls.unwrap()
            self._flush()
        if isinstance(self._beneath, Layer):
            self._beneath.farewell()

    def _until(self, function, *arguments):
        while True:
            try:
                found = function(*arguments)
            except ssl.SSLWantReadError:
                self._flush()
                came = self._beneath.receive() if isinstance(self._beneath, Layer) else self._beneath.recv(1 << 16)
                if not came:
                    raise ConnectionResetError from None
                self._incoming.write(came)
            else:
                self._flush()
                return found

    def _flush(self):
        if unsent := self._outgoing.read():
            if isinstance(self._beneath, Layer):
                self._beneath.send(unsent)
            else:
                self._beneath.sendall(unsent)


def head_of(peer: Layer) -> bytes:
    """Read a request's head; gives what came after it."""
    came = b""
    while b"\r\n\r\n" not in came:
        if not (found := peer.receive()):
            raise ConnectionResetError
        came += found
    return came.partition(b"\r\n\r\n")[2]
