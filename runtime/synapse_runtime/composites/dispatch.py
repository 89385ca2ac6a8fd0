"""Choose what runs an operation: its recipe, an upload and then its request, or its request alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.calls.execute import execute
from synapse_runtime.types import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

Recipe: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments, Execute], Flow[Any]]"
"""A flow that runs a composite; it calls the operations it is made of with `Execute`."""


@cache
def load_recipes() -> Mapping[str, Recipe]:
    """Return every recipe by its name in the spec. A new recipe is a module with its `Settings`, and a row here."""
    # Deferred: few calls need recipes, which load hashing, locks and threads.
    from .chunked_upload import chunked_upload
    from .collection.recipe import collection
    from .file_group import file_group
    from .for_each import for_each
    from .preferred_item import preferred_item
    from .presigned.recipe import presigned_upload

    recipes = chunked_upload, file_group, for_each, preferred_item, presigned_upload, collection
    return {recipe.__name__: recipe for recipe in recipes}


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
        return load_recipes()[operation.composite.kind](state.with_call_deadline(), operation, arguments, dispatch)
    if operation.chunked is not None:
        from .chunked_upload import upload_first  # deferred, as the recipes are

        return upload_first(state.with_call_deadline(), operation, arguments, dispatch)
    return execute(state, operation, arguments)
