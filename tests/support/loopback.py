"""A loopback port with one thread a connection, that can be closed and opened again."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
STOP_SECONDS = 10


def reset_on_close(sock: socket.socket) -> None:
    """Make the next close of `sock` send a reset (RST) instead of an orderly end (FIN)."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def finish_sending(sock: socket.socket) -> None:
    """Tell the peer that nothing more will come, if it is still there."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_WR)


class Loopback:
    """A port of 127.0.0.1 whose connections are each served by a thread.

    The port stays reserved while it is closed, so a client is refused and no other
    program can take it.

    Attributes:
        port: The port number; the same for the whole life.
        stopping: Set when the end has come. Whoever waits, waits for this too.
    """

    def __init__(self, serve: Callable[[socket.socket, int], None]) -> None:
        """`serve(socket, number)` is called in a thread for each connection, numbered from 0."""
        self.stopping = threading.Event()
        self._serve = serve
        self._reserved = self._bind(0)  # bound, never listening: connecting to it is refused
        self.port: int = self._reserved.getsockname()[1]
        self._lock = threading.Lock()
        self._live: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._accepted = 0
        self._closing: tuple[threading.Thread, socket.socket] | None = None
        self.open()

    @property
    def accepted(self) -> int:
        """How many connections were accepted so far."""
        return self._accepted

    def open(self) -> None:
        """Accept connections (again)."""
        listener = self._bind(self.port)
        listener.listen(256)
        waked, waker = socket.socketpair()
        thread = threading.Thread(target=self._accept, args=(listener, waked), name=f"accept-{self.port}")
        self._closing = (thread, waker)
        thread.start()

    def close(self) -> None:
        """Refuse connections from now on. Those that are open stay."""
        if self._closing is not None:
            thread, waker = self._closing
            self._closing = None
            waker.close()
            thread.join(STOP_SECONDS)

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """Refuse connections within the block."""
        self.close()
        try:
            yield
        finally:
            self.open()

    def stop(self) -> None:
        """Close the port, end all connections and wait for their threads."""
        self.stopping.set()
        self.close()
        self._reserved.close()
        self.end_connections()
        for thread in self._threads:
            thread.join(STOP_SECONDS)
        stuck = [thread.name for thread in self._threads if thread.is_alive()]
        assert not stuck, f"threads that did not end: {stuck}"

    def end_connections(self) -> None:
        """End all connections that are open now."""
        with self._lock:
            for sock in self._live:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def track(self, sock: socket.socket) -> None:
        """End `sock` too when this ends."""
        with self._lock:
            self._live.add(sock)
            if self.stopping.is_set():
                sock.shutdown(socket.SHUT_RDWR)

    def forget(self, sock: socket.socket) -> None:
        """Close `sock`, which was tracked."""
        with self._lock:
            self._live.discard(sock)
            sock.close()

    @staticmethod
    def _bind(port: int) -> socket.socket:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        return sock

    def _accept(self, listener: socket.socket, waked: socket.socket) -> None:
        with listener, waked:
            while waked not in select.select([listener, waked], [], [])[0]:
                sock, _ = listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                number, self._accepted = self._accepted, self._accepted + 1
                thread = threading.Thread(target=self._run, args=(sock, number), name=f"connection-{number}")
                self._threads.append(thread)
                thread.start()

    def _run(self, sock: socket.socket, number: int) -> None:
        try:
            with contextlib.suppress(OSError):  # the peer may leave at any moment
                self.track(sock)
                self._serve(sock, number)
        finally:
            self.forget(sock)
