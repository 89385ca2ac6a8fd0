"""Options of one call: page sizes, retries, further headers and query arguments."""

from __future__ import annotations

import pytest
from synapse_sdk import AsyncSynapse, BackendClient, InvalidArgumentError, Request, ServerError, Synapse
from synapse_sdk.testing import AsyncMockTransport, MockBackend, MockTransport

TOKEN = "api-token-123"


class TestPageSize:
    def test_a_walk_asks_for_pages_of_that_size(self, synapse: Synapse, mock: MockBackend):
        assert len(synapse.tasks.list(page_size=1).to_list()) > 1
        assert {call.query["page_size"][0] for call in mock.calls} == {"1"}
        assert len(mock.calls) > 1

    def test_a_page_by_number_has_that_size(self, synapse: Synapse, mock: MockBackend):
        single = synapse.tasks.list(page_size=1)
        assert [task.id for number in (1, 2) for task in single.page(number).items] == [456, 457]
        assert [call.query["page_size"] for call in mock.calls] == [["1"], ["1"]]

    @pytest.mark.anyio
    async def test_an_async_list_takes_it_too(self, mock: MockBackend):
        async with AsyncSynapse("https://mock", api_token=TOKEN, transport=AsyncMockTransport(mock)) as synapse:
            assert len((await synapse.tasks.list(page_size=1).page(1)).items) == 1

    @pytest.mark.parametrize("size", [0, -1, "2", True, 2.5])
    def test_what_is_no_size_is_refused_before_anything_is_sent(self, synapse: Synapse, mock: MockBackend, size):
        with pytest.raises(InvalidArgumentError, match=f"page_size must be an integer ≥ 1, got {size!r}"):
            synapse.tasks.list(page_size=size)
        assert mock.calls == []

    def test_a_size_in_params_holds_for_pages_by_number_too(self, synapse: Synapse, mock: MockBackend):
        mock.strict = False
        raw = synapse.request("GET", "sdk/tasks/", cast_to=dict, paginate=True, params={"page_size": 1})
        assert len(raw.page(1).items) == 1
        sized = synapse.with_options(params={"page_size": 1})
        assert len(sized.tasks.list().page(1).items) == 1
        assert len(next(sized.tasks.list().pages()).items) == 1


@pytest.mark.parametrize(
    ("name", "option"), [("timeout", "timeout"), ("extra_headers", "headers"), ("extra_query", "params")]
)
class TestPlace:
    """An option that is not where people look for it: the error says where it is."""

    @pytest.fixture
    async def async_synapse(self, mock: MockBackend):
        async with AsyncSynapse("https://mock", api_token=TOKEN, transport=AsyncMockTransport(mock)) as client:
            yield client

    @pytest.mark.anyio
    async def test_a_method_says_it_is_one_of_a_clone(self, synapse, client, async_synapse, name, option):
        raw = synapse.with_raw_response
        for call in (synapse.tasks.get, synapse.tasks.list, client.get_task, async_synapse.tasks.list, raw.tasks.get):
            with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'") as raised:
                call(**{name: 1})
            assert raised.value.__notes__ == [
                f"options of one call are those of a clone: client.with_options({option}=…)"
            ]
        with pytest.raises(TypeError, match="unexpected keyword argument") as raised:
            await async_synapse.tasks.get(456, **{name: 1})
        assert raised.value.__notes__ == [f"options of one call are those of a clone: client.with_options({option}=…)"]

    def test_other_errors_have_no_such_note(self, synapse, name, option):
        with pytest.raises(TypeError, match="unexpected keyword argument 'projekt'") as raised:
            synapse.tasks.list(projekt=name)
        assert not hasattr(raised.value, "__notes__")


class TestWithOptions:
    """One call's options are those of a clone, which costs 0.05 ms."""

    def test_one_call_has_headers_and_query_arguments_of_its_own(self, mock: MockBackend):
        requests: list[Request] = []
        mock.strict = False
        synapse = Synapse(
            "https://mock",
            headers={"X-Team": "blue"},
            middleware=[lambda request, send: requests.append(request) or send(request)],
            transport=MockTransport(mock),
            api_token=TOKEN,
        )
        synapse.with_options(headers={"X-Trace": "1"}, params={"dry": True}).tasks.get(456)
        synapse.tasks.get(456)
        first, second = (dict(request.headers) for request in requests)
        assert (first["X-Team"], first["X-Trace"]) == ("blue", "1")
        assert (second["X-Team"], "X-Trace" in second) == ("blue", False)
        assert [request.target for request in requests] == ["/tasks/456/?dry=true", "/tasks/456/"]

    def test_the_documented_client_has_them_too(self, client: BackendClient, mock: MockBackend):
        mock.strict = False
        client.with_options(params={"project": 1, "search": "a"}).list_tasks(params={"project": 123})
        assert mock.calls[0].query == {"search": ["a"], "project": ["123"]}

    def test_a_clone_is_made_of_what_there_is(self, client: BackendClient):
        """It opens no connection, reads no environment, and has the budget of retries of its client."""
        clone = client.with_options(timeout=5)
        assert clone._connection is client._connection
        assert clone._state.auth is client._state.auth
        assert clone._state.retry_state is client._state.retry_state

    @pytest.mark.parametrize(
        ("options", "sent"), [({"max_retries": 2}, 3), ({"retry": 1}, 2), ({"max_retries": 0}, 1), ({}, 4)]
    )
    def test_retries_are_counted_as_people_write_them(self, mock: MockBackend, sleeps, options, sent):
        mock.inject_fault("GET tasks/{pk}/", "status", code=503, times=9)
        client = BackendClient("https://mock", TOKEN, transport=MockTransport(mock), **options)
        with pytest.raises(ServerError) as raised:
            client.get_task(456)
        assert len(raised.value.attempts) == sent
