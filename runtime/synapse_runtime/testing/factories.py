"""Models for tests, made up where the test does not care: `build.task(status="pending")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from synapse_runtime.serialization.codec import Codec, unstructure
from synapse_runtime.serialization.converter import fields_of
from synapse_runtime.types import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.serialization.converter import ModelField
    from synapse_runtime.serialization.model import Model
    from synapse_runtime.testing.backend.rows.store import Data
    from synapse_runtime.testing.backend.views import MockState

    from .mock_backend import MockBackend

M = TypeVar("M", bound="Model")


def invented(world: MockState, model: str, members: Mapping[str, Any]) -> Data:
    """Make up an object of a model: a row as a new one would be, a body as in the examples, else what types suggest.

    Args:
        world: Where rows are, and what the examples are.
        model: Name of the model.
        members: Members that are known, by wire name.
    """
    collection = next((one for one in world.catalog.collections.values() if one.model == model), None)
    if collection is not None:
        return {**world.maker.row(collection, dict(members), {}, chosen_key=True), **members}
    return {**world.maker.sample(model), **world.catalog.body(model), **members}


class ModelFactory:
    """Makes models as the backend would answer with, or be sent. Emitted packages have one method a model.

    What is made is stored nowhere. IDs are new, and the same in each run: the seed of the mock decides.
    """

    def __init__(self, mock: MockBackend) -> None:
        """Name the mock whose examples, seed and IDs are used."""
        self._mock = mock
        self._codec = Codec(mock.service.models)
        self._bodies = {one.body.type for one in mock.service.operations() if one.body is not None}

    def _make(self, model: type[M], members: Mapping[str, object]) -> M:
        """Make a model.

        Args:
            model: Its class.
            members: What the test says, by the members' names; UNSET is made up.

        Returns:
            The model. A value that its type does not allow is kept as it is.
        """
        given = {name: value for name, value in members.items() if value is not UNSET}
        known = {one.name: one for one in fields_of(model)}
        files = {name: given.pop(name) for name in [*given] if _holds_file(known[name])}
        made = self._mock.make(model.__name__, **{known[name].wire: unstructure(one) for name, one in given.items()})
        for one in known.values():
            if _holds_file(one) and one.wire in made and model.__name__ in self._bodies:
                files.setdefault(one.name, str(made.pop(one.wire)).encode())  # a file that holds its own name
        found = self._codec.decode(model.__name__, made)
        whole: M = evolve(found, **files) if files else found
        return whole


def _holds_file(member: ModelField) -> bool:
    return member.type.rstrip("?") in {"file", "data_uri"}
