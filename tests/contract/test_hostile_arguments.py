"""Whatever is passed as an argument: a call returns, or raises a ClientError or a documented built-in."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import enum
import inspect
import io
import itertools

import pytest
from synapse_http.messages import Response
from synapse_sdk import NO_RETRY, SERVICE, UNSET, BackendClient, ClientError, Synapse

pytestmark = [
    pytest.mark.filterwarnings("ignore::synapse_sdk.UnknownNameWarning"),
    pytest.mark.usefixtures("deep_recursion"),
]

DEEP: dict[str, object] = {}
for _ in range(3000):
    DEEP = {"a": DEEP}
CIRCLE: dict[str, object] = {}
CIRCLE["a"] = CIRCLE
Letter = enum.Enum("Letter", "A")

HOSTILE = [
    *(None, object(), {1, 2}, b"x", "\ud800", "", "x", "a/b", "a\r\nb", "/", "/nonexistent", memoryview(b"x")),
    *(1, -1, 10**400, 10**5000, float("nan"), float("inf"), True, decimal.Decimal("1.5"), 1 + 2j, Letter.A, UNSET),
    *([], [None], [object()], [[1]], ("a",), {}, {1: 2}, {None: 1}, {"a": object()}, {"\ud800": 1}, DEEP, CIRCLE),
    *(io.StringIO("x"), dt.date(2026, 1, 1), len, int, range(3), collections.UserDict(a=1), ...),
]
BODIES = [
    b'{"id": 7, "results": [], "count": 0}',
    b"[]",
    b"3",
    b"null",
    b"",
    b'"x"',
    b'{"results": 3}',
    b'[1, {"a": 2}]',
]


@pytest.fixture(params=[False, True], ids=["lenient", "strict"])
def options(request):
    bodies = itertools.cycle(BODIES)
    respond = lambda request, send: Response(200, {}, next(bodies))  # noqa: E731
    return {"middleware": [respond], "retry": NO_RETRY, "deadline": 5, "strict": request.param}


def survive(call, *args, **kwargs):
    """Make a call and read all that it returns lazily."""
    try:
        result = call(*args, **kwargs)
        if hasattr(result, "to_list"):
            result.to_list()
        elif inspect.isgenerator(result):
            list(result)
    except (ClientError, OSError):
        pass


def survive_each_argument(call):
    parameters = inspect.signature(call).parameters.values()
    required = [item for item in parameters if item.default is item.empty and item.kind < item.VAR_POSITIONAL]
    plain = [7] * len(required)
    keywords = {item.name: 7 for item in parameters if item.default is item.empty and item.kind is item.KEYWORD_ONLY}
    for index, value in itertools.product(range(len(required)), HOSTILE):
        survive(call, *plain[:index], value, *plain[index + 1 :], **keywords)
    for parameter in parameters:
        if parameter.name in keywords or parameter.default is not parameter.empty:
            for value in HOSTILE:
                survive(call, *plain, **{**keywords, parameter.name: value})


def public_methods(item):
    return [getattr(item, name) for name in dir(type(item)) if not name.startswith("_")]


@pytest.mark.slow
def test_documented_methods(options):
    with BackendClient("http://127.0.0.1:1", "token", **options) as client:
        for method in public_methods(client):
            if callable(method) and method.__name__ not in {"close", "request", "with_options"}:
                survive_each_argument(method)


@pytest.mark.slow
@pytest.mark.parametrize("resource", SERVICE.resources)
def test_typed_methods(options, resource):
    with Synapse("http://127.0.0.1:1", api_token="token", **options) as synapse:
        for method in public_methods(getattr(synapse, resource)):
            survive_each_argument(method)


def test_raw_requests(options):
    with BackendClient("http://127.0.0.1:1", "token", **options) as client:
        for value in HOSTILE:
            survive(client.request, value, "tasks/")
            survive(client.request, "GET", value)
            survive(client.request, "GET", "tasks/{pk}/", pk=value)
            for name in ("params", "json", "files", "retry", "cast_to", "paginate"):
                survive(client.request, "GET", "tasks/", **{name: value})


def test_options(options):
    with BackendClient("http://127.0.0.1:1", "token", **options) as client:
        with pytest.raises(ClientError) as refused:
            client.with_options(zzz=1)
        names = str(refused.value).partition("there are ")[2].replace("; and for a new client ", ", ").split(", ")
        assert {"timeout", "retry", "verify"} <= {*names}
        for name, value in itertools.product(names, HOSTILE):
            survive(client.with_options, **{name: value})
            survive(BackendClient, **{"base_url": "http://127.0.0.1:1", name: value})
