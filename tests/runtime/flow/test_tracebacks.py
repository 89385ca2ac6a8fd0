"""Tracebacks end at the call: no frame of the package, of its libraries or of an emitted class, and so no secret."""

from __future__ import annotations

import asyncio
import re
import sys
import warnings
from functools import partial

import anyio
import httpx
import pytest
from support import acme
from support.scripted import Scripted, json_response
from synapse_http.errors import ClientConnectionError, InvalidArgumentError
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.flow.drivers import performer, run
from synapse_runtime.flow.effects import sleep
from synapse_runtime.flow.tracebacks import Facade, drop_frames, hide_frames
from synapse_runtime.resource import AsyncResource, Resource
from synapse_sdk import AsyncSynapse, BackendClient, Downloads, Synapse

TOKEN = "t0ken-s3cret"
NOWHERE = "http://127.0.0.1:1"
OURS = ("synapse_", "httpx", "httpcore", "attr", "anyio", "asyncio", "concurrent", "threading")


def entries(error):
    """All traceback entries of an error and of those it came from."""
    pending = [error]
    while pending:
        source = pending.pop()
        if source is not None:
            pending += [source.__cause__, source.__context__]
            traceback = source.__traceback__
            while traceback is not None:
                yield traceback
                traceback = traceback.tb_next


def names(error):
    return [entry.tb_frame.f_code.co_name for entry in entries(error)]


def shown(value, depth=5):
    """What a collector of errors stores of a local variable: tuples, lists and dicts are taken apart."""
    if depth and isinstance(value, dict):
        return " ".join(shown(item, depth - 1) for pair in value.items() for item in pair)
    if depth and isinstance(value, (list, tuple, set)):
        return " ".join(shown(item, depth - 1) for item in value)
    return repr(value)


def check(error):
    """No frame is ours, and none shows a token but those of this file, which has it."""
    for entry in entries(error):
        module = entry.tb_frame.f_globals["__name__"]
        assert not module.startswith(OURS), entry
        assert module == __name__ or TOKEN not in shown(entry.tb_frame.f_locals)
    assert TOKEN not in str(error)


def interrupted(request):
    raise KeyboardInterrupt


CALLS = {
    "refused token": (InvalidArgumentError, lambda: BackendClient(NOWHERE, f"{TOKEN}\n1")),
    "token that is no Unicode": (InvalidArgumentError, lambda: BackendClient(NOWHERE, f"{TOKEN}\ud800")),
    "refused typed token": (InvalidArgumentError, lambda: Synapse(NOWHERE, api_token=f"{TOKEN}\n1")),
    "refused async token": (InvalidArgumentError, lambda: AsyncSynapse(NOWHERE, api_token=f"{TOKEN}\n1")),
    "refused base URL": (InvalidArgumentError, lambda: BackendClient("http:///", TOKEN)),
    "unknown option": (InvalidArgumentError, lambda: BackendClient(NOWHERE, TOKEN, retries=3)),
    "refused header": (InvalidArgumentError, lambda: client().with_options(headers={"X-Key": f"{TOKEN}\n"})),
    "no connection": (ClientConnectionError, lambda: client().get_task(7)),
    "secret argument": (ClientConnectionError, lambda: client().health_check_agent(TOKEN)),
    "secret that is no Unicode": (InvalidArgumentError, lambda: client().health_check_agent(f"{TOKEN}\ud800")),
    "secret that is no segment": (InvalidArgumentError, lambda: client().health_check_agent(f"/{TOKEN}")),
    "missing file": (FileNotFoundError, lambda: client().create_data_file("/nowhere/file")),
    "interrupt": (KeyboardInterrupt, lambda: client(transport=httpx.MockTransport(interrupted)).get_task(7)),
    "list": (ClientConnectionError, lambda: typed().tasks.list().to_list()),
    "walk": (ClientConnectionError, lambda: list(typed().tasks.list())),
    "page": (InvalidArgumentError, lambda: typed().tasks.list().page(0)),
    "stream": (ClientConnectionError, lambda: list(typed().jobs.tail_logs(7))),
    "download": (ClientConnectionError, lambda: Downloads(client(), "/tmp")("/x?signature=s")),
    "download of a blocking client": (InvalidArgumentError, lambda: Downloads(client(), "/tmp").fetch("/x")),
    "download into no folder": (OSError, lambda: Downloads(client(), "/proc/none")("/x?signature=s")),
    "refused folder": (InvalidArgumentError, lambda: Downloads(client(), None)),
    "wrong signature": (TypeError, lambda: client().get_task()),
    "raw request": (ClientConnectionError, lambda: client().request("GET", "agents/{pk}/", pk=7)),
    "typed": (ClientConnectionError, lambda: typed().tasks.get(7)),
}


def client(**options):
    return BackendClient(NOWHERE, TOKEN, retry=NO_RETRY, **options)


def typed():
    return Synapse(NOWHERE, api_token=TOKEN, retry=NO_RETRY)


@pytest.mark.parametrize("name", CALLS)
def test_what_leaves_a_call_has_no_frame_of_ours(name):
    error_class, call = CALLS[name]
    with pytest.raises(error_class) as raised:
        call()
    check(raised.value)
    assert not hasattr(raised.value, "__notes__")


def test_what_tracers_put_around_httpx_shows_nothing(monkeypatch):
    """Their frames hold the request, and stand between ours and those of httpx."""
    tracer = {"__name__": "sentry_sdk.integrations.httpx", "send": httpx.Client.send}
    exec("def traced(*args, **kwargs):\n    return send(*args, **kwargs)", tracer)
    monkeypatch.setattr(httpx.Client, "send", tracer["traced"])
    with pytest.raises(KeyboardInterrupt) as raised:
        client(transport=httpx.MockTransport(interrupted)).get_task(7)
    check(raised.value)
    assert "traced" not in names(raised.value)


def test_a_table_without_its_library_is_an_error_without_frames(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pandas is not installed") as raised:
        typed().tasks.list().to_pandas()
    check(raised.value)


def test_a_closed_client_is_an_error_without_frames():
    closed = client()
    closed.close()
    with pytest.raises(RuntimeError, match="this client is closed") as raised:
        closed.get_task(7)
    check(raised.value)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_lists_streams_and_downloads_of_async_clients_end_at_the_call_too(backend):
    async def last(items):
        async for item in items:
            raise NotImplementedError(item)

    async def main():
        async with AsyncSynapse(NOWHERE, api_token=TOKEN, retry=NO_RETRY) as synapse:
            tasks, downloads = synapse.tasks.list(), Downloads(synapse, "/proc/none")
            for call in (tasks.to_list, partial(last, tasks), partial(last, tasks.pages())):
                with pytest.raises(ClientConnectionError) as raised:
                    await call()
                check(raised.value)
            with pytest.raises(ClientConnectionError) as raised:
                await last(synapse.jobs.tail_logs(7))
            check(raised.value)
            with pytest.raises(FileNotFoundError) as raised:
                await downloads.fetch_many(["/x", "/y"])
            check(raised.value)

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_time_limit_and_a_cancellation_show_nothing(backend):
    async def hang(request):
        await anyio.sleep_forever()

    async def main():
        async with AsyncSynapse(NOWHERE, api_token=TOKEN, transport=httpx.MockTransport(hang)) as synapse:
            with anyio.fail_after(0.05):
                await synapse.tasks.get(7)

    with pytest.raises(TimeoutError) as raised:
        anyio.run(main, backend=backend)
    for entry in entries(raised.value):
        assert not entry.tb_frame.f_globals["__name__"].startswith(("synapse_", "httpx", "httpcore"))
        assert entry.tb_frame.f_globals["__name__"] == __name__ or TOKEN not in shown(entry.tb_frame.f_locals)


def test_asyncio_s_own_time_limit_too():
    async def hang(request):
        await asyncio.sleep(60)

    async def main():
        async with (
            acme.waiting(NOWHERE, credentials={"token": TOKEN}, transport=httpx.MockTransport(hang)) as waiting,
            asyncio.timeout(0.05),
        ):
            await AsyncResource(waiting)._call(acme.GET, {"pk": 7})

    with pytest.raises(TimeoutError) as raised:
        asyncio.run(main())
    assert not [entry for entry in entries(raised.value) if TOKEN in shown(entry.tb_frame.f_locals.get("effect"))]
    assert "send_with_retries" not in names(raised.value)


class TestWhatStays:
    def test_callbacks_and_what_they_call(self):
        def parse(response):
            httpx.URL("http://host:port")

        calling = acme.blocking("https://host", middleware=[Scripted(json_response({}))], on_response=parse)
        with pytest.raises(httpx.InvalidURL) as raised:
            Resource(calling)._call(acme.GET, {"pk": 7})
        modules = [entry.tb_frame.f_globals["__name__"] for entry in entries(raised.value)]
        assert names(raised.value)[2] == "parse"
        assert modules[3].startswith("httpx")
        assert "synapse_runtime.flow.drivers" not in modules

    def test_methods_that_a_caller_derives(self):
        class Own(BackendClient):
            def fetch(self):
                return self.get_task("")

        with pytest.raises(InvalidArgumentError) as raised:
            Own(NOWHERE).fetch()
        assert names(raised.value) == ["test_methods_that_a_caller_derives", "fetch"]

    def test_the_error_being_handled_when_the_call_was_made(self):
        def handle():
            try:
                {}[7]
            except KeyError:
                client().get_task("")

        with pytest.raises(InvalidArgumentError) as raised:
            handle()
        assert isinstance(raised.value.__context__, KeyError)
        assert len(names(raised.value.__context__)) == 1


def test_an_error_that_came_from_itself_ends():
    error, other = ValueError(), ValueError()
    error.__context__, other.__context__ = other, error
    drop_frames(error)
    assert error.__context__ is other


def test_what_is_replaced_is_dropped():
    def fail():
        try:
            {}[TOKEN]
        except KeyError:
            raise LookupError from None

    with pytest.raises(LookupError) as raised:
        hide_frames(fail)()
    assert raised.value.__context__ is None


def test_only_public_methods_of_emitted_classes_are_wrapped():
    class Emitted(Facade):
        __module__ = "synapse_sdk.resources"
        number = 3

        def __init__(self):
            pass

        def get(self):
            """Get."""

        def _private(self):
            raise NotImplementedError

    assert hasattr(Emitted.__init__, "__wrapped__")
    assert (Emitted.get.__doc__, hasattr(Emitted.get, "__wrapped__")) == ("Get.", True)
    assert not hasattr(Emitted._private, "__wrapped__")


def test_an_error_that_nobody_documents_notes_where_it_was_raised():
    class Emitted(Facade):
        __module__ = "synapse_sdk.resources"

        def get(self):
            return run(sleep("long"), performer(print))

        def load(self):
            return run(sleep("long"), fail)

    def fail(effect):
        raise LookupError(TOKEN)

    with pytest.raises(TypeError) as raised:
        Emitted().get()
    (note,) = raised.value.__notes__
    assert re.fullmatch(r"raised at .*drivers\.py:\d+", note)
    with pytest.raises(LookupError) as raised:
        Emitted().load()
    assert not hasattr(raised.value, "__notes__")


@pytest.mark.parametrize("make", [BackendClient, Synapse, AsyncSynapse])
def test_warnings_point_at_the_line_that_makes_a_client(make, monkeypatch):
    monkeypatch.setenv("SYNAPSE_LOG", "nonsense")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make("http://example.com", api_token=TOKEN)
    assert {warning.filename for warning in caught} == {__file__}
    assert len(caught) == 2
