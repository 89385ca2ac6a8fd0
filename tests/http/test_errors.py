"""What callers catch: statuses, field errors, pickles."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http import errors
from synapse_http.errors import (
    Attempt,
    ClientError,
    InvalidArgumentError,
    NotFoundError,
    ServerError,
    ValidationError,
    WaiterError,
)

KINDS = [
    error_class
    for error_class in vars(errors).values()
    if isinstance(error_class, type) and issubclass(error_class, ClientError)
]


@pytest.mark.parametrize("error_class", KINDS)
def test_every_error_has_a_status_and_survives_a_process_pool(error_class):
    made = error_class(
        "It broke",
        response={"detail": "x"},
        request_id="r1",
        method="GET",
        url="https://h/tasks/1/",
        attempts=(Attempt(1, "failed", 500, "", 0.1),),
        may_have_been_applied=True,
        retry_after=2.0,
    )
    assert isinstance(made.status_code, int)
    again = pickle.loads(pickle.dumps(made))
    assert type(again) is error_class
    assert again.__dict__ == made.__dict__
    assert str(again) == str(made)


def test_an_error_says_what_where_and_how_often():
    error = NotFoundError(
        "404 Not Found: gone",
        method="GET",
        url="https://h/x/",
        attempts=(Attempt(1, "refused", 503, "", 0.0), Attempt(2, "answered", 404, "", 0.0)),
        request_id="abc",
        may_have_been_applied=True,
    )
    assert str(error) == (
        "404 Not Found: gone (GET https://h/x/; 2 attempts; request id abc; "
        "the request may have been applied; check before retrying)"
    )
    assert repr(error).startswith("NotFoundError('404 Not Found")
    assert str(ClientError("plain")) == "plain"


def test_errors_are_what_python_calls_them_too():
    assert issubclass(InvalidArgumentError, ValueError)
    assert issubclass(errors.ClientConnectionError, ConnectionError)
    assert issubclass(errors.ClientTimeoutError, TimeoutError)


@pytest.mark.parametrize(
    ("status", "error_class"),
    [(400, ValidationError), (404, NotFoundError), (418, errors.StatusError), (500, ServerError)],
)
def test_the_class_of_a_status(status, error_class):
    assert errors.status_error(status) is error_class


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ({"name": ["Required."]}, {"name": ["Required."]}),
        ({"detail": "No."}, {"": ["No."]}),
        ({"message": "No."}, {"": ["No."]}),
        ({"message": ["Too long."]}, {"message": ["Too long."]}),  # a field of that name
        ({"detail": {"name": ["Bad."]}}, {"name": ["Bad."]}),
        ([{}, {"name": ["Bad."]}], {"1.name": ["Bad."]}),
        ({"1": {"name": ["Bad."]}}, {"1.name": ["Bad."]}),
        ({"items": [{}, {"a": {"b": ["x", "y"]}}]}, {"items.1.a.b": ["x", "y"]}),
        ({"non_field_errors": ["Both."], "a": None}, {"": ["Both."]}),
        (["One.", "Two."], {"": ["One.", "Two."]}),
        ("text", {"": ["text"]}),
        (None, {}),
    ],
)
def test_field_errors_in_all_their_forms(body, result):
    assert ValidationError("x", response=body).field_errors == result


FORMS = st.recursive(
    st.lists(st.text("xyz ", min_size=1), min_size=1, max_size=3) | st.text("xyz ", min_size=1),
    lambda inner: (
        st.dictionaries(st.sampled_from(["name", "detail", "non_field_errors", "0", "7"]), inner, max_size=3)
        | st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def texts_in(body):
    if isinstance(body, str):
        return [body]
    return [text for inner in (body.values() if isinstance(body, dict) else body) for text in texts_in(inner)]


@given(FORMS)
def test_no_message_is_lost_or_told_twice(body):
    result = ValidationError("x", response=body).field_errors
    assert sorted(text for texts in result.values() for text in texts) == sorted(texts_in(body))


def test_the_errors_of_a_long_list_are_gathered_in_time_linear_in_it():
    result = ValidationError("x", response=[{"name": ["Bad."]}] * 50_000).field_errors
    assert len(result) == 50_000
    assert result["49999.name"] == ["Bad."]


def test_a_message_with_half_a_surrogate_pair_can_be_printed():
    error = ClientError("no \ud800 here")
    assert str(error) == "no \\ud800 here"
    assert str(error).encode()


def test_a_notebook_shows_an_error_with_its_attempts():
    attempts = (Attempt(1, "answered", 503, "", 0.5, 1.0), Attempt(2, "unknown", None, "ReadError: <lost>", 0.25))
    error = WaiterError("It <failed>", response={"state": "failed"}, attempts=attempts, log=("last line",))
    cells = re.findall(r"<(?:caption|td)[^>]*>(.*?)</", error._repr_html_())
    assert cells[0] == "WaiterError: It &lt;failed&gt;"
    rows = dict(zip(cells[1::2], cells[2::2], strict=True))
    assert (rows["status_code"], rows["response"]) == ("500", "{&#x27;state&#x27;: &#x27;failed&#x27;}")
    assert rows["log"] == "(&#x27;last line&#x27;,)"
    assert rows["attempt 1"] == "answered 503 after 0.500 s"
    assert rows["attempt 2"] == "unknown ReadError: &lt;lost&gt; after 0.250 s"
    assert not {"message", "attempts"} & rows.keys()
