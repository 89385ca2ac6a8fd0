"""The pipeline: from the folder of a spec to files, or to what is wrong with it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from support.small_specs import SERVICE, write_spec
from synapse_codegen import pipeline
from synapse_runtime import Pagination

PROJECT = Path(__file__).parents[2]
PING = """
doc: Animals.
operations:
  ping:
    doc: Ping.
    request: GET ping/
    response: json
    examples: [{ name: plain, response: {} }]
"""


def test_a_spec_becomes_the_files_of_a_package(tmp_path):
    files, diagnostics = pipeline.generate_package(write_spec(tmp_path, animals=PING), tmp_path)
    assert not diagnostics
    assert files is not None
    assert b"class Animals" in files["zoo/resources/animals.py"]


def test_paginations_are_written_as_the_spec_has_them(tmp_path):
    paginations = """
pagination:
  bare: { style: link_header }
  rest: { style: last_item, page: after, results: items, more: has_more, key: number }
"""
    listing = "  {0}: {{ doc: List., request: GET {0}/, pagination: {0}, response: int }}"
    operations = "\n".join(["doc: Animals.", "operations:", *map(listing.format, ("bare", "rest"))])
    spec = write_spec(tmp_path, SERVICE + paginations, animals=operations)
    files, diagnostics = pipeline.generate_package(spec, tmp_path)
    assert files is not None, diagnostics
    namespace: dict[str, Any] = {}
    exec(files["zoo/service.py"], namespace)
    assert namespace["SERVICE"].paginations == {
        "bare": Pagination("link_header"),
        "rest": Pagination("last_item", "items", "after", key="number", more="has_more"),
    }


def test_the_committed_package_is_what_its_spec_gives():
    """`check` trusts a lock whose hashes fit."""
    files, diagnostics = pipeline.generate_package(PROJECT / "spec" / "synapse", PROJECT)
    assert not diagnostics
    assert files is not None
    assert [path for path, content in files.items() if (PROJECT / "generated" / path).read_bytes() != content] == []


def test_no_string_of_a_spec_becomes_code(tmp_path):
    """Docs, names on the wire, values, examples: whatever they hold, they stay strings."""
    odd = """it's "x" \'\'\' \\\\" {{ x }} {% raw %}
import os#\\"""
    odd += '"""; import os'
    field = {"type": "str", "doc": odd, "default": odd}
    operation = {
        "doc": odd,
        "request": "GET animals/",
        "query": {odd: {"type": "Kind", "doc": odd, "const": odd}},
        "pagination": odd,
        "response": "Animal",
        "documented": {"method": "list_animals", "mixin": "animals", "returns": "all"},
        "examples": [{"name": odd, "response": {odd: [{odd: odd}]}}],
    }
    resource = {
        "resource": "animals",
        "doc": odd,
        "enums": {"Kind": {"doc": odd, "values": {odd: odd}}},
        "models": {"Animal": {"doc": odd, "fields": {odd: field}}},
        "operations": {"list": operation},
    }
    service = {
        "service": odd,
        "package": "zoo",
        "version": "1.0.0",
        "clients": {"sync": "Zoo", "async": "AsyncZoo"},
        "credentials": {
            "token": {"header": "X-Zoo", "prefix": odd, "doc": odd},
            "key": {"query": odd, "doc": odd, "env": odd, "hint": odd},
        },
        "headers": {
            "X-'`x": {"doc": odd, "env": odd, "python_name": "zoo"},
            "X-A": {"doc": odd, "const": "'\"{{x}}\\"},
        },
        "servers": {"photos": {"url": "https://zoo.example", "doc": odd, "env": odd, "credentials": ["token"]}},
        "pagination": {odd: {"style": "page_number", "page": odd, "results": odd}},
        "documented": {
            "module": "old",
            "class": "OldZoo",
            "doc": odd,
            "mixins": {"animals": {"class": "AnimalMixin", "doc": odd}},
        },
    }
    spec = write_spec(tmp_path, yaml.safe_dump(service), animals="")
    (spec / "resources" / "animals.yaml").write_text(yaml.safe_dump(resource), encoding="utf-8")
    files, diagnostics = pipeline.generate_package(spec, tmp_path)
    assert not diagnostics
    assert files is not None
    for path, content in files.items():
        if path.endswith(".py"):
            imports = [node for node in ast.walk(ast.parse(content)) if isinstance(node, ast.Import)]
            assert "os" not in {alias.name for node in imports for alias in node.names}, path


def test_a_spec_with_errors_becomes_nothing_but_diagnostics(tmp_path):
    files, diagnostics = pipeline.generate_package(write_spec(tmp_path, animals=PING.replace("json", "Jsn")), tmp_path)
    assert files is None
    assert [(diagnostic.rule, diagnostic.location.file) for diagnostic in diagnostics] == [
        ("unknown-type", "spec/resources/animals.yaml")
    ]


def test_warnings_do_not_stop_it(tmp_path):
    spec = write_spec(tmp_path, animals=PING.replace("    doc: Ping.\n", ""))
    files, diagnostics = pipeline.generate_package(spec, tmp_path)
    assert files is not None
    assert [diagnostic.severity for diagnostic in diagnostics] == ["warning"]


def test_a_spec_is_read_without_the_template_engine(tmp_path):
    """It takes longer to import than a spec takes to read."""
    spec = write_spec(tmp_path, animals=PING)
    program = (
        "import sys; from pathlib import Path; from synapse_codegen import pipeline\n"
        "pipeline.read_spec(Path(sys.argv[1])); print('jinja2' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, str(spec)], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
