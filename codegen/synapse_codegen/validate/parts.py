"""Which part of a spec a location belongs to, so that one mistake is reported once."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir import Service


class Part(NamedTuple):
    """A declaration of a spec file, or what stands before the first one."""

    file: str
    position: tuple[int, int] = (0, 0)
    name: str = ""


class Parts:
    """The declarations of a service: models, unions, enums and operations."""

    def __init__(self, service: Service) -> None:
        self._parts: dict[str, list[Part]] = {}
        for resource in service.resources:
            declared = (*resource.enums, *resource.models, *resource.operations)
            parts = [Part(resource.file, entry.source.position, entry.name) for entry in declared]
            self._parts[resource.file] = [Part(resource.file), *sorted(parts)]

    @property
    def all(self) -> Iterator[Part]:
        """All parts of the resources."""
        for parts in self._parts.values():
            yield from parts

    def find(self, location: SourceLocation) -> Part:
        """Return the part that a location belongs to. The file of the service is one part."""
        parts = self._parts.get(location.file, [Part(location.file)])
        return parts[bisect_right(parts, location.position, key=lambda part: part.position) - 1]
