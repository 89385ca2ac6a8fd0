"""The examples of the spec as code: the same call in Python, on a command line, and with curl.

Here belongs what is printed as code. Never here: HTML. Imports the context of the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from synapse_codegen.docs.markup import Code

from .python import write_documented, write_python
from .shell import write_cli, write_curl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.docs.context import Context
    from synapse_codegen.ir.operations import Example, Operation


class Sample(NamedTuple):
    """One way to make a call."""

    name: str
    """Name of its tab, a word of the site."""
    label: str
    code: Code
    is_runnable: bool
    """Whether it is a whole program in Python."""


def make_samples(context: Context, operation: Operation) -> list[Sample]:
    """Make the samples of an operation from its first example of a success."""
    if operation.name not in context.sources:
        context.sources[operation.name] = _write_sources(context, operation)
    return [
        Sample(name, context.language.word(f"tab_{name}"), code, code.language == "python")
        for name, code in context.sources[operation.name].items()
    ]


def _write_sources(context: Context, operation: Operation) -> Mapping[str, Code]:
    example = first_example(operation)
    if example is None:
        return {}
    sources = {
        "python": ("python", write_python(context, operation, example) if operation.typed else ""),
        "async": ("python", write_python(context, operation, example, is_async=True) if operation.typed else ""),
        "documented": ("python", write_documented(context, operation, example)),
        "cli": ("console", write_cli(context, operation, example) if operation.typed else ""),
        "curl": ("console", write_curl(context, operation, example)),
    }
    return {name: Code(language, source) for name, (language, source) in sources.items() if source}


def first_example(operation: Operation) -> Example | None:
    """Return the first example of a success."""
    return next((example for example in operation.examples if example.status < 400), None)
