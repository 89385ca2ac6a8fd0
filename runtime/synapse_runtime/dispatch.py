"""Choose what runs an operation: its recipe, an upload and then its request, or its request alone."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.execute import execute

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

Recipe: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments, Execute], Flow[Any]]"
"""A flow that runs a composite; it calls the operations it is made of with `Execute`."""


RECIPES: Final = {
    "chunked_upload": "synapse_transfer.recipes.chunked_upload",
    "collection": "synapse_transfer.recipes.collection.recipe",
    "directory": "synapse_folders.recipe",
    "file_group": "synapse_transfer.recipes.file_group",
    "for_each": "synapse_transfer.recipes.for_each",
    "preferred_item": "synapse_transfer.recipes.preferred_item",
    "presigned_upload": "synapse_transfer.recipes.presigned.recipe",
}
"""Every recipe by its name in the spec, and the module with its function. A new one is a module, and a row here."""

TRANSFERS: Final = {
    "save": "synapse_transfer.downloads.save",
    "upload_first": "synapse_transfer.recipes.chunked_upload",
}
"""What runs a request whose response goes to a file, or whose body's file travels ahead of it."""


@cache
def load_recipe(name: str) -> Recipe:
    """Load a recipe by its name; few calls need one, and those load hashing, locks and threads."""
    recipe: Recipe = getattr(import_module({**RECIPES, **TRANSFERS}[name]), name)
    return recipe


def dispatch(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Return the flow that runs an operation and returns its response as plain JSON data.

    All requests of a composite share one deadline.

    Raises:
        InvalidArgumentError: The client is strict, and an argument is not what the spec allows.
    """
    arguments = check_arguments(state, operation, arguments)
    if arguments.to is not None:
        recipe = load_recipe("save")
    elif operation.composite is not None:
        recipe = load_recipe(operation.composite.kind)
    elif operation.chunked is not None:
        recipe = load_recipe("upload_first")
    else:
        return execute(state, operation, arguments)
    return recipe(state.with_call_deadline(), operation, arguments, dispatch)
