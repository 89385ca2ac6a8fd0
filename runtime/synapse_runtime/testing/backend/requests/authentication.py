"""How requests authenticate: the mock's side of the auth schemes, all in this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime.testing.messages import json_error

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from synapse_runtime.operation import Credential
    from synapse_runtime.testing.messages import MockRequest

DEFAULT_TOKEN = "token-of-the-mock"


def authenticate(credentials: Sequence[Credential], tokens: Collection[str] | None, request: MockRequest) -> str:
    """Return the token of a request. Any of the service's credentials suffices that proves something by itself.

    Args:
        credentials: The credentials of the service. Without any, requests need no token.
        tokens: The accepted tokens; None accepts any that is not empty.
        request: The request.

    Raises:
        HttpError: The request has no token, or one that is not accepted.
    """
    if not credentials:
        return ""
    rejected = False
    for credential in (credential for credential in credentials if not credential.goes_with):
        token = _read_token(credential, request)
        if token and (tokens is None or token in tokens):
            return token
        rejected = rejected or bool(token)
    message = "Invalid token." if rejected else "Authentication credentials were not provided."
    challenge = credentials[0].prefix.strip() or credentials[0].name
    raise json_error(401, {"detail": message}, {"WWW-Authenticate": challenge})


def make_credentials(credentials: Sequence[Credential], tokens: Collection[str] | None) -> dict[str, str]:
    """Return a client's arguments for the credentials: an accepted token for each that stands for no other."""
    token = next(iter(tokens or ()), DEFAULT_TOKEN)
    return {credential.name: token for credential in credentials if not (credential.instead_of or credential.goes_with)}


def _read_token(credential: Credential, request: MockRequest) -> str:
    header = request.headers.get(credential.header.lower(), "")
    return header.removeprefix(credential.prefix).strip() if header.startswith(credential.prefix) else ""
