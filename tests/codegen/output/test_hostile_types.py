"""Texts of a spec that look like code, in constants, patterns, formats, errors and unions: they stay texts."""

from __future__ import annotations

import ast
import builtins
import json
import sys
from importlib import import_module

import pytest
from support.small_specs import write_spec
from synapse_codegen.pipeline import generate_package

CODE = 'x""" + setattr(__builtins__, "pwned", 1) + """\\\'); {{ 7 * 7 }} {% raw %} # \\N{DIGIT ONE} \\'
HEADER = "X'+`%|^x^|%`'#"
PATTERN = '"""|\'\\\\$\\{\\{'
SPEC = f"""
doc: {json.dumps(CODE)}
enums:
  Level: {{ type: int, doc: {json.dumps(CODE)}, values: {{ 1: {json.dumps(CODE)}, -2: {{ python_name: LOW }} }} }}
models:
  Thing:
    doc: {json.dumps(CODE)}
    fields:
      {json.dumps(CODE)}: {{ type: str, const: {json.dumps(CODE)}, required: true, python_name: kind }}
      level: Level
      name: {{ type: str, pattern: {json.dumps(PATTERN)}, format: {json.dumps(CODE)}, doc: {json.dumps(CODE)} }}
      secret: {{ type: str, write: only, required: true, doc: {json.dumps(CODE)} }}
      id: {{ type: int, read: only, required: true, doc: {json.dumps(CODE)} }}
  Other: {{ fields: {{ {json.dumps(CODE)}: {{ type: str, const: other, required: true, python_name: kind }} }} }}
unions:
  Either: {{ doc: {json.dumps(CODE)}, variants: [Thing, Other, str] }}
operations:
  create:
    doc: {json.dumps(CODE)}
    request: POST things/
    body: Thing
    errors: {{ 422: {{ type: Either, doc: {json.dumps(CODE)} }}, 304: {{ doc: {json.dumps(CODE)} }} }}
    redirects: {{ 302: {json.dumps(CODE)}, 307: {json.dumps(CODE)} }}
    response: {{ type: Either, headers: {{ {json.dumps(HEADER)}: {{ type: str, doc: {json.dumps(CODE)} }} }} }}
    examples: [{{ name: {json.dumps(CODE)}, arguments: {{ secret: x }}, response: {json.dumps(CODE)} }}]
  check:
    request: GET things/
    responses:
      204: {{ const: true, doc: {json.dumps(CODE)}, headers: {{ {json.dumps(HEADER)}: str }} }}
      404: {{ const: false, doc: {json.dumps(CODE)} }}
    examples: [{{ name: one }}]
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    service = "service: Zoo\npackage: hostile_zoo\nversion: 1.0.0\nclients: { sync: Zoo, async: AsyncZoo }\n"
    service += f"response_headers: {{ {json.dumps(HEADER)}: {{ type: int, doc: {json.dumps(CODE)} }} }}\n"
    files, diagnostics = generate_package(write_spec(folder, service, things=SPEC), folder)
    assert files is not None, diagnostics
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        if path.endswith(".py"):
            ast.parse(content)
    sys.path.append(str(folder))
    yield import_module("hostile_zoo")
    sys.path.remove(str(folder))


def test_a_text_that_looks_like_code_stays_a_text(package):
    from synapse_runtime.serialization.codec import Codec

    models, operation = import_module("hostile_zoo.models"), package.SERVICE.operation("things.create")
    for name in ("resources", "operations", "models", "raw_responses"):
        import_module(f"hostile_zoo.{name}.things" if name != "models" else "hostile_zoo.models.things")
    assert not hasattr(builtins, "pwned")
    thing = models.Thing(secret="x", name="n")
    assert thing.to_dict()[CODE] == CODE == thing.kind
    by_name = {parameter.name: parameter for parameter in operation.parameters}
    assert (by_name["name"].pattern, by_name["name"].format, by_name["kind"].const) == (PATTERN, CODE, CODE)
    assert operation.response_headers == {200: {HEADER: "str?"}}
    assert package.SERVICE.response_headers == {HEADER: "int?"}
    decode = Codec("hostile_zoo.models").decode
    assert decode("Either", {CODE: CODE, "id": 1}).id == 1
    assert decode("Either", {CODE: "other"}) == models.Other()
    assert decode("Either?", None) is None
    assert models.Level(1).name == "VALUE_1"
    assert CODE.split("{{", maxsplit=1)[0].replace('"""', "'''")[:10] in package.resources.things.Things.create.__doc__
