"""Walks through lists that change meanwhile: no row is skipped, and none comes twice."""

from __future__ import annotations

import anyio
import pytest
from synapse_runtime.pagination import paginator
from synapse_runtime.testing import MockBackend
from synapse_sdk import SERVICE, AsyncSynapse, Synapse
from synapse_sdk.clients.backend import BackendClient

TOKEN = "api-token-123"
ANNOTATIONS = [{"type": "bbox"}]
NEW_TASKS = [{"project": 123, "data_unit": 789}] * 209
NUMBERS_ONLY = SERVICE._replace(
    paginations={name: style._replace(cursor_query={}) for name, style in SERVICE.paginations.items()}
)


pytestmark = pytest.mark.slow


@pytest.fixture(params=["mock", "mock without the cursor", "reference"])
def url(request, serve):
    """A backend with 210 pending tasks."""
    backend = MockBackend(SERVICE if request.param == "mock" else NUMBERS_ONLY, seed=7)
    url = request.getfixturevalue("reference").url if request.param == "reference" else serve(backend)
    with BackendClient(url, TOKEN) as client:
        client.create_tasks(NEW_TASKS)
    yield url
    backend.close()


@pytest.fixture(params=["by what it knows", "by number"])
def by_number(request, monkeypatch):
    """Clients that know of no cursor, as if each backend knew none."""
    monkeypatch.setattr(paginator, "QUICK_SECONDS", 0.0)
    return request.param == "by number"


def as_asked(synapse, *, by_number):
    if by_number:
        synapse._state = synapse._state._replace(service=NUMBERS_ONLY)
    return synapse


@pytest.mark.parametrize("prefetch", [0, 10])
def test_a_reader_that_annotates_each_pending_task_gets_all_of_them(url, by_number, prefetch):
    with as_asked(Synapse(url, api_token=TOKEN, prefetch=prefetch), by_number=by_number) as synapse:
        pending = {task.id for task in synapse.tasks.list(status="pending")}
        annotated = []
        for task in synapse.tasks.list(status="pending"):
            synapse.tasks.annotate(task.id, annotations=ANNOTATIONS)
            annotated.append(task.id)
        assert len(pending) == 210
        assert sorted(annotated) == sorted(pending)
        assert synapse.tasks.list(status="pending").count() == 0


def test_so_does_an_async_one(url, by_number):
    async def annotate_all():
        async with as_asked(AsyncSynapse(url, api_token=TOKEN), by_number=by_number) as synapse:
            annotated = []
            async for task in synapse.tasks.list(status="pending"):
                await synapse.tasks.annotate(task.id, annotations=ANNOTATIONS)
                annotated.append(task.id)
            assert len({*annotated}) == len(annotated) == 210
            assert await synapse.tasks.list(status="pending").count() == 0

    anyio.run(annotate_all)


def test_rows_that_are_created_meanwhile_double_none(url, by_number):
    with as_asked(Synapse(url, api_token=TOKEN), by_number=by_number) as synapse:
        existing, walked = {task.id for task in synapse.tasks.list()}, []
        for number, task in enumerate(synapse.tasks.list()):
            walked.append(task.id)
            if number % 100 == 50:
                synapse.tasks.create(project=123, data_unit=789)
        assert len({*walked}) == len(walked)
        assert existing <= {*walked}
