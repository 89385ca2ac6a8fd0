"""Edits of a spec, the zoo: one for each rule of `diff`. Undone, it is the case of the rule's mirror."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from synapse_codegen.diff.findings import Finding
from synapse_codegen.diff.rules import RULES
from synapse_codegen.ir.service import Service
from synapse_codegen.pipeline import build_spec

ZOO = Path(__file__).parents[1] / "codegen" / "diff" / "zoo"

Files: TypeAlias = dict[str, str]
"""A spec: path below its folder to content."""

Edit: TypeAlias = tuple[str, str]
"""A string that stands in one file, once, and what replaces it; or `rename <file>` and its new name."""

RENAME = "rename "

BORN = '      born: { type: "date?", doc: When it was born. }\n'
AGENT = "  agent: { header: X-Agent, doc: Token of an agent. }\n"
WATCH = """\
  watch:
    doc: Watch an animal.
    request: GET animals/{pk}/log/
    path: { pk: { type: int, doc: ID of the animal. } }
    stream: lines
    response: str
    examples: [{ name: Leo, arguments: { pk: 1 }, response: [roars] }]
"""
DIET = "      diet: { type: Diet, doc: What it eats. }\n      mood"
NOTE = "      note: { type: str, doc: Anything else. }\n  Cage"
HOME = "  Home: { doc: Where an animal lives., discriminator: kind, variants: { cage: Cage, pond: Pond } }\n"
ONLY_DIET = "      diet: { type: Diet, doc: Only"
STATUS = "      status: { type: str, doc: Only animals in this state. }\n"
ZOO_NAME, ANIMAL_ID = "zoo: { type: str, doc: Name of the zoo. }", "pk: { type: int, doc: ID of the animal. }"
PUT = "PUT zoos/{zoo}/animals/{pk}/\n"
WAITER = "    waiter: { field: mood, success: [calm], failure: [wild] }\n"
CHUNKED = """\
    chunked:
      { field: badge, operation: uploads.create, send_as: badge_upload, filename_as: badge_name, argument: chunked }
"""
RECIPE = """\
    composite: chunked_upload
    steps:
      start: uploads.start
      append: uploads.append
      status: uploads.status
      finish: uploads.finish
      list: uploads.list
    arguments:
      path: { type: file, required: true, doc: The file. }
      folder: { type: str, required: true, doc: Where to. }
      note: { type: str, default: none, doc: Anything else. }
    settings: { chunk_size: 1000 }
"""
START = """\
  start:
    doc: Start an upload.
    request: POST uploads/
    typed: false
    response: json
    examples: [{ name: a file, response: {} }]
"""
MOOD = "  Mood:\n    doc: How it feels.\n    values: { calm: Calm., wild: Wild. }\n"
FACE = """\
documented:
  module: clients.zoo
  class: ZooClient
  errors: clients.errors
  enums: { module: clients.enums, names: [Diet] }
  mixins:
    animals: { class: AnimalMixin, doc: Animals. }
    staff: { class: StaffMixin, doc: People. }
"""

MIRRORS = {rule.change: rule.mirror for rule in RULES.values()}


def read_files(spec: Path = ZOO) -> Files:
    """Return the files of a spec."""
    return {path.relative_to(spec).as_posix(): path.read_text("utf-8") for path in sorted(spec.rglob("*.yaml"))}


def write_files(files: Files, spec: Path) -> Path:
    """Write the files of a spec into a folder."""
    for path, content in files.items():
        (spec / path).parent.mkdir(parents=True, exist_ok=True)
        (spec / path).write_text(content, encoding="utf-8")
    return spec


def apply_edits(files: Files, edits: Iterable[Edit]) -> Files:
    """Return a spec with edits."""
    files = dict(files)
    for old, new in edits:
        if old.startswith(RENAME):
            content = files.pop(old.removeprefix(RENAME))
            files |= {new: content} if new else {}
        else:
            (path,) = (path for path, content in files.items() if old in content)
            assert files[path].count(old) == 1, old
            files[path] = files[path].replace(old, new)
    return files


def build_files(files: Files, folder: Path) -> Service:
    """Build a spec below a folder. Its file names begin with `spec/`."""
    service, diagnostics = build_spec(write_files(files, folder / "spec"), folder)
    assert service is not None
    assert not diagnostics
    return service


def normalize(change: str) -> str:
    """Return one name for all changes that the same change undoes."""
    return MIRRORS[MIRRORS[change]]


def changes_of(findings: Sequence[Finding]) -> list[str]:
    """Return what changed, sorted, whether it is sent or read."""
    return sorted(normalize(finding.rule.change) for finding in findings)


def undone(findings: Sequence[Finding]) -> list[str]:
    """Return what undoes the changes."""
    return sorted(normalize(finding.rule.mirror) for finding in findings)


EDITS: dict[str, tuple[Edit, ...]] = {
    # the service
    "service-renamed": (("service: Zoo", "service: Park"),),
    "version-changed": (("version: 1.4.2", "version: 1.5.0"),),
    "package-renamed": (("package: zoo", "package: park"),),
    "client-renamed": (("async: AsyncZoo", "async: AioZoo"),),
    "distribution-changed": (("distribution: zoo-sdk", "distribution: park-sdk"),),
    "variable-added": (("X-Agent, doc", "X-Agent, env: ZOO_AGENT, doc"),),
    "variable-renamed": (("base_url: ZOO_URL", "base_url: PARK_URL"),),
    "variables-reordered": (("env: [ZOO_TOKEN, ZOO_KEY]", "env: [ZOO_KEY, ZOO_TOKEN]"),),
    "base-url-changed": (("base_url: https://zoo.test", "base_url: https://park.test"),),
    "timeout-raised": (("read: 30", "read: 60"),),
    "request-id-header-changed": (("X-Request-Id", "X-Trace-Id"),),
    "credential-added": (("query:\n  tenant", "  guest: { header: X-Guest, doc: Of a guest. }\nquery:\n  tenant"),),
    "credential-renamed": (("  agent:", "  robot:"),),
    "credential-alias-added": (("X-Agent, doc", "X-Agent, aliases: [bot], doc"),),
    "credential-changed": (("X-Agent, doc", "X-Agent, instead_of: token, doc"),),
    "credential-by-name-added": (("X-Agent, doc", "X-Agent, keyword_only: true, doc"),),
    "hint-changed": (("X-Agent, doc", "X-Agent, hint: Ask for a new one., doc"),),
    "shared-query-added": (("  tenant:", "  lang: { doc: The language. }\n  tenant:"),),
    "shared-query-renamed": (("  tenant:", "  owner:"),),
    "shared-header-added": (("  X-Zoo-Language:", "  X-Zoo-Cage: { doc: Which cage. }\n  X-Zoo-Language:"),),
    "shared-header-renamed": (("  X-Zoo-Version:", "  X-Zoo-Release:"),),
    "shared-header-renamed-in-python": (("X-Zoo-Language: {", "X-Zoo-Language: { python_name: language,"),),
    "shared-header-const-added": (("X-Zoo-Language: {", "X-Zoo-Language: { const: en,"),),
    "shared-header-changed": (("const: second", "const: third"),),
    "server-added": (("  files: {", "  mail: { url: https://mail.zoo.test, doc: For letters. }\n  files: {"),),
    "server-renamed": (("  files: {", "  images: {"), ("server: files", "server: images")),
    "server-url-changed": (("files.zoo.test", "images.zoo.test"),),
    "server-credential-added": (("credentials: [token], doc", "credentials: [token, agent], doc"),),
    "credential-header-changed": (('prefix: "Bearer "', 'prefix: "Token "'),),
    "constructor-shifted": ((AGENT, ""), ("credentials:\n", f"credentials:\n{AGENT}")),
    "pagination-added": (
        (
            "documented:\n  module",
            "  more: { style: cursor, page: from, next: to, results: all }\ndocumented:\n  module",
        ),
    ),
    "pagination-renamed": (("  pages: {", "  listing: {"), ("pagination: pages", "pagination: listing")),
    "pagination-style-changed": (("style: cursor,", "style: page_number,"),),
    "pagination-key-changed": (("results: results", "results: items"),),
    "page-parameter-renamed": (("size: page_size", "size: limit"),),
    "page-size-removed": (("size: page_size, ", ""),),
    "walk-size-changed": (("next: next,", "next: next, walk_size: 50,"),),
    "resource-removed": ((f"{RENAME}resources/keepers.yaml", ""),),
    "resource-renamed": (
        (f"{RENAME}resources/animals.yaml", "resources/beasts.yaml"),
        ("resource: animals\n", "resource: beasts\n"),
    ),
    "docs-changed": (("doc: Fetch an animal.", "doc: Fetch one animal."),),
    "order-changed": ((BORN, ""), (DIET, BORN + DIET)),
    "credential-renamed-kept": (("  agent: {", "  robot: { was: agent,"),),
    # old names and deprecations of anything
    "old-name-added": (("status: { type: str, doc", "status: { type: str, was: state, doc"),),
    "alias-retired": (("aliases: [find_animals]", "was: find_animals"),),
    "deprecation-added": (
        (
            "status: { type: str, doc",
            "status: { type: str, deprecated: { use: diet, since: 1.4, removed_in: 2.0 }, doc",
        ),
    ),
    "deprecation-changed": (("deprecated: Use the badge.", "deprecated: Ask for the badge."),),
    "since-changed": (("since: 1.2", "since: 1.3"),),
    # the documented client
    "documented-face-removed": ((FACE, ""),),
    "documented-module-removed": (("  errors: clients.errors\n", ""),),
    "documented-module-moved": (("module: clients.zoo", "module: old.zoo"),),
    "documented-class-renamed": (("class: ZooClient", "class: OldZoo"),),
    "mixin-added": (("    staff:", "    guests: { class: GuestMixin, doc: Guests. }\n    staff:"),),
    "mixin-renamed": (("    staff:", "    people:"), ("mixin: staff", "mixin: people")),
    "documented-enum-added": (("names: [Diet]", "names: [Diet, Mood]"),),
    # models, unions and enums
    "model-added": (("  Cage:", "  Tree:\n    doc: A place to climb.\n    fields: { size: int }\n  Cage:"),),
    "model-renamed": (("  AnimalCreate:", "  NewAnimal:"), ("type: AnimalCreate", "type: NewAnimal")),
    "model-renamed-kept": (
        ("  AnimalCreate:\n", "  NewAnimal:\n    was: AnimalCreate\n"),
        ("type: AnimalCreate", "type: NewAnimal"),
    ),
    "model-moved": ((MOOD, ""), ("models:\n  Keeper", f"enums:\n{MOOD}models:\n  Keeper")),
    "model-replaced": (
        (HOME, ""),
        ("  Cage:", "  Home:\n    doc: Where an animal lives.\n    fields: { kind: str }\n  Cage:"),
    ),
    "sent-field-added": ((NOTE, f"      zoo: {{ type: str, doc: Where. }}\n{NOTE}"),),
    "sent-required-field-added": ((NOTE, f"      zoo: {{ type: str, required: true, doc: Where. }}\n{NOTE}"),),
    "read-field-added": (("      photo:", "      weight: { type: float, doc: In kilograms. }\n      photo:"),),
    "field-renamed": (("      born:", "      birthday:"),),
    "field-renamed-on-wire": (("      born: {", "      birth: { python_name: born,"),),
    "field-renamed-in-python": (("      born: {", "      born: { python_name: birthday,"),),
    "sent-field-renamed-kept": ((NOTE, NOTE.replace("note: {", "remark: { was: note,")),),
    "read-field-renamed-kept": (("      born: {", "      birthday: { was: born,"),),
    "sent-field-renamed-on-wire-kept": ((NOTE, NOTE.replace("note: {", "remark: { python_name: note, was: note,")),),
    "read-field-renamed-on-wire-kept": (("      born: {", "      birth: { python_name: born, was: born,"),),
    "field-renamed-in-python-kept": (("      born: {", "      born: { python_name: birthday, was: born,"),),
    "sent-field-required": ((NOTE, NOTE.replace("str,", "str, required: true,")),),
    "read-field-optional": (
        ("      id: { type: int, required: true, doc: Its ID. }", "      id: { type: int, doc: Its ID. }"),
    ),
    "field-no-longer-sent": ((NOTE, NOTE.replace("str,", "str, read: only,")),),
    "field-no-longer-read": (("photo: { type: str,", "photo: { type: str, write: only,"),),
    "sent-field-const-added": ((NOTE, NOTE.replace("str,", "str, const: none,")),),
    "read-field-const-added": (("photo: { type: str,", "photo: { type: str, const: none,"),),
    "default-changed": (("default: 4", "default: 2"),),
    "file-urls-removed": (("file_urls: true, ", ""),),
    "sent-limits-loosened": (("legs: { type: int, maximum: 8, default", "legs: { type: int, maximum: 100, default"),),
    "sent-limits-changed": (("legs: { type: int, maximum: 8, default", "legs: { type: int, minimum: 2, default"),),
    "read-limits-loosened": (("choices: [Leo, Kim]", "choices: [Leo, Kim, Eve]"),),
    "read-limits-changed": (("choices: [Leo, Kim]", "choices: [Leo, Eve]"),),
    "secret-added": (("badge: { type: file,", "badge: { type: file, secret: true,"),),
    "sent-value-added": (("{ small: Small., large", "{ small: Small., middle: Neither., large"),),
    "read-value-added": (("calm: Calm., wild", "calm: Calm., shy: Shy., wild"),),
    "value-renamed": (("wild: Wild. }", "unruly: Wild. }"),),
    "enum-type-changed": (
        ("values: { small: Small., large: Large. }", "type: int\n    values: { 1: Small., 2: Large. }"),
    ),
    "sent-value-renamed-kept": (("{ small: Small., large", "{ tiny: { doc: Small., was: small }, large"),),
    "read-value-renamed-kept": (("wild: Wild. }", "unruly: { doc: Wild., was: wild } }"),),
    "spelling-added": (("calm: Calm.,", "calm: { doc: Calm., aliases: [quiet] },"),),
    "value-renamed-in-python": (("wild: Wild. }", "wild: { doc: Wild., python_name: UNRULY } }"),),
    "value-renamed-in-python-kept": (("wild: Wild. }", "wild: { doc: Wild., python_name: UNRULY, was: wild } }"),),
    "discriminator-changed": (("lives., discriminator: kind", "lives., discriminator: type"),),
    "read-variant-added": (("pond: Pond }", "pond: Pond, lake: Pond }"),),
    "sent-variant-added": (("fish: Fish }", "fish: Fish, squid: Fish }"),),
    "variant-changed": (("pond: Pond }", "pond: Cage }"),),
    "sent-type-widened": (("legs: { type: int,", "legs: { type: int | str,"),),
    "sent-type-changed": (("legs: { type: int,", "legs: { type: str,"),),
    "read-type-widened": (("photo: { type: str,", 'photo: { type: "str?",'),),
    "read-type-changed": (("photo: { type: str,", 'photo: { type: "list[str]",'),),
    "type-rewritten": (("legs: { type: int,", "legs: { type: int | int,"),),
    # operations
    "operation-removed": ((WATCH, ""),),
    "operation-renamed": (("  watch:", "  follow:"),),
    "operation-renamed-kept": (("  watch:\n", "  follow:\n    was: watch\n"),),
    "step-renamed": (("  start:\n", "  begin:\n"), ("start: uploads.start\n", "start: uploads.begin\n")),
    "typed-removed": (("  hire:\n", "  hire:\n    typed: false\n"),),
    "step-removed": ((START, ""),),
    "method-changed": (("PUT zoos", "POST zoos"),),
    "path-changed": (("GET animals/{pk}/\n", "GET beasts/{pk}/\n"),),
    "server-changed": (("    server: files\n", ""),),
    "authentication-tightened": (("credentials: [token]\n", "credentials: [[token, agent]]\n"),),
    "authentication-changed": (("credentials: [token]\n", "credentials: [agent]\n"), ("[token], doc", "[agent], doc")),
    "retry-loosened": (("POST animals/\n", "POST animals/\n    retry: idempotent\n    retry_reason: By name.\n"),),
    "parameter-added": ((ONLY_DIET, f"      born: {{ type: date, doc: Only those. }}\n{ONLY_DIET}"),),
    "required-parameter-added": (
        (ONLY_DIET, f"      born: {{ type: date, required: true, doc: Only those. }}\n{ONLY_DIET}"),
    ),
    "parameter-renamed": (("      status: {", "      state: {"),),
    "parameter-renamed-on-wire": (("      status: {", "      state: { python_name: status,"),),
    "parameter-renamed-in-python": (("      status: {", "      status: { python_name: state,"),),
    "parameter-renamed-kept": (("      status: {", "      state: { was: status,"),),
    "parameter-renamed-on-wire-kept": (("      status: {", "      state: { python_name: status, was: status,"),),
    "parameter-renamed-in-python-kept": (("      status: {", "      status: { python_name: state, was: status,"),),
    "parameter-moved": ((STATUS, ""), ("headers: { X-Trace", f"headers: {{ {STATUS.strip()}, X-Trace")),
    "parameter-required": (("status: { type: str,", "status: { type: str, required: true,"),),
    "arguments-reordered": ((f"{ZOO_NAME}, {ANIMAL_ID}", f"{ANIMAL_ID}, {ZOO_NAME}"),),
    "const-added": (("status: { type: str,", "status: { type: str, const: new,"),),
    "const-changed": (('const: "2"', 'const: "3"'),),
    "told-default-changed": (("status: { type: str,", "status: { type: str, default: new,"),),
    "style-changed": (("size: { type: Size,", 'size: { type: "list[Size]", style: comma,'),),
    "media-type-changed": (("{ type: AnimalCreate,", "{ type: AnimalCreate, media_type: application/vnd.zoo+json,"),),
    "body-optional": (("{ type: AnimalCreate,", "{ type: AnimalCreate, required: false,"),),
    "body-added": ((PUT, f"{PUT}    body: Pond\n"),),
    "codec-changed": (("codec: multipart", "codec: json"),),
    "batch-widened": (("body: { type: Keeper,", "body: { type: Keeper, batch: optional,"),),
    "batch-changed": (("body: { type: Keeper,", "body: { type: Keeper, batch: required,"),),
    "response-added": ((PUT, f"{PUT}    response: Animal\n"),),
    "response-codec-changed": (
        ("stream: lines\n    response: str", "stream: events\n    response: { type: str, codec: text }"),
    ),
    "response-status-added": (
        (PUT, f'{PUT}    responses: {{ "200": {{}}, "204": {{}} }}\n'),
        ("arguments: [zoo, pk], returns: object", "arguments: [zoo, pk], returns: by_status"),
    ),
    "check-removed": (
        ('responses: { "204": { const: true, doc: It is. }, "404": { const: false, doc: It is not. } }', "status: 204"),
        ("arguments: [pk], returns: bool", "arguments: [pk], returns: object"),
    ),
    "response-meaning-changed": (
        ("{ const: true, doc: It is. }", "{ const: false, doc: It is. }"),
        ("{ const: false, doc: It is not. }", "{ const: true, doc: It is not. }"),
    ),
    "response-header-added": (("Location: {", "ETag: { type: str, doc: Its version. }, Location: {"),),
    "response-header-changed": (("Location: { type: str", "Location: { type: uuid"),),
    "response-header-optional": (("Location: { type: str, required: true", "Location: { type: str"),),
    "redirect-added": (
        ("    response: Animal\n    waiter", "    redirects: { 301: It moved. }\n    response: Animal\n    waiter"),
    ),
    "idempotency-key-added": (("POST keepers/\n", "POST keepers/\n    idempotency_key: Idempotency-Key\n"),),
    "status-changed": (("status: 201", "status: 202"),),
    "pages-removed": (("    pagination: pages\n", ""),),
    "pages-changed": (("pagination: pages", "pagination: cursors"),),
    "stream-changed": (("stream: lines", "stream: events"),),
    "stream-removed": (("    stream: lines\n", ""),),
    "chunked-removed": ((CHUNKED, ""),),
    "chunked-changed": (("send_as: badge_upload", "send_as: upload"),),
    "chunked-argument-changed": (("argument: chunked", "argument: in_chunks"),),
    "composite-removed": ((RECIPE, "    request: POST files/\n"),),
    "composite-changed": (("chunk_size: 1000", "chunk_size: 2000"),),
    "composite-replaced": (("composite: chunked_upload", "composite: file_group"),),
    "form-changed": (("request: PUT uploads/{pk}/\n", "request: PUT uploads/{pk}/\n    form_of: uploads.status\n"),),
    "waiter-removed": ((WAITER, ""),),
    "waiter-renamed": (("waiter: {", "waiter: { name: until_calm,"),),
    "waiter-changed": (("failure: [wild]", "failure: []"),),
    "error-added": (
        ("    response: Animal\n    waiter", "    errors: { 404: Cage }\n    response: Animal\n    waiter"),
    ),
    "error-documented": (
        ("    response: Animal\n    waiter", "    errors: { 404: { doc: None. } }\n    response: Animal\n    waiter"),
    ),
    "act-changed": (("    response: Animal\n    waiter", "    acts: none\n    response: Animal\n    waiter"),),
    "examples-changed": (("examples: [{ name: Eve,", "examples: [{ name: Ada,"),),
    # documented methods
    "method-added": (("aliases: [find_animals]", "aliases: [find_animals, search_animals]"),),
    "method-renamed": (("method: get_animal", "method: fetch_animal"),),
    "method-renamed-kept": (("method: get_animal", "method: fetch_animal, was: get_animal"),),
    "alias-changed": (
        ("method: list_animals", "method: find_animals"),
        ("aliases: [find_animals]", "aliases: [list_animals]"),
    ),
    "method-moved": (("method: get_animal, mixin: animals", "method: get_animal, mixin: staff"),),
    "returns-changed": (("returns: page_or_all", "returns: page"),),
    "documented-argument-added": (("[params, list_all]", "[params, list_all, { name: status, is: query.status }]"),),
    "required-documented-argument-added": (
        ("arguments: [zoo, pk]", "arguments: [zoo, pk, { name: again, is: path.zoo }]"),
    ),
    "documented-argument-renamed": (("name: in_chunks", "name: split"),),
    "documented-argument-renamed-kept": (("name: in_chunks", "name: split, was: in_chunks"),),
    "documented-argument-alias-added": (("name: in_chunks,", "name: in_chunks, aliases: [split],"),),
    "documented-argument-optional": (
        ("arguments: [pk], returns: object", "arguments: [{ name: pk, is: path.pk, default: 1 }], returns: object"),
    ),
    "documented-argument-retargeted": (
        ("arguments: [data, { name: in", "arguments: [{ name: data, is: query }, { name: in"),
    ),
    "documented-default-changed": (("is: chunked }", "is: chunked, default: true }"),),
    "documented-arguments-shifted": (("arguments: [zoo, pk]", "arguments: [pk, zoo]"),),
}
