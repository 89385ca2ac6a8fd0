# Generated from tests/specs/press/service.yaml, tests/specs/press/resources/{articles,scans}.yaml by `synapse-codegen generate`. Do not edit.
"""The dicts that methods of `Desk` take, for annotations. Any other mapping works, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Required

    from press.models.articles import SectionLike


class ListArticlesParams(TypedDict, total=False):
    """Query arguments of `list_articles`."""

    section: Sequence[SectionLike] | None
    """In these."""
    since: date | str | None
    """Since."""
    self: bool | None
    """One's own."""
    builtins: int | None
    page: int | None
    size: int | None


class PageOfArticlesParams(TypedDict, total=False):
    """Query arguments of `page_of_articles`."""

    page: int | None
    size: int | None


class GetArticleParams(TypedDict, total=False):
    """Query arguments of `get_article`."""

    language: Required[str | None]
    """In which language."""


class BriefDict(TypedDict, total=False):
    """The dict of `Brief`."""

    title: Required[str]
    """Its headline."""
    due: date | str | None
    """When it is due, if ever."""


class ReadAloudParams(TypedDict, total=False):
    """Query arguments of `read_aloud`."""

    slowly: bool | None
