# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Models of storages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


class StorageCategory(StrEnum):
    """Whose storage it is.

    The backend may add values: one that is not known here stays a plain string.
    """

    INTERNAL = "internal"
    """Run together with the backend."""
    EXTERNAL = "external"
    """Run by somebody else."""


StorageCategoryLike: TypeAlias = StorageCategory | Literal["internal", "external"] | str
"""What callers may pass for `StorageCategory`."""


class StorageProvider(StrEnum):
    """What kind of storage it is.

    The backend may add values: one that is not known here stays a plain string.
    """

    AMAZON_S3 = "amazon_s3"
    """Amazon S3."""
    AZURE = "azure"
    """Microsoft Azure Blob Storage."""
    DIGITAL_OCEAN = "digital_ocean"
    """DigitalOcean Spaces."""
    FILE_SYSTEM = "file_system"
    """A folder the backend can reach."""
    FTP = "ftp"
    """A server that speaks FTP."""
    SFTP = "sftp"
    """A server that speaks SFTP."""
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
    """One storage.

    Attributes:
        id: Storage ID.
        name: Name of the storage.
        provider: What kind of storage it is.
        category: Whose storage it is.
        configuration: How to reach it, secrets included. A list of storages leaves it out.
        created_at: When it was created.
    """

    id: int = required("int")
    name: str = required("str")
    provider: StorageProvider | str = required("StorageProvider")
    category: StorageCategory | str | Unset = field("StorageCategory", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET, secret=True)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class StorageCreate(Model):
    """What a new storage is made from.

    Attributes:
        name: Name of the storage.
        provider: What kind of storage it is.
        category: Whose storage it is.
        configuration: How to reach it, in the provider's own terms.
    """

    name: str = required("str")
    provider: StorageProvider | str = required("StorageProvider")
    category: StorageCategory | str | Unset = field("StorageCategory", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET, secret=True)
