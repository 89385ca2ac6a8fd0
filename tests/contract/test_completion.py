"""What editors complete: what users need, and nothing that emitted code alone calls."""

from __future__ import annotations

import pytest
from support.language_server import language_server

IMPORTS = "from synapse_sdk import BackendClient, Synapse\nfrom synapse_sdk.models import Task\n"
pytestmark = pytest.mark.slow
FACTORY = "from synapse_sdk.testing import ModelFactory\n"


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """What is offered after the last line of a program, without names that begin with an underscore."""
    with language_server(tmp_path_factory.mktemp("editor")) as server:
        yield lambda line: {label for label in server.complete(IMPORTS + FACTORY + line) if label[0] != "_"}


def test_a_client_offers_its_resources_and_what_every_client_has(complete):
    found = complete("def f(client: Synapse):\n    client.")
    assert {"tasks", "jobs", "close", "with_options"} <= found
    assert not {"call", "call_many", "lines", "pages", "wait"} & found


def test_a_resource_offers_its_methods_alone(complete):
    found = complete("def f(client: Synapse):\n    client.tasks.")
    assert found == {
        *("annotate", "annotate_batch", "create", "create_bulk", "create_many", "get", "list", "list_data"),
        *("list_files", "set_tags"),
    }


def test_the_documented_client_offers_documented_methods(complete):
    found = complete("def f(client: BackendClient):\n    client.")
    assert {"get_task", "list_tasks", "close", "with_options"} <= found
    assert not {"call", "call_many", "lines", "pages", "wait"} & found


def test_a_model_for_tests_offers_the_fields_of_its_class(complete):
    """Although all of them are optional there."""
    found = complete("def f(build: ModelFactory):\n    build(Task, sta")
    assert "status=" in found


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ('client.list_tasks({"', {"project", "status", "page_size"}),
        ('client.list_tasks(params={"', {"project", "status", "page_size"}),
        ('client.get_task(456, {"', {"expand", "include_annotations"}),
        ('task: TaskCreateDict = {"', {"project", "data_unit", "priority"}),
        ('client.update_job(789, {"', {"status", "progress"}),
    ],
)
def test_the_keys_of_a_dict_are_offered(call, keys, complete):
    imports = "from synapse_sdk.clients.backend.arguments import TaskCreateDict\n"
    found = complete(f"{imports}def f(client: BackendClient):\n    {call}")
    assert keys <= {label.strip('"') for label in found}
