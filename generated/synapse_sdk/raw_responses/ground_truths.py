# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `ground_truths`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_pages, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.ground_truths import AsyncGroundTruths, GroundTruths


class RawGroundTruths(RawView):
    """Methods of `ground_truths`, which return the response too."""

    def __init__(self, ground_truths: GroundTruths) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(ground_truths.list)


class AsyncRawGroundTruths(RawView):
    """Methods of `ground_truths`, which return the response too."""

    def __init__(self, ground_truths: AsyncGroundTruths) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(ground_truths.list)
