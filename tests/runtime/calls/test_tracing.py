"""Spans of calls, as an exporter sees them."""

from __future__ import annotations

import pickle
import runpy
import sys

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span
from support.acme import CONNECT, CREATE, GET, LIST
from support.steps import drop, html, json_response, redirect, retry_after
from synapse_http.errors import ClientConnectionError, InvalidArgumentError, NotFoundError, RedirectError
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.calls.tracing import tracing

pytestmark = pytest.mark.anyio


@pytest.fixture
def exporter():
    return InMemorySpanExporter()


@pytest.fixture
def provider(exporter):
    tracer_provider = TracerProvider()
    tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    return tracer_provider


def only(exporter):
    (span,) = exporter.get_finished_spans()
    return span


async def test_a_call_is_one_span_however_often_it_is_sent(driver, faulty_server, exporter, provider):
    server = faulty_server(retry_after(0), drop("after_reading"), json_response({"n": 1}))
    async with driver.connect(server.url, call_middleware=[tracing(provider)]) as client:
        assert await client.call(GET, pk=7) == {"n": 1}
    span = only(exporter)
    assert (span.name, span.kind, span.status.status_code) == ("GET /things/{pk}/", SpanKind.CLIENT, StatusCode.UNSET)
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "url.template": "/things/{pk}/",
        "server.address": "127.0.0.1",
        "server.port": int(server.url.rpartition(":")[2]),
        "http.response.status_code": 200,
        "http.request.resend_count": 2,
    }
    assert span.events == ()


async def test_a_call_that_is_sent_once_was_not_sent_again(driver, faulty_server, exporter, provider):
    async with driver.connect(faulty_server().url, call_middleware=[tracing(provider)]) as client:
        await client.call(CREATE, {"a": 1})
    assert "http.request.resend_count" not in only(exporter).attributes


@pytest.mark.parametrize(
    ("step", "error_class", "attributes"),
    [
        (
            json_response({"detail": "s3cret"}, 404),
            NotFoundError,
            {"error.type": "404", "http.response.status_code": 404},
        ),
        (drop("after_reading"), ClientConnectionError, {"error.type": "ClientConnectionError"}),
        (redirect("//other/"), RedirectError, {"error.type": "RedirectError", "http.response.status_code": 302}),
    ],
)
async def test_a_call_that_failed_says_how(driver, faulty_server, exporter, provider, step, error_class, attributes):
    server = faulty_server(step)
    async with driver.connect(server.url, call_middleware=[tracing(provider)], retry=NO_RETRY) as client:
        with pytest.raises(error_class):
            await client.call(GET, pk=7)
    span = only(exporter)
    assert span.status.status_code is StatusCode.ERROR
    assert attributes.items() <= dict(span.attributes).items()
    assert ("http.response.status_code" in span.attributes) == ("http.response.status_code" in attributes)
    assert "s3cret" not in span.to_json()


async def test_what_is_no_error_of_ours_ends_the_span_too(driver, faulty_server, exporter, provider):
    def broken(request, send):
        raise LookupError("s3cret")

    async with driver.connect("http://127.0.0.1", call_middleware=[tracing(provider)], middleware=[broken]) as client:
        with pytest.raises(LookupError):
            await client.call(GET, pk=7)
    assert only(exporter).attributes["error.type"] == "LookupError"
    assert "s3cret" not in only(exporter).to_json()


async def test_each_page_is_a_call(driver, faulty_server, exporter, provider):
    page = {"count": 2, "next": "http://inner/things/?page=2", "results": [1]}
    server = faulty_server(json_response(page), json_response({**page, "next": None}))
    async with driver.connect(server.url, call_middleware=[tracing(provider)]) as client:
        resource = Resource if driver.blocking else AsyncResource
        pager = resource(client.client)._pages(LIST, {})
        assert (pager.to_list() if driver.blocking else await pager.to_list()) == [1, 1]
    assert [span.name for span in exporter.get_finished_spans()] == ["GET /things/"] * 2


async def test_nothing_secret_is_told(driver, faulty_server, exporter, provider):
    server = faulty_server(html(500, "failed on /agents/path-s3cret/connect/"))
    credentials = {"token": "token-s3cret"}
    async with driver.connect(server.url, call_middleware=[tracing(provider)], credentials=credentials) as client:
        with pytest.raises(Exception, match="500"):
            await client.call(CONNECT, {"a": "body-s3cret"}, key="path-s3cret", signature="q-s3cret", nonce="h-s3cret")
    span = only(exporter)
    assert span.name == "POST /agents/{key}/connect/"
    assert "s3cret" not in span.to_json()


async def test_the_trace_goes_on_at_the_server_and_in_the_callers_code(driver, faulty_server, exporter, provider):
    seen = []

    def looking(request, send):
        seen.append(get_current_span().get_span_context().span_id)
        return send(request)

    server = faulty_server()
    tracer = provider.get_tracer("test")
    async with driver.connect(server.url, call_middleware=[tracing(provider)], middleware=[looking]) as client:
        with tracer.start_as_current_span("outer") as outer:
            await client.call(GET, pk=7)
            assert get_current_span() is outer
    span, _ = exporter.get_finished_spans()
    assert span.parent.span_id == outer.get_span_context().span_id
    assert seen == [span.context.span_id]
    trace_id, span_id = (f"{span.context.trace_id:032x}", f"{span.context.span_id:016x}")
    assert server.requests[0].header("traceparent").startswith(f"00-{trace_id}-{span_id}-")


def test_it_can_be_pickled_with_the_client():
    """Where it arrives, the provider of that process makes the spans."""
    assert pickle.loads(pickle.dumps(tracing())).func is tracing().func


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """The module is imported all the same, as by `from synapse_sdk import *`."""
    for module in ("opentelemetry", "opentelemetry.trace"):
        monkeypatch.setitem(sys.modules, module, None)
    imported = runpy.run_path(sys.modules[tracing.__module__].__file__)
    with pytest.raises(InvalidArgumentError, match="needs opentelemetry-api: install it, or the extra 'otel'"):
        imported["tracing"]()
