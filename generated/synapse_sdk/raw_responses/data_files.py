# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_files`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from synapse_sdk.resources.data_files import AsyncDataFiles, DataFiles


class RawDataFiles(RawView):
    """Methods of `data_files`, which return the response too."""

    create = raw_method(DataFiles.create)
    upload = raw_method(DataFiles.upload)
    upload_bulk = raw_method(DataFiles.upload_bulk)
    verify_checksums = raw_method(DataFiles.verify_checksums)


class AsyncRawDataFiles(RawView):
    """Methods of `data_files`, which return the response too."""

    create = async_raw_method(AsyncDataFiles.create)
    upload = async_raw_method(AsyncDataFiles.upload)
    upload_bulk = async_raw_method(AsyncDataFiles.upload_bulk)
    verify_checksums = async_raw_method(AsyncDataFiles.verify_checksums)
