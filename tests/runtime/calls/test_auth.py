"""Credentials: to one origin alone, as headers that the caller's own replace, and renewed after a 401."""

from __future__ import annotations

import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Request, Response
from synapse_runtime.calls.auth import CredentialAuth
from synapse_runtime.operation import Credential, Operation

ORIGIN = "https://host"
CREDENTIALS = (Credential("token", "Authorization", "Token "), Credential("agent", "X-Agent"))
GET = Request("GET", "/things/")
POST = Request("POST", "/things/", body=b"{}")
UNAUTHORIZED = Response(401, {})


def make_auth(**tokens):
    return CredentialAuth(ORIGIN, CREDENTIALS, tokens)


def never():
    raise AssertionError("functions are called by the driver, never by the flow")


def ends(flow, outcome):
    with pytest.raises(StopIteration):
        flow.send(outcome)
    return True


def test_each_token_has_its_header_and_prefix():
    flow = make_auth(token="t", agent="a").authenticate(GET)
    assert next(flow) == GET._replace(headers=(("Authorization", "Token t"), ("X-Agent", "a")))
    assert ends(flow, Response(200, {}))


def test_an_operation_has_its_selection_once_and_never_half():
    """Threads share it: one that met it without its names would send all tokens."""

    class Watched(dict):
        def __setitem__(self, names, selection):
            assert selection.selected == names
            super().__setitem__(names, selection)

    auth = make_auth(token="t", agent="a")
    auth._selections = Watched()
    operation = Operation("things.get", "GET", "things/", "safe", credentials=(("agent",),))
    selection = auth.select(operation)
    assert next(selection.authenticate(GET)).headers == (("X-Agent", "a"),)
    assert auth.select(operation) is selection


def test_the_hint_for_a_401_is_that_of_the_tokens_that_were_sent():
    auth = CredentialAuth(ORIGIN, (CREDENTIALS[0], Credential("agent", "X-Agent", hint="Restart it")), {"token": "t"})
    assert auth.hint == ""
    credentials = (CREDENTIALS[0]._replace(hint="Renew it"), CREDENTIALS[1]._replace(hint="Restart it"))
    assert CredentialAuth(ORIGIN, credentials, {"token": "t", "agent": "a"}).hint == "Renew it. Restart it"


def test_a_header_of_the_caller_wins():
    request = GET._replace(headers=(("authorization", "mine"),))
    assert next(make_auth(token="t", agent="a").authenticate(request)).headers == (
        ("X-Agent", "a"),
        ("authorization", "mine"),
    )


def test_headers_that_middleware_has_repeated_stay():
    request = GET._replace(headers=(("X-Around", "a"), ("X-Around", "b")))
    assert next(make_auth(token="t").authenticate(request)).headers[1:] == request.headers


@pytest.mark.parametrize(
    ("origin", "sent"), [("", True), (ORIGIN, True), ("http://host", False), ("https://host.evil", False)]
)
def test_no_other_origin_sees_a_token(origin, sent):
    flow = make_auth(token="t").authenticate(GET._replace(origin=origin))
    assert (next(flow).headers != ()) == sent
    assert ends(flow, UNAUTHORIZED)


def test_a_function_is_not_called_for_another_origin():
    flow = make_auth(token=never).authenticate(GET._replace(origin="https://other"))
    assert next(flow).headers == ()
    assert ends(flow, UNAUTHORIZED)


def test_a_function_is_called_once_and_its_token_is_kept():
    auth = make_auth(token=never, agent="a")
    flow = auth.authenticate(GET)
    assert next(flow) is never
    assert dict(flow.send("first").headers) == {"X-Agent": "a", "Authorization": "Token first"}
    assert ends(flow, Response(200, {}))
    assert dict(next(auth.authenticate(GET)).headers)["Authorization"] == "Token first"
    assert auth.secrets == ("a", "first")


@pytest.mark.parametrize("request_", [GET, POST])
def test_a_401_renews_once_and_sends_again_what_was_not_processed(request_):
    auth = make_auth(token=never)
    flow = auth.authenticate(request_)
    next(flow)
    flow.send("first")
    assert flow.send(UNAUTHORIZED) is never
    assert flow.send("second") == request_._replace(headers=(("Authorization", "Token second"),))
    assert ends(flow, UNAUTHORIZED)
    assert auth.secrets == ("first", "second")


def test_a_token_that_another_call_has_renewed_is_sent_without_asking_again():
    auth = make_auth(token=never)
    slow, quick = auth.authenticate(GET), auth.authenticate(GET)
    next(slow)
    slow.send("first")
    next(quick)
    quick.send(UNAUTHORIZED)
    quick.send("second")
    assert slow.send(UNAUTHORIZED).headers == (("Authorization", "Token second"),)


def test_the_same_token_again_is_not_sent_again():
    flow = make_auth(token=never).authenticate(GET)
    next(flow)
    flow.send("same")
    flow.send(UNAUTHORIZED)
    assert ends(flow, "same")


def test_a_token_that_cannot_change_is_sent_once():
    flow = make_auth(token="t").authenticate(GET)
    next(flow)
    assert ends(flow, UNAUTHORIZED)


@pytest.mark.parametrize(
    ("token", "problem"),
    [(b"s3cret", "token must be a str or a function that returns one, not bytes"), ("s3\ncret", "cannot stand in a")],
)
def test_what_a_function_returns_is_checked_and_not_shown(token, problem):
    flow = make_auth(token=never).authenticate(GET)
    next(flow)
    with pytest.raises(InvalidArgumentError, match=problem) as caught:
        flow.send(token)
    assert "cret" not in str(caught.value)


def test_a_token_that_ends_in_a_line_break_is_sent_and_redacted_without_it():
    auth = make_auth(token="s3cret\r\n")
    assert dict(next(auth.authenticate(GET)).headers) == {"Authorization": "Token s3cret"}
    assert auth.secrets == ("s3cret",)


def test_the_tokens_of_late_are_redacted_and_the_memory_is_bounded():
    auth = make_auth(token=never)
    flow = auth.authenticate(GET)
    next(flow)
    flow.send("0")
    for number in range(1, 100):
        flow = auth.authenticate(GET)
        next(flow)
        flow.send(UNAUTHORIZED)
        flow.send(str(number))
    assert auth.secrets[-2:] == ("98", "99")
    assert len(auth.secrets) < 50
    assert repr(auth) == "<CredentialAuth of https://host>"
