"""Models for tests, made up except for what the test says: `build(Task, status="pending")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from attrs import evolve

from synapse_runtime.serialization.codec import Codec, unstructure
from synapse_runtime.serialization.converter import fields_of
from synapse_runtime.types import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.serialization.converter import ModelField
    from synapse_runtime.testing.backend.rows.store import Data
    from synapse_runtime.testing.backend.views import MockState

    from .mock_backend import MockBackend

M = TypeVar("M")
P = ParamSpec("P")


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
    """Makes models for tests: `build(Task, status="pending")`. What is not passed is made up.

    The models are as the backend would return them, or be sent them; they are not stored. IDs are new, and the
    same in each run: the seed of the mock decides.
    """

    def __init__(self, mock: MockBackend) -> None:
        """Choose the mock whose examples, seed and IDs are used."""
        self._mock = mock
        self._codec = Codec(mock.service.models)
        self._bodies = {operation.body.type for operation in mock.service.operations() if operation.body is not None}

    # The first form lets editors complete the fields of the model, the second makes all of them optional.
    @overload
    def __call__(self, model: Callable[P, M], /, *_: P.args, **fields: P.kwargs) -> M: ...
    @overload
    def __call__(self, model: type[M], /, *_: object, **fields: Any) -> M: ...
    def __call__(self, model: Any, /, *_: object, **fields: Any) -> Any:
        """Make a model.

        Args:
            model: Its class.
            fields: Values by field name. UNSET is made up, as if it were not passed.

        Returns:
            The model. A value that does not fit its type is kept as it is.

        Raises:
            TypeError: A value has no name, or one that no field has.
        """
        known = {field.name: field for field in fields_of(model)}
        if _ or fields.keys() - known.keys():
            raise TypeError(f"pass fields of {model.__name__} by name: {', '.join(known)}")
        passed = {name: value for name, value in fields.items() if value is not UNSET}
        files = {name: passed.pop(name) for name in [*passed] if _holds_file(known[name])}
        made = self._mock.make(
            model.__name__, **{known[name].wire: unstructure(value) for name, value in passed.items()}
        )
        for field in known.values():
            if _holds_file(field) and field.wire in made and model.__name__ in self._bodies:
                files.setdefault(field.name, str(made.pop(field.wire)).encode())  # a file that holds its own name
        decoded = self._codec.decode(model.__name__, made)
        return evolve(decoded, **files) if files else decoded


def _holds_file(member: ModelField) -> bool:
    return member.type.rstrip("?") in {"file", "data_uri"}
