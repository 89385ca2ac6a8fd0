"""Modules that offer names of others, and load these when a name is first used."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PACKAGES = {"synapse_runtime", "anyio", "certifi", "httpx", "opentelemetry", "tqdm"}
"""What is imported when it is first needed: this package, what it uses, and the packages that are lazy by it."""


def lazy(package: str, offered: Mapping[str, tuple[str, ...]]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a module.

    Args:
        package: Name of the module.
        offered: Names of other modules that it offers, by module. Those of the module itself
            are the modules inside it.

    Returns:
        The two functions, to be assigned in the module.
    """
    PACKAGES.add(package.partition(".")[0])
    origins = {name: module for module, names in offered.items() for name in names}

    def get(name: str) -> Any:
        if name not in origins:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        origin = origins[name]
        inside = origin == package
        found = import_module(f"{package}.{name}") if inside else getattr(import_module(origin), name)
        setattr(sys.modules[package], name, found)
        return found

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *origins})

    return get, names
