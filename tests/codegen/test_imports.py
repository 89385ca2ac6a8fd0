"""The imports of an emitted module: exactly those it needs, none of them shadowed."""

from __future__ import annotations

from synapse_codegen.imports import Imports


def test_what_runs_is_imported_and_what_is_only_mentioned_is_not():
    imports = Imports("zoo")
    assert imports.use("functools", "cached_property") == "cached_property"
    assert imports.mention("datetime", "datetime") == "datetime"
    view = imports.view()
    assert view.at_run_time == "from functools import cached_property\nfrom typing import TYPE_CHECKING"
    assert view.for_checkers == "    from datetime import datetime"


def test_blocks_are_the_standard_library_the_runtime_and_the_package():
    imports = Imports("zoo")
    for module, name in (("zoo.models", "Cat"), ("synapse_runtime.types", "UNSET"), ("enum", "StrEnum"), ("json", "")):
        imports.use(module, name)
    assert imports.view().at_run_time == (
        "import json\nfrom enum import StrEnum\n\nfrom synapse_runtime.types import UNSET\n\nfrom zoo.models import Cat"
    )
    assert imports.view().for_checkers == ""


def test_a_taken_name_is_known_by_another():
    imports = Imports("zoo", taken={"tasks", "tasks_"})
    assert imports.use("zoo.resources", "tasks") == "tasks__"
    assert "from zoo.resources import tasks as tasks__" in imports.view().at_run_time
    assert imports.builtin("list") == "list"
    assert Imports("zoo", taken={"list"}).builtin("list") == "builtins.list"


def test_two_things_of_one_name_are_told_apart():
    imports = Imports("zoo")
    assert imports.use("one", "Thing") == "Thing"
    assert imports.use("two", "Thing") == "Thing_"
    assert imports.use("one", "Thing") == "Thing"


def test_long_lines_are_exploded_and_ordered_as_the_linter_wants():
    imports = Imports("zoo")
    names = [f"name_{number}" for number in (10, 2)] + ["CONSTANT", "Class", *(f"another_name_{n}" for n in range(9))]
    for name in names:
        imports.use("zoo.models", name)
    lines = imports.view().at_run_time.splitlines()
    assert lines[0] == "from zoo.models import ("
    assert lines[1:3] == ["    CONSTANT,", "    Class,"]
    assert lines[-3:] == ["    name_2,", "    name_10,", ")"]
