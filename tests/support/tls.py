"""TLS before a plain server, with certificates made on the fly."""

from __future__ import annotations

import select
import socket
import ssl
from datetime import datetime
from typing import Self

import trustme

from .loopback import HOST, Loopback

BLOCK = 1 << 16


class Authority:
    """A certificate authority nobody trusts yet."""

    def __init__(self) -> None:
        self._made = trustme.CA()

    def trust(self) -> ssl.SSLContext:
        """A context that trusts it, and nobody else."""
        return ssl.create_default_context(cadata=self.pem)

    @property
    def pem(self) -> str:
        """Its certificate."""
        return self._made.cert_pem.bytes().decode()

    def serve(self, *names: str, **validity: datetime) -> ssl.SSLContext:
        """A context to serve these names with. `validity` has `not_before` and `not_after`; by default it is valid."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._made.issue_cert(*names, **validity).configure_cert(context)
        return context


class Front:
    """Ends TLS and passes on what comes; a context manager.

    With `tunnel` it is a proxy: it takes a CONNECT first, and whatever host that names, it
    connects to the one upstream it has.

    Attributes:
        port: Where it listens.
        tunnelled: The first line of each CONNECT.
    """

    def __init__(self, upstream: int, context: ssl.SSLContext, *, tunnel: bool = False) -> None:
        self._upstream = upstream
        self._context = context
        self._tunnel = tunnel
        self.tunnelled: list[str] = []
        self._loopback = Loopback(self._serve)
        self.port = self._loopback.port

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._loopback.stop()

    def _serve(self, plain: socket.socket, _: int) -> None:
        with self._context.wrap_socket(plain, server_side=True) as secured:
            self._loopback.track(secured)
            try:
                if self._tunnel:
                    head = b""
                    while not head.endswith(b"\r\n\r\n"):
                        head += secured.recv(1)
                    self.tunnelled.append(head.split(b"\r\n")[0].decode())
                    secured.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                with socket.create_connection((HOST, self._upstream)) as upstream:
                    self._loopback.track(upstream)
                    _pass(secured, upstream)
                    self._loopback.forget(upstream)
            finally:
                self._loopback.forget(secured)


def _pass(secured: ssl.SSLSocket, plain: socket.socket) -> None:
    """Pass bytes both ways, on one thread, until one side ends."""
    others = {secured: plain, plain: secured}
    while True:
        ready = [secured] if secured.pending() else select.select([*others], [], [])[0]
        for source in ready:
            block = source.recv(BLOCK)
            if not block:
                return
            others[source].sendall(block)
