# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truth_events`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_pages, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.ground_truth_events import AsyncGroundTruthEvents, GroundTruthEvents


class RawGroundTruthEvents(RawView):
    """Methods of `ground_truth_events`, which return the response too."""

    def __init__(self, ground_truth_events: GroundTruthEvents) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(ground_truth_events.list)
        self.list_data = raw_pages(ground_truth_events.list_data)
        self.list_files = raw_pages(ground_truth_events.list_files)


class AsyncRawGroundTruthEvents(RawView):
    """Methods of `ground_truth_events`, which return the response too."""

    def __init__(self, ground_truth_events: AsyncGroundTruthEvents) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(ground_truth_events.list)
        self.list_data = async_raw_pages(ground_truth_events.list_data)
        self.list_files = async_raw_pages(ground_truth_events.list_files)
