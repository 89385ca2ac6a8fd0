"""Our messages as httpx's, and back: requests, headers, errors, and URLs that show no secret."""

from __future__ import annotations

import re
import ssl
import time
from typing import TYPE_CHECKING, Any

import httpx

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, TransportError

from .content_coding import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_runtime.http.messages import Request, RequestBody
    from synapse_runtime.http.urls import BaseURL

# The most specific first: the first that matches is taken.
_TRANSPORT_ERRORS: tuple[tuple[type[Exception], type[TransportError]], ...] = (
    (httpx.PoolTimeout, ConnectTimeout),
    (httpx.ConnectTimeout, ConnectTimeout),
    (httpx.ConnectError, ConnectError),
    (httpx.ProxyError, ConnectError),
    (httpx.UnsupportedProtocol, ConnectError),
    (httpx.TimeoutException, ReadTimeout),
    (httpx.RequestError, ReadError),
)
_QUOTED = re.compile(r":? *(bytearray\()?b['\"].*", re.DOTALL)
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_FRAMING = frozenset({"host", "content-length", "transfer-encoding"})


NO_AUTH = httpx.Auth()
"""Credentials stand in the headers. Without this httpx would take some from netrc, or from a caller's client."""


class RedactedURL(httpx.URL):
    """A URL that is sent as it is, and shown without its secrets.

    httpx logs the URL of each request at INFO, and tracers store `str(request.url)`.
    """

    def __init__(self, url: httpx.URL, display: str) -> None:
        super().__init__(url)
        self._display = display

    def __str__(self) -> str:
        return self._display

    def __repr__(self) -> str:
        return f"URL({self._display!r})"


def to_httpx(base: BaseURL, request: Request, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Request:
    """Build the httpx request of a request.

    Args:
        base: The origin of requests that name no other one.
        request: What to send.
        stream: Its body.

    Raises:
        InvalidArgumentError: A middleware set a header that says where the request goes, or ends.
    """
    headers = [("Host", base.authority if not request.origin else request.origin.partition("://")[2])]
    headers += request.headers
    if not _FRAMING.isdisjoint([name.lower() for name, _ in request.headers]):
        raise InvalidArgumentError(
            "a middleware set one of the headers Host, Content-Length and Transfer-Encoding, which are the "
            "transport's own: leave them out"
        )
    if request.body is not None or request.method in _METHODS_WITH_BODY:
        headers.append(("Content-Length", str(content_length(request.body))))
    connect = seconds_left(request.timeout.connect, request.deadline)
    read = seconds_left(request.timeout.read, request.deadline)
    outgoing = httpx.Request(
        request.method,
        (request.origin or base.origin) + request.target,
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        stream=stream,
        extensions={"timeout": {"connect": connect, "pool": connect, "read": read, "write": read}},
    )
    if any(secret in request.target for secret in request.all_secrets):
        outgoing.url = RedactedURL(outgoing.url, request.display_url)
    return outgoing


def content_length(body: bytes | RequestBody | None) -> int:
    """Return the length of a request's body in bytes."""
    if body is None:
        return 0
    return len(body) if isinstance(body, bytes) else body.length


def chunks_of(body: bytes | RequestBody | None) -> Iterator[bytes]:
    """Yield the bytes of a request's body.

    Raises:
        InvalidArgumentError: They are more or less than it says; h11 would raise an error that httpx does not map.
    """
    if body is None or isinstance(body, bytes):
        if body:
            yield body
        return
    left = body.length
    for chunk in body.chunks():
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left:
        raise InvalidArgumentError("the request cannot be sent: its body has not the length it was said to have")


def hide_location(response: httpx.Response) -> None:
    """Keep httpx from reading where a redirect leads: it does even if it follows none, and fails on what is no URL."""
    if response.has_redirect_location:
        response.extensions["headers"] = response.headers.raw
        del response.headers["location"]


def headers_of(response: httpx.Response) -> dict[str, str]:
    """Return a response's headers by lower-case name; a repeated one becomes a list."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.extensions.get("headers") or response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def seconds_left(timeout: float | None, deadline: float | None) -> float | None:
    """Return how long to wait: the timeout, but not beyond the deadline.

    Raises:
        ConnectTimeout: The deadline has passed, and nothing is sent.
    """
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise ConnectTimeout("the deadline passed")
    return left if timeout is None else min(timeout, left)


def check_limits(size: int, deadline: float | None) -> None:
    """Bound a body that is read into memory: by bytes, and where nothing else does, by time.

    Raises:
        TransportError: That is too much, or too late.
    """
    if size > MAX_BODY_BYTES:
        raise ReadError(f"the response has more than {MAX_BODY_BYTES} bytes")
    if deadline is not None and time.monotonic() > deadline:
        raise ReadTimeout("the deadline passed")


def error_of(error: BaseException) -> BaseException:
    """Return the error of this package for one of httpx, with its cause; any other one as it is."""
    if not isinstance(error, httpx.RequestError):
        return error
    mapped: Exception
    if isinstance(error, httpx.LocalProtocolError):  # it quotes what is wrong, which may be a secret
        mapped = InvalidArgumentError("the request cannot be sent: a header or its URL has characters that end a line")
    else:
        text = str(error) or ("all connections are in use" if isinstance(error, httpx.PoolTimeout) else "")
        # h11 quotes the bytes that break the protocol: they may be a header with a secret
        text = _QUOTED.sub("", f"{type(error).__name__}: {text}".rstrip(": "))
        mapped = next(ours for raised, ours in _TRANSPORT_ERRORS if isinstance(error, raised))(text)
    mapped.__cause__ = error
    return mapped


def stream_of(response: httpx.Response) -> Any:
    """Return a response's body without the generator around it, which would be left unfinished by who leaves early."""
    return getattr(response.stream, "_stream", response.stream)


def is_reusable(response: httpx.Response) -> bool:
    """Tell whether a whole response leaves its connection fit for another one.

    httpcore uses a connection again though more came than the response, and would take that for the next response
    (https://github.com/encode/httpcore/pull/1000). h11 says what it holds; over TLS, a record may wait undecrypted.
    """
    stream: Any = response.stream
    try:  # these names are private: a test notices when they move
        h11_connection = stream._stream._httpcore_stream._stream._connection._h11_state  # noqa: SLF001
        unread, _ = h11_connection.trailing_data
    except AttributeError:  # a mock's, or HTTP/2, which numbers its responses
        return True
    return not unread and not any(map(_has_record, _tls_layers(response)))


def is_cut(response: httpx.Response) -> bool:
    """Tell whether somebody else than the peer ended a body that has no length: over TLS, an end is signed.

    The streams of event loops take either end for the peer's.
    """
    try:
        for tls in _tls_layers(response):
            tls.read(1)
    except ssl.SSLError as error:
        return isinstance(error, ssl.SSLEOFError)
    return False


def _tls_layers(response: httpx.Response) -> Iterator[ssl.SSLObject]:
    """Yield the TLS of an event loop's connection, outermost first: behind an encrypted proxy there are two.

    A layer may hold records that the layer above has not asked for, and that no socket shows any more.
    """
    stream: Any = response.extensions.get("network_stream")
    stream = getattr(stream, "_stream", None)  # anyio's, inside of httpcore's
    while (tls := getattr(stream, "_ssl_object", None)) is not None:
        yield tls
        stream = stream.transport_stream


def _has_record(tls: ssl.SSLObject) -> bool:
    try:
        tls.read(1)
    except ssl.SSLError as error:
        return not isinstance(error, ssl.SSLWantReadError)
    return True
