"""Faults by name: what can go wrong between a client and a backend, as values.

A fault says whether the request is processed all the same, what is answered in place of
the right answer or how that one is changed, and how the connection ends.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from synapse_runtime.types import is_list, is_object

from .messages import ConnectionEnd, MockResponse, html_answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.operation import Operation
    from synapse_runtime.testing.backend.rows.store import Data
    from synapse_runtime.testing.backend.spec.schema import Schema

Change: TypeAlias = "Callable[..., MockResponse]"
"""(answer, schema, operation or None, *options) → the answer that is sent."""


class Fault(NamedTuple):
    """One thing that goes wrong. The functions of this module make them."""

    name: str
    times: int | None = 1
    """How many requests it befalls; None: all."""
    processed: bool = True
    """Whether the backend does what it was asked to."""
    instead: MockResponse | None = None
    """Answered in place of the right answer."""
    change: Change | None = None
    """Makes something else of the right answer."""
    options: tuple[Any, ...] = ()
    """Of the change."""
    ending: ConnectionEnd = "whole"
    delay: float = 0.0
    """Seconds before the answer begins."""
    pause: float = 0.0
    """Seconds between the pieces of the answer."""
    stored_twice: bool = False
    """A chunk of an upload is stored a second time."""

    def applied(self, response: MockResponse, schema: Schema, operation: Operation[Any] | None) -> MockResponse:
        """What becomes of an answer."""
        if self.instead is not None:
            response = self.instead
        elif self.change is not None:
            response = self.change(response, schema, operation, *self.options)
        return response._replace(delay=self.delay, pause=self.pause or response.pause, ending=self.ending)


class Rule:
    """A fault and where it waits."""

    def __init__(self, route: str, fault: Fault, after: int) -> None:
        self.route = route
        self.fault = fault
        self._after = after
        self._seen = 0

    def strikes(self) -> bool:
        """Whether it befalls the next request to its route."""
        self._seen += 1
        times = self.fault.times
        return self._seen > self._after and (times is None or self._seen <= self._after + times)


def check(fault: Fault, after: int) -> None:
    """See that a fault can strike.

    Raises:
        ValueError: Something about it makes no sense.
    """
    if fault.times is not None and not _is_count(fault.times, 1):
        raise ValueError(f"times must be 1 or more, or None for all requests, not {fault.times!r}")
    if not _is_count(after, 0):
        raise ValueError(f"after must be a number of requests, not {after!r}")
    for seconds in (fault.delay, fault.pause):
        if not _is_duration(seconds):
            raise ValueError(f"a fault takes a number of seconds, not {seconds!r}")
    if fault.instead is not None and not (_is_count(fault.instead.status, 100) and fault.instead.status <= 599):
        raise ValueError(f"code must be a status from 100 to 599, not {fault.instead.status!r}")


def _is_count(value: object, least: int) -> bool:
    return type(value) is int and value >= least


def _is_duration(value: object) -> bool:
    return isinstance(value, (int, float)) and 0 <= value < float("inf")


# Answers that are errors ----------------------------------------------------------------


def status(
    code: int = 503, *, retry_after: float | str | None = None, processed: bool = False, times: int | None = 1
) -> Fault:
    """Answer with an error in JSON.

    Args:
        code: The status.
        retry_after: What the header says: seconds, or an HTTP date as text.
        processed: Whether the request is processed all the same.
        times: How many requests it befalls; None: all.
    """
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("status", times, processed, json_answer(code, {"detail": _phrase(code)}, headers))


def html_error(code: int = 502, *, processed: bool = False, times: int | None = 1) -> Fault:
    """Answer with the HTML page of a proxy."""
    title = f"{code} {_phrase(code)}"
    return Fault("html_error", times, processed, html_answer(code, title, "The proxy had no answer."))


# Connections ----------------------------------------------------------------------------


def refused(*, times: int | None = 1) -> Fault:
    """No connection is made. A server has made it already when it reads the request: see `MockServer.refusing`."""
    return Fault("refused", times, processed=False, ending="refused")


def dropped_before_processing(*, times: int | None = 1) -> Fault:
    """The connection closes, and nothing was done."""
    return Fault("dropped_before_processing", times, processed=False, ending="dropped")


def dropped_after_processing(*, times: int | None = 1) -> Fault:
    """The request is processed, and the connection closes before the answer."""
    return Fault("dropped_after_processing", times, ending="dropped")


def reset(*, processed: bool = False, times: int | None = 1) -> Fault:
    """The connection is reset."""
    return Fault("reset", times, processed, ending="reset")


def cut_body(*, times: int | None = 1) -> Fault:
    """The connection closes in the middle of the answer's body."""
    return Fault("cut_body", times, ending="cut")


# Time -----------------------------------------------------------------------------------


def latency(seconds: float = 1.0, *, times: int | None = 1) -> Fault:
    """The request is processed at once, and answered late."""
    return Fault("latency", times, delay=seconds)


def slow_drip(seconds: float = 0.05, *, size: int = 16, times: int | None = 1) -> Fault:
    """The answer comes a few bytes at a time.

    Args:
        seconds: Between two pieces.
        size: Bytes of a piece.
        times: How many requests it befalls; None: all.
    """
    return Fault("slow_drip", times, change=_in_pieces, options=(size,), pause=seconds)


# Answers that are not what the spec says ------------------------------------------------


def broken_json(*, times: int | None = 1) -> Fault:
    """A whole answer whose JSON ends in the middle."""
    return Fault("broken_json", times, change=_half)


def wrong_next_host(origin: str = "http://internal.invalid", *, times: int | None = 1) -> Fault:
    """All absolute URLs in the answer lead to another origin."""
    return Fault("wrong_next_host", times, change=_elsewhere, options=(origin,))


def extra_fields(fields: Mapping[str, Any] | None = None, *, times: int | None = 1) -> Fault:
    """Each row has members that the spec does not know."""
    extra = {"added_later": {"version": 2}} if fields is None else dict(fields)
    return Fault("extra_fields", times, change=_in_rows, options=(_put_extra, extra))


def unknown_enum(member: str = "", *, value: str = "added_later", times: int | None = 1) -> Fault:
    """Each row has an enum value that the spec does not know.

    Args:
        member: Where; by default all members whose type is an enum.
        value: The value.
        times: How many requests it befalls; None: all.
    """
    return Fault("unknown_enum", times, change=_in_rows, options=(_put_value, member, value))


def null_field(member: str = "", *, times: int | None = 1) -> Fault:
    """Each row has null where the spec says there is a value.

    Args:
        member: Where; by default the last required member.
        times: How many requests it befalls; None: all.
    """
    return Fault("null_field", times, change=_in_rows, options=(_put_null, member))


# Uploads --------------------------------------------------------------------------------


def stored_twice(*, times: int | None = 1) -> Fault:
    """A chunk is stored a second time, as by two requests at once: the file is too long for ever."""
    return Fault("stored_twice", times, stored_twice=True)


FAULTS: Mapping[str, Callable[..., Fault]] = {
    make.__name__: make
    for make in (
        status,
        html_error,
        refused,
        dropped_before_processing,
        dropped_after_processing,
        reset,
        cut_body,
        latency,
        slow_drip,
        broken_json,
        wrong_next_host,
        extra_fields,
        unknown_enum,
        null_field,
        stored_twice,
    )
}
"""All faults by name."""


# Changes --------------------------------------------------------------------------------


def _phrase(code: int) -> str:
    try:
        return HTTPStatus(code).phrase
    except ValueError:
        return "Error"


def _whole(response: MockResponse) -> bytes:
    return response.body if isinstance(response.body, bytes) else b"".join(response.body)


def _in_pieces(response: MockResponse, _schema: Schema, _operation: Operation[Any] | None, size: int) -> MockResponse:
    body = _whole(response)
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return response._replace(body=iter(pieces), headers={**response.headers, "Content-Length": str(len(body))})


def _half(response: MockResponse, _schema: Schema, _operation: Operation[Any] | None) -> MockResponse:
    body = _whole(response)
    return response._replace(body=body[: len(body) // 2])


def _elsewhere(response: MockResponse, _schema: Schema, _operation: Operation[Any] | None, origin: str) -> MockResponse:
    data = response.json()
    return response if data is None else json_answer(response.status, _moved(data, origin), response.headers)


def _moved(data: Any, origin: str) -> Any:
    if is_object(data):
        return {name: _moved(value, origin) for name, value in data.items()}
    if is_list(data):
        return [_moved(value, origin) for value in data]
    return re.sub(r"^https?://[^/?#]*", origin, data) if isinstance(data, str) else data


def _in_rows(
    response: MockResponse,
    schema: Schema,
    operation: Operation[Any] | None,
    change: Callable[..., None],
    *options: Any,
) -> MockResponse:
    """Change each row of an answer: the objects of its list, else the object itself."""
    data = response.json()
    if operation is None or data is None:
        return response
    rows: list[Any] = data if is_list(data) else [data]
    if operation.pagination and is_object(data):
        rows = [row for value in data.values() if is_list(value) for row in value]
    for row in filter(is_object, rows):
        change(row, schema, schema.row_model(operation.response), *options)
    return json_answer(response.status, data, response.headers)


def _put_extra(row: Data, _schema: Schema, _model: str, extra: Mapping[str, Any]) -> None:
    row.update(extra)


def _put_value(row: Data, schema: Schema, model: str, member: str, value: str) -> None:
    names = [name for name, one in schema.members(model).items() if name in row and schema.choices(one.type)]
    row.update(dict.fromkeys([member] if member else names, value))


def _put_null(row: Data, schema: Schema, model: str, member: str) -> None:
    names = [name for name, one in schema.members(model).items() if one.required] or list(row)
    row.update(dict.fromkeys([member] if member else names[-1:]))
