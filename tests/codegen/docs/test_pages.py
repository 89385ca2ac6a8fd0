"""Guides, docstrings and long contents: what pages are made of."""

from __future__ import annotations

import ast

import pytest
from support.small_specs import write_spec
from synapse_codegen.docs.guides import GuideError, load_guides, read_pictures, render_guide
from synapse_codegen.docs.pages import MOST_LISTED
from synapse_codegen.docs.reference import _signature, read_names
from synapse_codegen.docs.site import Combined, build_site
from synapse_codegen.docs.words import LANGUAGES, WORDS, Language
from synapse_codegen.pipeline import read_spec

GUIDE = """\
# Title

Some <b>text</b> with `tasks.list`, `other` and [a guide](other.md#part), [a site](https://example.com/a.md).

![A picture](../pictures/call.svg) ![Another](https://example.com/x.svg)

## Part

| a | b |
|---|---|
| 1 | 2 |

## Part

```python
# no heading
print(1)
```
"""


def render(anchors=()):
    return render_guide(GUIDE, {"tasks.list": "../resources/tasks.html#list"}.get, anchors)


def test_a_guide_shows_html_as_text_and_links_names_guides_and_pictures():
    html = render_guide(GUIDE, lambda name: "x.html" if name == "tasks.list" else "").html
    assert "<h1" not in html
    assert "Some &lt;b&gt;text&lt;/b&gt;" in html
    assert '<a href="x.html"><code>tasks.list</code></a>, <code>other</code>' in html
    assert 'href="other.html#part"' in html
    assert 'href="https://example.com/a.md"' in html
    assert 'src="../../pictures/call.svg"' in html
    assert 'src="https://example.com/x.svg"' in html
    assert '<div class="scroll" tabindex="0"><table>' in html
    assert '<div class="code" data-language="python" data-run><pre><code># no heading\nprint(1)</code>' in html


def test_headings_have_the_anchors_of_the_first_language_each_once():
    assert [link.url for link in render().headings] == ["#part", "#part-"]
    assert [link.url for link in render(["one", "two"]).headings] == ["#one", "#two"]
    assert render_guide("Text alone.", lambda _: "").headings == ()


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ("- slug: a", "write `groups:` and `pages:`"),
        ("pages: [", "contents.yaml: "),
        ("pages: [7]", "`slug` of an entry must be a string, got None"),
        ("pages: [{ slug: [a] }]", "`slug` of an entry must be a string"),
    ],
)
def test_contents_that_cannot_be_read_say_why(tmp_path, contents, message):
    (tmp_path / "contents.yaml").write_text(contents)
    with pytest.raises(GuideError, match=message.replace("[", r"\[")):
        load_guides(tmp_path, "en")


def test_guides_come_in_order_with_their_group(tmp_path):
    assert load_guides(tmp_path, "en") == ()
    assert read_pictures(tmp_path) == {}
    (tmp_path / "en").mkdir()
    for slug in "ba":
        (tmp_path / "en" / f"{slug}.md").write_text(f"# {slug}")
    (tmp_path / "contents.yaml").write_text(
        "groups: [{ slug: g, title: { en: Group } }]\n"
        "pages: [{ slug: b, group: g, title: { en: Bee } }, { slug: a, title: Same in all }]\n"
    )
    listed = [(guide.slug, guide.group, guide.title) for guide in load_guides(tmp_path, "en")]
    assert listed == [("b", "Group", "Bee"), ("a", "", "Same in all")]


def test_each_word_has_all_languages():
    assert {len(texts) for texts in WORDS.values()} == {len(LANGUAGES)}
    assert all(all(texts) for texts in WORDS.values())
    assert [Language(code).name for code in LANGUAGES] == ["English", "한국어"]


def test_long_contents_list_the_neighbours_of_a_page(tmp_path):
    operation = "operations: { list: { request: GET x/, response: json } }"
    resources = {f"r{number:03}": operation.replace("x/", f"r{number:03}/") for number in range(MOST_LISTED + 40)}
    service, diagnostics = read_spec(write_spec(tmp_path, **resources), tmp_path)
    assert service is not None, diagnostics
    site = build_site(service, tmp_path)
    for number in (0, 50, 99):
        page = site[f"en/resources/r{number:03}.html"].decode()
        links = page.partition("<nav")[2].partition("</nav>")[0].count('href="../resources/')
        assert links == MOST_LISTED
        assert f'href="../resources/r{number:03}.html" aria-current="page"' in page


def test_the_runtime_may_be_absent():
    assert read_names.__wrapped__("no_such_package") == {}


@pytest.mark.parametrize(
    ("code", "signature"),
    [
        ("def f(a, /, b: int = 1, *rest: str, c=2, **more): ...", "def f(a, b: int = 1, *rest: str, c=2, **more)"),
        ("class A:\n    def __init__(self, a): ...", "A(a)"),
        ("class A:\n    x: int", ""),
        ("@property\ndef f(self) -> int: ...", "f: int"),
        (f"X = {'1 + ' * 200}1", f"X = {'1 + ' * 65} …"),
    ],
)
def test_signatures_are_read_from_sources(code, signature):
    assert _signature(ast.parse(code).body[0]) == signature


def test_a_name_that_no_page_has_is_an_error():
    with pytest.raises(AttributeError, match="colour"):
        _ = Combined(object(), object()).colour
