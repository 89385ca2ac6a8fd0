"""The grammar: `spec/schema.json` is emitted from it, and says what the language has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from synapse_codegen.grammar import json_schema, operations
from synapse_codegen.grammar.pagination import PAGINATION, PAGINATION_STYLES
from synapse_codegen.grammar.recipes import RECIPES
from synapse_codegen.ir import operations as ir
from synapse_codegen.ir.service import Pagination
from synapse_codegen.scalars import SCALARS

SPEC = Path(__file__).parents[3] / "spec"
SCHEMA = json.loads(json_schema())


def errors_of(content: object) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(content)]


def test_the_committed_schema_is_what_the_grammar_gives():
    """`synapse-codegen generate` writes it."""
    assert (SPEC / "schema.json").read_text("utf-8") == json_schema()


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_has_a_description():
    """Directly, or by the definition that it refers to."""
    for name, definition in SCHEMA["$defs"].items():
        for key, value in definition.get("properties", {}).items():
            target = value.get("$ref", "").rpartition("/")[2]
            assert value.get("description") or SCHEMA["$defs"][target].get("description"), (name, key)


def operation(**changes: object) -> dict[str, Any]:
    whole = {"request": "GET shapes/", "examples": [{"name": "all", "arguments": {}}], **changes}
    verb = {key: value for key, value in whole.items() if value is not None}
    return {"resource": "shapes", "operations": {"list": verb}}


GROUP = {"group": "data", "keep": {"id": "id"}, "source_as": "path"}


def model(**fields: object) -> dict[str, Any]:
    return {**operation(), "models": {"Shape": {"fields": fields}}}


@pytest.mark.parametrize(
    "content",
    [
        operation(response="list[Shape?] | dict[int]?"),
        operation(query={"color": "str", "size": {"type": "int | str", "required": True}}),
        operation(request=None, composite="file_group", steps={"file": "files.create"}, settings=GROUP),
        model(id="int", name={"type": "str?", "default": None}),
    ],
    ids=["types", "parameters", "composite", "model"],
)
def test_the_schema_accepts_what_the_language_has(content):
    assert errors_of(content) == []


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"resource": "shapes", "colour": "red"},
        operation(request="GET /shapes/"),
        operation(request="FETCH shapes/"),
        operation(request=None),
        operation(composite="file_group", steps={"file": "files.create"}),
        operation(steps={"file": "files.create"}),
        operation(response="list[]"),
        operation(retry="never"),
        operation(retry_reason="It only reads."),
        operation(
            documented={"method": "m", "mixin": "x", "arguments": [{"name": "a", "is": "cookie"}], "returns": "all"}
        ),
        model(id={"required": True}),
        model(id={"type": "int", "doc_fr": "Le nombre."}),
        operation(request=None, composite="file_group", steps={"file": "files.create"}, settings={**GROUP, "size": 1}),
        operation(request=None, composite="file_group", steps={"file": "files.create"}),
    ],
    ids=[
        "nothing",
        "unknown key",
        "absolute path",
        "unknown method",
        "no request",
        "composite with a request",
        "steps without composite",
        "broken type",
        "unknown retry class",
        "reason for no class",
        "argument that fills nothing",
        "field without type",
        "unknown key of a field",
        "unknown setting",
        "no settings",
    ],
)
def test_the_schema_refuses_what_the_language_has_not(content):
    assert errors_of(content)


@pytest.mark.parametrize(
    ("pagination", "is_valid"),
    [
        ({"style": "page_number", "results": "rows", "page": "page"}, True),
        ({"style": "page_number", "page": "page"}, True),
        ({"style": "page_number", "results": "rows"}, False),
        ({"style": "offset", "page": "offset", "total": "meta.total"}, True),
        ({"style": "offset", "page": "offset", "next": "next"}, False),
        ({"style": "last_item", "page": "after", "key": "id", "more": "has_more"}, True),
        ({"style": "last_item", "page": "after"}, False),
        ({"style": "link_header", "total": "X-Total"}, True),
        ({"style": "link_header", "next": "next"}, False),
        ({"style": "cursor", "results": "rows", "page": "after", "next": "next"}, True),
        ({"style": "cursor", "results": "rows", "page": "after"}, False),
        ({"style": "scroll", "results": "rows", "page": "after"}, False),
    ],
)
def test_the_style_decides_the_keys_of_a_pagination(pagination, is_valid):
    service = {"service": "Zoo", "package": "zoo", "version": "1.0.0", "clients": {"sync": "Zoo", "async": "AsyncZoo"}}
    assert (errors_of({**service, "pagination": {"pages": pagination}}) == []) == is_valid


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        (operations.RETRY_CLASSES, ir.RetryClass),
        (operations.CODECS, ir.Codec),
        (operations.BATCH, ir.Batch),
        (operations.RETURN_FORMS, ir.ReturnForm),
    ],
    ids=["retry", "codec", "batch", "returns"],
)
def test_the_grammar_and_the_ir_have_the_same_words(words, literal):
    assert tuple(words) == get_args(literal)


def test_the_keys_of_pagination_are_fields_of_the_ir():
    assert PAGINATION.keys.keys() <= {field.name for field in Pagination.__attrs_attrs__}
    for style in PAGINATION_STYLES.values():
        assert {*style.required, *style.optional} <= PAGINATION.keys.keys()


def test_the_runtime_has_every_pagination_style():
    from synapse_runtime.pagination.styles import STYLES

    assert PAGINATION_STYLES.keys() == STYLES.keys()


# The page about the language -----------------------------------------------------------

PAGE = (SPEC / "README.md").read_text("utf-8")


def test_the_page_has_every_scalar():
    types = PAGE.partition("## Types")[2].partition("## ")[0]
    assert all(f"`{name}`" in types for name in SCALARS)


@pytest.mark.parametrize("name", RECIPES)
def test_the_page_has_every_step_and_setting(name):
    (row,) = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
    assert all(f"`{word}`" in row for word in (*RECIPES[name].steps, *RECIPES[name].settings))
