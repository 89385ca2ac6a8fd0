"""The recipe behind a method that plans a folder: fetch the collection, read the folder, and return the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen
from synapse_runtime import DecodeError
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.flow.effects import run_in_thread
from synapse_transfer.recipes.collection.job import Settings as CollectionSettings

from .plan import DirectoryPlan
from .planning.planner import read_directory
from .units import Specification, Target

if TYPE_CHECKING:
    from synapse_runtime import Flow, Operation
    from synapse_runtime.calls.build_request import Execute
    from synapse_runtime.calls.client_state import ClientState


@frozen(kw_only=True)
class Settings:
    """What the spec says of a method that plans a folder: names of its arguments, and a field of a specification.

    The recipes of the generator describe each setting.
    """

    collection: str
    project: str
    root: str
    layout: str
    map: str
    manifest: str
    metadata: str
    key: str
    type: str


def directory(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[DirectoryPlan]:
    """Plan the upload of a folder into a collection; nothing is sent."""
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    named = arguments.named
    upload = state.service.operation(operation.composite.steps["upload"])
    assert upload.composite is not None
    inner = CollectionSettings(**upload.composite.settings)
    fetch = state.service.operation(upload.composite.steps["collection"])
    (parameter,) = template_of(fetch).path
    collection_id = named[settings.collection]
    collection = yield from execute(state, fetch, CallArguments({parameter.name: collection_id}))
    specifications = _read_specifications(fetch, collection, inner, settings)
    names = ("root", "layout", "map", "manifest", "metadata", "key")
    chosen: dict[str, Any] = {name: named.get(getattr(settings, name)) for name in names}
    contents = yield from run_in_thread(partial(read_directory, specifications, **chosen))
    target = Target(
        operation=upload.name,
        collection=collection_id,
        name=str(collection.get("name") or ""),
        project=named.get(settings.project),
    )
    assert arguments.client is not None
    return DirectoryPlan(arguments.client, target, contents)


def _read_specifications(
    fetch: Operation[Any], collection: Any, inner: CollectionSettings, settings: Settings
) -> dict[str, Specification]:
    try:
        rules = [(rule[inner.name], rule) for rule in collection[inner.specifications]]
    except (TypeError, KeyError):
        message = f"{fetch.name}: the response shows no {inner.specifications}"
        raise DecodeError(message, response=collection) from None
    return {
        name: Specification(name, bool(rule.get(inner.required)), str(rule.get(settings.type) or ""))
        for name, rule in rules
    }
