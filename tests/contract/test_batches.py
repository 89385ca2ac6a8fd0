"""Annotations of several tasks: one request each, at the same time, and a result for each."""

from __future__ import annotations

import asyncio
import threading

import pytest
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport, no_backoff
from synapse_sdk import SERVICE, AsyncSynapse, InvalidArgumentError, Synapse
from synapse_sdk.clients.backend import BackendClient
from synapse_sdk.models import TaskAnnotation, TaskDataItem

ROUTE = "PUT tasks/{pk}/annotate_task_data/"
BOX = {"annotations": [{"type": "bbox", "coordinates": [1, 2, 3, 4]}]}


def add_tasks(mock, count):
    return [mock.add("tasks", project=123)["id"] for _ in range(count)]


def test_each_task_has_its_result(reference):
    with BackendClient(reference.url, reference.api_token) as client:
        result = client.annotate_task_data_batch(
            [{"task_id": 456, "data": BOX}, {"task_id": 999, "data": BOX}, {"task_id": 457, "data": {"annotations": 1}}]
        )
    assert [(key, item["success"]) for key, item in result.items()] == [(456, True), (999, False), (457, False)]
    assert (result[456]["error"], result[456]["response"]["data"]) == (None, BOX)
    assert result[999]["response"] is None
    assert result[999]["error"].startswith("NotFoundError: 404 Not Found")
    assert "annotations" in result[457]["error"]


def test_the_schema_goes_into_the_query_unless_it_is_empty(client, mock):
    first, second, third = add_tasks(mock, 3)
    items = [
        {"task_id": first, "data": BOX, "schema": "any"},
        {"task_id": second, "data": BOX, "schema": ""},
        {"task_id": third, "data": BOX, "schema": None},
    ]
    client.annotate_task_data_batch(items, max_workers=1)
    assert [call.query for call in mock.calls] == [{"schema": ["any"]}, {}, {}]
    assert items[0] == {"task_id": first, "data": BOX, "schema": "any"}


def test_no_items_send_nothing(client, mock):
    assert client.annotate_task_data_batch([]) == {}
    mock.assert_not_called()


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([{"task_id": 456, "data": BOX}, {"data": BOX}], r"items\[1\] lacks 'task_id'"),
        ([{"task_id": 456}], r"items\[0\] lacks 'data': an item may have data, task_id, schema. Nothing was sent"),
        ([{"task_id": 456, "data": BOX, "shema": "any"}], r"items\[0\] has an unknown key 'shema'"),
        ([{"task_id": 1.5, "data": BOX}], r"items\[0\]: task_id must be an ID, got 1.5"),
        ([456], r"items\[0\] must be a dict with task_id and data, not 456"),
        (
            [{"task_id": 1, "data": BOX}, {"task_id": "1", "data": BOX}],
            r"items\[1\] has the task_id of another item, 1",
        ),
        (456, "items must be a list, not int"),
    ],
)
def test_what_is_no_item_is_an_error_before_the_first_request(client, mock, items, message):
    with pytest.raises(InvalidArgumentError, match=message):
        client.annotate_task_data_batch(items)
    mock.assert_not_called()


@pytest.mark.parametrize("workers", [0, 1.5, True, "3"])
def test_the_number_of_workers_is_checked(client, mock, workers):
    with pytest.raises(InvalidArgumentError, match="max_workers must be an integer ≥ 1"):
        client.annotate_task_data_batch([{"task_id": 456, "data": BOX}], workers)
    mock.assert_not_called()


@pytest.mark.parametrize(("workers", "most"), [(None, 5), (2, 2), (50, 5)])
def test_as_many_requests_at_a_time_as_there_are_items_or_workers(workers, most):
    """The first ones wait for each other, so they are under way together; more never are."""
    mock = MockBackend(SERVICE)
    tasks = add_tasks(mock, 5)
    barrier, lock, under_way, seen = threading.Barrier(most), threading.Lock(), set(), []

    def wait(request, send):
        with lock:
            under_way.add(request.target)
            seen.append(len(under_way))
            is_first = len(seen) <= most
        if is_first:
            barrier.wait(60)
        response = send(request)
        with lock:
            under_way.remove(request.target)
        return response

    with Synapse("https://mock", api_token="t", transport=MockTransport(mock), middleware=[wait]) as synapse:
        items = [TaskDataItem(task_id=task, data=TaskAnnotation(annotations=[])) for task in tasks]
        results = synapse.tasks.annotate_batch(items, max_workers=workers)
    assert [(result.task_id, result.success) for result in results] == [(task, True) for task in tasks]
    assert max(seen) == most
    mock.close()


def test_a_request_is_sent_again_and_a_failure_names_no_secret(mock):
    mock.inject_fault(ROUTE, "dropped_after_processing")
    mock.inject_fault(ROUTE, "status", code=500, times=None, after=1)
    first, second = add_tasks(mock, 2)
    with (
        no_backoff(),
        BackendClient("https://mock", "api-s3cret", transport=MockTransport(mock)) as client,
    ):
        result = client.annotate_task_data_batch([{"task_id": task, "data": BOX} for task in (first, second)], 1)
    assert (result[first]["success"], result[second]["success"]) == (True, False)
    assert "500" in result[second]["error"]
    assert "s3cret" not in str(result)


def test_async_clients_return_models_too():
    mock = MockBackend(SERVICE, seed=7)
    tasks = add_tasks(mock, 3)

    async def main():
        async with AsyncSynapse("https://mock", api_token="t", transport=AsyncMockTransport(mock)) as synapse:
            return await synapse.tasks.annotate_batch([TaskDataItem(task_id=task, data=BOX) for task in [*tasks, 999]])

    *stored, lost = asyncio.run(main())
    assert [result.response.id for result in stored] == tasks
    assert (lost.task_id, lost.success, lost.response) == (999, False, None)
    assert lost.error is not None
    mock.close()
