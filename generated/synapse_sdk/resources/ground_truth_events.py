# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Ground truth to train and to evaluate models, one annotated data unit each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.ground_truth_events import LIST, LIST_DATA, LIST_FILES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from synapse_runtime import AsyncPager, Pager

    from synapse_sdk.models.ground_truth_events import GroundTruthEvent, GroundTruthEventData, GroundTruthEventFiles


class GroundTruthEvents(Resource):
    """Ground truth to train and to evaluate models, one annotated data unit each."""

    def list(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEvent]:
        """List ground truth events.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The ground truth of one data unit.
        """
        return self._pages(
            LIST,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEventData]:
        """List the data of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one ground truth event,
            without the rest of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEventFiles]:
        """List the files of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one ground truth event,
            without the rest of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )


class AsyncGroundTruthEvents(AsyncResource):
    """Ground truth to train and to evaluate models, one annotated data unit each."""

    def list(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEvent]:
        """List ground truth events.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The ground truth of one data unit.
        """
        return self._pages(
            LIST,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )

    def list_data(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEventData]:
        """List the data of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The data of one ground truth event,
            without the rest of it.
        """
        return self._pages(
            LIST_DATA,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )

    def list_files(
        self,
        *,
        ground_truth_dataset_versions: Sequence[int] | None = None,
        project: int | None = None,
        created_after: datetime | None = None,
        data_type: str | None = None,
        search: str | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEventFiles]:
        """List the files of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: The files of one ground truth event,
            without the rest of it.
        """
        return self._pages(
            LIST_FILES,
            {
                "ground_truth_dataset_versions": ground_truth_dataset_versions,
                "project": project,
                "created_after": created_after,
                "data_type": data_type,
                "search": search,
            },
            page_size,
        )
