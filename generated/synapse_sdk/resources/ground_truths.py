# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Ground truths of datasets, with the files of their data units and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.ground_truths import LIST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.ground_truths import GroundTruth


class GroundTruths(Resource):
    """Ground truths of datasets, with the files of their data units and annotations."""

    def list(
        self,
        *,
        ground_truth_dataset: int | None = None,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruth]:
        """List ground truths of datasets.

        Args:
            ground_truth_dataset: Only ground truths of this dataset.
            ground_truth_dataset_versions: Only ground truths of these dataset versions.
            page_size: Number of items on a page.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One ground truth of a dataset.
        """
        return self._pages(
            LIST,
            {
                "ground_truth_dataset": ground_truth_dataset,
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "page_size": page_size,
            },
        )


class AsyncGroundTruths(AsyncResource):
    """Ground truths of datasets, with the files of their data units and annotations."""

    def list(
        self,
        *,
        ground_truth_dataset: int | None = None,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruth]:
        """List ground truths of datasets.

        Args:
            ground_truth_dataset: Only ground truths of this dataset.
            ground_truth_dataset_versions: Only ground truths of these dataset versions.
            page_size: Number of items on a page.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One ground truth of a dataset.
        """
        return self._pages(
            LIST,
            {
                "ground_truth_dataset": ground_truth_dataset,
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "page_size": page_size,
            },
        )
