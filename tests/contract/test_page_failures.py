"""Lists of which a page is lost: retries of one page, pauses between pages, and a walk that goes on without it."""

from __future__ import annotations

import pytest
from synapse_runtime.testing import MockBackend, MockTransport, no_backoff
from synapse_sdk import SERVICE, AuthenticationError, DeadlineExceededError, InvalidArgumentError, ServerError
from synapse_sdk.clients.backend import BackendClient

METHODS = {
    "list_tasks": ("tasks", "GET sdk/tasks/"),
    "list_assignments": ("assignments", "GET sdk/assignments/"),
    "list_ground_truth_events": ("ground_truth_events", "GET sdk/ground_truth_events/"),
}


@pytest.fixture(params=METHODS)
def listing(request):
    """A documented method of a list of 25 rows on a mock, the mock, and the route: `list_rows, mock, route`."""
    resource, route = METHODS[request.param]
    mock = MockBackend(SERVICE, seed=7, strict=True)
    while len(mock.rows(resource)) < 25:
        mock.add(resource)
    with BackendClient("https://mock", "t", transport=MockTransport(mock), prefetch=0) as client:
        yield getattr(client, request.param), mock, route
    mock.close()


def pages_of(mock):
    return [call.query.get("page", ["1"])[0] for call in mock.calls]


def test_the_walk_goes_on_behind_a_page_that_is_lost(listing):
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=503, after=1, times=3)
    failures = []
    with no_backoff():
        rows = list_rows(params={"page_size": 10}, list_all=True, page_retries=2, page_failures=failures)
    assert pages_of(mock) == ["1", "2", "2", "2", "3"]
    assert len(rows) == 15
    (failure,) = failures
    assert (failure["page"], failure["url"]) == (2, f"https://mock/{route.partition(' ')[2]}?page=2")
    assert failure["error"].startswith("ServerError: 503 Service Unavailable")


def test_the_last_page_may_be_lost_and_several_in_a_row(listing):
    list_rows, mock, route = listing
    mock.inject_fault(route, "html_error", code=502, after=1, times=None)
    failures = []
    rows = list_rows(params={"page_size": 10}, list_all=True, page_retries=0, page_failures=failures)
    assert ([failure["page"] for failure in failures], len(rows)) == ([2, 3], 10)


@pytest.mark.parametrize("fault", ["dropped_after_processing", "broken_json", "html_error"])
def test_what_costs_a_page(listing, fault):
    list_rows, mock, route = listing
    mock.inject_fault(route, fault, after=1)
    failures = []
    rows = list_rows(params={"page_size": 10}, list_all=True, page_retries=0, page_failures=failures)
    assert ([failure["page"] for failure in failures], len(rows)) == ([2], 15)


def test_pages_that_are_fetched_ahead_are_lost_one_by_one(listing):
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=500, after=2)
    failures = []
    ahead = list_rows.__self__.with_options(prefetch=5)
    getattr(ahead, list_rows.__name__)(params={"page_size": 5}, list_all=True, page_failures=failures, page_retries=0)
    assert len(failures) == 1
    assert sorted(pages_of(mock)) == ["1", "2", "3", "4", "5"]


def test_without_a_list_a_lost_page_is_an_error(listing):
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=500, after=1)
    with pytest.raises(ServerError):
        list_rows(params={"page_size": 10, "page": 1}, list_all=True, page_retries=0)


@pytest.mark.parametrize(("fault", "after", "error"), [(500, 0, ServerError), (401, 1, AuthenticationError)])
def test_no_page_yet_or_a_refused_token_is_an_error_all_the_same(listing, fault, after, error):
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=fault, after=after)
    failures = []
    with pytest.raises(error):
        list_rows(params={"page_size": 10}, list_all=True, page_retries=0, page_failures=failures)
    assert failures == []


def test_a_deadline_ends_the_whole_walk(listing):
    """The server asks for a pause that is longer than the call may take."""
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=429, retry_after=50, after=1)
    client, failures = list_rows.__self__.with_options(deadline=30), []
    with pytest.raises(DeadlineExceededError):
        getattr(client, list_rows.__name__)(params={"page_size": 10}, list_all=True, page_failures=failures)
    assert [failure["page"] for failure in failures] == [2]
    assert pages_of(mock) == ["1", "2"]


def test_a_pause_between_pages(listing, sleeps):
    list_rows, _, _ = listing
    rows = list_rows(params={"page_size": 10, "page": 1}, list_all=True, throttle_seconds=0.5)
    assert (len(rows), sleeps) == (25, [0.5, 0.5])
    fast = list_rows.__self__.with_options(prefetch=5)
    getattr(fast, list_rows.__name__)(params={"page_size": 10}, list_all=True, throttle_seconds=2)
    assert sleeps[2:] == [2, 2]


def test_retries_of_a_page_have_waits_of_their_own(listing, sleeps):
    list_rows, mock, route = listing
    mock.inject_fault(route, "status", code=503, times=2)
    with BackendClient("https://mock", "t", transport=MockTransport(mock)) as client:
        rows, total = getattr(client, list_rows.__name__)(page_retries=2, page_retry_backoff=30)
    assert (len(rows), total) == (20, 25)
    assert len(sleeps) == 2
    assert max(sleeps) <= 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"throttle_seconds": -1}, "throttle_seconds must be a positive number of seconds, got -1"),
        ({"page_retries": -1}, "page_retries must be an integer ≥ 0, got -1"),
        ({"page_retry_backoff": "1"}, "page_retry_backoff must be a positive number of seconds, got '1'"),
        ({"page_failures": ()}, "page_failures must be a list, not tuple"),
    ],
)
def test_what_makes_no_sense_is_an_error_before_anything_is_sent(listing, arguments, message):
    list_rows, mock, _ = listing
    with pytest.raises(InvalidArgumentError, match=message):
        list_rows(list_all=True, **arguments)
    mock.assert_not_called()


def test_zero_means_none(listing, sleeps):
    list_rows, _, _ = listing
    assert len(list_rows(list_all=True, throttle_seconds=0, page_retry_backoff=0, page_retries=0)) == 25
    assert sleeps == []


def test_the_backend_too(reference):
    with BackendClient(reference.url, reference.api_token) as client:
        failures = []
        rows = client.list_tasks(list_all=True, page_failures=failures, throttle_seconds=0.01, page_retries=1)
    assert rows
    assert failures == []
