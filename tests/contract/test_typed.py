"""The typed clients: each operation of the spec, through both, by its examples. A new operation joins by itself."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from support.examples import assert_fits, assert_sent, cases
from synapse_runtime.serialization.annotations import fields_of
from synapse_runtime.serialization.model import Model
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport
from synapse_sdk import SERVICE, AsyncSynapse, Synapse, models

CASES = [*cases(SERVICE)]
STEPS = {step for one in SERVICE.operations() if one.composite for step in one.composite.steps.values()}
TOKEN = "api-token-123"
NOT_OFFERED = object()


def verb_of(case, resource):
    """The method of a resource for an example; None where only a composite uses the operation."""
    verb = case.operation.name.partition(".")[2]
    many = case.operation.body is not None and case.operation.body.batch == "optional"
    return getattr(resource, f"{verb}_many" if many and "items" in case.example.arguments else verb, None)


def model_of(name, data):
    """A model made of plain data, by wire names."""
    kind = getattr(models, name)
    names = {field.wire_name: field.name for field in fields_of(kind)}
    return kind(**{names[wire]: value for wire, value in data.items()})


def passed(case, folder, form):
    """The arguments of the typed method: keywords, or a model for the body."""
    operation, given = case.operation, case.arguments(folder)
    body = case.located("body", given)
    named = {one.wire_name: one.name for one in operation.parameters}
    kinds = {one.name: one.type for one in operation.parameters if one.location == "argument"}
    found = {named[wire]: value for wire, value in given.items() if wire in named and wire not in body}
    if form == "model":
        found = {name: _of_type(kinds.get(name, ""), value) for name, value in found.items()}
    if "items" in given:
        kind = operation.body.type
        return {**found, "items": [model_of(kind, item) if form == "model" else item for item in given["items"]]}
    if form == "model" and body:
        return {**found, "body": model_of(operation.body.type, body)}
    return {**found, **{named[wire]: value for wire, value in body.items()}}


def _of_type(kind, value):
    """The argument of a composite as the models its type names."""
    if kind.startswith("list[") and isinstance(value, list):
        return [_of_type(kind[5:-1], item) for item in value]
    return model_of(kind, value) if kind[:1].isupper() and isinstance(value, dict) else value


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


def called(case, synapse, arguments):
    """What the blocking client answers, rows and lines as a list. NOT_OFFERED: no typed client has the operation."""
    method = verb_of(case, getattr(synapse, case.operation.name.partition(".")[0], None))
    if method is None:
        assert case.operation.name in STEPS, f"{case.operation.name}: no typed client has it, and no composite uses it"
        return NOT_OFFERED
    found = method(**arguments)
    return list(found) if case.operation.stream or case.operation.pagination else found


async def awaited(case, synapse, arguments):
    """The same of the async client."""
    response = verb_of(case, getattr(synapse, case.operation.name.partition(".")[0]))(**arguments)
    listed = case.operation.stream or case.operation.pagination
    return [one async for one in response] if listed else await response


def expected(case):
    """What the example shows; of a page, its rows."""
    style = SERVICE.paginations.get(case.operation.pagination)
    return case.example.response[style.results] if style else case.example.response


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.parametrize(
    ("form", "where"), [("keywords", "in process"), ("model", "in process"), ("keywords", "over HTTP")]
)
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_an_example_through_both_typed_clients(case, form, where, backends, serve, tmp_path):
    arguments = passed(case, tmp_path, form)
    here, there = backends
    if where == "over HTTP":
        synapse = Synapse(serve(here), api_token=TOKEN, strict=True)
        other = AsyncSynapse(serve(there), api_token=TOKEN, strict=True)
    else:
        synapse = Synapse("https://mock", api_token=TOKEN, strict=True, transport=MockTransport(here))
        other = AsyncSynapse("https://mock", api_token=TOKEN, strict=True, transport=AsyncMockTransport(there))
    with synapse:
        found = called(case, synapse, arguments)
    if found is NOT_OFFERED:
        return
    async with other:
        also = await awaited(case, other, arguments)
    assert _without_host(plain(also)) == _without_host(plain(found))
    assert type(also) is type(found)
    assert [str(call) for call in there.calls] == [str(call) for call in here.calls]
    assert_fits(expected(case), plain(found))
    if case.operation.path:
        assert_sent(case, here.calls[-1], SERVICE.paginations.get(case.operation.pagination))


@pytest.mark.anyio
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_an_example_on_the_reference_backend(case, reference, tmp_path):
    """Strict clients: what the models say is what a Django backend answers."""
    arguments = passed(case, tmp_path, "model")
    with Synapse(reference.url, api_token=TOKEN, strict=True) as synapse:
        found = called(case, synapse, arguments)
    if found is NOT_OFFERED:
        return
    assert_fits(expected(case), plain(found))
    reference.reset()
    async with AsyncSynapse(reference.url, api_token=TOKEN, strict=True) as synapse:
        assert_fits(expected(case), plain(await awaited(case, synapse, arguments)))


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
