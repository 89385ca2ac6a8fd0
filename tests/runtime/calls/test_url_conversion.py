"""File URLs in rows, turned into something else by the caller."""

from __future__ import annotations

import threading

import anyio
import anyio.lowlevel
import attrs
import pytest
from support import acme
from support.scripted import Scripted, json_response
from synapse_http.errors import InvalidArgumentError
from synapse_runtime.calls.client_state import driver_of, make_client_state
from synapse_runtime.calls.retry_policy import RetryState
from synapse_runtime.calls.url_conversion import StoredFile, call_converting, convert_urls
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.effects import Await, RunInThread, run_in_thread
from synapse_runtime.resource import Resource

ROWS = acme.LIST._replace(file_fields=("files", "file"))


def convert(data, conversion):
    """Convert, blocking."""
    return run(convert_urls(ROWS, data, conversion), lambda effect: effect.function())


def cdn(url: str) -> str:
    return f"cdn:{url}"


@pytest.mark.parametrize(
    ("files", "converted"),
    [
        ("/a", "cdn:/a"),
        (["/a", "/b"], ["cdn:/a", "cdn:/b"]),
        ({"image": "/a"}, {"image": "cdn:/a"}),
        ({"image": {"url": "/a", "checksum": "c"}}, {"image": {"url": "cdn:/a", "checksum": "c"}}),
        ({"images": ["/a", {"url": "/b"}]}, {"images": ["cdn:/a", {"url": "cdn:/b"}]}),
        ({"image": {"url": None, "checksum": "c"}}, {"image": {"url": None, "checksum": "c"}}),
        ("", ""),  # Django's word for no file
        ({"image": {"url": ""}}, {"image": {"url": ""}}),
        ({"image": {"checksum": "c"}}, {"image": {"checksum": "c"}}),
        ({"url": None, "checksum": "c"}, {"url": None, "checksum": "c"}),
        ({"url": "/a", "checksum": 3}, {"url": "cdn:/a", "checksum": 3}),
        (None, None),
        (3, 3),
        ({}, {}),
    ],
)
def test_every_form_files_come_in(files, converted):
    row = {"id": 1, "files": files, "url": "/kept", "other": {"url": "/kept"}}
    assert convert(row, {"files": cdn}) == {"id": 1, "files": converted, "url": "/kept", "other": {"url": "/kept"}}


def test_a_flow_gets_all_at_once_and_in_order_and_runs_as_part_of_the_call():
    class Fetching:
        def __init__(self):
            self.asked = []

        def __call__(self, url):
            raise NotImplementedError

        def converting(self, files, deadline):
            self.asked.append(files)
            return (yield from run_in_thread(lambda: [f"{number}" for number, _ in enumerate(files)]))

    fetching = Fetching()
    rows = [{"files": ["/a", {"url": "/b", "checksum": "m"}]}, {"id": 2}, 3, {"files": {"x": "/c"}}]
    converted = convert(rows, {"files": fetching})
    assert converted == [{"files": ["0", {"url": "1", "checksum": "m"}]}, {"id": 2}, 3, {"files": {"x": "2"}}]
    assert fetching.asked == [[StoredFile("/a"), StoredFile("/b", "m"), StoredFile("/c")]]


@pytest.mark.parametrize("face", ["typed", "documented"])
def test_a_flow_ends_by_the_deadline_of_its_call(face):
    deadlines = []

    class Fetching:
        def __call__(self, url):
            raise NotImplementedError

        def converting(self, files, deadline):
            deadlines.append(deadline)
            return [file.url for file in files]
            yield

    now = 100.0

    def respond(request, send):
        nonlocal now
        now += 2
        return json_response({"files": "/a"})

    with DocumentedClient(acme.SERVICE, "https://host", {}, deadline=3, middleware=[respond]) as client:
        options = attrs.evolve(client._state.options, url_conversion={"files": Fetching()})
        client._state = client._state._replace(retry_state=RetryState(clock=lambda: now), options=options)
        one = ROWS._replace(pagination="", response="dict[json]")
        if face == "typed":
            assert Resource(client)._call(one, {}) == {"files": "/a"}
        else:
            assert client._object(one, {}) == {"files": "/a"}
            assert client._object(one, {}, url_conversion={"files": Fetching()}) == {"files": "/a"}
    assert deadlines == [103.0] if face == "typed" else [103.0, 105.0]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_function_is_awaited_and_another_one_blocks_no_event_loop(backend):
    async def moved(url):
        await anyio.lowlevel.checkpoint()
        return f"awaited:{url}"

    def thread(url):
        return threading.current_thread() is not threading.main_thread()

    async def perform(effect):
        if isinstance(effect, Await):
            return await effect.function()
        assert isinstance(effect, RunInThread)
        return await anyio.to_thread.run_sync(effect.function)

    async def main():
        conversion = {"files": moved, "file": thread}
        return await run_async(convert_urls(ROWS, {"files": ["/a", "/b"], "file": "/c"}, conversion), perform)

    assert anyio.run(main, backend=backend) == {"files": ["awaited:/a", "awaited:/b"], "file": True}


def test_an_async_function_is_refused_in_a_blocking_call():
    async def moved(url):
        raise NotImplementedError

    with acme.blocking("https://host", middleware=[Scripted()]) as client:
        perform = driver_of(client).perform
        with pytest.raises(InvalidArgumentError, match="cannot be part of a blocking call"):
            run(convert_urls(ROWS, {"files": "/a"}, {"files": moved}), perform)


@pytest.mark.parametrize("row", [{"id": 1}, 3, None, ["/a"]])
def test_a_row_without_the_field_stays_as_it_is(row):
    assert convert(row, {"files": cdn}) == row


def test_what_the_caller_raises_is_raised():
    def fail(url: str) -> str:
        raise LookupError(url)

    with pytest.raises(LookupError, match="/a"):
        convert({"files": "/a"}, {"files": fail})


@pytest.mark.parametrize(
    ("conversion", "message"),
    [
        ("files", "url_conversion must be a dict of functions, not str"),
        ({"name": cdn}, "'name' holds no file URLs in things.list; fields that do: files, file"),
        ({"files": "cdn"}, r"url_conversion\['files'\] must be a function of a URL, not str"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_sent(conversion, message):
    def call():
        yield pytest.fail("it was sent")

    with pytest.raises(InvalidArgumentError, match=message):
        next(call_converting(make_client_state(acme.SERVICE, "https://host", {}, {}), ROWS, call(), conversion))


def test_nothing_is_nothing():
    state, data = make_client_state(acme.SERVICE, "https://host", {}, {}), [{"file": "/a"}]

    def call():
        yield from ()
        return data

    with pytest.raises(StopIteration) as stop:
        next(call_converting(state, ROWS, call()))
    assert stop.value.value is data == [{"file": "/a"}]


def test_a_file_shows_no_signature():
    assert repr(StoredFile("https://s3.example/a?Signature=s", "c")) == "<StoredFile 'https://s3.example/a'>"


def test_an_option_for_a_field_that_no_operation_has_is_refused():
    refusal = pytest.raises(InvalidArgumentError, match="'fles' holds no file URLs; fields that do: none")
    with refusal:
        acme.blocking("https://host", url_conversion={"fles": cdn})
    with acme.blocking("https://host") as client, refusal:
        client.with_options(url_conversion={"fles": cdn})


@pytest.mark.usefixtures("deep_recursion")
def test_files_that_are_nested_too_deep_stay_as_they_are():
    files = "/a"
    for _ in range(900):
        files = [files]
    assert convert({"files": files}, {"files": cdn}) == {"files": files}
    assert convert({"files": [["/a"]]}, {"files": cdn}) == {"files": [["cdn:/a"]]}
