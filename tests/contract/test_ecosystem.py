"""Tools that know httpx see our calls, or replace them, by default; none shows a token or a secret path part."""

from __future__ import annotations

import contextlib
import logging

import anyio
import httpx
import pytest
import respx
import sentry_sdk
import vcr
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk import integrations
from sentry_sdk.transport import Transport
from support import acme
from support.steps import json_response, redirect
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.resource import AsyncResource, Resource

TOKEN, KEY = "t0ken-s3cret", "p4th-s3cret"
SECRETS = (TOKEN, KEY, "qu3ry-s3cret")
LOGIN = {"key": KEY, "signature": "qu3ry-s3cret"}


class Calls:
    """Makes calls with a new client of one kind."""

    def __init__(self, name: str) -> None:
        self.blocking = name == "blocking"
        self.name = name

    def __call__(self, url, operation=acme.GET, arguments=None, body=None, **options):
        named = {"pk": 7} if arguments is None else arguments
        options = {"credentials": {"token": TOKEN}, "retry": NO_RETRY, **options}
        given = [] if body is None else [body]
        callers = options.get("http_client")
        if self.blocking:
            with callers or contextlib.nullcontext():
                with acme.blocking(url, **options) as client:
                    response = Resource(client)._call(operation, named, *given)
                assert callers is None or not callers.is_closed
                return response

        async def call():
            async with callers or contextlib.nullcontext():
                async with acme.waiting(url, **options) as client:
                    response = await AsyncResource(client)._call(operation, named, *given)
                assert callers is None or not callers.is_closed
                return response

        return anyio.run(call, backend=self.name)


@pytest.fixture(params=["blocking", "asyncio", "trio"])
def call(request):
    return Calls(request.param)


@pytest.fixture
def server(faulty_server):
    return faulty_server(otherwise=lambda request: json_response({"target": request.target}))


def login(call, url):
    """Call what has a secret in its path and in its query."""
    return call(url, acme.CONNECT, LOGIN, {"password": "b0dy-s3cret"})


def shown(*texts):
    """The secrets that stand in texts."""
    return [secret for secret in SECRETS for text in texts if secret in str(text)]


@pytest.mark.parametrize("using", ["httpcore", "httpx"])
def test_respx_replaces_a_call_by_default_and_with_httpx(call, using):
    with respx.mock(using=using) as router:
        route = router.get("https://backend.test/things/7/").respond(json={"n": 1})
        secret = router.post(url__regex=r"https://backend.test/agents/.*").respond(json={"n": 2})
        assert call("https://backend.test") == {"n": 1}
        assert login(call, "https://backend.test") == {"n": 2}
    assert route.calls[0].request.headers["X-Acme-Token"] == f"Token {TOKEN}"
    assert secret.called


def test_pytest_httpx_does_too(call, httpx_mock):
    httpx_mock.add_response(url="https://backend.test/things/7/", json={"n": 1})
    assert call("https://backend.test") == {"n": 1}
    (request,) = httpx_mock.get_requests()
    assert request.headers["X-Acme-Token"] == f"Token {TOKEN}"
    httpx_mock.add_exception(httpx.ReadTimeout("late"))
    with pytest.raises(TimeoutError):
        call("https://backend.test")


def test_vcrpy_records_and_replays(call, server, tmp_path):
    recorder = vcr.VCR(filter_headers=["X-Acme-Token"], record_mode="once")
    for _ in range(2):
        with recorder.use_cassette(str(tmp_path / "tape.yaml")):
            assert call(server.url) == {"target": "/things/7/"}
            assert "p4th-s3cret" in login(call, server.url)["target"]
    assert len(server.arrivals) == 2
    assert shown((tmp_path / "tape.yaml").read_text().replace("target", "").partition("response:")[0]) == []


@pytest.fixture
def spans():
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    yield exporter.get_finished_spans
    instrumentor.uninstrument()


def test_opentelemetry_makes_a_span_of_each_attempt(call, server, spans):
    call(server.url)
    login(call, server.url)
    first, second = spans()
    assert {first.name, second.name} == {"GET", "POST"}
    assert any("/things/7/" in str(value) for value in first.attributes.values())
    assert any("/agents/***/connect/" in str(value) for value in second.attributes.values())
    assert shown(*(f"{span.to_json()}" for span in spans())) == []
    assert server.arrivals[0].header("traceparent")


class Kept(Transport):
    """What would be sent to Sentry."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def capture_envelope(self, envelope):
        self.texts.append(envelope.serialize().decode())


@pytest.fixture
def sentry(monkeypatch):
    """Undo what Sentry does to httpx once a process and for ever: its frames would stand in later tracebacks."""
    for client in (httpx.Client, httpx.AsyncClient):
        monkeypatch.setattr(client, "send", client.send)
    yield
    for known in (integrations._processed_integrations, integrations._installed_integrations):
        known.discard("httpx")


def test_sentry_sees_a_call_as_breadcrumb_and_span(call, server, sentry):
    kept = Kept()
    sentry_sdk.init("http://key@sentry.test/1", transport=kept, traces_sample_rate=1.0, default_integrations=True)
    try:
        with sentry_sdk.start_transaction(name="calls"):
            call(server.url)
            login(call, server.url)
            sentry_sdk.capture_message("after the calls")
        sentry_sdk.flush()
    finally:
        sentry_sdk.init()
    told = "".join(kept.texts)
    assert "/things/7/" in told
    assert "/agents/***/connect/" in told
    assert shown(told) == []


def test_the_log_of_httpx_shows_no_secret_at_any_level(call, server, caplog):
    with caplog.at_level(logging.DEBUG):
        call(server.url)
        login(call, server.url)
    lines = [record.getMessage() for record in caplog.records if record.name == "httpx"]
    assert [line.partition(" ")[2].partition(" ")[2].split(" ")[0] for line in lines] == ["GET", "POST"]
    assert "/agents/***/connect/" in lines[1]
    assert shown(*lines) == []
    assert shown(*(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)) == []


class TestCallersOwnClient:
    """`http_client=` sends with its hooks and its transport, without its credentials, and stays open."""

    def make(self, call, **options):
        return httpx.Client(**options) if call.blocking else httpx.AsyncClient(**options)

    def test_its_hooks_are_called_and_its_credentials_are_not_sent(self, call, server):
        seen = []

        def hook(message):
            seen.append(message)

        async def ahook(message):
            seen.append(message)
            if isinstance(message, httpx.Response):
                await message.aread()

        hooks = {name: [hook if call.blocking else ahook] for name in ("request", "response")}
        client = self.make(
            call, event_hooks=hooks, auth=("user", "own-s3cret"), headers={"X-Own": "1"}, cookies={"a": "b"}
        )
        assert call(server.url, http_client=client) == {"target": "/things/7/"}
        assert [type(message) for message in seen] == [httpx.Request, httpx.Response]
        (request,) = server.arrivals
        assert [request.header(name) for name in ("Authorization", "Cookie", "X-Own")] == [None, None, None]
        assert request.header("X-Acme-Token") == f"Token {TOKEN}"

    def test_one_that_follows_redirects_follows_none_here(self, call, faulty_server):
        other = faulty_server()
        server = faulty_server(redirect(f"{other.url}/elsewhere/"))
        with pytest.raises(Exception, match="redirects"):
            call(server.url, http_client=self.make(call, follow_redirects=True))
        assert other.arrivals == []

    def test_its_errors_are_told_as_ours(self, call):
        def fail(request):
            raise httpx.ReadError("because")

        client = self.make(call, transport=httpx.MockTransport(fail))
        with pytest.raises(ConnectionError, match="ReadError: because"):
            call("https://backend.test", http_client=client)
