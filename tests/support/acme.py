"""A small service for tests of the runtime, as the generator would emit it."""

from __future__ import annotations

from typing import Any

from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.operation import Body, Credential, Operation, Pagination, Parameter, Service

SERVICE = Service(
    name="Acme",
    package="acme",
    version="1.2.3",
    credentials=(
        Credential("token", "X-Acme-Token", "Token ", "ACME_TOKEN"),
        Credential("agent", "X-Acme-Agent", "", "ACME_AGENT"),
    ),
    paginations={
        "pages": Pagination("page_number", "results", page="page", size="page_size", total="count", next="next")
    },
    resources=(),
    base_url_env="ACME_BASE_URL",
    log_env="ACME_LOG",
    request_id_header="X-Acme-Request",
)

_PK = Parameter("pk", "pk", "path", "int", required=True)

GET: Operation[Any] = Operation("things.get", "GET", "things/{pk}/", "safe", (_PK,), response="json")
LIST: Operation[Any] = Operation("things.list", "GET", "things/", "safe", response="json", pagination="pages")
CREATE: Operation[Any] = Operation(
    "things.create", "POST", "things/", "unsafe", body=Body("json", batch="optional"), response="json", status=201
)
CHANGE: Operation[Any] = Operation(
    "things.change", "PATCH", "things/{pk}/", "unsafe", (_PK,), body=Body("json"), response="json"
)
REPLACE: Operation[Any] = Operation(
    "things.replace", "PUT", "things/{pk}/", "idempotent", (_PK,), body=Body("json"), response="json"
)
DELETE: Operation[Any] = Operation("things.delete", "DELETE", "things/{pk}/", "idempotent", (_PK,), status=204)
CHECK: Operation[Any] = Operation("things.check", "POST", "things/check/", "safe", body=Body("json"), response="json")
SEND: Operation[Any] = Operation(
    "files.send",
    "PUT",
    "files/",
    "idempotent",
    (Parameter("file", "file", "body", "file", required=True), Parameter("label", "label", "body", "str")),
    body=Body("File", "multipart"),
    response="json",
)
TAIL: Operation[str] = Operation("things.tail", "GET", "things/{pk}/tail/", "safe", (_PK,), stream="lines")
CONNECT: Operation[Any] = Operation(
    "agents.connect",
    "POST",
    "agents/{key}/connect/",
    "unsafe",
    (
        Parameter("key", "key", "path", "str", required=True, secret=True),
        Parameter("signature", "signature", "query", "str", secret=True),
        Parameter("nonce", "X-Nonce", "header", "str", secret=True),
    ),
    body=Body("json"),
    response="json",
)


def blocking(url: str, **options: Any) -> Client:
    """A blocking client of the service, with no token unless `credentials` has one."""
    return Client(SERVICE, url, options.pop("credentials", {}), **options)


def waiting(url: str, **options: Any) -> AsyncClient:
    """The same for async code."""
    return AsyncClient(SERVICE, url, options.pop("credentials", {}), **options)
