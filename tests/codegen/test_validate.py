"""Rules: what each finds in a spec that breaks it, word for word, and that a whole spec breaks none.

`cases/README.md` says how the cases are laid out and how their texts are refreshed.
"""

from __future__ import annotations

import contextlib
import copy
import cProfile
import functools
import operator
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.small_specs import build_spec, write_spec
from synapse_codegen.commands.explain import RULES as RULE_PAGES
from synapse_codegen.diagnostics import Diagnostics, format_text
from synapse_codegen.pipeline import RULE_IDS, read_spec
from synapse_codegen.validate import RULES, WARNINGS, names, validate

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[2]
REFRESH = bool(os.environ.get("UPDATE_GOLDENS"))


def diagnostics_of(case: Path, folder: Path) -> tuple[object, str]:
    """Read the spec of a case as `spec` in an empty folder, with the common service if it has none."""
    spec = folder / "spec"
    spec.mkdir()
    shutil.copy(CASES / "service.yaml", spec)
    shutil.copytree(case, spec, dirs_exist_ok=True)
    service, diagnostics = read_spec(spec, folder)
    return service, format_text(diagnostics, folder)


@pytest.mark.parametrize("rule", RULE_IDS)
def test_each_rule_reports_what_is_wrong_where_and_what_to_do(rule, tmp_path):
    """Every rule has a case, and the case breaks this rule alone."""
    service, text = diagnostics_of(CASES / rule, tmp_path)
    golden = CASES / rule / "diagnostics.txt"
    if REFRESH:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text("utf-8")
    reported = set(re.findall(r"^spec\S*:\d+:\d+: (\w+)\[([\w-]+)\]:", text, re.MULTILINE))
    severity = "warning" if rule in WARNINGS else "error"
    assert reported == {(severity, rule)}
    assert (service is None) == (severity == "error")


@pytest.mark.parametrize("rule", RULE_IDS)
def test_the_wrong_example_of_a_page_breaks_the_rule_and_the_right_one_none(rule, tmp_path):
    page = (RULE_PAGES / f"{rule}.md").read_text("utf-8")
    assert page.startswith(f"# {rule}\n\n")
    examples = re.findall(r"^(Wrong|Right):\n\n```yaml\n# (\S+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert [verdict for verdict, _, _ in examples] == ([] if rule == "unreadable-file" else ["Wrong", "Right"])
    ignored = {"missing-doc", "spec-layout"} - {rule}  # examples are short, and one of a service has no resource
    for verdict, file, text in examples:
        case = tmp_path / verdict
        (case / "resources").mkdir(parents=True)
        shutil.copy(CASES / "service.yaml", case)
        (case / file).write_text(text, encoding="utf-8")
        _, diagnostics = read_spec(case)
        expected = {rule} if verdict == "Wrong" else set()
        assert {diagnostic.rule for diagnostic in diagnostics} - ignored == expected, diagnostics


def test_each_page_is_of_a_rule():
    assert sorted(path.stem for path in RULE_PAGES.iterdir()) == list(RULE_IDS)


def test_each_case_is_a_rule():
    """No case outlives its rule."""
    assert {case.name for case in CASES.iterdir() if case.is_dir()} == {*RULE_IDS}


def test_each_rule_is_documented_in_one_sentence():
    """The docstrings of the rules are the language's laws: one sentence each."""
    for id, rule in RULES.items():
        assert re.fullmatch(r"[A-Z].+\.", rule.__doc__ or ""), id


BIG = """
doc: Animals.
models:
  Animal:
    doc: One animal.
    fields:
      id: { type: int, doc: Its ID. }
      name: { type: str, doc: Its name. }
      mother: { type: Animal, doc: Its mother. }
operations:
  get:
    doc: Fetch one.
    request: GET animals/{id}/
    path: { id: { type: int, doc: Its ID. } }
    response: Animal
    examples: [{ name: plain, arguments: { id: 1 }, response: { id: 1, name: Rex } }]
  list:
    doc: List all.
    request: GET animals/
    query: { name: { type: str, doc: Its name. } }
    response: list[Animal]
    examples: [{ name: plain, arguments: { name: Rex }, response: [{ id: 1 }] }]
  create:
    doc: Register one.
    request: POST animals/
    body: Animal
    response: Animal
    examples: [{ name: plain, arguments: { name: Rex }, response: { id: 1 } }]
"""


def test_the_spec_of_the_project_breaks_no_rule():
    """Its file names are relative to the project."""
    service, diagnostics = read_spec(ROOT / "spec" / "synapse", ROOT)
    assert format_text(diagnostics, ROOT) == ""
    assert service is not None
    assert service.file == "spec/synapse/service.yaml"


def test_a_spec_with_warnings_only_is_a_service(tmp_path):
    service, diagnostics = read_spec(write_spec(tmp_path, animals=""), tmp_path)
    assert [diagnostic.severity for diagnostic in diagnostics] == ["warning"]
    assert service is not None


def test_all_steps_report_at_once(tmp_path):
    """A problem hides what may follow from it, and nothing else."""
    text = """
    doc: Animals.
    operations:
      get: { doc: One., request: 'GET animals/{id}/', examples: 1 }
      find: { doc: One., request: 'GET animals/{id}/found/', examples: [{ name: one }] }
      list: { doc: All., request: GET animals/, response: Tsk, examples: [{ name: one, response: 1 }] }
      count: { doc: How many., request: GET animals/count/, retry: unsafe }
      name: { doc: Its name., request: GET animals/name/, response: str, examples: [{ name: one, response: 1 }] }
    """
    _, diagnostics = read_spec(write_spec(tmp_path, animals=text), tmp_path)
    assert [diagnostic.rule for diagnostic in diagnostics] == [
        "wrong-kind",
        "path-parameter-missing",
        "unknown-type",
        "retry-unsafe-get",
        "example-mismatch",
    ]


def test_a_log_that_cannot_be_read_is_one_problem(tmp_path):
    waiter = "    waiter: { field: name, success: [Rex], log: animals.cries }\n"
    text = BIG.replace("    path: {", f"{waiter}    path: {{")
    cries = "  cries: { doc: List its cries., reqest: 'GET animals/{id}/cries/', response: 'list[Animal]' }\n"
    _, diagnostics = read_spec(write_spec(tmp_path, animals=text + cries), tmp_path)
    assert [diagnostic.message for diagnostic in diagnostics] == ["an operation cannot have `reqest`"]


def test_the_time_is_linear_in_the_size(tmp_path):
    """Counted in calls: four times the operations are not more than five times the work."""

    def calls(folder: Path, count: int) -> int:
        folder.mkdir()
        resources = {
            f"r{index}": BIG.replace("Animal", f"Animal{index}").replace("animals/", f"r{index}/")
            for index in range(count)
        }
        spec = write_spec(folder, **resources)
        profile = cProfile.Profile()
        service, diagnostics = profile.runcall(read_spec, spec, folder)
        assert service is not None
        assert not diagnostics
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(tmp_path / "large", 40) < 5 * calls(tmp_path / "small", 10)


# What is said of the runtime and of the emitter ----------------------------------------


def test_the_attributes_and_arguments_of_every_client_are_reserved():
    """Whatever a client offers by itself cannot be the name of something in a spec."""
    from synapse_runtime.calls.config import ClientOptions
    from synapse_runtime.client import AsyncClient, Client
    from synapse_runtime.documented_client import DocumentedClient

    offered = {
        name for client in (Client, AsyncClient, DocumentedClient) for name in dir(client) if not name.startswith("_")
    }
    offered.add("with_raw_response")  # emitted, with the types of its client
    assert offered == names.CLIENT_ATTRIBUTES, "a client has another name: change `names.CLIENT_ATTRIBUTES`"
    options = ClientOptions.__annotations__.keys()
    assert not options - names.CLIENT_ARGUMENTS, "a client has a new option: add it to `names.CLIENT_ARGUMENTS`"


def test_the_attributes_of_every_model_are_reserved():
    from synapse_runtime.serialization.model import Model

    assert {name for name in dir(Model) if not name.startswith("_")} == names.MODEL_ATTRIBUTES


# Any spec at all -----------------------------------------------------------------------

TASKS = yaml.safe_load((ROOT / "spec" / "synapse" / "resources" / "tasks.yaml").read_text("utf-8"))
JUNK = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        "",
        "x",
        "int",
        "Task",
        "list[Task]",
        "GET a/{b}/",
        "class",
        [],
        [1],
        {},
        {"type": 1},
        {"x": {}},
    ]
)


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every part of a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner_path for key, part in inner for inner_path in paths(part, (*path, key)))]


@given(st.lists(st.tuples(st.sampled_from(paths(TASKS)[1:]), JUNK | st.just("delete")), min_size=1, max_size=4))
def test_no_spec_crashes_the_rules_and_each_diagnostic_has_a_line(tmp_path_factory, changes):
    """Whatever parts of a good spec are replaced or taken away, it is judged, and nothing raises."""
    changed = copy.deepcopy(TASKS)
    for (*path, last), junk in changes:
        with contextlib.suppress(KeyError, IndexError, TypeError):  # another change took the place away
            holder = functools.reduce(operator.getitem, path, changed)
            if junk == "delete":
                del holder[last]
            else:
                holder[last] = junk
    folder = tmp_path_factory.mktemp("junk")
    text = yaml.safe_dump(changed, sort_keys=False, allow_unicode=True)
    spec = write_spec(folder, tasks="")
    (spec / "resources" / "tasks.yaml").write_text(text, encoding="utf-8")
    service, diagnostics = read_spec(spec, folder)
    assert (service is None) == any(diagnostic.severity == "error" for diagnostic in diagnostics)
    lines = {"spec/resources/tasks.yaml": text.count("\n") + 1, "spec/service.yaml": 7}
    assert all(1 <= diagnostic.location.line <= lines[diagnostic.location.file] for diagnostic in diagnostics)


PAGINATIONS = """
service: Zoo
package: zoo
version: 1.0.0
clients: { sync: Zoo, async: AsyncZoo }
pagination:
  bare: { style: page_number, page: page }
  linked: { style: link_header, results: data.items, total: X-Total }
  paths: { style: last_item, page: after, key: id, results: data.items, total: meta.total, more: meta.more }
"""
LISTS = """
doc: Animals.
operations:
  list:
    doc: List all.
    request: GET animals/
    pagination: bare
    response: int
    examples: [{ name: two, response: [1, 2] }, { name: wrong, response: { results: [1] } }]
  list_linked:
    doc: List all.
    request: GET animals/linked/
    pagination: linked
    response: int
    examples: [{ name: two, response: { data: { items: [1, 2] } } }, { name: wrong, response: { items: [1] } }]
  list_paths:
    doc: List all.
    request: GET animals/paths/
    pagination: paths
    response: int
    examples:
      - { name: one, response: { data: { items: [1] }, meta: { total: 1, more: false } } }
      - { name: wrong, response: { data: { items: [a] }, meta: { total: many } } }
"""


def test_an_example_is_a_page_of_its_style(tmp_path):
    service, _ = build_spec(tmp_path, PAGINATIONS, animals=LISTS)
    assert service is not None
    violations = validate(service, Diagnostics())
    assert [(violation.location.line, violation.message) for violation in violations] == [
        (9, "expected `list[int]`, got an object"),
        (15, "`data.items` is missing: every page of `linked` has it"),
        (23, "`meta.more` is missing: every page of `paths` has it"),
        (23, "expected `int`, got the string `a`"),
        (23, "expected `int`, got the string `many`"),
    ]
