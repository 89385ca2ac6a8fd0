"""Templates loop and substitute. Whatever decides anything stands in the views."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from synapse_codegen import docs
from synapse_codegen.output.emit import TEMPLATES

ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Include)
"""Statements. Inside them stand names, members of names, and the name of an included template."""

DOCS = Path(docs.__file__).parent / "templates"
FILES = sorted([*TEMPLATES.glob("*.jinja"), *DOCS.glob("*.jinja")])


def faults(source: str) -> list[str]:
    found = []
    pending = [Environment(autoescape=False).parse(source)]
    while pending:
        node = pending.pop()
        pending += node.iter_child_nodes()
        value: nodes.Node = node
        while isinstance(value, nodes.Getattr):
            value = value.node
        named = isinstance(value, nodes.Name)
        constant = isinstance(node, nodes.Const)
        if not (isinstance(node, ALLOWED) or named or constant):
            found.append(type(node).__name__)
        if isinstance(node, nodes.For) and (node.test or node.recursive or node.else_):
            found.append("For with more than a loop")
        if isinstance(node, nodes.If) and (node.elif_ or node.else_):
            found.append("If with alternatives")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_template_only_loops_and_substitutes(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "{% set a = b %}",
        "{% macro a() %}{% endmacro %}",
        "{{ a | upper }}",
        "{{ a() }}",
        "{% if a == b %}{% endif %}",
        "{% if not a %}{% endif %}",
        "{% if a %}b{% else %}c{% endif %}",
        "{% for a in b if a %}{% endfor %}",
        "{{ a[0] }}",
        "{{ a ~ b }}",
    ],
)
def test_anything_more_is_found(source):
    assert faults(source)


def test_every_template_is_used():
    """By a view, or by another template. Pages of the site name theirs without its ending."""
    views = TEMPLATES.parents[1] / "views"
    text = "".join(path.read_text(encoding="utf-8") for path in [*views.glob("*.py"), *FILES])
    pages = "".join(path.read_text(encoding="utf-8") for path in DOCS.parent.glob("*.py"))
    text += "".join(f'"{name}.html.jinja" "{name}.md.jinja"' for name in re.findall(r'template="(\w+)"', pages)) + pages
    assert [path.name for path in FILES if f'"{path.name}"' not in text] == []
