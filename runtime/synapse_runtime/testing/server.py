"""The mock behind a real address: HTTP/1.1 on a loopback port, with connections that faults break."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import struct
import threading
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http.client import responses
from ipaddress import ip_address
from typing import TYPE_CHECKING, BinaryIO, Self, cast

import h11

from .control import Control
from .messages import SPOOL_BYTES, MockRequest, MockResponse, iter_sent_chunks, server_error, spool

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

    from .mock_backend import MockBackend

_LOG = logging.getLogger(__name__)
_READ_BYTES = 64 * 1024
_DRAIN_SECONDS = 1.0
"""How long the server reads what follows a malformed request, before it closes the connection."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with a timeout of 0: close with a reset."""


class MockServer:
    """Serves a backend from a thread of its own. Use it as a context manager, or call `start` and `stop`."""

    def __init__(
        self, backend: MockBackend, host: str = "127.0.0.1", port: int = 0, *, control_token: str | None = None
    ) -> None:
        """Choose a backend and an address.

        Args:
            backend: The backend.
            host: The address to listen on. Any but a loopback address opens the mock to the network.
            port: The port; 0 takes a free one.
            control_token: What requests to `/__mock__/` must send; by default a new token.
        """
        self.backend = backend
        self.control_token = control_token or secrets.token_urlsafe()
        """What requests to `/__mock__/` must send, as `Authorization: Bearer <token>`."""
        self._host = host
        self._port = port
        self._running: tuple[threading.Thread, Callable[[], object]] | None = None
        """The thread, and what ends it."""
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The base URL for clients, without the prefix of the backend."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def start(self) -> None:
        """Start listening.

        Raises:
            OSError: The port is taken, or the address does not belong to this machine.
        """
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.create_server((self._host, self._port), family=family, backlog=1024)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted connections inherit it
        address, self._port, *_ = listener.getsockname()
        self.is_loopback = ip_address(address).is_loopback
        self._control = Control(self.backend, self.control_token, is_loopback=self.is_loopback)
        ready: Future[Callable[[], object]] = Future()
        thread = threading.Thread(target=self._run, args=(listener, ready), name="mock-server", daemon=True)
        thread.start()
        self._running = thread, ready.result()

    def stop(self) -> None:
        """Stop listening, and break open connections. The next start takes the same port."""
        if self._running is not None:
            thread, end = self._running
            end()
            thread.join()
            self._running = None

    @contextmanager
    def refusing(self) -> Generator[None]:
        """Refuse all connections within the `with` block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    # In the thread ----------------------------------------------------------------------

    def _run(self, listener: socket.socket, ready: Future[Callable[[], object]]) -> None:
        asyncio.run(self._serve(listener, ready))

    async def _serve(self, listener: socket.socket, ready: Future[Callable[[], object]]) -> None:
        stopping = asyncio.Event()
        server = await asyncio.start_server(self._accept, sock=listener, limit=_READ_BYTES)
        ready.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, stopping.set))
        await stopping.wait()
        server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._connections.add(task)
        try:
            with suppress(ConnectionError, asyncio.CancelledError):
                await _Connection(self.backend, self._control, reader, writer).serve()
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


class _BrokenByFaultError(ConnectionError):
    """A fault has ended the connection."""


class _Connection:
    """A connection with a client."""

    def __init__(
        self, backend: MockBackend, control: Control, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._backend = backend
        self._control = control
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER)

    async def serve(self) -> None:
        """Respond to requests until the client closes the connection, or a response must."""
        while True:
            try:
                request = await self._read_request()
            except h11.RemoteProtocolError as error:
                await self._refuse(error)
                return
            if request is None:
                return
            try:
                response = await self._respond(request)
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
                await self._write(self._encode(h11.InformationalResponse(status_code=100, headers=[])))
            self._http.receive_data(await self._reader.read(_READ_BYTES))

    async def _read_request(self) -> MockRequest | None:
        """Return the next request with its whole body, or None if the client is done."""
        head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        body = await self._read_body()
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers]
        return MockRequest.from_target(head.method.decode("ascii"), head.target.decode("latin-1"), headers, body)

    async def _read_body(self) -> bytes | BinaryIO:
        """Return the whole body of a request. If it breaks off, the parser raises."""
        with ExitStack() as stack:
            file = stack.enter_context(spool())
            while isinstance(event := await self._event(), h11.Data):
                file.write(event.data)
            size = file.tell()
            file.seek(0)
            if size <= SPOOL_BYTES:
                return file.read()
            stack.pop_all()
            return file

    async def _respond(self, request: MockRequest) -> MockResponse:
        response = self._control.respond(request)
        if response is not None:
            return response
        try:
            if isinstance(request.body, bytes):
                return self._backend.respond(request)
            # a large body takes long: other connections must not wait for it
            return await asyncio.get_running_loop().run_in_executor(None, self._backend.respond, request)
        except Exception:  # noqa: BLE001 - the server outlives any bug of the mock
            _LOG.exception("the mock failed on %s", self._backend.route_of(request))
            return server_error().response

    async def _send(self, response: MockResponse) -> None:
        if response.delay:
            await asyncio.sleep(response.delay)
        if response.connection_end in {"reset", "refused"}:
            self._reset()
        if response.connection_end in {"dropped", "reset", "refused"}:
            raise _BrokenByFaultError
        headers = [(name, value) for name, value in response.headers.items()]
        if isinstance(response.body, bytes) and "Content-Length" not in response.headers:
            headers.append(("Content-Length", str(len(response.body))))
        reason = responses.get(response.status_code, "")
        head = self._encode(h11.Response(status_code=response.status_code, reason=reason, headers=headers))
        for chunk in iter_sent_chunks(response):
            if response.chunk_delay:
                await self._write(head)
                await asyncio.sleep(response.chunk_delay)
                head = b""
            # The first chunk goes out with the head: a small response is one packet.
            await self._write(head + self._encode(h11.Data(data=chunk)))
            head = b""
        if response.connection_end == "cut":
            raise _BrokenByFaultError
        await self._write(head + self._encode(h11.EndOfMessage()))

    def _encode(self, *events: h11.Event) -> bytes:
        return b"".join(self._http.send(event) or b"" for event in events)

    async def _write(self, data: bytes) -> None:
        if data:
            self._writer.write(data)
            await self._writer.drain()

    def _reset(self) -> None:
        """End the connection with a TCP reset."""
        connection: socket.socket = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._writer.transport.abort()

    async def _refuse(self, error: h11.RemoteProtocolError) -> None:
        """Respond to what is not HTTP, and end the connection."""
        body = f"Bad request: {error}\n".encode()
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), ("Connection", "close")]
        response = h11.Response(status_code=error.error_status_hint, headers=headers)
        await self._write(self._encode(response, h11.Data(data=body), h11.EndOfMessage()))
        with suppress(OSError):  # a client that speaks TLS is gone by now
            self._writer.write_eof()
        # Closing with unread bytes would send a reset, and the client would lose the response.
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_SECONDS):
                while await self._reader.read(_READ_BYTES):
                    pass
