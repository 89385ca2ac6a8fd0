# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truths."""

from __future__ import annotations

from typing import Annotated

from synapse_runtime import FileUrls, Json, Model, model


@model
class GroundTruth(Model):
    """One ground truth of a dataset."""

    id: int
    """Ground truth ID."""
    files: Annotated[Json, FileUrls()]
    """Its files: name to URL, or name to `{url, checksum}`. Names that begin with `data_meta_` are annotations."""
