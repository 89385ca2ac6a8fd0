"""The guides of a project, which people write: `docs/<language>/<slug>.md`, in the order of `docs/contents.yaml`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup

from synapse_codegen.source.nodes import MappingNode
from synapse_codegen.source.yaml_parser import parse_yaml

from .context import UP, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from markdown_it.token import Token

CONTENTS: Final = "contents.yaml"
PICTURES: Final = "pictures"
"""Folder of the pictures, beside those of the languages."""


_HEADING: Final = re.compile(r"^```.*?^```|^#+ (?P<text>[^\n]*)$", re.DOTALL | re.MULTILINE)
"""A heading. Blocks of code are matched, too, so that no comment in them is one."""


class GuideError(ValueError):
    """A guide is missing or malformed. The message says which, and what to do."""


class Guide(NamedTuple):
    """One guide in one language."""

    slug: str
    group: str
    title: str
    source: str


class GuideHtml(NamedTuple):
    """A guide as HTML."""

    html: Markup
    headings: tuple[Link, ...]
    sections: tuple[tuple[str, str, str], ...]
    """Anchor, heading and text of each section, for the search."""


def load_guides(folder: Path, language: str) -> tuple[Guide, ...]:
    """Read the guides of a language, in the order of the contents; none without contents.

    Raises:
        GuideError: The contents cannot be read, or a guide is missing.
    """
    path = folder / CONTENTS
    if not path.is_file():
        return ()
    contents, diagnostics = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    if diagnostics or not isinstance(contents, MappingNode):
        reason = diagnostics[0].message if diagnostics else "it is no mapping"
        raise GuideError(f"{path}: {reason}; write `groups:` and `pages:` with `slug` and `title` each")
    groups = {_string(group, "slug", path): group for group in contents.sequence("groups")}
    guides: list[Guide] = []
    for page in contents.sequence("pages"):
        slug = _string(page, "slug", path)
        file = folder / language / f"{slug}.md"
        if not file.is_file():
            raise GuideError(f"{file}: there is no such guide; {path} lists it: write it, or remove `{slug}` there")
        group = groups.get(_string(page, "group", path))
        title = _title(group, language) if isinstance(group, MappingNode) else ""
        guides.append(Guide(slug, title, _title(page, language) or slug, file.read_text(encoding="utf-8")))
    return tuple(guides)


def _string(node: object, key: str, path: Path) -> str:
    """Return a string of an entry of the contents."""
    value = node.get(key, "") if isinstance(node, MappingNode) else None
    if not isinstance(value, str):
        raise GuideError(f"{path}: `{key}` of an entry must be a string, got {value!r}; write `- {{ {key}: name, … }}`")
    return value


def _title(node: object, language: str) -> str:
    titles = node.get("title") if isinstance(node, MappingNode) else None
    value = titles.get(language, "") if isinstance(titles, MappingNode) else titles
    return value if isinstance(value, str) else ""


def render_guide(source: str, names: Callable[[str], str], anchors: Sequence[str] = ()) -> GuideHtml:
    """Return a guide as HTML, without its first heading. HTML in it shows as text.

    Args:
        source: The Markdown.
        names: Returns where a name of the API that stands in code is explained; "" if nowhere.
        anchors: Anchors of its headings: those of the first language, so that links fit all languages.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        del tokens[:3]
    headings = _number_headings(tokens, anchors)
    for token in tokens:
        for child in token.children or ():
            _point(child)
            _link_code(child, names)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    html = Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 - the parser escapes HTML
    shown = tuple(Link(text, f"#{anchor}") for level, anchor, text in headings if level == "h2")
    return GuideHtml(html, shown, tuple(_sections(tokens)))


def _number_headings(tokens: Sequence[Token], anchors: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give each heading its anchor; return level, anchor and text of each."""
    headings: list[tuple[str, str, str]] = []
    taken: set[str] = set()
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            text = _plain(inline)
            place = len(headings)
            anchor = anchors[place] if place < len(anchors) else slugify(text)
            while anchor in taken:
                anchor += "-"
            taken.add(anchor)
            token.attrSet("id", anchor)
            headings.append((token.tag, anchor, text))
    return headings


def heading_anchors(source: str) -> list[str]:
    """Return the anchors of a guide's headings behind its title, from their texts."""
    headings = [match["text"] for match in _HEADING.finditer(source) if match["text"]]
    return [slugify(heading) for heading in headings[1:]]


def _sections(tokens: Sequence[Token]) -> list[tuple[str, str, str]]:
    sections: list[tuple[str, str, list[str]]] = [("", "", [])]
    is_heading = False
    for token in tokens:
        if token.type == "heading_open":
            sections.append((str(token.attrGet("id")), "", []))
            is_heading = True
        elif token.type == "inline" and is_heading:
            sections[-1] = (sections[-1][0], _plain(token), [])
            is_heading = False
        elif token.type == "inline":
            sections[-1][2].append(_plain(token))
    return [(anchor, heading, " ".join(texts)) for anchor, heading, texts in sections]


def _plain(token: Token) -> str:
    """Return the text of a token, without marks."""
    return "".join(child.content or " " for child in token.children or ())


def slugify(text: str) -> str:
    """Return an anchor for a heading: `What it does` → `what-it-does`."""
    return "-".join(re.findall(r"\w+", text.lower())) or "section"


def _point(token: Token) -> None:
    """Point a link to another guide, or to a picture, to where the site has it."""
    if token.type == "link_open":
        url = str(token.attrGet("href"))
        page, mark, fragment = url.partition("#")
        if "://" not in page and page.endswith(".md"):
            token.attrSet("href", f"{page.removesuffix('.md')}.html{mark}{fragment}")
    if token.type == "image":
        url = str(token.attrGet("src"))
        if url.startswith(f"../{PICTURES}/"):
            token.attrSet("src", f"{UP}{url}")


def _open_table(*_: object) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _close_table(*_: object) -> str:
    return "</table></div>\n"


def _link_code(token: Token, names: Callable[[str], str]) -> None:
    """Make a name of the API that stands in code a link to where it is explained."""
    if token.type == "code_inline" and (url := names(token.content)):
        token.type = "html_inline"
        token.content = Markup('<a href="{}"><code>{}</code></a>').format(url, token.content)


def _fence(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """Return a block of code. Python can be run: the blocks of a page build on each other."""
    token = tokens[index]
    language, source = (token.info.split() or [""])[0], token.content.rstrip("\n")
    run = Markup(" data-run") if language == "python" else ""
    block = Markup('<div class="code" data-language="{}"{}><pre><code>{}</code></pre></div>\n')
    return block.format(language, run, source)


def read_pictures(folder: Path) -> Mapping[str, bytes]:
    """Return the pictures of the guides, by their path in the site."""
    files = sorted(path for path in (folder / PICTURES).glob("*") if path.suffix in {".svg", ".png"})
    return {f"{PICTURES}/{path.name}": path.read_bytes() for path in files}
