"""The mock backend: a service in this process, made from its descriptors and examples."""

from __future__ import annotations

import time
from collections import deque
from copy import deepcopy
from functools import partial
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve
from synapse_http.arguments import did_you_mean
from synapse_http.error_mapping import redact
from synapse_http.messages import ConnectError, ReadError, ReadTimeout

from synapse_runtime.testing.backend.dispatch import Backend, BackendConfig, DispatchResult
from synapse_runtime.testing.backend.requests.authentication import make_credentials
from synapse_runtime.testing.backend.requests.query import split_query

from .calls import Call, CannedResponses, find_secrets, format_calls, mask_headers, mask_query
from .clock import Clock
from .faults import FAULTS, Fault, FaultRule, validate_fault
from .messages import MockResponse, iter_sent_chunks, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Service
    from synapse_runtime.testing.backend.files.storage import Storage
    from synapse_runtime.testing.backend.files.uploads import Uploads
    from synapse_runtime.testing.backend.requests.routing import RouteMatch
    from synapse_runtime.testing.backend.rows.store import Table

    from .messages import MockRequest

MAX_CALLS = 10_000
"""Only the last calls are kept, so that a mock in a long load test does not grow."""


class UnexpectedCallError(AssertionError):
    """A strict mock has received a request that the spec does not allow."""


class MockBackend:
    """An in-process mock of the backend.

    It is stateful: what is created can be fetched, listed, filtered, changed and deleted. The same
    seed and the same calls give the same responses. Threads may share it.
    """

    def __init__(
        self,
        service: Service,
        *,
        seed: int = 0,
        tokens: Collection[str] | None = None,
        advertised_origin: str | None = None,
        prefix: str = "",
        clock: Callable[[], datetime] | None = None,
        sleep: Callable[[float], object] = time.sleep,
        strict: bool = False,
        list_errors_by_index: bool = False,
        on_call: Callable[[Call], object] | None = None,
    ) -> None:
        """Make a backend with the rows of the examples.

        Args:
            service: The service to mock.
            seed: Decides IDs and made-up values.
            tokens: The accepted tokens; by default any.
            advertised_origin: Origin of the URLs in responses, such as `http://inner:8000`; by default
                that of the request.
            prefix: Path before all others, such as `/api`.
            clock: Returns the time; by default a `Clock`, which stands still between readings.
            sleep: Waits, for faults that take time.
            strict: Raise on requests that the spec does not allow, besides responding with an error.
            list_errors_by_index: Report the errors of a list body as an object by index, as newer
                backends do; else as a list.
            on_call: Called with each request that was received, to log it.
        """
        self.service = service
        self.clock = Clock() if clock is None else clock
        self.strict = strict
        self._on_call = on_call
        self._tokens = tokens
        self._sleep = sleep
        self._backend = Backend(
            BackendConfig(
                service,
                self.clock,
                seed=seed,
                tokens=tokens,
                advertised_origin=advertised_origin,
                prefix=prefix,
                list_errors_by_index=list_errors_by_index,
            )
        )
        self._lock = self._backend.lock
        self._clear()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.service.name}, {len(self._calls)} calls>"

    # For tests --------------------------------------------------------------------------

    def reset(self) -> None:
        """Start anew: the rows of the examples, no calls, no faults, no canned responses."""
        with self._lock:
            self._backend.reset()
            self._clear()

    def _clear(self) -> None:
        self._calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self._rules: list[FaultRule] = []
        self._canned: list[CannedResponses] = []
        self._request_ids = count(1)

    def close(self) -> None:
        """Delete the content of all files."""
        self._backend.state.close()

    @property
    def calls(self) -> list[Call]:
        """The requests received, oldest first; at most the last `MAX_CALLS`."""
        with self._lock:
            return list(self._calls)

    @property
    def prefix(self) -> str:
        """Path before all others, such as `/api`, or ""."""
        return self._backend.router.prefix.rstrip("/")

    def route_of(self, request: MockRequest) -> str:
        """Return the method and the path template of a request, which hold no secrets."""
        match = self._backend.router.match(request.path)
        return f"{request.method} {match.route.template if match is not None else 'of an unknown path'}"

    @property
    def credentials(self) -> dict[str, Any]:
        """Arguments for a client: a token that the mock accepts, for each credential."""
        return make_credentials(self.service, self._tokens)

    def client_arguments(self, base_url: str) -> dict[str, Any]:
        """Return arguments for a client: tokens, and where the mock is. It serves the paths of all servers."""
        servers = {f"{name}_url": base_url for name in self.service.servers}
        return {"base_url": base_url, **servers, **self.credentials}

    @property
    def uploads(self) -> Uploads:
        """The chunked uploads and their content."""
        return self._backend.state.uploads

    @property
    def storage(self) -> Storage:
        """The storage that signed URLs lead to, at an origin of its own."""
        return self._backend.state.storage

    def inject_fault(
        self, route: str, fault: Fault | str, *, after: int = 0, optional: bool = False, **options: Any
    ) -> None:
        """Make requests fail.

        Args:
            route: The requests: `POST tasks/`, `GET tasks/{pk}/`, `tasks.create`, `* jobs/*` or `*`.
            fault: A value or a name of `synapse_runtime.testing.faults`.
            after: Number of requests to the route that succeed first.
            optional: Whether a test may end without a request that meets the fault.
            options: Arguments of the fault, such as `times=2`.

        Raises:
            ValueError: The fault, the route, its field or an option does not exist, or is out of range.
        """
        operations = self._backend.router.operations_at(route)
        if not isinstance(fault, str):
            fault = evolve(fault, **options)
        elif fault in FAULTS:
            fault = FAULTS[fault](**options)
        else:
            raise ValueError(f"unknown fault {fault!r}: choose one of {', '.join(FAULTS)}")
        validate_fault(fault, after)
        schema = self._backend.schema
        fields = {name for operation in operations for name in schema.fields(schema.row_model(operation.response))}
        if fault.field and fault.field not in fields:
            raise ValueError(f"{route}: no row has the field {fault.field!r}: {did_you_mean(fault.field, fields)}")
        with self._lock:
            self._rules.append(FaultRule(route, fault, after, optional=optional))

    def on(self, route: str) -> CannedResponses:
        """Choose the responses of a route: `mock.on("GET tasks/{pk}/").respond(400, json={"detail": "No."})`.

        They take the place of all that the mock would respond, errors included; nothing is stored. A fault comes on
        top: one that keeps a request from the backend keeps it from them too, others change them. Of two for the same
        request the newer one responds, until it is used up.

        Args:
            route: As in `inject_fault`; one with a wildcard, such as `GET reports/*`, may be unknown to the spec.

        Raises:
            ValueError: No operation has this route.
        """
        operations = self._backend.router.operations_at(route)
        canned = CannedResponses(route, partial(self._backend.make_error, operations))
        with self._lock:
            self._canned.insert(0, canned)
        return canned

    def rows(self, resource: str) -> list[JsonObject]:
        """Return a copy of the current rows of a resource, oldest first.

        Raises:
            ValueError: No resource of this name has rows.
        """
        with self._lock:
            return [deepcopy(row.data) for row in self._table(resource).all()]

    def add(self, resource: str, extra: Mapping[str, Any] = MappingProxyType({}), /, **fields: Any) -> JsonObject:
        """Store a row.

        Args:
            resource: The resource.
            extra: Fields that the spec does not know, as a newer backend has them.
            fields: Values by wire name; the others are made up after the examples.

        Returns:
            A copy of the row.

        Raises:
            ValueError: No resource of this name has rows.
            TypeError: The model of the rows has no field of this name, or responses do not have it.
        """
        with self._lock:
            table, state = self._table(resource), self._backend.state
            self._require_fields(table.model, fields, is_row=True)
            data = state.factory.make_row(table, fields, {}, keep_key=True)
            state.media.register(fields)
            return deepcopy(table.add({**data, **fields, **extra}).data)

    def make(self, model: str, /, **fields: Any) -> JsonObject:
        """Return a made-up object, which is not stored; no row will have its ID.

        Args:
            model: Name of the model.
            fields: Values by wire name; the others are made up after the examples.

        Raises:
            TypeError: The model has no field of this name.
        """
        self._require_fields(model, fields)
        with self._lock:
            catalog, factory = self._backend.state.catalog, self._backend.state.factory
            return deepcopy(factory.make_object(model, fields, catalog.table_of(model), catalog.example_body(model)))

    def _require_fields(self, model: str, fields: Mapping[str, Any], *, is_row: bool = False) -> None:
        known = self._backend.schema.fields_of(model, fields)
        for name in fields:
            if name not in known:
                raise TypeError(f"{model} has no field {name!r}: {did_you_mean(name, known)}")
            if is_row and known[name].only == "sent":
                raise TypeError(f"{model}.{name} is only sent, so no row has it: leave it out")

    def _table(self, resource: str) -> Table:
        tables = self._backend.state.catalog.resources
        if resource not in tables:
            raise ValueError(f"no resource {resource!r} has rows: {did_you_mean(resource, tables)}")
        return tables[resource]

    def assert_called_once_with(self, route: str, **expected: Any) -> Call:
        """Assert that exactly one call went to a route.

        Args:
            route: As in `inject_fault`.
            expected: Attributes of the `Call`: `json`, `query`, `files`, `status`. Of `headers`, those that are named:
                the call may have others.

        Returns:
            The call.
        """
        calls = self.calls
        matches = [call for call in calls if call.matches(route)]
        listing = f"All calls:\n{format_calls(calls)}"
        if len(matches) != 1:
            raise AssertionError(f"expected one call of {route}, got {len(matches)}. {listing}")
        for name, value in expected.items():
            actual = getattr(matches[0], name)
            if name == "headers":
                actual = {header: actual.get(header.lower()) for header in value}
            if actual != value:
                message = f"expected {name}={value!r} in the call of {route}, got {actual!r}."
                raise AssertionError(f"{redact(message, matches[0].secrets)} {listing}")
        return matches[0]

    def assert_not_called(self, route: str = "*") -> None:
        """Assert that no call went to a route, or that none came at all.

        Raises:
            ValueError: No operation has this route.
        """
        self._backend.router.operations_at(route)
        if matches := [call for call in self.calls if call.matches(route)]:
            raise AssertionError(f"expected no call of {route}, got {len(matches)}:\n{format_calls(matches)}")

    def assert_all_expected(self) -> None:
        """Assert that the spec allows all calls."""
        if problems := [call for call in self.calls if call.problem]:
            raise AssertionError(f"the spec does not allow these calls:\n{format_calls(problems)}")

    def assert_all_met(self) -> None:
        """Assert that a request has met each fault and each canned response, except those that are optional."""
        with self._lock:
            unmet = {
                "faults": [str(rule) for rule in self._rules if rule.is_unmet],
                "responses": [name for canned in reversed(self._canned) for name in canned.unmet],
            }
        lists = ["\n  ".join([f"no request met these {what}:", *names]) for what, names in unmet.items() if names]
        if lists:
            hint = "Correct the route, or pass optional=True. All calls:"
            raise AssertionError("\n".join([*lists, hint, format_calls(self.calls)]))

    # Requests ---------------------------------------------------------------------------

    def handle(
        self, request: MockRequest, timeout: float | None = None, sleep: Callable[[float], object] | None = None
    ) -> MockResponse:
        """Respond to a request in this process, with the effects of faults.

        Args:
            request: The request.
            timeout: The client's read timeout in seconds. A slower fault raises at once.
            sleep: Waits in place of the mock's own `sleep`.

        Returns:
            The response. Its body may raise while it is read.

        Raises:
            TransportError: A fault has broken the connection.
            UnexpectedCallError: The mock is strict, and the spec does not allow the request.
        """
        response, call, fault = self._record(request)
        if self.strict and call.problem:
            raise UnexpectedCallError(f"{call.operation or 'unknown operation'}: {call}")
        if fault is None:
            return response
        injected = f"injected fault {fault.name!r}"
        if timeout is not None and max(response.delay, response.chunk_delay) >= timeout:
            raise ReadTimeout(f"{injected} exceeds the read timeout")
        sleep = sleep or self._sleep
        if response.delay:
            sleep(response.delay)
        if response.connection_end == "refused":
            raise ConnectError(f"{injected}: connection refused")
        if response.connection_end in {"dropped", "reset"}:
            raise ReadError(f"{injected}: connection lost before the response")
        if response.connection_end == "cut" or response.chunk_delay:
            return evolve(response, body=_iter_faulty_body(response, sleep, injected))
        return response

    def respond(self, request: MockRequest) -> MockResponse:
        """Respond to a request, and leave it to a server to delay or break the response."""
        return self._record(request)[0]

    def _record(self, request: MockRequest) -> tuple[MockResponse, Call, Fault | None]:
        match = self._backend.router.match(request.path)
        accept = request.headers.get("accept", "")
        operation = None if match is None else match.operation(request.method, accept=accept)
        call = Call(
            request.method,
            self._backend.router.relative_path(request.path),
            "" if operation is None else operation.name,
            "" if match is None else match.route.template if operation is None else operation.path,
            mask_query(self.service, split_query(request.query)),
            headers=mask_headers(self.service, operation, request.headers),
            path_parameters={} if match is None else match.arguments_of(match.route.template),
        )
        with self._lock:
            fault = next((rule.fault for rule in self._rules if rule.should_fire(call)), None)
            reaches = fault is None or fault.processed
            function = next(filter(None, (canned.take(call) for canned in self._canned)), None) if reaches else None
        call, response = evolve(call, fault="" if fault is None else fault.name), MockResponse(0)
        if reaches:
            twice = fault is not None and fault.stored_twice
            result = None if function is None else self._respond_by(function, call, request, match)
            result = result or self._backend.dispatch(request, match, stored_twice=twice)
            response, (body, files, _) = result.response, result.body
            call = evolve(call, json=body, files=files, processed=result.processed, problem=result.problem)
            if operation is not None and match is not None:  # the body may say which form of the request it is
                operation = match.operation(request.method, body, accept) or operation
                call = evolve(call, operation=operation.name)
        if operation is not None and match is not None:
            call = evolve(call, secrets=find_secrets(operation, match.arguments, call.query, call.json))
        if fault is not None:
            response = fault.apply(response, self._backend.schema, operation)
        is_silent = response.connection_end in {"refused", "dropped", "reset"}
        call = evolve(call, status=None if is_silent else response.status_code)
        with self._lock:
            self._calls.append(call)
            name, number = self.service.request_id_header or "X-Request-Id", next(self._request_ids)
        if self._on_call is not None:
            self._on_call(call)
        body = b"" if request.method == "HEAD" else response.body
        has_id = any(header.lower() == name.lower() for header in response.headers)
        headers = {**response.headers, **({} if has_id else {name: f"mock-{number:06}"})}
        return evolve(response, headers=headers, body=body), call, fault

    def _respond_by(
        self, function: Callable[[Call], object], call: Call, request: MockRequest, match: RouteMatch | None
    ) -> DispatchResult | None:
        """Return what a function responds, or None if it leaves that to the backend."""
        result = self._backend.peek(request, match)
        response = function(evolve(call, json=result.body.data, files=result.body.files, problem=result.problem))
        if response is None:
            return None
        response = response if isinstance(response, MockResponse) else json_response(200, response)
        return result._replace(response=response)


def _iter_faulty_body(response: MockResponse, sleep: Callable[[float], object], injected: str) -> Iterator[bytes]:
    for chunk in iter_sent_chunks(response):
        if response.chunk_delay:
            sleep(response.chunk_delay)
        yield chunk
    if response.connection_end == "cut":
        raise ReadError(f"{injected}: connection lost within the response")
