"""Choose what runs an operation: its recipe, an upload and then its request, or its request alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.execute import execute

if TYPE_CHECKING:
    from collections.abc import Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Operation


def dispatch(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Return the flow that runs an operation and returns its response as plain JSON data.

    All requests of a composite share one deadline.
    """
    if operation.composite is not None:
        from .registry import RECIPES  # few calls need recipes, which load hashing, locks and threads

        return RECIPES[operation.composite.kind](context.with_call_deadline(), operation, arguments, dispatch)
    if operation.chunked is not None:
        return _upload_and_execute(context.with_call_deadline(), operation, arguments)
    return execute(context, operation, arguments)


def _upload_and_execute(
    context: ClientState, operation: Operation[Any], arguments: CallArguments
) -> Generator[Effect, Any, Any]:
    from synapse_runtime.uploads.upload_first import upload_first  # as above

    fields, codec = yield from upload_first(context, operation, arguments, dispatch)
    return (yield from execute(context, operation, arguments, fields, codec))
