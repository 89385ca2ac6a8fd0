# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Enums of the documented methods."""

from __future__ import annotations

from synapse_sdk.models.storages import StorageCategory, StorageProvider

__all__ = ["StorageCategory", "StorageProvider"]
