"""Send a request, and again if what is known of its outcome allows. `RETRY_TABLE` decides."""

from __future__ import annotations

import random
import re
import time
from inspect import iscoroutinefunction
from logging import DEBUG
from typing import TYPE_CHECKING, Any

from attrs import define
from synapse_http import error_mapping
from synapse_http.errors import Attempt, ClientError
from synapse_http.log import log_attempt, log_retry, logger
from synapse_http.messages import Outcome, Request, Response, TransportError

from synapse_runtime.flow.effects import Await, RunInThread, sleep

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_runtime.flow.effects import Flow

    from .retry_policy import RetryPolicy, RetryState

RETRY_TABLE = {
    "safe": frozenset({"not sent", "refused", "unknown", "failed"}),
    "idempotent": frozenset({"not sent", "refused", "unknown"}),
    "unsafe": frozenset({"not sent", "refused"}),
}
"""Retry class, to the outcomes after which a request is sent again."""

_OUTCOMES: dict[int, Outcome] = {408: "unknown", 429: "refused", 502: "unknown", 503: "refused", 504: "unknown"}


def outcome_of(status: int) -> Outcome:
    """Return what a status says of the request's outcome."""
    return _OUTCOMES.get(status, "failed" if status >= 500 else "answered")


MIN_SEND_SECONDS = 0.002
"""With less than that left until the deadline, nothing is sent."""


def retry_after(response: Response, now: Callable[[], float] = time.time) -> float | None:
    """Return the seconds that `Retry-After` asks to wait, or None if it is missing or unreadable.

    A date counts from the server's own `Date` header, if there is one: its clock and ours may differ.
    """
    value = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        return float(value)
    moment = _http_date(value)
    if moment is None:
        return None
    sent_at = _http_date(response.headers.get("date", ""))
    return max(0.0, moment - (now() if sent_at is None else sent_at))


def _http_date(value: str) -> float | None:
    if not value:
        return None
    from datetime import UTC  # slow to load, and rarely needed
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def send_with_retries(
    request: Request, policy: RetryPolicy, state: RetryState, jitter: Callable[[], float] = random.random
) -> Flow[Response]:
    """Send a request, and again if its retry class allows and it may help, until its deadline.

    The response has all attempts, and a status below 400 or one that the request expects; redirects are not followed.
    Else a `ClientError` is raised.
    """
    attempts: tuple[Attempt, ...] = ()
    authentication = None if request.auth is None else request.auth.authenticate(request)
    if authentication is not None:
        request = (yield from _resume(authentication, None)) or request
    while True:
        if request.deadline is not None or state.pause_left():
            yield from wait_for_pause(state, request, attempts)
        started = state.clock()
        try:
            outcome: Response | TransportError = yield request
        except TransportError as error:
            outcome = error
        except ClientError as error:  # our side: the body cannot be read, or not a second time
            raise error_mapping.add_attempts(error, request, attempts) from None
        attempt = _make_attempt(request, len(attempts) + 1, outcome, state.clock() - started)
        attempts, request_id = (*attempts, attempt), ""
        if isinstance(outcome, Response):
            request_id = outcome.headers.get(request.request_id_header, "")
            if request_id:  # a gateway may repeat any header in it
                request_id = error_mapping.redact(request_id, request.all_secrets)
            outcome = outcome._replace(request_id=request_id, attempts=attempts)
        _log(request, attempt, request_id)
        if isinstance(outcome, Response):
            if outcome.status_code < 400 or outcome.status_code in request.expected:
                return outcome
            if outcome.status_code == 401 and authentication is not None:
                renewed = yield from _resume(authentication, outcome)
                if renewed is not None:
                    request, authentication = renewed, None
                    continue
        delay = _backoff_or_raise(request, policy, state, jitter(), attempts, outcome)
        attempts = (*attempts[:-1], attempt._replace(backoff=delay))
        log_retry(request.method, request.route, attempts[-1])
        yield from sleep(delay)


def _resume(authentication: Generator[Any, Any, None], response: Response | None) -> Flow[Request | None]:
    """Resume an auth flow with a response; return its next request, or None if it has ended."""
    outcome: Any = response
    while True:
        try:
            step = authentication.send(outcome)
        except StopIteration:
            return None
        if isinstance(step, Request):
            return step
        outcome = yield Await(step) if iscoroutinefunction(step) else RunInThread(step)


def _log(request: Request, attempt: Attempt, request_id: str) -> None:
    if logger.isEnabledFor(DEBUG):
        log_attempt(request.method, log_target(request), attempt, request_id)


_SECRET_NAMES = re.compile(r"((?:^|&)[^=&]*(?:key|password|secret|signature|token)[^=&]*=)[^&]*", re.IGNORECASE)


def log_target(request: Request) -> str:
    """Return path and query as the log shows them: without secrets, and the route alone if either may be one."""
    if request.query is None:
        return request.route
    _, _, path = request.display_url.partition("://")[2].partition("/")
    query = _SECRET_NAMES.sub(r"\1***", error_mapping.redact(request.query, request.all_secrets))
    return f"{path}?{query}" if query else path


def _make_attempt(request: Request, number: int, outcome: Response | TransportError, elapsed: float) -> Attempt:
    if isinstance(outcome, Response):
        return Attempt(number, outcome_of(outcome.status_code), outcome.status_code, "", elapsed)
    return Attempt(number, outcome.outcome, None, error_mapping.redact(str(outcome), request.all_secrets), elapsed)


def _backoff_or_raise(
    request: Request,
    policy: RetryPolicy,
    state: RetryState,
    jitter: float,
    attempts: tuple[Attempt, ...],
    outcome: Response | TransportError,
) -> float:
    """Return the seconds to wait before the next attempt, or raise the error of the call if none may follow."""
    response, error = (outcome, None) if isinstance(outcome, Response) else (None, outcome)
    asked = None if response is None else retry_after(response)
    too_long = asked is not None and asked > policy.retry_after_max
    delay = policy.delay(len(attempts), jitter) if asked is None else asked
    if response is not None and response.status_code == 429 and not too_long:
        state.pause_for(delay)
    may_pass = not too_long and (error is None or not error.advice)
    again = attempts[-1].outcome in RETRY_TABLE[request.retry] and len(attempts) < policy.attempts and may_pass
    too_late = _is_too_late(request, state.clock() + (delay if again else 0.0))
    if too_late and error is not None and error.timed_out:
        raise error_mapping.deadline_exceeded(request, attempts) from None
    if too_late or not again or not state.take_retry():
        raise error_mapping.error_from_outcome(request, attempts, outcome, asked) from None
    return delay


def _is_too_late(request: Request, moment: float) -> bool:
    return request.deadline is not None and moment + MIN_SEND_SECONDS > request.deadline


def wait_for_pause(state: RetryState, request: Request, attempts: tuple[Attempt, ...]) -> Flow[None]:
    """Sleep until the client-wide pause (429) is over. Another call may extend it meanwhile."""
    while True:
        pause = state.pause_left()
        if _is_too_late(request, state.clock() + pause):
            raise error_mapping.deadline_exceeded(request, attempts, pause or None)
        if not pause:
            return
        yield from sleep(pause)


@define
class FaultBudget:
    """Survives as many faults in a row as the retry policy has attempts, if the client has retries left."""

    _policy: RetryPolicy
    _state: RetryState
    _deadline: float | None = None
    """When the call must end, by the clock of the state. None: no limit."""
    _jitter: Callable[[], float] = random.random
    _faults: int = 0

    def refill(self) -> None:
        """Begin to count anew: there was progress."""
        self._faults = 0

    def wait_or_raise(self, error: ClientError, *, is_permanent: bool = False) -> Flow[None]:
        """Back off and return, or raise the error if it is permanent or there is no attempt left."""
        self._faults += 1
        delay = self._policy.delay(self._faults, self._jitter()) if error.retry_after is None else error.retry_after
        too_long = error.retry_after is not None and delay > self._policy.retry_after_max
        too_late = self._deadline is not None and self._state.clock() + delay > self._deadline
        used_up = self._faults >= self._policy.attempts
        if is_permanent or used_up or too_long or too_late or not self._state.take_retry():
            raise error
        yield from sleep(delay)

    def pause(self, number: int) -> Flow[None]:
        """Wait the longest backoff after so many faults, without counting one: time for the server to finish."""
        yield from sleep(self._policy.delay(number, 1.0))
