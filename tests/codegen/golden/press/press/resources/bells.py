# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""What rings when the press runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from press.operations.bells import GET, RING

if TYPE_CHECKING:
    from press.models.paper import Bell


class Bells(Resource):
    """What rings when the press runs."""

    def ring(self) -> None:
        """Ring it."""
        self._call(RING, {})

    def get(self, id: int) -> Bell:
        """Listen to one.

        Args:
            id: Sent as `id` in the path.

        Returns:
            One bell.
        """
        return self._call(GET, {"id": id})

    def wait_for_silence(self, id: int, *, timeout: float | None = None) -> Bell:
        """Call `bells.get` until `state` is final.

        Args:
            id: Sent as `id` in the path.
            timeout: Seconds to wait at most. None: no limit.

        Returns:
            One bell.

        Raises:
            WaiterError: The final state is a failure; the error shows the last lines of the log, if there
                is one.
            WaiterTimeoutError: No final state was reached in time.
        """
        return self._wait(GET, {"id": id}, timeout)


class AsyncBells(AsyncResource):
    """What rings when the press runs."""

    async def ring(self) -> None:
        """Ring it."""
        await self._call(RING, {})

    async def get(self, id: int) -> Bell:
        """Listen to one.

        Args:
            id: Sent as `id` in the path.

        Returns:
            One bell.
        """
        return await self._call(GET, {"id": id})

    async def wait_for_silence(self, id: int, *, timeout: float | None = None) -> Bell:
        """Call `bells.get` until `state` is final.

        Args:
            id: Sent as `id` in the path.
            timeout: Seconds to wait at most. None: no limit.

        Returns:
            One bell.

        Raises:
            WaiterError: The final state is a failure; the error shows the last lines of the log, if there
                is one.
            WaiterTimeoutError: No final state was reached in time.
        """
        return await self._wait(GET, {"id": id}, timeout)
