"""One request, from its bytes to its response, without faults."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from synapse_runtime.testing.messages import HttpError, iter_file

from .pagination import PageQuery
from .requests.authentication import authenticate
from .requests.multipart import Form
from .requests.parsing import ParsedBody, parse_body, require_headers, validate_body
from .requests.query import parse_query, split_query
from .requests.routing import MEDIA, Router, method_error
from .spec.schema import Schema
from .state import MockState, ParsedRequest
from .views import find_error_example, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from synapse_runtime.operation import Service
    from synapse_runtime.testing.messages import MockRequest, MockResponse, SentFile

    from .plans import OperationPlan
    from .requests.routing import RouteMatch

_NO_FORM = Form({}, {})


@frozen
class BackendConfig:
    """How the backend is set up."""

    service: Service
    clock: Callable[[], datetime]
    seed: int = 0
    tokens: Collection[str] | None = None
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
        self.schema = Schema(config.service.models)
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
        parsed = ParsedBody()
        is_valid = False
        try:
            if match is None and (path := self.router.path_below(request.path, MEDIA)):
                return DispatchResult(self.state.media.respond(request, path), parsed, processed=True)
            if match is None:
                raise self.router.unmatched_error(request)
            token = authenticate(self.config.service.credentials, self.config.tokens, request)
            operation = match.operation(request.method)
            if operation is None:
                raise method_error(match, request.method)
            plan = self.state.catalog.plans[operation.name]
            parsed = parse_body(operation, request)
            with self.lock:
                query = split_query(request.query)
                error = find_error_example(plan, match.arguments, query, parsed.data)
                if error is not None:
                    return DispatchResult(error, parsed)
                cache_key = (operation.name, token, request.headers.get("idempotency-key", ""))
                if cache_key in self._responses:
                    return DispatchResult(self._responses[cache_key], parsed)
                values = parse_query(self.schema, operation, query)
                body, files = self._validate(plan, request, parsed, token)
                is_valid = True
                url = self._make_url(request, self.router.relative_path(request.path))
                valid = ParsedRequest(
                    plan=plan,
                    path=match.arguments,
                    query=values,
                    page=PageQuery(url, query),
                    headers=request.headers,
                    body=body,
                    files=files,
                    form=_NO_FORM if parsed.form is None else parsed.form,
                    token=token,
                    make_url=partial(self._make_url, request),
                )
                response = self._respond(valid, stored_twice=stored_twice)
                if cache_key[-1]:
                    self._responses[cache_key] = response
            return DispatchResult(response, parsed, processed=True)
        except HttpError as error:
            breaks_spec = not is_valid and error.response.status_code != 401
            return DispatchResult(error.response, parsed, problem=_describe(error.response) if breaks_spec else "")
        finally:
            if parsed.form is not None:
                parsed.form.close()

    def _validate(
        self, plan: OperationPlan, request: MockRequest, parsed: ParsedBody, token: str
    ) -> tuple[Any, list[dict[str, SentFile]]]:
        if plan.action == "upload":  # the protocol has error messages of its own
            return parsed.data, [{}]
        require_headers(plan.operation, request)

        def find_upload(id: object) -> SentFile:
            upload = self.state.uploads.get_complete(id, token)
            self.state.media.link(upload.md5, upload.content)
            return upload.describe()

        by_index = self.config.list_errors_by_index
        return validate_body(self.schema, plan.operation, parsed, find_upload, by_index=by_index)

    def _respond(self, request: ParsedRequest, *, stored_twice: bool) -> MockResponse:
        is_upload = request.plan.action == "upload"
        for name, file in request.form.files.items() if not is_upload else ():
            self.state.media.store(request.files[0][name].md5, iter_file(file.content))
        response = respond(self.state, request)
        if is_upload and stored_twice and request.form.files:
            self.state.uploads.append_again(response.json()["id"], request.form, request.token)
        return response

    def _make_url(self, request: MockRequest, path: str) -> str:
        """Return the absolute URL of a path, as the backend sees itself.

        With an advertised origin it is behind a proxy, and does not know the prefix.
        """
        if self.config.advertised_origin is None:
            return f"http://{request.headers.get('host', 'testserver')}{self.router.prefix}{path}"
        origin = self.config.advertised_origin.rstrip("/")
        return f"{origin if '://' in origin else f'http://{origin}'}/{path}"


def _describe(response: MockResponse) -> str:
    body = response.json()
    return f"{response.status_code}: {body}" if body is not None else f"{response.status_code}, no such path"
