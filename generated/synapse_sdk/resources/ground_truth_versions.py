# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Frozen versions of ground truth datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.ground_truth_versions import GET

if TYPE_CHECKING:
    from synapse_sdk.models.ground_truth_versions import GroundTruthVersion


class GroundTruthVersions(Resource):
    """Frozen versions of ground truth datasets."""

    def get(self, pk: int) -> GroundTruthVersion:
        """Fetch one version of a ground truth dataset.

        Args:
            pk: Version ID.

        Returns:
            One version of a ground truth dataset.
        """
        return self._call(GET, {"pk": pk})


class AsyncGroundTruthVersions(AsyncResource):
    """Frozen versions of ground truth datasets."""

    async def get(self, pk: int) -> GroundTruthVersion:
        """Fetch one version of a ground truth dataset.

        Args:
            pk: Version ID.

        Returns:
            One version of a ground truth dataset.
        """
        return await self._call(GET, {"pk": pk})
