"""From types of a spec to annotations."""

from __future__ import annotations

import pytest
from synapse_codegen.naming import alias_name
from synapse_codegen.python.annotations import DOCUMENTED_INPUT, INPUT, OUTPUT, Annotations, Definition, union_with
from synapse_codegen.python.imports import Imports
from synapse_codegen.type_parser import parse_type

DEFINITIONS = {"Task": Definition("sdk.models.tasks"), "State": Definition("sdk.models.tasks", enum_type="str")}

CASES = [
    # the spec          a caller of the typed face      a response                  a caller of the documented face
    ("int", "int", "int", "int"),
    ("int?", "int | None", "int | None", "int | None"),
    ("int? | str", "int | str | None", "int | str | None", "int | str | None"),
    ("list[int]", "Sequence[int]", "list[int]", "Sequence[int]"),
    ("dict[list[str]]", "Mapping[str, Sequence[str]]", "dict[str, list[str]]", "Mapping[str, Sequence[str]]"),
    ("list[str?]", "Sequence[str | None]", "list[str | None]", "Sequence[str | None]"),
    ("json", "Json", "Json", "object"),
    ("json?", "Json", "Json", "object"),
    ("int | json", "int | Json", "int | Json", "object"),
    ("file", "FileContent", "FileContent", "FileContent"),
    ("file | data_uri", "FileContent | DataUri", "FileContent | DataUri", "FileContent | DataUri"),
    ("uuid", "UUID | str", "UUID", "UUID | str"),
    ("datetime?", "datetime | None", "datetime | None", "datetime | str | None"),
    ("date | str", "date | str", "date | str", "date | str"),
    ("Task", "Task", "Task", "Mapping[str, object]"),
    ("State", "StateLike", "State | UnknownValue", "str"),
    ("list[State]?", "Sequence[StateLike] | None", "list[State | UnknownValue] | None", "Sequence[str] | None"),
]  # fmt: skip


def names(blocks):
    """What is imported, by module."""
    return {line.module: line.names for block in blocks for line in block.lines}


@pytest.mark.parametrize(("spec", "typed", "response", "plain"), CASES, ids=[case[0] for case in CASES])
def test_each_side_has_its_own_spelling(spec, typed, response, plain):
    annotations = Annotations(Imports("sdk"), DEFINITIONS)
    written = [annotations.write(parse_type(spec), context) for context in (INPUT, OUTPUT, DOCUMENTED_INPUT)]
    assert written == [typed, response, plain]


def test_what_is_written_is_imported_for_type_checkers():
    imports = Imports("sdk")
    Annotations(imports, DEFINITIONS).write(parse_type("list[State] | datetime"), INPUT)
    view = imports.view()
    assert names(view.at_run_time) == {"typing": ("TYPE_CHECKING",)}
    assert names(view.for_checkers) == {
        "collections.abc": ("Sequence",),
        "datetime": ("datetime",),
        "sdk.models.tasks": ("StateLike",),
    }


def test_a_module_does_not_import_itself():
    imports = Imports("sdk")
    assert Annotations(imports, DEFINITIONS, "sdk.models.tasks").write(parse_type("Task"), OUTPUT) == "Task"
    assert imports.view().for_checkers == ()


def test_a_hidden_built_in_is_named_in_full():
    annotations = Annotations(Imports("sdk", {"list"}), DEFINITIONS)
    assert annotations.write(parse_type("list[list[int]]"), OUTPUT) == "builtins.list[builtins.list[int]]"


def test_none_stays_last():
    assert union_with("int", "Unset") == "int | Unset"
    assert union_with("int | None", "Unset") == "int | Unset | None"
    assert alias_name("State") == "StateLike"
