"""The texts of commands: the docstrings of the emitted methods, read without running their modules.

A module of methods loads what calls are made of, which takes longer than all else that a help page needs. Its code
object has the docstrings too, and comes from the cache of compiled files.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_runtime import Service


class HelpText(NamedTuple):
    """What the documentation says of one command."""

    summary: str = ""
    """Its first paragraph."""
    arguments: Mapping[str, str] = {}
    """Text of each argument, by its name."""


NO_TEXT = HelpText()

ARGUMENT_INDENT = 4


def dashed(name: str) -> str:
    """Return a Python name as it is typed."""
    return name.strip("_").replace("_", "-")


def service_summary(service: Service) -> str:
    """Return the first paragraph about a service."""
    return _plain(_first_paragraph(sys.modules[service.package].__doc__ or ""))


@cache
def resource_summaries(package: str) -> Mapping[str, str]:
    """Return what each resource of a package holds, by its name."""
    methods = _methods(f"{package}.client")
    return {name: _plain(_first_paragraph(doc)) for name, doc in methods.items()}


def resource_paths(service: Service) -> Mapping[tuple[str, ...], str]:
    """Return where each resource stands, to its module: `("issues", "comments")` to `issues_comments`.

    A client has an attribute for each resource that is not in another; the module of one that is begins with its name.
    """
    roots = resource_summaries(service.package)
    paths: dict[str, tuple[str, ...]] = {name: (name,) for name in roots}
    for module in sorted(service.resources, key=len):
        above = [name for name in paths if module.startswith(f"{name}_") and module not in roots]
        outer = max(above, key=len, default="")
        paths[module] = (*paths[outer], module[len(outer) + 1 :]) if outer else (module,)
    return {paths[module]: module for module in service.resources}


@cache
def operation_texts(package: str, resource: str) -> Mapping[str, HelpText]:
    """Return the texts of the operations of a resource, by their verbs; those without a method are missing."""
    module = f"{package}.resources.{resource.replace('.', '_')}"  # one inside another has dots in its name
    return {verb: parse_docstring(doc) for verb, doc in _methods(module).items()}


def parse_docstring(doc: str) -> HelpText:
    """Return the parts of a docstring in Google style, indented or not."""
    arguments: dict[str, str] = {}
    name, indent = "", -1
    for line in doc.splitlines():
        depth = len(line) - len(line.lstrip())
        if line.strip() == "Args:":
            indent = depth + ARGUMENT_INDENT
        elif indent >= 0 and depth == indent and line.strip():
            name, _, text = line.strip().partition(": ")
            arguments[name] = text
        elif indent >= 0 and depth > indent:
            arguments[name] += " " + line.strip()
        elif indent >= 0:
            break
    return HelpText(_plain(_first_paragraph(doc)), {name: _plain(text) for name, text in arguments.items()})


def _methods(module: str) -> dict[str, str]:
    """Return the docstrings of all methods of a module, by their names; the first class that has one counts."""
    methods: dict[str, str] = {}
    for emitted_class in _codes(_code_of(module)):
        own: dict[str, str] = {}
        for function in _codes(emitted_class):  # the overloads of a method come before it, without docstrings
            doc = function.co_consts[0] if function.co_consts else None
            own[function.co_name] = doc if isinstance(doc, str) else ""
        methods = own | methods
    return methods


def _code_of(module: str) -> CodeType | None:
    """Return the code object of a module; None without the module."""
    spec = find_spec(module)
    if spec is None:
        return None
    # An import hook, such as that of pytest, may have no `get_code`; `importlib.abc` would take 15 ms to name its type.
    get_code: Any = getattr(spec.loader, "get_code", None) or SourceFileLoader(module, spec.origin or "").get_code
    code: CodeType = get_code(module)
    return code


def _codes(code: CodeType | None) -> Iterator[CodeType]:
    return (const for const in (code.co_consts if code else ()) if isinstance(const, CodeType))


def _first_paragraph(doc: str) -> str:
    return " ".join(doc.partition("\n\n")[0].split())


def _plain(text: str) -> str:
    """Return a text as a terminal shows it."""
    return text.replace("`", "")


@cache
def model_has_field(package: str, resource: str, model: str, field: str) -> bool:
    """Whether a model of a resource has a field; read from its code object, as texts are, since most have not."""
    models = _code_of(f"{package}.models.{resource.replace('.', '_')}")
    return any(code.co_name == model and field in code.co_consts for code in _codes(models))
