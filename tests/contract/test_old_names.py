"""A service that has changed: old names do what the new ones do and warn, and editors strike them through."""

from __future__ import annotations

import importlib
import inspect
import pickle
import warnings

import attrs
import pytest
from support.checkers import check
from support.generated import generated
from synapse_codegen.cli import main
from synapse_runtime import ApiDeprecationWarning, InvalidArgumentError
from synapse_runtime.testing import AsyncMockTransport, MockTransport

pytestmark = pytest.mark.anyio

SERVICE = generated("harbor")
harbor = importlib.import_module("harbor_client")
models = importlib.import_module("harbor_client.models")
HarborClient = importlib.import_module("harbor_client.clients.harbor").HarborClient


@pytest.fixture
def service():
    return SERVICE


@pytest.fixture
def client(mock):
    return harbor.Harbor("https://mock", pass_token="any", transport=MockTransport(mock))


@pytest.fixture
def documented(mock):
    return HarborClient("https://mock", pass_token="any", transport=MockTransport(mock))


def warned(call):
    """Return what a call returns, and the warnings, each of which is at the line of this call."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = call()
    assert {(one.category, one.filename) for one in caught} <= {(ApiDeprecationWarning, __file__)}
    return result, [str(one.message) for one in caught]


TYPED = {
    "a method": (lambda berths: berths.search().to_list(), ["`berths.search` is now `berths.list`"]),
    "a method of several": (
        lambda berths: berths.build_many([]),
        ["`berths.build_many` is now `berths.create_many`"],
    ),
    "a stream": (lambda berths: list(berths.follow(1)), ["`berths.follow` is now `berths.watch`"]),
    "a path parameter": (lambda berths: berths.get(pk=1), ["Berths.get: keyword 'pk' is now 'id'"]),
    "a query parameter": (
        lambda berths: berths.list(status="taken").to_list(),
        ["Berths.list: keyword 'status' is now 'state'"],
    ),
    "a field of a body": (
        lambda berths: berths.create(length=2.5),
        ["Berths.create: keyword 'length' is now 'metres'"],
    ),
    "a field that is the same on the wire": (
        lambda berths: berths.create(metres=2.5, note="new"),
        ["Berths.create: keyword 'note' is now 'remark'"],
    ),
    "a value": (
        lambda berths: berths.list(state="occupied").to_list(),
        ["berths.list: value 'occupied' of state is now 'taken'"],
    ),
    "a value that is a number": (
        lambda berths: berths.list(levels=[0, 2]).to_list(),
        ["berths.list: value 0 of levels is now 1"],
    ),
    "a method and a keyword": (
        lambda berths: berths.build(length=2.5),
        ["`berths.build` is now `berths.create`", "Berths.build: keyword 'length' is now 'metres'"],
    ),
    "a deprecated method": (
        lambda berths: berths.inspect(1),
        [
            "`berths.inspect` is deprecated since 1.5, and will be gone in 2.0: use `berths.get`. It tells the same.",
        ],
    ),
    "a deprecated parameter": (
        lambda berths: berths.list(pier="north").to_list(),
        [
            "berths.list: `pier` is deprecated since 1.5, and will be gone in 2.0: use `state`. Piers have no names.",
        ],
    ),
    "a deprecated field": (
        lambda berths: berths.create(metres=1.5, depth=2.5),
        ["berths.create: `depth` is deprecated since 1.5, and will be gone in 2.0."],
    ),
    "a deprecated value": (
        lambda berths: berths.list(state="closed").to_list(),
        ["berths.list: `closed` is deprecated since 1.5: use `free`. Berths are never closed now."],
    ),
    "new names": (lambda berths: berths.list(state="taken").to_list(), []),
}


@pytest.mark.parametrize("used", TYPED)
def test_the_typed_face_warns_and_does_what_the_new_name_does(used, client):
    call, expected = TYPED[used]
    result, messages = warned(lambda: call(client.berths))
    assert messages == expected
    assert result is not None
    if used != "a stream":  # whose response is not over when the method returns
        clone = client.with_options(deadline=30)
        assert warned(lambda: call(clone.berths))[1] == expected


@pytest.mark.parametrize("used", ["a path parameter", "a method and a keyword", "a deprecated method"])
def test_raw_responses_warn_likewise(used, client):
    call, expected = TYPED[used]
    response, messages = warned(lambda: call(client.with_raw_response.berths))
    assert messages == expected
    assert response.status_code in (200, 201)


def test_what_an_old_name_sends_is_what_the_new_one_sends(client, mock):
    warned(lambda: client.berths.search(status="occupied").to_list())
    warned(lambda: client.berths.build(length=2.5, status="occupied"))
    listed, built = mock.calls
    assert listed.query == {"state": ["taken"], "page_size": ["100"]}
    assert built.json == {"metres": 2.5, "state": "taken"}


async def test_async_methods_warn_at_the_line_that_awaits(mock):
    async with harbor.AsyncHarbor("https://mock", pass_token="any", transport=AsyncMockTransport(mock)) as client:
        assert inspect.iscoroutinefunction(client.berths.build)
        with pytest.warns(ApiDeprecationWarning) as built:
            assert (await client.berths.build(length=2.5)).metres == 2.5
        with pytest.warns(ApiDeprecationWarning) as inspected:
            assert (await client.with_raw_response.berths.inspect(1)).parsed.id == 1
        with pytest.warns(ApiDeprecationWarning) as listed:
            assert [berth.id for berth in await client.berths.search(status="taken").to_list()] == [1]
    assert {one.filename for caught in (built, inspected, listed) for one in caught} == {__file__}
    assert [str(one.message) for one in (*built, *listed)] == [
        "`berths.build` is now `berths.create`",
        "AsyncBerths.build: keyword 'length' is now 'metres'",
        "`berths.search` is now `berths.list`",
        "AsyncBerths.search: keyword 'status' is now 'state'",
    ]


DOCUMENTED = {
    "params": (
        lambda client: client.list_berths(params={"status": "taken"})[1],
        1,
        ["berths.list: query parameter 'status' is now 'state'"],
    ),
    "params of all pages": (
        lambda client: len(client.list_berths({"status": "taken"}, list_all=True)),
        1,
        ["berths.list: query parameter 'status' is now 'state'"],
    ),
    "a value in params": (
        lambda client: client.list_berths({"state": ["occupied", "free"]})[1],
        2,
        ["berths.list: value 'occupied' of state is now 'taken'"],
    ),
    "data": (
        lambda client: client.create_berths({"length": 2.5, "status": "taken"})["metres"],
        2.5,
        ["berths.create: field 'length' is now 'metres'", "berths.create: field 'status' is now 'state'"],
    ),
    "data with a key that is the same": (
        lambda client: client.create_berths({"metres": 2.5, "note": "new"})["metres"],
        2.5,
        [],
    ),
    "data in a list": (
        lambda client: client.create_berths([{"length": 2.5}])[0]["metres"],
        2.5,
        ["berths.create: field 'length' is now 'metres'"],
    ),
    "a method": (lambda client: client.list_docks()[1], 2, ["`list_docks` is now `list_berths`"]),
    "an argument": (lambda client: client.get_berth(pk=1)["id"], 1, ["DockMixin.get_berth: keyword 'pk' is now 'id'"]),
    "an argument of its own name": (
        lambda client: client.inspect_berth(1, thoroughly=True)["id"],
        1,
        [
            "`inspect_berth` is deprecated since 1.5, and will be gone in 2.0: use `get_berth`. It tells the same.",
            "DockMixin.inspect_berth: keyword 'thoroughly' is now 'deeply'",
        ],
    ),
}


@pytest.mark.parametrize("used", DOCUMENTED)
def test_the_documented_face_warns_and_does_what_the_new_name_does(used, documented):
    call, expected, messages = DOCUMENTED[used]
    assert warned(lambda: call(documented)) == (expected, messages)


def test_both_names_of_one_thing_are_refused(client, documented):
    with pytest.raises(TypeError, match="got 'state' and 'status', two names of one argument: pass either"):
        client.berths.list(state="free", status="free")
    with pytest.raises(InvalidArgumentError, match="'length' is the old name of 'metres': give one of them"):
        documented.create_berths({"length": 1.5, "metres": 1.5})
    with pytest.raises(InvalidArgumentError, match="pass_token and badge are two names of one token"):
        harbor.Harbor("https://mock", pass_token="any", badge="any")


def test_a_place_warns_once(client):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            client.berths.get(pk=1)
        client.berths.get(pk=1)
    assert len(caught) == 2


def test_strict_clients_take_old_names_too(client):
    strict = client.with_options(strict=True)
    assert warned(lambda: strict.berths.list(status="occupied").count())[0] == 1


def test_credentials(mock):
    client, messages = warned(lambda: harbor.Harbor("https://mock", card="any", transport=MockTransport(mock)))
    assert messages == ["credential 'card' is now 'pass_token'"]
    client.berths.get(1)
    assert mock.calls[0].headers["x-pass"] == "***"
    _, messages = warned(lambda: harbor.Harbor("https://mock", pass_token="any", guest="any"))
    assert messages == ["`guest` is deprecated since 1.5: use `pass_token`."]


def test_fields():
    berth, messages = warned(lambda: models.Berth(id=1, status="taken", length=2.5))
    assert messages == ["Berth: keyword 'status' is now 'state'", "Berth: keyword 'length' is now 'metres'"]
    assert warned(lambda: berth.status) == ("taken", ["`Berth.status` is now `Berth.state`"])
    assert warned(lambda: berth.size) == (2.5, ["`Berth.size` is now `Berth.metres`"])
    made, messages = warned(lambda: models.Berth.from_dict({"id": 1, "status": "taken"}))
    assert (made.state, messages) == ("taken", ["Berth: key 'status' is now 'state'"])
    with pytest.raises(InvalidArgumentError, match="Berth: key 'status' is the old name of 'state'"):
        models.Berth.from_dict({"id": 1, "status": "taken", "state": "taken"})
    assert warned(lambda: pickle.loads(pickle.dumps(berth))) == (berth, [])
    assert warned(lambda: attrs.evolve(berth, state="free").state) == ("free", [])
    with pytest.raises(AttributeError):
        berth.status = "free"


def test_members():
    state = models.BerthState
    assert warned(lambda: state.OCCUPIED) == (state.TAKEN, ["BerthState.OCCUPIED is now BerthState.TAKEN"])
    assert warned(lambda: state["OCCUPIED"]) == (state.TAKEN, ["BerthState.OCCUPIED is now BerthState.TAKEN"])
    assert warned(lambda: state("occupied")) == (state.TAKEN, ["BerthState: value 'occupied' is now 'taken'"])
    assert warned(lambda: [*state, state("free"), state["FREE"]])[1] == []
    assert warned(lambda: models.Level(0)) == (models.Level.LOW, ["Level: value 0 is now 1"])
    with pytest.raises(AttributeError, match="type object 'BerthState' has no attribute 'SUNK'"):
        _ = state.SUNK
    with pytest.raises(AttributeError, match="_order"):
        _ = state._order
    with pytest.raises(ValueError, match="'sunk' is not a valid BerthState"):
        state("sunk")


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("models", "Dock", "Berth"),
        ("models.berths", "Dock", "Berth"),
        ("models", "DockState", "BerthState"),
        ("models", "DockStateLike", "BerthStateLike"),
        ("clients.enums", "DockState", "BerthState"),
        ("clients.harbor.arguments", "ListDocksParams", "ListBerthsParams"),
    ],
)
def test_names_are_imported_by_their_old_names(module, old, new):
    name = f"harbor_client.{module}"
    namespace = {}
    _, messages = warned(lambda: exec(compile(f"from {name} import {old}", __file__, "exec"), namespace))
    assert messages == [f"{name}.{old} is now {new}"]
    assert namespace[old] is getattr(importlib.import_module(name), new)
    assert old not in getattr(importlib.import_module(name), "__all__", ())


def test_docstrings_tell_the_history():
    berths = importlib.import_module("harbor_client.resources.berths").Berths
    assert "Called `search` or `find` before 1.4." in berths.list.__doc__
    assert "state: Only berths in this state. Called `status` before 1.4." in berths.list.__doc__
    assert (
        "Deprecated since 1.5: use `berths.get`. It tells the same. It will be gone in 2.0." in berths.inspect.__doc__
    )
    assert "Deprecated since 1.5: use `get_berth`." in HarborClient.inspect_berth.__doc__
    assert "Called `list_docks` before 1.4." in HarborClient.list_berths.__doc__
    assert berths.search.__doc__ == "Old name of `list`."
    assert berths.inspect.__deprecated__.startswith("`berths.inspect` is deprecated")


USAGE = """\
from typing import assert_never, assert_type

from harbor_client import ApiDeprecationWarning, Harbor
from harbor_client.clients.harbor import HarborClient
from harbor_client.clients.harbor.arguments import ListBerthsParams, ListDocksParams
from harbor_client.models import Berth, BerthState, Dock, DockState

client = Harbor(badge="any")
documented = HarborClient("https://mock")
assert issubclass(ApiDeprecationWarning, FutureWarning)
client.berths.list(state="free")
client.berths.create(metres=1.5, state="free")
dock: Dock = client.berths.get(1)
assert_type(dock, Berth)
old: BerthState = DockState.OCCUPIED
params: ListDocksParams = {"status": "free"}
query: ListBerthsParams = params
documented.list_berths(query)


def describe(state: BerthState) -> int:
    match state:
        case BerthState.FREE:
            return 1
        case BerthState.TAKEN | BerthState.CLOSED:
            return 2
    assert_never(state)
"""
OLD = """\
from harbor_client import AsyncHarbor, Harbor
from harbor_client.clients.harbor import HarborClient


async def run(client: Harbor, waiting: AsyncHarbor, documented: HarborClient) -> None:
    client.berths.list(status="free")
    client.berths.search()
    client.berths.get(pk=1)
    client.berths.create(length=1.5)
    client.berths.create(metres=1.5, status="free")
    client.berths.inspect(1)
    print(client.berths.get(1).status)
    await waiting.berths.build(metres=1.5)
    documented.list_docks()
    documented.get_berth(pk=1)
    documented.inspect_berth(1)
"""


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_checkers_accept_old_names_and_pyright_strikes_them_through(checker, tmp_path):
    assert main(["generate", "--spec", "tests/specs/harbor", "--out", str(tmp_path)]) == 0
    findings = check(checker, tmp_path, {"usage.py": USAGE, "old.py": OLD})
    lines = {one.line for one in findings if one.rule == "reportDeprecated"}
    assert lines == (set(range(6, 17)) if checker == "pyright" else set())
    assert [one for one in findings if one.rule != "reportDeprecated"] == []
