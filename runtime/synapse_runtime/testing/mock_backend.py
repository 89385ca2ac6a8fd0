"""The mock backend: one service, from its descriptors and examples, in this process."""

from __future__ import annotations

import threading
import time
from collections import deque
from copy import deepcopy
from difflib import get_close_matches
from functools import partial
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from synapse_runtime.http.messages import ConnectError, ReadError, ReadTimeout
from synapse_runtime.testing.backend.files.media import Media
from synapse_runtime.testing.backend.files.uploads import Uploads
from synapse_runtime.testing.backend.inference import Catalog
from synapse_runtime.testing.backend.pagination import PageQuery
from synapse_runtime.testing.backend.requests.authentication import authenticate
from synapse_runtime.testing.backend.requests.parsing import Sent, check_headers, checked, read_body
from synapse_runtime.testing.backend.requests.routing import MEDIA, Router, wrong_method
from synapse_runtime.testing.backend.rows.filtering import query_values, read_query
from synapse_runtime.testing.backend.rows.row_factory import RowFactory
from synapse_runtime.testing.backend.spec.schema import Schema
from synapse_runtime.testing.backend.views import MockState, ParsedRequest, answer, scripted
from synapse_runtime.types import is_list, is_object

from .calls import Call, listed
from .clock import Clock
from .factories import invented
from .faults import FAULTS, Fault, Rule, check
from .messages import HttpError, MockResponse, pieces_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Collection as Several
    from datetime import datetime

    from synapse_runtime.operation import Service
    from synapse_runtime.testing.backend.inference import Plan
    from synapse_runtime.testing.backend.requests.routing import Match
    from synapse_runtime.testing.backend.requests.validation import SentFile
    from synapse_runtime.testing.backend.rows.store import Collection, Data

    from .messages import MockRequest

KEPT_CALLS = 10_000


class UnexpectedCall(AssertionError):
    """A request that the spec does not allow, in a mock that was told to be strict."""


class MockBackend:
    """A backend that is not there.

    What is created can be fetched, listed, filtered, changed and deleted. The same seed and
    the same calls give the same answers. It can be shared between threads.
    """

    def __init__(
        self,
        service: Service,
        *,
        seed: int = 0,
        tokens: Several[str] | None = None,
        believed_host: str | None = None,
        prefix: str = "",
        clock: Callable[[], datetime] | None = None,
        sleep: Callable[[float], object] = time.sleep,
        strict: bool = False,
        list_errors_by_index: bool = False,
    ) -> None:
        """Set up a backend with the rows of the examples.

        Args:
            service: What it pretends to be.
            seed: Decides about IDs and invented content.
            tokens: The secrets it accepts; by default any.
            believed_host: What it takes for its own address in the URLs it answers with, such as
                `http://inner:8000`; by default the one that it was asked under.
            prefix: Path before all others, such as `/api`.
            clock: Tells the time; by default one that stands still between two events.
            sleep: Waits, for faults that take time.
            strict: Raise on requests that the spec does not allow, instead of answering with an error.
            list_errors_by_index: Tell what is wrong with a list body as an object keyed by index, as newer
                backends do; else as a list.
        """
        self.service = service
        self.clock = Clock() if clock is None else clock
        self.strict = strict
        self._list_errors_by_index = list_errors_by_index
        self._seed = seed
        self._tokens = tokens
        self._believed_host = believed_host
        self._sleep = sleep
        self._lock = threading.RLock()
        self._router = Router(service.operations(), prefix)
        self._schema = Schema(service.models)
        self._uploads: Uploads | None = None
        self._media: Media | None = None
        self.reset()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.service.name}, {len(self._calls)} calls>"

    # For tests --------------------------------------------------------------------------

    def reset(self) -> None:
        """Begin anew: rows of the examples only, no calls, no faults."""
        with self._lock:
            self.close()
            random = Random(self._seed)
            catalog = Catalog(self.service, self._schema)
            self._uploads = Uploads(random, self.clock)
            for name in catalog.upload_steps:
                for example in catalog.examples.get(name, ()):
                    if is_object(example.response):
                        self._uploads.seed(example.response)
            self._media = Media(self._uploads.stored)
            for collection in catalog.collections.values():
                self._media.note([row.data for row in collection.all()])
            self._world = MockState(catalog, RowFactory(self._schema, random, self.clock, self._media), self._uploads)
            self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
            self._rules: list[Rule] = []
            self._answers: dict[tuple[str, str, str], MockResponse] = {}
            self._request_ids = count(1)

    def close(self) -> None:
        """Let go of the content of files."""
        for files in (self._uploads, self._media):
            if files is not None:
                files.close()

    @property
    def calls(self) -> list[Call]:
        """The requests that came, oldest first; of very many the last ones."""
        with self._lock:
            return list(self._calls)

    @property
    def prefix(self) -> str:
        """Path before all others, such as `/api`; "" where there is none."""
        return self._router.prefix.rstrip("/")

    @property
    def credentials(self) -> dict[str, str]:
        """What a client of this mock may be made with: a token it accepts, by the name of each credential."""
        token = next(iter(self._tokens or ()), "token-of-the-mock")
        return {one.name: token for one in self.service.credentials}

    @property
    def uploads(self) -> Uploads:
        """Uploads and their content."""
        return self._world.uploads

    def fail(self, route: str, fault: Fault | str, *, after: int = 0, **options: Any) -> None:
        """Let something go wrong.

        Args:
            route: Where: `POST tasks/`, `GET tasks/{pk}/`, `tasks.create`, `* jobs/*` or `*`.
            fault: What, as a value of `faults` or by its name there.
            after: How many requests to the route go well before.
            options: Of a fault that is given by name, such as `times=2`.

        Raises:
            ValueError: There is no such fault, or no such route, or it makes no sense.
        """
        self._router.check(route)
        if isinstance(fault, str):
            if fault not in FAULTS:
                raise ValueError(f"there is no fault {fault!r}: choose of {', '.join(FAULTS)}")
            fault = FAULTS[fault](**options)
        elif options:
            fault = fault._replace(**options)
        check(fault, after)
        with self._lock:
            self._rules.append(Rule(route, fault, after))

    def rows(self, noun: str) -> list[Data]:
        """The rows of a resource as they are now, oldest first.

        Raises:
            ValueError: There is no such resource, or it has no rows.
        """
        with self._lock:
            return [deepcopy(row.data) for row in self._collection(noun).all()]

    def add(self, noun: str, /, **members: Any) -> Data:
        """Store a row as if it had been there from the start.

        Args:
            noun: The resource.
            members: Its members by wire name; the others are as in the examples.

        Returns:
            The row.

        Raises:
            ValueError: There is no such resource, or it has no rows.
        """
        with self._lock:
            collection = self._collection(noun)
            data = self._world.maker.row(collection, members, {}, chosen_key=True)
            self._world.maker.media.note(members)
            return deepcopy(collection.add({**data, **members}).data)

    def _collection(self, noun: str) -> Collection:
        nouns = self._world.catalog.nouns
        if noun not in nouns:
            near = get_close_matches(noun, nouns, 1)
            told = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(nouns))}"
            raise ValueError(f"no resource {noun!r} has rows: {told}")
        return nouns[noun]

    def make(self, model: str, /, **members: Any) -> Data:
        """Make up an object, without storing it.

        Args:
            model: Name of the model.
            members: Its members by wire name; the others are as in the examples.

        Returns:
            The object. Its ID is given to no other.
        """
        with self._lock:
            return deepcopy(invented(self._world, model, members))

    def assert_called_once_with(self, route: str, **expected: Any) -> Call:
        """Fail unless exactly one call went to a route, and was so.

        Args:
            route: As for `fail`.
            expected: `json`, `query`, `files`, `status`: parts of a Call.

        Returns:
            The call.
        """
        found = [call for call in self.calls if call.matches(route)]
        told = f"All calls:\n{listed(self.calls)}"
        assert len(found) == 1, f"{len(found)} calls of {route}, not one. {told}"
        for part, value in expected.items():
            assert getattr(found[0], part) == value, (
                f"{route} was called with {part}={getattr(found[0], part)!r}, not {value!r}. {told}"
            )
        return found[0]

    def assert_not_called(self, route: str = "*") -> None:
        """Fail if a call went to a route; without one, if any call came.

        Raises:
            ValueError: There is no such route: no call ever goes there.
        """
        self._router.check(route)
        found = [call for call in self.calls if call.matches(route)]
        assert not found, f"{len(found)} calls of {route}, not none:\n{listed(found)}"

    def assert_all_expected(self) -> None:
        """Fail if a call came that the spec does not allow."""
        found = [call for call in self.calls if call.problem]
        assert not found, f"{len(found)} calls that the spec does not allow:\n{listed(found)}"

    # Requests ---------------------------------------------------------------------------

    def handle(
        self, request: MockRequest, timeout: float | None = None, sleep: Callable[[float], object] | None = None
    ) -> MockResponse:
        """Answer a request in this process.

        Args:
            request: What is asked.
            timeout: Seconds the asker waits for a byte. A fault that takes longer fails at once.
            sleep: Waits, for faults that take time, where the mock's own way will not do.

        Returns:
            The answer.

        Raises:
            TransportFailure: A fault broke the connection.
            UnexpectedCall: The spec does not allow the request, and the mock is strict.
        """
        response, call = self._answered(request)
        if self.strict and call.problem:
            raise UnexpectedCall(f"{call.operation or 'no operation'}: {call}")
        if timeout is not None and max(response.delay, response.pause) >= timeout:
            raise ReadTimeout("the mock was told to be slow")
        sleep = sleep or self._sleep
        if response.delay:
            sleep(response.delay)
        if response.ending == "refused":
            raise ConnectError("the mock was told to refuse the connection")
        if response.ending in {"dropped", "reset"}:
            raise ReadError("the mock was told to break the connection")
        if response.ending == "cut" or response.pause:
            return response._replace(body=_broken(response, sleep))
        return response

    def answer(self, request: MockRequest) -> MockResponse:
        """Answer a request, and say how the answer ends: what a server asks for.

        Args:
            request: What is asked.

        Returns:
            The answer with its faults, which are not yet carried out.
        """
        return self._answered(request)[0]

    def _answered(self, request: MockRequest) -> tuple[MockResponse, Call]:
        match = self._router.find(request.path)
        operation = None if match is None else match.operation(request.method)
        call = Call(
            request.method,
            request.path.removeprefix(self._router.prefix).removeprefix("/"),
            "" if operation is None else operation.name,
            "" if match is None else match.route.template if operation is None else operation.path,
            query_values(request.query),
        )
        with self._lock:
            fault = self._fault(call)
        response = MockResponse(0)
        if fault is None or fault.processed:
            response, call = self._processed(request, match, call, fault)
        if fault is not None:
            response = fault.applied(response, self._schema, operation)
        silent = response.ending in {"refused", "dropped", "reset"}
        call = call._replace(status=None if silent else response.status)
        with self._lock:
            self._calls.append(call)
            named = {self.service.request_id_header or "X-Request-Id": f"mock-{next(self._request_ids):06}"}
        if request.method == "HEAD":
            response = response._replace(body=b"")
        return response._replace(headers={**response.headers, **named}), call

    def _processed(
        self, request: MockRequest, match: Match | None, call: Call, fault: Fault | None
    ) -> tuple[MockResponse, Call]:
        """Do what is asked, as far as it is in order."""
        sent, checks = Sent(), True
        try:
            if match is None and (path := self._router.below(request.path, MEDIA)):
                return self._world.maker.media.answer(request, path), call._replace(processed=True)
            if match is None:
                raise self._router.missing(request)
            user = authenticate(self.service.credentials, self._tokens, request)
            operation = match.operation(request.method)
            if operation is None:
                raise wrong_method(match, request.method)
            plan = self._world.catalog.plans[operation.name]
            sent = read_body(operation, request)
            call = call._replace(json=sent.data, files=sent.files)
            with self._lock:
                if (said := scripted(plan, match.arguments, call.query, sent.data)) is not None:
                    return said, call
                once = (operation.name, user, request.headers.get("idempotency-key", ""))
                if once in self._answers:
                    return self._answers[once], call
                query = read_query(self._schema, operation, call.query)
                body, files = self._checked(plan, request, sent, user)
                checks = False
                if sent.form is not None and plan.kind != "upload":
                    for name, file in sent.form.files.items():
                        self._world.maker.media.keep(sent.files[name].md5, pieces_in(file.content))
                ask = ParsedRequest(
                    plan,
                    match.arguments,
                    query,
                    PageQuery(self._url(request, call.path), call.query),
                    request.headers,
                    body,
                    files,
                    sent.form,
                    user,
                    partial(self._url, request),
                )
                response = answer(self._world, ask)
                if once[-1]:  # the same key asks for the same thing again
                    self._answers[once] = response
                if fault is not None and fault.stored_twice and sent.form is not None:
                    self.uploads.repeat(self.uploads.status(response.json()["id"], user), sent.form)
            return response, call._replace(processed=True)
        except HttpError as refusal:
            said = refusal.response
            wrong = checks and said.status != 401
            return said, call._replace(problem=_text(said) if wrong else "")
        finally:
            if sent.form is not None:
                sent.form.close()

    def _checked(self, plan: Plan, request: MockRequest, sent: Sent, user: str) -> tuple[Any, Any]:
        if plan.kind == "upload":  # the protocol has its own words for what is wrong
            return sent.data, [{}]
        check_headers(plan.operation, request)

        def upload(ident: object) -> SentFile:
            found = self.uploads.completed(ident, user)
            self._world.maker.media.point(found.md5, found.place)
            return found.sent_file()

        return checked(self._schema, plan.operation, sent, upload, by_index=self._list_errors_by_index)

    def _fault(self, call: Call) -> Fault | None:
        """The first rule that befalls a call; it wears off."""
        for rule in self._rules:
            if call.matches(rule.route) and rule.strikes():
                return rule.fault
        return None

    def _url(self, request: MockRequest, path: str) -> str:
        """A path of the service as an absolute URL, as the backend sees itself.

        A backend that is told another address is behind a proxy, and knows nothing of the prefix.
        """
        if self._believed_host is None:
            return f"http://{request.headers.get('host', 'testserver')}{self._router.prefix}{path}"
        origin = self._believed_host.rstrip("/")
        return f"{origin if '://' in origin else f'http://{origin}'}/{path}"


def _text(response: MockResponse) -> str:
    """What a refusal says, for people."""
    said = response.json()
    return f"{response.status}: {said}" if said is not None else f"{response.status}, no such path"


def pieces_of(response: MockResponse) -> Iterator[bytes]:
    """The pieces of a body that are sent; of one that is cut about half."""
    if isinstance(response.body, bytes):
        yield response.body[: len(response.body) // 2] if response.ending == "cut" else response.body
        return
    pieces = list(response.body) if response.ending == "cut" else response.body
    yield from pieces[: len(pieces) // 2] if is_list(pieces) else pieces


def _broken(response: MockResponse, sleep: Callable[[float], object]) -> Iterator[bytes]:
    pieces = pieces_of(response)
    for piece in pieces:
        if response.pause:
            sleep(response.pause)
        yield piece
    if response.ending == "cut":
        raise ReadError("the mock was told to cut the answer")
