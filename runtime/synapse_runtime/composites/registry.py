"""The table of recipes: which flow runs each kind of composite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .chunked_upload import chunked_upload
from .collection.recipe import collection
from .file_group import file_group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

Recipe: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments, Execute], Flow[Any]]"
"""A flow that runs a composite; it calls the operations it is made of with `Execute`."""

RECIPES: Mapping[str, Recipe] = {
    "chunked_upload": chunked_upload,
    "file_group": file_group,
    "collection": collection,
}
"""Every recipe by its name in the spec. A new recipe is a module with its `Settings`, and a row."""
