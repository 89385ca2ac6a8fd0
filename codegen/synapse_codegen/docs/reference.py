"""Views of the hand-written runtime: its errors and its public names, from its sources.

The sources are read as text, never imported: the generator knows the runtime's front doors alone.
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from synapse_codegen.python.imports import (
    ERRORS,
    HTTP_PACKAGE,
    OPTIONAL_ERRORS,
    RUNTIME_PACKAGE,
    TESTING_NAMES,
    TESTING_PACKAGE,
    TRANSFER_PACKAGE,
    USER_NAMES,
)

from .markup import Code, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .context import Context

SECTIONS: Final = {
    "Args": "section_args",
    "Attributes": "section_attributes",
    "Returns": "section_returns",
    "Yields": "section_yields",
    "Raises": "section_raises",
    "Example": "section_example",
    "Examples": "section_example",
}
"""Heading in a docstring, to the word for it."""

DESCRIPTORS: Final = "operation"
"""The room of what only generated code uses; what private modules define is that, too."""
HTTP: Final = "http"
_HTTP_ROOMS: Final = {"errors": "errors", "values": "types"}
"""Modules of the package of HTTP that have another room than it."""

_SECTION: Final = re.compile(rf"^({'|'.join(SECTIONS)}):[ \t]*$", re.MULTILINE)
_ENTRY: Final = re.compile(r"^(\*{0,2}\w[\w.]*)(?: \([^)]*\))?: *(.*(?:\n(?: .*)?)*)", re.MULTILINE)
_SIGNATURE_COLUMNS: Final = 88


class Item(NamedTuple):
    """One entry of a section: an argument, an attribute, an error."""

    name: str
    text: Text


class Section(NamedTuple):
    """One section of a docstring."""

    title: str
    text: Text
    entries: tuple[Item, ...]
    code: Code | None


class MemberView(NamedTuple):
    """A method or a property of a class."""

    name: str
    anchor: str
    signature: Code
    doc: Text
    sections: tuple[Section, ...]


class NameView(NamedTuple):
    """One public name."""

    name: str
    signature: Code
    import_line: Code
    doc: Text
    bases: str
    sections: tuple[Section, ...]
    members: tuple[MemberView, ...]
    note: Text
    status: str = ""
    """Of an error: the status it stands for."""
    advice: Text = Text("")


class Room(NamedTuple):
    """The public names of one part of the runtime: one page."""

    name: str
    doc: Text
    names: tuple[NameView, ...]


class Definition(NamedTuple):
    """Where a public name is defined."""

    node: ast.AST
    doc: str
    module: str
    bases: tuple[ast.ClassDef, ...] = ()
    """What it inherits from private classes beside it, whose methods are its own for callers."""


@cache
def read_names(package: str) -> Mapping[str, Definition]:
    """Return the public names of a package of the runtime, in its own order; nothing if it is not installed."""
    source = _source(package)
    if source is None:
        return {}
    block = next(node for node in _parse(source).body if isinstance(node, ast.If))
    names: dict[str, Definition] = {}
    for node in block.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            module = f"{package}.{node.module}" if node.level else node.module
            defined = _definitions(_source(module))
            for alias in node.names:
                if alias.name in defined:
                    item, doc = defined[alias.name]
                    names[alias.name] = Definition(item, doc, module, tuple(_private_bases(item, defined)))
    return names


def _private_bases(node: ast.AST, defined: Mapping[str, tuple[ast.AST, str]]) -> Iterator[ast.ClassDef]:
    for base in node.bases if isinstance(node, ast.ClassDef) else ():
        name = ast.unparse(base).partition("[")[0]
        item = defined[name][0] if name.startswith("_") and name in defined else None
        if isinstance(item, ast.ClassDef):
            yield item


def _source(module: str) -> Path | None:
    """Return the file of a module or a package, without importing it; None if there is none."""
    root, *inner = module.split(".")
    spec = find_spec(root)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent.joinpath(*inner)
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _definitions(path: Path) -> Mapping[str, tuple[ast.AST, str]]:
    """Return what a module defines at its top, with its docs: those of a value stand below it."""
    body = _parse(path).body
    return {name: (node, doc) for node, name, doc in _documented(body)}


def _documented(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, str, str]]:
    """Yield the statements that define a name, with the name and its docs."""
    for node, below in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node, node.name, ast.get_docstring(node) or ""
            continue
        target: ast.expr | None = node.target if isinstance(node, ast.AnnAssign) else None
        if isinstance(node, ast.Assign):
            target = node.targets[0]
        if isinstance(target, ast.Name):
            yield node, target.id, _string(below)


def _string(node: ast.stmt) -> str:
    """Return the text of a statement that is a string."""
    value = node.value if isinstance(node, ast.Expr) else None
    return inspect.cleandoc(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


# Views ---------------------------------------------------------------------------------


def runtime_rooms(context: Context) -> tuple[Room, ...]:
    """View the public names of the runtime, and of its mock, by room. Errors have a page of their own."""
    return tuple(
        Room(room, _room_doc(room), tuple(_name(context, name, definition) for name, definition in names.items()))
        for room, names in list_rooms().items()
        if room != "errors"
    )


def list_rooms() -> Mapping[str, Mapping[str, Definition]]:
    """Return the public names of the runtime, and of its mock, by room."""
    rooms: dict[str, dict[str, Definition]] = {}
    for package in (RUNTIME_PACKAGE, TRANSFER_PACKAGE, TESTING_PACKAGE):
        for name, definition in read_names(package).items():
            room = "testing" if package == TESTING_PACKAGE else _room_of(definition.module)
            rooms.setdefault(room, {})[name] = definition
    return dict(sorted(rooms.items()))


def _room_of(module: str) -> str:
    package, _, inner = module.partition(".")
    room = inner.partition(".")[0]
    if package == HTTP_PACKAGE:
        return _HTTP_ROOMS.get(room, HTTP)
    return DESCRIPTORS if room.startswith("_") else room


def error_views(context: Context) -> tuple[NameView, ...]:
    """View the errors of the runtime, with their status and what to do."""
    definitions = read_names(RUNTIME_PACKAGE)
    statuses: dict[str, str] = {}
    views: list[NameView] = []
    for name in _sorted_errors(definitions):
        statuses[name] = _status(definitions[name].node, statuses)
        advice = Text(context.language.advice(name))
        views.append(_name(context, name, definitions[name])._replace(status=statuses[name], advice=advice))
    return tuple(views)


def _status(node: ast.AST, statuses: Mapping[str, str]) -> str:
    """Return the status of an error: its own, or that of what it is based on."""
    if not isinstance(node, ast.ClassDef):
        return ""
    own = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "status"]
    inherited = [statuses[base] for base in map(ast.unparse, node.bases) if base in statuses]
    return next(iter([*own, *inherited]), "")


def _sorted_errors(definitions: Mapping[str, Definition]) -> list[str]:
    """Return the errors in the order of their module, in which a base stands before what is based on it."""
    names = {*ERRORS, *OPTIONAL_ERRORS}
    errors = [(definition, name) for name, definition in definitions.items() if name in names]
    return [name for _, name in sorted(errors, key=lambda error: getattr(error[0].node, "lineno", 0))]


def _room_doc(name: str) -> Text:
    modules = (f"{RUNTIME_PACKAGE}.{name}", f"{TRANSFER_PACKAGE}.{name}", HTTP_PACKAGE)
    source = next(source for module in modules if (source := _source(module)))
    doc = ast.get_docstring(_parse(source)) or ""
    return Text(doc.partition("\n\n")[0])


def _name(context: Context, name: str, definition: Definition) -> NameView:
    node, package = definition.node, context.service.package
    is_for_users = name in {*USER_NAMES, *ERRORS}
    module = package if is_for_users else f"{package}.testing" if name in TESTING_NAMES else RUNTIME_PACKAGE
    doc, sections = parse_docstring(context, definition.doc)
    members = tuple(_members(context, name, node, definition.bases)) if isinstance(node, ast.ClassDef) else ()
    bases = [ast.unparse(base) for base in node.bases] if isinstance(node, ast.ClassDef) else []
    bases = [base for base in bases if not base.startswith("_")]
    return NameView(
        name=name,
        signature=Code("python", _signature(node)),
        import_line=Code("python", f"from {module} import {name}"),
        doc=doc,
        bases=", ".join(bases),
        sections=(*_attribute_section(context, node), *sections),
        members=members,
        note=Text("") if module != RUNTIME_PACKAGE else context.word("for_generated"),
    )


def _attribute_section(context: Context, node: ast.AST) -> Iterator[Section]:
    """Yield the public attributes of a class that are documented below their names."""
    if not isinstance(node, ast.ClassDef):
        return
    entries = tuple(
        Item(f"{name}: {ast.unparse(item.annotation)}", Text(doc))
        for item, name, doc in _documented(node.body)
        if isinstance(item, ast.AnnAssign) and doc and not name.startswith("_")
    )
    if entries:
        yield Section(context.language.word("attributes"), Text(""), entries, None)


def _members(context: Context, owner: str, node: ast.ClassDef, bases: Iterable[ast.ClassDef]) -> Iterator[MemberView]:
    """View the public methods and properties of a class, overloads by their implementation."""
    shown: dict[str, MemberView] = {}
    for item, name, docstring in (entry for part in (*bases, node) for entry in _documented(part.body)):
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and not name.startswith("_") and docstring:
            doc, sections = parse_docstring(context, docstring)
            shown[name] = MemberView(name, f"{owner}.{name}", Code("python", _signature(item)), doc, sections)
    yield from shown.values()


def _signature(node: ast.AST) -> str:
    """Return the head of a definition; one that is too long has a line for each argument."""
    match node:
        case ast.ClassDef():
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                    return _signature(item).replace("def __init__", node.name, 1).removesuffix(" -> None")
            return ""
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            decorators = {ast.unparse(item) for item in node.decorator_list}
            if decorators & {"property", "cached_property", "functools.cached_property"} and node.returns:
                return f"{node.name}: {ast.unparse(node.returns)}"
            arguments = [text for text in _arguments(node.args) if text not in {"self", "cls"}]
            returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
            head = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
            line = f"{head} {node.name}({', '.join(arguments)}){returns}"
            if len(line) <= _SIGNATURE_COLUMNS:
                return line
            return "\n".join([f"{head} {node.name}(", *(f"    {text}," for text in arguments), f"){returns}"])
        case _:
            text = ast.unparse(node)
            return text if len(text) <= 3 * _SIGNATURE_COLUMNS else f"{text[: 3 * _SIGNATURE_COLUMNS]} …"


def _arguments(arguments: ast.arguments) -> Iterator[str]:
    """Yield the arguments of a function as they are written."""
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [*[None] * (len(positional) - len(arguments.defaults)), *arguments.defaults]
    for argument, default in zip(positional, defaults, strict=True):
        yield _argument(argument, default)
    if arguments.vararg:
        yield f"*{_argument(arguments.vararg, None)}"
    elif arguments.kwonlyargs:
        yield "*"
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _argument(argument, default)
    if arguments.kwarg:
        yield f"**{_argument(arguments.kwarg, None)}"


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    annotation = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    equals = " = " if annotation else "="
    return f"{argument.arg}{annotation}" + (f"{equals}{ast.unparse(default)}" if default else "")


def parse_docstring(context: Context, docstring: str) -> tuple[Text, tuple[Section, ...]]:
    """Split a docstring in Google style into its text and its sections."""
    text, *pieces = _SECTION.split(docstring)
    sections: list[Section] = []
    for heading, body in zip(pieces[::2], pieces[1::2], strict=True):
        content = inspect.cleandoc(f"\n{body}").strip()
        title = context.language.word(SECTIONS[heading])
        if heading.startswith("Example"):
            sections.append(Section(title, Text(""), (), Code("python", content)))
        elif heading in {"Returns", "Yields"}:
            sections.append(Section(title, Text(content), (), None))
        else:
            entries = tuple(Item(name, Text(about)) for name, about in _ENTRY.findall(content))
            sections.append(Section(title, Text("") if entries else Text(content), entries, None))
    return Text(text.strip()), tuple(sections)
