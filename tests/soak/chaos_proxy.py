"""A proxy that breaks connections by chance, as a process of its own: `python -m soak.chaos_proxy UPSTREAM SEED`.

It prints its URL, and ends with its standard input. Some connections end at an ingress that knows no backend: it
answers 404, as during a roll-out.
"""

from __future__ import annotations

import random
import socket
import sys

from support.loopback import finish_sending
from support.proxy import Fault, FaultProxy, dribble, drop, reset, stall

INGRESS_SHARE = 0.04
FAULT_SHARE = 0.6
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 19\r\n\r\n404 page not found\n"


class ChaosProxy(FaultProxy):
    """Breaks each connection in a way of its own, at a byte of its own."""

    def __init__(self, upstream: str, seed: int) -> None:
        self._random = random.Random(seed)
        super().__init__(upstream)

    def _serve(self, client: socket.socket, number: int) -> None:
        if self._random.random() >= INGRESS_SHARE:
            super()._serve(client, number)
            return
        received = b""
        while b"\r\n\r\n" not in received and (block := client.recv(65_536)):
            received = received[-3:] + block
        client.sendall(NOT_FOUND)
        finish_sending(client)
        while client.recv(65_536):
            pass

    def _faults_of(self, number: int) -> list[Fault]:
        if self._random.random() >= FAULT_SHARE:
            return []
        choose = self._random.choice
        direction = choose(("to_server", "to_client", "to_client"))
        at = int(2 ** self._random.uniform(4, 19))  # some break in the first head, some after many responses
        fault = choose((drop, drop, reset, reset, stall))(direction, at)
        return [fault, dribble("to_client", at // 2, size=4_096)] if self._random.random() < 0.1 else [fault]


def main() -> None:
    upstream, seed = sys.argv[1:]
    with ChaosProxy(upstream, int(seed)) as proxy:
        print(proxy.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
