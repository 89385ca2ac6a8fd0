# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truth_versions`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.ground_truth_versions import AsyncGroundTruthVersions, GroundTruthVersions


class RawGroundTruthVersions(RawView):
    """Methods of `ground_truth_versions`, which return the response too."""

    get = raw_method(GroundTruthVersions.get)
    list = raw_pages(GroundTruthVersions.list)


class AsyncRawGroundTruthVersions(RawView):
    """Methods of `ground_truth_versions`, which return the response too."""

    get = async_raw_method(AsyncGroundTruthVersions.get)
    list = async_raw_pages(AsyncGroundTruthVersions.list)
