"""The log: method, route, status, timing, attempt, request id; at DEBUG, path and query without secrets.

Functions take plain values, never a request or a response: those hold secrets.
"""

from __future__ import annotations

import logging
import os
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Attempt

logger = logging.getLogger("synapse_runtime")
logger.addHandler(logging.NullHandler())  # silent by default, as libraries should be

_stderr = logging.StreamHandler()
_stderr.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))


def log_attempt(method: str, target: str, attempt: Attempt, request_id: str) -> None:
    """Log at DEBUG how one attempt ended; `target` holds no secrets."""
    if logger.isEnabledFor(logging.DEBUG):
        result, milliseconds = _result(attempt), attempt.elapsed * 1000
        suffix = f" [{request_id}]" if request_id else ""
        logger.debug(
            "%s %s: %s in %.0f ms (attempt %d)%s", method, target, result, milliseconds, attempt.number, suffix
        )


def log_retry(method: str, route: str, attempt: Attempt) -> None:
    """Log at WARNING that a request is sent again, and why."""
    result, following = _result(attempt), attempt.number + 1
    logger.warning("%s %s: %s; attempt %d follows in %.1f s", method, route, result, following, attempt.backoff)


def _result(attempt: Attempt) -> int | str:
    return attempt.status or f"{attempt.outcome}, {attempt.reason}"


def log_to_stderr(variable: str) -> None:
    """Show the log on stderr if the environment asks for it.

    Args:
        variable: Name of the environment variable. Its value is a level, such as `debug`; another value is warned of.
    """
    value = os.environ.get(variable, "")
    level = logging.getLevelNamesMapping().get(value.upper())
    if level is None and value:
        warnings.warn(f"{variable}={value} is not a level: set debug, info, warning or error", stacklevel=6)
    if level is not None:
        logger.addHandler(_stderr)  # the logger keeps one of it, however often it is added
        logger.setLevel(level)
