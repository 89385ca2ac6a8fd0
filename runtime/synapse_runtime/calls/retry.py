"""When a request is sent again. `RETRY_TABLE` decides, and is the documentation."""

from __future__ import annotations

import random
import re
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from synapse_runtime._logging import log_attempt, log_retry
from synapse_runtime.errors import Attempt, ClientError
from synapse_runtime.flow.effects import sleep
from synapse_runtime.http import error_mapping
from synapse_runtime.http.messages import Outcome, TransportError
from synapse_runtime.http.redaction import redact
from synapse_runtime.transport.fork_safety import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.messages import Request, Response

RETRY_TABLE: dict[tuple[str, Outcome], bool] = {
    # retry class   what is known    send it again?
    ("safe", "not sent"): True,
    ("safe", "refused"): True,
    ("safe", "unknown"): True,
    ("safe", "failed"): True,
    ("idempotent", "not sent"): True,
    ("idempotent", "refused"): True,
    ("idempotent", "unknown"): True,
    ("idempotent", "failed"): False,
    ("unsafe", "not sent"): True,
    ("unsafe", "refused"): True,
    ("unsafe", "unknown"): False,
    ("unsafe", "failed"): False,
    # what was answered for good or bad is never sent again
    ("safe", "answered"): False,
    ("idempotent", "answered"): False,
    ("unsafe", "answered"): False,
}

_PHASES: dict[int, Outcome] = {408: "unknown", 429: "refused", 502: "unknown", 503: "refused", 504: "unknown"}


def phase_of(status: int) -> Outcome:
    """What a status says of the request's outcome."""
    return _PHASES.get(status, "failed" if status >= 500 else "answered")


class RetryPolicy(NamedTuple):
    """How often, and after what waits, a request is sent again.

    `RetryPolicy(attempts=1)`, or `NO_RETRY`, turns it off.
    """

    attempts: int = 4
    """How often it is sent at the most, the first time included."""
    backoff: float = 0.5
    """Seconds; the first wait is random between 0 and this, each next bound twice the last."""
    backoff_max: float = 20.0
    """Seconds; the bound never grows beyond this."""
    retry_after_max: float = 60.0
    """Seconds; a server that asks for a longer wait makes the call fail at once."""

    def delay(self, attempt: int, jitter: float) -> float:
        """Seconds to wait after the failed attempt of that number (from 1); `jitter` is in [0, 1)."""
        return jitter * min(self.backoff_max, self.backoff * 2.0 ** min(attempt - 1, 64))


LEAST_TIME = 0.002
"""Seconds; with less than that left until the deadline, nothing is sent."""

NO_RETRY = RetryPolicy(attempts=1)


class RetryState:
    """What all calls of a client share: a budget of retries, and a pause the server asked for.

    The budget is a token bucket: each retry takes one token, and tokens come back with
    time. When it is empty calls fail with their first error, which ends a storm.
    """

    def __init__(
        self, capacity: float = 100.0, refill: float = 10.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.clock = clock
        self._capacity = self._tokens = capacity
        self._refill = refill
        self._counted = clock()
        self._open_at = 0.0
        self._lock = threading.Lock()
        watch(self)

    def after_fork(self) -> None:
        """Take a lock that no thread of the parent holds."""
        self._lock = threading.Lock()

    def take_retry(self) -> bool:
        """Take one retry from the budget; False when there is none."""
        with self._lock:
            now = self.clock()
            self._tokens = min(self._capacity, self._tokens + (now - self._counted) * self._refill)
            self._counted = now
            if self._tokens < 1.0:
                return False
            self._tokens -= 1.0
            return True

    def pause_for(self, seconds: float) -> None:
        """Let nothing through for so long."""
        with self._lock:
            self._open_at = max(self._open_at, self.clock() + seconds)

    def pause_left(self) -> float:
        """Seconds until the pause is over; 0 where there is none."""
        if self._open_at == 0.0:  # the common case takes no lock: a float is read whole
            return 0.0
        return max(0.0, self._open_at - self.clock())


def retry_after(response: Response, now: Callable[[], float] = time.time) -> float | None:
    """Seconds the server asks to wait: `Retry-After`, as a number or as an HTTP date.

    A date counts from the server's own `Date`, where it sent one: its clock and ours may differ.

    Returns:
        None where it does not say, or not so that it can be read.
    """
    text = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    moment = _http_date(text)
    if moment is None:
        return None
    sent = _http_date(response.headers.get("date", ""))
    return max(0.0, moment - (now() if sent is None else sent))


def _http_date(text: str) -> float | None:
    if not text:
        return None
    from datetime import UTC  # slow to load, and rarely needed
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def send_with_retries(
    request: Request,
    policy: RetryPolicy = RetryPolicy(),  # noqa: B008 - an immutable value
    gate: RetryState | None = None,
    jitter: Callable[[], float] = random.random,
) -> Flow[Response]:
    """Send a request, and again where that is safe and promises more.

    Args:
        request: What to send. Its retry class and its content say whether it can be repeated,
            its deadline bounds the call with all attempts and waits.
        policy: How often and after what waits.
        gate: The budget and the pause shared with other calls.
        jitter: A number in [0, 1), anew at each call.

    Returns:
        The answer, with all attempts; its status is below 400 and no redirect is followed.

    Raises:
        ClientError: Of the kind the last attempt deserves.
    """
    gate = gate or RetryState()
    clock = gate.clock
    attempts: list[Attempt] = []
    while True:
        number = len(attempts) + 1
        if request.deadline is not None or gate.pause_left():
            yield from wait_for_pause(gate, request, attempts)
        started = clock()
        response: Response | None = None
        problem: TransportError | None = None
        try:
            came: Response = yield request
            response, phase, reason = came, phase_of(came.status), ""
        except TransportError as caught:
            problem, phase, reason = caught, caught.phase, redact(str(caught), request.secrets)
        except ClientError as caught:  # the content cannot be read, or not a second time
            raise error_mapping.add_attempts(caught, request, tuple(attempts)) from None
        attempt = Attempt(number, phase, response and response.status, reason, clock() - started)
        if response is not None:
            ident = response.headers.get(request.request_id_header, "")
            response = response._replace(request_id=ident, attempts=(*attempts, attempt))
        log_attempt(request, attempt, response)
        if response is not None and response.status < 400:
            return response

        asked = None if response is None else retry_after(response)
        delay = policy.delay(number, jitter()) if asked is None else asked
        too_long = asked is not None and asked > policy.retry_after_max
        if response is not None and response.status == 429 and not too_long:
            gate.pause_for(delay)
        again = RETRY_TABLE[request.retry, phase] and number < policy.attempts and not too_long
        late = _too_late(request, clock() + (delay if again else 0.0))
        if late and problem is not None and problem.timed_out:
            raise error_mapping.deadline_exceeded(request, (*attempts, attempt)) from None
        if late or not again or not gate.take_retry():
            raise error_mapping.error_from_outcome(request, (*attempts, attempt), response, problem, asked) from None
        attempts.append(attempt._replace(backoff=delay))
        log_retry(request, attempts[-1])
        yield from sleep(delay)


def _too_late(request: Request, moment: float) -> bool:
    return request.deadline is not None and moment + LEAST_TIME > request.deadline


def wait_for_pause(gate: RetryState, request: Request, attempts: list[Attempt]) -> Flow[None]:
    """Wait until no pause holds the client back; while one is waited for, it may be prolonged.

    Raises:
        DeadlineExceededError: That is too late.
    """
    while True:
        pause = gate.pause_left()
        if _too_late(request, gate.clock() + pause):
            raise error_mapping.deadline_exceeded(request, tuple(attempts), pause or None) from None
        if not pause:
            return
        yield from sleep(pause)
