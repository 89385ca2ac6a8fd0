"""What clients are made of: addresses and tokens from arguments or the environment, and none of them shown."""

from __future__ import annotations

import pickle
import warnings

import attrs
import pytest
from support import acme
from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Request, Timeout
from synapse_runtime.calls.client_state import (
    MAX_ISSUES,
    InsecureTransportWarning,
    from_state,
    make_client_state,
    to_state,
    with_options,
)
from synapse_runtime.calls.execute import codec_of
from synapse_runtime.calls.retry_policy import RetryState
from synapse_runtime.operation import Credential
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
        state = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        assert sent_with(state) == (("X-Acme-Token", "Token t0ken-s3cret"), ("X-Acme-Agent", "ag3nt-s3cret"))
        assert state.auth.secrets == ("t0ken-s3cret", "ag3nt-s3cret")

    def test_one_of_them_is_enough_and_none_too(self):
        assert sent_with(make_client_state(acme.SERVICE, HTTPS, {"agent": "a", "token": None}, {})) == (
            ("X-Acme-Agent", "a"),
        )
        assert sent_with(make_client_state(acme.SERVICE, HTTPS, {"token": ""}, {})) == ()

    def test_the_environment_gives_what_is_not_given(self, monkeypatch):
        monkeypatch.setenv("ACME_TOKEN", "from-environment")
        monkeypatch.setenv("ACME_AGENT", "unused")
        state = make_client_state(acme.SERVICE, HTTPS, {"agent": "given"}, {})
        assert state.auth.secrets == ("from-environment", "given")

    @pytest.mark.parametrize(
        ("token", "message"),
        [
            ("abc\r\nX: y", "token cannot stand in a header"),
            ("토큰", "token cannot stand in a header"),
            (b"abc-s3cret", "token must be a str or a function that returns one, not bytes"),
            (12345, "token must be a str or a function that returns one, not int"),
        ],
    )
    def test_a_token_that_is_none_is_refused_and_not_shown(self, token, message):
        with pytest.raises(InvalidArgumentError, match=message) as caught:
            make_client_state(acme.SERVICE, HTTPS, {"token": token}, {})
        assert "abc" not in str(caught.value)

    def test_a_token_may_end_in_a_line_break(self):
        """As one that is read from a file does."""
        assert make_client_state(acme.SERVICE, HTTPS, {"token": "abc-s3cret\n"}, {}).auth.secrets == ("abc-s3cret",)

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
        assert [warning.category for warning in caught] == [InsecureTransportWarning] * warned
        assert not any("s3cret" in str(warning.message) for warning in caught)


ACCESS, LOGIN, TEAM = (
    Credential("token", "X-Token", env=("ACME_TOKEN", "ACME_OTHER"), aliases=("key",)),
    Credential("login", "Authorization", env=("ACME_LOGIN",), instead_of="token"),
    Credential("team", "X-Team", env=("ACME_TEAM",), goes_with="login"),
)
SHARED = acme.SERVICE._replace(credentials=(ACCESS, LOGIN, TEAM), query={"region": ("ACME_REGION",), "zone": ()})


class TestCredentialsOfSeveralKinds:
    def tokens(self, given=(), **environment):
        """The tokens of a client, by name."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            return make_client_state(SHARED, HTTPS, dict(given), {}).auth.tokens

    def test_an_alias_is_another_name_of_the_argument(self):
        assert self.tokens({"key": "k"}) == {"token": "k"}
        assert self.tokens({"token": None, "key": "k"}) == {"token": "k"}
        with pytest.raises(InvalidArgumentError, match="token and key are two names of one token: give one of them"):
            self.tokens({"token": "t", "key": "k"})

    def test_the_first_variable_that_is_set_counts(self):
        assert self.tokens(ACME_TOKEN="", ACME_OTHER="o") == {"token": "o"}
        assert self.tokens(ACME_TOKEN="t", ACME_OTHER="o") == {"token": "t"}

    def test_one_that_stands_in_is_read_from_the_environment_only_without_the_other(self):
        assert self.tokens(ACME_LOGIN="l", ACME_TEAM="x") == {"login": "l", "team": "x"}
        assert self.tokens(ACME_LOGIN="l", ACME_TEAM="x", ACME_TOKEN="t") == {"token": "t"}
        assert self.tokens({"token": "t"}, ACME_LOGIN="l", ACME_TEAM="x") == {"token": "t"}
        assert self.tokens(ACME_TEAM="x") == {}

    def test_arguments_are_all_sent(self):
        given = {"token": "t", "login": "l", "team": "x"}
        assert self.tokens(given) == given


class TestSharedQuery:
    def params(self, query=None, **changes):
        """The query of each request of a client."""
        return make_client_state(SHARED, HTTPS, {}, changes, query or {}).options.params

    def test_it_comes_from_arguments_or_the_environment(self, monkeypatch):
        assert self.params() == {}
        assert self.params({"region": "north", "zone": None}) == {"region": "north"}
        monkeypatch.setenv("ACME_REGION", "south")
        assert self.params({"region": None}) == {"region": "south"}
        assert self.params({"region": "north"}, params={"page": 2, "region": "east"}) == {"region": "east", "page": 2}

    def test_a_clone_keeps_it_unless_it_says_otherwise(self):
        state = make_client_state(SHARED, HTTPS, {}, {}, {"region": "north"})
        assert with_options(state, {"deadline": 3}).options.params == {"region": "north"}
        assert with_options(state, {"params": {"region": "east"}}).options.params == {"region": "east"}

    def test_it_can_be_accepted(self):
        """As to a private host, which has no certificate. A pickled client remembers it."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            state = make_client_state(acme.SERVICE, "http://10.0.0.7:8000", TOKENS, {"allow_http": True})
            from_state(*to_state(state, with_secrets=True))


class TestBaseURL:
    def test_the_environment_gives_it(self, monkeypatch):
        monkeypatch.setenv("ACME_BASE_URL", "https://there")
        assert str(make_client_state(acme.SERVICE, None, {}, {}).base) == "https://there/"
        assert str(make_client_state(acme.SERVICE, HTTPS, {}, {}).base) == "https://host/api/"

    def test_without_one_it_says_what_to_do(self):
        with pytest.raises(InvalidArgumentError, match="no base URL: give base_url, or set ACME_BASE_URL"):
            make_client_state(acme.SERVICE, None, {}, {})
        with pytest.raises(InvalidArgumentError, match="base_url is empty"):
            make_client_state(acme.SERVICE._replace(base_url_env=()), None, {}, {})

    def test_the_service_may_have_a_default(self, monkeypatch):
        service = acme.SERVICE._replace(base_url="https://default", base_url_env=("ACME_BASE_URL", "ACME_HOST"))
        assert str(make_client_state(service, None, {}, {}).base) == "https://default/"
        assert str(make_client_state(service._replace(base_url_env=()), None, {}, {}).base) == "https://default/"
        monkeypatch.setenv("ACME_HOST", "https://second")
        assert str(make_client_state(service, None, {}, {}).base) == "https://second/"
        monkeypatch.setenv("ACME_BASE_URL", "https://first")
        assert str(make_client_state(service, None, {}, {}).base) == "https://first/"


class TestOptions:
    def test_the_service_s_timeouts_are_the_defaults(self):
        service = acme.SERVICE._replace(connect_timeout=2.0, read_timeout=9.0)
        assert make_client_state(service, HTTPS, {}, {}).options.timeout == Timeout(2.0, 9.0)
        assert make_client_state(service, HTTPS, {}, {"timeout": {"read": 1}}).options.timeout == Timeout(2.0, 1.0)

    def test_a_clone_shares_all_but_what_it_changes(self):
        state = make_client_state(acme.SERVICE, HTTPS, TOKENS, {"deadline": 3})
        clone = with_options(state, {"headers": {"X-A": "b"}})
        assert (clone.retry_state, clone.auth, clone.issues) == (state.retry_state, state.auth, state.issues)
        assert clone.options == attrs.evolve(state.options, headers={"X-A": "b"})
        strict = with_options(state, {"strict": True})
        assert (strict.options.strict, state.options.strict) == (True, False)
        assert strict.issues is state.issues

    def test_all_requests_of_a_call_share_its_deadline(self):
        now = [100.0]
        state = make_client_state(acme.SERVICE, HTTPS, {}, {"deadline": 3})._replace(
            retry_state=RetryState(clock=lambda: now[0])
        )
        call = state.with_call_deadline()
        now[0] = 102.0
        assert (call.deadline, call.with_call_deadline().deadline, state.with_call_deadline().deadline) == (
            103.0,
            103.0,
            105.0,
        )
        assert with_options(state, {"deadline": None}).with_call_deadline().deadline is None


class TestIssues:
    def test_each_is_told_once_a_path(self, caplog):
        state = make_client_state(acme.SERVICE, HTTPS, {}, {})
        for _ in range(3):
            codec_of(state).decode("list[int]", [1, "a", None])
        assert list(state.issues) == ["list[int].*"]
        assert state.issues["list[int].*"] == SchemaIssue("list[int].*", "int", "str")
        assert len(caplog.records) == 1
        assert "list[int].*: expected int, found str" in caplog.text

    def test_a_dict_of_any_keys_does_not_fill_the_memory(self):
        state = make_client_state(acme.SERVICE, HTTPS, {}, {})
        codec_of(state).decode("dict[int]", {f"key {number}": "x" for number in range(MAX_ISSUES + 5)})
        assert len(state.issues) == MAX_ISSUES


def test_what_does_not_fit_the_spec_is_one_warning_in_the_log(caplog):
    state = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
    for _ in range(2):
        state.report_issue(SchemaIssue("Task.status", "str", "int"))
    message = "a response is not what the spec says: Task.status: expected str, found int"
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("WARNING", message)]


class TestElsewhere:
    def test_a_context_is_neither_shown_nor_pickled(self):
        state = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        assert repr(state) == "<ClientState of https://host/api/>"
        with pytest.raises(TypeError, match="pickle the client"):
            pickle.dumps(state)

    def test_what_was_pickled_without_secrets_takes_those_of_where_it_arrives(self, monkeypatch):
        state = make_client_state(acme.SERVICE, HTTPS, TOKENS, {})
        monkeypatch.setenv("ACME_TOKEN", "other")
        without = from_state(acme.SERVICE, str(state.base), state.options, {"token": None})
        assert without.auth.secrets == ("other",)
        again = from_state(acme.SERVICE, str(state.base), state.options, state.auth.tokens)
        assert (again.base, again.auth.secrets) == (state.base, state.auth.secrets)
