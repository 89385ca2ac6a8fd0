"""What documented lists take besides what is sent: retries of one page, pauses, and a list for the pages they lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.arguments import positive_int, positive_seconds
from synapse_runtime.calls.client_state import with_options
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import is_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.calls.client_state import ClientState


def with_page_retry(state: ClientState, arguments: Mapping[str, Any]) -> ClientState:
    """Return a state that asks for a page again as often, and after such waits, as the arguments say."""
    retries, backoff = arguments.get("page_retries"), arguments.get("page_retry_backoff")
    policy = state.options.retry
    if retries is not None:
        policy = policy._replace(attempts=1 + positive_int("page_retries", retries, 0))
    if backoff is not None:
        seconds = _seconds("page_retry_backoff", backoff)
        policy = policy._replace(backoff=seconds, backoff_max=max(seconds, policy.backoff_max))
    return state if policy == state.options.retry else with_options(state, {"retry": policy})


def walk_settings(throttle_seconds: Any, page_failures: Any) -> dict[str, Any]:
    """Return what a walk through a list takes: its pauses, and the list that takes the pages it loses."""
    if page_failures is not None and not is_list(page_failures):
        raise InvalidArgumentError(f"page_failures must be a list, not {type(page_failures).__name__}")
    return {"throttle_seconds": _seconds("throttle_seconds", throttle_seconds), "failures": page_failures}


def _seconds(name: str, value: Any) -> float:
    """Read a number of seconds; None and 0 are 0."""
    return 0.0 if value is None or value == 0 else positive_seconds(name, value) or 0.0
