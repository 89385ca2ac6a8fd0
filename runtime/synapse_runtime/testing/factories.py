"""Models for tests, made up except for what the test says: `build(Task, status="pending")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from attrs import evolve
from synapse_http.values import UNSET

from synapse_runtime.serialization.annotations import fields_of
from synapse_runtime.serialization.codec import Codec
from synapse_runtime.serialization.model import Model, unstructure

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.serialization.annotations import ModelField

    from .mock_backend import MockBackend

M = TypeVar("M")
P = ParamSpec("P")


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
            TypeError: The class is no model's, or a value has no name, or one that no field has.
        """
        if not (isinstance(model, type) and issubclass(model, Model)):
            raise TypeError(f"pass the class of a model, such as Task, not {model!r}")
        known = {field.name: field for field in fields_of(model)}
        if _ or fields.keys() - known.keys():
            raise TypeError(f"pass fields of {model.__name__} by name: {', '.join(known)}")
        passed = {name: value for name, value in fields.items() if value is not UNSET}
        files = {name: passed.pop(name) for name in [*passed] if _holds_file(known[name])}
        values = {known[name].wire_name: unstructure(value) for name, value in passed.items()}
        data = self._mock.make(model.__name__, **values)
        for field in known.values():
            if _holds_file(field) and field.wire_name in data and model.__name__ in self._bodies:
                files.setdefault(field.name, str(data.pop(field.wire_name)).encode())  # a file that holds its name
        instance = self._codec.decode(model.__name__, data)
        return evolve(instance, **files) if files else instance


def _holds_file(field: ModelField) -> bool:
    return field.type.rstrip("?") in {"file", "data_uri"}
