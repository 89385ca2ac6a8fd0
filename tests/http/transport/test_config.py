"""What a client is made with: what does not fit is refused at once, and says what to do."""

from __future__ import annotations

import pickle

import anyio
import httpx
import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.transport.config import TransportConfig

SYNC, ASYNC = httpx.Client(), httpx.AsyncClient()
MOCK = httpx.MockTransport(lambda request: httpx.Response(200))


@pytest.mark.parametrize(("blocking", "client"), [(True, SYNC), (False, ASYNC)])
def test_a_callers_client_of_the_same_kind_fits(blocking, client):
    config = TransportConfig(blocking, http_client=client)
    assert (config.http_client, config.is_callers) == (client, True)
    assert not TransportConfig(blocking).is_callers


@pytest.mark.parametrize(
    ("blocking", "options", "message"),
    [
        (True, {"http_client": ASYNC}, r"http_client must be an httpx\.Client, not AsyncClient"),
        (False, {"http_client": SYNC}, r"http_client must be an httpx\.AsyncClient, not Client"),
        (True, {"http_client": object()}, r"http_client must be an httpx\.Client, not object"),
        (True, {"http_client": MOCK}, r"http_client must be an httpx\.Client, not MockTransport"),
        (True, {"http_client": SYNC, "transport": MOCK}, "http_client has a transport .* of its own: .* leave out"),
        (True, {"http_client": SYNC, "verify": __file__}, "http_client has .* certificates of its own"),
        (True, {"transport": SYNC}, r"transport must be an httpx transport with handle_request\(\), not Client"),
        (True, {"transport": httpx.MockTransport}, r"with handle_request\(\), not the class MockTransport"),
        (True, {"middleware": [anyio.sleep]}, "plain functions: one of these is async. .* call_middleware"),
        (False, {"transport": 3}, r"with handle_async_request\(\), not int"),
    ],
)
def test_what_does_not_fit_is_refused(blocking, options, message):
    with pytest.raises(InvalidArgumentError, match=message):
        TransportConfig(blocking, **options)


def test_it_can_be_pickled_with_a_client():
    config = TransportConfig(True, connections=3, verify=__file__)
    assert pickle.loads(pickle.dumps(config)) == config
