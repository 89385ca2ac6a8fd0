# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truth_versions`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.ground_truth_versions import AsyncGroundTruthVersions, GroundTruthVersions


class RawGroundTruthVersions(RawView):
    """Methods of `ground_truth_versions`, which return the response too."""

    def __init__(self, ground_truth_versions: GroundTruthVersions) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(ground_truth_versions.get)
        self.list = raw_pages(ground_truth_versions.list)


class AsyncRawGroundTruthVersions(RawView):
    """Methods of `ground_truth_versions`, which return the response too."""

    def __init__(self, ground_truth_versions: AsyncGroundTruthVersions) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(ground_truth_versions.get)
        self.list = async_raw_pages(ground_truth_versions.list)
