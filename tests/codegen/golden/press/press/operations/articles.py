# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on articles, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter, UploadFirst

if TYPE_CHECKING:
    from synapse_runtime import Json

    from press.models.articles import Article, Mail

LIST: Operation[Article] = Operation(
    name="articles.list",
    method="GET",
    path="articles/",
    retry="safe",
    parameters=(
        Parameter("section", "query", "list[Section]"),
        Parameter("since", "query", "date"),
        Parameter("self_", "query", "bool", alias="self"),
        Parameter("builtins", "query", "int"),
    ),
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

ALL: Operation[Article] = Operation(
    name="articles.all",
    method="GET",
    path="articles/all/",
    retry="safe",
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

PAGE: Operation[Article] = Operation(
    name="articles.page",
    method="GET",
    path="articles/page/",
    retry="safe",
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

GET: Operation[Article] = Operation(
    name="articles.get",
    method="GET",
    path="articles/{id}/",
    retry="safe",
    parameters=(
        Parameter("id", "path", "int | str", required=True),
        Parameter("format", "query", "str", const="full"),
        Parameter("language", "query", "str", required=True),
        Parameter("x_desk", "header", "str", alias="X-Desk", secret=True),
    ),
    response="Article",
    file_fields=("scan",),
)

CREATE: Operation[Article] = Operation(
    name="articles.create",
    method="POST",
    path="articles/",
    retry="unsafe",
    parameters=(
        Parameter("title", "body", "str", required=True),
        Parameter("section", "body", "Section"),
        Parameter("words", "body", "int", default=100),
        Parameter("scan", "body", "file?"),
        Parameter("due", "body", "date?"),
        Parameter("in_chunks", "argument", "bool"),
    ),
    body=Body("Draft", codec="multipart"),
    response="Article",
    status=201,
    file_fields=("scan",),
    chunked=UploadFirst(
        field="scan", operation="scans.create", send_as="upload", filename_as="meta.name", argument="in_chunks"
    ),
)

IMPORT_ALL: Operation[Article] = Operation(
    name="articles.import_all",
    method="POST",
    path="articles/import/",
    retry="unsafe",
    parameters=(Parameter("title", "body", "str", required=True), Parameter("due", "body", "date?")),
    body=Body("Brief", batch="required"),
    response="Article",
    file_fields=("scan",),
)

RECEIVE: Operation[Mail | None] = Operation(
    name="articles.receive",
    method="POST",
    path="articles/{id}/mail/",
    retry="unsafe",
    parameters=(Parameter("id", "path", "int", required=True),),
    body=Body("Mail", batch="optional"),
    response="Mail?",
)

JUDGE: Operation[list[Json]] = Operation(
    name="articles.judge",
    method="PUT",
    path="articles/judge/",
    retry="idempotent",
    body=Body("json"),
    response="list[json]",
)

BURN: Operation[None] = Operation(
    name="articles.burn",
    method="DELETE",
    path="articles/{id}/",
    retry="idempotent",
    parameters=(Parameter("id", "path", "int", required=True),),
    status=204,
)

READ: Operation[str] = Operation(
    name="articles.read",
    method="GET",
    path="articles/{id}/read/",
    retry="safe",
    parameters=(Parameter("id", "path", "int", required=True), Parameter("slowly", "query", "bool")),
    response="str",
    stream="lines",
)
