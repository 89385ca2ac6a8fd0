"""The table of recipes: each reads all settings that a spec may give it, and no other."""

from __future__ import annotations

import attrs
import pytest
from synapse_codegen.grammar import recipes
from synapse_folders import recipe as folders
from synapse_runtime.dispatch import RECIPES, load_recipe
from synapse_sdk import SERVICE
from synapse_transfer.recipes import chunked_upload, file_group, for_each, preferred_item
from synapse_transfer.recipes.collection import job
from synapse_transfer.recipes.presigned import recipe as presigned

READ = {
    "chunked_upload": chunked_upload.Settings,
    "file_group": file_group.Settings,
    "preferred_item": preferred_item.Settings,
    "for_each": for_each.Settings,
    "presigned_upload": presigned.Settings,
    "collection": job.Settings,
    "directory": folders.Settings,
}


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_reads_the_settings_that_the_spec_language_knows(name):
    fields = {field.name: field.default is attrs.NOTHING for field in attrs.fields(READ[name])}
    recipe = recipes.RECIPES[name]
    assert fields == {setting: setting not in recipe.optional for setting in recipe.settings}


def test_every_composite_of_the_service_has_a_recipe_that_reads_its_settings():
    composites = [operation.composite for operation in SERVICE.operations() if operation.composite]
    assert {composite.kind for composite in composites} == RECIPES.keys()
    for composite in composites:
        READ[composite.kind](**composite.settings)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_a_function_of_its_name_in_its_module(name):
    assert load_recipe(name).__name__ == name
