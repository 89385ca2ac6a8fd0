"""Clients replaced by `unittest.mock.create_autospec`: what does not exist, or is called wrongly, fails there too."""

from __future__ import annotations

from unittest.mock import AsyncMock, create_autospec

import pytest
from synapse_sdk import AsyncSynapse, BackendClient, Synapse

TASK = object()


@pytest.fixture(params=["instance", "class"])
def specify(request):
    """The mock of a client: made as one, or returned by the mock of its class."""
    if request.param == "instance":
        return lambda client: create_autospec(client, instance=True)
    return lambda client: create_autospec(client)("https://host", api_token="t")


def test_methods_of_the_documented_client_are_checked(specify):
    client = specify(BackendClient)
    client.get_task.return_value = {"id": 1}
    assert client.get_task(1) == {"id": 1}
    client.get_task.assert_called_once_with(1)
    with pytest.raises(TypeError, match="missing a required argument: 'pk'"):
        client.get_task()
    with pytest.raises(AttributeError):
        client.get_tsk(1)


def test_methods_of_resources_are_checked(specify):
    synapse = specify(Synapse)
    synapse.tasks.get.return_value = TASK
    synapse.tasks.list.return_value = [TASK]
    assert synapse.tasks.get(1, expand="data_unit") is TASK
    assert [*synapse.tasks.list(project=7)] == [TASK]
    with pytest.raises(TypeError, match="missing a required argument: 'pk'"):
        synapse.tasks.get()
    with pytest.raises(TypeError, match="got an unexpected keyword argument 'proyect'"):
        synapse.tasks.list(proyect=7)
    for wrong in (lambda: synapse.tasks.gett, lambda: synapse.tsks):
        with pytest.raises(AttributeError):
            wrong()


@pytest.mark.anyio
async def test_async_methods_are_awaited(specify):
    synapse = specify(AsyncSynapse)
    synapse.tasks.get.return_value = TASK
    assert await synapse.tasks.get(1) is TASK
    synapse.tasks.get.assert_awaited_once_with(1)
    assert isinstance(synapse.jobs.wait, AsyncMock)
    assert not isinstance(synapse.tasks.list, AsyncMock), "a list is not awaited"


def test_a_resource_of_the_class_is_of_no_client():
    assert repr(Synapse.tasks) == "<Tasks>"
    with Synapse("https://host", api_token="t") as synapse:
        assert synapse.tasks is synapse.tasks
        assert repr(synapse.tasks) == "<Tasks of <Synapse of https://host/>>"
        assert synapse.with_options().tasks is not synapse.tasks
