# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_files`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from synapse_sdk.resources.data_files import AsyncDataFiles, DataFiles


class RawDataFiles(RawView):
    """Methods of `data_files`, which return the response too."""

    def __init__(self, data_files: DataFiles) -> None:
        """Take the methods that end with a response."""
        self.create = raw_method(data_files.create)
        self.upload = raw_method(data_files.upload)
        self.upload_bulk = raw_method(data_files.upload_bulk)
        self.verify_checksums = raw_method(data_files.verify_checksums)


class AsyncRawDataFiles(RawView):
    """Methods of `data_files`, which return the response too."""

    def __init__(self, data_files: AsyncDataFiles) -> None:
        """Take the methods that end with a response."""
        self.create = async_raw_method(data_files.create)
        self.upload = async_raw_method(data_files.upload)
        self.upload_bulk = async_raw_method(data_files.upload_bulk)
        self.verify_checksums = async_raw_method(data_files.verify_checksums)
