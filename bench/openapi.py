"""The same API as an OpenAPI document, made from the descriptors, and what openapi-python-client makes of it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synapse_runtime.serialization.annotations import Discriminator, fields_of, union_marker
from synapse_runtime.testing.backend.spec.type_expressions import (
    DictOf,
    ListOf,
    Name,
    Nullable,
    OneOf,
    TypeExpression,
    parse,
)
from synapse_sdk import SERVICE, models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_runtime.operation import Operation

PACKAGE = "peer_client"
"""The import name of the client that is generated."""

SCALARS: dict[str, dict[str, Any]] = {
    "int": {"type": "integer"},
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "float": {"type": "number"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "uuid": {"type": "string", "format": "uuid"},
    "json": {},
    "stored_files": {},
    "file": {"type": "string", "format": "binary"},
    "data_uri": {"type": "string"},
}


def schema(expression: TypeExpression) -> dict[str, Any]:
    """A type of the spec as a JSON Schema."""
    match expression:
        case Name(name):
            return SCALARS.get(name, {"$ref": f"#/components/schemas/{name}"})
        case ListOf(item):
            return {"type": "array", "items": schema(item)}
        case DictOf(value):
            return {"type": "object", "additionalProperties": schema(value)}
        case Nullable(inner):
            return {"anyOf": [schema(inner), {"type": "null"}]}
        case OneOf(options):
            return {"anyOf": [schema(one) for one in options]}


def component(name: str) -> dict[str, Any]:
    """A model, enum or union of the service."""
    found: Any = getattr(models, name)
    if isinstance(union := union_marker(found), Discriminator):
        return {"oneOf": [schema(Name(one)) for one in union.models.values()]}
    if isinstance(found, type) and issubclass(found, Enum):
        return {"type": "string", "enum": [one.value for one in found]}
    members = fields_of(found)
    return {
        "type": "object",
        "required": [one.wire_name for one in members if one.required],
        "properties": {one.wire_name: schema(parse(one.type)) for one in members},
    }


def described(operation: Operation[Any]) -> dict[str, Any]:
    """An operation."""
    answer = schema(parse(operation.response)) if operation.response else {}
    if operation.pagination:
        style = SERVICE.paginations[operation.pagination]
        answer = {
            "type": "object",
            "required": [style.results],
            "properties": {
                style.results: {"type": "array", "items": answer},
                style.total: {"type": "integer"},
                style.next: {"type": "string"},
            },
        }
    found: dict[str, Any] = {
        "operationId": operation.name.replace(".", "_"),
        "tags": [operation.name.partition(".")[0]],
        "parameters": [
            {"name": one.wire_name, "in": place, "required": place == "path", "schema": schema(parse(one.type))}
            for one in operation.parameters
            if (place := one.location) in {"path", "query", "header"}
        ],
        "responses": {str(operation.status): {"description": "", "content": {"application/json": {"schema": answer}}}},
    }
    if operation.body is not None:
        kind = {"json": "application/json", "multipart": "multipart/form-data"}[operation.body.codec]
        found["requestBody"] = {"content": {kind: {"schema": schema(parse(operation.body.type))}}}
    return found


def document() -> dict[str, Any]:
    """The whole service."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in SERVICE.operations():
        if operation.path:
            paths.setdefault(f"/{operation.path}", {})[operation.method.lower()] = described(operation)
    kinds = [name for name in models.__all__ if isinstance(found := getattr(models, name), type) or union_marker(found)]
    return {
        "openapi": "3.1.0",
        "info": {"title": SERVICE.name, "version": SERVICE.version},
        "paths": paths,
        "components": {"schemas": {name: component(name) for name in kinds}},
    }


@contextlib.contextmanager
def peer_client() -> Iterator[Path]:
    """The folder that holds the generated client, which can be imported from it as `PACKAGE`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.json").write_text(json.dumps(document()))
        (folder / "config.json").write_text(json.dumps({"post_hooks": []}))
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
        options = ["--path", "openapi.json", "--config", "config.json", "--output-path", PACKAGE]
        subprocess.run([*command, *options], cwd=folder, check=True, capture_output=True)
        yield folder


@contextlib.contextmanager
def peer_model(name: str) -> Iterator[Any]:
    """One of its models."""
    with peer_client() as folder:
        sys.path.insert(0, str(folder))
        yield getattr(import_module(f"{PACKAGE}.models"), name)
        sys.path.remove(str(folder))
