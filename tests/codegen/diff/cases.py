"""One edit of the zoo for each rule. Undone, it is the case of the rule's mirror."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

ZOO = Path(__file__).parent / "zoo"

Files: TypeAlias = dict[str, str]
"""A spec: path below its folder to content."""

MOVED_FILE = "rename "
"""What an edit begins with that renames a file instead of replacing a string."""

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

EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    # the service
    "service-renamed": (("service: Zoo", "service: Park"),),
    "version-changed": (("version: 1.4.2", "version: 1.5.0"),),
    "package-renamed": (("package: zoo", "package: park"),),
    "client-renamed": (("async: AsyncZoo", "async: AioZoo"),),
    "distribution-changed": (("distribution: zoo-sdk", "distribution: park-sdk"),),
    "variable-added": (("X-Agent, doc", "X-Agent, env: ZOO_AGENT, doc"),),
    "variable-renamed": (("base_url: ZOO_URL", "base_url: PARK_URL"),),
    "timeout-raised": (("read: 30", "read: 60"),),
    "request-id-header-changed": (("X-Request-Id", "X-Trace-Id"),),
    "credential-added": (("pagination:\n  pages", "  guest: { header: X-Guest, doc: Of a guest. }\npagination:\n  pages"),),
    "credential-renamed": (("  agent:", "  robot:"),),
    "credential-header-changed": (('prefix: "Bearer "', 'prefix: "Token "'),),
    "credentials-reordered": ((AGENT, ""), ("credentials:\n", f"credentials:\n{AGENT}")),
    "pagination-added": (("documented:\n  module", "  more: { style: cursor, page: from, next: to, results: all }\ndocumented:\n  module"),),
    "pagination-renamed": (("  pages: {", "  listing: {"), ("pagination: pages", "pagination: listing")),
    "pagination-style-changed": (("style: cursor,", "style: page_number,"),),
    "pagination-key-changed": (("results: results", "results: items"),),
    "page-parameter-renamed": (("size: page_size", "size: limit"),),
    "walk-size-changed": (("next: next,", "next: next, walk_size: 50,"),),
    "resource-removed": ((f"{MOVED_FILE}resources/keepers.yaml", ""),),
    "resource-renamed": ((f"{MOVED_FILE}resources/animals.yaml", "resources/beasts.yaml"), (": animals\n", ": beasts\n")),
    "docs-changed": (("doc: Fetch an animal.", "doc: Fetch one animal."),),
    "order-changed": ((BORN, ""), ("      diet: { type: Diet, doc: What it eats. }\n      mood", f"{BORN}      diet: {{ type: Diet, doc: What it eats. }}\n      mood")),
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
    "model-moved": ((MOOD, ""), ("models:\n  Keeper", f"enums:\n{MOOD}models:\n  Keeper")),
    "model-replaced": (("  Home: { doc: Where an animal lives., discriminator: kind, variants: { cage: Cage, pond: Pond } }\n", ""), ("  Cage:", "  Home:\n    doc: Where an animal lives.\n    fields: { kind: str }\n  Cage:")),
    "sent-field-added": (("      note: { type: str, doc: Anything else. }\n  Cage", "      note: { type: str, doc: Anything else. }\n      zoo: { type: str, doc: Where. }\n  Cage"),),
    "sent-required-field-added": (("      note: { type: str, doc: Anything else. }\n  Cage", "      note: { type: str, doc: Anything else. }\n      zoo: { type: str, required: true, doc: Where. }\n  Cage"),),
    "read-field-added": (("      photo:", "      weight: { type: float, doc: In kilograms. }\n      photo:"),),
    "field-renamed": (("      born:", "      birthday:"),),
    "field-renamed-on-wire": (("      born: {", "      birth: { python_name: born,"),),
    "field-renamed-in-python": (("      born: {", "      born: { python_name: birthday,"),),
    "sent-field-required": (("note: { type: str, doc: Anything else. }\n  Cage", "note: { type: str, required: true, doc: Anything else. }\n  Cage"),),
    "read-field-optional": (("      id: { type: int, required: true, doc: Its ID. }", "      id: { type: int, doc: Its ID. }"),),
    "default-changed": (("default: 4", "default: 2"),),
    "file-urls-removed": (("file_urls: true, ", ""),),
    "secret-added": (("badge: { type: file,", "badge: { type: file, secret: true,"),),
    "sent-value-added": (("{ small: Small., large", "{ small: Small., middle: Neither., large"),),
    "read-value-added": (("calm: Calm., wild", "calm: Calm., shy: Shy., wild"),),
    "value-renamed": (("wild: Wild. }", "unruly: Wild. }"),),
    "value-renamed-in-python": (("wild: Wild. }", "wild: { doc: Wild., python_name: UNRULY } }"),),
    "discriminator-changed": (("lives., discriminator: kind", "lives., discriminator: type"),),
    "read-variant-added": (("pond: Pond }", "pond: Pond, lake: Pond }"),),
    "sent-variant-added": (("fish: Fish }", "fish: Fish, squid: Fish }"),),
    "variant-changed": (("pond: Pond }", "pond: Cage }"),),
    "sent-type-widened": (("legs: { type: int,", "legs: { type: int | str,"),),
    "sent-type-changed": (("legs: { type: int,", "legs: { type: str,"),),
    "read-type-widened": (("photo: { type: str,", 'photo: { type: "str?",'),),
    "read-type-changed": (("photo: { type: str,", 'photo: { type: "list[str]",'),),
    "type-rewritten": (("legs: { type: int,", 'legs: { type: int | int,'),),
    # operations
    "operation-removed": ((WATCH, ""),),
    "operation-renamed": (("  watch:", "  follow:"),),
    "step-renamed": (("  start:\n", "  begin:\n"), ("start: uploads.start", "start: uploads.begin")),
    "typed-removed": (("  hire:\n", "  hire:\n    typed: false\n"),),
    "step-removed": ((START, ""),),
    "method-changed": (("PUT zoos", "POST zoos"),),
    "path-changed": (("GET animals/{pk}/\n", "GET beasts/{pk}/\n"),),
    "retry-loosened": (("request: POST animals/\n", "request: POST animals/\n    retry: idempotent\n    retry_reason: By name.\n"),),
    "parameter-added": (("      diet: { type: Diet, doc: Only", "      born: { type: date, doc: Only those. }\n      diet: { type: Diet, doc: Only"),),
    "required-parameter-added": (("      diet: { type: Diet, doc: Only", "      born: { type: date, required: true, doc: Only those. }\n      diet: { type: Diet, doc: Only"),),
    "parameter-renamed": (("      status: {", "      state: {"),),
    "parameter-renamed-on-wire": (("      status: {", "      state: { python_name: status,"),),
    "parameter-renamed-in-python": (("      status: {", "      status: { python_name: state,"),),
    "parameter-moved": (("      status: { type: str, doc: Only animals in this state. }\n", ""), ("headers: {", "headers: { status: { type: str, doc: Only animals in this state. },")),
    "parameter-required": (("status: { type: str,", "status: { type: str, required: true,"),),
    "arguments-reordered": (("path: { zoo: { type: str, doc: Name of the zoo. }, pk: { type: int, doc: ID of the animal. } }", "path: { pk: { type: int, doc: ID of the animal. }, zoo: { type: str, doc: Name of the zoo. } }"),),
    "const-added": (("status: { type: str,", "status: { type: str, const: new,"),),
    "const-changed": (('const: "2"', 'const: "3"'),),
    "body-added": (("PUT zoos/{zoo}/animals/{pk}/\n", "PUT zoos/{zoo}/animals/{pk}/\n    body: Pond\n"),),
    "codec-changed": (("codec: multipart", "codec: json"),),
    "batch-widened": (("body: { type: Keeper,", "body: { type: Keeper, batch: optional,"),),
    "batch-changed": (("body: { type: Keeper,", "body: { type: Keeper, batch: required,"),),
    "response-added": (("PUT zoos/{zoo}/animals/{pk}/\n", "PUT zoos/{zoo}/animals/{pk}/\n    response: Animal\n"),),
    "status-changed": (("status: 201", "status: 202"),),
    "pages-removed": (("    pagination: pages\n", ""),),
    "pages-changed": (("pagination: pages", "pagination: cursors"),),
    "stream-removed": (("    stream: lines\n", ""),),
    "chunked-removed": (("    chunked: { field: badge, operation: uploads.create, send_as: badge_upload, filename_as: badge_name, argument: chunked }\n", ""),),
    "chunked-changed": (("send_as: badge_upload", "send_as: upload"),),
    "chunked-argument-changed": (("argument: chunked", "argument: in_chunks"),),
    "composite-removed": (("    composite: chunked_upload\n    steps: { start: uploads.start, append: uploads.append, status: uploads.status, finish: uploads.finish, list: uploads.list }\n", "    request: POST files/\n"), ("    settings: { chunk_size: 1000 }\n", ""), ("    arguments:\n      path: { type: file, required: true, doc: The file. }\n      folder: { type: str, required: true, doc: Where to. }\n      note: { type: str, default: none, doc: Anything else. }\n", "")),
    "composite-changed": (("chunk_size: 1000", "chunk_size: 2000"),),
    "composite-replaced": (("composite: chunked_upload", "composite: file_group"),),
    "waiter-removed": (("    waiter: { field: mood, success: [calm], failure: [wild] }\n", ""),),
    "waiter-renamed": (("waiter: {", "waiter: { name: until_calm,"),),
    "waiter-changed": (("failure: [wild]", "failure: []"),),
    "examples-changed": (("examples: [{ name: Eve,", "examples: [{ name: Ada,"),),
    # documented methods
    "method-added": (("aliases: [find_animals]", "aliases: [find_animals, search_animals]"),),
    "method-renamed": (("method: get_animal", "method: fetch_animal"),),
    "method-alias-changed": (("method: list_animals, aliases: [find_animals]", "method: find_animals, aliases: [list_animals]"),),
    "method-moved": (("method: get_animal, mixin: animals", "method: get_animal, mixin: staff"),),
    "returns-changed": (("returns: page_or_all", "returns: page"),),
    "documented-argument-added": (("[params, list_all]", "[params, list_all, { name: status, is: query.status }]"),),
    "required-documented-argument-added": (("arguments: [zoo, pk]", "arguments: [zoo, pk, { name: again, is: path.zoo }]"),),
    "documented-argument-renamed": (("name: in_chunks", "name: split"),),
    "documented-argument-optional": (("arguments: [pk], returns", "arguments: [{ name: pk, is: path.pk, default: 1 }], returns"),),
    "documented-argument-retargeted": (("arguments: [data, { name: in", "arguments: [{ name: data, is: query }, { name: in"),),
    "documented-default-changed": (("is: chunked }", "is: chunked, default: true }"),),
    "documented-arguments-shifted": (("arguments: [zoo, pk]", "arguments: [pk, zoo]"),),
}
