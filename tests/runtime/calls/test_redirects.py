"""Redirects as a flow: where they lead, what they repeat, and where they end."""

from __future__ import annotations

import pytest
from support import acme
from synapse_http.errors import RedirectError
from synapse_http.messages import Request, Response
from synapse_runtime.calls.client_state import make_client_state
from synapse_runtime.calls.execute import MAX_REDIRECTS, REDIRECTS, send_following_redirects

GET = Request("GET", "/api/a/b/?x=1", retry="safe", display_url="https://host/api/a/b/")
POST = GET._replace(method="POST", retry="unsafe")


def flow(request=GET):
    return send_following_redirects(make_client_state(acme.SERVICE, "https://host/api", {}, {}), request)


def moved(location, status=302):
    return Response(status, {} if location is None else {"location": location})


def refused(running, response):
    with pytest.raises(RedirectError) as caught:
        running.send(response)
    return caught.value


def test_an_answer_is_an_answer():
    running = flow()
    assert next(running) == GET
    with pytest.raises(StopIteration) as stop:
        running.send(Response(200, {}, b"1"))
    assert stop.value.value.content == b"1"


@pytest.mark.parametrize("status", sorted(REDIRECTS))
@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/c/?y=2#top", "/c/?y=2"),
        ("https://host:443/c", "/c"),
        ("../c", "/api/a/c"),
        ("?y=2", "/api/a/b/?y=2"),
        ("//host/c", "/c"),
        ("/a b/\xed\x95\x9c%20", "/a%20b/%ED%95%9C%20"),
        ("/c\r\nX: y", "/c%0D%0AX:%20y"),
    ],
)
def test_a_get_follows_on_the_same_origin(status, location, target):
    running = flow()
    next(running)
    assert running.send(moved(location, status)) == GET._replace(target=target)


@pytest.mark.parametrize(
    ("location", "where"),
    [
        ("https://evil/api/a/", "another origin, https://evil, "),
        ("http://host/api/a/", "another origin, http://host, "),
        ("https://host:444/", "another origin, https://host, "),
        ("//evil/", "another origin, https://evil, "),
        ("https://key:s3cret@host/", "another origin, https://host, "),
        ("javascript:alert(1)", "another origin, javascript://, "),
        ("https://[bad", "an address that cannot be read"),
        ("https://host:port/", "another origin, https://host, "),
        ("/\ud55c", "an address that cannot be read"),
    ],
)
def test_elsewhere_is_refused_and_named_without_secrets(location, where):
    running = flow()
    next(running)
    error = refused(running, moved(location))
    assert where in str(error)
    assert "s3cret" not in str(error)
    assert (error.status_code, error.method) == (302, "GET")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_changes_something_is_not_sent_a_second_time(method):
    running = flow(POST._replace(method=method))
    next(running)
    assert f"a {method}, which is not sent a second time" in str(refused(running, moved("/c/", 307)))


@pytest.mark.parametrize("location", ["/api/a/b/?x=1", "", None])
def test_a_circle_ends(location):
    running = flow()
    next(running)
    for _ in range(MAX_REDIRECTS):
        assert running.send(moved(location)).target == "/api/a/b/?x=1"
    assert f"more than {MAX_REDIRECTS} times" in str(refused(running, moved(location)))


@pytest.mark.parametrize("status", [307, 308])
def test_a_write_follows_a_redirect_that_the_spec_has(status):
    post = POST._replace(body=b"{}", expected=frozenset({status}))
    running = flow(post)
    next(running)
    assert running.send(moved("/api/c/", status)) == post._replace(target="/api/c/")
    other = flow(post)
    next(other)
    assert "a POST, which is not sent a second time" in str(refused(other, moved("/api/c/", 615 - status)))


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_write_follows_no_redirect_that_may_mean_it_is_done(status):
    running = flow(POST._replace(expected=frozenset({status})))
    next(running)
    assert refused(running, moved("/api/c/", status)).status_code == status
