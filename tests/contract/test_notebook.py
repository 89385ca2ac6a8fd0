"""What IPython completes, with jedi and without it, and what `help` and `dir` show."""

from __future__ import annotations

import pydoc

import pytest
from synapse_sdk import AsyncSynapse, BackendClient, Synapse


@pytest.fixture(scope="module")
def shell():
    """A shell of IPython, as a notebook has one."""
    interactive = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    interactive.Completer.jedi_compute_type_timeout = 60_000  # milliseconds: the machine may be busy
    return interactive


@pytest.fixture(params=[True, False], ids=["jedi", "plain"])
def complete(request, shell, synapse, client):
    """Return what is offered for what stands at the end of a line."""
    from IPython.core.completer import provisionalcompleter

    shell.Completer.use_jedi = request.param
    shell.user_ns.update(Synapse=Synapse, BackendClient=BackendClient, synapse=synapse, client=client)
    shell.user_ns["raw_tasks"] = synapse.with_raw_response.tasks

    def complete(line: str) -> set[str]:
        with provisionalcompleter():
            return {completion.text.lstrip(".") for completion in shell.Completer.completions(line, len(line))}

    return complete


@pytest.mark.slow
class TestCompletion:
    def test_options_are_completed(self, complete):
        assert "deadline=" in complete("Synapse(dead")
        assert {"max_retries=", "max_pages="} <= complete("BackendClient(max_")
        assert "deadline=" in complete("client.with_options(dead")
        assert "project=" in complete("synapse.tasks.list(pro")

    def test_methods_are_completed_and_nothing_private(self, complete):
        assert complete("client.list_tasks") == {"list_tasks", "list_tasks_data", "list_tasks_files"}
        assert {"tasks", "with_options", "with_raw_response"} <= complete("synapse.")
        assert {"get", "list", "create"} <= complete("raw_tasks.")
        assert not {name for name in complete("synapse.") if name.startswith("_") and not name.startswith("__")}


def test_help_lists_the_options_with_their_meaning():
    for client_class in (Synapse, AsyncSynapse, BackendClient):
        text = pydoc.plain(pydoc.render_doc(client_class))
        assert "deadline: Seconds for a whole call, with its retries, pages, waits and downloads." in text
        assert "verify: Certificates to trust" in text
        assert "max_retries: 'int' = 3" in text


def test_dir_shows_nothing_private(synapse: Synapse, client: BackendClient):
    async_synapse = AsyncSynapse("https://mock", api_token="any")
    tasks = synapse.tasks.list()
    shown = [synapse, async_synapse, client, synapse.tasks, tasks, async_synapse.tasks.list()]
    shown += [synapse.with_raw_response, client.with_raw_response, synapse.with_raw_response.tasks]
    for instance in shown:
        assert [name for name in dir(instance) if name.startswith("_") and not name.startswith("__")] == []
    assert {"first", "count", "page", "pages", "to_list"} <= {*dir(tasks)}
