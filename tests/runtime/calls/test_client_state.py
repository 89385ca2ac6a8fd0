"""What clients are made of: addresses and tokens from arguments or the environment, and none of them shown."""

from __future__ import annotations

import pickle
import warnings

import attrs
import pytest
from support import acme
from synapse_runtime.calls.client_state import (
    MAX_ISSUES,
    InsecureTransportWarning,
    from_state,
    make_client_state,
    with_options,
)
from synapse_runtime.calls.retry_policy import RetryState
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.messages import Request, Timeout
from synapse_runtime.types import SchemaIssue

HTTPS = "https://host/api"
TOKENS = {"token": "t0ken-s3cret", "agent": "ag3nt-s3cret"}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in ("ACME_TOKEN", "ACME_AGENT", "ACME_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def sent_with(state):
    """The headers that a client's credentials add to a request."""
    return next(state.auth.authenticate(Request("GET", "/"))).headers


class TestCredentials:
    def test_each_has_its_header_and_prefix(self):
        made = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        assert sent_with(made) == (("X-Acme-Token", "Token t0ken-s3cret"), ("X-Acme-Agent", "ag3nt-s3cret"))
        assert made.auth.secrets == ("t0ken-s3cret", "ag3nt-s3cret")

    def test_one_of_them_is_enough_and_none_too(self):
        assert sent_with(make_client_state(acme.SERVICE, HTTPS, {"agent": "a", "token": None}, {})) == (
            ("X-Acme-Agent", "a"),
        )
        assert sent_with(make_client_state(acme.SERVICE, HTTPS, {"token": ""}, {})) == ()

    def test_the_environment_gives_what_is_not_given(self, monkeypatch):
        monkeypatch.setenv("ACME_TOKEN", "from-environment")
        monkeypatch.setenv("ACME_AGENT", "unused")
        made = make_client_state(acme.SERVICE, HTTPS, {"agent": "given"}, {})
        assert made.auth.secrets == ("from-environment", "given")

    @pytest.mark.parametrize(
        ("token", "told"),
        [
            ("abc\r\nX: y", "token cannot stand in a header"),
            ("abc\n", "token cannot stand in a header"),
            ("토큰", "token cannot stand in a header"),
            (b"abc-s3cret", "token must be a str or a function that returns one, not bytes"),
            (12345, "token must be a str or a function that returns one, not int"),
        ],
    )
    def test_a_token_that_is_none_is_refused_and_not_shown(self, token, told):
        with pytest.raises(InvalidArgumentError, match=told) as caught:
            make_client_state(acme.SERVICE, HTTPS, {"token": token}, {})
        assert "abc" not in str(caught.value)

    @pytest.mark.parametrize(
        ("url", "warned"),
        [
            ("http://example.com", True),
            ("http://127.evil.com", True),
            ("https://example.com", False),
            ("http://localhost:8000", False),
            ("http://127.0.0.1", False),
        ],
    )
    def test_a_token_in_the_open_is_warned_of(self, url, warned):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            make_client_state(acme.SERVICE, url, TOKENS, {})
            make_client_state(acme.SERVICE, url, {}, {})
        assert [one.category for one in caught] == [InsecureTransportWarning] * warned
        assert not any("s3cret" in str(one.message) for one in caught)


class TestBaseURL:
    def test_the_environment_gives_it(self, monkeypatch):
        monkeypatch.setenv("ACME_BASE_URL", "https://there")
        assert str(make_client_state(acme.SERVICE, None, {}, {}).base) == "https://there/"
        assert str(make_client_state(acme.SERVICE, HTTPS, {}, {}).base) == "https://host/api/"

    def test_without_one_it_says_what_to_do(self):
        with pytest.raises(InvalidArgumentError, match="no base URL: give base_url, or set ACME_BASE_URL"):
            make_client_state(acme.SERVICE, None, {}, {})
        with pytest.raises(InvalidArgumentError, match="base_url is empty"):
            make_client_state(acme.SERVICE._replace(base_url_env=""), None, {}, {})


class TestOptions:
    def test_the_service_s_timeouts_are_the_defaults(self):
        service = acme.SERVICE._replace(connect_timeout=2.0, read_timeout=9.0)
        assert make_client_state(service, HTTPS, {}, {}).options.timeout == Timeout(2.0, 9.0)
        assert make_client_state(service, HTTPS, {}, {"timeout": {"read": 1}}).options.timeout == Timeout(2.0, 1.0)

    def test_a_clone_shares_all_but_what_it_changes(self):
        made = make_client_state(acme.SERVICE, HTTPS, TOKENS, {"deadline": 3})
        clone = with_options(made, {"headers": {"X-A": "b"}})
        assert (clone.retry_state, clone.codec, clone.issues) == (made.retry_state, made.codec, made.issues)
        assert clone.options == attrs.evolve(made.options, headers={"X-A": "b"})
        strict = with_options(made, {"strict": True})
        assert strict.codec is not made.codec
        assert strict.issues is made.issues

    def test_all_requests_of_a_call_share_its_deadline(self):
        now = [100.0]
        made = make_client_state(acme.SERVICE, HTTPS, {}, {"deadline": 3})._replace(
            retry_state=RetryState(clock=lambda: now[0])
        )
        call = made.with_call_deadline()
        now[0] = 102.0
        assert (call.deadline, call.with_call_deadline().deadline, made.with_call_deadline().deadline) == (
            103.0,
            103.0,
            105.0,
        )
        assert with_options(made, {"deadline": None}).with_call_deadline().deadline is None


class TestIssues:
    def test_each_is_told_once_a_path(self, caplog):
        made = make_client_state(acme.SERVICE, HTTPS, {}, {})
        for _ in range(3):
            made.codec.decode("list[int]", [1, "a", None])
        assert list(made.issues) == ["list[int].*"]
        assert made.issues["list[int].*"] == SchemaIssue("list[int].*", "int", "str")
        assert len(caplog.records) == 1
        assert "list[int].*: expected int, found str" in caplog.text

    def test_a_dict_of_any_keys_does_not_fill_the_memory(self):
        made = make_client_state(acme.SERVICE, HTTPS, {}, {})
        made.codec.decode("dict[int]", {f"key {number}": "x" for number in range(MAX_ISSUES + 5)})
        assert len(made.issues) == MAX_ISSUES


class TestElsewhere:
    def test_a_context_is_neither_shown_nor_pickled(self):
        made = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        assert repr(made) == "<ClientState of https://host/api/>"
        assert repr(made.defaults) == "<RequestDefaults of https://host>"
        with pytest.raises(TypeError, match="pickle the client"):
            pickle.dumps(made)

    def test_what_was_pickled_without_secrets_takes_those_of_where_it_arrives(self, monkeypatch):
        made = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        monkeypatch.setenv("ACME_TOKEN", "other")
        assert from_state(acme.SERVICE, str(made.base), made.options, None).auth.secrets == ("other",)
        again = from_state(acme.SERVICE, str(made.base), made.options, made.auth.tokens)
        assert (again.base, again.auth.secrets) == (made.base, made.auth.secrets)
