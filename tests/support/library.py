"""A library: a service with numbered pages, tokens and uploads, as the generator would emit it.

`install` puts its package among the imported modules, where the mock looks for it.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sys
import tempfile
from enum import StrEnum
from functools import partial
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from synapse_runtime.operation import (
    Body,
    Composite,
    Credential,
    Operation,
    Pagination,
    Parameter,
    Service,
    UploadFirst,
)
from synapse_runtime.serialization.model import Model, field, model, required
from synapse_runtime.types import UNSET

optional = partial(field, default=UNSET)

PACKAGE = "library_client"
UPLOAD = "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"
NOVEL_MD5 = "0cc175b9c0f1b6a831c399e269772661"


class Shelf(StrEnum):
    OPEN = "open"
    STACKS = "stacks"


class LoanStatus(StrEnum):
    ASKED = "asked"
    OUT = "out"
    BACK = "back"
    LOST = "lost"


@model
class Book(Model):
    id: int = required("int")
    code: str = optional("str")
    title: str = required("str")
    shelf: str = required("Shelf")
    author: Any = optional("int | json")
    pages: float = optional("float?")
    tags: list[int] = optional("list[int]")
    notes: Any = optional("json")
    cover: Any = optional("json", file_urls=True)
    chapters: Any = optional("json")
    lent: bool = optional("bool")
    created_at: str = optional("datetime")
    updated_at: str = optional("datetime")


@model
class BookCreate(Model):
    title: str = required("str")
    author: int = required("int")
    pages: float = optional("float?")
    shelf: str = optional("Shelf")
    cover: Any = optional("dict[json]")


@model
class BookChange(Model):
    title: str = optional("str")
    pages: float = optional("float?")


@model
class Remark(Model):
    remarks: list[str] = required("list[str]")
    mood: str = optional("str")


@model
class Label(Model):
    ids: list[int] = optional("list[int]")
    book_ids: list[int] = optional("list[int]")
    tags: list[int] = optional("list[int]")
    tag_ids: list[int] = optional("list[int]")
    action: str = optional("str")


@model
class Author(Model):
    id: int = required("int")
    name: str = required("str")


@model
class Loan(Model):
    id: Any = required("int | str")
    status: str = required("LoanStatus")
    book: int = optional("int")
    due: str = optional("date?")


@model
class Lent(Model):
    loan_id: int = required("int")
    desk: str = optional("str")


@model
class Line(Model):
    at: str = required("datetime")
    text: str = required("str")


@model
class Scan(Model):
    id: int = required("int")
    checksum: str = required("str")
    size: int = optional("int")
    file: str = optional("str", file_urls=True)
    dpi: int = optional("int?")
    settings: Any = optional("dict[json]")


@model
class ScanCreate(Model):
    file: str = required("file")
    dpi: int = optional("int?")
    settings: Any = optional("dict[json]")
    color: bool = optional("bool")
    made: str = optional("datetime")


@model
class Question(Model):
    checksums: list[str] = required("list[str]")


@model
class Sketch(Model):
    id: int = required("int")
    image: str = optional("str?", file_urls=True)


@model
class SketchCreate(Model):
    image: str = optional("data_uri")
    sound: str = optional("file")


@model
class ChunkedUpload(Model):
    id: str = required("uuid")
    offset: int = required("int")
    status: int = required("int")


@model
class UploadChunk(Model):
    file: str = required("file")
    filename: str = required("str")


@model
class UploadFinish(Model):
    md5: str = required("str")


def _path(name: str = "pk", type: str = "int") -> Parameter:
    return Parameter(name, name, "path", type, required=True)


def _query(name: str, type: str, **options: Any) -> Parameter:
    return Parameter(name, name, "query", type, **options)


BOOK = {
    "id": 7,
    "code": "moby",
    "title": "Moby-Dick",
    "shelf": "open",
    "author": 1,
    "pages": 600,
    "tags": [1, 2],
    "notes": {},
    "cover": {"front": {"url": "/media/moby.jpg", "checksum": "aa"}},
    "lent": False,
    "created_at": "2025-09-01T09:00:00Z",
    "updated_at": "2025-09-01T09:00:00Z",
}
OTHER = {**BOOK, "id": 8, "code": "emma", "title": "Emma", "shelf": "stacks", "author": 2, "tags": [3]}
OTHER["created_at"] = "2025-09-02T09:00:00Z"
CHAPTERS = [{"number": 1, "title": "Loomings"}]
LOANS = [
    {"id": 70, "status": "out", "book": 7, "due": "2025-10-01"},
    {"id": "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11", "status": "back", "book": 8, "due": None},
]
SCAN = {"id": 1001, "checksum": NOVEL_MD5, "size": 1, "file": "/media/scans/a.png", "dpi": 300, "settings": {}}
OPEN_UPLOAD = {"id": UPLOAD, "url": f"http://x/uploads/{UPLOAD}/", "filename": "novel.zip", "offset": 9, "status": 1}

OPERATIONS: dict[str, dict[str, Operation[Any]]] = {
    "books": {
        "GET": Operation(
            "books.get",
            "GET",
            "books/{pk}/",
            "safe",
            (_path(type="int | str"), _query("expand", "str | list[str]")),
            response="Book",
        ),
        "LIST": Operation(
            "books.list",
            "GET",
            "sdk/books/",
            "safe",
            (
                _query("author", "int"),
                _query("shelf", "Shelf"),
                _query("tag_ids", "list[int]"),
                _query("lent", "bool"),
                _query("created_after", "datetime"),
                _query("created_before", "date"),
                _query("pages_gte", "float"),
                _query("search", "str"),
                _query("mood", "str"),
                _query("expand", "str | list[str]"),
            ),
            response="Book",
            pagination="pages",
        ),
        "CREATE": Operation(
            "books.create",
            "POST",
            "books/",
            "unsafe",
            body=Body("BookCreate", batch="optional"),
            response="Book",
            status=201,
        ),
        "UPDATE": Operation(
            "books.update", "PUT", "books/{pk}/", "idempotent", (_path(),), body=Body("BookChange"), response="Book"
        ),
        "PATCH": Operation(
            "books.patch", "PATCH", "books/{pk}/", "unsafe", (_path(),), body=Body("BookCreate"), response="Book"
        ),
        "DELETE": Operation("books.delete", "DELETE", "books/{pk}/", "idempotent", (_path(),), status=204),
        "REMARK": Operation(
            "books.remark", "PUT", "books/{pk}/remark/", "idempotent", (_path(),), body=Body("Remark"), response="Book"
        ),
        "SET_TAGS": Operation(
            "books.set_tags",
            "POST",
            "books/set_tags/",
            "unsafe",
            (_query("replace", "bool"),),
            body=Body("Label"),
            response="json",
        ),
        "LEND": Operation("books.lend", "POST", "books/{pk}/lend/", "unsafe", (_path(),), response="Lent"),
        "IMPORT": Operation(
            "books.import",
            "POST",
            "books/import/",
            "unsafe",
            body=Body("BookCreate", batch="required"),
            response="Book",
        ),
        "SHRED": Operation("books.shred", "POST", "books/{pk}/shred/", "unsafe", (_path(),)),
    },
    "authors": {
        "GET": Operation("authors.get", "GET", "authors/{pk}/", "safe", (_path(),), response="Author"),
        "BOOKS": Operation("authors.books", "GET", "authors/{pk}/books/", "safe", (_path(),), response="list[json]"),
        "COUNT": Operation("authors.count", "GET", "authors/count/", "safe", response="int"),
    },
    "loans": {
        "GET": Operation("loans.get", "GET", "loans/{pk}/", "safe", (_path(type="int | str"),), response="Loan"),
        "LIST": Operation(
            "loans.list", "GET", "loans/", "safe", (_query("status", "LoanStatus"),), response="list[Loan]"
        ),
        "UPDATE": Operation(
            "loans.update",
            "PATCH",
            "loans/{pk}/",
            "unsafe",
            (_path(type="int | str"),),
            body=Body("Loan"),
            response="Loan",
        ),
        "LOG": Operation("loans.log", "GET", "loans/{pk}/log/", "safe", (_path(),), response="list[Line]"),
        "TAIL": Operation("loans.tail", "GET", "loans/{pk}/tail/", "safe", (_path(),), stream="lines"),
        "NEWS": Operation("loans.news", "GET", "loans/news/", "safe", stream="lines"),
    },
    "scans": {
        "CREATE": Operation(
            "scans.create",
            "POST",
            "scans/",
            "unsafe",
            body=Body("ScanCreate", "multipart"),
            response="Scan",
            status=201,
            chunked=UploadFirst("file", "uploads.create", "chunked_upload", "meta.filename", "chunked"),
        ),
        "BIND": Operation(
            "scans.bind",
            "POST",
            "scans/bind/",
            "unsafe",
            body=Body("ScanCreate"),
            response="Scan",
            status=201,
            chunked=UploadFirst("file", "uploads.create", "chunked_upload"),
        ),
        "REPLACE": Operation(
            "scans.replace",
            "PUT",
            "scans/{pk}/",
            "idempotent",
            (_path(),),
            body=Body("ScanCreate", "multipart"),
            response="Scan",
        ),
        "ANY": Operation("scans.any", "POST", "scans/any/", "safe", body=Body("list[str]"), response="dict[bool]"),
        "KNOWN": Operation("scans.known", "POST", "scans/known/", "safe", body=Body("Question"), response="json"),
    },
    "desks": {
        "PING": Operation(
            "desks.ping", "POST", "desks/{token}/ping/", "unsafe", (_path("token", "str"),), response="json"
        ),
        "HUSH": Operation("desks.hush", "POST", "desks/hush/", "unsafe", body=Body("list[int]"), response="json"),
    },
    "sketches": {
        "CREATE": Operation(
            "sketches.create", "POST", "sketches/", "unsafe", body=Body("SketchCreate"), response="Sketch", status=201
        ),
        "RECORD": Operation(
            "sketches.record",
            "POST",
            "sketches/record/",
            "unsafe",
            body=Body("SketchCreate", "multipart"),
            response="Sketch",
        ),
    },
    "uploads": {
        "CREATE": Operation(
            "uploads.create",
            "",
            "",
            "unsafe",
            composite=Composite(
                "chunked_upload",
                {role: f"uploads.{role}" for role in ("start", "append", "status", "finish", "list")},
                {},
            ),
        ),
        "START": Operation(
            "uploads.start",
            "PUT",
            "uploads/",
            "unsafe",
            body=Body("UploadChunk", "multipart"),
            response="ChunkedUpload",
        ),
        "APPEND": Operation(
            "uploads.append",
            "PUT",
            "uploads/{id}/",
            "unsafe",
            (_path("id", "uuid"),),
            body=Body("UploadChunk", "multipart"),
            response="ChunkedUpload",
        ),
        "STATUS": Operation(
            "uploads.status", "GET", "uploads/{id}/", "safe", (_path("id", "uuid"),), response="ChunkedUpload"
        ),
        "FINISH": Operation(
            "uploads.finish",
            "POST",
            "uploads/{id}/",
            "unsafe",
            (_path("id", "uuid"),),
            body=Body("UploadFinish"),
            response="ChunkedUpload",
        ),
        "LIST": Operation("uploads.list", "GET", "uploads/", "safe", response="list[ChunkedUpload]"),
    },
}

EXAMPLES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "books": {
        "books.get": [
            {"name": "plain", "arguments": {"pk": 7}, "response": BOOK, "status": 200},
            {"name": "by code", "arguments": {"pk": "moby"}, "response": BOOK},
            {
                "name": "in full",
                "arguments": {"pk": 7, "expand": "chapters,index"},
                "response": {**BOOK, "chapters": CHAPTERS},
            },
        ],
        "books.list": [
            {
                "arguments": {"author": 1},
                "response": {
                    "count": 2,
                    "next": None,
                    "previous": None,
                    "results": [{key: value for key, value in row.items() if key != "notes"} for row in (BOOK, OTHER)],
                },
            },
        ],
        "books.create": [
            {"arguments": {"title": "Emma", "author": 2}, "response": {**OTHER, "tags": [3]}},
            {"arguments": {"title": "Ulysses", "author": 9}, "response": {"detail": "Banned."}, "status": 409},
        ],
        "books.update": [{"arguments": {"pk": 7, "title": "The Whale"}, "response": {**BOOK, "title": "The Whale"}}],
        "books.remark": [
            {
                "arguments": {"pk": 7, "remarks": ["long"], "mood": "grim"},
                "response": {
                    **BOOK,
                    "notes": {"remarks": ["long"]},
                    "lent": True,
                    "updated_at": "2025-09-09T00:00:00Z",
                },
            },
            {"arguments": {"pk": 9, "remarks": ["?"]}, "response": {"detail": "gone"}, "status": 410},
        ],
        "books.set_tags": [
            {"arguments": {"ids": [7], "tags": [1], "action": "add"}, "response": {"updated": 1, "ok": True}}
        ],
        "books.lend": [{"arguments": {"pk": 7}, "response": {"loan_id": 70, "desk": "A"}}],
    },
    "authors": {
        "authors.get": [
            {"arguments": {"pk": 1}, "response": {"id": 1, "name": "Herman"}},
            {"arguments": {"pk": 404}, "response": {"detail": "Forgotten."}, "status": 404},
        ],
        "authors.books": [
            {"arguments": {"pk": 2}, "response": ["Emma"]},
            {"arguments": {"pk": 1}, "response": ["Moby"]},
        ],
        "authors.count": [],
    },
    "loans": {
        "loans.get": [{"arguments": {"pk": 70}, "response": LOANS[0]}],
        "loans.list": [{"arguments": {}, "response": LOANS}],
        "loans.log": [{"arguments": {"pk": 70}, "response": [{"at": "2025-09-01T09:00:00Z", "text": "Stamped."}]}],
        "loans.tail": [{"arguments": {"pk": 70}, "response": ["Stamped.", "Out."]}],
        "loans.news": [{"arguments": {}, "response": "Closed\ntoday"}],
    },
    "scans": {
        "scans.create": [{"arguments": {"file": "a.png"}, "response": SCAN}],
        "scans.any": [{"arguments": {"body": ["bb"]}, "response": {"bb": False}}],
        "scans.known": [{"arguments": {"checksums": [NOVEL_MD5, "bb"]}, "response": {NOVEL_MD5: True, "bb": False}}],
    },
    "desks": {"desks.ping": [{"arguments": {"token": "t"}, "response": {"ok": True}}]},
    "uploads": {
        "uploads.status": [{"arguments": {"id": UPLOAD}, "response": OPEN_UPLOAD}],
        "uploads.finish": [{"arguments": {"id": UPLOAD, "md5": "x"}, "response": {**OPEN_UPLOAD, "status": 2}}],
        "uploads.list": [{"arguments": {}, "response": [OPEN_UPLOAD]}],
    },
}

SERVICE = Service(
    name="Library",
    package=PACKAGE,
    version="1.0",
    credentials=(Credential("token", "X-Card", "Card "), Credential("desk", "X-Desk", "")),
    paginations={
        "pages": Pagination("page_number", "results", page="page", size="page_size", total="count", next="next")
    },
    resources=tuple(OPERATIONS),
)


def install(
    service: Service = SERVICE,
    operations: dict[str, dict[str, Operation[Any]]] = OPERATIONS,
    examples: dict[str, dict[str, list[dict[str, Any]]]] = EXAMPLES,
    models: dict[str, Any] | None = None,
) -> Service:
    """Make the package of a service importable."""
    own = {name: value for name, value in globals().items() if isinstance(value, type)}
    _module(f"{service.package}.models", own if models is None else models)
    _module(f"{service.package}.service", {"SERVICE": service})
    folder = Path(tempfile.mkdtemp(prefix=service.package))
    atexit.register(shutil.rmtree, folder)
    package = _module(service.package, {"SERVICE": service})
    package.__spec__ = spec_from_file_location(service.package, folder / "__init__.py")  # examples are found beside it
    (folder / "examples").mkdir()
    for noun in service.resources:
        _module(f"{service.package}.operations.{noun}", operations[noun])
        content = json.dumps({"examples": examples.get(noun, {})})
        (folder / "examples" / f"{noun}.json").write_text(content, encoding="utf-8")
    return service


def _module(name: str, content: dict[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(content)
    sys.modules[name] = module
    return module
