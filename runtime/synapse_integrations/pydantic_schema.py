"""Models as types of pydantic, and so of FastAPI: how they are validated, serialized and described.

Imported by pydantic's own question for a schema alone, so nothing else needs it.
"""

from __future__ import annotations

from functools import partial
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    Field = tuple[str, Any, bool]
    """Name in JSON, annotation, and whether it is required."""
    Issue = tuple[str, str, str]
    """Path of a value that does not fit, what was expected there, and what was found."""
    Structure = Callable[[type, Any], tuple[Any, Iterable[Issue]]]
    """Returns a model that it makes of data, and what does not fit."""


def make_core_schema(
    cls: type,
    handler: GetCoreSchemaHandler,
    *,
    fields_of: Callable[[type], Iterable[Field]],
    types: Mapping[Any, Any],
    objects: Mapping[Any, Mapping[str, bool]],
    structure: Structure,
    unstructure: Callable[[Any], Any],
) -> CoreSchema:
    """Return the core schema of a model, which shows its fields to the JSON schema; `structure` validates.

    Args:
        cls: The model.
        handler: What pydantic hands over.
        fields_of: Returns the fields of a model; none for other classes.
        types: Types that pydantic does not know, each by what it looks like in JSON; None for what is never there.
        objects: Types that are objects of strings: their fields, and whether each is required.
        structure: Makes a model of JSON data.
        unstructure: Turns a model, and data that holds models, into JSON data.
    """
    definitions: dict[type, CoreSchema] = {}

    def describe_model(model: type) -> CoreSchema:
        reference = f"{model.__module__}.{model.__qualname__}:{id(model)}"
        if model not in definitions:
            definitions[model] = core_schema.any_schema()  # until its fields are described, which may hold it
            fields = {
                name: core_schema.typed_dict_field(describe(annotation), required=required)
                for name, annotation, required in fields_of(model)
            }
            definitions[model] = core_schema.no_info_wrap_validator_function(
                partial(_validate, model, structure, unstructure),
                core_schema.typed_dict_schema(fields, cls=model, extra_behavior="allow"),
                ref=reference,
                serialization=core_schema.plain_serializer_function_ser_schema(unstructure),
            )
        return core_schema.definition_reference_schema(reference)

    def describe(annotation: Any) -> CoreSchema:
        annotation = types.get(annotation, annotation)
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        arguments = get_args(annotation)
        if get_origin(annotation) in {Union, UnionType}:
            options = [option for option in arguments if types.get(option, option) is not None]
            return core_schema.union_schema([describe(option) for option in options])
        if get_origin(annotation) is list:
            return core_schema.list_schema(describe(arguments[0]))
        if get_origin(annotation) is dict:
            return core_schema.dict_schema(core_schema.str_schema(), describe(arguments[1]))
        if annotation in objects:
            fields = {
                name: core_schema.typed_dict_field(core_schema.str_schema(), required=required)
                for name, required in objects[annotation].items()
            }
            return core_schema.typed_dict_schema(fields, extra_behavior="allow")
        if isinstance(annotation, type) and fields_of(annotation):
            return describe_model(annotation)
        return handler.generate_schema(annotation)

    return core_schema.definitions_schema(describe_model(cls), [*definitions.values()])


def _validate(cls: type, structure: Structure, unstructure: Callable[[Any], Any], value: Any, _: Any) -> Any:
    """Return a model as it is, and make one of any other data; pydantic's ValidationError names what does not fit."""
    if isinstance(value, cls):
        return value
    model, issues = structure(cls, unstructure(value))
    errors = [_line_error(issue, value) for issue in issues]
    if errors:
        raise ValidationError.from_exception_data(cls.__name__, errors)
    return model


def _line_error(issue: Issue, value: Any) -> InitErrorDetails:
    path, expected, found = issue
    error = PydanticCustomError(
        "spec_mismatch", "Expected {expected}, found {found}", {"expected": expected, "found": found}
    )
    location = (int(part) if part.isdigit() else part for part in path.split(".")[1:])
    return InitErrorDetails(type=error, loc=tuple(location), input=value)
