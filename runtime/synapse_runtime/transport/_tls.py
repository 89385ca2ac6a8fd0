"""TLS: whom to trust, and TLS without I/O."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING, Any

from synapse_runtime.http.messages import ReadError

from ._http1 import READ, Read, Write
from ._network import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._http1 import Step, Steps


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


class Tls:
    """TLS whose bytes somebody else moves: on an event loop, or inside of other TLS; `ssl` wraps true sockets only."""

    def __init__(self, context: ssl.SSLContext, hostname: str) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=hostname)

    @property
    def pending(self) -> bool:
        """Whether something came that nobody has read: no socket shows it any more."""
        return bool(self._incoming.pending or self._tls.pending())

    def handshake(self) -> Steps[None]:
        """Begin."""
        return self._do(self._tls.do_handshake)

    def move(self, step: Step) -> Steps[Any]:
        """Do a step by others, of what is encrypted.

        Raises:
            ReadError: What came is no TLS, or its end is not the peer's: somebody has cut it.
        """
        return self._write(step.content) if isinstance(step, Write) else self._do(self._tls.read, READ)

    def _write(self, content: bytes) -> Steps[None]:
        rest = memoryview(content)
        while rest:
            rest = rest[(yield from self._do(self._tls.write, rest[:READ])) :]

    def _do(self, function: Callable[..., Any], *arguments: Any) -> Steps[Any]:
        while True:
            try:
                outcome = function(*arguments)
            except ssl.SSLWantReadError:
                outcome = self
            except ssl.SSLError as error:
                raise ReadError(told(error)) from None
            if unsent := self._outgoing.read():
                yield Write(unsent)
            if outcome is not self:
                return outcome
            if found := (yield Read()):
                self._incoming.write(found)
            else:
                self._incoming.write_eof()
