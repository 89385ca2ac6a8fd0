"""What the log shows: method, route, status, timing, attempt, request id, and nothing else."""

from __future__ import annotations

import logging
import os
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime.http.messages import Request, Response

    from .errors import Attempt

logger = logging.getLogger("synapse_runtime")
logger.addHandler(logging.NullHandler())  # silent until somebody asks

_stderr = logging.StreamHandler()
_stderr.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))


def log_attempt(request: Request, attempt: Attempt, response: Response | None) -> None:
    """Say at DEBUG how one attempt ended."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug(
            "%s %s: %s in %.0f ms (attempt %d)%s",
            request.method,
            request.route,
            attempt.status or f"{attempt.outcome}, {attempt.reason}",
            attempt.elapsed * 1000,
            attempt.number,
            f" [{response.request_id}]" if response and response.request_id else "",
        )


def log_retry(request: Request, attempt: Attempt) -> None:
    """Say at WARNING that a request is sent again, and why."""
    logger.warning(
        "%s %s: %s; attempt %d follows in %.1f s",
        request.method,
        request.route,
        attempt.status or f"{attempt.outcome}, {attempt.reason}",
        attempt.number + 1,
        attempt.backoff,
    )


def log_to_stderr(variable: str) -> None:
    """Show the log on stderr where the environment asks for it.

    Args:
        variable: Name of the environment variable; its value is a level, such as `debug`. Another value is warned of.
    """
    asked = os.environ.get(variable, "")
    level = logging.getLevelNamesMapping().get(asked.upper())
    if level is None and asked:
        warnings.warn(f"{variable}={asked} is no level: set debug, info, warning or error", stacklevel=4)
    if level is not None:
        logger.addHandler(_stderr)  # once, however often
        logger.setLevel(level)


def log_issue(path: str, expected: str, found: str) -> None:
    """Say once that answers are not what the spec says."""
    logger.warning("an answer is not what the spec says: %s: expected %s, found %s", path, expected, found)
