"""How clients prove who calls: tokens under all of their names, from arguments or the environment, on both faces."""

from __future__ import annotations

import pickle

import httpx
import pytest
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_sdk import SERVICE, AsyncSynapse, AuthenticationError, InvalidArgumentError, Synapse
from synapse_sdk.clients.backend import BackendClient

LOGIN = {"authorization_token": "login-s3cret", "tenant": "acme-labs"}


def get_task(client):
    """Fetch a task with any blocking client."""
    return client.get_task(456) if isinstance(client, BackendClient) else client.tasks.get(456).to_dict()


@pytest.fixture(params=[BackendClient, Synapse])
def sent(request):
    """What a client sends: `sent(api_token="t")` returns the request, with the client's class for its URL."""

    def send(base_url="https://mock", **arguments):
        requests = []
        mock = MockBackend(SERVICE)

        def respond(message):
            requests.append(message)
            return MockTransport(mock).handle_request(message)

        with request.param(base_url, transport=httpx.MockTransport(respond), **arguments) as client:
            get_task(client)
        mock.close()
        return requests[-1]

    return send


def tokens_of(request):
    """The headers with credentials."""
    names = ("synapse-access-token", "authorization", "synapse-tenant", "synapse-agent")
    return {name: request.headers[name] for name in names if name in request.headers}


def test_a_token_has_two_names(sent):
    assert tokens_of(sent(access_token="t")) == tokens_of(sent(api_token="t")) == {"synapse-access-token": "Token t"}


def test_two_names_with_two_tokens_are_refused(sent):
    with pytest.raises(InvalidArgumentError, match="api_token and access_token are two names of one token"):
        sent(api_token="t", access_token="u")


def test_the_second_position_is_the_access_token():
    mock = MockBackend(SERVICE, tokens={"t"})
    with BackendClient("https://mock", "t", transport=MockTransport(mock)) as client:
        assert client.get_task(456)["id"] == 456


def test_the_login_token_of_a_user_goes_with_a_tenant(sent):
    assert tokens_of(sent(**LOGIN)) == {
        "authorization": "Token login-s3cret",
        "synapse-tenant": "Token acme-labs",
    }


@pytest.mark.parametrize(
    ("environment", "headers"),
    [
        ({"SYNAPSE_API_TOKEN": "a", "SYNAPSE_ACCESS_TOKEN": "b"}, {"synapse-access-token": "Token a"}),
        ({"SYNAPSE_ACCESS_TOKEN": "b"}, {"synapse-access-token": "Token b"}),
        (
            {"SYNAPSE_PLUGIN_RUN_USER_TOKEN": "u", "SYNAPSE_PLUGIN_RUN_TENANT": "x"},
            {"authorization": "Token u", "synapse-tenant": "Token x"},
        ),
        (
            {"SYNAPSE_ACCESS_TOKEN": "b", "SYNAPSE_PLUGIN_RUN_USER_TOKEN": "u", "SYNAPSE_PLUGIN_RUN_TENANT": "x"},
            {"synapse-access-token": "Token b"},
        ),
    ],
)
def test_the_environment_gives_what_is_not_passed(sent, monkeypatch, environment, headers):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert tokens_of(sent()) == headers


def test_typed_clients_know_where_the_backend_is(monkeypatch):
    assert Synapse().base_url == AsyncSynapse().base_url == "https://api.synapse.sh/"
    monkeypatch.setenv("SYNAPSE_HOST", "https://second")
    assert Synapse().base_url == "https://second/"
    monkeypatch.setenv("SYNAPSE_BASE_URL", "https://first")
    assert Synapse().base_url == "https://first/"


def test_the_url_host_is_in_the_query_of_every_request(sent, monkeypatch):
    assert sent(api_token="t", url_host="internal").url.query == b"url_host=internal"
    monkeypatch.setenv("SYNAPSE_PLUGIN_RUN_URL_HOST", "internal")
    assert sent(api_token="t").url.query == b"url_host=internal"


def test_a_call_s_own_query_wins_over_the_shared_one(mock, client):
    shared = client.with_options(params={"url_host": "internal"})
    rows, _ = shared.list_tasks(params={"url_host": "public", "page_size": 5})
    shared.create_tasks({"project": 123, "data_unit": 789})
    shared.list_tasks(params={"url_host": None}, list_all=True)
    first, second, third = [call.query for call in mock.calls[:3]]
    assert (first, second) == (
        {"url_host": ["public"], "page_size": ["5"]},
        {"url_host": ["internal"]},
    )
    assert "url_host" not in third
    assert rows


def test_a_shared_query_travels_with_a_pickled_client():
    client = Synapse("https://host", api_token="t", url_host="internal")
    assert pickle.loads(pickle.dumps(client.with_options(deadline=3)))._state.options.params == {"url_host": "internal"}


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"api_token": "login-token-123"}, "pass it as authorization_token, with a tenant"),
        ({"authorization_token": "login-token-123"}, "An authorization_token goes with a tenant"),
        ({"authorization_token": "api-token-123", "tenant": "acme-labs"}, "an access token is passed as api_token"),
    ],
)
def test_a_token_under_the_wrong_name_is_a_401_that_says_so(reference, arguments, hint):
    for make in (BackendClient, Synapse):
        with make(reference.url, **arguments) as client, pytest.raises(AuthenticationError, match=hint) as caught:
            get_task(client)
        assert not any(secret in str(caught.value) for secret in arguments.values())


def test_the_backend_knows_a_user_with_a_tenant(reference):
    for make in (BackendClient, Synapse):
        with make(reference.url, authorization_token=reference.login_token, tenant=reference.tenant) as client:
            assert get_task(client)["id"] == 456


def test_a_tenant_alone_proves_nothing(mock):
    with (
        BackendClient("https://mock", tenant="acme-labs", transport=MockTransport(mock)) as client,
        pytest.raises(AuthenticationError, match="credentials were not provided"),
    ):
        client.get_task(456)


def test_no_other_origin_sees_any_of_them(caplog):
    caplog.set_level("DEBUG")
    seen = []

    def respond(request):
        seen.append(request)
        return httpx.Response(302, headers={"location": "https://elsewhere/"})

    client = BackendClient("https://host", api_token="api-s3cret", **LOGIN, transport=httpx.MockTransport(respond))
    with client, pytest.raises(Exception, match="gets no credentials") as caught:
        client.get_task(456)
    assert len(seen) == 1
    assert "s3cret" not in caplog.text + str(caught.value) + repr(client)
