"""Whether a request carries a credential of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime.testing.messages import refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from synapse_runtime.operation import Credential
    from synapse_runtime.testing.messages import MockRequest


def authenticate(credentials: Sequence[Credential], tokens: Collection[str] | None, request: MockRequest) -> str:
    """Find out who asks. Any one credential suffices.

    Args:
        credentials: Those the service knows. Without any, everybody may ask.
        tokens: The secrets that are accepted; None accepts every one that is not empty.
        request: What was asked.

    Returns:
        The token.

    Raises:
        Refusal: There is none, or it is not accepted.
    """
    if not credentials:
        return ""
    challenge = {"WWW-Authenticate": credentials[0].prefix.strip() or credentials[0].name}
    wrong = False
    for credential in credentials:
        value = request.headers.get(credential.header.lower(), "")
        token = value.removeprefix(credential.prefix).strip()
        if not value.startswith(credential.prefix) or not token:
            continue
        if tokens is None or token in tokens:
            return token
        wrong = True
    text = "Invalid token." if wrong else "Authentication credentials were not provided."
    raise refuse(401, {"detail": text}, challenge)
