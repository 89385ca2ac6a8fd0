"""The site of each spec of the tests: whole, without dead links, and safe whatever the spec says."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

import pytest
from synapse_codegen.docs.site import build_site
from synapse_codegen.pipeline import read_spec

PROJECT = Path(__file__).parents[3]
SPECS = {
    path.parent.name: path.parent
    for path in [*PROJECT.glob("spec/*/service.yaml"), *PROJECT.glob("tests/specs/*/service.yaml")]
}


class Page(HTMLParser):
    """What a page refers to, and the anchors it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in {"href", "src", "data-source"}:
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture(scope="module")
def sites():
    built = {}
    for name, folder in SPECS.items():
        service, diagnostics = read_spec(folder, PROJECT)
        assert service is not None, diagnostics
        built[name] = build_site(service, PROJECT / "docs" if folder.parent.name == "spec" else folder / "docs")
    return built


def test_the_site_is_small(sites):
    """Python for browsers is not of it: that is added on request."""
    assert sum(map(len, sites["synapse"].values())) <= 3_000_000


@pytest.mark.parametrize("name", SPECS)
def test_no_link_and_no_anchor_is_dead(sites, name):
    pages = {path: Page(content.decode()) for path, content in sites[name].items() if path.endswith(".html")}
    known = {*sites[name], "versions.js"}
    dead = []
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            url, _, anchor = link.partition("#")
            if "://" in url:
                continue
            target = normpath(join(path, "..", url)) if url else path
            if target not in known or (anchor and anchor not in pages[target].ids):
                dead.append(f"{path}: {link}")
    assert dead == []


def test_what_is_no_json_is_shown_as_it_is(sites):
    page = sites["relay"]["en/resources/jobs.md"].decode()
    picture = page.split("## jobs.picture\n")[1].split("\n## ")[0]
    assert "### Returns\n\n `bytes`\n" in picture
    assert "```text\na picture of a house\n```" in picture
    assert "`limit` (`int`; default `10`; at most `100`)" in page


def test_what_comes_with_a_response_and_before_it_is_told(sites):
    page = sites["relay"]["en/resources/archives.md"].decode()
    parts = {part.partition("\n")[0]: part for part in page.split("## archives.")}
    assert "`etag`: Its version. `last-modified`: When it was changed." in parts["get"]
    assert "`x-quota`: How many calls are left. `x-region`\n" in parts["get"]
    assert "### Redirect 301\n\nIt has another ID. The client follows it." in parts["get"]
    assert "`NotModifiedError` `NotFoundError`" in parts["get"]
    assert "It is done. The client does not follow it: it raises `RedirectError`." in parts["rename"]
    assert "`RedirectError` `NotFoundError`" in parts["rename"]
    assert "- `204` `True` It is locked.\n- `404` `False` " in parts["is_locked"]
