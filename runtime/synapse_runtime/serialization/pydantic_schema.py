"""Models as types of pydantic, and so of FastAPI: how they are validated, serialized and described.

Imported by pydantic's own question for a schema alone, so nothing else needs it.
"""

from __future__ import annotations

from functools import partial
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

from synapse_runtime.types import DataUri, FileContent, StoredFile, UnknownValue, Unset

from .annotations import fields_of, has_origin, union_marker
from .codec import structure_model
from .plain_data import unstructure

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from synapse_runtime.types import SchemaIssue


def make_core_schema(cls: type, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the core schema of a model. It shows its fields to the JSON schema; cattrs validates, as everywhere."""
    definitions: dict[type, CoreSchema] = {}

    def describe_model(model: type) -> CoreSchema:
        reference = f"{model.__module__}.{model.__qualname__}:{id(model)}"
        if model not in definitions:
            definitions[model] = core_schema.any_schema()  # until its fields are described, which may hold it
            fields = {
                field.wire_name: core_schema.typed_dict_field(describe(field.annotation), required=field.required)
                for field in fields_of(model)
            }
            definitions[model] = core_schema.no_info_wrap_validator_function(
                partial(_validate, model),
                core_schema.typed_dict_schema(fields, cls=model, extra_behavior="allow"),
                ref=reference,
                serialization=core_schema.plain_serializer_function_ser_schema(unstructure),
            )
        return core_schema.definition_reference_schema(reference)

    def describe(annotation: Any) -> CoreSchema:
        if union_marker(annotation):
            annotation = get_args(annotation)[0]
        if has_origin({Union, UnionType}, annotation):
            return core_schema.union_schema(
                [describe(option) for option in get_args(annotation) if option is not Unset]
            )
        if has_origin({list}, annotation):
            return core_schema.list_schema(describe(get_args(annotation)[0]))
        if has_origin({dict}, annotation):
            return core_schema.dict_schema(core_schema.str_schema(), describe(get_args(annotation)[1]))
        if annotation is StoredFile:
            fields = {name: core_schema.str_schema() for name in ("url", "checksum")}
            required = {
                name: core_schema.typed_dict_field(field, required=name == "url") for name, field in fields.items()
            }
            return core_schema.typed_dict_schema(required, extra_behavior="allow")
        if isinstance(annotation, type) and fields_of(annotation):
            return describe_model(annotation)
        return handler.generate_schema(str if annotation in (FileContent, DataUri, UnknownValue) else annotation)

    return core_schema.definitions_schema(describe_model(cls), [*definitions.values()])


def _validate(cls: type, value: Any, _: Any) -> Any:
    """Return a model as it is, and make one of any other data; pydantic's ValidationError names what does not fit."""
    if isinstance(value, cls):
        return value
    model, issues = structure_model(cls, unstructure(value))
    if issues:
        raise ValidationError.from_exception_data(cls.__name__, [_line_error(issue, value) for issue in issues])
    return model


def _line_error(issue: SchemaIssue, value: Any) -> InitErrorDetails:
    error = PydanticCustomError(
        "spec_mismatch", "Expected {expected}, found {found}", {"expected": issue.expected, "found": issue.found}
    )
    location = (int(part) if part.isdigit() else part for part in issue.path.split(".")[1:])
    return InitErrorDetails(type=error, loc=tuple(location), input=value)
