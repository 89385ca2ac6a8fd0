# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on weather, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_runtime import UnknownValue

    from press.models.weather import Sky

NOW: Operation[Sky | UnknownValue] = Operation(
    name="weather.now",
    method="GET",
    path="weather/",
    retry="safe",
    parameters=(Parameter("sky", "query", "Sky"),),
    response="Sky",
)

WRAP: Operation[int] = Operation(
    name="weather.wrap",
    method="POST",
    path="weather/",
    retry="unsafe",
    parameters=(Parameter("width", "body", "float", required=True), Parameter("surface", "body", "str", alias="body")),
    body=Body("Sheet"),
    response="int",
)
