# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Frozen versions of ground truth datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Operation, Parameter, Resource

if TYPE_CHECKING:
    from synapse_sdk.models.ground_truth_versions import GroundTruthVersion

GET: Operation[GroundTruthVersion] = Operation(
    name="ground_truth_versions.get",
    method="GET",
    path="ground_truth_dataset_versions/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "pk", "path", "int", required=True),),
    response="GroundTruthVersion",
)


class GroundTruthVersions(Resource):
    """Frozen versions of ground truth datasets."""

    def get(self, pk: int) -> GroundTruthVersion:
        """Fetch one version of a ground truth dataset.

        Args:
            pk: Version ID.

        Returns:
            One version of a ground truth dataset.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(GET, {"pk": pk})


class AsyncGroundTruthVersions(AsyncResource):
    """Frozen versions of ground truth datasets."""

    async def get(self, pk: int) -> GroundTruthVersion:
        """Fetch one version of a ground truth dataset.

        Args:
            pk: Version ID.

        Returns:
            One version of a ground truth dataset.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(GET, {"pk": pk})
