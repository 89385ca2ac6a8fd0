# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on scans, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter

if TYPE_CHECKING:
    from press.models.scans import Scan

CREATE: Operation[Scan] = Operation(
    name="scans.create",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("path", "argument", "file", required=True),
        Parameter("note", "argument", "str", default='none "yet"'),
        Parameter("labels", "argument", "list[str]", default=["a"]),
        Parameter("times", "argument", "int?"),
    ),
    response="Scan",
    composite=Composite(
        kind="chunked_upload",
        steps={
            "start": "scans.start",
            "append": "scans.append",
            "status": "scans.status",
            "finish": "scans.finish",
            "list": "scans.list",
        },
        settings={"chunk_size": 1024},
    ),
)

START: Operation[Scan] = Operation(
    name="scans.start",
    method="PUT",
    path="scans/",
    retry="idempotent",
    parameters=(
        Parameter("content_range", "header", "str", alias="Content-Range", required=True),
        Parameter("file", "body", "file", required=True),
        Parameter("filename", "body", "str", required=True),
    ),
    body=Body("Chunk", codec="multipart"),
    response="Scan",
)

APPEND: Operation[Scan] = Operation(
    name="scans.append",
    method="PUT",
    path="scans/{id}/",
    retry="idempotent",
    parameters=(
        Parameter("id", "path", "uuid", required=True),
        Parameter("content_range", "header", "str", alias="Content-Range", required=True),
        Parameter("file", "body", "file", required=True),
        Parameter("filename", "body", "str", required=True),
    ),
    body=Body("Chunk", codec="multipart"),
    response="Scan",
)

STATUS: Operation[Scan] = Operation(
    name="scans.status",
    method="GET",
    path="scans/{id}/",
    retry="safe",
    parameters=(Parameter("id", "path", "uuid", required=True),),
    response="Scan",
)

FINISH: Operation[Scan] = Operation(
    name="scans.finish",
    method="POST",
    path="scans/{id}/",
    retry="unsafe",
    parameters=(Parameter("id", "path", "uuid", required=True), Parameter("md5", "body", "str", required=True)),
    body=Body("Finish"),
    response="Scan",
)

LIST: Operation[list[Scan]] = Operation(
    name="scans.list", method="GET", path="scans/", retry="safe", response="list[Scan]"
)
