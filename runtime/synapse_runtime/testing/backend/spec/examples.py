"""The examples of the spec, as the generator emits them."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen
from synapse_http.values import is_list, is_object, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Operation, Service


@frozen
class Example:
    """A call and its response."""

    name: str
    arguments: Mapping[str, Any]
    """Path, query, headers and body fields, by wire name."""
    response: Any
    status: int
    request: Any = None
    """The body on the wire; None if the arguments are its fields."""

    @property
    def body(self) -> Mapping[str, Any]:
        """The fields of the body, mixed with the other arguments if `request` is None."""
        return self.request if is_object(self.request) else self.arguments


def load_examples(service: Service) -> Mapping[str, tuple[Example, ...]]:
    """Return all examples of a service by operation name. All its mocks share them, and change none.

    Args:
        service: The service; its package has a file `examples/<resource>.json` for each resource.
    """
    return _load_examples(service.package, service.resources)


@cache
def _load_examples(package: str, resource_names: tuple[str, ...]) -> Mapping[str, tuple[Example, ...]]:
    folder = resources.files(package) / "examples"
    return MappingProxyType(
        {
            name: tuple(map(_read, examples))
            for resource in resource_names
            for name, examples in json.loads((folder / f"{resource}.json").read_bytes())["examples"].items()
        }
    )


def _read(example: JsonObject) -> Example:
    return Example(
        name=example.get("name", ""),
        arguments=example.get("arguments") or {},
        response=example.get("response"),
        status=example.get("status", 200),
        request=example.get("request"),
    )


def iter_rows(operation: Operation[Any], example: Example, results: str) -> Iterator[JsonObject]:
    """Yield the rows in an example's response.

    Args:
        operation: The operation.
        example: One of its examples.
        results: Key of the rows in a page, or the path of it.
    """
    response = example.response
    if operation.pagination and is_object(response):
        response = value_at(results, response)
    for row in response if is_list(response) else [response]:
        if is_object(row):
            yield row
