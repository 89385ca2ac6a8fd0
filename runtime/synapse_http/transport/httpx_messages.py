"""Our messages as httpx's, and back: requests, headers, errors, and URLs that show no secret."""

from __future__ import annotations

import re
import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, TransportError

from .network import WRITE_BYTES, seconds_left

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from synapse_http.messages import Request, RequestBody

# The most specific first: the first that matches is taken.
_TRANSPORT_ERRORS: tuple[tuple[tuple[type[Exception], ...], type[TransportError]], ...] = (
    ((httpx.PoolTimeout, httpx.ConnectTimeout), ConnectTimeout),
    ((httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol), ConnectError),
    ((httpx.TimeoutException,), ReadTimeout),
    ((httpx.RequestError, ssl.SSLError), ReadError),
)
_ADVICE = (
    ("Hostname mismatch|IP address mismatch", "The certificate is for another host: check the base URL"),
    ("certificate has expired", "The server needs a new certificate, or this machine's clock is wrong"),
    ("certificate is not yet valid", "The server needs another certificate, or this machine's clock is wrong"),
    (
        "CERTIFICATE_VERIFY_FAILED",
        "If the certificate is right, name a file with that of its issuer as `verify=` or SSL_CERT_FILE",
    ),
    (
        "WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE",
        "Does the server speak http? Then the base URL begins with http://",
    ),
    ("illegal request line", "Does the server speak https? Then the base URL begins with https://"),
    ("ProxyError: 407", "Add the proxy's login to its URL in the environment: http://user:password@host:port"),
    ("ProxyError: 4", "The proxy lets no request to this host pass: change the proxy, or except the host in NO_PROXY"),
)
"""What the description of an error says, to what helps; the first that matches counts."""
_QUOTED = re.compile(r":? *(bytearray\()?b['\"].*", re.DOTALL)
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_FRAMING = frozenset({"host", "content-length", "transfer-encoding"})
NO_AUTH = httpx.Auth()
"""Credentials stand in the headers. Without this httpx would take some from netrc, or from a caller's client."""
_CANONICAL = re.compile(r"(/(?!\.)[\w.~!$&'()*+,;=:@%-]*)+(\?[\w.~!$&'()*+,;=:@%/?-]*)?", re.ASCII)
"""A target that httpx leaves as it is; another one may have characters to quote, or dots that lead elsewhere."""
_CANONICAL_LENGTH = 10_000
"""Characters. httpx refuses a URL of more than 65,536."""

_parse_origin = lru_cache(64)(httpx.URL)


def _parse_url(origin: str, target: str) -> httpx.URL:
    """Return a URL; httpx takes 8 µs to parse one, as long as the rest of `to_httpx`, so its origin is kept."""
    if len(target) > _CANONICAL_LENGTH or not _CANONICAL.fullmatch(target):
        return httpx.URL(origin + target)
    url = httpx.URL(_parse_origin(origin))
    path, mark, query = target.partition("?")
    parts: Any = url._uri_reference  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - a test notices when it moves
    url._uri_reference = parts._replace(path=path, query=query if mark else None)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return url


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


def to_httpx(origin: str, request: Request) -> httpx.Request:
    """Build the httpx request of a request to an origin.

    Raises:
        InvalidArgumentError: A middleware set a header that says where the request goes, or ends; or the URL or a
            header cannot be sent.
    """
    headers = [("Host", origin.partition("://")[2]), *request.headers]
    if not _FRAMING.isdisjoint([name.lower() for name, _ in request.headers]):
        raise InvalidArgumentError(
            "a middleware set one of the headers Host, Content-Length and Transfer-Encoding, which are the "
            "transport's own: leave them out"
        )
    if request.body is not None or request.method in _METHODS_WITH_BODY:
        length = len(request.body or b"") if isinstance(request.body, bytes | None) else request.body.length
        headers.append(("Content-Length", str(length)))
    connect = seconds_left(request.timeout.connect, request.deadline)
    read = seconds_left(request.timeout.read, request.deadline)
    try:
        outgoing = httpx.Request(
            request.method,
            _parse_url(origin, request.target),
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            stream=RequestStream(request.body),
            extensions={"timeout": {"connect": connect, "pool": connect, "read": read, "write": read}},
        )
    except (UnicodeError, httpx.InvalidURL) as error:
        raise InvalidArgumentError(f"the request cannot be sent: its URL or a header is not valid: {error}") from None
    if any(secret in request.target for secret in request.all_secrets):
        outgoing.url = RedactedURL(outgoing.url, request.display_url)
    return outgoing


class RequestStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a request; async, files are read on a thread.

    No generator is left unfinished: trio warns of those, and a server may hang up any time.
    """

    def __init__(self, body: bytes | RequestBody | None) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return _chunks_of(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._pieces = (
            chunk[start : start + WRITE_BYTES] for chunk in self for start in range(0, len(chunk), WRITE_BYTES)
        )
        return self

    async def __anext__(self) -> bytes:
        if self._body is None or isinstance(self._body, bytes):
            piece = next(self._pieces, b"")
        else:
            piece = await anyio.to_thread.run_sync(next, self._pieces, b"")
        if not piece:
            raise StopAsyncIteration
        return piece


def _chunks_of(body: bytes | RequestBody | None) -> Iterator[bytes]:
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


def advise(description: str) -> str:
    """Return what helps against an error that lasts; "" where nothing is known."""
    return next((advice for pattern, advice in _ADVICE if re.search(pattern, description)), "")


def error_of(error: BaseException, proxy: str = "") -> BaseException:
    """Return the error of this package for one of httpx, with its cause; any other one as it is.

    `proxy` is the URL of the proxy that the request went to, if any, without its login.
    """
    if isinstance(error, httpx.LocalProtocolError):  # it quotes what is wrong, which may be a secret
        message = "the request cannot be sent: a header or its URL has characters that end a line"
        mapped: Exception = InvalidArgumentError(message)
    elif isinstance(error, (httpx.RequestError, ssl.SSLError)):
        description = str(error) or ("all connections are in use" if isinstance(error, httpx.PoolTimeout) else "")
        description = f"{type(error).__name__}: {description}".rstrip(": ")
        # h11 quotes the bytes that break the protocol: they may be a header with a secret
        reason, advice = _QUOTED.sub("", description), advise(description)
        if proxy and isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)):
            reason += f" (proxy {proxy})"
        mapped = next(ours for raised, ours in _TRANSPORT_ERRORS if isinstance(error, raised))(reason, advice=advice)
    else:
        return error
    mapped.__cause__ = error
    return mapped


def raise_for_proxy(response: httpx.Response) -> None:
    """Raise the error of a proxy that asks for a login in its response, as httpx raises it for a tunnel."""
    if response.status_code == 407:
        raise httpx.ProxyError("407 Proxy Authentication Required")


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
    return not unread and all(outcome is ssl.SSLWantReadError for outcome in _peek(response))


def is_cut(response: httpx.Response) -> bool:
    """Tell whether somebody else than the peer ended a body that has no length: over TLS, an end is signed.

    The streams of event loops take either end for the peer's.
    """
    return next(filter(None, _peek(response)), None) is ssl.SSLEOFError


def _peek(response: httpx.Response) -> Iterator[type[ssl.SSLError] | None]:
    """Yield how each TLS of an event loop's connection refuses to be read, or None; outermost first.

    There are two behind an encrypted proxy. One may hold records that the one above has not asked for, and that no
    socket shows any more.
    """
    stream: Any = response.extensions.get("network_stream")
    stream = getattr(stream, "_stream", None)  # anyio's, inside of httpcore's
    while (tls := getattr(stream, "_ssl_object", None)) is not None:
        try:
            tls.read(1)
            yield None
        except ssl.SSLError as error:
            yield type(error)
        stream = stream.transport_stream
