"""TLS: whom to trust, and TLS inside TLS."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._blocking import Socket

_BLOCK = 64 * 1024


def trusting(verify: ssl.SSLContext | str | None) -> ssl.SSLContext:
    """The context for all that is encrypted.

    Args:
        verify: A context, or a file of certificates. None trusts whom the system and the `certifi` package
            trust, or, where `SSL_CERT_FILE` or `SSL_CERT_DIR` is set, whom they name.

    Returns:
        A context that checks certificates and host names.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    context = ssl.create_default_context(cafile=verify)
    if verify is None and not ({"SSL_CERT_FILE", "SSL_CERT_DIR"} & os.environ.keys()):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


class InnerTls:
    """TLS inside TLS, for a proxy that is spoken to encrypted: `ssl` wraps nothing but true sockets."""

    def __init__(self, outer: Socket, context: ssl.SSLContext, hostname: str) -> None:
        self._outer = outer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=hostname)
        self._do(self._tls.do_handshake)
        self.settimeout, self.fileno, self.close = outer.settimeout, outer.fileno, outer.close

    def send(self, data: memoryview) -> int:
        sent: int = self._do(self._tls.write, data[:_BLOCK])
        return sent

    def recv(self, size: int) -> bytes:
        found: bytes = self._do(self._tls.read, size)
        return found

    def _do(self, function: Callable[..., Any], *arguments: Any) -> Any:
        while True:
            try:
                outcome = function(*arguments)
            except ssl.SSLWantReadError:
                outcome = self
            if unsent := self._outgoing.read():
                rest = memoryview(unsent)
                while rest:
                    rest = rest[self._outer.send(rest) :]
            if outcome is not self:
                return outcome
            if found := self._outer.recv(_BLOCK):
                self._incoming.write(found)
            else:
                self._incoming.write_eof()
