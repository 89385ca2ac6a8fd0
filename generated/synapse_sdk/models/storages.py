# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Models of storages."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from synapse_runtime import UNSET, Json, Model, Secret, UnknownValue, Unset, model


class StorageCategory(StrEnum):
    """Who operates the storage.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    INTERNAL = "internal"
    """Operated with the backend."""
    EXTERNAL = "external"
    """Operated by somebody else."""


StorageCategoryLike: TypeAlias = StorageCategory | Literal["internal", "external"] | str
"""What callers may pass for `StorageCategory`."""


class StorageProvider(StrEnum):
    """The storage's provider.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    AMAZON_S3 = "amazon_s3"
    """Amazon S3."""
    AZURE = "azure"
    """Microsoft Azure Blob Storage."""
    DIGITAL_OCEAN = "digital_ocean"
    """DigitalOcean Spaces."""
    FILE_SYSTEM = "file_system"
    """A folder that the backend can access."""
    FTP = "ftp"
    """An FTP server."""
    SFTP = "sftp"
    """An SFTP server."""
    MINIO = "minio"
    """MinIO."""
    GCP = "gcp"
    """Google Cloud Storage."""


StorageProviderLike: TypeAlias = (
    StorageProvider | Literal["amazon_s3", "azure", "digital_ocean", "file_system", "ftp", "sftp", "minio", "gcp"] | str
)
"""What callers may pass for `StorageProvider`."""


@model
class Storage(Model):
    """One storage."""

    id: int
    """Storage ID."""
    name: str
    """Name of the storage."""
    provider: StorageProvider | UnknownValue
    """The storage's provider."""
    category: StorageCategory | UnknownValue
    """Who operates the storage."""
    configuration: Annotated[dict[str, Json] | Unset, Secret()] = UNSET
    """Its connection settings, with secrets. A list of storages omits them."""
    is_default: bool | Unset = UNSET
    """Whether files go there if nothing else is said."""
    created_at: datetime
    """When it was created."""


@model
class StorageCreate(Model):
    """Fields of a new storage."""

    name: str
    """Name of the storage."""
    provider: StorageProvider | str
    """The storage's provider."""
    category: StorageCategory | str | Unset = UNSET
    """Who operates the storage."""
    configuration: Annotated[dict[str, Json] | Unset, Secret()] = UNSET
    """Its connection settings, in the provider's terms."""
