# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on data_collections, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Composite, Operation, Parameter

if TYPE_CHECKING:
    from synapse_folders import DirectoryPlan

    from synapse_sdk.models.data_collections import CollectionUpload, DataCollection

LIST: Operation[DataCollection] = Operation(
    name="data_collections.list",
    method="GET",
    path="data_collections/",
    retry="safe",
    response="DataCollection",
    pagination="pages",
)

GET: Operation[DataCollection] = Operation(
    name="data_collections.get",
    method="GET",
    path="data_collections/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("expand", "query", "str", const="file_specifications"),
    ),
    response="DataCollection",
)

PLAN_DIRECTORY: Operation[DirectoryPlan] = Operation(
    name="data_collections.plan_directory",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("collection_id", "argument", "int", required=True),
        Parameter("root", "argument", "str", required=True),
        Parameter("project_id", "argument", "int?"),
        Parameter("layout", "argument", "DirectoryLayout?"),
        Parameter("map", "argument", "dict[str]?"),
        Parameter("manifest", "argument", "str?"),
        Parameter("metadata", "argument", "str?"),
        Parameter("key", "argument", "DirectoryKey", default="path"),
    ),
    composite=Composite(
        kind="directory",
        steps={"upload": "data_collections.upload"},
        settings={
            "collection": "collection_id",
            "project": "project_id",
            "root": "root",
            "layout": "layout",
            "map": "map",
            "manifest": "manifest",
            "metadata": "metadata",
            "key": "key",
            "type": "file_type",
        },
    ),
)

UPLOAD: Operation[CollectionUpload] = Operation(
    name="data_collections.upload",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("collection_id", "argument", "int", required=True),
        Parameter("data", "argument", "list[OrganizedFile]", required=True),
        Parameter("project_id", "argument", "int?"),
        Parameter("batch_size", "argument", "int", default=1000),
        Parameter("use_chunked_upload", "argument", "bool?"),
    ),
    response="CollectionUpload",
    composite=Composite(
        kind="collection",
        steps={
            "collection": "data_collections.get",
            "verify": "data_files.verify_checksums",
            "group": "data_files.upload",
            "unit_list": "data_units.list",
            "units": "data_units.create",
            "task_list": "tasks.list",
            "tasks": "tasks.create",
        },
        settings={
            "collection": "collection_id",
            "groups": "data",
            "batch_size": "batch_size",
            "project": "project_id",
            "specifications": "file_specifications",
            "name": "name",
            "required": "is_required",
            "checksum": "checksum",
            "task": {"project": "project", "data_unit": "unit"},
            "second_digest": "sha1",
        },
    ),
)
