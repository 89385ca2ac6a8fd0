"""Whatever a spec says, the site shows it as text; and whatever the language has, the site shows it."""

from __future__ import annotations

import json
import re
import shlex
from html import unescape
from html.parser import HTMLParser

import pytest
from support.small_specs import write_spec
from synapse_codegen.docs.context import Context
from synapse_codegen.docs.samples import make_samples
from synapse_codegen.docs.site import build_site
from synapse_codegen.docs.words import Language
from synapse_codegen.pipeline import read_spec

HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror=alert(2)> "quoted" `<b>` **</p>** [go](javascript:alert(3)) </title> '
    "{{ 7*7 }}"
)
QUOTED = json.dumps(HOSTILE)

SERVICE = f"""
service: Zoo
package: zoo
version: 2.0.0
doc: {QUOTED}
clients: {{ sync: Zoo, async: AsyncZoo }}
credentials:
  token: {{ header: Authorization, prefix: "Bearer ", env: [ZOO_TOKEN], doc: {QUOTED} }}
  key: {{ query: api_key }}
  session: {{ cookie: sid }}
  login: {{ scheme: basic }}
headers: {{ Accept: {{ const: application/vnd.zoo+json }} }}
servers: {{ uploads: {{ url: "https://uploads.example.com", doc: Takes files., credentials: [key] }} }}
response_headers: {{ X-Left: {{ type: int, doc: {QUOTED} }} }}
errors: {{ "422": {{ type: Problem, doc: {QUOTED} }} }}
"""

ANIMALS = f"""
doc: {QUOTED}
enums:
  Mood:
    doc: {QUOTED}
    values:
      calm: {{ doc: {QUOTED}, aliases: [CALM], since: 1.1 }}
      angry: {{ doc: Growls., deprecated: {{ doc: Too loud., since: 1.5, removed_in: 3.0, use: calm }} }}
models:
  Problem: {{ fields: {{ detail: str }} }}
  Box: {{ fields: {{ kind: {{ type: str, const: box }}, size: {{ type: int, required: true }} }} }}
  Bag: {{ fields: {{ kind: {{ type: str, const: bag }}, depth: {{ type: int, required: true }} }} }}
  Animal:
    doc: {QUOTED}
    since: 1.2
    fields:
      id: {{ type: int, required: true, read: only, doc: {QUOTED} }}
      name: {{ type: str, required: true, min_length: 1, max_length: 9, pattern: "^[<>]+$", was: called }}
      weight: {{ type: float, minimum: 0.5, maximum: 9000, default: 2.5 }}
      secret: {{ type: str, write: only, secret: true }}
      mood: Mood
      house: Home
      home: {{ type: Shelter, deprecated: Animals roam. }}
unions:
  Home: {{ discriminator: kind, variants: {{ box: Box, bag: Bag }} }}
  Shelter: {{ variants: [Box, "list[int]"] }}
operations:
  get:
    doc: {QUOTED}
    deprecated: {{ use: animals.search, since: 1.4, removed_in: 3.0, doc: {QUOTED} }}
    was: fetch
    since: 1.1
    request: GET animals/{{pk}}/
    path: {{ pk: {{ type: str, doc: {QUOTED} }} }}
    query:
      near: {{ type: "dict[json]", style: deep }}
      tags: {{ type: "list[str]", style: brackets }}
      ids: {{ type: "list[int]", style: comma, default: [1] }}
      filter: {{ type: json, style: json }}
      names: {{ type: "list[str]" }}
    credentials: [[login, session], token]
    redirects: {{ "301": {QUOTED} }}
    responses:
      "200": {{ type: Animal, doc: {QUOTED}, headers: {{ "X-`'": {{ type: str, doc: {QUOTED} }} }} }}
      "202": {{ type: Problem }}
      "204": {{}}
    errors: {{ "404": {{ type: Problem, doc: Gone. }}, "410": {{ doc: {QUOTED} }} }}
    examples:
      - name: one
        arguments:
          pk: "a b"
          near: {{ at: {{ x: 1 }}, y: 2 }}
          tags: [wild]
          ids: [1, 2]
          filter: {{ a: [1] }}
          names: [Rex, "O'Neil"]
        response: {{ id: 1, name: "</script><script>alert(4)</script>" }}
  is_fed:
    request: GET animals/{{pk}}/fed/
    path: {{ pk: str }}
    redirects: {{ "302": {{}} }}
    responses: {{ "204": {{ const: true, doc: {QUOTED} }}, "404": {{ const: false }} }}
    examples: [{{ name: one, arguments: {{ pk: a }} }}]
  search:
    request: GET animals/
    credentials: []
    response: list[Animal]
    examples: [{{ name: all, arguments: {{}}, response: [] }}]
  create:
    doc: Make one.
    request: POST animals/
    server: uploads
    credentials: [key]
    idempotency_key: Idempotency-Key
    body: {{ type: Animal, batch: optional }}
    response: Animal
    status: 201
    examples:
      - name: two
        arguments: {{ items: [{{ name: Rex }}, {{ name: Tom }}] }}
        response: [{{ id: 1, name: Rex }}, {{ id: 2, name: Tom }}]
  watch:
    request: GET animals/events/
    stream: events
    response: Animal
    examples: [{{ name: one, arguments: {{}}, response: [{{ id: 1, name: Rex }}] }}]
  note:
    request: PUT animals/note/
    body: {{ type: str, codec: text }}
    response: {{ type: str, codec: text }}
    examples: [{{ name: one, arguments: {{ body: Fed. }}, response: Fed. }}]
  photo:
    request: PUT animals/photo/
    body: {{ type: file, codec: bytes, media_type: image/png, required: false }}
    examples: [{{ name: one, arguments: {{ body: rex.png }}, response: null }}, ]
  photo_later:
    request: POST animals/later/
    body: {{ type: file, codec: bytes, required: false }}
    examples: [{{ name: none, arguments: {{}}, response: null }}]
  unseen:
    request: DELETE animals/{{pk}}/
    path: {{ pk: int }}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zoo")
    service, diagnostics = read_spec(write_spec(folder, SERVICE, animals=ANIMALS), folder)
    assert service is not None, [str(item) for item in diagnostics]
    return service


@pytest.fixture(scope="module")
def site(service, tmp_path_factory):
    return {path: content.decode() for path, content in build_site(service, tmp_path_factory.mktemp("docs")).items()}


class Elements(HTMLParser):
    """The elements of a page that could do something, and its text."""

    def __init__(self, text):
        super().__init__()
        self.active, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        scripted = [name for name in names if name.startswith("on") or name == "style"]
        foreign = str(names.get("href") or "").startswith("javascript:") or (tag == "script" and "src" not in names)
        if scripted or foreign or (tag in {"img", "b"} and "class" not in names and names):
            self.active.append((tag, names))

    def handle_data(self, data):
        self.texts.append(data)


def test_hostile_texts_show_as_text(site):
    for path, text in site.items():
        if path.endswith(".html"):
            page = Elements(text)
            assert page.active == [], path
    shown = "".join(Elements(site["en/resources/animals.html"]).texts)
    assert "<script>alert(1)</script> <img src=x onerror=alert(2)>" in shown
    assert "[go](javascript:alert(3))" in shown
    assert "</script><script>alert(4)</script>" in unescape(shown)
    assert "{{ 7*7 }}" in shown


def test_hostile_texts_are_no_html_in_markdown_outside_of_code(site):
    for path, text in site.items():
        if path.endswith(".md"):
            prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
            assert not re.search(r"(?<!\\)<(?:script|img|b)\b", prose), path


@pytest.mark.parametrize(
    "text",
    [
        "Too loud.",
        "since 1.5, gone in 3.0",
        "only in responses",
        "only in requests",
        "at least",
        "formerly",
        "always sent as",
        "By the status of the response",
        "no content",
        "Server-sent events",
        "https://uploads.example.com",
        "login",
        "None are sent.",
        "image/png",
        "may be repeated",
        "Use ",
    ],
)
def test_what_the_language_has_is_on_the_pages(site, text):
    assert text in site["en/resources/animals.html"] + site["en/models/animals.html"]


def test_both_kinds_of_unions_list_what_they_may_be(site):
    page = site["en/models/animals.html"]
    assert "<li><var>list[int]</var></li>" in page
    assert "<dt><code>box</code></dt>" in page


def samples(service, name):
    context = Context(service, Language("en"))
    return {sample.name: sample.code.source for sample in make_samples(context, context.operations[name][1])}


def test_curl_writes_styles_and_credentials(service):
    words = shlex.split(samples(service, "animals.get")["curl"].replace("\\\n", ""))
    url = (
        "https://api.example.com/animals/a%20b/?near%5Bat%5D%5Bx%5D=1&near%5By%5D=2&tags%5B%5D=wild&ids=1%2C2"
        "&filter=%7B%22a%22%3A+%5B1%5D%7D&names=Rex&names=O%27Neil"
    )
    headers = ["-b", "sid=$SESSION", "-u", "$LOGIN", "-H", "Accept: application/vnd.zoo+json"]
    assert words == ["curl", url, *headers]
    created = samples(service, "animals.create")
    assert created["curl"].startswith('curl -X POST "https://uploads.example.com/animals/?api_key=$KEY"')
    assert """-d '[{"name": "Rex"}, {"name": "Tom"}]'""" in created["curl"]
    assert "--data-raw Fed." in samples(service, "animals.note")["curl"]
    photo = samples(service, "animals.photo")["curl"]
    assert "-H 'Content-Type: image/png'" in photo
    assert "--data-binary @rex.png" in photo
    assert "--data-binary" not in samples(service, "animals.photo_later")["curl"]


def test_python_passes_what_an_example_says(service):
    assert 'login=("user", "password")' in samples(service, "animals.get")["python"]
    created = samples(service, "animals.create")
    assert "zoo.animals.create_many(" in created["python"]
    assert "cli" not in created
    assert "for event in zoo.animals.watch():" in samples(service, "animals.watch")["python"]
    assert samples(service, "animals.unseen") == {}


def test_a_site_in_one_language_has_no_switch(service, tmp_path):
    site = build_site(service, tmp_path, ["ko"])
    assert not [path for path in site if path.startswith("en/")]
    assert 'class="tool language"' not in site["ko/index.html"].decode()
