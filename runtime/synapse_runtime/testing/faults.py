"""What can go wrong between a client and a backend: faults, as values, by name.

A fault says whether the request is carried out all the same, what becomes of the response, and
how the connection ends.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, frozen
from synapse_http.values import is_list, is_object

from .messages import ConnectionEnd, MockResponse, html_response, json_response, xml_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Operation
    from synapse_runtime.testing.backend.spec.schema import Schema

    from .calls import Call

ChangeResponse: TypeAlias = "Callable[..., MockResponse]"
"""Takes the response, the schema, the operation or None, and the options of the fault."""


@frozen
class Fault:
    """One thing that goes wrong. The functions of this module make faults."""

    name: str
    times: int | None = 1
    """Number of requests it applies to; None: all."""
    processed: bool = True
    """Whether the backend carries the request out."""
    response: MockResponse | None = None
    """Takes the place of the right response."""
    change: ChangeResponse | None = None
    """Changes the right response."""
    options: tuple[Any, ...] = ()
    """Further arguments of `change`."""
    field: str = ""
    """The field of the rows that `change` is about, if it is about one that the spec has."""
    connection_end: ConnectionEnd = "whole"
    delay: float = 0.0
    """Seconds before the response."""
    chunk_delay: float = 0.0
    """Seconds before each chunk of the body."""
    stored_twice: bool = False
    """Whether the chunk of an upload is stored twice."""

    def apply(self, response: MockResponse, schema: Schema, operation: Operation[Any] | None) -> MockResponse:
        """Return what becomes of a response."""
        if self.response is not None:
            response = self.response
        elif self.change is not None:
            response = self.change(response, schema, operation, *self.options)
        chunk_delay = self.chunk_delay or response.chunk_delay
        return evolve(response, delay=self.delay, chunk_delay=chunk_delay, connection_end=self.connection_end)


class FaultRule:
    """A fault and the requests it applies to."""

    def __init__(self, route: str, fault: Fault, after: int, *, optional: bool = False) -> None:
        self.fault = fault
        self._route = route
        self._after = after
        self._optional = optional
        self._seen = 0

    @property
    def is_unmet(self) -> bool:
        """Whether no request has met the fault, although one must."""
        return self._seen <= self._after and not self._optional

    def should_fire(self, call: Call) -> bool:
        """Return whether the fault applies to the next call; count the calls to its route."""
        if not call.matches(self._route):
            return False
        self._seen += 1
        times = self.fault.times
        return self._seen > self._after and (times is None or self._seen <= self._after + times)

    def __str__(self) -> str:
        after = f" after {self._after} requests, of which {self._seen} came" if self._after else ""
        return f"{self.fault.name} for {self._route}{after}"


def validate_fault(fault: Fault, after: int) -> None:
    """Check the numbers of a fault.

    Raises:
        ValueError: A number is out of range.
    """
    if fault.times is not None and not _is_count(fault.times, 1):
        raise ValueError(f"times must be an integer ≥ 1, or None for all requests, got {fault.times!r}")
    if not _is_count(after, 0):
        raise ValueError(f"after must be an integer ≥ 0, got {after!r}")
    for seconds in (fault.delay, fault.chunk_delay):
        if not _is_duration(seconds):
            raise ValueError(f"seconds must be a finite number ≥ 0, got {seconds!r}")
    if fault.response is not None and not (
        _is_count(fault.response.status_code, 100) and fault.response.status_code <= 599
    ):
        raise ValueError(f"code must be a status from 100 to 599, got {fault.response.status_code!r}")


def _is_count(value: object, least: int) -> bool:
    return type(value) is int and value >= least


def _is_duration(value: object) -> bool:
    return isinstance(value, (int, float)) and 0 <= value < float("inf")


# Error responses ------------------------------------------------------------------------


def status(
    code: int = 503, *, retry_after: float | str | None = None, processed: bool = False, times: int | None = 1
) -> Fault:
    """Respond with a JSON error.

    Args:
        code: The status.
        retry_after: Value of the `Retry-After` header: seconds, or an HTTP date.
        processed: Whether the request is carried out all the same.
        times: Number of requests it applies to; None: all.
    """
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault("status", times, processed, json_response(code, {"detail": _reason_phrase(code)}, headers))


def html_error(code: int = 502, *, processed: bool = False, times: int | None = 1) -> Fault:
    """Respond with the HTML error page of a proxy."""
    title = f"{code} {_reason_phrase(code)}"
    page = html_response(code, title, "The proxy received no valid response.")
    return Fault("html_error", times, processed, page)


def storage_error(
    code: int = 403, error: str = "AccessDenied", message: str = "Access Denied", *, times: int | None = 1
) -> Fault:
    """Respond with the XML error of a storage.

    Args:
        code: The status.
        error: The storage's name for it.
        message: What the storage says of it.
        times: Number of requests it applies to; None: all.
    """
    return Fault("storage_error", times, processed=False, response=xml_error(code, error, message))


# Connections ----------------------------------------------------------------------------


def refused(*, times: int | None = 1) -> Fault:
    """Refuse the connection. A server has accepted it before it reads the request: see `MockServer.refusing`."""
    return Fault("refused", times, processed=False, connection_end="refused")


def dropped_before_processing(*, times: int | None = 1) -> Fault:
    """Close the connection without carrying the request out."""
    return Fault("dropped_before_processing", times, processed=False, connection_end="dropped")


def dropped_after_processing(*, times: int | None = 1) -> Fault:
    """Carry the request out, and close the connection without a response."""
    return Fault("dropped_after_processing", times, connection_end="dropped")


def reset(*, processed: bool = False, times: int | None = 1) -> Fault:
    """Reset the connection."""
    return Fault("reset", times, processed, connection_end="reset")


def cut_body(*, times: int | None = 1) -> Fault:
    """Close the connection after half of the response's body."""
    return Fault("cut_body", times, connection_end="cut")


# Time -----------------------------------------------------------------------------------


def latency(seconds: float = 1.0, *, times: int | None = 1) -> Fault:
    """Carry the request out at once, and delay the response."""
    return Fault("latency", times, delay=seconds)


def slow_drip(seconds: float = 0.05, *, size: int = 16, times: int | None = 1) -> Fault:
    """Send the response a few bytes at a time.

    Args:
        seconds: Time before each chunk.
        size: Bytes of a chunk.
        times: Number of requests it applies to; None: all.
    """
    return Fault("slow_drip", times, change=_split_body, options=(size,), chunk_delay=seconds)


# Responses that break the spec ----------------------------------------------------------


def broken_json(*, times: int | None = 1) -> Fault:
    """Send a complete response whose JSON ends in the middle."""
    return Fault("broken_json", times, change=_halve_body)


def wrong_next_host(origin: str = "http://internal.invalid", *, times: int | None = 1) -> Fault:
    """Replace the origin of all absolute URLs in the response."""
    return Fault("wrong_next_host", times, change=_move_urls, options=(origin,))


def extra_fields(fields: Mapping[str, Any] | None = None, *, times: int | None = 1) -> Fault:
    """Add fields that the spec does not know to each row."""
    extra = {"added_later": {"version": 2}} if fields is None else dict(fields)
    return Fault("extra_fields", times, change=_change_rows, options=(_add_fields, extra))


def unknown_enum(field: str = "", *, value: str = "added_later", times: int | None = 1) -> Fault:
    """Put an enum value that the spec does not know into each row.

    Args:
        field: The field; by default all whose type is an enum.
        value: The value.
        times: Number of requests it applies to; None: all.
    """
    return Fault("unknown_enum", times, change=_change_rows, options=(_set_enums, field, value), field=field)


def null_field(field: str = "", *, times: int | None = 1) -> Fault:
    """Put null into each row where the spec does not allow it.

    Args:
        field: The field; by default the last required one.
        times: Number of requests it applies to; None: all.
    """
    return Fault("null_field", times, change=_change_rows, options=(_set_null, field), field=field)


# Uploads --------------------------------------------------------------------------------


def stored_twice(*, times: int | None = 1) -> Fault:
    """Store a chunk twice, as two concurrent requests can do: the file stays too long for ever."""
    return Fault("stored_twice", times, stored_twice=True)


FAULTS: Mapping[str, Callable[..., Fault]] = {
    make.__name__: make
    for make in (
        status,
        html_error,
        storage_error,
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


def _reason_phrase(code: int) -> str:
    try:
        return HTTPStatus(code).phrase
    except ValueError:
        return "Error"


def _read_body(response: MockResponse) -> bytes:
    return response.body if isinstance(response.body, bytes) else b"".join(response.body)


def _split_body(response: MockResponse, _schema: Schema, _operation: object, size: int) -> MockResponse:
    body = _read_body(response)
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    return evolve(response, body=iter(chunks), headers={**response.headers, "Content-Length": str(len(body))})


def _halve_body(response: MockResponse, _schema: Schema, _operation: object) -> MockResponse:
    body = _read_body(response)
    return evolve(response, body=body[: len(body) // 2])


def _move_urls(response: MockResponse, _schema: Schema, _operation: object, origin: str) -> MockResponse:
    data = response.json()
    return (
        response
        if data is None
        else json_response(response.status_code, _replace_origin(data, origin), response.headers)
    )


def _replace_origin(data: Any, origin: str) -> Any:
    if is_object(data):
        return {name: _replace_origin(value, origin) for name, value in data.items()}
    if is_list(data):
        return [_replace_origin(value, origin) for value in data]
    return re.sub(r"^https?://[^/?#]*", origin, data) if isinstance(data, str) else data


def _change_rows(
    response: MockResponse,
    schema: Schema,
    operation: Operation[Any] | None,
    change: Callable[..., None],
    *options: Any,
) -> MockResponse:
    """Change each row of a response: the items of its list, or the object itself."""
    data = response.json()
    if operation is None or data is None:
        return response
    rows: list[Any] = data if is_list(data) else [data]
    if operation.pagination and is_object(data):
        rows = [row for value in data.values() if is_list(value) for row in value]
    for row in filter(is_object, rows):
        change(row, schema, schema.row_model(operation.response), *options)
    return json_response(response.status_code, data, response.headers)


def _add_fields(row: JsonObject, _schema: Schema, _model: str, extra: Mapping[str, Any]) -> None:
    row.update(extra)


def _set_enums(row: JsonObject, schema: Schema, model: str, field: str, value: str) -> None:
    enums = [name for name, candidate in schema.fields(model).items() if name in row and schema.choices(candidate.type)]
    row.update(dict.fromkeys([field] if field else enums, value))


def _set_null(row: JsonObject, schema: Schema, model: str, field: str) -> None:
    required = [name for name, candidate in schema.fields(model).items() if candidate.required] or list(row)
    row.update(dict.fromkeys([field] if field else required[-1:]))
