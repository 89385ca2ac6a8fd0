# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truth_events`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_pages, raw_pages

from synapse_sdk.resources.ground_truth_events import AsyncGroundTruthEvents, GroundTruthEvents


class RawGroundTruthEvents(RawView):
    """Methods of `ground_truth_events`, which return the response too."""

    list = raw_pages(GroundTruthEvents.list)
    list_data = raw_pages(GroundTruthEvents.list_data)
    list_files = raw_pages(GroundTruthEvents.list_files)


class AsyncRawGroundTruthEvents(RawView):
    """Methods of `ground_truth_events`, which return the response too."""

    list = async_raw_pages(AsyncGroundTruthEvents.list)
    list_data = async_raw_pages(AsyncGroundTruthEvents.list_data)
    list_files = async_raw_pages(AsyncGroundTruthEvents.list_files)
