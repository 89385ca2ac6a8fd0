"""The pages of one language: what stands on each, and what is around it: contents, neighbours, other languages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve, frozen

from .context import UP, Context, Link
from .guides import Guide, heading_anchors, render_guide
from .markup import Code, Text
from .models import ModelView, model_views
from .operations import OperationView, operation_view
from .reference import NameView, error_views, list_rooms, runtime_rooms
from .samples import make_samples
from .words import LANGUAGE_NAMES, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from .words import Language

RUNTIME_FOLDER: Final = f"../{LANGUAGES[0]}"
"""Where the pages of the runtime are: its docstrings have one language."""
NO_TEXT: Final = Text("")
MOST_LISTED: Final = 60
"""Entries of one section of the contents. With more of them each page lists its neighbours only."""


class Found(NamedTuple):
    """What the search finds: a place, its names, and more text to look in."""

    title: str
    url: str
    """From the folder of the language."""
    section: str
    text: str


class NavEntry(NamedTuple):
    """One line of the contents, with what is on its page if that is open."""

    text: str
    url: str
    is_current: bool
    inner: tuple[Link, ...]


class NavSection(NamedTuple):
    """A section of the contents: its pages, or a link to the first of them."""

    heading: str
    title: str
    url: str
    entries: tuple[NavEntry, ...]


@frozen(kw_only=True, eq=False)
class Page:
    """One page, before it knows what is around it."""

    path: str
    """Without its ending, from the folder of the language: `resources/tasks`."""
    template: str
    title: str
    short: str
    """Its title in the contents."""
    doc: Text
    layout: str = "columns"
    is_translated: bool = True
    """Whether other languages have it."""
    inner: tuple[Link, ...] = ()
    found: tuple[Found, ...] = ()
    operations: tuple[OperationView, ...] = ()
    models_link: Link | None = None
    models: tuple[ModelView, ...] = ()
    names: tuple[NameView, ...] = ()
    html: Markup | None = None
    source: str = ""
    """Markdown of a guide."""
    headings: tuple[Link, ...] = ()
    sample: Code | None = None
    first: tuple[Link, ...] = ()
    cards: tuple[Link, ...] = ()
    files: tuple[Link, ...] = ()
    markdown_text: Text = NO_TEXT


@frozen(kw_only=True)
class Section:
    """Pages that stand together in the contents."""

    title: str
    family: str
    """Its name, or that of the sections that are opened with it."""
    pages: tuple[Page, ...]
    elsewhere: str = ""
    """A page of another language, from the folder of this one, if it has none of its own."""


def make_sections(context: Context, guides: Sequence[Guide], first: Sequence[Guide]) -> tuple[Section, ...]:
    """Make all pages of a language but the first one.

    Args:
        context: The service in this language.
        guides: The guides in this language.
        first: The guides in the first language, whose anchors all languages share.
    """
    word = context.language.word
    names = link_names(context)
    sections: list[Section] = []
    anchors = {guide.slug: guide.source for guide in first}
    groups = dict.fromkeys(guide.group for guide in guides)
    for group in groups:
        pages = tuple(
            _guide_page(guide, names, heading_anchors(anchors.get(guide.slug, "")))
            for guide in guides
            if guide.group == group
        )
        sections.append(Section(title=group or word("guides"), family="guides", pages=pages))
    resources = tuple(_resource_pages(context))
    models = tuple(_model_pages(context))
    is_first = context.language.code == LANGUAGES[0]
    rooms = [room for room in list_rooms() if room != "errors"]
    reference = [_errors_page(context)] if rooms else []
    sections += [
        Section(title=word("resources"), family="resources", pages=resources),
        Section(title=word("models"), family="models", pages=models),
        Section(title=word("reference"), family="reference", pages=tuple(reference)),
        Section(
            title=word("runtime"),
            family="runtime",
            pages=tuple(_room_pages(context)) if is_first else (),
            elsewhere=f"{RUNTIME_FOLDER}/runtime/{rooms[0]}" if rooms and not is_first else "",
        ),
    ]
    return tuple(section for section in sections if section.pages or section.elsewhere)


def _resource_pages(context: Context) -> Iterator[Page]:
    for resource in context.service.resources:
        views = tuple(operation_view(context, resource, operation) for operation in resource.operations)
        if views:
            path = f"resources/{resource.name}"
            has_models = bool(resource.models or resource.enums)
            yield Page(
                path=path,
                template="resource",
                title=resource.name,
                short=resource.name,
                doc=context.text(resource.doc),
                inner=tuple(Link(view.anchor, f"#{view.anchor}") for view in views),
                found=tuple(
                    Found(
                        view.name,
                        f"{path}.html#{view.anchor}",
                        f"{view.method} {view.path}".strip(),
                        " ".join((view.documented, view.doc.source, *_names_of(view))),
                    )
                    for view in views
                ),
                operations=views,
                models_link=Link(resource.name, f"{UP}models/{resource.name}.html") if has_models else None,
            )


def _names_of(view: OperationView) -> Iterator[str]:
    for group in view.groups:
        yield from (entry.name for entry in group.entries)


def _model_pages(context: Context) -> Iterator[Page]:
    word = context.language.word
    for resource in context.service.resources:
        if views := model_views(context, resource):
            path = f"models/{resource.name}"
            yield Page(
                path=path,
                template="models",
                title=f"{word('models')}: {resource.name}",
                short=resource.name,
                doc=context.text(resource.doc),
                inner=tuple(Link(view.name, f"#{view.name}") for view in views),
                found=tuple(
                    Found(
                        view.name,
                        f"{path}.html#{view.name}",
                        word("models"),
                        " ".join(
                            (
                                view.doc.source,
                                *(entry.name for entry in view.entries),
                                *(choice.value for choice in view.values),
                            )
                        ),
                    )
                    for view in views
                ),
                models=views,
            )


def _errors_page(context: Context) -> Page:
    word = context.language.word
    page = _runtime_page("reference/errors", word("errors"), context.word("errors_intro"), error_views(context))
    return evolve(page, is_translated=True)


def _room_pages(context: Context) -> Iterator[Page]:
    for room in runtime_rooms(context):
        yield _runtime_page(f"runtime/{room.name}", room.name, room.doc, room.names)


def _runtime_page(path: str, title: str, doc: Text, names: tuple[NameView, ...]) -> Page:
    return Page(
        path=path,
        template="runtime",
        title=title,
        short=title,
        doc=doc,
        inner=tuple(Link(name.name, f"#{name.name}") for name in names),
        found=tuple(
            Found(name.name, f"{path}.html#{name.name}", "Python", f"{name.doc.source} {name.advice.source}")
            for name in names
        ),
        names=names,
        is_translated=False,
    )


def _guide_page(guide: Guide, names: Mapping[str, str], anchors: Sequence[str]) -> Page:
    guide_html = render_guide(guide.source, lambda code: names.get(_bare(code), ""), anchors)
    path = f"guides/{guide.slug}"
    sections = guide_html.sections
    return Page(
        path=path,
        template="guide",
        title=guide.title,
        short=guide.title,
        doc=Text(sections[0][2].partition(". ")[0]),
        layout="guide",
        found=tuple(
            Found(
                f"{guide.title} › {heading}" if heading else guide.title,
                f"{path}.html#{anchor}".rstrip("#"),
                guide.group,
                " ".join(dict.fromkeys(text.split())),
            )
            for anchor, heading, text in sections
        ),
        html=guide_html.html,
        source=guide.source.rstrip("\n"),
        headings=guide_html.headings,
    )


def link_names(context: Context) -> dict[str, str]:
    """Return where each name of the API is explained: operations, models, errors, and the runtime's names."""
    names = {name: context.operation_url(name) for name in context.operations}
    names |= {name: context.model_url(name) for name in context.definitions}
    for room, members in list_rooms().items():
        page = "reference/errors" if room == "errors" else f"{RUNTIME_FOLDER}/runtime/{room}"
        names |= {name: f"{UP}{page}.html#{name}" for name in members}
    for name, (_, operation) in context.operations.items():
        if operation.documented:
            names |= dict.fromkeys(operation.documented.names, context.operation_url(name))
    return names


def _bare(code: str) -> str:
    """Return the name that a piece of code calls: `client.tasks.list(project=1)` → `tasks.list`."""
    parts = code.partition("(")[0].split(".")
    return ".".join(parts[-2:])


def start_page(context: Context, sections: Sequence[Section]) -> Page:
    """Make the first page of a language."""
    word = context.language.word
    resources = [section for section in sections if section.family == "resources"]
    pages = [page for section in resources for page in section.pages]
    guides = [section.pages[0] for section in sections if section.family == "guides"][:1]
    first = [*guides, *pages[:1]]
    return Page(
        path="index",
        template="start",
        title=context.service.name,
        short=word("start"),
        doc=context.text(context.service.doc),
        layout="start",
        sample=_first_sample(context),
        first=tuple(Link(page.title if page in guides else word("resources"), f"{page.path}.html") for page in first),
        cards=tuple(
            Link(page.short, f"{page.path}.html", doc=Text(page.doc.source.partition("\n\n")[0])) for page in pages
        ),
        files=(
            Link("llms.txt", "llms.txt"),
            Link("llms-full.txt", "../llms-full.txt"),
            Link("anchors.json", "../anchors.json"),
        ),
        markdown_text=context.word("every_page_markdown"),
    )


def _first_sample(context: Context) -> Code | None:
    """Return the sample of a list, or of any operation."""
    operations = [operation for _, operation in context.operations.values() if operation.typed and operation.examples]
    listed = sorted(operations, key=lambda operation: (not operation.pagination, not operation.examples[0].arguments))
    return next(
        (samples[0].code for samples in (make_samples(context, operation) for operation in listed[:1]) if samples), None
    )


# What is around a page -----------------------------------------------------------------


@frozen(kw_only=True)
class Around:
    """What is around a page."""

    root: str
    """From the page to the folder of the site."""
    home: str
    markdown: str
    description: str
    switches: tuple[Link, ...]
    sections: tuple[NavSection, ...]
    before: Link | None
    after: Link | None


@frozen(slots=False, eq=False)
class Contents:
    """All pages of one language, and what is around each of them."""

    sections: tuple[Section, ...]
    language: Language
    languages: tuple[str, ...]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages but the first one, in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each page in their order, by its path."""
        return {page.path: place for place, page in enumerate(self.pages)}

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The family of each page, by its path."""
        return {page.path: section.family for section in self.sections for page in section.pages}

    def look_around(self, page: Page) -> Around:
        """Make what is around a page."""
        up = UP * page.path.count("/")
        others = [code for code in self.languages if code != self.language.code]
        path = page.path if page.is_translated else "index"
        place = self.places.get(page.path)
        return Around(
            root=f"{up}../",
            home=f"{up}index.html",
            markdown=f"{page.path.rpartition('/')[2]}.md",
            description=" ".join(page.doc.source.split()).replace("`", "")[:160],
            switches=tuple(Link(LANGUAGE_NAMES[code], f"{up}../{code}/{path}.html", detail=code) for code in others),
            sections=tuple(self._open_sections(page, up)),
            before=self._neighbour(place, -1, up),
            after=self._neighbour(place, 1, up),
        )

    def _neighbour(self, place: int | None, step: int, up: str) -> Link | None:
        """Return a link to the page before or behind one."""
        if place is None or not 0 <= place + step < len(self.pages):
            return None
        page = self.pages[place + step]
        return Link(page.short, f"{up}{page.path}.html")

    def _open_sections(self, current: Page, up: str) -> Iterator[NavSection]:
        """Open the sections around a page; of the others show where their family begins."""
        own = self.families.get(current.path)
        opened = {own} if own else {"guides", "resources"}
        shown: set[str] = set()
        for section in self.sections:
            if section.family in opened:
                yield NavSection(section.title, "", "", tuple(self._entries(section, current, up)))
            elif section.family not in shown:
                title = self.language.word("guides") if section.family == "guides" else section.title
                place = section.elsewhere or section.pages[0].path
                yield NavSection("", title, f"{up}{place}.html", ())
            shown.add(section.family)

    def _entries(self, section: Section, current: Page, up: str) -> Iterator[NavEntry]:
        """Yield the lines of a section; of a long one those near the current page."""
        pages = section.pages
        if len(pages) > MOST_LISTED and pages:
            place = self.places.get(current.path, 0) - self.places[pages[0].path]
            start = max(0, min(place - MOST_LISTED // 2, len(pages) - MOST_LISTED))
            pages = pages[start : start + MOST_LISTED]
        for page in pages:
            is_current = page is current
            yield NavEntry(page.short, f"{up}{page.path}.html", is_current, page.inner if is_current else ())
