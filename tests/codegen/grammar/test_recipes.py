"""The recipes: their rows agree with each other, and with the runtime."""

from __future__ import annotations

import attrs
import pytest
from synapse_codegen.grammar.recipes import RECIPES
from synapse_codegen.views.methods import HANDED_OUT, ITERABLES, PATHS
from synapse_folders import recipe as folders
from synapse_runtime.dispatch import RECIPES as RUNTIME_RECIPES
from synapse_transfer.recipes import chunked_upload, file_group, for_each, preferred_item
from synapse_transfer.recipes.collection import job
from synapse_transfer.recipes.presigned import recipe as presigned

SETTINGS = {
    "chunked_upload": chunked_upload.Settings,
    "file_group": file_group.Settings,
    "preferred_item": preferred_item.Settings,
    "collection": job.Settings,
    "directory": folders.Settings,
    "for_each": for_each.Settings,
    "presigned_upload": presigned.Settings,
}
STEPS = [(recipe, role) for recipe in RECIPES.values() for role in recipe.steps]


@pytest.mark.parametrize(("recipe", "role"), STEPS, ids=[f"{recipe.name}.{role}" for recipe, role in STEPS])
def test_a_step_refers_to_settings_that_exist(recipe, role):
    step = recipe.steps[role]
    inner_settings = RECIPES[step.recipe].settings if step.recipe else {}
    assert step.lists.keys() <= inner_settings.keys()
    assert {*step.lists.values()} <= recipe.settings.keys()


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_everything_is_described(recipe):
    assert recipe.doc.endswith(".")
    assert all(step.doc.endswith(".") for step in recipe.steps.values())
    assert all((kind.key_doc or kind.doc).endswith(".") for kind in recipe.settings.values())


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_optional_settings_exist_and_all_others_are_required(recipe):
    assert {*recipe.optional} <= recipe.settings.keys()
    assert {*recipe.settings_schema.required} == recipe.settings.keys() - {*recipe.optional}


def test_the_runtime_has_the_same_recipes():
    assert RECIPES.keys() == RUNTIME_RECIPES.keys() == SETTINGS.keys()


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_runtime_reads_the_same_settings(recipe):
    fields = attrs.fields(SETTINGS[recipe.name])
    assert [field.name for field in fields] == [*recipe.settings]
    assert {field.name for field in fields if field.default is attrs.NOTHING} == {*recipe.settings_schema.required}


def test_what_methods_know_of_recipes_is_there():
    assert {recipe.name for recipe in RECIPES.values() if recipe.hands_out} == HANDED_OUT.keys()
    for arguments in (PATHS, ITERABLES):
        assert all(names <= RECIPES[recipe].settings.keys() for recipe, names in arguments.items())
