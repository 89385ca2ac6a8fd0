"""The site of a service: all files of all languages, from views and templates."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from synapse_codegen.output.emit import open_templates

from .context import Context
from .guides import load_guides, read_pictures
from .pages import Around, Contents, Found, Page, Section, make_sections, start_page
from .words import GENERATOR, LANGUAGE_NAMES, LANGUAGES, TEMPLATES, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment

    from synapse_codegen.ir.service import Service

STATIC: Final = Path(__file__).parent / "static"
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own folder, and nothing else. `wasm-unsafe-eval` is for Python in the browser."""
SCRIPT_WORDS: Final = (
    *("search", "search_hint", "no_results", "search_keys", "close", "copy", "copied", "link"),
    *("run", "stop", "starting", "unpacking", "running", "stopped", "received", "no_requests", "samples"),
    *("not_here", "no_python", "serve", "serve_open"),
)
"""Words that scripts show."""
VERSIONS: Final = "versions.js"
ANCHORS: Final = "anchors.json"
"""Where each name of the API is explained: stable links for programs."""


@frozen(kw_only=True)
class SiteView:
    """What is the same on all pages of a language."""

    name: str
    version: str
    code: str
    policy: str
    generator: str


def build_site(
    service: Service, guides: Path, languages: Sequence[str] = LANGUAGES, *, runs: bool = False
) -> dict[str, bytes]:
    """Build all files of the site.

    Args:
        service: A service that `validate` found no error in.
        guides: The folder with the guides, in which there may be none.
        languages: Codes of the languages.
        runs: Whether examples have a button that runs them, for which the site needs the files of `browser`.

    Returns:
        Path below the folder of the site to content.

    Raises:
        GuideError: A guide is missing or malformed.
    """
    files: dict[str, str] = {}
    found: dict[str, dict[str, Found]] = {}
    anchors: dict[str, str] = {}
    first = load_guides(guides, languages[0])
    context = Context(service, Language(languages[0]))
    for code in languages:
        context = evolve(context, language=Language(code))
        own = load_guides(guides, code)
        sections = make_sections(context, own, first)
        start = start_page(context, sections)
        pages = [start, *(page for section in sections for page in section.pages)]
        files |= _render_pages(context, pages, sections, languages)
        files |= dict(_language_model_files(context, pages, sections, files, languages))
        for item in (item for page in pages for item in page.found):
            found.setdefault(item.url, {})[code] = item
        named = [page for page in pages if code == languages[0] and not page.source]
        anchors |= {item.url: item.title for page in named for item in page.found}
    files |= dict(_shared_files(service, languages, found, anchors, runs=runs))
    encoded = {path: text.encode() for path, text in files.items()}
    return {**encoded, **read_static(), **read_pictures(guides)}


@cache
def read_static() -> Mapping[str, bytes]:
    """Return the style and the scripts."""
    return {f"assets/{path.name}": path.read_bytes() for path in sorted(STATIC.iterdir())}


@cache
def _environment(*, is_html: bool) -> Environment:
    return open_templates(TEMPLATES, autoescape=is_html)


def _render_pages(
    context: Context, pages: Sequence[Page], sections: Sequence[Section], languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield each page as HTML and as Markdown."""
    code = context.language.code
    site, words = view_site(context.service, code), context.language.words
    contents = Contents(tuple(sections), context.language, tuple(languages))
    for page in pages:
        around = contents.look_around(page)
        view = Combined(page, around)
        for ending, is_html in ((".html", True), (".md", False)):
            template = _environment(is_html=is_html).get_template(f"{page.template}{ending}.jinja")
            yield f"{code}/{page.path}{ending}", template.render(page=view, site=site, words=words)


class Combined:
    """A page and what is around it, as templates read it."""

    def __init__(self, page: Page, around: Around) -> None:
        self._parts = (page, around)

    def __getattr__(self, name: str) -> object:
        for part in self._parts:
            if hasattr(part, name):
                return getattr(part, name)
        raise AttributeError(name)


def view_site(service: Service, code: str) -> SiteView:
    """View what is the same on all pages of a language."""
    return SiteView(
        name=service.name,
        version=service.version,
        code=code,
        policy=POLICY,
        generator=GENERATOR,
    )


def _language_model_files(
    context: Context,
    pages: Sequence[Page],
    sections: Sequence[Section],
    files: Mapping[str, str],
    languages: Sequence[str],
) -> Iterator[tuple[str, str]]:
    """Yield `llms.txt`, which lists the pages in Markdown, and `llms-full.txt`, which holds those of one language."""
    code = context.language.code
    listed = {
        "summary": " ".join(pages[0].doc.source.split()),
        "sections": [
            {
                "title": section.title,
                "entries": [
                    {"text": page.short, "url": f"{page.path}.md", "detail": " ".join(page.doc.md.split())}
                    for page in section.pages
                ],
            }
            for section in sections
        ],
    }
    template = _environment(is_html=False).get_template("llms.txt.jinja")
    yield f"{code}/llms.txt", template.render(page=listed, site=view_site(context.service, code))
    if code == languages[0]:
        yield "llms-full.txt", "\n\n".join(files[f"{code}/{page.path}.md"] for page in pages)


def _shared_files(
    service: Service,
    languages: Sequence[str],
    found: Mapping[str, Mapping[str, Found]],
    anchors: Mapping[str, str],
    *,
    runs: bool,
) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the folders of the languages."""
    links = [{"text": LANGUAGE_NAMES[code], "url": f"{code}/index.html", "detail": code} for code in languages]
    site = view_site(service, languages[0])
    yield (
        "index.html",
        _environment(is_html=True).get_template("root.html.jinja").render(page={"languages": links}, site=site),
    )
    words = {code: {name: Language(code).word(name) for name in SCRIPT_WORDS} for code in languages}
    yield "words.js", f"window.docWords = {_json(words)};\nwindow.docRuns = {_json(runs)};\n"
    yield "search.js", f"window.searchEntries = {_json([*map(_search_entry, found.values())])};\n"
    yield ANCHORS, f"{_json({title: url for url, title in anchors.items()})}\n"
    lines = [f"- [{LANGUAGE_NAMES[code]}]({code}/llms.txt): every page" for code in languages]
    lines.append(f"- [llms-full.txt](llms-full.txt): all pages in one, in {LANGUAGE_NAMES[languages[0]]}")
    yield "llms.txt", "\n".join([f"# {service.name} {service.version}", "", *lines, ""])


def _search_entry(found: Mapping[str, Found]) -> list[object]:
    """Return where something is, its title and its section in each language, the words about it, and its languages."""
    items = [*found.values()]
    words = dict.fromkeys(word for item in items for word in item.text.split())
    texts = [[item.title for item in items], [item.section for item in items]]
    titles, sections = (names[0] if len(set(names)) == 1 else names for names in texts)
    return [items[0].url, titles, sections, " ".join(words), " ".join(found)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_versions(site: Path, version: str) -> dict[str, bytes]:
    """List the versions of a site for its switch: this one, and those that stand in folders of it.

    A release keeps the site of an earlier one in a folder named by its version. Each of them gets the list, too.

    Args:
        site: The folder of the site.
        version: The version of the API that it documents.

    Returns:
        Path below the folder to content.
    """
    kept = sorted((path.parent.name for path in site.glob(f"*/{ANCHORS}")), key=_version_key, reverse=True)
    urls = {version: ".", **{name: name for name in kept if name != version}}
    lists = {VERSIONS: urls} | {
        f"{name}/{VERSIONS}": {other: _relative(name, url) for other, url in urls.items()}
        for name in urls
        if urls[name] != "."
    }
    rows = {path: [{"version": name, "url": url} for name, url in listed.items()] for path, listed in lists.items()}
    return {path: f"window.docVersions = {_json(listed)};\n".encode() for path, listed in rows.items()}


def _relative(folder: str, url: str) -> str:
    """Return the URL of a version as seen from the folder of another."""
    if url == ".":
        return ".."
    return "." if url == folder else f"../{url}"


def _version_key(version: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort numbers as numbers."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in version.split("."))
