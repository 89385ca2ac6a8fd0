"""Credentials: how a request proves who calls.

An `Auth` (its protocol stands in `messages`) is a flow in the manner of httpx's: `authenticate(request)` yields
requests and is resumed with their responses. Besides, it yields functions that make a token, and is resumed with the
token: the driver runs them on a thread, or awaits them, as its client needs.

A new scheme is one more class here, its form in the grammar of the spec, and its check in the mock.
"""

from __future__ import annotations

from collections import deque
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_runtime.errors import InvalidArgumentError

from .headers import header_value

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence

    from synapse_runtime.operation import Credential

    from .messages import Request, Response

Token: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"
"""A token, or a function that makes one: called for the first request, and again after a 401.

An async function needs an async client; a plain one works in both, and async clients call it on a thread.
"""

_REDACTED_TOKENS = 16
"""Renewed tokens that are still redacted: a call under way may have been sent with an older one."""


class HeaderAuth:
    """Tokens in headers, sent to one origin and no other. Clones, threads and tasks share it."""

    def __init__(self, origin: str, credentials: Sequence[Credential], tokens: Mapping[str, Token]) -> None:
        """Check the tokens, which are named as their credentials; call no function yet.

        Raises:
            InvalidArgumentError: A token is neither a str nor a function, or cannot stand in a header.
        """
        self.origin = origin
        self.tokens = dict(tokens)
        """As they were given: what a client is pickled with, if it carries secrets."""
        self._hints = {credential.name: credential.hint for credential in credentials if credential.hint}
        self._functions: list[tuple[Credential, Callable[[], Any]]] = []
        self._headers: Mapping[str, tuple[str, str]] = {}
        """Header by name of its credential, replaced as a whole. Those of functions follow with the first request."""
        self._issued: deque[str] = deque(maxlen=len(tokens) * _REDACTED_TOKENS)
        for credential in credentials:
            token = tokens.get(credential.name)
            if callable(token):
                self._functions.append((credential, token))
            elif token is not None:
                self._use(credential, token)

    @property
    def is_async(self) -> bool:
        """Whether a function is async, so that only an async client can call it."""
        return any(iscoroutinefunction(function) for _, function in self._functions)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The tokens that were sent lately, for redaction."""
        return tuple(self._issued)

    @property
    def hint(self) -> str:
        """What to do about a 401, given the tokens that were sent; "" if nothing is known."""
        return ". ".join(hint for name, hint in self._hints.items() if name in self._headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.origin}>"

    def authenticate(self, request: Request) -> Generator[Request | Callable[[], Any], Any, None]:
        """Yield the request with its tokens; after a 401, renew those that functions make and yield it once more.

        It is safe to send again whatever the request does: a 401 says that it was not processed.
        """
        if request.origin and request.origin != self.origin:
            yield request
            return
        for credential, function in self._functions:
            if credential.name not in self._headers:
                self._use(credential, (yield function))
        sent = self._headers
        response: Response = yield self._with_headers(request)
        if response.status_code != 401:
            return
        for credential, function in self._functions:
            if self._headers[credential.name] == sent[credential.name]:  # else another call has renewed it meanwhile
                self._use(credential, (yield function))
        if self._headers != sent:
            yield self._with_headers(request)

    def _use(self, credential: Credential, token: object) -> None:
        """Send a token from now on, and redact it."""
        if not isinstance(token, str):
            raise InvalidArgumentError(
                f"{credential.name} must be a str or a function that returns one, not {type(token).__name__}"
            )
        token = token.strip()  # one that is read from a file often ends in a line break
        value = header_value(credential.name, credential.prefix + token)
        self._headers = {**self._headers, credential.name: (credential.header, value)}
        self._issued.append(token)

    def _with_headers(self, request: Request) -> Request:
        """Return the request with its tokens; headers that the caller has set win."""
        existing = {name.lower() for name, _ in request.headers}
        headers = [header for header in self._headers.values() if header[0].lower() not in existing]
        return request._replace(headers=(*headers, *request.headers))
