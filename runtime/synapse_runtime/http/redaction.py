"""Remove secrets from what a server, or a transport, may have repeated."""

from __future__ import annotations

import re
from typing import Any

from synapse_runtime.types import is_list, is_object

_MIN_LENGTH = 6
"""Characters. A shorter secret is part of other words by chance, so only whole words are redacted."""
_WHOLE_WORD = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{{2}})){}(?![^\W_])"
"""No letter or digit beside it, except those of a quoted character: `Token%20abc`."""


def redact(string: str, secrets: tuple[str, ...]) -> str:
    """Replace each secret in a string by `***`."""
    for secret in secrets:
        if len(secret) >= _MIN_LENGTH:
            string = string.replace(secret, "***")
        elif secret and secret in string:
            string = re.sub(_WHOLE_WORD.format(re.escape(secret)), "***", string)
    return string


def redact_json(data: Any, secrets: tuple[str, ...]) -> Any:
    """Return JSON data with each secret replaced by `***`, in keys too."""
    if isinstance(data, str):
        return redact(data, secrets)
    if is_list(data):
        return [redact_json(item, secrets) for item in data]
    if is_object(data):
        return {redact(key, secrets): redact_json(item, secrets) for key, item in data.items()}
    return data


def truncate(string: str, limit: int) -> str:
    """Cut a string to `limit` characters, and mark the cut with an ellipsis."""
    return string if len(string) <= limit else f"{string[:limit]}…"
