"""The laws of the tree: what may import what, and what may be said where."""

from __future__ import annotations

import ast
import functools
import graphlib
import importlib
import re
from pathlib import Path

import grimp
import pytest

PROJECT = Path(__file__).parents[1]
RUNTIME = PROJECT / "runtime" / "synapse_runtime"
HTTP = PROJECT / "runtime" / "synapse_http"
CODEGEN = PROJECT / "codegen" / "synapse_codegen"
INTEGRATIONS = PROJECT / "runtime" / "synapse_integrations"
TRANSFER = PROJECT / "runtime" / "synapse_transfer"
FOLDERS = PROJECT / "runtime" / "synapse_folders"
COMMAND_LINE = PROJECT / "runtime" / "synapse_cli"
GENERATED = PROJECT / "generated" / "synapse_sdk"
WRITTEN = (RUNTIME, HTTP, TRANSFER, FOLDERS, INTEGRATIONS, COMMAND_LINE, CODEGEN)
"""The packages that are written by hand."""

MOST_FLOORS = {(RUNTIME, HTTP): 14, (CODEGEN,): 11}
"""Longest chain of modules that import each other, so that a reader sees the bottom."""
MOST_FILES = 12
"""Files in one package of the runtime and of codegen."""
MOST_LINES = {RUNTIME: 7_121, HTTP: 2_898, TRANSFER: 3_518}
"""Lines of a package without the mock. Lower this when it shrinks; raise it for a public feature only."""

PUBLIC_PACKAGES = ("synapse_runtime", "synapse_runtime.testing", "synapse_transfer")
"""What emitted code imports from, and users."""

ONE_IMPORTER = {
    "httpx": {"runtime/synapse_http/transport/"},
    "cattrs": {"runtime/synapse_runtime/serialization/converter.py"},
    "orjson": {"runtime/synapse_runtime/serialization/json.py"},
    "pydantic_core": {"runtime/synapse_integrations/pydantic_schema.py"},
    "opentelemetry": {"runtime/synapse_runtime/calls/tracing.py"},
    "yaml": {"codegen/synapse_codegen/source/yaml_parser.py"},
    "jinja2": {"codegen/synapse_codegen/output/emit.py"},
    "jmespath": {"runtime/synapse_cli/output/formats.py"},
    "markdown_it": {"codegen/synapse_codegen/docs/guides.py"},
    "ruff": {"codegen/synapse_codegen/output/formatter.py"},
}


@functools.cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def imports(path: Path) -> set[str]:
    """Return the full names of what a file imports, inside functions too, but not for type checkers."""
    tree = parse(path)
    package = [*path.relative_to(PROJECT).parts[1:-1]]
    names = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            pending += node.orelse
            continue
        pending += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def sources(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def part(root: Path, path: Path) -> str:
    """The module or subpackage of a package that a file belongs to; "" for the package itself."""
    first = path.relative_to(root).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


@functools.cache
def import_graph(*packages: str) -> dict[str, set[str]]:
    """Return what each module of some packages imports from them, for type checkers and inside functions too."""
    graph = grimp.build_graph(*packages, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


@pytest.mark.parametrize("root", [*WRITTEN, GENERATED], ids=lambda root: root.name)
def test_modules_do_not_import_in_circles(root):
    """Not even a package its modules and they the package: `make lint` looks at siblings alone."""
    try:
        graphlib.TopologicalSorter(import_graph(root.name)).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("roots", MOST_FLOORS, ids=lambda roots: roots[0].name)
def test_packages_have_few_floors(roots):
    graph = import_graph(*(root.name for root in roots))
    floors: dict[str, int] = {}
    for module in graphlib.TopologicalSorter(graph).static_order():
        floors[module] = 1 + max((floors[lower] for lower in graph[module]), default=0)
    mock = f"{RUNTIME.name}.testing"
    assert max(floor for module, floor in floors.items() if not module.startswith(mock)) <= MOST_FLOORS[roots]


@pytest.mark.parametrize("root", WRITTEN, ids=lambda root: root.name)
def test_packages_are_small(root):
    sizes = {folder: len(list(folder.glob("*.py"))) for folder in {path.parent for path in sources(root)}}
    crowded = {str(folder.relative_to(PROJECT)): size for folder, size in sizes.items() if size > MOST_FILES}
    assert crowded == {}


@pytest.mark.parametrize("root", MOST_LINES, ids=lambda root: root.name)
def test_the_runtime_is_small(root):
    paths = [path for path in sources(root) if "testing" not in path.relative_to(root).parts]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in paths) <= MOST_LINES[root]


def test_emitted_code_imports_public_names_of_the_runtime_only():
    """So the runtime's modules may move, and no caller learns where they were."""
    violations = [
        f"{path.relative_to(PROJECT)}: from {module} import {name}"
        for path in sources(GENERATED)
        for module, name in runtime_names(path)
        if name not in public_names(module)
    ]
    assert violations == []


def runtime_names(path: Path) -> list[tuple[str, str]]:
    """Module and name of each import from the runtime."""
    nodes = [*ast.walk(parse(path))]
    whole = [(alias.name, "") for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    single = [
        (str(node.module), alias.name) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    return [
        (module, name)
        for module, name in whole + single
        if module.partition(".")[0] in {"synapse_runtime", "synapse_transfer"}
    ]


def public_names(module: str) -> set[str]:
    """Return what a package exports; nothing if it is not a public one."""
    return set(importlib.import_module(module).__all__) if module in PUBLIC_PACKAGES else set()


@pytest.mark.parametrize("module", PUBLIC_PACKAGES)
def test_public_names_are_the_same_for_checkers_and_at_run_time(module):
    """The imports for type checkers, the lazy names and `__all__` say the same."""
    package = importlib.import_module(module)
    path = Path(str(package.__file__))
    block = next(node for node in parse(path).body if isinstance(node, ast.If))
    typed = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        origin = ".".join(filter(None, (module if node.level else "", node.module)))
        typed |= {alias.name: origin for alias in node.names}
    table = ast.literal_eval(next(node for node in ast.walk(block.orelse[0]) if isinstance(node, ast.Dict)))
    lazy = {}
    for origin, names in table.items():
        lazy |= dict.fromkeys(names.split() if isinstance(names, str) else names, origin)
    assert typed == lazy
    assert set(package.__all__) - {"lazy_exports"} == lazy.keys()
    submodules = {part(path.parent, file) for file in sources(path.parent)}
    assert {name for name in lazy if name in submodules} == {name for name in lazy if lazy[name] == module}


def test_every_name_of_the_runtime_that_is_printed_exists():
    from synapse_codegen.python.imports import RUNTIME as PRINTED

    for name, module in PRINTED.items():
        assert name in public_names(module), f"{module}.{name}"


def test_every_public_error_is_printed():
    """Who catches errors finds all of them in the emitted package; of some, if the service raises them."""
    from synapse_codegen.python.imports import ERRORS, OPTIONAL_ERRORS
    from synapse_http import errors

    error_classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.ClientError) and not name.startswith("_")
    }
    assert error_classes == {*ERRORS, *OPTIONAL_ERRORS}


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_a_replaceable_library_stands_behind_one_door(library):
    """A package counts as one."""
    doors = ONE_IMPORTER[library]
    importers = {
        next((door for door in doors if door.endswith("/") and name.startswith(door)), name)
        for root in (*WRITTEN, GENERATED)
        for path in sources(root)
        for imported in imports(path)
        if imported.partition(".")[0] == library
        for name in [path.relative_to(PROJECT).as_posix()]
    }
    assert importers == doors


def test_only_the_transport_and_the_mock_server_know_the_network():
    """Imports for type checkers count too."""
    network = re.compile(r"^\s*(?:import|from) (?:socket|ssl|h11)\b", re.MULTILINE)
    importers = {
        "/".join(path.relative_to(root.parent).parts[:2])
        for root in (RUNTIME, HTTP, TRANSFER)
        for path in sources(root)
        if network.search(path.read_text("utf-8"))
    }
    assert importers == {"synapse_http/transport", "synapse_runtime/testing"}


def test_a_deferred_import_says_why():
    """Beside it, above it, or for the whole file in its docstring."""
    silent = []
    for root in WRITTEN:
        for path in sources(root):
            text = path.read_text("utf-8")
            lines = text.splitlines()
            module = parse(path)
            if "deferred" in (ast.get_docstring(module) or ""):
                continue
            for function in ast.walk(module):
                if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    numbers = [
                        node.lineno for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))
                    ]
                    if numbers and not any("#" in lines[number - 1] + lines[number - 2] for number in numbers):
                        silent.append(f"{path.relative_to(PROJECT)}:{numbers[0]}")
    assert silent == []


def test_an_assert_only_narrows_a_type():
    """`python -O` drops asserts: a check of data raises an error, and the mock has only those."""
    narrows = re.compile(r"isinstance\(.*\)|[\w.]+ is not None")
    wrong = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for root in WRITTEN
        for path in sources(root)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Assert)
        and (path.is_relative_to(RUNTIME / "testing") or not narrows.fullmatch(ast.unparse(node.test)))
    ]
    assert wrong == []


def test_generator_and_runtime_do_not_know_the_service():
    """Their own package and command names are all that reminds of it."""
    own = re.compile(r"synapse[_-](runtime|http|transfer|codegen|mock|cli|folders|integrations)")
    violations = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()}"
        for root in WRITTEN
        for path in sorted(root.rglob("*"))
        if path.suffix in {".py", ".jinja"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "synapse" in own.sub("", line).lower()
    ]
    assert violations == []


def test_emitted_code_holds_no_logic():
    """A method is a signature, a docstring and one statement; a property may import its class first.

    `__init__` of a view of raw responses is a list of what it wraps, one line each.
    """
    wrapped = re.compile(r"self\.\w+ = (?:async_)?raw_(?:method|pages)\(\w+\.\w+\)")
    violations = []
    for path in sources(GENERATED):
        for node in ast.walk(parse(path)):
            if isinstance(node, (ast.For, ast.While, ast.Try, ast.With, ast.Lambda, ast.IfExp, ast.comprehension)):
                violations.append(f"{path.relative_to(PROJECT)}:{getattr(node, 'lineno', 0)}")
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = [statement for statement in node.body if not isinstance(statement, ast.ImportFrom)]
                if "raw_responses" in path.relative_to(GENERATED).with_suffix("").parts and node.name == "__init__":
                    body = [statement for statement in body if not wrapped.fullmatch(ast.unparse(statement))]
                    body.append(ast.Pass())
                if len(body) - (ast.get_docstring(node) is not None) != 1 and ast.unparse(body[-1]) != "...":
                    violations.append(f"{path.relative_to(PROJECT)}:{node.lineno}: {node.name}")
    assert violations == []


def test_generated_is_what_the_spec_says(capsys, monkeypatch):
    from synapse_codegen.cli import main

    monkeypatch.chdir(PROJECT)
    assert main(["check"]) == 0, capsys.readouterr().out


def test_nothing_speaks_of_where_it_was_made():
    """No path of a machine, and no host of a package registry."""
    place = re.compile(r"/root/|/home/\w|pypi\.org|registry\.npmjs")
    places = ("runtime", "codegen", "generated", "spec", "examples", "bench", "docs", "README.md", "Makefile", ".ci")
    violations = [
        f"{path.relative_to(PROJECT)}"
        for folder in places
        for path in ([PROJECT / folder] if (PROJECT / folder).is_file() else (PROJECT / folder).rglob("*"))
        if path.is_file()
        and path.suffix in {".py", ".md", ".yaml", ".json", ".jinja", ".txt", ""}
        and place.search(path.read_text(encoding="utf-8"))
    ]
    assert violations == []
