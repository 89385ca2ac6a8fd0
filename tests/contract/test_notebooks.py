"""A real notebook: what its cells show, what it completes, and that showing a list fetches nothing."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.slow

SETUP = """
from synapse_sdk import SERVICE, AsyncSynapse, NotFoundError, Synapse
from synapse_sdk.models import Agent, Task
from synapse_sdk.testing import AsyncMockTransport, MockBackend, MockTransport
mock = MockBackend(SERVICE, seed=7)
synapse = Synapse("https://mock", api_token="t0ken-s3cret", transport=MockTransport(mock))
tasks = synapse.tasks.list(project=123)

def complete(line):
    from IPython.core.completer import provisionalcompleter
    with provisionalcompleter():
        return [completion.text for completion in get_ipython().Completer.completions(line, len(line))]
"""
CELLS = {
    "pager": "tasks",
    "calls": "len(mock.calls)",
    "page": "tasks.page(1)",
    "model": "tasks.first()",
    "secret": "Agent.from_dict({'id': 1, 'name': '<script>', 'token': 's3cret'}, strict=False)",
    "frame": "tasks.to_pandas()",
    "table": "tasks.to_arrow()",
    "error": "try:\n    synapse.tasks.get(99999)\nexcept NotFoundError as error:\n    failed = error\nfailed",
    "async": (
        "async with AsyncSynapse('https://mock', api_token='any', transport=AsyncMockTransport(mock)) as other:\n"
        "    found = [task.id async for task in other.tasks.list(project=123)]\n"
        "    rows = await other.tasks.list(project=123).to_dicts()\n"
        "found == [row['id'] for row in rows]"
    ),
    "raised": "synapse.tasks.get(99999)",
    "names": "complete('tasks.')",
    "arguments": "complete('synapse.tasks.list(pro')",
    "fields": "task = tasks.first()\ncomplete('task.cre')",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Outputs by cell: what it shows by media type, or what it raised."""
    cells = [nbformat.v4.new_code_cell(code) for code in (SETUP, *CELLS.values())]
    folder = str(tmp_path_factory.mktemp("notebook"))
    NotebookClient(
        nbformat.v4.new_notebook(cells=cells), allow_errors=True, resources={"metadata": {"path": folder}}
    ).execute()
    return {
        name: {key: value for output in cell["outputs"] for key, value in output.get("data", output).items()}
        for name, cell in zip(CELLS, cells[1:], strict=True)
    }


def cells_of(html):
    """The cells of a table, header and caption among them."""
    return re.findall(r"<(?:caption|th|td)[^>]*>(.*?)</", html)


def test_a_pager_is_shown_and_nothing_is_fetched(outputs):
    assert "&lt;Pager of tasks.list&gt;: it fetches nothing before it is read" in outputs["pager"]["text/html"]
    assert outputs["calls"]["text/plain"] == "0"


def test_pages_models_and_errors_are_tables(outputs):
    page, model, error = (cells_of(outputs[name]["text/html"]) for name in ("page", "model", "error"))
    assert page[:4] == ["2 of 2 items", "id", "project", "data_unit"]
    assert model[:5] == ["Task", "id", "457", "project", "123"]
    assert error[:3] == [
        *("NotFoundError: 404 Not Found: No Task matches the given query. Check the ID and the base URL",),
        *("status_code", "404"),
    ]


def test_nothing_shown_is_markup_or_a_secret(outputs):
    assert cells_of(outputs["secret"]["text/html"])[:7] == [
        "Agent",
        "id",
        "1",
        "name",
        "&lt;script&gt;",
        "token",
        "***",
    ]
    assert "s3cret" not in str(outputs)


def test_a_list_becomes_tables(outputs):
    assert '<table border="1" class="dataframe">' in outputs["frame"]["text/html"]
    assert "created_at: timestamp[us, tz=UTC]" in outputs["table"]["text/plain"]


def test_an_async_client_works_with_the_event_loop_of_the_notebook(outputs):
    assert outputs["async"]["text/plain"] == "True"


def test_a_traceback_ends_at_the_cell(outputs):
    frames = "".join(outputs["raised"]["traceback"])
    assert "synapse.tasks.get" in frames
    assert "synapse_runtime" not in frames
    assert "synapse_http" not in frames


def test_names_are_completed(outputs):
    names, arguments, fields = (
        ast.literal_eval(outputs[name]["text/plain"]) for name in ("names", "arguments", "fields")
    )
    assert names == ["count", "first", "page", "pages", "to_arrow", "to_dicts", "to_list", "to_pandas"]
    assert arguments == ["project="]
    assert fields == ["created_at"]
