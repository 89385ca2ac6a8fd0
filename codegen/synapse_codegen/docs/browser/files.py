"""What ▶ Run needs beside the pages: Python for browsers, and the packages of the service in one archive."""

from __future__ import annotations

import io
import json
import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER: Final = "run"
PYODIDE_FILES: Final = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
"""What Pyodide's package on npm holds of Python itself; it loads others by name, and none is asked for."""
EXTRA: Final = "mock"
"""The extra of the service's distribution with what its mock needs."""

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class BrowserError(Exception):
    """Something that ▶ Run needs is missing."""


def read_browser_files(pyodide: Path, distribution_name: str, packages: Sequence[Path]) -> dict[str, bytes]:
    """Read what a browser loads by the first click on ▶ Run.

    Args:
        pyodide: The folder of Pyodide, such as `node_modules/pyodide`.
        distribution_name: The distribution of the service, whose requirements are installed here.
        packages: The folders of the packages that it holds, the emitted one first.

    Returns:
        Path below the folder of the site to content.

    Raises:
        BrowserError: A file or a package is missing.
    """
    missing = [name for name in PYODIDE_FILES if not (pyodide / name).is_file()]
    if missing:
        raise BrowserError(f"{pyodide} has no {', '.join(missing)}: name the folder of the npm package `pyodide`")
    files = {f"{FOLDER}/{name}": (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    sources = _installed_files(distribution_name)
    for package in packages:
        sources |= _package_files(package)
    files[f"{FOLDER}/packages.zip"] = _pack(sources)
    files[f"{FOLDER}/settings.json"] = json.dumps({"package": packages[0].name}).encode()
    return files


def _package_files(folder: Path) -> dict[str, bytes]:
    """Read a package from its sources."""
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }


def _installed_files(name: str) -> dict[str, bytes]:
    """Read the requirements of a distribution, and theirs, from where they are installed."""
    try:
        own = distribution(name)
    except PackageNotFoundError:
        raise BrowserError(f"{name} is not installed here, so that nobody knows what it requires") from None
    files: dict[str, bytes] = {}
    for found in _requirements(own, {EXTRA}, {name}):
        for path in found.files or ():
            source = Path(str(path.locate()))
            if ".." not in path.parts and source.is_file() and path.suffix != ".pyc":
                files[path.as_posix()] = source.read_bytes()
    return files


def _requirements(own: Distribution, extras: Iterable[str], seen: set[str]) -> Iterator[Distribution]:
    for requirement in own.requires or ():
        name, _, marker = requirement.partition(";")
        extra = re.search(r"extra\s*==\s*['\"](\w+)['\"]", marker)
        match = _NAME.match(name.strip())
        assert match is not None
        if match[0] in seen or (extra and extra[1] not in extras):
            continue
        seen.add(match[0])
        try:
            required = distribution(match[0])
        except PackageNotFoundError:  # of another system or version of Python
            continue
        yield required
        yield from _requirements(required, (), seen)


def _pack(files: dict[str, bytes]) -> bytes:
    """Return an archive that is the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
