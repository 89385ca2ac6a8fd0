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
    """Who operates the storage.

    The backend may add values: one that is not known here stays a plain string.
    """

    INTERNAL = "internal"
    """Operated with the backend."""
    EXTERNAL = "external"
    """Operated by somebody else."""


StorageCategoryLike: TypeAlias = StorageCategory | Literal["internal", "external"] | str
"""What callers may pass for `StorageCategory`."""


class StorageProvider(StrEnum):
    """The storage's provider.

    The backend may add values: one that is not known here stays a plain string.
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
    """One storage.

    Attributes:
        id: Storage ID.
        name: Name of the storage.
        provider: The storage's provider.
        category: Who operates the storage.
        configuration: Its connection settings, with secrets. A list of storages omits them.
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
    """Fields of a new storage.

    Attributes:
        name: Name of the storage.
        provider: The storage's provider.
        category: Who operates the storage.
        configuration: Its connection settings, in the provider's terms.
    """

    name: str = required("str")
    provider: StorageProvider | str = required("StorageProvider")
    category: StorageCategory | str | Unset = field("StorageCategory", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET, secret=True)
