"""Public names: a package offers names of other modules and imports each when it is first used.

Imports are deferred so that `import` of a generated package stays fast.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from synapse_http.packages import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_MACHINERY = frozenset({"TYPE_CHECKING", "annotations", "lazy_exports"})
"""Names of each such module that nobody looks for in it."""


_EMITTED = frozenset({
    *("__init__", "__main__", "__pycache__", "client", "examples", "models", "operations", "pytest_plugin"),
    *("raw_responses", "resources", "service", "testing"),
})  # fmt: skip
"""Modules and folders of each generated package."""


class ApiDeprecationWarning(FutureWarning):
    """An old name, or something that is deprecated, is used. The message says what to use instead.

    Python shows a FutureWarning wherever the line is, once for each line.
    """


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn at the line of the caller: the first frame that is not of this package."""
    import warnings  # loaded already in most processes

    # `skip_file_prefixes` of `warn` came with Python 3.12, and to load `inspect` takes as long as the client.
    frame, level = sys._getframe(1), 2  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as above
    passed = {*PACKAGES, "enum"}
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] in passed:
        frame, level = frame.f_back, level + 1
    if frame.f_globals.get("__name__", "") != "importlib._bootstrap":  # it only asks whether a module has the name
        warnings.warn(message, category, stacklevel=level)


def lazy_exports(
    package: str,
    origins: Mapping[str, Iterable[str]],
    *,
    distribution: str = "",
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a module with lazy names (PEP 562).

    Args:
        package: Name of the module.
        origins: Module to the names that come from it. The names listed for `package` itself
            are its submodules.
        distribution: The distribution whose version is `__version__`; none by default.
        renamed: Old names to new ones. Each use of an old name warns.
    """
    PACKAGES.add(package.partition(".")[0])
    modules = {name: module for module, names in origins.items() for name in names}
    if distribution:
        modules["__version__"] = ""
        _warn_of_other_files(package, distribution, {module.split(".")[1] for module in origins if "." in module})

    def get_export(name: str) -> Any:
        if name in renamed:
            warn_caller(f"{package}.{name} is now {renamed[name]}", ApiDeprecationWarning)
            return getattr(sys.modules[package], renamed[name])
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = modules[name]
        if not module:
            export: Any = _read_version(distribution)
        elif module == package:
            export = import_module(f"{package}.{name}")
        else:
            export = getattr(import_module(module), name)
        setattr(sys.modules[package], name, export)
        return export

    def list_names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *modules} - _MACHINERY)

    return get_export, list_names


def _warn_of_other_files(package: str, distribution: str, modules: set[str]) -> None:
    """Warn if another distribution has installed a package of the same name into the same folder."""
    folder = os.path.dirname(getattr(sys.modules[package], "__file__", ""))  # noqa: PTH120 - pathlib is slow
    try:
        names = {name.removesuffix(".py") for name in os.listdir(folder)}  # noqa: PTH208 - likewise
    except OSError:  # in a zip file there are no folders
        return
    if others := sorted(name for name in names - _EMITTED - modules if name.isidentifier()):
        import warnings  # loaded already in most processes

        warnings.warn(
            f"{folder} also holds files of another distribution than {distribution}: {', '.join(others)}. "
            "Uninstall both, then install the one you need",
            stacklevel=4,
        )


def _read_version(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # takes longer than to import a client

    try:
        return version(distribution)
    except PackageNotFoundError:
        raise AttributeError(f"the version is not known: {distribution} is not installed") from None
