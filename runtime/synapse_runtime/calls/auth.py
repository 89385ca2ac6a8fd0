"""Credentials: how a request proves who calls.

An `Auth` (its protocol stands in `messages`) is a flow in the manner of httpx's: `authenticate(request)` yields
requests and is resumed with their responses. Besides, it yields functions that make a token, and is resumed with the
token: the driver runs them on a thread, or awaits them, as its client needs.

A new scheme is how it is written (`_use`), its form in the grammar of the spec, and its check in the mock.
"""

from __future__ import annotations

import re
from collections import deque
from copy import copy
from inspect import iscoroutinefunction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, quote_plus

from synapse_http.errors import InvalidArgumentError
from synapse_http.parameters import encode_query_value, header_value
from synapse_http.values import is_sequence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Generator, Mapping, Sequence

    from synapse_http.messages import Request, Response

    from synapse_runtime.operation import Credential, Operation

Token: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"
"""A token, or a function that makes one: called for the first request, and again after a 401.

An async function needs an async client; a plain one works in both, and async clients call it on a thread.
"""

BasicCredentials: TypeAlias = (
    "str | tuple[str, str] | Callable[[], str | tuple[str, str]] | Callable[[], Awaitable[str | tuple[str, str]]]"
)
"""User and password, as a pair or as `user:password`; or a function that makes either, as of a `Token`."""

_REDACTED_FORMS = 48
"""Forms of a credential's tokens that are still redacted: a call under way may have been sent with an old one."""
_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")
"""RFC 6265 section 4.1.1."""


class CredentialAuth:
    """Tokens in headers, queries and cookies, sent to their origins alone. Clones, threads and tasks share it."""

    def __init__(
        self,
        origin: str,
        credentials: Sequence[Credential],
        tokens: Mapping[str, Any],
        others: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """Check the tokens, which are named as their credentials; call no function yet.

        Args:
            origin: That of the base URL, which gets all tokens.
            credentials: The credentials of the service.
            tokens: A `Token` each, or `BasicCredentials`.
            others: Origins of other servers to the names of the credentials that they may get.

        Raises:
            InvalidArgumentError: A token is neither a str nor a function, or cannot stand where it is sent.
        """
        self.origin = origin
        self.trusted_origins = frozenset({origin, *(other for other, allowed in others.items() if allowed)})
        """Those that may get tokens."""
        self.tokens = {name: token for name, token in tokens.items() if token is not None}
        """As they were given: what a client is pickled with, if it carries secrets."""
        self._credentials = {credential.name: credential for credential in credentials}
        names = tuple(name for name in self._credentials if name in self.tokens)
        self._names = {other: tuple(name for name in names if name in allowed) for other, allowed in others.items()}
        self._names |= {"": names, origin: names}
        self.selected: Sequence[str] = ()
        """The credentials of one operation; empty: all."""
        self._selections: dict[tuple[str, ...], CredentialAuth] = {}
        self._values: dict[str, str] = {}
        """What is sent, by name of the credential. Functions are called for the first request."""
        self._issued: deque[str] = deque(maxlen=len(tokens) * _REDACTED_FORMS)
        for name in names:
            if not callable(self.tokens[name]):
                self._use(name, self.tokens[name])

    @property
    def is_async(self) -> bool:
        """Whether a function is async, so that only an async client can call it."""
        return any(iscoroutinefunction(token) for token in self.tokens.values())

    @property
    def secrets(self) -> tuple[str, ...]:
        """The tokens that were sent lately, for redaction."""
        return tuple(self._issued)

    @property
    def hint(self) -> str:
        """What to do about a 401, given the tokens that were sent; "" if nothing is known."""
        sent = (credential for name, credential in self._credentials.items() if name in self._values)
        return ". ".join(credential.hint for credential in sent if credential.hint)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.origin}>"

    def select(self, operation: Operation[Any]) -> CredentialAuth | None:
        """Return what proves who calls an operation, by the first alternative whose tokens are there; None: nothing.

        Raises:
            InvalidArgumentError: The client has the tokens of none.
        """
        if operation.credentials is None:
            return self
        for names in operation.credentials or ((),):
            if not names:
                return None
            if all(name in self.tokens for name in names):
                if (selection := self._selections.get(names)) is None:
                    selection = copy(self)  # with what is renewed in either
                    selection.selected = names
                    self._selections[names] = selection  # whole by now, for threads share it
                return selection
        names = next(tuple(name for name in names if name not in self.tokens) for names in operation.credentials)
        needed = " or ".join(" and ".join(alternative) for alternative in operation.credentials)
        hints = [f"{name}=…{''.join(f' (or set {env})' for env in self._credentials[name].env[:1])}" for name in names]
        raise InvalidArgumentError(
            f"{operation.name} needs {needed}, and this client was made without: give it {', '.join(hints)}"
        )

    def authenticate(self, request: Request) -> Generator[Request | Callable[[], Any], Any, None]:
        """Yield the request with its tokens; after a 401, renew those that functions make and yield it once more.

        It is safe to send again whatever the request does: a 401 says that it was not processed.
        """
        names = self._names.get(request.origin, ())
        if self.selected:
            names = tuple(name for name in self.selected if name in names)
        functions = {name: self.tokens[name] for name in names if callable(self.tokens[name])}
        if not functions:  # most clients: what they have cannot be renewed
            yield self._with_tokens(request, names)
            return
        for name, function in functions.items():
            if name not in self._values:
                self._use(name, (yield function))
        sent = {name: self._values[name] for name in names}
        response: Response = yield self._with_tokens(request, names)
        if response.status_code != 401:
            return
        for name, function in functions.items():
            if self._values[name] == sent[name]:  # else another call has renewed it meanwhile
                self._use(name, (yield function))
        if any(self._values[name] != sent[name] for name in names):
            yield self._with_tokens(request, names)

    def _use(self, name: str, token: Any) -> None:
        """Send a token from now on, and redact it."""
        credential = self._credentials[name]
        if credential.scheme == "basic":
            token = _encode_basic(name, token, self._issued)
        if not isinstance(token, str):
            raise InvalidArgumentError(
                f"{name} must be a str or a function that returns one, not {type(token).__name__}"
            )
        token = token.strip()  # one that is read from a file often ends in a line break
        value = header_value(name, credential.prefix + token)
        if credential.query:
            value = f"{quote_plus(credential.query)}={quote_plus(encode_query_value(name, token))}"
        elif credential.cookie and not _COOKIE_VALUE.fullmatch(value):
            raise InvalidArgumentError(f"{name} cannot stand in a cookie: it has spaces, quotes, commas or semicolons")
        self._values[name] = value
        self._issued.extend(dict.fromkeys((token, quote(token, safe=""), quote_plus(token))))

    def _with_tokens(self, request: Request, names: Sequence[str]) -> Request:
        """Return the request with its tokens; what the caller has set wins, and of two in one place the first."""
        own, target = request.headers, request.target
        existing = {name.lower() for name, _ in own}
        headers = list[tuple[str, str]]()
        for name in names:
            credential, value = self._credentials[name], self._values[name]
            if credential.query:
                path, _, query = target.partition("?")
                pairs = query.split("&") if query else []
                if value.partition("=")[0] not in {pair.partition("=")[0] for pair in pairs}:
                    target = f"{path}?{'&'.join((*pairs, value))}"
            elif credential.cookie:  # one header holds them all, RFC 6265 section 5.4
                cookies = [value for name, value in own if name.lower() == "cookie"]
                own = tuple(header for header in own if header[0].lower() != "cookie")
                own = (*own, ("Cookie", "; ".join((*cookies, f"{credential.cookie}={value}"))))
            elif credential.header.lower() not in existing:
                existing.add(credential.header.lower())
                headers.append((credential.header, value))
        return request._replace(headers=(*headers, *own), target=target)


def _encode_basic(name: str, token: object, secrets: deque[str]) -> str:
    """Encode user and password, RFC 7617, and add the password to the secrets."""
    from base64 import b64encode  # few services use it

    pair = token.strip().split(":", 1) if isinstance(token, str) else token
    if not is_sequence(pair) or len(pair) != 2 or not all(isinstance(part, str) for part in pair):
        raise InvalidArgumentError(
            f"{name} must be a pair of user and password, 'user:password', or a function that returns either"
        )
    user, password = pair
    if ":" in user or not f"{user}{password}".isprintable():
        raise InvalidArgumentError(f"{name} cannot be sent: its user has a colon, or it has control characters")
    secrets.append(password)
    return b64encode(f"{user}:{password}".encode()).decode()
