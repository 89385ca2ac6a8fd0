"""A sandbox runs programs against a mock, with threads and without."""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from synapse_runtime.testing.sandbox.program import SAMPLE_BYTES
from synapse_runtime.testing.sandbox.runner import Sandbox
from synapse_sdk import SERVICE

TYPED = """
from synapse_sdk import Synapse, AsyncSynapse
synapse = Synapse()
print(synapse.tasks.get(456).status)
"""
WAYS_TO_START = ("_start_new_thread", "_start_joinable_thread")
"""Of threads, by version of Python."""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with patch.dict(os.environ):
        yield


@pytest.fixture(params=[True, False], ids=["threads", "no threads"])
def run(request):
    """Run programs in one sandbox; where there are no threads, to start one is an error."""
    sandbox = Sandbox(SERVICE, seed=7, threads=request.param)

    def run_program(code, filename="<program>", **options):
        with ExitStack() as stack:
            for name in WAYS_TO_START if not request.param else ():
                failing = patch.object(threading, name, side_effect=RuntimeError("can't start new thread"))
                stack.enter_context(failing) if hasattr(threading, name) else None
            return asyncio.run(sandbox.run(code, filename, **options))

    yield run_program
    sandbox.mock.close()


def paths(outcome):
    return [f"{call.method} {call.path}" for call in outcome.calls]


def test_clients_of_all_kinds_end_in_its_mock(run, capsys):
    outcome = run(TYPED)
    assert (outcome.error, paths(outcome)) == ("", ["GET tasks/456/"])
    assert capsys.readouterr().out == "pending\n"

    outcome = run(
        "from synapse_sdk.clients.backend import BackendClient\n"
        "print(BackendClient('https://elsewhere.example', 'token').get_task(456)['status'])\n"
        "async def main():\n"
        "    async with AsyncSynapse() as client:\n"
        "        return [task.id async for task in client.tasks.list()]\n"
        "print(asyncio.run(main()), await main())\n".replace("async def", "import asyncio\nasync def", 1)
    )
    assert outcome.error == ""
    assert paths(outcome) == ["GET tasks/456/", "GET sdk/tasks/", "GET sdk/tasks/"]
    assert capsys.readouterr().out == "pending\n[457, 456] [457, 456]\n"


def test_files_that_a_program_names_are_there_to_be_uploaded(run):
    Path("known.jpg").write_bytes(b"known")
    outcome = run(
        "from synapse_sdk import Synapse\n"
        "with Synapse() as synapse:\n"
        "    for name in ('photos/a.jpg', 'known.jpg'):\n"
        "        print(synapse.uploads.create(name).filename)\n"
        "names = ['/root.jpg', '../b.jpg', 'https://example.com/c.jpg', 'd.unknown', '*.jpg']\n"
    )
    assert outcome.error == ""
    assert outcome.samples == ("photos/a.jpg",)
    assert Path("photos/a.jpg").stat().st_size == SAMPLE_BYTES
    assert [str(path) for path in Path().rglob("*.*")] == ["known.jpg", str(Path("photos/a.jpg"))]
    assert len([path for path in paths(outcome) if path == "PUT chunked_upload/"]) == 2


def test_work_on_threads_is_done_all_the_same_and_fails_as_it_would(run):
    outcome = run(
        "import anyio\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from synapse_sdk import BackendClient\n"
        "with ThreadPoolExecutor(1) as pool:\n"
        "    print(pool.submit(divmod, 7, 2).result(), repr(pool.submit(divmod, 7, 0).exception()))\n"
        "print(await anyio.to_thread.run_sync(divmod, 7, 2))\n"
        "client = BackendClient('https://backend.example', 'token')\n"
        "client.upload_data_collection(123, [{'files': {'image': 'a.jpg'}}, {'files': {'image': 'b.jpg'}}])\n"
    )
    assert outcome.error == ""
    assert outcome.samples == ("a.jpg", "b.jpg")


def test_an_error_shows_the_lines_of_the_program_alone(run):
    assert run(TYPED).error == ""
    outcome = run("def first():\n    return synapse.tasks.get(99999)\n\nfirst()\n", "tasks.py")
    *lines, message = outcome.error.splitlines()
    assert [line for line in lines if set(line) - set(" ^~")] == [
        "Traceback (most recent call last):",
        '  File "tasks.py", line 4, in <module>',
        "    first()",
        '  File "tasks.py", line 2, in first',
        "    return synapse.tasks.get(99999)",
    ]
    assert message.startswith("synapse_http.errors.NotFoundError: 404 Not Found: No Task matches the given query.")
    assert paths(outcome) == ["GET tasks/99999/"]
    assert run("1 /").error.endswith("SyntaxError: invalid syntax\n")
    assert run("raise SystemExit(2)").error.endswith("SystemExit: 2\n")


def test_an_interactive_one_goes_on_after_a_statement_that_fails(run, capsys):
    code = "1 / 0\nprint('on')\nasync def main():\n    return {}['key']\nimport asyncio\nasyncio.run(main())\n"
    outcome = run(code, interactive=True)
    assert [line for line in outcome.error.splitlines() if "Error" in line] == [
        "ZeroDivisionError: division by zero",
        "KeyError: 'key'",
    ]
    printed = capsys.readouterr()
    assert printed.out == "on\n"
    assert printed.err.count("Traceback") == 2
    assert run(code).error.splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert capsys.readouterr().out == ""
    assert run("print('never')\n1 /", interactive=True).error.splitlines()[-1] == "SyntaxError: invalid syntax"
    assert capsys.readouterr().out == ""


def test_its_environment_is_the_callers_where_there_is_one():
    with patch.dict(os.environ, {"SYNAPSE_BASE_URL": "https://mine.example"}):
        os.environ.pop("SYNAPSE_API_TOKEN", None)
        Sandbox(SERVICE).mock.close()
        assert os.environ["SYNAPSE_BASE_URL"] == "https://mine.example"
        assert os.environ["SYNAPSE_API_TOKEN"]
