"""The typed clients: each operation of the spec, through both, by its examples. A new operation joins by itself."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from support.examples import assert_fits, assert_sent, cases
from support.faces import NOT_OFFERED, call_typed, call_typed_async, typed_arguments
from synapse_runtime.serialization.model import Model
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport
from synapse_sdk import SERVICE, AsyncSynapse, DecodeError, Downloads, Synapse

CASES = [*cases(SERVICE)]
TOKEN = "api-token-123"


def plain(value):
    """Models as plain data."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.to_dict() if isinstance(value, Model) else value


@pytest.fixture
def backends():
    """Two mocks that give the same answers."""
    found = [MockBackend(SERVICE, seed=7, strict=True) for _ in range(2)]
    yield found
    for one in found:
        one.close()


def expected(case):
    """What the example shows; of a page, its rows, which a walk by cursor has newest first. Files have names."""
    style = SERVICE.paginations.get(case.operation.pagination)
    if style is None:
        return case.example.response
    rows = case.example.response[style.results][:: -1 if style.cursor_query else 1]
    return [{**row, "files": _by_name(row["files"])} if "files" in row else row for row in rows]


def _by_name(files):
    return files if isinstance(files, dict) else {str(position): file for position, file in enumerate(files)}


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.parametrize(
    ("form", "where"), [("keywords", "in process"), ("model", "in process"), ("keywords", "over HTTP")]
)
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_an_example_through_both_typed_clients(case, form, where, backends, serve, tmp_path):
    arguments = typed_arguments(case, tmp_path, form)
    here, there = backends
    if where == "over HTTP":
        synapse = Synapse(serve(here), api_token=TOKEN, strict=True)
        other = AsyncSynapse(serve(there), api_token=TOKEN, strict=True)
    else:
        synapse = Synapse("https://mock", api_token=TOKEN, strict=True, transport=MockTransport(here))
        other = AsyncSynapse("https://mock", api_token=TOKEN, strict=True, transport=AsyncMockTransport(there))
    with synapse:
        found = call_typed(case, synapse, arguments)
    if found is NOT_OFFERED:
        return
    async with other:
        also = await call_typed_async(case, other, arguments)
    assert _without_host(plain(also)) == _without_host(plain(found))
    assert type(also) is type(found)
    assert [str(call) for call in there.calls] == [str(call) for call in here.calls]
    assert_fits(expected(case), plain(found))
    if case.operation.path:
        assert_sent(case, here.calls[-1], SERVICE.paginations.get(case.operation.pagination))


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_an_example_on_the_reference_backend(case, reference, tmp_path):
    """Strict clients: what the models say is what a Django backend answers."""
    arguments = typed_arguments(case, tmp_path, "model")
    reference.add_example_upload()
    with Synapse(reference.url, api_token=TOKEN, strict=True) as synapse:
        found = call_typed(case, synapse, arguments)
    if found is NOT_OFFERED:
        return
    assert_fits(expected(case), plain(found))
    reference.reset()
    reference.add_example_upload()
    async with AsyncSynapse(reference.url, api_token=TOKEN, strict=True) as synapse:
        assert_fits(expected(case), plain(await call_typed_async(case, synapse, arguments)))


def _without_host(value):
    """An upload names itself by where it was asked: two servers have two ports."""
    return {**value, "url": urlsplit(value["url"]).path} if isinstance(value, dict) and "url" in value else value


@pytest.mark.parametrize("kind", [Synapse, AsyncSynapse])
@pytest.mark.parametrize(
    ("level", "scheme", "told"),
    [("loud", "https", "SYNAPSE_LOG=loud is not a level"), ("", "http", "without encryption")],
)
def test_a_warning_names_the_line_that_made_the_client(kind, level, scheme, told, monkeypatch):
    monkeypatch.setenv(SERVICE.log_env, level)
    with pytest.warns(UserWarning, match=told) as warned:
        kind(f"{scheme}://backend.example.com", api_token=TOKEN)
    assert [one.filename for one in warned] == [__file__]


def test_a_field_that_is_always_sent_and_missing_once_is_reported_and_costs_nothing_else(mock):
    task = mock.make("Task", id=9)
    del task["created_at"], task["status"]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=task))
    with Synapse("https://mock", api_token=TOKEN, transport=transport) as synapse:
        found = synapse.tasks.get(9)
        assert found.project == task["project"]
        assert not found.created_at
        assert "created_at" not in found.to_dict()
        assert {(issue.path, issue.found) for issue in synapse.schema_issues} == {
            ("Task.status", "nothing"),
            ("Task.created_at", "nothing"),
        }
        with pytest.raises(AttributeError, match="UNSET has no attribute 'year': this field was not"):
            print(found.created_at.year)
        with pytest.raises(DecodeError, match=r"Task.created_at: expected datetime, found nothing"):
            synapse.with_options(strict=True).tasks.get(9)


@pytest.mark.parametrize(
    ("wire", "names"),
    [({"image": "/media/a"}, ["image"]), ({"image": {"url": "/media/a"}}, ["image"]), ([{"url": "/media/a"}], ["0"])],
)
def test_files_are_stored_files_whatever_form_they_come_in(wire, names, mock, tmp_path):
    task = {**mock.make("Task", id=9), "files": wire}
    transport = httpx.MockTransport(
        lambda request: (
            httpx.Response(200, json=task) if "tasks" in request.url.path else httpx.Response(200, content=b"a")
        )
    )
    with Synapse("https://mock", api_token=TOKEN, transport=transport, strict=True) as synapse:
        files = synapse.tasks.get(9).files
        assert [*files] == names
        assert [file.url for file in files.values()] == ["/media/a"]
        assert Downloads(synapse, tmp_path).convert_many([*files.values()]) == [str(tmp_path / "media" / "a")]
