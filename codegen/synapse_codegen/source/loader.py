"""Load the files of a spec: `service.yaml` and `resources/*.yaml`, as nodes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen.diagnostics import Diagnostic, Diagnostics, SourceLocation, sort_diagnostics

from . import yaml_parser
from .nodes import MappingNode
from .yaml_parser import location_after, parse_yaml

if TYPE_CHECKING:
    from .nodes import Value

SERVICE_FILE: Final = "service.yaml"
RESOURCE_FOLDER: Final = "resources"
RULE_IDS: Final = ("spec-layout", "unreadable-file", "wrong-kind", *yaml_parser.RULE_IDS)
"""The rules that this module reports."""


class LoadedSpec(NamedTuple):
    """The files of one spec."""

    service: MappingNode | None
    """The content of `service.yaml`, or None if it could not be read."""
    resources: tuple[MappingNode, ...]
    """The content of each readable resource file, by file name."""
    complete: bool
    """Whether every file could be read."""
    diagnostics: tuple[Diagnostic, ...]
    """Problems of the files themselves."""


_parsed: dict[tuple[str, str], tuple[Value, Diagnostics]] = {}
"""The files of the last spec, by content and name: most are the same after an edit, and in another revision."""


def load_spec(path: Path, root: Path | None = None) -> LoadedSpec:
    """Load `service.yaml` and `resources/*.yaml` of a folder.

    Args:
        path: The folder of the spec.
        root: The folder that file names in diagnostics are relative to; by default the
            current one.

    Returns:
        The readable files, and the problems of the others.
    """
    loader = _Loader(root or Path.cwd())
    if not path.is_dir():
        loader.layout_error(path, "this folder does not exist", f"name the folder that holds `{SERVICE_FILE}`")
        return LoadedSpec(None, (), complete=False, diagnostics=tuple(loader.diagnostics))
    service = None
    if (path / SERVICE_FILE).exists():
        service = loader.load(path / SERVICE_FILE)
    else:
        hint = "add it: it names the service, its package and its clients"
        loader.layout_error(path, f"`{SERVICE_FILE}` is missing", hint)
    nodes: list[MappingNode | None] = []
    files = sorted((path / RESOURCE_FOLDER).glob("*"))
    if not files:
        hint = "describe each resource in a `<resource>.yaml` there"
        loader.layout_error(path / RESOURCE_FOLDER, "there are no resources", hint)
    for file in files:
        if file.suffix == ".yaml":
            nodes.append(loader.load(file))
        elif not file.name.startswith("."):
            loader.layout_error(file, "this is not a resource file", "name it `<resource>.yaml`, or move it")
    _parsed.clear()
    _parsed.update(loader.parsed)
    resources = tuple(node for node in nodes if node is not None)
    complete = service is not None and len(resources) == len(nodes)
    return LoadedSpec(service, resources, complete, tuple(sort_diagnostics(loader.diagnostics)))


class _Loader:
    """Loads files, and collects their problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.parsed: dict[tuple[str, str], tuple[Value, Diagnostics]] = {}
        self.diagnostics = Diagnostics()

    def display_name(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()

    def layout_error(self, path: Path, message: str, hint: str) -> None:
        self.diagnostics.add(SourceLocation(self.display_name(path), 1, 1), "spec-layout", message, hint)

    def load(self, path: Path) -> MappingNode | None:
        file = self.display_name(path)
        start = SourceLocation(file, 1, 1)
        try:
            content = path.read_bytes()
        except OSError as error:
            self.diagnostics.add(start, "unreadable-file", f"the file cannot be read: {error.strerror}")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            location = location_after(content[: error.start].decode("utf-8-sig"), file)
            self.diagnostics.add(location, "unreadable-file", "the file is not UTF-8 from here on", "save it as UTF-8")
            return None
        value, diagnostics = self.parsed[text, file] = _parsed.get((text, file)) or parse_yaml(text, file)
        self.diagnostics += diagnostics
        if any(diagnostic.rule != "duplicate-key" for diagnostic in diagnostics):  # of two equal keys the first counts
            return None
        if isinstance(value, MappingNode):
            return value
        message = "the file is empty" if value is None else "the file is not a mapping"
        self.diagnostics.add(start, "wrong-kind", message, "write `key: value` lines")
        return None
