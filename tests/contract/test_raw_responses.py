"""Status and headers of any call: `with_raw_response`."""

from __future__ import annotations

import copy
import inspect
import pickle
import traceback

import pytest
from synapse_runtime import RawView, raw_method
from synapse_sdk import (
    AsyncSynapse,
    BackendClient,
    InvalidArgumentError,
    NotFoundError,
    RawResponse,
    Response,
    Synapse,
)
from synapse_sdk.models import Task
from synapse_sdk.resources import __all__ as typed_resources
from synapse_sdk.resources.tasks import Tasks
from synapse_sdk.testing import AsyncMockTransport, MockBackend

pytestmark = pytest.mark.anyio


@pytest.fixture
async def async_synapse(mock: MockBackend, anyio_backend):
    async with AsyncSynapse("https://mock", api_token="any", transport=AsyncMockTransport(mock)) as client:
        yield client


def public(view: object) -> set[str]:
    return {name for name in dir(view) if not name.startswith("_")}


def test_a_typed_call_returns_the_response_and_the_model(synapse: Synapse):
    raw = synapse.with_raw_response.tasks.get(456, expand="data_unit")
    assert isinstance(raw, Response)
    assert raw.parsed == synapse.tasks.get(456, expand="data_unit")
    assert raw.status_code == 200
    assert raw.headers["content-type"] == "application/json"
    assert raw.json()["id"] == 456
    assert len(raw.attempts) == 1
    assert repr(raw).startswith("<RawResponse 200 in ")


def test_a_documented_call_returns_the_response_and_plain_data(client: BackendClient):
    raw = client.with_raw_response.get_task(456, params={"expand": "data_unit"})
    assert raw.parsed == client.get_task(456, params={"expand": "data_unit"})
    assert (raw.status_code, raw.json()) == (200, raw.parsed)
    assert client.with_raw_response.list_tasks({"project": 123}).parsed == client.list_tasks({"project": 123})


async def test_an_async_call_does_too(async_synapse: AsyncSynapse):
    raw = await async_synapse.with_raw_response.tasks.create(project=123, data_unit=789)
    assert isinstance(raw.parsed, Task)
    assert raw.status_code == 201


def test_a_call_that_is_sent_again_has_all_its_attempts(synapse: Synapse, mock: MockBackend, sleeps):
    mock.inject_fault("GET tasks/{pk}/", "status", code=503)
    raw = synapse.with_raw_response.tasks.get(456)
    assert [attempt.status for attempt in raw.attempts] == [503, 200]


def test_pages_come_with_the_response_that_brought_them(synapse: Synapse, mock: MockBackend):
    pager = synapse.with_raw_response.tasks.list(page_size=1)
    assert mock.calls == []
    pages = list(pager.pages())
    assert [task for raw in pages for task in raw.parsed.items] == synapse.tasks.list().to_list()
    assert [raw.json()["results"][0]["id"] for raw in pages] == [raw.parsed.items[0].id for raw in pages]
    second = pager.page(2)
    assert (second.status_code, second.parsed) == (200, synapse.tasks.list(page_size=1).page(2))


async def test_async_pages_do_too(async_synapse: AsyncSynapse):
    pager = async_synapse.with_raw_response.tasks.list(page_size=1)
    ids = [(raw.status_code, raw.parsed.items[0].id) async for raw in pager.pages()]
    assert ids == [(200, task.id) for task in await async_synapse.tasks.list().to_list()]
    assert (await pager.page(1)).parsed.total == len(ids)


def test_a_walk_of_all_pages_has_the_last_response(client: BackendClient):
    sized = client.with_options(params={"page_size": 1})
    raw = sized.with_raw_response.list_tasks(list_all=True)
    assert raw.parsed == sized.list_tasks(list_all=True)
    assert raw.json()["results"][0] == raw.parsed[-1]


def test_an_upload_has_the_last_response(client: BackendClient, tmp_path):
    file = tmp_path / "large.zip"
    file.write_bytes(b"content")
    raw = client.with_raw_response.create_chunked_upload(file)
    assert (raw.status_code, raw.json()["id"]) == (200, raw.parsed["id"])


def test_the_client_s_own_on_response_is_called_too(synapse: Synapse):
    seen: list[Response] = []
    watched = synapse.with_options(on_response=seen.append)
    raw = watched.with_raw_response.tasks.get(456)
    assert seen == [tuple(raw)]


def test_an_error_is_that_of_the_call_and_ends_where_it_was_made(synapse: Synapse):
    with pytest.raises(NotFoundError) as raised:
        synapse.with_raw_response.tasks.get(1)
    assert raised.value.status_code == 404
    assert {frame.filename for frame in traceback.extract_tb(raised.value.__traceback__)} == {__file__}


async def test_arguments_that_make_no_sense_are_refused_at_once(synapse: Synapse, async_synapse: AsyncSynapse):
    for client in (synapse, async_synapse):
        for call in (client.with_raw_response.tasks.list, client.with_raw_response.tasks.get):
            with pytest.raises(TypeError, match="unexpected keyword argument 'projekt'") as raised:
                await call(projekt=1)
            assert not hasattr(raised.value, "__notes__")
        with pytest.raises(InvalidArgumentError, match="page_size must be an integer ≥ 1, got 0"):
            client.with_raw_response.tasks.list(page_size=0)


def test_a_call_that_sends_nothing_has_no_response(client: BackendClient):
    with pytest.raises(InvalidArgumentError, match="sent nothing, so it has no response: call it on the client itself"):
        raw_method(client.close)()


def test_what_has_no_response_is_not_there(synapse: Synapse, client: BackendClient):
    message = "RawJobs has no 'tail_logs': it has calls that end with a response; use the client"
    with pytest.raises(AttributeError, match=message):
        synapse.with_raw_response.jobs.tail_logs(1)
    with pytest.raises(AttributeError, match="RawBackendClient has no 'tail_job_console_logs'") as raised:
        client.with_raw_response.tail_job_console_logs(1)
    assert isinstance(raised.value.obj, RawView)  # of which Python suggests a name


def test_each_method_of_both_faces_is_there(synapse: Synapse, client: BackendClient):
    streams = {"tail_logs", "tail_job_console_logs", "plan_directory"}
    for name in typed_resources:
        assert public(getattr(synapse, name)) - streams == public(getattr(synapse.with_raw_response, name))
    shared = {"base_url", "close", "request", "schema_issues", "with_options", "with_raw_response"}
    assert public(client) - shared - streams == public(client.with_raw_response)


def test_a_method_shows_its_arguments(synapse: Synapse):
    raw = synapse.with_raw_response.tasks
    assert [*inspect.signature(raw.get).parameters] == [*inspect.signature(synapse.tasks.get).parameters]
    assert raw.get.__doc__ == Tasks.get.__doc__
    assert repr(raw) == "<RawTasks>"
    assert repr(raw.list()) == "<RawPager of tasks.list>"
    assert public(raw.list()) == {"page", "pages"}


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda raw: pickle.loads(pickle.dumps(raw))])
def test_it_can_be_copied(synapse: Synapse, duplicate):
    raw = synapse.with_raw_response.tasks.get(456)
    twin = duplicate(raw)
    assert type(twin) is RawResponse
    assert (twin, twin.parsed) == (raw, raw.parsed)
