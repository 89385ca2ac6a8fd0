"""One request, from its bytes to its response, without faults."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, field, frozen
from synapse_http.values import UNSET

from synapse_runtime.testing.messages import HttpError, MockResponse, iter_file, json_error, json_response

from .files.storage import STORAGE
from .matching import find_special_example, read_arguments
from .pagination import PageQuery
from .requests.authentication import authenticate
from .requests.multipart import Form, parse_json
from .requests.parameter_styles import read_styles
from .requests.parsing import (
    CheckedBody,
    ParsedBody,
    find_missing_constants,
    find_missing_headers,
    find_unknown_fields,
    parse_body,
    validate_body,
)
from .requests.query import find_limit_errors, find_unknown_names, parse_query, split_query
from .requests.routing import MEDIA, Router, method_error
from .response_headers import surround
from .spec.schema import schema_of
from .state import MockState, ParsedRequest
from .views import make_response, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from synapse_runtime.operation import Operation, Service
    from synapse_runtime.testing.messages import MockRequest, SentFile

    from .plans import OperationPlan
    from .requests.routing import RouteMatch
    from .spec.examples import Example

_NO_FORM = Form({}, {})
_PAGES = {301: "the path lacks its last slash", 404: "no such path", 500: "a string stands in the place of a file"}
"""What went wrong where the response is a page."""


@frozen
class BackendConfig:
    """How the backend is set up."""

    service: Service
    clock: Callable[[], datetime]
    seed: int = 0
    tokens: Collection[str] | None = field(default=None, repr=False)
    """The accepted tokens; None accepts any."""
    advertised_origin: str | None = None
    """Origin of the URLs in responses; None takes the `Host` of the request."""
    prefix: str = ""
    list_errors_by_index: bool = False


class DispatchResult(NamedTuple):
    """What became of a request."""

    response: MockResponse
    body: ParsedBody
    processed: bool = False
    """Whether the backend carried it out."""
    problem: str = ""
    """How the request breaks the spec; "" if it does not."""


class Backend:
    """A service with its state. Threads may share it."""

    def __init__(self, config: BackendConfig) -> None:
        self.config = config
        self.lock = threading.RLock()
        self.router = Router(config.service.operations(), config.prefix)
        self.schema = schema_of(config.service.models)
        self.state = self._make_state()
        self._responses: dict[tuple[str, str, str], MockResponse] = {}

    def reset(self) -> None:
        """Start anew with the rows of the examples."""
        self.state.close()
        self.state = self._make_state()
        self._responses.clear()

    def _make_state(self) -> MockState:
        return MockState.from_examples(self.config.service, self.schema, self.config.seed, self.config.clock)

    def dispatch(self, request: MockRequest, match: RouteMatch | None, *, stored_twice: bool = False) -> DispatchResult:
        """Carry out a request, if it is valid.

        Args:
            request: The request.
            match: Its route.
            stored_twice: Store the chunk of an upload twice.
        """
        parsed, problems = ParsedBody(), list[str]()
        is_valid = False
        try:
            if match is None and (path := self.router.path_below(request.path, MEDIA)):
                return DispatchResult(self.state.media.respond(request, path), parsed, processed=True)
            if match is None and (path := self.router.path_below(request.path, STORAGE)):
                with self.lock:
                    return DispatchResult(self.state.storage.respond(request, path), parsed, processed=True)
            if match is None:
                raise self.router.unmatched_error(request)
            accept = request.headers.get("accept", "")
            operation = match.operation(request.method, accept=accept)
            token = authenticate(self.config.service, operation, self.config.tokens, request)
            if operation is None:
                raise method_error(match, request.method)
            parsed = parse_body(operation, request)
            operation = match.operation(request.method, parsed.data, accept) or operation
            plan = self.state.catalog.plans[operation.name]
            query = read_styles(self.schema, operation, split_query(request.query))
            problems += find_unknown_names(self.config.service, operation, query)
            problems += find_limit_errors(self.config.service, operation, query, parsed.data)
            problems += find_missing_constants(self.config.service, operation, request.headers)
            with self.lock:
                received = self._receive(request, match, plan, parsed, query, token)
                special = find_special_example(plan, received.arguments, parsed.data)
                if special is not None and special.status >= 400 and special.status not in plan.operation.responses:
                    return DispatchResult(json_response(special.status, special.response), parsed)
                header = (operation.idempotency_key or "Idempotency-Key").lower()
                cache_key = (operation.name, token, request.headers.get(header, ""))
                if cache_key in self._responses:
                    return DispatchResult(self._responses[cache_key], parsed)
                valid = self._validate(received, parsed, problems)
                is_valid = True
                response = self._respond(valid, special, stored_twice=stored_twice)
                if cache_key[-1]:
                    self._responses[cache_key] = response
            return DispatchResult(response, parsed, processed=True, problem="; ".join(problems))
        except HttpError as error:
            if not is_valid and error.response.status_code != 401:
                problems.insert(0, _describe(error.response))
            return DispatchResult(error.response, parsed, problem="; ".join(problems))
        finally:
            if parsed.form is not None:
                parsed.form.close()

    def peek(self, request: MockRequest, match: RouteMatch | None) -> DispatchResult:
        """Read a request that something else responds to: its body, as far as it can be read, and unknown names."""
        parsed, operation = ParsedBody(), None
        if match is not None:
            operation = match.operation(request.method, accept=request.headers.get("accept", ""))
        start = None if isinstance(request.body, bytes) else request.body.tell()
        try:
            if operation is not None:
                parsed = parse_body(operation, request)
            elif not request.is_empty():
                parsed = ParsedBody(parse_json(request))
        except HttpError:
            pass  # whoever responds may mean just that
        finally:
            if start is not None and not isinstance(request.body, bytes):
                request.body.seek(start)  # the backend may respond after all
        problems: list[str] = []
        if operation is not None:
            query = read_styles(self.schema, operation, split_query(request.query))
            problems += find_unknown_names(self.config.service, operation, query)
            problems += find_limit_errors(self.config.service, operation, query, parsed.data)
            problems += find_unknown_fields(self.schema, operation, parsed)
        if parsed.form is not None:
            parsed.form.close()
        return DispatchResult(MockResponse(0), parsed, problem="; ".join(problems))

    def make_error(self, operations: Sequence[Operation[Any]], status: int) -> object:
        """Return the body of an error: that of an example, or one of its type; UNSET if the spec says nothing of it."""
        for operation in operations:
            type_string = self.config.service.error_type(operation, status)
            if type_string and operation.name in self.state.catalog.plans:
                examples = self.state.catalog.plans[operation.name].examples
                bodies = [example.response for example in examples if example.status == status]
                with self.lock:
                    return bodies[0] if bodies else self.state.factory.make_sample(type_string)
        return UNSET

    def _receive(
        self,
        request: MockRequest,
        match: RouteMatch,
        plan: OperationPlan,
        parsed: ParsedBody,
        query: Mapping[str, Sequence[Any]],
        token: str,
    ) -> ParsedRequest:
        """Return what a request says, not yet validated."""
        url = self._make_url(request, self.router.relative_path(request.path))
        headers, body, path = request.headers, parsed.data, match.arguments_of(plan.operation.path)
        return ParsedRequest(
            plan=plan,
            path=path,
            arguments=read_arguments(self.schema, plan.operation, path, query, headers, body),
            page=PageQuery(url, query),
            headers=headers,
            form=_NO_FORM if parsed.form is None else parsed.form,
            token=token,
            make_url=partial(self._make_url, request),
        )

    def _validate(self, request: ParsedRequest, parsed: ParsedBody, problems: list[str]) -> ParsedRequest:
        """Check the parts of a request; add what backends ignore, and what they report last, to its problems.

        Raises:
            HttpError: A part is invalid. Backends look at the query first, and at the body last.
        """
        operation = request.plan.operation
        query, query_errors = parse_query(self.schema, operation, request.page.query)
        header_errors, body = {}, CheckedBody(parsed.data)
        if request.plan.action != "upload":  # the protocol has error messages of its own
            header_errors = find_missing_headers(operation, request.headers)
            body = self._check_body(operation, parsed, request.token)
            problems += find_unknown_fields(self.schema, operation, parsed)
        errors = [part for part in (query_errors, header_errors, body.errors) if part]
        problems += map(str, errors[1:])
        if errors:
            raise json_error(400, errors[0])
        return evolve(request, query=query, body=body.data, files=body.files)

    def _check_body(self, operation: Operation[Any], parsed: ParsedBody, token: str) -> CheckedBody:
        def find_upload(id: object) -> SentFile:
            upload = self.state.uploads.get_complete(id, token)
            self.state.media.link(upload.md5, upload.content)
            return upload.describe()

        by_index = self.config.list_errors_by_index
        return validate_body(self.schema, operation, parsed, find_upload, by_index=by_index)

    def _respond(self, request: ParsedRequest, special: Example | None, *, stored_twice: bool) -> MockResponse:
        if special is not None:
            response = make_response(request.plan.operation, special.response, special.status)
            return surround(self.config.service, self.state, request, response)
        is_upload = request.plan.action == "upload"
        for name, file in request.form.files.items() if not is_upload else ():
            self.state.media.store(request.files[0][name].md5, iter_file(file.content))
        response = respond(self.state, request)
        if is_upload and stored_twice and request.form.files:
            self.state.uploads.append_again(response.json()["id"], request.form, request.token)
        return surround(self.config.service, self.state, request, response)

    def _make_url(self, request: MockRequest, path: str) -> str:
        """Return the absolute URL of a path, as the backend sees itself.

        With an advertised origin it is behind a proxy, and does not know the prefix.
        """
        if self.config.advertised_origin is None:
            return f"http://{request.headers.get('host', 'testserver')}{self.router.prefix}{path}"
        origin = self.config.advertised_origin.rstrip("/")
        return f"{origin if '://' in origin else f'http://{origin}'}/{path}"


def _describe(response: MockResponse) -> str:
    status, body = response.status_code, response.json()
    return f"{status}, {_PAGES[status]}" if body is None else f"{status}: {body}"
