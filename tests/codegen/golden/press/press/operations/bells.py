# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on bells, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter, Waiter

if TYPE_CHECKING:
    from press.models.paper import Bell

RING: Operation[None] = Operation(name="bells.ring", method="POST", path="bells/ring/", retry="unsafe")

GET: Operation[Bell] = Operation(
    name="bells.get",
    method="GET",
    path="bells/{id}/",
    retry="safe",
    parameters=(Parameter("id", "path", "int", required=True),),
    response="Bell",
    waiter=Waiter(field="state", success=("silent",), failure=("broken", "stuck")),
)
