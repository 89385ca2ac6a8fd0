"""One slip in a real spec is one problem, or two, which name the cause: what follows from it is not shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from synapse_codegen.pipeline import read_spec

SPEC = Path(__file__).parents[2] / "spec" / "synapse"
TASKS = "resources/tasks.yaml"
UPLOADS = "resources/uploads.yaml"
SERVICE = "service.yaml"
LIST = r"(?m)(?<=^  list:\n)(?:    .*\n)+"
"""Everything in the first operation that is called `list`."""


def indent_less(match: re.Match[str]) -> str:
    return re.sub("(?m)^  ", "", match[0])


SLIPS = {
    "a model of the same name elsewhere": (
        "resources/projects.yaml",
        "(?m)^models:\n",
        "models:\n  Task: { doc: Another., fields: { id: str, owner: { type: str, required: true } } }\n",
        ["`Task` is declared twice"],
    ),
    "an operation on the level of its name": (TASKS, LIST, indent_less, ["`doc` stands beside an operation"]),
    "half an operation on the level of its name": (
        TASKS,
        r"(?m)(?<=^  list:\n)(    doc.*\n    doc_ko.*\n)((?:    .*\n)+)",
        lambda match: match[1] + re.sub("(?m)^  ", "", match[2]),
        ["`request` stands beside an operation"],
    ),
    "an operation inside another": (
        TASKS,
        r"(?m)^  list:\n(?:    .*\n)+",
        lambda match: re.sub("(?m)^", "  ", match[0]).rstrip(" "),
        ["an operation cannot have `list`"],
    ),
    "operations among the models": (
        TASKS,
        "(?m)^operations:\n",
        "",
        ["a model cannot have `request`", "a model cannot have `documented`", "a model cannot have `composite`"],
    ),
    "a misspelled section": (TASKS, "(?m)^models:", "model:", ["a resource cannot have `model`"]),
    "a misspelled model": (TASKS, "(?m)^  Task:", "  Tsk:", ["there is no type `Task`"]),
    "a misspelled type": (TASKS, "(?m)TaskStatus$", "TaskStats", ["there is no type `TaskStats`"]),
    "a misspelled key of two models": (TASKS, r"(?m)^    fields:", "    felds:", ["a model cannot have `felds`"]),
    "another value of an enum": (
        TASKS,
        "(?m)^      pending:",
        "      waiting:",
        ["`pending` is not a value of `TaskStatus`"],
    ),
    "another type of a field": (
        TASKS,
        "      id:\n        type: int",
        "      id:\n        type: str",
        ["expected `str`"],
    ),
    "a field that no example has": (
        TASKS,
        r"(?m)(?<=^  Task:\n)((?:    .*\n)*?    fields:\n)",
        r"\1      colour: { type: str, required: true, doc: Its colour. }\n",
        ["the required field `colour` of `Task` is missing"],
    ),
    "a misspelled request": (
        TASKS,
        "request: GET tasks/{pk}/",
        "reqest: GET tasks/{pk}/",
        ["an operation cannot have `reqest`"],
    ),
    "a misspelled request of the operation that lists a log": (
        "resources/jobs.yaml",
        "request: GET jobs/{pk}/console_logs/",
        "reqest: GET jobs/{pk}/console_logs/",
        ["an operation cannot have `reqest`"],
    ),
    "a misspelled placeholder": (
        TASKS,
        "GET tasks/{pk}/",
        "GET tasks/{id}/",
        ["`{id}` is not a declared path parameter"],
    ),
    "a list without its pagination": (
        TASKS,
        "    pagination: sdk_pages\n",
        "",
        ["`tasks.list` has no `list_all` to fill", "`returns: page_or_all` needs `pagination`"],
    ),
    "a request without its body": (
        TASKS,
        "    body: { type: TaskCreate, batch: optional }\n",
        "",
        ["`tasks.create` has no `body` to fill", "`returns: same_shape` needs a body"],
    ),
    "an operation without its response": (TASKS, "    response: Task\n", "", ["`tasks.get` has no `response`"]),
    "a documented method without a name": (
        TASKS,
        "method: get_task\n +",
        "",
        ["a documented method must have `method`"],
    ),
    "a misspelled operation": (UPLOADS, "(?m)^  create:", "  creat:", ["there is no operation `uploads.create`"]),
    "a misspelled recipe": (
        UPLOADS,
        "composite: chunked_upload",
        "composite: chunked_uplod",
        ["`composite` cannot be `chunked_uplod`"],
    ),
    "a misspelled step": (UPLOADS, "      append: ", "      apend: ", ["`chunked_upload` has no step `apend`"]),
    "a resource of another name": (
        TASKS,
        "resource: tasks",
        "resource: task s",
        ["the resource `task s` is declared in `tasks.yaml`"],
    ),
    "a misspelled pagination": (SERVICE, "(?m)^  pages:", "  page:", ["there is no pagination `pages`"]),
    "a misspelled section of paginations": (
        SERVICE,
        "(?m)^pagination:",
        "paginations:",
        ["a service cannot have `paginations`"],
    ),
    "a misspelled section of mixins": (
        SERVICE,
        "(?m)^  mixins:",
        "  mixin:",
        ["the documented face cannot have `mixin`"],
    ),
    "a misspelled mixin": (SERVICE, "(?m)^    annotation:", "    annotations:", ["there is no mixin `annotation`"]),
    "a service without its package": (SERVICE, "(?m)^package:.*\n", "", ["a service must have `package`"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_reported_once(slip, tmp_path):
    file, pattern, replacement, expected = SLIPS[slip]
    spec = shutil.copytree(SPEC, tmp_path / "spec")
    text, count = re.subn(pattern, replacement, (spec / file).read_text("utf-8"), count=2 if "two" in slip else 1)
    assert count
    (spec / file).write_text(text, encoding="utf-8")
    _, diagnostics = read_spec(spec, tmp_path)
    assert len(diagnostics) == len(expected), diagnostics
    for diagnostic, message in zip(diagnostics, expected, strict=True):
        assert diagnostic.message.startswith(message)


def test_a_copied_file_is_one_problem(tmp_path):
    """Whichever of the two comes first."""
    spec = shutil.copytree(SPEC, tmp_path / "spec")
    for copy in ("a_tasks", "z_tasks"):
        shutil.copy(spec / TASKS, spec / "resources" / f"{copy}.yaml")
    _, diagnostics = read_spec(spec, tmp_path)
    assert [diagnostic.message for diagnostic in diagnostics] == [
        "the resource `tasks` is declared in `a_tasks.yaml`",
        "the resource `tasks` is declared in `z_tasks.yaml`",
    ]


def test_a_renamed_file_is_one_problem(tmp_path):
    spec = shutil.copytree(SPEC, tmp_path / "spec")
    (spec / TASKS).rename(spec / "resources" / "task.yaml")
    _, diagnostics = read_spec(spec, tmp_path)
    assert [diagnostic.message for diagnostic in diagnostics] == ["the resource `tasks` is declared in `task.yaml`"]
