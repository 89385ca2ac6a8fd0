"""Everything that the representation says is compared: an attribute without a rule does not pass unseen."""

from __future__ import annotations

import attrs
import pytest
from support.diffs import build_files, read_files
from synapse_codegen import ir
from synapse_codegen.diff.compare import compare_services, documented, models, operations, resources, scope, service
from synapse_codegen.ir import declared
from synapse_codegen.ir import models as ir_models
from synapse_codegen.ir import operations as ir_operations
from synapse_codegen.ir import service as ir_service

TABLES = {
    ir_service.Service: service.SERVICE,
    ir_service.Credential: service.CREDENTIAL,
    ir_service.SharedQuery: service.SHARED_QUERY,
    ir_service.SharedHeader: service.SHARED_HEADER,
    ir_service.Server: service.SERVER,
    ir_service.Pagination: service.PAGINATION,
    ir_service.Mixin: documented.MIXIN,
    ir_service.DocumentedFace: documented.FACE,
    ir_service.Resource: resources.RESOURCE,
    ir_models.Model: models.MODEL,
    ir_models.Field: models.FIELD,
    ir_models.UnionModel: models.UNION,
    ir_models.Enum: models.ENUM,
    ir_models.EnumValue: models.ENUM_VALUE,
    ir_operations.Operation: {**operations.OPERATION, "documented": documented.compare_documented},
    ir_operations.Parameter: operations.PARAMETER,
    ir_operations.Body: operations.BODY,
    ir_operations.Response: operations.RESPONSE,
    ir_operations.ResponseHeader: operations.RESPONSE_HEADER,
    ir_operations.Redirect: operations.REDIRECT,
    ir_operations.ChunkedField: operations.CHUNKED,
    ir_operations.Composite: operations.COMPOSITE,
    ir_operations.CompositeArgument: operations.COMPOSITE_ARGUMENT,
    ir_operations.Waiter: operations.WAITER,
    ir_operations.ErrorResponse: operations.ERROR,
    ir_operations.Documented: documented.DOCUMENTED,
    ir_operations.DocumentedArgument: documented.ARGUMENT,
}
"""Each class of the representation to what is done about its attributes."""

COMPARED_WHOLE = {
    ir_operations.Example,
    declared.Named,
    declared.Declared,
    declared.Described,
    declared.Evolving,
    declared.Limited,
}
"""Examples are compared as they are; a name is a part of a type; the others are bases."""


def test_every_class_of_the_representation_has_a_table():
    classes = {
        value
        for module in (ir_service, ir_models, ir_operations, declared)
        for value in vars(module).values()
        if isinstance(value, type) and attrs.has(value) and issubclass(value, declared.Declared)
    }
    assert ir.__doc__
    assert classes == TABLES.keys() | COMPARED_WHOLE


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.__name__)
def test_every_attribute_has_a_rule_or_a_reason(cls):
    """If this fails for a new attribute: add a row to its table, and a case (CONTRIBUTING.md, "Add a diff rule")."""
    compared = {attribute.name for attribute in attrs.fields(cls) if attribute.eq}
    assert compared == TABLES[cls].keys()


def test_an_attribute_without_a_rule_is_a_finding(tmp_path, monkeypatch):
    zoo = build_files(read_files(), tmp_path)
    monkeypatch.setattr(service, "SERVICE", {})
    monkeypatch.setattr("synapse_codegen.diff.compare.SERVICE", {})
    (finding,) = compare_services(zoo, attrs.evolve(zoo, read_timeout=60.0))
    assert finding.tag == "risky"
    assert finding.sentence == "service: `read_timeout` is `60.0` instead of `30`, and no rule says what that means"
    assert finding.rule.id == "unexplained"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", "none"),
        ("a\n b", "`a b`"),
        ("`x`", "`'x'`"),
        (None, "`null`"),
        ((1, 2), "`[1, 2]`"),
        ("x" * 100, f"`{'x' * 59}…`"),
        (declared.Doc("a"), '`{"en": "a", "ko": ""}`'),
    ],
)
def test_values_are_written_short_and_on_one_line(value, written):
    assert scope.format_value(value) == written
