# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Frozen versions of ground truth datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.ground_truth_versions import GET, LIST

if TYPE_CHECKING:
    from synapse_runtime import AsyncPager, Pager

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

    def list(
        self, *, ground_truth_dataset: int | None = None, is_archived: bool | None = None, page_size: int | None = None
    ) -> Pager[GroundTruthVersion]:
        """List versions of ground truth datasets.

        Args:
            ground_truth_dataset: Only versions of this dataset.
            is_archived: Only versions that are archived, or that are not.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One version of a ground truth dataset.
        """
        return self._pages(LIST, {"ground_truth_dataset": ground_truth_dataset, "is_archived": is_archived}, page_size)


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

    def list(
        self, *, ground_truth_dataset: int | None = None, is_archived: bool | None = None, page_size: int | None = None
    ) -> AsyncPager[GroundTruthVersion]:
        """List versions of ground truth datasets.

        Args:
            ground_truth_dataset: Only versions of this dataset.
            is_archived: Only versions that are archived, or that are not.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One version of a ground truth dataset.
        """
        return self._pages(LIST, {"ground_truth_dataset": ground_truth_dataset, "is_archived": is_archived}, page_size)
