# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truths."""

from __future__ import annotations

from typing import Annotated

from synapse_runtime import FileUrls, Model, StoredFiles, model


@model
class GroundTruth(Model):
    """One ground truth of a dataset."""

    id: int
    """Ground truth ID."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files by name. Names that begin with `data_meta_` are annotations."""
