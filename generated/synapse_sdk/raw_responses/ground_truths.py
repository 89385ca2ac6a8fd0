# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truths`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_pages, raw_pages

from synapse_sdk.resources.ground_truths import AsyncGroundTruths, GroundTruths


class RawGroundTruths(RawView):
    """Methods of `ground_truths`, which return the response too."""

    list = raw_pages(GroundTruths.list)


class AsyncRawGroundTruths(RawView):
    """Methods of `ground_truths`, which return the response too."""

    list = async_raw_pages(AsyncGroundTruths.list)
