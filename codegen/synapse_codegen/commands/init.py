"""`init`: write the spec, the project and the tests of a new service. The files stand in `scaffold/`."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from synapse_codegen.grammar import json_schema
from synapse_codegen.naming import class_name, is_snake_case

from .project import GENERATE, OK, SCHEMA_FILE, SERVICE_FILE, CommandError, display_path

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

SCAFFOLD: Final = Path(__file__).parents[1] / "scaffold"

OF_A_PROJECT: Final[Mapping[str, str]] = {
    "pyproject.toml": "pyproject.toml.template",
    "README.md": "README.md.template",
}
"""Path of a file to its template, for files that a project has once."""

OF_A_SERVICE: Final[Mapping[str, str]] = {
    f"spec/$package/{SERVICE_FILE}": "service.yaml.template",
    "spec/$package/resources/items.yaml": "items.yaml.template",
    "tests/test_$package.py": "test.py.template",
}
"""The same for files that each service has."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the name of the service."""
    parser.add_argument("name", help="name of the package, such as petshop; the files are written into a folder of it")


def run(options: argparse.Namespace) -> int:
    """Write a service, into the project around the current folder or into a folder of its own.

    Raises:
        CommandError: The name does not fit, or a file exists.
    """
    package: str = options.name
    if not is_snake_case(package) or package in sys.stdlib_module_names:
        raise CommandError(f"`{package}` cannot be a package: take a name in snake_case, such as `petshop`")
    is_project = Path("pyproject.toml").is_file()
    root = Path() if is_project else Path(package)
    names = {"package": package, "client": class_name(package), "environment": package.upper()}
    templates = {**({} if is_project else OF_A_PROJECT), **OF_A_SERVICE}
    files = {
        root / Template(path).substitute(names): Template((SCAFFOLD / name).read_text("utf-8")).substitute(names)
        for path, name in templates.items()
    }
    if not (root / "spec" / SCHEMA_FILE).exists():
        files[root / "spec" / SCHEMA_FILE] = json_schema()
    for path in files:
        if path.exists():
            raise CommandError(f"{display_path(path)} exists, and nothing is written: take another name, or move it")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {display_path(path)}")
    steps = [
        *([] if is_project else [f"cd {package}"]),
        f"{GENERATE:<30} # spec/{package} to generated/{package}",
        f"{'python -m pytest':<30} # its tests, against a mock; `generated` must be on the path",
    ]
    print("\nnext:", *steps, sep="\n  ")
    return OK
