"""Packages generated from the specs under `tests/specs`, and variants of them."""

from __future__ import annotations

import atexit
import json
import shutil
import sys
import tempfile
from functools import cache
from importlib import import_module
from importlib.util import spec_from_file_location
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from synapse_codegen.pipeline import generate_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synapse_runtime.operation import Operation, Service

_numbers = count(1)
SPECS = Path(__file__).parents[1] / "specs"


@cache
def generated(name: str) -> Service:
    """Generate the package of a spec, make it importable, and return its service."""
    files, diagnostics = generate_package(SPECS / name)
    assert files is not None, diagnostics
    folder = _make_folder()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    sys.path.append(str(folder))
    service: Service = import_module(next(iter(files)).partition("/")[0]).SERVICE
    return service


def examples_of(service: Service) -> dict[str, list[dict[str, Any]]]:
    """Return the examples of a generated package, by operation."""
    folder = Path(str(import_module(service.package).__file__)).parent / "examples"
    return {
        name: examples
        for resource in service.resources
        for name, examples in json.loads((folder / f"{resource}.json").read_bytes())["examples"].items()
    }


def variant(
    service: Service,
    operations: Iterable[Operation[Any]] | None = None,
    examples: Mapping[str, list[dict[str, Any]]] | None = None,
    models: Mapping[str, Any] | None = None,
) -> Service:
    """Return a variant of a service, which no spec can describe.

    Args:
        service: The service of a generated package.
        operations: Its operations; by default those of the package.
        examples: Examples by operation; by default those of the package. The spec demands one for each.
        models: Models to replace those of the package.
    """
    operations = service.operations() if operations is None else [*operations]
    examples = examples_of(service) if examples is None else examples
    folder, package = _make_folder(), f"{service.package}_{next(_numbers)}"
    _add_module(package).__spec__ = spec_from_file_location(package, folder / "__init__.py")  # finds the examples
    vars(_add_module(f"{package}.models")).update(vars(import_module(service.models)), **(models or {}))
    resources = list(dict.fromkeys(operation.name.partition(".")[0] for operation in operations))
    (folder / "examples").mkdir()
    for resource in resources:
        own = [operation for operation in operations if operation.name.startswith(f"{resource}.")]
        constants = {operation.name.partition(".")[2].upper(): operation for operation in own}
        vars(_add_module(f"{package}.operations.{resource}")).update(constants)
        content = {"examples": {operation.name: examples.get(operation.name, []) for operation in own}}
        (folder / "examples" / f"{resource}.json").write_text(json.dumps(content), "utf-8")
    return service._replace(package=package, resources=tuple(resources))


def _make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="generated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _add_module(name: str) -> ModuleType:
    module = sys.modules[name] = ModuleType(name)
    return module
