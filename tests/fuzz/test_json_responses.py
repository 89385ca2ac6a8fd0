"""JSON that is near to what the spec says, through every operation of both faces, blocking and async."""

from __future__ import annotations

import asyncio
import json
import time
import warnings

import httpx
import pytest
from support.examples import cases
from support.faces import DOCUMENTED, NOT_OFFERED, call_typed, call_typed_async, documented_arguments, typed_arguments
from support.fuzzing import MEMORY_BYTES, PATIENCE_SECONDS, check_error, check_result, peak_bytes, seeds
from support.mutations import STATUSES, Mutator
from synapse_runtime.testing import MockBackend, MockTransport, no_backoff
from synapse_sdk import SERVICE, AsyncSynapse, RetryPolicy, Synapse
from synapse_sdk.clients.backend import BackendClient

pytestmark = pytest.mark.slow

CASES = [*cases(SERVICE)]
FACES = ("documented", "blocking", "async")
MOST_REQUESTS = 1_000
"""A call that sends more would send for ever."""
OPTIONS = {"retry": RetryPolicy(attempts=2, backoff=0.0), "deadline": 5.0, "finish_timeout": 1.0}


class Endless(BaseException):
    """A call does not come to an end."""


class MutatingTransport(httpx.MockTransport):
    """A mock whose responses are near to what they should be."""

    def __init__(self, mutator: Mutator) -> None:
        self.backend = MockBackend(SERVICE, seed=7)
        self.requests = 0
        self._mutator = mutator
        self._mock = MockTransport(self.backend)
        super().__init__(self._respond)

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.requests > MOST_REQUESTS:
            raise Endless
        inner = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        response = self._mock.handle_request(inner)
        body, mutator = response.read(), self._mutator
        if mutator.chance(0.6):
            try:
                body = mutator.json_body(json.loads(body))
            except ValueError:
                body = mutator.mutate_bytes(body)
        status = mutator.random.choice(STATUSES) if mutator.chance(0.08) else response.status_code
        return httpx.Response(status, headers={"content-type": "application/json"}, content=body)


async def call(face, case, transport, folder):
    """Make the call of an example; return what it returns, or raises. NOT_OFFERED if the face lacks the operation."""
    try:
        if face == "documented":
            if case.operation.name not in DOCUMENTED:
                return NOT_OFFERED
            with BackendClient("https://mock", "t", transport=transport, **OPTIONS) as client:
                result = getattr(client, DOCUMENTED[case.operation.name].method)(**documented_arguments(case, folder))
                return list(result) if case.operation.stream else result
        arguments = typed_arguments(case, folder, "keywords")
        if face == "blocking":
            with Synapse("https://mock", api_token="t", transport=transport, **OPTIONS) as synapse:
                return call_typed(case, synapse, arguments)
        async with AsyncSynapse("https://mock", api_token="t", transport=transport, **OPTIONS) as synapse:
            return await call_typed_async(case, synapse, arguments)
    except Exception as error:
        return error


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_any_json_is_a_result_or_a_client_error(case, face, folder, record_property):
    """In time, with a bounded number of requests, and in bounded memory."""
    before, responses = peak_bytes(), 0
    with no_backoff(), warnings.catch_warnings(), asyncio.Runner() as runner:
        for seed in seeds(8):
            transport = MutatingTransport(Mutator(f"{case} {seed}"))
            started = time.monotonic()
            try:
                outcome = runner.run(call(face, case, transport, folder))
                assert transport.requests <= MOST_REQUESTS
                check_error(outcome) if isinstance(outcome, Exception) else check_result(outcome)
                assert time.monotonic() - started < PATIENCE_SECONDS
            except BaseException as error:
                error.add_note(f"FUZZ_SEED={seed} FUZZ_CASES=1")
                raise
            finally:
                transport.backend.close()
                responses += transport.requests
            if outcome is NOT_OFFERED:
                return
    record_property("responses", responses)
    assert peak_bytes() - before < MEMORY_BYTES
