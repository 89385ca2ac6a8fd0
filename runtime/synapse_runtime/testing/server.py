"""The mock behind a real address: HTTP/1.1 on a loopback port, with connections that break when told to."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Self

import h11

from .control import control
from .messages import SPOOL, MockRequest, MockResponse, server_error, spooled
from .mock_backend import pieces_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import TracebackType

    from .mock_backend import MockBackend

_LOG = logging.getLogger(__name__)
_READ = 64 * 1024
_LINGER = 1.0
"""Seconds in which the other side may finish what was refused."""

_NO_LINGER = struct.pack("ii", 1, 0)


class MockServer:
    """Serves a backend from a thread of its own. Use it in a `with`, or call `start` and `stop`."""

    def __init__(self, backend: MockBackend, host: str = "127.0.0.1", port: int = 0) -> None:
        """Say what to serve, and where.

        Args:
            backend: Answers the requests.
            host: Address to listen on; loopback, unless it is told otherwise.
            port: 0 takes a free one.
        """
        self.backend = backend
        self._host = host
        self._port = port
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where it is: base URL of a client."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def start(self) -> None:
        """Listen.

        Raises:
            OSError: The port is taken, or the address is not this machine's.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.create_server((self._host, self._port), family=family, backlog=1024)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it
        self._port = listener.getsockname()[1]
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(listener, ready), name="mock-server", daemon=True)
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """Stop listening, and break what is under way. Its port is kept for the next start."""
        if self._thread is None:
            return
        assert self._loop is not None
        assert self._stopping is not None
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._thread = None

    @contextmanager
    def refusing(self) -> Generator[None]:
        """Refuse all connections for a while: nobody listens on the port."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # In the thread ----------------------------------------------------------------------

    def _run(self, listener: socket.socket, ready: threading.Event) -> None:
        asyncio.run(self._serve(listener, ready))

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._accepted, sock=listener, limit=_READ)
        ready.set()
        await self._stopping.wait()
        server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await server.wait_closed()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with suppress(ConnectionError, asyncio.CancelledError):
                await _Connection(self.backend, reader, writer).serve()
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


class _Broken(ConnectionError):
    """A fault has ended the connection."""


class _Connection:
    """One connection: requests in, answers out."""

    def __init__(self, backend: MockBackend, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._backend = backend
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER)

    async def serve(self) -> None:
        """Answer requests for as long as the other side keeps the connection."""
        while True:
            try:
                request = await self._request()
            except h11.RemoteProtocolError as error:
                await self._refuse(error)
                return
            if request is None:
                return
            try:
                response = await self._answer(request)
            finally:
                if not isinstance(request.body, bytes):
                    request.body.close()
            await self._send(response)
            if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                return
            self._http.start_next_cycle()

    async def _event(self) -> h11.Event | type[h11.NEED_DATA | h11.PAUSED]:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event
            if self._http.they_are_waiting_for_100_continue:
                await self._write(self._encoded(h11.InformationalResponse(status_code=100, headers=[])))
            self._http.receive_data(await self._reader.read(_READ))

    async def _request(self) -> MockRequest | None:
        """The next request with its whole body; None where none comes any more."""
        head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        body = await self._body()
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers]
        return MockRequest.of(head.method.decode("ascii"), head.target.decode("latin-1"), headers, body)

    async def _body(self) -> bytes | BinaryIO:
        """The whole body of a request; of one that breaks off the parser complains."""
        with ExitStack() as unfinished:
            file = unfinished.enter_context(spooled())
            while isinstance(event := await self._event(), h11.Data):
                file.write(event.data)
            size = file.tell()
            file.seek(0)
            if size <= SPOOL:
                return file.read()
            unfinished.pop_all()
            return file

    async def _answer(self, request: MockRequest) -> MockResponse:
        told = control(self._backend, request)
        if told is not None:
            return told
        try:
            if isinstance(request.body, bytes):
                return self._backend.answer(request)
            loop = asyncio.get_running_loop()  # a large body takes its time, and others shall not wait for it
            return await loop.run_in_executor(None, self._backend.answer, request)
        except Exception:  # noqa: BLE001 - whatever it is, the connection goes on
            _LOG.exception("the mock failed on %s %s", request.method, request.path)
            return server_error().response

    async def _send(self, response: MockResponse) -> None:
        if response.delay:
            await asyncio.sleep(response.delay)
        if response.ending in {"reset", "refused"}:
            self._reset()
        if response.ending in {"dropped", "reset", "refused"}:
            raise _Broken
        headers = [(name, value) for name, value in response.headers.items()]
        if isinstance(response.body, bytes) and "Content-Length" not in response.headers:
            headers.append(("Content-Length", str(len(response.body))))
        begun = self._encoded(h11.Response(status_code=response.status, headers=headers))
        for piece in pieces_of(
            response
        ):  # each piece goes out with what stands before it: small answers are one packet
            if response.pause:
                await self._write(begun)
                await asyncio.sleep(response.pause)
                begun = b""
            await self._write(begun + self._encoded(h11.Data(data=piece)))
            begun = b""
        if response.ending == "cut":
            raise _Broken
        await self._write(begun + self._encoded(h11.EndOfMessage()))

    def _encoded(self, *events: h11.Event) -> bytes:
        return b"".join(self._http.send(event) or b"" for event in events)

    async def _write(self, data: bytes) -> None:
        if data:
            self._writer.write(data)
            await self._writer.drain()

    def _reset(self) -> None:
        """Let the connection end with a TCP reset."""
        connection: socket.socket = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self._writer.transport.abort()

    async def _refuse(self, error: h11.RemoteProtocolError) -> None:
        """Say that what came is no HTTP; the connection ends."""
        text = f"Bad request: {error}\n".encode()
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(text))), ("Connection", "close")]
        answer = h11.Response(status_code=error.error_status_hint, headers=headers)
        await self._write(self._encoded(answer, h11.Data(data=text), h11.EndOfMessage()))
        with suppress(OSError):  # who wanted TLS, say, is gone as soon as this comes
            self._writer.write_eof()
        with suppress(TimeoutError):  # closed with bytes unread, the answer would be lost in a reset
            async with asyncio.timeout(_LINGER):
                while await self._reader.read(_READ):
                    pass
