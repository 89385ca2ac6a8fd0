"""The pytest plugin, as a project that installs the package has it: by itself, in a run of its own."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import synapse_runtime
from support.processes import python_path
from synapse_runtime.testing import MockRequest
from synapse_runtime.testing.control import Control

pytest_plugins = "pytester"

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "en" / "testing.md").read_text("utf-8")
TESTS = """
import pytest
import urllib.request
from synapse_sdk import UNSET, ClientError, NotFoundError, ValidationError
from synapse_sdk.models import Task, TaskStatus
"""


@pytest.fixture(scope="module", autouse=True)
def whole():
    """Load all of the runtime: after a run `pytester` forgets what was loaded in it, and half would be left twice."""
    for module in pkgutil.walk_packages(synapse_runtime.__path__, "synapse_runtime."):
        importlib.import_module(module.name)


@pytest.fixture
def run(pytester):
    """Runs tests as a project of its own does: `run(source, passed=2)`; gives back what pytest printed."""

    def run(source, *options, ini="", **outcomes):
        pytester.makeini(f"[pytest]\naddopts = --strict-markers -p no:cacheprovider\nfilterwarnings = error\n{ini}")
        pytester.makepyfile(TESTS + source)
        result = pytester.runpytest(*options)
        result.assert_outcomes(**outcomes)
        return result.stdout.str()

    return run


def generate(spec, out):
    """Emit the package of a small spec, in a process of its own: `pytester` forgets modules that this one loads."""
    command = [sys.executable, "-m", "synapse_codegen", "generate", "--spec", str(ROOT / "tests/specs" / spec)]
    subprocess.run([*command, "--out", str(out)], stdout=subprocess.DEVNULL, check=True)


def test_the_fixtures_share_one_mock(run):
    run(
        """
def test_typed(synapse, synapse_backend_client, synapse_mock):
    made = synapse.tasks.create(project=123, data_unit=789)
    assert synapse_backend_client.get_task(made.id)["project"] == 123
    assert [call.operation for call in synapse_mock.calls] == ["tasks.create", "tasks.get"]

def test_each_test_has_its_own(synapse_mock):
    assert synapse_mock.calls == []

def test_over_http(synapse_url, synapse_mock):
    request = urllib.request.Request(synapse_url + "/tasks/456/", headers={"Synapse-Access-Token": "Token any"})
    with urllib.request.urlopen(request) as response:
        assert response.status == 200
    synapse_mock.assert_called_once_with("GET tasks/{pk}/", status=200)

@pytest.mark.anyio
async def test_async(async_synapse, synapse_mock):
    assert (await async_synapse.tasks.get(456)).project == 123
    assert [task.id async for task in async_synapse.tasks.list(project=123)]
    synapse_mock.assert_called_once_with("tasks.get")
""",
        "-p",
        "no:trio",
        passed=5,  # the async one on asyncio and on trio
    )


def test_the_closest_marker_decides_the_options_of_the_mock(run):
    run(
        """
pytestmark = pytest.mark.synapse_mock(prefix="/api", seed=1)

@pytest.mark.synapse_mock(tokens=["secret"], seed=7)
def test_options(synapse, synapse_mock, synapse_url):
    assert synapse_mock.prefix == "/api" and synapse_url.endswith("/api")
    assert set(synapse_mock.credentials.values()) == {"secret"}
    assert synapse.tasks.get(456).id == 456
""",
        passed=1,
    )


def test_a_fault_is_named_by_a_marker(run):
    run(
        """
@pytest.mark.synapse_fault("POST tasks/", "dropped_after_processing")
def test_lost(synapse_backend_client, synapse_mock):
    with pytest.raises(ClientError) as raised:
        synapse_backend_client.create_tasks({"project": 123, "data_unit": 789})
    assert raised.value.may_have_been_applied
    synapse_mock.assert_called_once_with("POST tasks/", status=None)

@pytest.mark.synapse_fault("GET tasks/{pk}/", "status", code=503, times=2)
@pytest.mark.synapse_fault("GET jobs/", "broken_json", after=1, times=None, optional=True)
def test_two(synapse, synapse_mock):
    assert synapse.tasks.get(456).id == 456
    assert [call.status for call in synapse_mock.calls] == [503, 503, 200]
""",
        passed=2,
    )


def test_a_fault_that_no_request_meets_fails_the_test(run):
    out = run(
        """
@pytest.mark.synapse_fault("GET tasks/{pk}/", "status")
@pytest.mark.synapse_fault("GET jobs/", "reset", after=2)
def test_nothing_is_asked(synapse, synapse_mock):
    synapse_mock.inject_fault("POST tasks/", "latency")
    synapse.jobs.list().to_list()

@pytest.mark.synapse_fault("GET tasks/{pk}/", "status", optional=True)
def test_optional(synapse_mock):
    synapse_mock.inject_fault("POST tasks/", "latency", optional=True)

@pytest.mark.synapse_fault("GET tasks/{pk}/", "status", times=2, code=404)
def test_met_once(synapse):
    with pytest.raises(NotFoundError):
        synapse.tasks.get(456)

@pytest.mark.synapse_fault("GET tasks/{pk}/", "status")
def test_another_failure_is_reported_alone(synapse_mock):
    raise RuntimeError("first")
""",
        failed=2,
        passed=2,
    )
    # At the start of a line: where CI is set, pytest repeats the whole message in its summary.
    assert out.count("\nno request met these faults:") == 1
    assert "  reset for GET jobs/ after 2 requests, of which 1 came\n  status for GET tasks/{pk}/\n" in out
    assert "  latency for POST tasks/\nCorrect the route, or pass optional=True. All calls:\n  1. GET jobs/ " in out


def test_a_canned_response_that_no_request_gets_fails_the_test(run):
    out = run(
        """
def test_unmet(synapse, synapse_mock):
    synapse_mock.on("GET tasks/{pk}/").respond(404)
    synapse.jobs.list().to_list()

def test_met(synapse, synapse_mock):
    synapse_mock.on("GET tasks/{pk}/").respond(404)
    synapse_mock.on("GET jobs/").respond(404, optional=True)
    with pytest.raises(NotFoundError):
        synapse.tasks.get(456)
""",
        failed=1,
        passed=1,
    )
    assert "no request met these responses:\n  404 for GET tasks/{pk}/\n" in out


def test_an_unknown_fault_or_one_without_a_mock_is_an_error(run):
    out = run(
        """
@pytest.mark.synapse_fault("GET tasks/{pk}/", "explosion")
def test_unknown(synapse): ...

@pytest.mark.synapse_fault("GET tasks/{pk}/", "reset")
def test_without_a_mock(): ...
""",
        errors=1,
        failed=1,
    )
    assert "unknown fault 'explosion': choose one of status," in out
    assert "synapse_fault has no effect: the test uses no synapse_mock" in out


@pytest.mark.parametrize(
    ("mark", "ini"),
    [("@pytest.mark.synapse_mock(strict=True)", ""), ("", "synapse_strict = true")],
    ids=["by a marker", "for the whole project"],
)
def test_a_strict_mock_fails_the_test_that_sent_what_the_spec_does_not_allow(run, mark, ini):
    """Also where the code under test catches everything, and over HTTP."""
    out = run(
        f"""
{mark}
def test_caught(synapse_backend_client):
    try:
        synapse_backend_client.create_tasks({{"project": "many"}})
    except BaseException:
        pass

{mark}
def test_over_http(synapse_url):
    with pytest.raises(Exception):
        urllib.request.urlopen(synapse_url + "/nowhere/")

{mark}
def test_raised(synapse_backend_client):
    synapse_backend_client.create_tasks({{}})

{mark}
def test_fine(synapse):
    synapse.tasks.get(456)
""",
        ini=ini,
        failed=3,
        passed=1,
    )
    assert "the spec does not allow these calls" in out
    assert "POST tasks/ {'project': 'many'}" in out
    assert "'data_unit': ['This field is required.']" in out


def test_without_strict_an_invalid_request_gets_the_error_of_the_backend(run):
    run(
        """
def test_refused(synapse_backend_client, synapse_mock):
    with pytest.raises(ValidationError):
        synapse_backend_client.create_tasks({"project": "many"})
    with pytest.raises(AssertionError, match="the spec does not allow these calls"):
        synapse_mock.assert_all_expected()

@pytest.mark.synapse_mock(strict=False)
def test_a_marker_beats_the_settings(synapse_backend_client):
    with pytest.raises(ValidationError):
        synapse_backend_client.create_tasks({"project": "many"})
""",
        passed=2,
    )
    run("def test_lenient(synapse_mock): assert not synapse_mock.strict", passed=1)


def test_models_are_built(run):
    run(
        """
def test_build(synapse_build, synapse, synapse_mock):
    task = synapse_build(Task, project=7, status="pending")
    assert (task.project, task.status) == (7, TaskStatus.PENDING)
    assert synapse_mock.calls == []
    with pytest.raises(NotFoundError):
        synapse.tasks.get(task.id)
    synapse_mock.add("tasks", **task.to_dict())
    assert synapse.tasks.get(task.id) == task
    assert synapse_build(Task).id != task.id != synapse.tasks.create(project=7, data_unit=1).id
""",
        passed=1,
    )


def test_it_is_listed_among_the_fixtures_and_markers(pytester):
    fixtures = pytester.runpytest("--fixtures").stdout.str()
    names = ("synapse_mock", "synapse_url", "synapse_backend_client", "synapse_build")
    for name in ("synapse", "async_synapse", *names):
        assert f"\n{name} -- " in fixtures
    markers = pytester.runpytest("--markers").stdout.str()
    assert "@pytest.mark.synapse_fault(route, fault, *, after=0, optional=False, **options)" in markers
    assert "@pytest.mark.synapse_mock(**options)" in markers


def test_a_run_without_fixtures_loads_pytest_alone():
    """Whoever installs the package pays for the plugin in each run of pytest: five small modules."""
    program = "import sys, json, pytest; before = {*sys.modules}; import synapse_sdk.pytest_plugin as _"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; print(json.dumps(sorted({{*sys.modules}} - before)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout)) == {
        *("synapse_sdk", "synapse_sdk.pytest_plugin"),
        *(
            "synapse_http",
            "synapse_http.packages",
            "synapse_runtime",
            "synapse_runtime._lazy_exports",
            "synapse_runtime.testing",
            "synapse_runtime.testing.pytest_plugin",
        ),
    }


def test_another_service_has_fixtures_of_its_own_name(pytester, monkeypatch):
    """Without a documented face there is no fixture for it."""
    generate("orbit", pytester.path)
    pytester.makepyfile(
        """
import pytest

def test_typed(orbit, orbit_mock, synapse_mock, request):
    assert orbit.satellites.list("acme").to_list()
    assert {call.operation for call in orbit_mock.calls} == {"satellites.list"}
    assert synapse_mock.calls == []

@pytest.mark.orbit_mock(strict=True)
async def test_async(async_orbit, orbit_url, anyio_backend):
    assert [row async for row in async_orbit.satellites.list("acme")]
"""
    )
    monkeypatch.setenv("PYTHONPATH", python_path(pytester.path))
    pytester.makeini("[pytest]\nanyio_mode = auto\naddopts = --strict-markers -p no:cacheprovider")
    pytester.runpytest_subprocess("-p", "orbit_client.pytest_plugin").assert_outcomes(passed=3)


def test_services_in_one_run_have_fixtures_of_their_own(pytester, monkeypatch):
    """Each begins with the name of its service, so a project's own `build` or `client` is not meant."""
    generate("orbit", pytester.path)
    generate("press", pytester.path)
    pytester.makepyfile(
        """
import pytest
from synapse_sdk.models import Task

@pytest.fixture
def build():
    return "mine"

def test_each_has_its_own(orbit_build, press_build, synapse_build, synapse_backend_client, build):
    assert len({id(factory) for factory in (orbit_build, press_build, synapse_build)}) == 3
    assert synapse_build(Task, project=7).project == 7
    assert build == "mine"

def test_no_other_name_is_taken(backend_client): ...
"""
    )
    monkeypatch.setenv("PYTHONPATH", python_path(pytester.path))
    pytester.makeini("[pytest]\naddopts = --strict-markers -p no:cacheprovider")
    result = pytester.runpytest_subprocess("-p", "orbit_client.pytest_plugin", "-p", "press.pytest_plugin")
    result.assert_outcomes(passed=1, errors=1)
    assert "fixture 'backend_client' not found" in result.stdout.str()


def test_the_page_about_testing_keeps_its_word(run):
    """Its tests run as they stand there."""
    source = PAGE.partition("```python\n")[2].partition("```")[0]
    run(f"{source}\n@pytest.fixture\ndef anyio_backend(): return 'asyncio'", "-o", "anyio_mode=auto", passed=3)
    assert source.count("def test_") == 3


def test_the_routes_of_that_page_respond(mock):
    """Those for other languages, as `curl` sends them."""
    sent = [shlex.split(line, comments=True) for line in re.findall(r"^curl .*", PAGE, re.MULTILINE)]
    assert len(sent) == 6
    assert 'auth="Authorization: Bearer $MOCK_TOKEN"' in PAGE
    for _, *words in sent:
        given = {words[at]: words[at + 1] for at in range(len(words) - 1) if words[at] in {"-X", "-H", "-d"}}
        target = next(word for word in words if word.startswith("localhost:")).partition("/")[2]
        name, _, value = given["-H"].replace("$auth", "Authorization: Bearer control").partition(": ")
        body = given.get("-d", "").encode()
        request = MockRequest.from_target(
            given.get("-X", "GET"), f"/{target}", [("Host", "localhost"), (name, value)], body
        )
        response = Control(mock, "control", is_loopback=True).respond(request) or mock.handle(request)
        assert response.status_code == 200
