"""The builder: what a spec says, with what it leaves out filled in."""

from __future__ import annotations

import pytest
from support.small_specs import SERVICE, build_spec, built, operation_of, resource_of, write_spec
from synapse_codegen.build import build
from synapse_codegen.diagnostics import NOWHERE, SourceLocation
from synapse_codegen.ir.declared import Doc, Limits, ListOf, Named, Nullable
from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel
from synapse_codegen.ir.operations import (
    Body,
    ChunkedField,
    Composite,
    CompositeArgument,
    Documented,
    DocumentedArgument,
    Example,
    Operation,
    Parameter,
    Response,
)
from synapse_codegen.ir.service import Credential, DocumentedFace, Mixin, Pagination, Resource, Service, SharedQuery
from synapse_codegen.source.loader import load_spec
from synapse_codegen.type_parser import SCALAR_TYPES, UNKNOWN

INT, STR, BOOL, FILE, JSON = (SCALAR_TYPES[name] for name in ("int", "str", "bool", "file", "json"))

KINDS = Nullable(ListOf(Named("Kind")))

LIST = "operations: { list: { request: GET animals/ } }"


def summarize(diagnostics) -> list[tuple[str, str]]:
    return [(diagnostic.rule, str(diagnostic.location)) for diagnostic in diagnostics]


# Service -------------------------------------------------------------------------------


def test_a_minimal_service(tmp_path):
    assert built(tmp_path, animals=LIST) == Service(
        name="Zoo",
        package="zoo",
        version="1.0.0",
        sync_client="Zoo",
        async_client="AsyncZoo",
        credentials=(),
        paginations=(),
        resources=(
            Resource(
                name="animals",
                file="spec/resources/animals.yaml",
                models=(),
                enums=(),
                operations=(Operation("animals.list", "list", "GET", "animals/", "safe"),),
            ),
        ),
        file="spec/service.yaml",
    )


def test_a_service_with_every_key(tmp_path):
    text = """
    service: Zoo
    package: zoo
    version: 1.0.0
    doc: |
      All animals.
    doc_ko: 모든 동물.
    clients: { sync: Zoo, async: AsyncZoo }
    base_url: https://zoo.example
    environment: { base_url: [ZOO_URL, ZOO_HOST], log: ZOO_LOG }
    timeout: { connect: 2, read: 0.5 }
    request_id_header: X-Request
    credentials:
      token: { header: Authorization, prefix: "Bearer ", env: ZOO_TOKEN, aliases: [key], hint: Again,
               doc: Who asks. }
      guest: { header: X-Guest, instead_of: token, keyword_only: true }
      group: { header: X-Group, goes_with: guest }
    query:
      region: { env: [ZOO_REGION, ZOO_AREA], doc: Where. }
    pagination:
      pages: { style: page_number, page: page, size: per_page, results: rows, total: total, next: next, walk_size: 50,
               key: code, cursor_query: { by: cursor }, max_size: 75 }
      cursors: { style: cursor, page: after, results: items, next: cursor }
    documented:
      module: clients.zoo
      class: ZooClient
      errors: clients.errors
      enums: { module: clients.kinds, names: [Kind] }
      doc: All in one.
      mixins:
        animals: { class: AnimalMixin, doc: Animals., doc_ko: 동물. }
    """
    service = built(tmp_path, text, animals="enums: { Kind: { values: { cat: A cat. } } }")
    assert service.doc == Doc("All animals.", "모든 동물.")
    assert (service.base_url, service.base_url_env) == ("https://zoo.example", ("ZOO_URL", "ZOO_HOST"))
    assert (service.log_env, service.request_id_header) == ("ZOO_LOG", "X-Request")
    assert (service.connect_timeout, service.read_timeout) == (2, 0.5)
    assert service.credentials == (
        Credential("token", "Authorization", "Bearer ", ("ZOO_TOKEN",), ("key",), hint="Again", doc=Doc("Who asks.")),
        Credential("guest", "X-Guest", instead_of="token", keyword_only=True),
        Credential("group", "X-Group", goes_with="guest"),
    )
    assert service.query == (SharedQuery("region", ("ZOO_REGION", "ZOO_AREA"), doc=Doc("Where.")),)
    assert service.paginations == (
        Pagination(
            *("pages", "page_number", "rows", "page", "per_page", "total", "next", 50, "code", {"by": "cursor"}),
            max_size=75,
        ),
        Pagination("cursors", "cursor", "items", "after", next="cursor"),
    )
    assert service.documented == DocumentedFace(
        module="clients.zoo",
        class_name="ZooClient",
        mixins=(Mixin("animals", "AnimalMixin", "clients.zoo.animals", doc=Doc("Animals.", "동물.")),),
        errors_module="clients.errors",
        enums_module="clients.kinds",
        enums=(Named("Kind"),),
        doc=Doc("All in one."),
    )


def test_a_missing_file_builds_no_service_but_the_others_are_checked(tmp_path):
    """What the file holds is not known, so nobody may complain that others use it."""
    service, diagnostics = build_spec(tmp_path, animals="doc: 1", plants="doc: [")
    assert service is None
    assert [diagnostic.rule for diagnostic in diagnostics] == ["yaml-syntax", "wrong-kind"]


def test_a_missing_service_builds_nothing_but_resources_are_checked(tmp_path):
    service, diagnostics = build_spec(tmp_path, "", animals="doc: 1")
    assert service is None
    assert [diagnostic.rule for diagnostic in diagnostics] == ["wrong-kind", "wrong-kind"]


def test_a_file_has_the_name_of_its_resource(tmp_path):
    service, diagnostics = build_spec(tmp_path, animals="")
    assert service is not None
    assert not diagnostics
    (tmp_path / "spec" / "resources" / "animals.yaml").rename(tmp_path / "spec" / "resources" / "plants.yaml")
    service, diagnostics = build(load_spec(tmp_path / "spec", tmp_path))
    assert service is not None
    assert service.resources[0].name == "animals"
    assert summarize(diagnostics) == [("spec-layout", "spec/resources/plants.yaml:1:11")]


def test_no_file_is_renamed_after_what_is_no_name(tmp_path):
    spec = write_spec(tmp_path, animals="")
    (spec / "resources" / "animals.yaml").write_text("resource: wild animals\n", encoding="utf-8")
    _, (diagnostic,) = build(load_spec(spec, tmp_path))
    assert (diagnostic.rule, diagnostic.hint) == ("spec-layout", "write `resource: animals`")


def test_a_nameless_resource_is_named_by_its_file(tmp_path):
    service, diagnostics = build_spec(tmp_path, animals="")
    (tmp_path / "spec" / "resources" / "animals.yaml").write_text("doc: Animals.\n", encoding="utf-8")
    service, diagnostics = build(load_spec(tmp_path / "spec", tmp_path))
    assert service is not None
    assert service.resources[0].name == "animals"
    assert [diagnostic.rule for diagnostic in diagnostics] == ["missing-key"]


# Models --------------------------------------------------------------------------------


def test_models_unions_and_enums(tmp_path):
    resource = resource_of(
        tmp_path,
        """
        doc: Animals.
        models:
          Animal:
            doc: One animal.
            fields:
              animalID: int
              class: { type: "list[Kind]?", required: true, doc: What it is., doc_ko: 종류. }
              photos: { type: json, file_urls: true, python_name: pictures }
              legs: { type: int, default: 4 }
              owner: { type: str?, default: null }
        unions:
          Carrier: { discriminator: form, variants: { box: Box, bag: Bag }, doc: A carrier. }
        enums:
          Kind: { doc: Kinds., values: { big cat: A big cat., dog: { python_name: HOUND, doc_ko: 개 } } }
        """,
    )
    assert resource.doc == Doc("Animals.")
    assert resource.models == (
        Model(
            "Animal",
            (
                Field("animalID", "animal_id", INT),
                Field(
                    "class", "class_", Nullable(ListOf(Named("Kind"))), required=True, doc=Doc("What it is.", "종류.")
                ),
                Field("photos", "pictures", JSON, file_urls=True),
                Field("legs", "legs", INT, default=4, has_default=True),
                Field("owner", "owner", Nullable(STR), default=None, has_default=True),
            ),
            doc=Doc("One animal."),
        ),
        UnionModel("Carrier", "form", (("box", Named("Box")), ("bag", Named("Bag"))), doc=Doc("A carrier.")),
    )
    assert resource.enums == (
        Enum(
            "Kind",
            (EnumValue("big cat", "BIG_CAT", doc=Doc("A big cat.")), EnumValue("dog", "HOUND", doc=Doc(ko="개"))),
            doc=Doc("Kinds."),
        ),
    )


def test_everything_has_a_location(tmp_path):
    (model,) = resource_of(
        tmp_path,
        """
        models:
          Animal:
            fields:
              kind: { type: "json | Kind", default: x }
        """,
    ).models
    assert isinstance(model, Model)
    (field,) = model.fields
    file = "spec/resources/animals.yaml"
    assert model.source == SourceLocation(file, 3, 3)
    assert field.source == SourceLocation(file, 5, 7)
    assert field.at("default") == SourceLocation(file, 5, 45)
    kind = field.type.options[1]
    assert kind.source == SourceLocation(file, 5, 29), "inside of the text of the type"


def test_values_made_by_hand_have_no_location():
    field = Field("kind", "kind", INT)
    assert (field.source, field.at("type")) == (NOWHERE, NOWHERE)


def test_a_missing_or_broken_type_is_unknown(tmp_path):
    service, diagnostics = build_spec(tmp_path, animals="models: { Animal: { fields: { a: {}, b: '1st' } } }")
    assert service is not None
    (model,) = service.resources[0].models
    assert isinstance(model, Model)
    assert [field.type for field in model.fields] == [UNKNOWN, UNKNOWN]
    assert [diagnostic.rule for diagnostic in diagnostics] == ["missing-key", "type-syntax"]


# Operations ----------------------------------------------------------------------------


def test_an_operation_with_every_key(tmp_path):
    operation = operation_of(
        tmp_path,
        """
        doc: Feed one animal.
        doc_ko: 먹이를 줍니다.
        request: POST animals/{animalId}/feed/
        path: { animalId: int }
        query: { dry: { type: bool, const: true, doc: Only look. }, key: { type: str, secret: true, required: true } }
        headers: { X-From: { type: str, python_name: sender, choices: [a, b], minimum: -1, maximum: 2.5 } }
        body: { type: Food, codec: multipart, batch: forbidden }
        response: list[Animal]
        status: 201
        retry: idempotent
        retry_reason: It eats once.
        typed: false
        chunked: { field: recipe, operation: uploads.create, send_as: upload, filename_as: meta.name, argument: large }
        examples:
          - { name: hay, arguments: { animalId: 1 }, request: { a: 1 }, response: [] }
          - { name: gone, response: { detail: Gone. }, status: 410 }
        """,
    )
    assert operation == Operation(
        name="animals.get",
        verb="get",
        method="POST",
        path="animals/{animalId}/feed/",
        retry="idempotent",
        retry_reason="It eats once.",
        parameters=(
            Parameter("animalId", "animal_id", "path", INT, required=True),
            Parameter("dry", "dry", "query", BOOL, const=True, has_const=True, doc=Doc("Only look.")),
            Parameter("key", "key", "query", STR, required=True, secret=True),
            Parameter("X-From", "sender", "header", STR, limits=Limits(("a", "b"), -1, 2.5)),
        ),
        body=Body(Named("Food"), "multipart"),
        responses=(Response(status=201, type=ListOf(Named("Animal"))),),
        chunked=ChunkedField("recipe", "uploads.create", "upload", "meta.name", "large"),
        typed=False,
        examples=(
            Example("hay", {"animalId": 1}, [], 201, {"a": 1}),
            Example("gone", {}, {"detail": "Gone."}, 410),
        ),
        doc=Doc("Feed one animal.", "먹이를 줍니다."),
    )
    assert operation.at("retry") == SourceLocation("spec/resources/animals.yaml", 13, 12)


@pytest.mark.parametrize(
    ("method", "retry"),
    [
        ("GET", "safe"),
        ("HEAD", "safe"),
        ("PUT", "idempotent"),
        ("DELETE", "idempotent"),
        ("POST", "unsafe"),
        ("PATCH", "unsafe"),
    ],
)
def test_the_method_decides_the_retry_class(tmp_path, method, retry):
    assert operation_of(tmp_path, f"request: {method} animals/").retry == retry


def test_a_minimal_body_and_chunked_field(tmp_path):
    operation = operation_of(
        tmp_path,
        "{ request: POST a/, body: Food, chunked: { field: a, operation: u.create, send_as: b } }",
    )
    assert operation.body == Body(Named("Food"))
    assert operation.chunked == ChunkedField("a", "u.create", "b")


def test_pages_and_streams(tmp_path):
    operation = operation_of(tmp_path, "{ request: GET a/, pagination: pages, stream: lines, response: str }")
    assert (operation.pagination, operation.stream, operation.response) == ("pages", "lines", STR)


def test_a_composite_sends_nothing_by_itself(tmp_path):
    operation = operation_of(
        tmp_path,
        """
        composite: file_group
        steps: { file: files.create }
        arguments:
          theFile: { type: file, required: true, doc: It. }
          pause: { type: int, default: 5, python_name: wait }
        settings: { size: 5 }
        response: json
        """,
    )
    assert (operation.method, operation.path, operation.retry) == ("", "", "unsafe")
    assert operation.composite == Composite(
        kind="file_group",
        steps=(("file", "files.create"),),
        arguments=(
            CompositeArgument("theFile", "the_file", FILE, required=True, doc=Doc("It.")),
            CompositeArgument("pause", "wait", INT, default=5, has_default=True),
        ),
        settings={"size": 5},
    )


@pytest.mark.parametrize(
    ("request_line", "method", "path"),
    [("GET animals/", "GET", "animals/"), ('"GET "', "GET", ""), ("PUT a/{b}/c-{d}.json", "PUT", "a/{b}/c-{d}.json")],
)
def test_a_request_is_a_method_and_a_path(tmp_path, request_line, method, path):
    operation = operation_of(tmp_path, f"request: {request_line}")
    assert (operation.method, operation.path) == (method, path)


# The documented face -------------------------------------------------------------------


REST = """
models:
  Food:
    fields: { name: { type: str, required: true }, grams: int, recipe: file }
"""
FEED = """
request: POST animals/{id}/
path: { id: int }
query: { at: { type: str, required: true }, dry: bool }
body: Food
pagination: pages
chunked: { field: recipe, operation: uploads.create, send_as: upload, argument: large }
"""
WAIT = """
composite: file_group
arguments: { data: { type: json, required: true }, pause: { type: int, default: 5 } }
"""


def documented_of(folder, arguments: str, operation: str = FEED) -> tuple[DocumentedArgument, ...]:
    text = f"{operation}\ndocumented: {{ method: feed, mixin: animals, arguments: {arguments}, returns: object }}"
    documented = operation_of(folder, text, REST).documented
    assert documented is not None
    return documented.arguments


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("id", ("id", "path.id", True, None)),
        ("params", ("params", "query", False, None)),
        ("data", ("data", "body", True, None)),
        ("url_conversion", ("url_conversion", "url_conversion", False, None)),
        ("list_all", ("list_all", "list_all", False, False)),
        ("large", ("large", "chunked", False, False)),
        ("unclear", ("unclear", "", False, None)),
        ("{ name: pk, is: path.id }", ("pk", "path.id", True, None)),
        ("{ name: pk, is: path.id, default: 7 }", ("pk", "path.id", False, 7)),
        ("{ name: food, is: body.name }", ("food", "body.name", True, None)),
        ("{ name: grams, is: body.grams }", ("grams", "body.grams", False, None)),
        ("{ name: what, is: body.what }", ("what", "body.what", False, None)),
        ("{ name: at, is: query.at }", ("at", "query.at", True, None)),
        ("{ name: dry, is: query.dry }", ("dry", "query.dry", False, None)),
        ("{ name: id, aliases: [pk, number] }", ("id", "path.id", True, None, ("pk", "number"))),
    ],
)
def test_a_documented_argument_fills_what_its_name_or_its_is_says(tmp_path, argument, expected):
    assert documented_of(tmp_path, f"[{argument}]") == (DocumentedArgument(*expected),)


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("data", ("data", "argument.data", True, None)),
        ("pause", ("pause", "argument.pause", False, 5)),
        ("{ name: wait, is: argument.pause }", ("wait", "argument.pause", False, 5)),
        ("{ name: wait, is: argument.nothing }", ("wait", "argument.nothing", False, None)),
    ],
)
def test_an_argument_of_a_composite_is_filled_by_its_name(tmp_path, argument, expected):
    assert documented_of(tmp_path, f"[{argument}]", WAIT) == (DocumentedArgument(*expected),)


@pytest.mark.parametrize("body", ["json", "What"])
@pytest.mark.parametrize("target", ["body.name", "argument.name"])
def test_an_argument_that_fills_nothing_is_optional(tmp_path, body, target):
    """That it fills nothing is for a rule to say."""
    arguments = documented_of(tmp_path, f"[{{ name: a, is: {target} }}]", f"request: POST a/\nbody: {body}")
    assert arguments == (DocumentedArgument("a", target, required=False),)


def test_a_minimal_documented_method(tmp_path):
    text = "{ request: GET a/, documented: { method: f, mixin: m, returns: list } }"
    assert operation_of(tmp_path, text).documented == Documented("f", "m", "list", ())


def test_equal_specs_are_equal_wherever_their_parts_are(tmp_path):
    one = built(tmp_path / "one", animals=LIST)
    two = built(tmp_path / "two", SERVICE.replace("\n", "\n\n"), animals=f"\n# moved\n{LIST}")
    assert one == two
