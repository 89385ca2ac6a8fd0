"""The upload protocol: its requests, what their responses say, and which of their faults may pass."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_http import errors
from synapse_http.values import is_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.flow.effects import Flow

Send: TypeAlias = "Callable[..., Flow[Any]]"
"""Sends a request of the protocol and returns the decoded response:

    send("start", file=part, filename=name, content_range=…)         the upload
    send("append", id, file=part, filename=name, content_range=…)    the upload
    send("status", id)                                               the upload
    send("finish", id, md5=md5)                                      the upload
    send("list")                                                     all uploads of this user
"""

UPLOAD_ID = re.compile(r"[\w-]+")
"""IDs are integers or UUIDs."""


def is_upload(response: Any) -> bool:
    """Return whether a response has an ID that can stand in a URL, an offset and a status, as an upload has."""
    if not is_object(response):
        return False
    upload_id, offset, status = (response.get(name) for name in ("id", "offset", "status"))
    has_id = type(upload_id) in {str, int} and UPLOAD_ID.fullmatch(str(upload_id)) is not None
    return has_id and type(status) is int and type(offset) is int and offset >= 0


def require_upload(response: Any) -> Any:
    """Return a response that is an upload, or raise DecodeError."""
    if is_upload(response):
        return response
    raise errors.DecodeError(
        "The response is not an upload, which has an id, an offset ≥ 0 and a status",
        response=response,
        may_have_been_applied=True,
    )


def is_complete(upload: Any) -> bool:
    """Return whether the server has compared the md5 and closed the upload: it has status 2 then."""
    return bool(upload["status"] == 2)


def is_misplaced(error: errors.ClientError) -> bool:
    """Return whether the server refused a chunk because it does not begin at its offset."""
    return is_object(error.response) and "expected_offset" in error.response


def created_at(upload: Any) -> float:
    """Return when the server created an upload, in seconds since the epoch; 0 if it does not say."""
    try:
        moment = datetime.fromisoformat(upload.get("created_at"))
    except (TypeError, ValueError):
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


_TRANSIENT = (
    errors.ClientConnectionError,
    errors.ClientTimeoutError,
    errors.DecodeError,
    errors.RateLimitError,
    errors.ServerError,
)


def is_permanent(error: errors.ClientError) -> bool:
    """Return whether asking again cannot help."""
    if isinstance(error, errors.DeadlineExceededError) or error.status_code in {501, 505, 507}:
        return True
    return not isinstance(error, _TRANSIENT) and error.status_code != 408 and not is_misplaced(error)
