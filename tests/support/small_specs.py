"""Small specs, written where a test needs them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from synapse_codegen.build import build
from synapse_codegen.source.loader import load_spec

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Diagnostic
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Resource, Service

SERVICE = """
service: Zoo
package: zoo
version: 1.0.0
clients: { sync: Zoo, async: AsyncZoo }
"""


def write_spec(folder: Path, service: str = SERVICE, **resources: str) -> Path:
    """Write a service and its resources as `spec` in a folder.

    Args:
        folder: Where to.
        service: The text of `service.yaml`.
        **resources: The text of each resource file by its noun; the key `resource` is added.

    Returns:
        The folder of the spec.
    """
    spec = folder / "spec"
    (spec / "resources").mkdir(parents=True)
    (spec / "service.yaml").write_text(dedent(service), encoding="utf-8")
    for noun, text in resources.items():
        file = spec / "resources" / f"{noun}.yaml"
        file.write_text(f"resource: {noun}\n{dedent(text).lstrip()}", encoding="utf-8")
    return spec


def build_spec(folder: Path, service: str = SERVICE, **resources: str) -> tuple[Service | None, list[Diagnostic]]:
    """Write a spec and build its IR."""
    return build(load_spec(write_spec(folder, service, **resources), folder))


def built(folder: Path, service: str = SERVICE, **resources: str) -> Service:
    """Build the IR of a spec without problems."""
    spec_service, diagnostics = build_spec(folder, service, **resources)
    assert spec_service is not None
    assert not diagnostics
    return spec_service


def resource_of(folder: Path, text: str, service: str = SERVICE) -> Resource:
    """Build the IR of one resource, `animals`."""
    return built(folder, service, animals=text).resources[0]


def operation_of(folder: Path, text: str, rest: str = "") -> Operation:
    """Make the representation of one operation, `animals.get`, and of what else the resource needs."""
    indented = "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
    return resource_of(folder, f"{dedent(rest)}\noperations:\n  get:\n{indented}").operations[0]
