"""The examples of the spec, as the generator emits them."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_runtime.types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_runtime.operation import Operation, Service


class Example(NamedTuple):
    """One call, both ways."""

    name: str
    arguments: Mapping[str, Any]
    """Path, query, headers and body fields, by wire name."""
    response: Any
    status: int
    request: Any = None
    """The body as it travels, where the arguments do not say it."""

    @property
    def body(self) -> Mapping[str, Any]:
        """The members of the body, mixed with the other arguments where no `request` was given."""
        return self.request if is_object(self.request) else self.arguments


def load(service: Service) -> Mapping[str, tuple[Example, ...]]:
    """Read all examples of a service.

    Args:
        service: Whose package `<package>.examples` holds one module for each resource.

    Returns:
        Operation name to its examples.
    """
    found: dict[str, tuple[Example, ...]] = {}
    for noun in service.resources:
        examples: Mapping[str, list[dict[str, Any]]] = import_module(f"{service.package}.examples.{noun}").EXAMPLES
        for name, listed in examples.items():
            found[name] = tuple(
                Example(
                    one.get("name", ""),
                    one.get("arguments") or {},
                    one.get("response"),
                    one.get("status", 200),
                    one.get("request"),
                )
                for one in listed
            )
    return MappingProxyType(found)


def rows(operation: Operation[Any], example: Example, results: str) -> Iterator[dict[str, Any]]:
    """The rows an example answers with.

    Args:
        operation: What is called.
        example: One of its examples.
        results: Key of a page's rows.
    """
    response = example.response
    if operation.pagination and is_object(response):
        response = response.get(results)
    for row in response if is_list(response) else [response]:
        if is_object(row):
            yield row
