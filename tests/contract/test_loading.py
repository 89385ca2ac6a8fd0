"""What is loaded when: nothing before it is needed. Told by lists of modules, never by time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import synapse_sdk

WATCHED = ("synapse_sdk", "synapse_runtime", "synapse_http", "synapse_transfer")
FRONT_DOOR = {"synapse_runtime", "synapse_runtime._lazy_exports", "synapse_http", "synapse_http.packages"}
HEAVY = {
    *("httpx", "httpcore", "anyio", "attr", "attrs", "cattrs", "asyncio", "trio", "ssl", "socket"),
    *("json", "logging", "pathlib", "uuid", "datetime", "urllib.parse", "email", "hashlib", "tempfile", "inspect"),
}

LOADED = """
import json, sys
before = set(sys.modules)
{code}
print(json.dumps(sorted(set(sys.modules) - before)))
"""

DOCUMENTED = "from synapse_sdk.clients.backend import BackendClient"
MADE = f"{DOCUMENTED}; client = BackendClient('http://127.0.0.1:9')"
ANSWERED = """
class Answering:
    def __init__(self, body): self.body = body
    def __call__(self, request, send):
        from synapse_http.messages import Response
        return Response(200, {}, self.body)
"""
LISTED = f"""{ANSWERED}
{DOCUMENTED}
client = BackendClient('http://127.0.0.1:9', middleware=[Answering(b'{{"count": 0, "next": null, "results": []}}')])
client.list_tasks()
"""
TYPED = f"""{ANSWERED}
from synapse_sdk import Synapse
client = Synapse('http://127.0.0.1:9', middleware=[Answering(b'{{"id": 1, "project": 2, "data_unit": 3}}')])
client.tasks.get(1)
"""


def loaded(code):
    """What a fresh interpreter loads to run it."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(code=code)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


def ours(code):
    return {name for name in loaded(code) if name.partition(".")[0] in WATCHED}


def test_the_package_alone_loads_nothing_but_itself():
    assert ours("import synapse_sdk") == {"synapse_sdk", *FRONT_DOOR}
    assert not HEAVY & loaded("import synapse_sdk")


def test_descriptors_load_no_client_and_no_model():
    assert ours("from synapse_sdk.operations import tasks") == {
        *("synapse_sdk", "synapse_sdk.operations", "synapse_sdk.operations.tasks"),
        *(*FRONT_DOOR, "synapse_runtime.operation"),
    }
    assert not HEAVY & loaded("from synapse_sdk.operations import tasks")


def test_the_service_is_read_without_what_calls_need():
    """So that the command line answers `--help` at once."""
    assert ours("from synapse_sdk import SERVICE") == {
        *("synapse_sdk", "synapse_sdk.service", "synapse_runtime.operation"),
        *FRONT_DOOR,
    }
    assert not HEAVY & loaded("from synapse_sdk import SERVICE")


def test_the_documented_client_loads_its_signatures_and_no_machinery():
    found = ours(DOCUMENTED)
    assert {name for name in found if not name.startswith("synapse_sdk")} == {
        *FRONT_DOOR,
        "synapse_runtime.client",
        "synapse_runtime.documented_client",
        "synapse_runtime.flow",
        "synapse_runtime.flow.tracebacks",
        "synapse_http.values",
    }
    assert {name for name in found if name.startswith(("synapse_sdk.models", "synapse_sdk.resources."))} == set()
    assert not HEAVY & loaded(DOCUMENTED)


def test_the_typed_client_loads_no_resource_and_no_model():
    found = ours("from synapse_sdk import Synapse, AsyncSynapse")
    assert found == {
        *("synapse_sdk", "synapse_sdk.client"),
        *(*FRONT_DOOR, "synapse_runtime.client"),
        *("synapse_runtime.flow", "synapse_runtime.flow.tracebacks"),
    }


def test_the_http_library_comes_with_the_first_request_and_not_with_the_client():
    assert not {"httpx", "httpcore", "anyio", "ssl", "asyncio", "synapse_http.transport.clients"} & loaded(MADE)


def test_making_a_client_loads_what_calls_share_and_not_what_some_need():
    rare = {
        "synapse_http.content",
        *(
            f"synapse_runtime.{name}"
            for name in ("waiters", "serialization.model", "streaming", "pagination.paginator")
        ),
    }
    assert not rare & loaded(MADE)
    assert "cattrs" not in loaded(MADE)


def test_a_documented_call_loads_one_resource_and_no_model():
    found = ours(LISTED)
    assert {name for name in found if name.startswith("synapse_sdk.operations.")} == {"synapse_sdk.operations.tasks"}
    assert not {name for name in found if name.startswith(("synapse_sdk.models", "synapse_sdk.resources"))}
    assert not {
        "cattrs",
        "httpx",
        "synapse_runtime.serialization.model",
        "synapse_transfer.uploads.chunked",
        "synapse_transfer.recipes.file_group",
    } & loaded(LISTED)


def test_only_a_call_that_returns_its_response_loads_what_that_takes():
    raw = TYPED.replace("client.tasks", "client.with_raw_response.tasks")
    more = {name for name in ours(raw) - ours(TYPED) if "raw" in name}
    assert more == {
        *("synapse_runtime.raw_responses", "synapse_runtime.raw_responses.views"),
        *("synapse_sdk.raw_responses", "synapse_sdk.raw_responses.tasks"),
    }
    assert not {name for name in ours(TYPED) if "raw_responses" in name}


def test_a_request_that_returns_its_response_loads_no_converter():
    """Nor does a call of the command line, which starts anew each time."""
    sent = TYPED.replace("client.tasks.get(1)", "client.request('GET', 'tasks/1/')")
    assert "httpx" not in loaded(sent)
    assert "cattrs" not in loaded(sent)
    assert "cattrs" in loaded(sent.replace("'tasks/1/'", "'tasks/1/', cast_to=dict"))


def test_a_typed_call_loads_the_models_of_its_resource():
    found = {name for name in ours(TYPED) if name.startswith("synapse_sdk.models.")}
    assert found == {"synapse_sdk.models.tasks"}


@pytest.mark.parametrize(
    "name", ["synapse_sdk", "synapse_sdk.models", "synapse_sdk.resources", "synapse_sdk.clients.backend"]
)
def test_what_a_lazy_module_lists_it_has(name):
    module = __import__(name, fromlist=["__all__"])
    for offered in module.__all__:
        assert getattr(module, offered) is not None
        assert offered in dir(module)
    with pytest.raises(AttributeError, match=f"module '{name}' has no attribute 'nothing'"):
        _ = module.nothing


def test_an_import_beside_the_files_of_another_distribution_says_so_where_it_stands(tmp_path):
    """As after `pip install synapse-sdk` in the same environment."""
    shutil.copytree(Path(synapse_sdk.__file__).parent, tmp_path / "synapse_sdk")
    (tmp_path / "synapse_sdk" / "plugins").mkdir()
    (tmp_path / "program.py").write_text("import synapse_sdk\nfrom synapse_sdk import Synapse\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import program"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "program.py:1: UserWarning: " in done.stderr
    assert "also holds files of another distribution than synapse-spec-sdk: plugins" in done.stderr
    assert done.stderr.count("UserWarning") == 1
