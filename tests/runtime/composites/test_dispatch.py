"""The table of recipes: each reads all settings that a spec may give it, and no other."""

from __future__ import annotations

import attrs
import pytest
from synapse_codegen.grammar import recipes
from synapse_runtime.composites import chunked_upload, file_group, for_each, preferred_item
from synapse_runtime.composites.collection import job
from synapse_runtime.composites.dispatch import load_recipes
from synapse_runtime.composites.presigned import recipe as presigned
from synapse_sdk import SERVICE

READ = {
    "chunked_upload": chunked_upload.Settings,
    "file_group": file_group.Settings,
    "preferred_item": preferred_item.Settings,
    "for_each": for_each.Settings,
    "presigned_upload": presigned.Settings,
    "collection": job.Settings,
}


@pytest.mark.parametrize("name", load_recipes())
def test_a_recipe_reads_the_settings_that_the_spec_language_knows(name):
    fields = {field.name: field.default is attrs.NOTHING for field in attrs.fields(READ[name])}
    recipe = recipes.RECIPES[name]
    assert fields == {setting: setting not in recipe.optional for setting in recipe.settings}


def test_every_composite_of_the_service_has_a_recipe_that_reads_its_settings():
    composites = [operation.composite for operation in SERVICE.operations() if operation.composite]
    assert {composite.kind for composite in composites} == load_recipes().keys()
    for composite in composites:
        READ[composite.kind](**composite.settings)
