"""A consumer's program under strict type checkers, on its own, and on a mock; and mistakes, by who catches them."""

from __future__ import annotations

import ast
import asyncio
import importlib.util
import re
from pathlib import Path
from typing import NamedTuple

import pytest
import synapse_sdk
from support.checkers import check
from synapse_sdk import AsyncSynapse, models
from synapse_sdk.clients.backend import arguments
from synapse_sdk.models import Task
from synapse_sdk.testing import AsyncMockTransport, ModelFactory

FOLDER = Path(__file__).parents[1] / "typing"
USAGE = (FOLDER / "usage.py").read_text("utf-8")
WRONG = (FOLDER / "wrong.txt").read_text("utf-8")


class Mistake(NamedTuple):
    """A line of `wrong.txt`, and who catches it: rules of checkers, and an error at run time. None: it passes there."""

    number: int
    code: str
    mypy: str | None
    pyright: str | None
    ty: str | None
    error: str | None


def _read_mistakes():
    for number, line in enumerate(WRONG.splitlines(), 1):
        code, is_mistake, caught = line.partition("  # mypy ")
        if is_mistake:
            found = re.fullmatch(r"(\S+); pyright (\S+); ty (\S+); run time (\S+)", caught)
            yield Mistake(number, code.strip(), *(None if name == "-" else name for name in found.groups()))


MISTAKES = [*_read_mistakes()]


@pytest.mark.slow
@pytest.mark.parametrize("python", ["3.11", "3.14"])
@pytest.mark.parametrize("checker", ["mypy", "pyright", "ty"])
def test_right_code_is_accepted_and_wrong_code_refused(checker, python, tmp_path):
    found = check(checker, tmp_path, {"usage.py": USAGE, "wrong.py": WRONG}, python=python)
    assert [one for one in found if one.file != "wrong.py"] == []
    expected = {mistake.number: getattr(mistake, checker) for mistake in MISTAKES if getattr(mistake, checker)}
    assert {one.line for one in found} == expected.keys()
    rules = {(one.line, one.rule) for one in found}  # one mistake may be reported in more than one way
    assert expected.items() <= rules


def test_no_mistake_passes_everywhere():
    assert len(MISTAKES) >= 30
    assert [mistake for mistake in MISTAKES if not any(mistake[2:])] == []


def use(task):
    """Take what should be a task; a coroutine is closed, as no one awaits it."""
    try:
        return task.id
    finally:
        getattr(task, "close", int)()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.code)
def test_a_mistake_at_run_time(mistake, mock, synapse, client):
    names = {name: getattr(package, name) for package in (synapse_sdk, models) for name in package.__all__}
    names |= {"synapse": synapse, "client": client, "build": ModelFactory(mock), "use": use}
    names |= {"task": synapse.tasks.get(456), "unit": synapse.data_units.get(789), "model": synapse.models.get(456)}
    names |= {"ListTasksParams": arguments.ListTasksParams, "TaskCreateDict": arguments.TaskCreateDict}
    names["error"] = synapse_sdk.ClientError("refused")
    code = compile(mistake.code, "wrong.py", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)

    async def run():
        transport = AsyncMockTransport(mock)
        async with AsyncSynapse("https://mock", api_token="any", transport=transport) as names["async_synapse"]:
            result = eval(code, names)
            return await result if asyncio.iscoroutine(result) else result

    try:
        asyncio.run(run())
        error = None
    except Exception as raised:
        error = type(raised).__name__
    assert error == mistake.error


@pytest.fixture
def usage():
    """The program, as a module."""
    spec = importlib.util.spec_from_file_location("usage", FOLDER / "usage.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_program_runs(usage, mock, synapse, client, tmp_path):
    file = tmp_path / "plugin.zip"
    file.write_bytes(b"content")
    usage.a_list(synapse)
    usage.a_row(synapse)
    usage.fields_that_may_be_missing(synapse.models.get(456))
    usage.bodies(synapse)
    usage.files(synapse, file)
    assert usage.values_of_tomorrow(synapse.tasks.get(456)).startswith("in_progress since 2025")
    assert usage.values_of_tomorrow(ModelFactory(mock)(Task, status="archived")) == "archived"
    usage.stored_files(synapse, tmp_path)
    usage.plain_data(synapse)
    usage.backend_without_network()
    usage.streams(synapse)
    usage.middleware()
    usage.raw_responses(synapse, client)
    usage.errors(synapse)
    usage.typed_dicts(client, {"project": 123}, {"project": 123, "data_unit": 789})
    usage.production(client)
    usage.documented(client, everything=True)
    usage.downloads(synapse, client, tmp_path)
    usage.options(synapse, client)
    usage.models_for_tests(ModelFactory(mock))
    assert {call.status for call in mock.calls if call.path != "tasks/1/"} == {200, 201}


@pytest.mark.anyio
async def test_the_async_part_runs(usage, mock, tmp_path):
    async with AsyncSynapse("https://mock", api_token="any", transport=AsyncMockTransport(mock)) as synapse:
        await usage.async_calls(synapse)
        await usage.async_raw_responses(synapse)
        await usage.async_downloads(synapse, tmp_path)
    assert {call.status for call in mock.calls} == {200, 201}
