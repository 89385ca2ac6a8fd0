"""The imports of an emitted module: exactly those it needs, none of them shadowed."""

from __future__ import annotations

from synapse_codegen.python.imports import ImportBlock, ImportLine, Imports


def names(blocks):
    """What is imported, by module."""
    return {line.module: line.names for block in blocks for line in block.lines}


def test_what_runs_is_imported_and_what_is_only_mentioned_is_not():
    imports = Imports("zoo")
    assert imports.use("functools", "cached_property") == "cached_property"
    assert imports.mention("datetime", "datetime") == "datetime"
    view = imports.view()
    assert names(view.at_run_time) == {"functools": ("cached_property",), "typing": ("TYPE_CHECKING",)}
    assert names(view.for_checkers) == {"datetime": ("datetime",)}


def test_blocks_are_the_standard_library_the_runtime_and_the_package():
    imports = Imports("zoo")
    for module, name in (("zoo.models", "Cat"), ("synapse_runtime", "UNSET"), ("enum", "StrEnum"), ("json", "")):
        imports.use(module, name)
    assert imports.view().at_run_time == (
        ImportBlock(("json",), (ImportLine("enum", ("StrEnum",)),)),
        ImportBlock((), (ImportLine("synapse_runtime", ("UNSET",)),)),
        ImportBlock((), (ImportLine("zoo.models", ("Cat",)),)),
    )
    assert imports.view().for_checkers == ()


def test_a_taken_name_is_known_by_another():
    imports = Imports("zoo", taken={"tasks", "tasks_"})
    assert imports.use("zoo.resources", "tasks") == "tasks__"
    assert names(imports.view().at_run_time) == {"zoo.resources": ("tasks as tasks__",)}
    assert imports.builtin("list") == "list"
    assert Imports("zoo", taken={"list"}).builtin("list") == "builtins.list"


def test_two_things_of_one_name_are_told_apart():
    imports = Imports("zoo")
    assert imports.use("one", "Thing") == "Thing"
    assert imports.use("two", "Thing") == "Thing_"
    assert imports.use("one", "Thing") == "Thing"


def test_names_are_ordered_as_the_linter_wants():
    imports = Imports("zoo")
    for name in ("name_10", "name_2", "CONSTANT", "Class", "X", "another_name"):
        imports.use("zoo.models", name)
    assert names(imports.view().at_run_time) == {
        "zoo.models": ("CONSTANT", "Class", "X", "another_name", "name_2", "name_10")
    }
