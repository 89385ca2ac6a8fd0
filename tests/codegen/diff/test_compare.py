"""Comparisons that are no rule's only case: several changes at once, and what tells things apart."""

from __future__ import annotations

import pytest
from support.diffs import (
    AGENT,
    CHUNKED,
    FACE,
    HOME,
    NOTE,
    RENAME,
    WATCH,
    Edit,
    apply_edits,
    build_files,
    changes_of,
    read_files,
    undone,
)
from synapse_codegen.diff.compare import compare_services

ZOO_RECORD = "  Cage:\n    doc: A place with bars."
DOCUMENTED_GET = "    documented: { method: get_animal, mixin: animals, arguments: [pk], returns: object }\n"

CASES: dict[str, tuple[tuple[Edit, ...], list[str]]] = {
    # edits, and the sentences of the findings
    "a field whose documentation is the same has another name, and another type": (
        (("      born: {", "      dayOne: {"), ('dayOne: { type: "date?"', "dayOne: { type: datetime")),
        ["Animal: field `born` is now `dayOne`", "Animal.dayOne: it is `datetime` instead of `date?`"],
    ),
    "a field that looks like no other is removed, and another added": (
        (
            (
                '      born: { type: "date?", doc: When it was born. }',
                "      weight: { type: float, doc: In kilograms. }",
            ),
        ),
        ["Animal: field `born` is gone", "Animal: field `weight` is new"],
    ),
    "a field with a similar name and another type is another field": (
        (
            (
                "      photo: { type: str, file_urls: true, doc: Its picture. }",
                "      photos: { type: int, doc: How many. }",
            ),
        ),
        ["Animal: field `photo` is gone", "Animal: field `photos` is new"],
    ),
    "a default of null is one": (
        (
            (
                "note: { type: str, doc: Anything else. }\n  Cage",
                'note: { type: "str?", default: null, doc: Anything else. }\n  Cage',
            ),
        ),
        [
            "AnimalCreate.note: it takes `str?`, and not only `str`",
            "AnimalCreate.note: its default is `null` instead of none",
        ],
    ),
    "fields of a body that is always a list are no keywords": (
        (("batch: optional", "batch: required"), ("legs: {", "feet: {")),
        [
            "AnimalCreate: field `legs` is now `feet`",
            "animals.create: a list of bodies is `required`, and was `optional`",
        ],
    ),
    "who names a credential names it by its new name": (
        (
            ("  token: { header", "  key: { header"),
            ("credentials: [token], doc", "credentials: [key], doc"),
            ("credentials: [token]\n", "credentials: [key]\n"),
        ),
        ["service: credential `token` is now `key`"],
    ),
    "an operation sends no credentials at all": (
        (("request: POST animals/\n", "request: POST animals/\n    credentials: []\n"),),
        ["animals.create: it needs `nothing` instead of `what the client has`"],
    ),
    "a default is new": (
        (("meal: { type: Meal,", "meal: { type: Meal, default: { kind: hay },"),),
        ['AnimalCreate.meal: its default is `{"kind": "hay"}` instead of none'],
    ),
    "a value of an enum is explained better": (
        (("calm: Calm.", "calm: Very calm."),),
        ["Mood.calm: its documentation is another"],
    ),
    "a model takes the place of an enum": (
        (
            ("  Size:\n    doc: How large it is.\n    values: { small: Small., large: Large. }\n", ""),
            ("      size: { type: Size, doc: Only those of this size. }\n", ""),
            ("  Cage:", "  Length:\n    doc: How long it is.\n    fields: { metres: float }\n  Cage:"),
        ),
        ["animals.list: keyword `size` is gone", "animals: enum `Size` is gone", "animals: model `Length` is new"],
    ),
    "choices have another order": (
        (("choices: [Leo, Kim]", "choices: [Kim, Leo]"),),
        ["Animal.name: the order of its choices is another"],
    ),
    "any choice is allowed": (
        (("choices: [Leo, Kim], ", ""),),
        ["Animal.name: it may be `anything`, and not only `Leo | Kim`"],
    ),
    "a field has two bounds": (
        (("maximum: 8", "minimum: 1, maximum: 8"),),
        ["AnimalCreate.legs: it must be `≥ 1, ≤ 8`, and no longer `≤ 8`"],
    ),
    "a value has another name, and the old one is a spelling of it": (
        (("calm: Calm.,", "quiet: { doc: Calm., aliases: [calm] },"), ("success: [calm]", "success: [quiet]")),
        [
            "Mood: `quiet` is another spelling of a value",
            "Mood: value `CALM` is `QUIET` in Python",
            'animals.get: `success` of its waiter is `["quiet"]` instead of `["calm"]`',
        ],
    ),
    "a value has another name, but not in Python": (
        (("wild: Wild. }", "unruly: { doc: Wild., python_name: WILD } }"),),
        ["Mood: value `wild` is now `unruly`"],
    ),
    "variants have another order": (
        (("{ cage: Cage, pond: Pond }", "{ pond: Pond, cage: Cage }"),),
        ["Home: the order of its variants is another"],
    ),
    "a variant with a renamed model is the same": (
        (("  Pond:\n", "  Lake:\n"), ("pond: Pond", "pond: Lake")),
        ["Pond: model `Pond` is now `Lake`"],
    ),
    "a union and an enum have other names": (
        (
            (HOME, HOME.replace("Home", "Place").replace("Where an animal lives.", "Its place.")),
            ("{ type: Home,", "{ type: Place,"),
            ("  Mood:\n    doc: How it feels.", "  Temper:\n    doc: Its temper."),
            ("{ type: Mood,", "{ type: Temper,"),
        ),
        [
            "Home: union `Home` is now `Place`",
            "Mood: enum `Mood` is now `Temper`",
            "Place: its documentation is another",
            "Temper: its documentation is another",
        ],
    ),
    "a model with another name and most of its fields": (
        (
            (ZOO_RECORD, "  Kennel:\n    doc: A place with bars."),
            ("bars: { type: int", "rods: { type: int"),
            (": Cage,", ": Kennel,"),
        ),
        ["Cage: model `Cage` is now `Kennel`", "Kennel: field `bars` is now `rods`"],
    ),
    "a constant comes, goes, or has another name": (
        (
            (
                '      version: { type: str, const: "2", doc: Always the second. }',
                '      v: { type: str, const: "2", doc: Always the second. }',
            ),
            ("headers: { X-Trace", "headers: { X-Kind: { type: str, const: zoo, doc: Always so. }, X-Trace"),
        ),
        [
            "animals.list: `X-Kind` is always sent as `zoo` instead of none",
            "animals.list: `v` is always sent as `v` instead of `version`",
        ],
    ),
    "a header of a response is written in another case": (
        (("headers: { Location", "headers: { location"),),
        ["animals.create: its header is `location` instead of `Location`"],
    ),
    "a header of a response is of another type": (
        (("Location: { type: str", "Location: { type: uuid"),),
        ["animals.create, header `Location`: its type is `uuid` instead of `str`"],
    ),
    "a header of all responses is new": (
        (("servers:\n", "response_headers: { X-Left: { type: int, doc: How many. } }\nservers:\n"),),
        ["service: its response has the header `X-Left`"],
    ),
    "a redirect and an error without a body are new": (
        (
            (
                "    response: Animal\n    waiter",
                "    redirects: { 301: Moved. }\n    errors: { 404: { doc: Gone. } }\n    response: Animal\n    waiter",
            ),
        ),
        ["animals.get: a `404` is documented", "animals.get: it may be redirected by a `301`"],
    ),
    "a constant that is no longer sent": (
        (('      version: { type: str, const: "2", doc: Always the second. }\n', ""),),
        ["animals.list: `version` is always sent as none instead of `2`"],
    ),
    "a constant that is required is not for callers": (
        (('version: { type: str, const: "2"', 'version: { type: str, required: true, const: "2"'),),
        [],
    ),
    "an argument of a composite has another name, and another default": (
        (("note: { type: str, default: none", "remark: { type: str, default: nothing"),),
        [
            "uploads.create: keyword `note` is now `remark`",
            "uploads.create.remark: its default is `nothing` instead of `none`",
        ],
    ),
    "arguments of a composite have another order": (
        (
            ("      folder: { type: str, required: true, doc: Where to. }\n", ""),
            (
                "    arguments:\n      path",
                "    arguments:\n      folder: { type: str, required: true, doc: Where to. }\n      path",
            ),
        ),
        ["uploads.create: its arguments have another order", "uploads.create: the order of its arguments is another"],
    ),
    "an argument of a composite comes and goes": (
        (
            (
                "folder: { type: str, required: true, doc: Where to. }",
                "place: { type: int, required: true, doc: In which. }",
            ),
        ),
        ["uploads.create: argument `place` is required", "uploads.create: keyword `folder` is gone"],
    ),
    "steps have another order": (
        (
            (
                "      start: uploads.start\n      append: uploads.append\n",
                "      append: uploads.append\n      start: uploads.start\n",
            ),
        ),
        ["uploads.create: the order of its steps is another"],
    ),
    "an operation that no typed client has loses a parameter": (
        (("request: GET uploads/\n", "request: GET uploads/\n    query: { page: { type: int, doc: Which. } }\n"),),
        ["uploads.list: keyword `page` is new"],
    ),
    "a response of another type": (
        (("response: Animal\n    waiter", 'response: "Animal?"\n    waiter'),),
        ["animals.get: its response may be `Animal?`, and not only `Animal`"],
    ),
    "an operation is documented no longer": (
        ((DOCUMENTED_GET, ""),),
        ["animals.get: documented method `get_animal` is gone"],
    ),
    "a chunked upload that was renamed is the same": (
        (
            ("  create:\n    doc: Upload a file.", "  send:\n    doc: Upload a file."),
            ("uploads.create", "uploads.send"),
        ),
        ["uploads.create: it is now `uploads.send`"],
    ),
    "another chunked upload": (
        (("operation: uploads.create", "operation: uploads.start"),),
        ["keepers.hire: `operation` of its chunked upload is `uploads.start` instead of `uploads.create`"],
    ),
    "an operation moves, with another request": (
        ((WATCH, WATCH.replace("  watch:", "  log:").replace("/log/", "/logs/")),),
        [
            "animals.log: its path is `animals/{pk}/logs/` instead of `animals/{pk}/log/`",
            "animals.watch: it is now `animals.log`",
        ],
    ),
    "a parameter of the path has another name": (
        (("request: GET animals/{pk}/log/\n    path: { pk:", "request: GET animals/{id}/log/\n    path: { id:"),),
        ["animals.watch: keyword `pk` is now `id`"],
    ),
    "parameters of the path change places": (
        (("PUT zoos/{zoo}/animals/{pk}/", "PUT zoos/{pk}/animals/{zoo}/"),),
        ["animals.move: its path is `zoos/{pk}/animals/{zoo}/` instead of `zoos/{zoo}/animals/{pk}/`"],
    ),
    "two variables instead of two": (
        (("env: [ZOO_TOKEN, ZOO_KEY]", "env: [A, B, C]"),),
        [
            "credential token: the environment variable `A` is read",
            "credential token: the environment variable `B` is read",
            "credential token: the environment variable `C` is read",
            "credential token: the environment variable `ZOO_KEY` is no longer read",
            "credential token: the environment variable `ZOO_TOKEN` is no longer read",
        ],
    ),
    "documentation of a query argument of all requests": (
        (("doc: Which zoo.", "doc: Whose zoo."),),
        ["query tenant: its documentation is another"],
    ),
    "without a documented client no position is lost": (
        ((FACE, ""), (AGENT, "")),
        ["service: credential `agent` is gone", "service: there is no documented client"],
    ),
    "a constant of a field is another": (
        ((NOTE, NOTE.replace("str,", "str, const: none,")), ("type: str, const: none", "type: str, const: all")),
        ["AnimalCreate.note: it is always `all`, and is no argument"],
    ),
    "a field is only read instead of only sent": (
        ((NOTE, NOTE.replace("str,", "str, read: only,")), ("legs: { type: int,", "legs: { type: int, write: only,")),
        ["AnimalCreate.legs: it is only sent: no response has it", "AnimalCreate.note: it is only read"],
    ),
    "other bounds of a string and a list": (
        (
            (NOTE, NOTE.replace("str,", "str, format: email, max_length: 5,")),
            ("photo: { type: str,", "photo: { type: str, pattern: '@', min_items: 1,"),
        ),
        [
            "Animal.photo: it is `like @, items ≥ 1`, and no longer `anything`",
            "AnimalCreate.note: it must be `email, length ≤ 5`, and no longer `anything`",
        ],
    ),
    "a union is told apart by structure": (
        ((HOME, "  Home: { doc: Where an animal lives., variants: [Cage, Pond] }\n"),),
        [
            "Home: its models are told apart by none instead of `kind`",
            "Home: variant `Cage` is new, and may come back",
            "Home: variant `Pond` is new, and may come back",
            "Home: variant `cage` is gone",
            "Home: variant `pond` is gone",
        ],
    ),
    "exported enums have another order": (
        (("names: [Diet]", "names: [Mood, Diet]"),),
        ["documented: enum `Mood` is exported"],
    ),
    "one name of an argument stays as another": (
        (("name: in_chunks,", "name: split, aliases: [in_chunks],"),),
        ["keepers.hire: argument `split` is another name of it"],
    ),
    "a file in chunks is sent whole": (
        ((CHUNKED, ""), ("{ name: in_chunks, is: chunked }", "{ name: in_chunks, is: body.id }")),
        [
            "keepers.hire: it no longer uploads `badge` in chunks first",
            "keepers.hire.in_chunks: it fills `body.id` instead of `chunked`",
            "keepers.hire.in_chunks: it is `null` by default instead of `false`",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_it_is_told_what_changed(title, tmp_path):
    edits, sentences = CASES[title]
    old = build_files(read_files(), tmp_path / "old")
    new = build_files(apply_edits(read_files(), edits), tmp_path / "new")
    findings = compare_services(old, new)
    assert sorted(finding.sentence for finding in findings) == sorted(sentences)
    assert undone(findings) == changes_of(compare_services(new, old))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("doc: Gone.", "type: Cage, doc: Gone.", "animals.get 404: the body of a 404 is `Cage`"),
        ("type: Cage", "type: Pond", "animals.get 404: its body is `Pond` instead of `Cage`"),
    ],
)
def test_an_error_gets_another_body(before, after, sentence, tmp_path):
    place = "    response: Animal\n    waiter"
    old, new = (
        build_files(apply_edits(read_files(), [(place, f"    errors: {{ 404: {{ {error} }} }}\n{place}")]), folder)
        for error, folder in ((before, tmp_path / "a"), (after, tmp_path / "b"))
    )
    findings = compare_services(old, new)
    assert [finding.sentence for finding in findings] == [sentence]
    assert undone(findings) == changes_of(compare_services(new, old))


def test_the_body_of_an_error_changes(tmp_path):
    place = "    response: Animal\n    waiter"
    versions = [
        build_files(apply_edits(read_files(), [(place, f"    errors: {{ 404: {type} }}\n{place}")]), tmp_path / type)
        for type in ("Cage", "json")
    ]
    findings = compare_services(*versions)
    assert [finding.sentence for finding in findings] == ["animals.get 404: its body is `json` instead of `Cage`"]
    assert undone(findings) == changes_of(compare_services(*reversed(versions)))


def test_exported_enums_have_another_order(tmp_path):
    first = apply_edits(read_files(), [("names: [Diet]", "names: [Mood, Diet]")])
    second = apply_edits(read_files(), [("names: [Diet]", "names: [Diet, Mood]")])
    findings = compare_services(build_files(first, tmp_path / "a"), build_files(second, tmp_path / "b"))
    assert [finding.sentence for finding in findings] == ["documented: the order of its exported enums is another"]


CONST, OPTIONS = (
    NOTE.replace("str,", "str, const: none,"),
    HOME.replace("{ cage: Cage, pond: Pond }", "[Cage, Pond, str]"),
)
STRUCTURAL = OPTIONS.replace("discriminator: kind, ", "")


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            (NOTE, CONST),
            (NOTE, CONST.replace("none", "all")),
            ["AnimalCreate.note: `note` is always sent as `all` instead of `none`"],
        ),
        (
            ("credentials: [token], doc", "credentials: [token, agent], doc"),
            ("credentials: [token], doc", "credentials: [agent, token], doc"),
            ["server files: the order of its credentials is another"],
        ),
        (
            (HOME, STRUCTURAL),
            (HOME, STRUCTURAL.replace("str]", "int]")),
            ["Home: variant `int` is new, and may come back", "Home: variant `str` is gone"],
        ),
        (
            (HOME, STRUCTURAL),
            (HOME, STRUCTURAL.replace("[Cage, Pond", "[Pond, Cage")),
            ["Home: the order of its variants is another"],
        ),
    ],
)
def test_constants_and_types_of_unions_change(before, after, sentences, tmp_path):
    services = [
        build_files(apply_edits(read_files(), [edit]), tmp_path / name)
        for name, edit in (("old", before), ("new", after))
    ]
    findings = compare_services(*services)
    assert sorted(finding.sentence for finding in findings) == sentences
    assert undone(findings) == changes_of(compare_services(*reversed(services)))


def test_what_a_resource_held_moves_without_being_gone(tmp_path):
    """Its models stay where another resource declares them; its operations have another name."""
    files = read_files()
    moved = (
        files["resources/keepers.yaml"].replace("resource: keepers", "resource: people").replace("keepers/", "staff/")
    )
    new = apply_edits(files, [(f"{RENAME}resources/keepers.yaml", "")]) | {"resources/people.yaml": moved}
    findings = compare_services(build_files(files, tmp_path / "a"), build_files(new, tmp_path / "b"))
    assert sorted(finding.sentence for finding in findings) == [
        "Keeper: it is defined in resource `people` instead of `keepers`",
        "keepers.hire: it is now `people.hire`",
        "people.hire: its path is `staff/` instead of `keepers/`",
        "service: resource `keepers` is gone",
        "service: resource `people` is new",
    ]


def test_calls_of_an_operation_that_is_gone_are_shown_on_both_faces(tmp_path):
    old = build_files(read_files(), tmp_path / "a")
    new = build_files(apply_edits(read_files(), [(f"{RENAME}resources/keepers.yaml", "")]), tmp_path / "b")
    (finding,) = compare_services(old, new)
    assert finding.migrations == (("zoo.keepers.hire(…)", ""), ("client.hire_keeper(…)", ""))


DEPRECATED = "deprecated: Use the badge."


@pytest.mark.parametrize(
    ("deprecated", "version", "hint"),
    [
        (DEPRECATED, "1.5.0", "it was deprecated, but nobody said in which version it would go"),
        (
            "deprecated: { removed_in: 2.0 }",
            "1.5.0",
            "it goes too early: it was to stay until 2.0, and the version is 1.5.0",
        ),
        ("deprecated: { removed_in: 2.0 }", "2.0.0", "it goes as announced: in 2.0"),
    ],
)
def test_a_removal_says_whether_it_comes_as_announced(deprecated, version, hint, tmp_path):
    zoo = apply_edits(read_files(), ((DEPRECATED, deprecated),))
    field = f"id: {{ type: int, since: 1.2, {deprecated}, doc: ID of the keeper. }}, "
    edited = apply_edits(zoo, ((field, ""), ("version: 1.4.2", f"version: {version}")))
    findings = compare_services(build_files(zoo, tmp_path / "old"), build_files(edited, tmp_path / "new"))
    (removal,) = [finding for finding in findings if finding.rule.change == "field-removed"]
    assert removal.severity == "breaking"
    assert removal.hint == hint


def test_an_old_name_is_surer_than_what_things_look_like(tmp_path):
    """Neither what they hold nor their documentation nor their route says so."""
    edits = (
        ("  Hay:\n    doc: A bale of hay.", "  Meadow:\n    was: Hay\n    doc: Grass that stands."),
        (
            "kind: { type: str, required: true, doc: Always `hay`. }, bales: { type: int, doc: How many. }",
            "kind: { type: str, doc: Meadow. }, grass: { type: str, doc: Which one. }",
        ),
        ("hay: Hay", "hay: Meadow"),
        (
            "  watch:\n    doc: Watch an animal.\n    request: GET animals/{pk}/log/",
            "  follow:\n    was: watch\n    doc: What it does.\n    request: GET animals/{pk}/events/",
        ),
    )
    zoo = read_files()
    findings = compare_services(
        build_files(zoo, tmp_path / "old"), build_files(apply_edits(zoo, edits), tmp_path / "new")
    )
    assert {"model-renamed-kept", "operation-renamed-kept", "path-changed"} <= {finding.rule.id for finding in findings}


def test_the_order_of_old_names_is_no_change_for_callers(tmp_path):
    edits = (
        (("status: { type: str,", "status: { type: str, was: [state, mood],"),),
        (("was: [state, mood]", "was: [mood, state]"),),
    )
    old = apply_edits(read_files(), edits[0])
    findings = compare_services(
        build_files(old, tmp_path / "old"), build_files(apply_edits(old, edits[1]), tmp_path / "new")
    )
    assert [finding.sentence for finding in findings] == ["animals.list.status: the order of its old names is another"]
