# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""What rings when the press runs."""

from __future__ import annotations

from synapse_runtime.operation import Operation
from synapse_runtime.resource import AsyncResource, Resource

RING: Operation[None] = Operation(
    name="bells.ring",
    method="POST",
    path="bells/ring/",
    retry="unsafe",
)


class Bells(Resource):
    """What rings when the press runs."""

    def ring(self) -> None:
        """Ring it.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        self._client.call(RING, {})


class AsyncBells(AsyncResource):
    """What rings when the press runs."""

    async def ring(self) -> None:
        """Ring it.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        await self._client.call(RING, {})
