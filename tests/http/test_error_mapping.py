"""From what happened on the wire to what a caller is told: true, short, and without secrets."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http import error_mapping
from synapse_http.errors import (
    Attempt,
    ClientConnectionError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    NotFoundError,
    RateLimitError,
    RedirectError,
    ServerError,
    StatusError,
    UploadError,
    ValidationError,
)
from synapse_http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, Request, Response

SECRET = "s3cret-s3cret"
POST = Request("POST", f"/agents/{SECRET}/connect/?key={SECRET}", display_url="https://host/agents/***/connect/")
GET = POST._replace(method="GET", retry="safe")
HTML = {"content-type": "text/html; charset=utf-8"}


def attempt(outcome="answered", status=None, reason=""):
    return Attempt(1, outcome, status, reason, 0.1)


def answered(status, body=b"", headers=None, request=POST, outcome="answered", retry_after=None):
    response = Response(status, headers or {}, body, request_id="r-7")
    return error_mapping.error_from_outcome(request, (attempt(outcome, status),), response, retry_after)


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "body", "error_class", "message"),
        [
            (400, b'{"name": ["Required."]}', ValidationError, "400 Bad Request: name: Required"),
            (400, b'{"detail": "No."}', ValidationError, "400 Bad Request: No"),
            (404, b'{"detail": "Not found."}', NotFoundError, "404 Not Found. Check the ID and the base URL"),
            (404, b'{"detail": "Found."}', NotFoundError, "404 Not Found: Found. Check the ID and the base URL"),
            (500, b"x" * 501, ServerError, f"500 Internal Server Error: {'x' * 500}…"),
            (418, b"{}", StatusError, "418 I'm a Teapot: no explanation"),
            (499, b"null", StatusError, "499 (not a standard status): no explanation"),
            (500, b"boom \n boom", ServerError, "500 Internal Server Error: boom boom"),
            (500, b" \n", ServerError, "an empty response"),
            (500, b"", ServerError, "no explanation"),
        ],
    )
    def test_the_server_s_own_words_are_told(self, status, body, error_class, message):
        error = answered(status, body)
        assert type(error) is error_class
        assert message in error.message
        assert error.status_code == status
        assert (error.method, error.url, error.request_id) == ("POST", POST.display_url, "r-7")

    def test_a_wait_that_is_asked_for_is_told(self):
        error = answered(429, b'{"detail": "Slow."}', retry_after=3600.4)
        assert isinstance(error, RateLimitError)
        assert error.retry_after == 3600.4
        assert "The server asks to wait 3600 s" in str(error)
        assert "Wait before the next call" in str(answered(429))

    def test_long_explanations_are_cut_in_the_message_and_whole_in_the_response(self):
        error = answered(400, b'{"a": ["' + b"x" * 5000 + b'"]}')
        assert len(error.message) < 1100
        assert len(error.response["a"][0]) == 5000
        assert len(answered(500, b"x" * 5000).message) < 600

    @pytest.mark.parametrize(
        ("outcome", "retry", "applied"),
        [
            ("answered", "unsafe", False),
            ("refused", "unsafe", False),
            ("not sent", "unsafe", False),
            ("unknown", "unsafe", True),
            ("failed", "unsafe", True),
            ("failed", "idempotent", True),
            ("unknown", "safe", False),
        ],
    )
    def test_whether_it_may_have_been_applied(self, outcome, retry, applied):
        error = answered(502, request=POST._replace(retry=retry), outcome=outcome)
        assert error.may_have_been_applied is applied

    def test_one_attempt_that_may_have_been_applied_is_enough(self):
        attempts = (attempt("unknown"), attempt("answered", 404))
        request = POST._replace(method="PUT", retry="idempotent")
        assert error_mapping.error_from_outcome(request, attempts, Response(404, {})).may_have_been_applied


class TestPages:
    @pytest.mark.parametrize(
        ("page", "title"),
        [
            ("<html><head><title>502 Bad\n Gateway</title>", "502 Bad Gateway"),
            ("<TITLE lang='en'>A &amp; B</TITLE >", "A & B"),
            ("<body><h1>Not <b>Found</b></h1>", "Not Found"),
            ("<title>open<h1>Heading</h1>", "Heading"),
            ("<p>nothing</p>", ""),
            ("<h1></h1>", ""),
        ],
    )
    def test_the_title_stands_for_the_page(self, page, title):
        assert error_mapping.html_title(page) == title
        said = answered(502, page.encode(), HTML).message
        assert (f"an HTML page titled {title!r}" if title else "an HTML page") in said
        assert "<" not in said

    def test_a_page_without_its_content_type_is_known_by_its_form(self):
        assert "an HTML page titled 'x'" in answered(500, b" \n<!doctype html><title>x</title>").message

    @pytest.mark.parametrize("part", ["<h1>", "<title", "</title ", "<", "<title>x</title"])
    def test_a_hostile_page_costs_time_linear_in_it(self, part):
        assert error_mapping.html_title(f"<title>{part * 100_000}") == ""

    @given(st.text())
    def test_no_text_breaks_it(self, text):
        assert "<b>" not in error_mapping.html_title(f"<title><b>{text}</b></title>")


def test_who_has_no_token_is_told_so_and_who_has_one_that_it_may_be_wrong():
    assert "made without a token: give it one" in str(answered(401))
    assert "Check the token" in str(answered(401, request=POST._replace(secrets=(SECRET,))))


class TestBodies:
    @pytest.mark.parametrize(
        ("content", "body"),
        [(b"", None), (b'{"a": 1}', {"a": 1}), (b"a: 1", "a: 1"), (b"\xff", "�"), (b"NaN?", "NaN?")],
    )
    def test_json_is_data_and_the_rest_is_text(self, content, body):
        assert error_mapping.decode_body(Response(200, {}, content)) == body

    @pytest.mark.parametrize("secrets", [(), (SECRET,)])
    @pytest.mark.parametrize("depth", [400, 100_000])
    def test_what_is_nested_too_deep_is_text_or_data_and_no_crash(self, secrets, depth):
        content = b"[" * depth + b"]" * depth
        assert isinstance(error_mapping.decode_body(Response(500, {}, content), secrets), (list, str))

    def test_secrets_the_server_repeats_are_hidden(self):
        request = GET._replace(secrets=(SECRET, "ab"))
        for body in (f'{{"{SECRET}": ["{SECRET} of ab", 1, null]}}', f"no {SECRET}"):
            error = answered(404, body.encode(), request=request)
            for shown in (str(error), repr(error), repr(error.response)):
                assert SECRET not in shown
                assert "ab" not in shown
            assert SECRET.encode() not in pickle.dumps(error)


class TestNoAnswer:
    @pytest.mark.parametrize(
        ("problem", "error_class", "outcome", "message"),
        [
            (
                ConnectError("refused"),
                ClientConnectionError,
                "not sent",
                "could not be reached: refused. Nothing was sent",
            ),
            (
                ConnectTimeout(),
                ClientTimeoutError,
                "not sent",
                "No connection was made in time: no reason given. Nothing",
            ),
            (ReadError("reset"), ClientConnectionError, "unknown", "lost before the response was complete: reset"),
            (ReadTimeout(), ClientTimeoutError, "unknown", "No response came in time: no reason given"),
        ],
    )
    def test_what_is_known_of_the_request_is_told(self, problem, error_class, outcome, message):
        error = error_mapping.error_from_outcome(POST, (attempt(outcome, reason=str(problem)),), problem)
        assert type(error) is error_class
        assert message in error.message
        assert error.may_have_been_applied is (outcome == "unknown")
        assert error.response is None

    @pytest.mark.parametrize(
        ("attempts", "message"),
        [
            ((), "call. Allow more"),
            ((attempt("refused", 503),), "Last outcome: 503."),
            ((attempt("unknown", reason="reset"),), "Last outcome: reset."),
            ((attempt("not sent"),), "Last outcome: not sent."),
        ],
    )
    def test_a_deadline_says_what_came_last(self, attempts, message):
        error = error_mapping.deadline_exceeded(POST, attempts)
        assert isinstance(error, DeadlineExceededError)
        assert message in error.message

    def test_a_deadline_within_a_pause_says_so(self):
        error = error_mapping.deadline_exceeded(POST, (), 12.0)
        assert "12 s of that are left" in error.message
        assert error.retry_after == 12.0

    def test_a_body_that_breaks_off_is_an_answer_that_was_lost(self):
        response = Response(200, {}, attempts=(attempt("refused", 503), attempt("answered", 200)))
        request = POST._replace(secrets=(SECRET,))
        error = error_mapping.stream_error(request, response, ReadError(f"cut at {SECRET}"))
        assert isinstance(error, ClientConnectionError)
        assert [tried.outcome for tried in error.attempts] == ["refused", "unknown"]
        assert error.attempts[1].reason == "cut at ***"

    def test_an_error_of_the_caller_s_side_says_what_had_happened_before(self):
        error = error_mapping.add_attempts(UploadError("it shrank"), POST, (attempt("unknown"),))
        assert (error.message, error.method, error.url) == ("it shrank", "POST", POST.display_url)
        assert error.may_have_been_applied


class TestAnswersOfNoUse:
    @pytest.mark.parametrize(("request_", "applied"), [(POST, True), (GET, False)])
    def test_a_good_answer_that_is_no_json(self, request_, applied):
        response = Response(200, HTML, b"<title>Log in</title>", attempts=(attempt("answered", 200),))
        error = error_mapping.decode_error(request_, response)
        assert isinstance(error, DecodeError)
        assert "an HTML page titled 'Log in'. Does the base URL lead to the backend?" in error.message
        assert error.may_have_been_applied is applied

    def test_json_that_breaks_off_is_told_from_what_never_was_any(self):
        error = error_mapping.decode_error(
            GET, Response(200, {}, b'{"id": 7, "na', attempts=(attempt("answered", 200),))
        )
        assert error.message == 'The response (200) is not JSON to its end: {"id": 7, "na. Was it cut off on the way?'

    @pytest.mark.parametrize(
        ("status", "request_", "applied"),
        [(301, POST, False), (302, POST, True), (303, POST, True), (307, POST, False), (302, GET, False)],
    )
    def test_a_redirect_that_is_not_followed(self, status, request_, applied):
        error = error_mapping.redirect_error(request_, Response(status, {}, request_id="r-7"), "elsewhere")
        assert isinstance(error, RedirectError)
        assert (error.status_code, error.request_id) == (status, "r-7")
        assert error.may_have_been_applied is applied
