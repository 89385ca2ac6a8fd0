"""Where secrets go: header, query, cookie, basic; by operation, and to the servers that the spec allows."""

from __future__ import annotations

import asyncio
import logging
import pickle
import warnings
from importlib import import_module

import httpx
import pytest
from support.generated import generated
from synapse_http.errors import AuthenticationError, ClientError, InvalidArgumentError, RedirectError
from synapse_runtime import InsecureTransportWarning, tracing
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport, UnexpectedCallError

SECRETS = {
    "token": "t0ken-s3cret",
    "clerk": ("ann", "pass:w0rd-s3cret"),
    "key": "k/y s3cret",
    "session": "sess-s3cret",
    "branch": "branch-s3cret",
}
BASIC = "Basic YW5uOnBhc3M6dzByZC1zM2NyZXQ="


@pytest.fixture
def bank():
    return import_module(generated("bank").package)


@pytest.fixture
def connect(bank):
    """Makes a client whose requests end in a mock, and in the list `sent`."""
    mock = MockBackend(bank.SERVICE, strict=True)
    sent = []

    def handle(request):
        sent.append(request)
        return MockTransport(mock).handle_request(request)

    def make(*arguments, **options):
        return bank.Bank(*arguments, transport=httpx.MockTransport(handle), **options)

    make.sent, make.mock = sent, mock
    yield make
    mock.close()


def credentials_of(request):
    """What a request carries of secrets, by place."""
    headers = {
        name: request.headers[name] for name in ("authorization", "x-branch", "cookie") if name in request.headers
    }
    return headers | dict(httpx.QueryParams(request.url.query))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda bank: bank.accounts.list(), {"authorization": "Bearer t0ken-s3cret"}),
        (lambda bank: bank.accounts.delete(1), {"authorization": BASIC, "x-branch": "branch-s3cret"}),
        (lambda bank: bank.accounts.statement(1), {"api key": "k/y s3cret"}),
        (lambda bank: bank.accounts.offers(), {"authorization": "Bearer t0ken-s3cret"}),
        (lambda bank: bank.accounts.rate("eur"), {}),
        (lambda bank: bank.accounts.document("deed"), {"authorization": "Bearer t0ken-s3cret"}),
        (
            lambda bank: bank.accounts.get(1),  # of two for one header the first
            {
                "authorization": "Bearer t0ken-s3cret",
                "x-branch": "branch-s3cret",
                "cookie": "sid=sess-s3cret",
                "api key": "k/y s3cret",
            },
        ),
    ],
)
def test_an_operation_carries_what_it_needs(connect, call, expected):
    with connect(**SECRETS) as bank:
        call(bank)
    assert credentials_of(connect.sent[-1]) == expected


def test_the_first_alternative_counts_whose_secrets_are_there(connect):
    with connect(clerk="ann:pass", session="sess") as bank:
        bank.accounts.delete(1)
        bank.accounts.offers()
    assert [credentials_of(request) for request in connect.sent] == [{"cookie": "sid=sess"}, {}]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda bank: bank.accounts.list(),
            "accounts.list needs token, and this client was made without: give it token=… (or set BANK_TOKEN)",
        ),
        (
            lambda bank: bank.accounts.delete(1),
            "accounts.delete needs clerk and branch or session, and this client was made without: give it branch=…",
        ),
    ],
)
def test_a_call_without_its_credentials_is_not_sent(connect, call, message):
    with connect(clerk=("ann", "pass")) as bank, pytest.raises(InvalidArgumentError) as caught:
        call(bank)
    assert str(caught.value) == message
    assert connect.sent == []


def test_the_environment_has_a_pair_too(connect, monkeypatch):
    monkeypatch.setenv("BANK_CLERK", "ann:pass:w0rd-s3cret")
    with connect(branch="b") as bank:
        bank.accounts.delete(1)
    assert connect.sent[0].headers["authorization"] == BASIC


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"clerk": "ann"}, "clerk must be a pair of user and password, 'user:password', or a function that returns"),
        ({"clerk": ("ann", 7)}, "clerk must be a pair"),
        ({"clerk": ("a:n", "s3cret")}, "clerk cannot be sent: its user has a colon, or it has control characters"),
        ({"clerk": ("ann", "s3\ncret")}, "clerk cannot be sent"),
        ({"session": "s3;cret"}, "session cannot stand in a cookie: it has spaces, quotes, commas or semicolons"),
        ({"vault_url": "vault"}, "vault_url 'vault' must start with 'https://' or 'http://' and name a host"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_not_shown(connect, arguments, message):
    with pytest.raises(InvalidArgumentError, match=message.replace("(", r"\(")) as caught:
        connect(**arguments)
    assert "cret" not in str(caught.value)


def test_a_pair_may_come_from_a_function_and_is_renewed_once(bank):
    pairs, sent = iter([("ann", "old"), ("ann", "new")]), []

    def handle(request):
        sent.append(request.headers["authorization"])
        return httpx.Response(401 if len(sent) == 1 else 204)

    with bank.Bank(clerk=lambda: next(pairs), branch="b", transport=httpx.MockTransport(handle)) as client:
        client.accounts.delete(1)
    assert sent == ["Basic YW5uOm9sZA==", "Basic YW5uOm5ldw=="]


def test_what_a_caller_sets_is_not_set_again(connect):
    with connect(key="k", session="s").with_options(params={"api key": "mine"}, headers={"Cookie": "a=b"}) as bank:
        bank.accounts.get(1)
    assert credentials_of(connect.sent[0]) == {"api key": "mine", "cookie": "a=b; sid=s"}


# Nothing shows them -------------------------------------------------------------------------


def test_logs_tracers_and_errors_show_no_secret(bank, caplog):
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    spans, provider, seen = InMemorySpanExporter(), TracerProvider(), []
    provider.add_span_processor(SimpleSpanProcessor(spans))

    def handle(request):
        seen.append(str(request.url))  # what Sentry and OpenTelemetry read
        return httpx.Response(400, json={"detail": f"{request.url.query.decode()} {request.headers.get('cookie', '')}"})

    caplog.set_level(logging.DEBUG)
    options = {"transport": httpx.MockTransport(handle), "call_middleware": [tracing(provider)]}
    with bank.Bank(**SECRETS, **options) as client:
        for call in (lambda: client.accounts.statement(1), lambda: client.accounts.get(1)):
            with pytest.raises(ClientError) as caught:
                call()
            shown = f"{caught.value} {caught.value.response} {caught.value.url} {client!r} {client.accounts!r}"
            assert "s3cret" not in shown
    assert seen == ["https://api.bank.example/accounts/1/statement/", "https://api.bank.example/accounts/1/"]
    assert "s3cret" not in caplog.text + repr([span.attributes for span in spans.get_finished_spans()])


def test_the_log_of_the_mock_shows_no_secret(connect):
    with connect(**SECRETS) as bank:
        bank.accounts.get(1)
        bank.accounts.delete(1)
    first, second = connect.mock.calls
    assert first.query["api key"] == ["***"]
    assert (first.headers["cookie"], second.headers["authorization"]) == ("***", "Basic ***")
    assert "s3cret" not in f"{connect.mock.calls} {first.headers} {second.headers}"


def test_pickles_carry_servers_and_shared_values_but_no_secret(connect, bank, monkeypatch):
    made = bank.Bank(**SECRETS, x_teller="eve", vault_url="https://vault.test")
    data = pickle.dumps(made)
    assert b"s3cret" not in data
    monkeypatch.setenv("BANK_TOKEN", "there")
    loaded = pickle.loads(data)
    state = loaded.__driver__().state
    assert str(state.servers["vault"]) == "https://vault.test/"
    assert dict(state.headers)["X-Teller"] == "eve"
    assert state.auth.tokens["token"] == "there"
    with pytest.raises(InvalidArgumentError, match="pickled without its key, and  is not set|pickled without its key"):
        loaded.accounts.statement(1)
    secret = pickle.dumps(bank.Bank(**SECRETS, pickle_secrets=True))
    assert pickle.loads(secret).__driver__().state.auth.tokens == SECRETS


# Servers ------------------------------------------------------------------------------------


def test_a_server_gets_its_own_credentials_and_a_foreign_one_nothing(connect):
    arguments = {**SECRETS, "x_teller": "eve", "currency": "eur", "headers": {"X-Mine": "m"}}
    with connect(**arguments) as bank:
        bank.accounts.document("deed")
        bank.accounts.rate("eur")
    document, rate = connect.sent
    assert (str(document.url), document.headers["x-mine"]) == (
        "https://vault.bank.example/documents/deed?currency=eur",
        "m",
    )
    assert document.headers["x-teller"] == "eve"
    assert str(rate.url) == "https://rates.example/rates/eur/"
    assert {"x-mine", "x-teller", "authorization"}.isdisjoint(rate.headers)
    assert rate.headers["x-bank-version"] == document.headers["x-bank-version"] == "7"


def test_another_base_url_needs_other_servers(connect, monkeypatch):
    with connect("https://bank.test", token="t") as bank:
        with pytest.raises(InvalidArgumentError) as caught:
            bank.accounts.document("deed")
        assert str(caught.value) == (
            "accounts.document goes to the server 'vault' of https://api.bank.example, and this client has another "
            "base_url: give it vault_url=…, or set BANK_VAULT_URL"
        )
    monkeypatch.setenv("BANK_VAULT_URL", "https://vault.test/api")
    with connect("https://bank.test", token="t") as bank, pytest.raises(UnexpectedCallError):  # it has another path
        bank.accounts.document("deed")
    assert str(connect.sent[-1].url) == "https://vault.test/api/documents/deed"


def test_middleware_sees_the_servers_that_get_credentials(connect):
    seen = []

    def watch(request, send):
        seen.append(request.origin)
        return send(request)

    with connect(token="t", middleware=[watch]) as bank:
        bank.accounts.list()
        bank.accounts.document("deed")
        bank.accounts.rate("eur")
    assert seen == ["", "https://vault.bank.example"]


@pytest.mark.parametrize("to", ["https://vault.bank.example/other", "/other"])
def test_a_redirect_of_a_server_stays_on_it(bank, to):
    def handle(request):
        redirects = request.url.path != "/other"
        return httpx.Response(302, headers={"Location": to}) if redirects else httpx.Response(200, json=[])

    with bank.Bank(token="t", transport=httpx.MockTransport(handle)) as client:
        assert client.accounts.document("deed") == []


def test_a_redirect_from_a_server_to_the_base_url_is_refused(bank):
    def handle(request):
        return httpx.Response(302, headers={"Location": "https://api.bank.example/"})

    with bank.Bank(token="t", transport=httpx.MockTransport(handle)) as client, pytest.raises(RedirectError):
        client.accounts.document("deed")


@pytest.mark.parametrize(
    ("to", "status", "expected"),
    [
        ("/other", 200, b"scan"),
        ("https://storage.test/scan?signature=s3cret-part", 200, b"scan"),
        ("https://storage.test/scan?signature=s3cret-part", 403, "https://storage.test/scan"),
        ("https://ann:s3cret@storage.test/", 200, "to what is not the URL of a file"),
    ],
)
def test_bytes_come_from_where_a_redirect_leads_without_credentials(bank, to, status, expected):
    sent = []

    def handle(request):
        sent.append(request)
        if len(sent) == 1:
            return httpx.Response(302, headers={"Location": to})
        return httpx.Response(status, content=b"scan" if status == 200 else b"the part s3cret-part is wrong")

    with bank.Bank(token="t0ken", headers={"X-Mine": "m"}, transport=httpx.MockTransport(handle)) as client:
        if isinstance(expected, bytes):
            assert client.accounts.scan(1) == expected
        else:
            with pytest.raises(ClientError, match=expected) as caught:
                client.accounts.scan(1)
            assert "s3cret" not in f"{caught.value} {caught.value.response} {caught.value.url}"
    carried = [{"authorization", "x-mine"} & request.headers.keys() for request in sent[1:]]
    assert carried == [{"authorization", "x-mine"} if to == "/other" else set()] * len(carried)


def test_a_token_to_a_server_without_encryption_is_a_warning(bank):
    with pytest.warns(InsecureTransportWarning, match="a token is sent to http://vault.test without encryption"):
        bank.Bank(token="t", vault_url="http://vault.test")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bank.Bank(token="t", rates_url="http://rates.test")  # it gets none


def test_a_header_that_the_mock_misses_is_a_problem(connect):
    with connect(token="t") as bank:
        bank.accounts.list()
    request = connect.sent[0]
    del request.headers["x-bank-version"]
    with pytest.raises(Exception, match="header X-Bank-Version is missing, which every request has"):
        MockTransport(connect.mock).handle_request(request)


# The mock -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tokens", [None, {"right"}])
def test_the_mock_checks_each_place(bank, tokens):
    mock = MockBackend(bank.SERVICE, tokens=tokens)
    arguments = mock.client_arguments("https://mock")
    assert arguments["vault_url"] == "https://mock"
    with bank.Bank(**arguments, transport=MockTransport(mock)) as client:
        for call in (client.accounts.list, client.accounts.offers):
            call()
        assert client.accounts.document("deed") == []
        client.accounts.statement(1)
        client.accounts.delete(1)
    mock.close()


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ({"token": "wrong"}, lambda bank: bank.accounts.offers()),
        ({"token": "wrong"}, lambda bank: bank.accounts.list()),
        ({"clerk": ("ann", "wrong"), "branch": "right"}, lambda bank: bank.accounts.delete(1)),
        ({"session": "wrong"}, lambda bank: bank.accounts.delete(1)),
        ({"key": "wrong"}, lambda bank: bank.accounts.statement(1)),
        ({}, lambda bank: bank.accounts.get(1)),
    ],
)
def test_the_mock_refuses_what_is_wrong(bank, arguments, call):
    mock = MockBackend(bank.SERVICE, tokens={"right"})
    with bank.Bank(**arguments, transport=MockTransport(mock)) as client, pytest.raises(AuthenticationError):
        call(client)
    mock.close()


@pytest.mark.parametrize("headers", [{"Authorization": "Basic !"}, {"Authorization": "Basic /w=="}, {"Cookie": "sid"}])
def test_the_mock_refuses_what_cannot_be_read(bank, headers):
    mock = MockBackend(bank.SERVICE)
    with httpx.Client(transport=MockTransport(mock), base_url="https://mock") as client:
        assert client.delete("/accounts/1/", headers=headers).status_code == 401
    mock.close()


def test_an_async_client_does_the_same(bank):
    mock = MockBackend(bank.SERVICE, tokens={"right"})

    async def call():
        async def token():
            return "right"

        async with bank.AsyncBank(token=token, transport=AsyncMockTransport(mock)) as client:
            return await client.accounts.list(), await client.accounts.rate("eur")

    assert asyncio.run(call())[1] == 1.5
    mock.close()


def test_the_documented_client_takes_them_too(bank):
    client_class = import_module(f"{bank.__name__}.clients.bank").BankClient
    mock = MockBackend(bank.SERVICE, tokens={"right"})
    with client_class("https://mock", "right", transport=MockTransport(mock)) as client:
        assert client.list_accounts() == [{"id": 1}]
    with client_class("https://mock") as client, pytest.raises(InvalidArgumentError, match="needs token"):
        client.list_accounts()
    mock.close()
