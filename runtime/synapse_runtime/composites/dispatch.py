"""Choose what runs an operation: its recipe, an upload and then its request, or its request alone."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.calls.execute import execute
from synapse_runtime.types import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

Recipe: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments, Execute], Flow[Any]]"
"""A flow that runs a composite; it calls the operations it is made of with `Execute`."""


RECIPES: Final = {
    "chunked_upload": f"{__package__}.chunked_upload",
    "collection": f"{__package__}.collection.recipe",
    "directory": "synapse_folders.recipe",
    "file_group": f"{__package__}.file_group",
    "for_each": f"{__package__}.for_each",
    "preferred_item": f"{__package__}.preferred_item",
    "presigned_upload": f"{__package__}.presigned.recipe",
}
"""Every recipe by its name in the spec, and the module with its function. A new one is a module, and a row here."""


@cache
def load_recipe(name: str) -> Recipe:
    """Load a recipe by its name; few calls need one, and those load hashing, locks and threads."""
    recipe: Recipe = getattr(import_module(RECIPES[name]), name)
    return recipe


def dispatch(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Return the flow that runs an operation and returns its response as plain JSON data.

    All requests of a composite share one deadline.

    Raises:
        InvalidArgumentError: The client is strict, and an argument is not what the spec allows.
    """
    is_checked = arguments.params is not None or arguments.body is not UNSET or state.options.strict
    if is_checked or template_of(operation).evolves:
        arguments = check_arguments(state, operation, arguments)
    if arguments.to is not None:
        from synapse_runtime.downloads.save import save  # few operations return files

        return save(state, operation, arguments, *arguments.to)
    if operation.composite is not None:
        return load_recipe(operation.composite.kind)(state.with_call_deadline(), operation, arguments, dispatch)
    if operation.chunked is not None:
        from .chunked_upload import upload_first  # deferred, as the recipes are

        return upload_first(state.with_call_deadline(), operation, arguments, dispatch)
    return execute(state, operation, arguments)
