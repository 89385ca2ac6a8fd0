"""How requests authenticate: the mock's side of the auth schemes, all in this module."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from synapse_runtime.testing.messages import json_error

if TYPE_CHECKING:
    from collections.abc import Collection

    from synapse_runtime.operation import Credential, Operation, Service
    from synapse_runtime.testing.messages import MockRequest

DEFAULT_TOKEN = "token-of-the-mock"
DEFAULT_USER = "user-of-the-mock"


def authenticate(
    service: Service, operation: Operation[Any] | None, tokens: Collection[str] | None, request: MockRequest
) -> str:
    """Return the token of a request, or "" if it needs none.

    An operation says which credentials it needs. Else any of the service's suffices that proves something by itself.

    Args:
        service: The service. If it has no credentials, requests need no token.
        operation: The operation, if it is known.
        tokens: The accepted tokens, or passwords; None accepts any that is not empty.
        request: The request.

    Raises:
        HttpError: The request lacks a token, or has one that is not accepted.
    """
    alternatives = None if operation is None else operation.credentials
    if alternatives is None:
        alternatives = tuple((credential.name,) for credential in service.credentials if not credential.goes_with)
    if not alternatives:
        return ""
    sent = {credential.name: _read_token(credential, request) for credential in service.credentials}
    accepted = {name for name, token in sent.items() if token and (tokens is None or token in tokens)}
    is_rejected = any(sent[name] and name not in accepted for names in alternatives for name in names)
    for names in alternatives:
        if accepted.issuperset(names) and (names or not is_rejected):
            return sent[names[0]] if names else ""
    message = "Invalid token." if is_rejected else "Authentication credentials were not provided."
    first = next(credential for credential in service.credentials if credential.name == alternatives[0][0])
    raise json_error(401, {"detail": message}, {"WWW-Authenticate": first.prefix.strip() or first.name})


def make_credentials(service: Service, tokens: Collection[str] | None) -> dict[str, Any]:
    """Return a client's arguments for the credentials: an accepted token for each that stands for no other."""
    token = next(iter(tokens or ()), DEFAULT_TOKEN)
    return {
        credential.name: (DEFAULT_USER, token) if credential.scheme == "basic" else token
        for credential in service.credentials
        if not (credential.instead_of or credential.goes_with)
    }


def _read_token(credential: Credential, request: MockRequest) -> str:
    """Return the token of a credential, of a pair its password; "" if the request lacks it."""
    if credential.query:
        pairs = [pair.partition("=") for pair in request.query.split("&")]
        return next((unquote_plus(value) for name, _, value in pairs if unquote_plus(name) == credential.query), "")
    if credential.cookie:
        cookies = [pair.strip().partition("=") for pair in request.headers.get("cookie", "").split(";")]
        return next((value for name, _, value in cookies if name == credential.cookie), "")
    header = request.headers.get(credential.header.lower(), "")
    token = header.removeprefix(credential.prefix).strip() if header.startswith(credential.prefix) else ""
    return _decode_basic(token) if credential.scheme == "basic" else token


def _decode_basic(token: str) -> str:
    try:
        return base64.b64decode(token, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
