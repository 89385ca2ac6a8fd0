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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEvent]:
        """List ground truth events.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEventData]:
        """List the data of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> Pager[GroundTruthEventFiles]:
        """List the files of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEvent]:
        """List ground truth events.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEventData]:
        """List the data of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
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
        ids: str | None = None,
        ids_ex: str | None = None,
        ordering: str | None = None,
        expand: str | Sequence[str] | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[GroundTruthEventFiles]:
        """List the files of ground truth events, without their other fields.

        Args:
            ground_truth_dataset_versions: Only events of these dataset versions.
            project: Only events of this project.
            created_after: Only events created after this time.
            data_type: Only events on data of this type.
            search: Only events whose data contains this string.
            ids: Only events with these IDs, separated by commas.
            ids_ex: Only events without these IDs, separated by commas.
            ordering: Field to sort by, such as `pgh_id`; `-pgh_id` for descending order.
            expand: Related objects to embed instead of their IDs: `data_unit`.
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
                "ids": ids,
                "ids_ex": ids_ex,
                "ordering": ordering,
                "expand": expand,
            },
            page_size,
        )
