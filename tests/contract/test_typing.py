"""A consumer's program under strict type checkers, on its own, and on a mock."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from support.checkers import check
from synapse_sdk import AsyncSynapse
from synapse_sdk.testing import AsyncMockTransport, ModelFactory

FOLDER = Path(__file__).parents[1] / "typing"
USAGE = (FOLDER / "usage.py").read_text("utf-8")
WRONG = (FOLDER / "wrong.txt").read_text("utf-8")


def announced(place):
    """The errors `wrong.txt` announces: line to rule. `place`: 0 for mypy, 1 for pyright."""
    lines = enumerate(WRONG.splitlines(), 1)
    return {number: told[place + 1] for number, line in lines if (told := re.search(r"\S  # (\S+); (\S+)$", line))}


@pytest.mark.slow
@pytest.mark.parametrize("python", ["3.11", "3.14"])
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_right_code_is_accepted_and_wrong_code_refused(checker, python, tmp_path):
    found = check(checker, tmp_path, {"usage.py": USAGE, "wrong.py": WRONG}, python=python)
    assert [one for one in found if one.file != "wrong.py"] == []
    expected = announced(["mypy", "pyright"].index(checker))
    assert len(expected) == 20
    assert {one.line for one in found} == expected.keys()
    rules = {(one.line, one.rule) for one in found}  # one mistake may be told in more than one way
    assert {line for line, rule in expected.items() if (line, rule) not in rules} == set()


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
    usage.streams(synapse)
    usage.middleware()
    usage.raw_responses(synapse, client)
    usage.errors(synapse)
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
