"""Calls as OpenTelemetry spans; needs the `otel` extra.

One CLIENT span a call, with all its attempts, by the semantic conventions for HTTP. A span names method, route, host,
status and the class of the error: no header, no body, no query and no value of a path. The trace goes on at the
server: its context is sent in the headers (`traceparent`), to the origin of the base URL only.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from synapse_http.errors import ClientError, InvalidArgumentError, StatusError

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider
    from synapse_http.errors import Attempt
    from synapse_http.messages import Request, Response

    from synapse_runtime.flow.effects import CallMiddleware, Flow, SendRequest


def tracing(provider: TracerProvider | None = None) -> CallMiddleware:
    """Trace calls: `call_middleware=[tracing()]`, for blocking and async clients alike.

    Args:
        provider: Makes the spans. None: the provider of the whole program.

    Raises:
        InvalidArgumentError: OpenTelemetry is not installed.
    """
    try:
        import_module("opentelemetry.trace")  # an extra: `import *` and editors find this name without it
    except ImportError:
        raise InvalidArgumentError("tracing() needs opentelemetry-api: install it, or the extra 'otel'") from None
    return partial(_trace, provider)


def _trace(provider: TracerProvider | None, request: Request, call: SendRequest) -> Flow[Response]:
    from opentelemetry import propagate, trace  # an extra

    route = f"/{request.route}"
    url = urlsplit(request.display_url)
    attributes: dict[str, Any] = {
        "http.request.method": request.method,
        "url.template": route,
        "server.address": url.hostname,
        "server.port": url.port or {"http": 80, "https": 443}[url.scheme],
    }
    tracer = trace.get_tracer("synapse_runtime", tracer_provider=provider)
    with tracer.start_as_current_span(
        f"{request.method} {route}",
        kind=trace.SpanKind.CLIENT,
        attributes=attributes,
        record_exception=False,  # its message may quote the server
        set_status_on_exception=False,
    ) as span:
        headers: dict[str, str] = {}
        propagate.inject(headers)
        attempts: tuple[Attempt, ...] = ()
        try:
            response = yield from call(request._replace(headers=(*request.headers, *headers.items())))
        except BaseException as error:
            if isinstance(error, ClientError):
                attempts = error.attempts
            error_type = str(error.status_code) if isinstance(error, StatusError) else type(error).__qualname__
            span.set_attribute("error.type", error_type)
            span.set_status(trace.StatusCode.ERROR)
            raise
        else:
            attempts = response.attempts
            return response
        finally:
            if attempts and attempts[-1].status is not None:
                span.set_attribute("http.response.status_code", attempts[-1].status)
            if len(attempts) > 1:
                span.set_attribute("http.request.resend_count", len(attempts) - 1)
